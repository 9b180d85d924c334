"""Values that nobody asked for: what a bare number is taken for, and what is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.dialogue.answers import bare_amount, spoken_value
from debtguide.dialogue.hearing import Hearing

if TYPE_CHECKING:
    from debtguide import Guide


def heard(text: str) -> Hearing:
    return Hearing(text, (), (), (), frozenset(), False, False)


@pytest.mark.parametrize(("text", "amount"), [("12000", 12000), ("12000元", 12000), (" 3500块", 3500), ("95000", 95000), ("12000.5", 12000.5)])
def test_bare_digits_are_money(text: str, amount: float) -> None:
    found = bare_amount(heard(text))
    assert found is not None
    assert (found.fact, found.value, found.bare) == ("principal_yuan", amount, True)


@pytest.mark.parametrize("text", ["2023", "1999", "12368", "12348", "95588", "10086", "300", "21", "两万", "欠12000", ""])
def test_a_year_a_service_number_and_few_digits_are_none(text: str) -> None:
    assert bare_amount(heard(text)) is None


def test_four_digits_of_a_year_are_offered_as_a_day() -> None:
    assert spoken_value(heard("2023")) == ("day", "2023年")


@given(st.text(max_size=30))
def test_any_text_is_read_without_fault(text: str) -> None:
    found = bare_amount(heard(text))
    assert found is None or spoken_value(heard(text)) is not None


SHORT = ("没", "都没", "啥", "收到", "东西", "了", "就", "那个", "嗯", "呗", "12", "8月", "天天", "电话", "别问", "，")


@given(words=st.lists(st.sampled_from(SHORT), min_size=1, max_size=4))
def test_short_words_are_never_sent_elsewhere_while_a_question_waits(guide: Guide, words: list[str]) -> None:
    session = guide.session(as_of="2026-11-22")
    assert session.send("借呗两万五，逾期四个月").asks is not None
    assert session.send("".join(words)).outcome != "declined"
