"""What of a reading speaks for a topic: words, pairs of characters, concepts; each counted by where it stands."""

from __future__ import annotations

from bisect import bisect_right
from math import isqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from debtguide.understanding.reading import Reading

STORY, ASKING = 2, 3
"""How much a feature counts in a clause that tells, and in one that asks."""
OF_WORD, OF_PAIR, OF_CONCEPT = 2, 5, 5
"""How much each kind of feature counts: a word says little that its pairs of characters have not said already."""

ALWAYS = "恒·"
"""A feature of every text: what is likely before a word is read. It keeps words never heard from sounding like an alarm."""
LENGTH_BITS = 10
LENGTH = 1 << LENGTH_BITS
"""The length of every text's features as a vector: what a long story says counts no more than what one line says."""
UNITS_OF_WEIGHT = 100
"""Weights are whole multiples of one part in so many of the margin."""
SHORTEST = 60
"""A text with a shorter vector counts as this long, so that one word is not taken for certainty."""


def features(reading: Reading) -> dict[str, int]:
    """Return the features of ``reading`` with their counts: ``词`` word, ``字`` pair of characters, ``念`` concept.

    A feature counts once, at the weight of the strongest clause it stands in; where no clause asks, all ask.
    """
    asked = any(clause.asks for clause in reading.clauses)
    counts: dict[str, int] = {}
    text = reading.normal.text
    for clause, words in zip(reading.clauses, reading.words):
        weight = ASKING if clause.asks or not asked else STORY
        for word, _ in words:
            if len(word) > 1:
                _raise(counts, "词" + word, weight * OF_WORD)
        piece = text[clause.start : clause.end]
        for place in range(len(piece) - 1):
            if "\u4e00" <= piece[place] <= "\u9fff" and "\u4e00" <= piece[place + 1] <= "\u9fff":
                _raise(counts, "字" + piece[place : place + 2], weight * OF_PAIR)
    starts = [clause.start for clause in reading.clauses]
    for hit in reading.concepts:
        place = bisect_right(starts, hit.start) - 1
        asks = not asked or (place >= 0 and reading.clauses[place].asks)
        _raise(counts, "念" + hit.concept, (ASKING if asks else STORY) * OF_CONCEPT)
    if counts:
        counts[ALWAYS] = ASKING * OF_PAIR
    return counts


def _raise(counts: dict[str, int], feature: str, weight: int) -> None:
    if counts.get(feature, 0) < weight:
        counts[feature] = weight


def shares(counts: dict[str, int]) -> dict[str, int]:
    """Return ``counts`` scaled so that their squares add up to about ``LENGTH`` squared, in whole numbers."""
    length = max(isqrt(sum([count * count for count in counts.values()])), SHORTEST)
    return {feature: count * LENGTH // length for feature, count in counts.items()}
