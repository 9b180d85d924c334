"""Asking: any question on any day has an answer of the published form, the same again, resting on what was in force that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.replies.explain import explained
from debtguide.replies.plain_text import as_text
from published import is_published_answer

from .entities import are_well_formed
from .questions import each, questions
from .target import TODAY, Target, dated_text, raw_dated_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide import Guide

    from .target import Case

_BEFORE = "2025-12-31"


def seeds(_: Guide) -> Iterable[Case]:
    return [*each(questions(), as_of=TODAY), *each(questions()[::5], as_of=_BEFORE)]


def hold(guide: Guide, case: Case) -> None:
    day = case["as_of"]
    answer = guide.ask(case["text"], day)
    plain = answer.to_dict()
    is_published_answer(plain)
    assert plain["as_of"] == day
    are_well_formed(plain["entities"], plain["question"])
    assert guide.ask(case["text"], day).to_dict() == plain
    for version in answer.citations:
        assert version.in_force(day), version.id
    assert as_text(answer)
    assert explained(answer, guide.knowledge_base)


ASKING = Target("asking", 12_000, seeds, raw_dated_text, dated_text, hold)
