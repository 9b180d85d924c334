"""How much each feature speaks for or against each topic, learnt from the knowledge's own utterances.

Passive-aggressive learning (an utterance must score its topic above every other by a margin; where it does not, the
worst offenders are pushed apart by just enough), averaged over the run. Only whole numbers take part, so every platform
compiles the same weights, and what is learnt stays a table that ``--explain`` reads out: 词传票 +38 litigation.response.
Near misses push their topic down and no other up.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge.folding import normalizer
from debtguide.knowledge.statements import SPEAKERS
from debtguide.language.words import WordCutter
from debtguide.matching.features import LENGTH, UNITS_OF_WEIGHT, features, shares
from debtguide.model.knowledge_base import Initial
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.vocabulary import Vocabulary

ROUNDS = 10
SQUARE = LENGTH * LENGTH
ONE = SQUARE << 16
"""The margin, and the unit of scores: a share times a share (``SQUARE`` for a whole text) times 2 ** 16."""
FIRMNESS = ONE * 3 // 10
"""The most that one utterance may move a score at a time."""
RIVALS = 5
KEPT_PER_FEATURE = 24
HEARD_AT_LEAST = 2
"""All but the strongest few weights of a feature, and features heard in one utterance alone, are dropped: without loss on
questions that nothing was learnt from (docs/decisions/0005)."""


class Example(NamedTuple):
    """An utterance as features with their shares, its topic, and for a near miss the topic that it must not reach."""

    features: tuple[tuple[str, int], ...]
    topic: int
    near_miss: bool = False


def compile_weights(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> dict[str, str]:
    """Return for each feature its weights as ``topic:weight …``, strongest first."""
    examples = examples_of(library, vocabulary, numbers)
    heard = Counter(feature for example in examples for feature, _ in example.features)
    examples = [example._replace(features=tuple([pair for pair in example.features if heard[pair[0]] >= HEARD_AT_LEAST])) for example in examples]
    written = {}
    for feature, row in sorted(learn(examples, len(numbers)).items()):
        strongest = sorted(row.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:KEPT_PER_FEATURE]
        if strongest:
            written[feature] = " ".join(f"{topic}:{weight}" for topic, weight in strongest)
    return written


def examples_of(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> list[Example]:
    """Return every utterance and near miss of topics and stages as an example, in the order of ids."""
    everything = Initial(vocabulary.words, vocabulary.scan, {})
    reader = Reader(normalizer(), WordCutter(lambda _: everything, vocabulary.total), lambda _: everything, vocabulary.concepts)
    examples = []
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            topic = numbers[name if speaker == "topic" else str(record["topic"])]
            for key in ("utterances", "not_utterances"):
                for text in record.list(key):
                    found = tuple(sorted(shares(features(reader.read(text))).items()))
                    examples.append(Example(found, topic, key == "not_utterances"))
    return examples


class _Lanes:
    """One whole number a topic, all in a single Python integer, 64 bits a lane.

    Adding up a feature's weights for every topic is then one multiplication and one addition of long integers: learning
    takes seconds instead of minutes, in plain Python and to the same last digit on every platform.
    """

    def __init__(self, topics: int) -> None:
        self.size = 8 * topics
        # Added before lanes are read apart, so that a negative lane does not borrow from its neighbour.
        self.bias = sum(1 << (64 * lane + 62) for lane in range(topics))

    def apart(self, packed: int) -> list[int]:
        lanes = array("Q", (packed + self.bias).to_bytes(self.size, "little"))
        if sys.byteorder == "big":
            lanes.byteswap()
        return [lane - (1 << 62) for lane in lanes]


class _Learner:
    """Weights of one run; ``totals`` add up each change times the clock at which it came, so that the average can be read off."""

    def __init__(self, topics: int) -> None:
        self.lanes = _Lanes(topics)
        self.weights: dict[str, int] = {}
        self.totals: dict[str, int] = {}
        self.clock = 1

    def learn(self, example: Example) -> None:
        """Move the weights by as much as ``example`` asks for."""
        weights = self.weights
        packed = sum([share * weights.get(feature, 0) for feature, share in example.features])
        scores = self.lanes.apart(packed)
        own = scores[example.topic]
        scores[example.topic] = -1 << 60
        moves: dict[int, int] = {}
        if example.near_miss:
            lost = ONE + own - max(scores)
            if lost > 0:
                moves[example.topic] = -min(FIRMNESS, lost)
        else:
            needed = own - ONE
            ahead = sorted([(-score, topic) for topic, score in enumerate(scores) if score > needed])[:RIVALS]
            for behind, rival in ahead:
                step = min(FIRMNESS, (-behind - needed) // 2) // len(ahead)
                moves[rival] = -step
                moves[example.topic] = moves.get(example.topic, 0) + step
        if moves:
            self.move(example, moves)
        self.clock += 1

    def move(self, example: Example, moves: dict[int, int]) -> None:
        packed = sum([(step // SQUARE) << (64 * topic) for topic, step in moves.items()])
        for feature, share in example.features:
            change = share * packed
            self.weights[feature] = self.weights.get(feature, 0) + change
            self.totals[feature] = self.totals.get(feature, 0) + self.clock * change

    def averaged(self) -> dict[str, dict[int, int]]:
        """Return the mean of the weights over the run, in units of ``ONE / UNITS_OF_WEIGHT``, without those that round to 0."""
        unit = self.clock * (ONE // LENGTH // UNITS_OF_WEIGHT)
        averaged: dict[str, dict[int, int]] = {}
        for feature, weights in self.weights.items():
            means = enumerate(self.lanes.apart(weights * self.clock - self.totals[feature]))
            kept = {topic: _rounded(mean, unit) for topic, mean in means if 2 * mean >= unit or 2 * mean <= -unit}
            if kept:
                averaged[feature] = kept
        return averaged


def _rounded(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest whole number, halves away from zero, without floating point."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def learn(examples: Sequence[Example], topics: int, rounds: int = ROUNDS) -> dict[str, dict[int, int]]:
    """Return the averaged weights by feature and topic."""
    learner = _Learner(topics)
    order = _mixed(len(examples))
    for _ in range(rounds):
        for number in order:
            learner.learn(examples[number])
    return learner.averaged()


def _mixed(size: int) -> list[int]:
    """Return the numbers below ``size`` in an order that mixes topics and is the same everywhere."""
    step = max(1, int(size * 0.6180339887))
    while _common_divisor(step, size) != 1:
        step += 1
    return [(number * step) % size for number in range(size)]


def _common_divisor(one: int, other: int) -> int:
    while other:
        one, other = other, one % other
    return one
