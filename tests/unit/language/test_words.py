"""The cut that questions are segmented with is jieba's own, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.knowledge.vocabulary import shielded_jieba
from debtguide.language.words import WordCutter

if TYPE_CHECKING:
    from debtguide import Guide


class Words(NamedTuple):
    words: dict[str, int]


def with_prefixes(frequencies: dict[str, int]) -> dict[str, int]:
    """Return a dictionary as it is compiled: every prefix of a word is a key, with 0 where it is no word."""
    table = dict(frequencies)
    for word in frequencies:
        for end in range(1, len(word)):
            table.setdefault(word[:end], 0)
    return table


def jieba_cut(text: str, words: dict[str, int], total: int) -> list[str]:
    tokenizer = shielded_jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = words, total, True
    return list(tokenizer.cut(text, HMM=False))


def our_cut(text: str, words: dict[str, int], total: int) -> list[str]:
    return list(WordCutter(lambda _: Words(words), total).cut(text))


LETTERS = "网贷逾期ab1.%"
DICTIONARIES = st.dictionaries(st.text(LETTERS, min_size=1, max_size=4), st.integers(1, 60), min_size=1, max_size=14)
TEXTS = st.text(st.one_of(st.sampled_from(LETTERS + "，。 \r\n\t😀"), st.characters()), max_size=40)


@given(DICTIONARIES, TEXTS)
def test_over_any_small_dictionary_the_cut_is_that_of_jieba(frequencies: dict[str, int], text: str) -> None:
    words, total = with_prefixes(frequencies), sum(frequencies.values())
    assert our_cut(text, words, total) == jieba_cut(text, words, total)


@given(DICTIONARIES, TEXTS)
def test_the_words_tile_the_text_without_gaps(frequencies: dict[str, int], text: str) -> None:
    assert "".join(our_cut(text, with_prefixes(frequencies), sum(frequencies.values()))) == text


@pytest.fixture(scope="session")
def builtin_words(guide: Guide) -> tuple[dict[str, int], int]:
    """The dictionary that was compiled from the built-in knowledge, whole."""
    tables = guide.knowledge_base.tables
    words: dict[str, int] = {}
    for code in (*range(0x20, 0xD800), *range(0xE000, 0x20000)):
        words.update(tables.initial(chr(code)).words)
    return words, tables.total


@given(st.data())
def test_over_the_compiled_dictionary_the_cut_is_that_of_jieba(builtin_words: tuple[dict[str, int], int], data: st.DataObject) -> None:
    words, total = builtin_words
    pieces = st.one_of(st.sampled_from(list(words)), st.text(max_size=6), st.sampled_from("，。 ？ab12"))
    text = "".join(data.draw(st.lists(pieces, max_size=20)))
    assert our_cut(text, words, total) == jieba_cut(text, words, total)


def test_the_compiled_dictionary_counts_its_words(builtin_words: tuple[dict[str, int], int]) -> None:
    words, total = builtin_words
    assert len(words) > 1_000
    assert total >= sum(words.values()) > 0


CUTS = [
    ("网贷逾期", ["网贷", "逾期"]),
    ("逾期a1后", ["逾期", "a1", "后"]),
    ("网 贷", ["网", " ", "贷"]),
    ("😀网贷", ["😀", "网贷"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "cut"), CUTS)
def test_some_cuts(text: str, cut: list[str]) -> None:
    assert our_cut(text, with_prefixes({"网贷": 5, "逾期": 5}), 10) == cut
