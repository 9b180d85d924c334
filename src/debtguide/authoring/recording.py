"""A conversation that was held, as one of ``cases/``: what it came to is what it must come to again."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from debtguide.authoring.conversations import NOTHING
from debtguide.dialogue.masking import masked
from debtguide.errors import StateError
from debtguide.language.normalize import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from debtguide.replies.reply import Reply
    from debtguide.service.guide import Guide

SUFFIX = ".yaml"
_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_TITLE = "写清这段对话要守住什么"


def case_id(path: str) -> str:
    """Return the id of the case that a file is to hold: its name.

    Raises:
        StateError: no case can be called that.
    """
    stem, suffix = os.path.splitext(os.path.basename(path))
    if suffix != SUFFIX or not _ID.fullmatch(stem):
        raise StateError("用例的文件名用小写英文字母、数字和下划线，以 .yaml 结尾，例如 asks_twice.yaml。")
    return stem


def recorded(guide: Guide, said: Iterable[str], id_: str, day: str) -> str:
    """Return the YAML of a conversation in which ``said`` was said on ``day`` (ISO).

    It is held once more, with long numbers blotted out, so that what is written is what comes out of what is written.
    """
    session = guide.session(as_of=day)
    lines = [f"id: {id_}", f"title: {_text(_TITLE)}", f"as_of: {day}", "turns:"]
    for typed in said:
        # A case is one line a turn, as what was pasted is read.
        line = " ".join(visible(masked(typed)).split())
        if line:
            expected = _expected(session.send(line))
            lines += [f"  - said: {_text(line)}", *[f"    {key}: {value}" for key, value in expected.items()]]
    return "\n".join(lines) + "\n"


def _expected(reply: Reply) -> dict[str, str]:
    plain = reply.to_dict()
    found: dict[str, Any] = {
        "act": reply.act,
        "topic": plain["topics"][0]["id"] if plain["topics"] else None,
        "facts": {fact: value for fact, value in plain["facts"].items() if value is not None},
        "asks": NOTHING if reply.asks is None else reply.asks.fact,
        "stage": plain["stage"],
        "sub_stage": plain["sub_stage"],
        "deadlines": _deadlines(plain["plan"]),
        "cites": [version["id"] for version in plain["citations"]],
    }
    return {key: _flow(value) for key, value in found.items() if value not in (None, {}, [], "")}


def _deadlines(plan: Mapping[str, Any] | None) -> list[dict[str, str]]:
    due = [] if plan is None else plan["deadlines"]
    return [{"says": one["what"], **({"date": one["date"]} if one["date"] else {}), "state": one["state"]} for one in due]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    # Double-quoted YAML reads what JSON writes.
    return json.dumps(text, ensure_ascii=False)
