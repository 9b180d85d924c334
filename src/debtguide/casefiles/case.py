"""What a case file holds, and what is no case file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.masking import masked
from debtguide.dialogue.values import is_day
from debtguide.errors import StateError

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "debtguide.case"
VERSION = 1
SCHEMA = f"{NAME}/{VERSION}"
LARGEST = 64 * 1024
"""Bytes of a file that is looked at; a state stays under a quarter of this."""

_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_DAMAGED = "案件文件已损坏，读不出来。没有改动它；有备份的话请用备份。"


class SavedCase(NamedTuple):
    """A conversation as it is kept: the session's state, the day it was saved, and the knowledge it was held with."""

    session: Mapping[str, Any]
    saved_on: str
    kb: str


def case_of(state: Mapping[str, Any], day: str) -> SavedCase:
    """Return what is kept of a session's state: with long numbers blotted out of all that was said."""
    steps = {"core": _masked(state["core"]), "undo": [_masked(step) for step in state["undo"]], "redo": [_masked(step) for step in state["redo"]]}
    return SavedCase({**state, **steps}, day, state["kb"])


def _masked(step: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _masked_entry(key, value) for key, value in step.items()}


def _masked_entry(key: str, value: Any) -> Any:
    if key.startswith("s:") and isinstance(value, str):
        return masked(value)
    if key.startswith("f:") and isinstance(value, list) and isinstance(value[0], str) and not _DAY_OR_MONTH.fullmatch(value[0]):
        return [masked(value[0]), *value[1:]]
    return value


def written(case: SavedCase) -> bytes:
    """Return the bytes of a case file."""
    plain = {"schema": SCHEMA, "saved_on": case.saved_on, "kb": case.kb, "session": dict(case.session)}
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"


def read(data: bytes) -> SavedCase:
    """Return the case that a file's bytes hold; its session is looked at when it is taken up again.

    Raises:
        StateError: it is damaged, was made by a later release, or is not one of ours.
    """
    if len(data) > LARGEST:
        raise StateError("这不是 debtguide 的案件文件：太大了。")
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise StateError(_DAMAGED) from None
    schema = plain.get("schema") if isinstance(plain, dict) else None
    if not isinstance(schema, str) or not schema.startswith(f"{NAME}/"):
        raise StateError("这不是 debtguide 的案件文件。")
    if schema != SCHEMA:
        raise StateError(f"这个案件是更新的版本存的，这一版只认得 {SCHEMA}。请升级 debtguide 再打开。")
    session, saved_on, kb = plain.get("session"), plain.get("saved_on"), plain.get("kb")
    if not isinstance(session, dict) or not is_day(saved_on) or not isinstance(kb, str):
        raise StateError(_DAMAGED)
    return SavedCase(session, str(saved_on), kb)
