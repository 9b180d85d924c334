"""A dated value holds from its first day to the next one's; outside there is none, and the error names both days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from debtguide import DebtGuideError, NotInForceError
from debtguide.model.parameters import DatedValue, Parameter, shown

CAP = Parameter(
    "fee.cap",
    "费用上限",
    "percent_per_year",
    "contract",
    "2026-06-30",
    (
        DatedValue("2015-01-01", None, "36", ("loan-act/10",)),
        DatedValue("2020-08-20", "2021-12-31", "15.4", ()),
        DatedValue("2023-01-01", "2026-12-31", "24", ()),
    ),
)

HOLDS = [
    ("2015-01-01", "36"),
    ("2020-08-19", "36"),
    ("2020-08-20", "15.4"),
    ("2021-12-31", "15.4"),
    ("2023-01-01", "24"),
    ("2026-12-31", "24"),
]


@pytest.mark.parametrize(("day", "value"), HOLDS)
def test_a_value_holds_from_its_first_day_to_its_last(day: str, value: str) -> None:
    assert CAP.value_at(day).value == value


NOTHING = [
    ("2014-12-31", "2015-01-01", "before the first value"),
    ("2022-01-01", "2021-12-31", "in a gap"),
    ("2022-12-31", "2021-12-31", "on the last day of a gap"),
    ("2027-01-01", "2026-12-31", "after the last value"),
]


@pytest.mark.parametrize(("day", "other"), [row[:2] for row in NOTHING], ids=[row[2] for row in NOTHING])
def test_outside_every_value_the_error_names_both_days(day: str, other: str) -> None:
    with pytest.raises(NotInForceError, match=f"{day}.*{other}") as caught:
        CAP.value_at(day)
    assert isinstance(caught.value, DebtGuideError)
    with pytest.raises(NotInForceError):
        CAP.told(day)


ON_THE_DAY = CAP._replace(day="as_of")


def test_prose_shows_the_value_of_the_day_with_its_unit() -> None:
    assert ON_THE_DAY.told("2020-08-20") == ("15.4%", None)


def test_prose_says_until_when_a_value_was_checked_where_the_day_is_later() -> None:
    assert ON_THE_DAY.told("2026-06-30") == ("24%", None)
    assert ON_THE_DAY.told("2026-07-01") == ("24%", "24%核对到2026年6月30日，以后的请以最新公布为准")


def test_who_knows_the_day_that_decides_is_shown_its_value_alone() -> None:
    assert CAP.shown_at("2020-08-20") == "15.4%"
    assert CAP.shown_at("2026-07-01") == "24%（核对到2026年6月30日，以后的请以最新公布为准）"
    with pytest.raises(NotInForceError):
        CAP.shown_at("2014-12-31")


GUESSED = "24%是按2026年7月1日算的，以合同成立那天为准；核对到2026年6月30日，以后的请以最新公布为准"
DECIDED = [
    (None, "24%", GUESSED, "not known: of the answer's day, and it says so"),
    ("2021-05-01", "15.4%", "15.4%是按合同成立的2021年5月1日算的", "a day"),
    ("2021-05", "15.4%", "15.4%是按合同成立的2021年5月算的", "a month in which it did not change"),
    ("2021", "15.4%", "15.4%是按合同成立的2021年算的", "a year in which it did not change"),
    ("2020", "24%", GUESSED, "a year in which it changed"),
]


@pytest.mark.parametrize(("known", "text", "note"), [row[:3] for row in DECIDED], ids=[row[3] for row in DECIDED])
def test_prose_says_of_which_day_the_number_is_where_another_day_than_the_answers_decides(known: str | None, text: str, note: str) -> None:
    assert CAP.told("2026-07-01", known) == (text, note)


def test_where_the_number_never_changed_prose_says_nothing_of_days() -> None:
    constant = CAP._replace(day="event", values=CAP.values[:1])
    assert constant.told("2026-06-01") == constant.told("2026-06-01", "2016-01-01") == ("36%", None)


def test_a_day_that_is_known_decides_even_where_there_was_no_value_then() -> None:
    with pytest.raises(NotInForceError, match="2014-12-31"):
        CAP.told("2026-06-01", "2014-12-31")


def test_a_number_to_compare_with_is_in_the_unit_of_the_facts_and_none_where_it_would_be_a_guess() -> None:
    scaled = CAP._replace(scale="0.01")
    assert scaled.number("2026-06-01", "2021-05-01") == Decimal("0.154")
    assert scaled.number("2026-06-01") is None
    assert scaled._replace(day="as_of").number("2026-06-01") == Decimal("0.24")
    assert CAP.number("2026-06-01", "2021-05-01") == Decimal("15.4")


SHOWN = [
    ("3", "year", "3年"),
    ("6", "month", "6个月"),
    ("15", "day", "15日"),
    ("5", "working_day", "5个工作日"),
    ("24", "percent_per_year", "24%"),
    ("4", "times", "4倍"),
    ("2", "count", "2次"),
    ("18", "age", "18周岁"),
    ("60", "instalment", "60期"),
    ("1.75", "per_ten_thousand_per_day", "日万分之1.75"),
    ("2020-08-20", "date", "2020年8月20日"),
    ("22:00", "clock", "22:00"),
    ("50000", "yuan", "5万元"),
    ("5000000", "yuan", "500万元"),
    ("5000", "yuan", "5000元"),
    ("55000", "yuan", "55000元"),
    ("0", "yuan", "0元"),
    ("0.5", "yuan", "0.5元"),
]


@pytest.mark.parametrize(("value", "unit", "text"), SHOWN)
def test_how_a_value_reads(value: str, unit: str, text: str) -> None:
    assert shown(value, unit) == text
