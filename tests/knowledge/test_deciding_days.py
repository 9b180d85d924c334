"""A number that the law sets is read on the day that decides: the contract's, where that is known; else the answer says of which day it is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.replies.compose import Composer

if TYPE_CHECKING:
    from debtguide import Guide

TODAY = "2026-11-22"
PRIVATE = {"lender_kind": "private"}
FOUR_TIMES = [
    (date(2020, 8, 20), "15.4%"),
    (date(2021, 5, 1), "15.4%"),
    ("2021-12-19", "15.4%"),
    ("2021-12-20", "15.2%"),
    (date(2022, 8, 21), "14.8%"),
    (date(2022, 8, 22), "14.6%"),
    ("2024-10-20", "13.4%"),
    ("2024-10-21", "12.4%"),
    ("2025-05-20", "12%"),
    ("2021-05", "15.4%"),
    ("2021-03", "15.4%"),
]


def said(guide: Guide, topic: str, facts: dict[str, Any], day: str = TODAY) -> str:
    composed = Composer(guide.knowledge_base, day, facts).compose(guide.knowledge_base.answer(topic))
    return "\n".join(part.text for part in (composed.summary, *composed.points, *composed.steps, *composed.warnings))


@pytest.mark.parametrize(("contract", "cap"), FOUR_TIMES, ids=[str(row[0]) for row in FOUR_TIMES])
@pytest.mark.parametrize("topic", ["cost.rate_cap", "cost.fees", "cost.refund"])
def test_four_times_the_rate_is_that_of_the_contract(guide: Guide, topic: str, contract: date | str, cap: str) -> None:
    text = said(guide, topic, {**PRIVATE, "contract_date": contract})
    assert f"折算的上限（{cap}）" in text
    assert f"{cap}是按合同成立的" in text
    assert "以合同成立那天为准" not in text


@pytest.mark.parametrize("facts", [PRIVATE, {**PRIVATE, "contract_date": None}, {**PRIVATE, "contract_date": "2021"}, {**PRIVATE, "contract_date": "去年"}])
def test_where_the_day_is_not_known_the_answer_says_of_which_day_the_number_is(guide: Guide, facts: dict[str, Any]) -> None:
    text = said(guide, "special.private_loan", facts)
    assert "12%是按2026年11月22日算的，以合同成立那天为准；核对到2026年4月20日，以后的请以最新公布为准" in text


def test_a_loan_older_than_the_cap_gets_no_number(guide: Guide) -> None:
    text = said(guide, "cost.rate_cap", {**PRIVATE, "contract_date": date(2019, 6, 1)})
    assert "LPR折算的上限（" not in text
    assert "分段算" in text


def test_a_number_that_did_not_change_is_said_without_a_day(guide: Guide) -> None:
    text = said(guide, "litigation.response", {"documents_received": ["summons"]})
    assert "15日" in text
    assert "算的，以" not in text


def test_a_fine_says_that_the_day_of_the_deed_decides(guide: Guide) -> None:
    assert "1000元是按2026年11月22日算的，以事情发生那天为准" in said(guide, "collection.harassment", {})


def test_of_a_guarantee_older_than_the_code_the_old_period_is_told(guide: Guide) -> None:
    text = said(guide, "liability.guarantor", {"role": "guarantor", "contract_date": date(2019, 3, 1)})
    assert "没有约定、不满6个月的" in text
    assert "没写清是哪一种的，按一般保证承担" not in text
    assert "一般适用签的时候的法律" in text


@given(day=st.dates(date(2020, 8, 20), date(2026, 4, 20)))
def test_the_cap_is_four_times_the_rate_of_any_day(guide: Guide, day: date) -> None:
    bodies = guide.knowledge_base.bodies
    rate, cap = bodies.parameter("lpr.one_year"), bodies.parameter("lpr.four_times")
    assert rate is not None
    assert cap is not None
    iso = day.isoformat()
    assert Decimal(cap.decided(TODAY, iso).dated.value) == 4 * Decimal(rate.value_at(iso).value)
    assert cap.number(TODAY, iso) == Decimal(rate.value_at(iso).value) * 4 / 100
    next_day = (day + timedelta(days=1)).isoformat()
    changed = rate.value_at(iso) != rate.value_at(next_day)
    assert (cap.told(TODAY, iso).text != cap.told(TODAY, next_day).text) is changed
