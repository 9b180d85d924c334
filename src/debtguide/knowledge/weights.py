"""How much each feature speaks for or against each topic, learnt from the knowledge's own utterances.

A plain averaged perceptron over whole numbers: no floating point takes part in learning, so every platform compiles the
same weights, and what is learnt stays a table that ``--explain`` can read out: 词传票 +38 litigation.response.
Utterances must win by a margin; near misses push their topic down and no other up.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge.folding import normalizer
from debtguide.knowledge.statements import SPEAKERS
from debtguide.language.words import WordCutter
from debtguide.matching.features import features
from debtguide.model.knowledge_base import Initial
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.vocabulary import Vocabulary

ROUNDS = 8
MARGIN = 12
SCALE = 16
KEPT_PER_FEATURE = 24
WEAKEST_KEPT = 30
HEARD_AT_LEAST = 2
"""Weights below ``WEAKEST_KEPT``, all but the strongest few of a feature, and features heard in one utterance alone are
dropped: two thirds of the table, without loss on questions that were not learnt from (docs/decisions/0005)."""


class Example(NamedTuple):
    """An utterance as features, the topic it belongs to, and for a near miss the topic that it must not reach."""

    features: tuple[tuple[str, int], ...]
    topic: int
    near_miss: bool = False


def compile_weights(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> dict[str, str]:
    """Return for each feature its weights as ``topic:weight …``, strongest first."""
    examples = examples_of(library, vocabulary, numbers)
    heard = Counter(feature for example in examples for feature, _ in example.features)
    written = {}
    for feature, row in sorted(learn(examples, len(numbers)).items()):
        kept = [pair for pair in row.items() if abs(pair[1]) >= WEAKEST_KEPT]
        strongest = sorted(kept, key=lambda pair: (-abs(pair[1]), pair[0]))[:KEPT_PER_FEATURE]
        if strongest and heard[feature] >= HEARD_AT_LEAST:
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
                    found = tuple(sorted(features(reader.read(text)).items()))
                    examples.append(Example(found, topic, key == "not_utterances"))
    return examples


class _Learner:
    """Weights of one run; ``totals`` add up each weight times the rounds it stood, so that the average can be read off."""

    def __init__(self, topics: int) -> None:
        self.weights: dict[str, dict[int, int]] = {}
        self.totals: dict[str, dict[int, int]] = {}
        self.topics = topics
        self.clock = 1

    def scores(self, example: Example) -> list[int]:
        scores = [0] * self.topics
        for feature, count in example.features:
            for topic, weight in self.weights.get(feature, {}).items():
                scores[topic] += count * weight
        return scores

    def push(self, example: Example, topic: int, step: int) -> None:
        for feature, count in example.features:
            row = self.weights.setdefault(feature, {})
            row[topic] = row.get(topic, 0) + step * count
            total = self.totals.setdefault(feature, {})
            total[topic] = total.get(topic, 0) + self.clock * step * count

    def averaged(self) -> dict[str, dict[int, int]]:
        weights: dict[str, dict[int, int]] = {}
        for feature, row in self.weights.items():
            total = self.totals[feature]
            kept = {topic: _rounded((weight * self.clock - total[topic]) * SCALE, self.clock) for topic, weight in row.items()}
            kept = {topic: weight for topic, weight in kept.items() if weight}
            if kept:
                weights[feature] = kept
        return weights


def _rounded(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest whole number, halves away from zero, without floating point."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def learn(examples: Sequence[Example], topics: int, rounds: int = ROUNDS, margin: int = MARGIN) -> dict[str, dict[int, int]]:
    """Return the averaged weights by feature and topic."""
    learner = _Learner(topics)
    order = _mixed(len(examples))
    for _ in range(rounds):
        for number in order:
            example = examples[number]
            scores = learner.scores(example)
            size = sum(count for _, count in example.features) or 1
            needed = margin * size
            rival = max((topic for topic in range(topics) if topic != example.topic), key=lambda topic: (scores[topic], -topic), default=example.topic)
            if example.near_miss:
                if scores[example.topic] + needed > scores[rival]:
                    learner.push(example, example.topic, -1)
            elif scores[example.topic] < scores[rival] + needed:
                learner.push(example, example.topic, 1)
                learner.push(example, rival, -1)
            learner.clock += 1
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
