"""What of a reading speaks for a topic: words, characters and pairs of them, concepts and pairs of them; counted by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from math import isqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.understanding.reading import Reading

STORY, ASKING = 2, 3
"""How much a feature counts in a clause that tells, and in one that asks."""
OF_WORD, OF_CHARACTER, OF_PAIR, OF_CONCEPT = 2, 4, 5, 3
"""How much each kind of feature counts: words and concepts say little that their pairs of characters have not said already."""
OF_BOTH = 4 * ASKING
"""How much two concepts count that stand in one text, wherever they stand: a freeze and the police are another matter than a
freeze and a court, which no sum of what each says alone could tell."""
OF_WHOLE, SHORT_WHOLE = 8 * ASKING, 4
"""How much a text of so few characters counts as a whole: somebody types 征信 and nothing else, a word that stands in all topics."""
MOST_CONCEPTS = 24
"""Of so many concepts each is paired with every other; a pasted page has more, and would have hundreds of pairs."""

WHOLE = "全"
_CHINESE = re.compile("[\u4e00-\u9fff]+")

ALWAYS = "恒·"
"""A feature of every text: what is likely before a word is read. It keeps words never heard from sounding like an alarm."""
LENGTH_BITS = 10
LENGTH = 1 << LENGTH_BITS
"""The length of every text's features as a vector: what a long story says counts no more than what one line says."""
SHARE_OF_ALWAYS = LENGTH // 2
UNITS_OF_WEIGHT = 100
"""Weights are whole multiples of one part in so many of the margin."""
RARITY_UNITS = 16
"""Rarity is measured in this many parts of a doubling."""
LEAST_RARITY = 23
"""What a feature counts that stands in every utterance; it counts ``RARITY_UNITS`` more each time it is half as frequent."""
SHORTEST = 7000
"""A text with a shorter vector counts as this long, so that one word is not taken for certainty."""


def features(reading: Reading) -> dict[str, int]:
    """Return the features of ``reading`` with their counts.

    ``词`` is a word, ``单`` a character, ``字`` a pair of characters, ``念`` a concept, ``对`` a pair of concepts, ``全`` a text of a few
    characters as a whole. A feature counts once, at the weight of the strongest clause it stands in; where no clause asks, all ask.
    """
    asked = any(clause.asks for clause in reading.clauses)
    counts: dict[str, int] = {}
    text = reading.normal.text
    for clause, words in zip(reading.clauses, reading.words):
        weight = ASKING if clause.asks or not asked else STORY
        for word, _ in words:
            if len(word) > 1:
                _raise(counts, "词" + word, weight * OF_WORD)
        for run in _CHINESE.findall(text, clause.start, clause.end):
            for character in run:
                _raise(counts, "单" + character, weight * OF_CHARACTER)
            for place in range(len(run) - 1):
                _raise(counts, "字" + run[place : place + 2], weight * OF_PAIR)
    starts = [clause.start for clause in reading.clauses]
    for hit in reading.concepts:
        place = bisect_right(starts, hit.start) - 1
        asks = not asked or (place >= 0 and reading.clauses[place].asks)
        _raise(counts, "念" + hit.concept, (ASKING if asks else STORY) * OF_CONCEPT)
    concepts = sorted({hit.concept for hit in reading.concepts})[:MOST_CONCEPTS]
    counts.update([(f"对{one} {other}", OF_BOTH) for place, one in enumerate(concepts) for other in concepts[place + 1 :]])
    whole = "".join(_CHINESE.findall(text))
    if 0 < len(whole) <= SHORT_WHOLE:
        counts[WHOLE + whole] = OF_WHOLE
    return counts


def _raise(counts: dict[str, int], feature: str, weight: int) -> None:
    if counts.get(feature, 0) < weight:
        counts[feature] = weight


def rarity(heard: int, texts: int) -> int:
    """Return how much a feature counts that was heard in ``heard`` of ``texts`` utterances, in whole numbers."""
    doublings: int = (texts + 1) ** RARITY_UNITS // (heard + 1) ** RARITY_UNITS
    return LEAST_RARITY + doublings.bit_length()


def shares(weighed: Sequence[int]) -> list[int]:
    """Return the counts of a text's features, each times the feature's rarity, scaled: their squares add up to about ``LENGTH`` squared.

    ``ALWAYS`` comes on top of that with ``SHARE_OF_ALWAYS``, in every text that has any feature.
    """
    length = max(isqrt(sum([weight * weight for weight in weighed])), SHORTEST)
    return [weight * LENGTH // length for weight in weighed]
