"""Talking: whatever is said turn after turn, the talk goes on, goes on the same from what was kept, and stays small."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from debtguide.assessment.calendar import WEEKDAYS
from published import REPLY_KEYS, is_plain_json, is_published_answer

from .questions import conversations, questions
from .target import TODAY, Target, dated_text, raw_dated_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide import Guide, Session

    from .target import Case

TURNS = 8
STATE = 16 * 1024


def seeds(_: Guide) -> Iterable[Case]:
    said = [*conversations(), *((question, "/方案", "不知道") for question in questions()[::8])]
    return [{"as_of": TODAY, "text": "\n".join(turn.replace("\n", " ") for turn in turns[:TURNS])} for turns in said]


def hold(guide: Guide, case: Case) -> None:
    """Each line is a turn."""
    session = guide.session(as_of=case["as_of"])
    for said in case["text"].split("\n")[:TURNS]:
        again = guide.session(kept(session), as_of=case["as_of"])
        plain = session.send(said).to_dict()
        is_published_reply(plain)
        assert again.send(said).to_dict() == plain
        assert again.to_dict() == session.to_dict()
    kept(session)


def kept(session: Session) -> dict[str, Any]:
    """Return the state of ``session`` as a host would get it back."""
    state = session.to_dict()
    is_plain_json(state)
    assert len(json.dumps(state, ensure_ascii=False).encode("utf-8")) < STATE
    return dict(json.loads(json.dumps(state)))


def is_published_reply(reply: dict[str, Any]) -> None:
    """Fail unless ``reply`` is what ``to_dict`` promises."""
    assert list(reply) == REPLY_KEYS
    is_plain_json(reply)
    assert reply["text"].strip()
    assert not (reply["crisis"] and reply["asks"])
    if reply["answer"] is not None:
        is_published_answer(reply["answer"])
    for deadline in (reply["plan"] or {}).get("deadlines", ()):
        if deadline["date"] is not None:
            assert deadline["weekday"] == WEEKDAYS[date.fromisoformat(deadline["date"]).weekday()]
            assert deadline["citations"]


TALKING = Target("talking", 3_000, seeds, raw_dated_text, dated_text, hold)
