"""Normalising: whatever is typed, every place of the normal form leads back to what was typed, in the same order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from debtguide.language.normalize import INVISIBLE, READ_AT_MOST, admit, visible

from .questions import each, questions
from .target import Target, raw_text, text_only

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide import Guide
    from debtguide.language.normalize import Normal
    from debtguide.understanding.reading import Reading

    from .target import Case

_HARD = ("網\u200b貸\ufeff逾\u202e其", "ＡＰＰ　１２３％ 逾qi了\u00ad", "wd还不上", "\ud83d催受\x00打电话", "😭" * 20)


def seeds(_: Guide) -> Iterable[Case]:
    return each((*questions(), *(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for text in _HARD)))


def hold(guide: Guide, case: Case) -> None:
    admitted = admit(case["text"])
    admitted.text.encode("utf-8")
    assert len(admitted.text) <= READ_AT_MOST + 10
    assert visible(visible(admitted.text)) == visible(admitted.text)
    reader = guide._reader
    normal = reader.normalizer(admitted.text)
    assert len(normal.text) == len(visible(admitted.text))
    assert reader.normalizer(normal.text).text == normal.text
    leads_back(normal, admitted.text)
    reading = reader.read(admitted.text)
    leads_back(reading.normal, admitted.text)
    stands_in_order(reading)


def leads_back(normal: Normal, typed: str) -> None:
    """Fail unless every stretch of ``normal`` has its stretch of ``typed``, none out of order."""
    assert INVISIBLE.isdisjoint(normal.text)
    spans = [normal.span(place, place + 1) for place in range(len(normal.text))]
    assert all(0 <= start < end <= len(typed) for start, end in spans)
    for before, after in pairwise(spans):
        # A word put right stands for all that was typed for it, each of its characters for the whole.
        assert before == after or before.end <= after.start
    if spans:
        assert normal.span(0, len(spans)) == (spans[0].start, spans[-1].end)
    for place in range(len(spans) + 1):
        start, end = normal.span(place, place)
        assert start == end


def stands_in_order(reading: Reading) -> None:
    """Fail unless clauses, words, terms and ends of sentences stand in the normal form, in order."""
    size = len(reading.normal.text)
    ends = [0]
    for clause, words in zip(reading.clauses, reading.words):
        assert ends[-1] <= clause.start < clause.end <= size
        ends.append(clause.end)
        place = clause.start
        for word, start in words:
            assert (start, reading.normal.text[start : start + len(word)]) == (place, word)
            place += len(word)
        assert place == clause.end
    assert len(reading.clauses) == len(reading.words)
    assert all(0 <= start < end <= size for start, end, _ in reading.occurrences)
    assert all(0 <= hit.start < hit.end <= size for hit in reading.concepts)
    assert list(reading.ends) == sorted(set(reading.ends))


NORMALISING = Target("normalising", 50_000, seeds, raw_text, text_only, hold)
