"""Conditions in three values: what is not known makes nothing true and nothing false."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from debtguide.model.condition_syntax import parse_comparison
from debtguide.model.conditions import All, AnyOf, Assessed, Circumstances, Comparison, Condition, holds

TODAY = "2026-11-22"
PARAMETERS = {"limitation.general": Decimal(3), "card.large": Decimal(50_000)}
TRUE, FALSE, UNKNOWN = (Comparison(fact, None, "==", "yes") for fact in ("yes", "no", "unknown"))
OF = {True: TRUE, False: FALSE, None: UNKNOWN}
TRUTHS = (True, False, None)


def circumstances(facts: dict[str, Any], assessments: dict[str, Condition] | None = None) -> Circumstances:
    return Circumstances({"yes": "yes", "no": "no", **facts}, TODAY, PARAMETERS.get, (assessments or {}).get)


def written(text: str) -> Comparison | Assessed:
    found = parse_comparison(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
def test_all_is_the_least_certain_of_its_parts(one: bool | None, other: bool | None) -> None:
    expected = False if False in (one, other) else None if None in (one, other) else True
    assert holds(All((OF[one], OF[other])), circumstances({})) is expected


@pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
def test_any_is_the_most_certain_of_its_parts(one: bool | None, other: bool | None) -> None:
    expected = True if True in (one, other) else None if None in (one, other) else False
    assert holds(AnyOf((OF[one], OF[other])), circumstances({})) is expected


@pytest.mark.parametrize("truth", TRUTHS)
def test_not_turns_what_is_known_and_leaves_what_is_not(truth: bool | None) -> None:
    expected = None if truth is None else not truth
    assert holds(OF[truth]._replace(negated=True), circumstances({})) is expected
    assert holds(Assessed("it", negated=True), circumstances({}, {"it": OF[truth]})) is expected


def test_no_condition_always_holds() -> None:
    assert holds(None, circumstances({})) is True


COMPARED = [
    ("overdue_days >= 90", {"overdue_days": 90}, True),
    ("overdue_days >= 90", {"overdue_days": 89}, False),
    ("overdue_days == not.known", {"overdue_days": 90}, None),
    ("overdue_days != not.known", {"overdue_days": 90}, None),
    ("overdue_days > 90", {"overdue_days": 90}, False),
    ("overdue_days < 90.5", {"overdue_days": 90}, True),
    ("overdue_days <= 90", {"overdue_days": 91}, False),
    ("overdue_days == 90", {"overdue_days": 90}, True),
    ("overdue_days != 90", {"overdue_days": 90.0}, False),
    ("overdue_days >= 90", {}, None),
    ("overdue_days >= 90", {"overdue_days": None}, None),
    ("overdue_days >= 90", {"overdue_days": "很久"}, None),
    ("not overdue_days >= 90", {"overdue_days": 90}, False),
    ("principal_yuan >= card.large", {"principal_yuan": 50_000}, True),
    ("principal_yuan >= card.large", {"principal_yuan": [40_000, 60_000]}, None),
    ("principal_yuan >= card.large", {"principal_yuan": [60_000, 70_000]}, True),
    ("principal_yuan >= card.large", {"principal_yuan": (10_000, 20_000)}, False),
    ("principal_yuan == 50000", {"principal_yuan": [40_000, 60_000]}, None),
    ("principal_yuan >= no.such", {"principal_yuan": 1}, None),
    ("lender_kind == credit_card", {"lender_kind": "credit_card"}, True),
    ("lender_kind != credit_card", {"lender_kind": "private"}, True),
    ("lender_kind in [bank_loan, private]", {"lender_kind": "private"}, True),
    ("lender_kind in [bank_loan, private]", {"lender_kind": "other"}, False),
    ("lender_kind in [bank_loan, private]", {}, None),
    ("documents_received has summons", {"documents_received": ["sms", "summons"]}, True),
    ("documents_received has summons", {"documents_received": []}, False),
    ("documents_received has summons", {}, None),
    ("not documents_received has summons", {"documents_received": ["sms"]}, True),
    ("signed_anything == true", {"signed_anything": True}, True),
    ("signed_anything == true", {"signed_anything": False}, False),
    ("contract_date >= 2021-01-01", {"contract_date": "2021-01-01"}, True),
    ("contract_date < 2021-01-01", {"contract_date": "2020-12-31"}, True),
    ("contract_date > 2021-01-01", {"contract_date": "2021-01-01"}, False),
    ("contract_date == 2021-01-01", {"contract_date": "2021-01-01"}, True),
    ("contract_date >= 2021-01-01", {"contract_date": "去年"}, None),
    ("contract_date >= 2021-01-01", {}, None),
    ("years_since(last_payment) >= limitation.general", {"last_payment": "2023-11-22"}, True),
    ("years_since(last_payment) >= limitation.general", {"last_payment": "2023-11-23"}, False),
    ("years_since(last_payment) >= limitation.general", {}, None),
    ("months_since(last_payment) == 1", {"last_payment": "2026-10-22"}, True),
    ("months_since(last_payment) == 0", {"last_payment": "2026-10-23"}, True),
    ("days_since(last_payment) == 21", {"last_payment": "2026-11-01"}, True),
    ("days_since(last_payment) < 0", {"last_payment": "2026-12-01"}, True),
    ("days_since(last_payment) > 5", {"last_payment": "记不清"}, None),
    ("years_since(last_payment) >= 2", {"last_payment": "2024-02-29"}, True),
]


@pytest.mark.parametrize(("text", "facts", "truth"), COMPARED)
def test_a_comparison_over_what_is_known(text: str, facts: dict[str, Any], truth: bool | None) -> None:
    assert holds(written(text), circumstances(facts)) is truth


def test_an_assessment_stands_for_its_condition() -> None:
    assessments: dict[str, Condition] = {"served": written("documents_received has summons"), "urgent": All((written("is served"), TRUE))}
    assert holds(written("is urgent"), circumstances({"documents_received": ["summons"]}, assessments)) is True
    assert holds(written("not is urgent"), circumstances({"documents_received": []}, assessments)) is True
    assert holds(written("is urgent"), circumstances({}, assessments)) is None
    assert holds(written("is never_heard_of"), circumstances({}, assessments)) is None


READ = [
    ("overdue_days >= 90", Comparison("overdue_days", None, ">=", "90")),
    ("  overdue_days>=90 ", Comparison("overdue_days", None, ">=", "90")),
    ("years_since(last_payment) < limitation.general", Comparison("last_payment", "years", "<", "limitation.general")),
    ("role in [family,  contact]", Comparison("role", None, "in", ("family", "contact"))),
    ("not documents_received has sms", Comparison("documents_received", None, "has", "sms", True)),
    ("is served", Assessed("served")),
    ("not is served", Assessed("served", True)),
]


@pytest.mark.parametrize(("text", "comparison"), READ)
def test_how_a_comparison_is_read(text: str, comparison: Comparison | Assessed) -> None:
    assert parse_comparison(text) == comparison


NOT_READ = [
    "",
    "overdue_days",
    "overdue_days >=",
    ">= 90",
    "overdue_days => 90",
    "overdue_days >= 90 and x == 1",
    "role in family",
    "weeks_since(last_payment) > 3",
    "years_since last_payment > 3",
    "is",
    "逾期超过九十天",
    "__import__('os')",
]


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_comparison_is_not_read(text: str) -> None:
    assert parse_comparison(text) is None
