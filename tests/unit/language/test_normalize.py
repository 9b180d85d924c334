"""The normal form, and the way back from it to what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.knowledge.folding import normalizer
from debtguide.language.normalize import INVISIBLE, READ_AT_MOST, Normalizer, admit, visible
from debtguide.spans import Span

TYPED = st.text(st.one_of(st.characters(), st.sampled_from(sorted(INVISIBLE)), st.sampled_from("網貸逾期ＡｂＣ１２３，　😀")), max_size=60)

FORMS = [
    ("網貸逾期", "网贷逾期"),
    ("ＡＰＰ１２３％", "app123%"),
    ("App", "app"),
    ("网　贷", "网 贷"),
    ("网\u200b贷\ufeff", "网贷"),
    ("（急！）", "(急!)"),
    ("着急😀", "着急😀"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "normal"), FORMS)
def test_the_normal_form_is_simplified_half_width_and_lower_case(typed: str, normal: str) -> None:
    assert normalizer()(typed).text == normal


@given(TYPED)
def test_every_place_in_the_normal_form_leads_back_to_what_was_typed(typed: str) -> None:
    normal = normalizer()(typed)
    shown = [place for place, character in enumerate(typed) if character not in INVISIBLE]
    assert len(normal.text) == len(shown)
    for place, origin in enumerate(shown):
        assert normal.span(place, place + 1) == Span(origin, origin + 1)
        assert normalizer()(typed[origin]).text == normal.text[place]


@given(TYPED, st.data())
def test_a_stretch_of_the_normal_form_is_the_normal_form_of_its_stretch(typed: str, data: st.DataObject) -> None:
    normal = normalizer()(typed)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    span = normal.span(start, end)
    if start < end:
        assert normalizer()(typed[span.start : span.end]).text == normal.text[start:end]
    else:
        assert span.start == span.end


@given(TYPED)
def test_the_normal_form_of_a_normal_form_is_itself(typed: str) -> None:
    once = normalizer()(typed).text
    assert normalizer()(once).text == once


def test_no_variant_character_leads_to_another_variant() -> None:
    fold = normalizer()
    characters = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x20000))))
    once = fold(characters).text
    assert fold(once).text == once


@given(st.text(st.characters(), max_size=40))
def test_what_is_admitted_can_be_written_down(typed: str) -> None:
    admitted = admit(typed)
    admitted.text.encode("utf-8")
    assert len(admitted.text) == len(typed)
    assert not admitted.shortened


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert admit("网\ud83d贷").text == "网\ufffd贷"


def test_of_a_very_long_text_head_and_tail_are_read() -> None:
    just_read = "头" + "中" * (READ_AT_MOST - 2) + "尾"
    assert admit(just_read) == (just_read, False)
    text, shortened = admit("头" + "中" * READ_AT_MOST + "尾")
    assert shortened
    assert text.startswith("头")
    assert text.endswith("尾")
    assert len(text) <= READ_AT_MOST + 10


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert visible("红\x1b[31m字\u202e反\r\n换行\t格") == "红[31m字反\r\n换行\t格"
    assert visible("平常的话") == "平常的话"


def test_a_normalizer_without_variants_folds_width_and_case_only() -> None:
    assert Normalizer("", "")("網ＡＢ").text == "網ab"
