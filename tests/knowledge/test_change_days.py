"""On the day a law changed, the answer changes: the day before it gives the old rule, on the day the new one, each with its own article.

``change_days.jsonl`` holds a change a line: ``day`` (the first day of the new rule), the ``topic`` (``safety/ID`` for what a
safety rule says), and what the answer must say, must not say and must cite ``before`` and ``after``. A citation is written
ARTICLE@FIRST-DAY-OF-ITS-VERSION. Where a ``question`` is given, a user's own words must lead to the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from changes import SIDES, Case, day_of, hold
from debtguide.replies.compose import Composer

if TYPE_CHECKING:
    from debtguide import Guide

CASES: list[Case] = [json.loads(line) for line in Path(__file__).with_name("change_days.jsonl").read_text(encoding="utf-8").splitlines()]
KEYS = {"says", "not", "cites", "not_cites"}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_each_side_of_the_day_has_its_own_law(case: Case, side: str, guide: Guide) -> None:
    base = guide.knowledge_base
    answer = Composer(base, day_of(case, side), case.get("facts", {})).compose(base.answer(case["topic"]))
    hold(case[side], (answer.summary, *answer.points, *answer.steps, *answer.warnings), answer.citations)


ASKED = [case for case in CASES if "question" in case]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("case", ASKED, ids=[case["id"] for case in ASKED])
def test_somebody_who_asks_is_told_the_law_of_the_day(case: Case, side: str, guide: Guide) -> None:
    answer = guide.ask(case["question"], day_of(case, side))
    assert answer.topics[0].id == case["topic"]
    hold(case[side], (answer.summary, *answer.points, *answer.steps, *answer.warnings), answer.citations)


def test_cases_are_written_so_that_both_sides_can_fail() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    for case in CASES:
        for side in SIDES:
            assert case[side], case["id"]
            assert set(case[side]) <= KEYS, case["id"]
        assert case["before"] != case["after"], case["id"]
        assert case["after"].get("says") or case["after"].get("cites"), case["id"]


@pytest.mark.parametrize(
    "day",
    ["2020-08-20", "2021-01-01", "2024-01-01", "2024-12-01", "2025-10-01", "2025-11-01", "2025-12-22", "2026-01-01", "2026-03-01", "2026-04-01", "2026-08-01"],
)
def test_no_great_change_is_without_a_case(day: str) -> None:
    assert any(case["day"] == day for case in CASES)
