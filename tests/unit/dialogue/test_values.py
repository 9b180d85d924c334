"""Values of facts: which are sound, how they read."""

from __future__ import annotations

from typing import Any

import pytest

from debtguide.dialogue.masking import masked
from debtguide.dialogue.values import is_value, length_of_time, shown, whole_day, yuan
from debtguide.model.interview import Choice, Question

PAPERS = (Choice("summons", "传票、起诉状", ""), Choice("sms", "短信", ""))


def question(kind: str, choices: tuple[Choice, ...] = ()) -> Question:
    return Question("f", "名称", kind, "debt", "问？", "因为", (), "再说", choices, None, 1, (), ())


SOUND = [
    ("money", 25000),
    ("money", 0),
    ("money", 0.5),
    ("money", [1, 2]),
    ("days", 122),
    ("days", [30, 60]),
    ("rate", 0.24),
    ("count", 3),
    ("day", "2026-11-22"),
    ("day", "2026-11"),
    ("text", "借呗"),
    ("flag", True),
    ("choice", "sms"),
    ("choices", []),
    ("choices", ["sms", "summons"]),
]
UNSOUND = [
    ("money", -1),
    ("money", "25000"),
    ("money", True),
    ("money", None),
    ("money", float("nan")),
    ("money", float("inf")),
    ("money", 10**15),
    ("money", [2, 1]),
    ("money", [1, 2, 3]),
    ("money", []),
    ("days", {}),
    ("day", "2026-13-01"),
    ("day", "2026-11-31"),
    ("day", "22.11.2026"),
    ("day", 20261122),
    ("day", "0000-01-01"),
    ("text", ""),
    ("text", "长" * 41),
    ("text", 3),
    ("flag", 1),
    ("flag", "true"),
    ("choice", "no_such"),
    ("choice", ["sms"]),
    ("choices", "sms"),
    ("choices", ["sms", "sms"]),
    ("choices", [["sms"]]),
]


@pytest.mark.parametrize(("kind", "value"), SOUND)
def test_a_sound_value(kind: str, value: Any) -> None:
    assert is_value(question(kind, PAPERS), value)
    assert shown(question(kind, PAPERS), value)


@pytest.mark.parametrize(("kind", "value"), UNSOUND)
def test_an_unsound_value(kind: str, value: Any) -> None:
    assert not is_value(question(kind, PAPERS), value)


@pytest.mark.parametrize(
    ("kind", "value", "reads"),
    [
        ("money", 25000, "2.5万元"),
        ("money", 800, "800元"),
        ("money", 12345.5, "12345.5元"),
        ("money", [30000, 40000], "3万元到4万元"),
        ("days", 122, "4个月"),
        ("days", 365, "1年"),
        ("days", 45, "45天"),
        ("rate", 0.24, "年利率24%"),
        ("rate", 0.1825, "年利率18.25%"),
        ("day", "2026-11-02", "2026年11月2日"),
        ("day", "2026-11", "2026年11月"),
        ("flag", False, "没有"),
        ("choices", ["summons", "sms"], "传票、短信"),
        ("choices", [], "没有"),
    ],
)
def test_how_a_value_reads(kind: str, value: Any, reads: str) -> None:
    assert shown(question(kind, PAPERS), value) == reads


def test_about_is_said() -> None:
    assert shown(question("money"), 25000, approx=True) == "约2.5万元"


def test_a_month_has_a_first_and_a_last_day() -> None:
    assert whole_day("2024-02", last=False) == "2024-02-01"
    assert whole_day("2024-02", last=True) == "2024-02-29"
    assert whole_day("2024-02-10", last=True) == "2024-02-10"


@pytest.mark.parametrize("months", range(1, 11))
def test_months_read_as_months(months: int) -> None:
    assert length_of_time(round(months * 365 / 12)) == f"{months}个月"


def test_amounts_read_back_exactly() -> None:
    for number in (1, 99.99, 10_000, 10_001, 12_300, 25_000, 123_456):
        text = yuan(number)
        assert (float(text[:-2]) * 10_000 if text.endswith("万元") else float(text[:-1])) == pytest.approx(number)


@pytest.mark.parametrize("secret", ["13800138000", "110101199001011234", "11010119900101123X", "6222 0212 3456 7890", "138-0013-8000"])
def test_long_numbers_are_blotted_out(secret: str) -> None:
    assert masked(f"我的号码{secret}，欠2万5") == f"我的号码{'*' * len(secret)}，欠2万5"
