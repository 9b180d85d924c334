"""How much each feature speaks for or against each topic, learnt from the knowledge's own utterances.

A linear support vector machine for each topic against all others (squared hinge loss, solved by coordinate descent in the
dual), in whole numbers throughout: every platform compiles the same weights, and what is learnt stays a table that
``--explain`` reads out: 字传票 +380 litigation.response.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge.folding import normalizer
from debtguide.knowledge.statements import SPEAKERS
from debtguide.language.words import WordCutter
from debtguide.matching.features import ALWAYS, LENGTH_BITS, UNITS_OF_WEIGHT, features, shares
from debtguide.model.knowledge_base import ALARMS, Initial
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.vocabulary import Vocabulary

ROUNDS = 8
ONE = 1 << 16
"""The margin, and the unit of scores: an utterance is to score +1 for its own topic and -1 for every other."""
KEPT_FOR, KEPT_AGAINST = 10, 5
WEAKEST_KEPT, SHARE_OF_STRONGEST = 5, 6
HEARD_AT_LEAST = 2
"""Of a feature's weights only the strongest few for and against stay, none below 5 units or a sixth of the strongest, and
no feature heard in one utterance alone: a tenth of the table, without loss on questions that nothing was learnt from
(docs/decisions/0005)."""


VOICES_OF_AN_ALARM = 30
CRISIS_TOPICS = {"safety.crisis": "danger_self"}
"""Topics whose utterances are alarms themselves."""


class Example(NamedTuple):
    """An utterance as features with their shares, and for each lane that it speaks of: 1 where it belongs, -1 where it does not.

    Lanes are the topics by number, then the scope (is the guide for such a question?), then the kinds of alarm.
    """

    features: tuple[tuple[str, int], ...]
    sides: tuple[tuple[int, int], ...]


def compile_weights(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> dict[str, str]:
    """Return for each feature its weights as ``topic:weight …``, strongest first."""
    examples = examples_of(library, vocabulary, numbers)
    heard = Counter(feature for example in examples for feature, _ in example.features)
    examples = [example._replace(features=tuple([pair for pair in example.features if heard[pair[0]] >= HEARD_AT_LEAST])) for example in examples]
    written = {}
    for feature, row in sorted(learn(examples, len(numbers)).items()):
        kept = _strongest(row, len(numbers))
        if kept:
            written[feature] = " ".join(f"{topic}:{weight}" for topic, weight in kept)
    return written


def _strongest(row: Mapping[int, int], topics_end: int) -> list[tuple[int, int]]:
    """Return the weights of a feature that are kept: for the scope and the alarms all, for topics the strongest for and against."""
    topics = [pair for pair in row.items() if pair[0] < topics_end]
    least = max(WEAKEST_KEPT, max([abs(weight) for _, weight in topics], default=0) // SHARE_OF_STRONGEST)
    ranked = sorted([pair for pair in topics if abs(pair[1]) >= least], key=lambda pair: (-abs(pair[1]), pair[0]))
    kept_for = [pair for pair in ranked if pair[1] > 0][:KEPT_FOR]
    kept_against = [pair for pair in ranked if pair[1] < 0][:KEPT_AGAINST]
    voices = [pair for pair in row.items() if pair[0] >= topics_end and abs(pair[1]) >= WEAKEST_KEPT]
    return voices + kept_for + kept_against


def examples_of(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> list[Example]:
    """Return every utterance and near miss of topics, stages and safety rules as an example, in the order of ids."""
    everything = Initial(vocabulary.words, vocabulary.scan, {}, vocabulary.spellings.rows)
    guards = (vocabulary.spellings.before, vocabulary.spellings.after)
    cutter = WordCutter(lambda _: everything, vocabulary.total)
    reader = Reader(normalizer(), cutter, lambda _: everything, vocabulary.concepts, guards=lambda: guards)
    learnable = _learnable_alarms(library)
    examples = []
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            topic = name if speaker == "topic" else str(record["topic"])
            for key in ("utterances", "not_utterances"):
                kind = str(record["kind"]) if speaker == "safety" else CRISIS_TOPICS.get(name)
                sides = _sides(numbers, topic, kind, learnable, near_miss=key == "not_utterances")
                for text in record.list(key):
                    examples.append(Example(tuple(sorted(shares(features(reader.read(text))).items())), sides))
    return examples


def _learnable_alarms(library: Library) -> list[str]:
    """Return the kinds of alarm of which there are utterances enough to learn how they sound; patterns speak for the others."""
    voices = Counter[str]()
    for rule in library.of("safety").values():
        voices[str(rule["kind"])] += len(rule.list("utterances"))
    return [kind for kind in ALARMS if voices[kind] >= VOICES_OF_AN_ALARM]


def _sides(numbers: Mapping[str, int], topic: str, kind: str | None, learnable: Sequence[str], *, near_miss: bool) -> tuple[tuple[int, int], ...]:
    """Return what an utterance says of each topic, of the scope and of the kinds of alarm.

    A near miss says only that its topic, or its alarm, is wrong, not which is right; a near miss of an ``oos.`` topic is for
    the guide, while one of another topic may belong to either side.
    """
    own, scope = numbers[topic], len(numbers)
    outside = topic.startswith("oos.")
    alarms = tuple([(scope + 1 + number, 1 if kind == name and not near_miss else -1) for number, name in enumerate(ALARMS) if name in learnable])
    if near_miss:
        if kind is not None:
            return alarms
        return ((own, -1), (scope, 1)) if outside else ((own, -1),)
    topics = [(number, 1 if number == own else -1) for number in range(scope)]
    # What people in danger say is no sign of debt: an alarm needs no scope, and others speak of knives and rivers too.
    voice = [] if kind is not None else [(scope, -1 if outside else 1)]
    return (*topics, *voice, *alarms)


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

    def together(self, lanes: Sequence[int]) -> int:
        packed = array("Q", [lane + (1 << 62) for lane in lanes])
        if sys.byteorder == "big":
            packed.byteswap()
        return int.from_bytes(packed.tobytes(), "little") - self.bias


class _Learner:
    """Weights of one run. ``alphas`` hold, for each example and topic, how hard the example has pulled so far."""

    def __init__(self, examples: Sequence[Example], topics: int) -> None:
        lanes = topics + 1 + len(ALARMS)
        self.lanes = _Lanes(lanes)
        self.weights: dict[str, int] = {ALWAYS: 0}
        self.examples = examples
        self.alphas = [[0] * lanes for _ in examples]
        self.topics = topics

    def learn(self, number: int) -> None:
        """Solve the subproblem of one example exactly, for all topics at once."""
        example, alphas = self.examples[number], self.alphas[number]
        weights = self.weights
        packed = sum([share * weights.get(feature, 0) for feature, share in example.features])
        scores = self.lanes.apart(packed)
        steps = [0] * len(scores)
        for topic, side in example.sides:
            alpha = alphas[topic]
            # With shares of length 1 and C = 1 the gradient is side * score - 1 + alpha / 2, its slope 3 / 2.
            better = alpha - (2 * (side * (scores[topic] >> 2 * LENGTH_BITS) - ONE) + alpha) // 3
            if better < 0:
                better = 0
            if better != alpha:
                alphas[topic] = better
                steps[topic] = side * (better - alpha)
        if any(steps):
            move = self.lanes.together(steps)
            for feature, share in example.features:
                weights[feature] = weights.get(feature, 0) + share * move
            # Which topic it is must follow from words alone; only scope and alarms have something that is likely beforehand.
            beforehand = self.lanes.together(steps[: self.topics] + [0] * (len(steps) - self.topics))
            weights[ALWAYS] -= dict(example.features).get(ALWAYS, 0) * beforehand

    def written(self) -> dict[str, dict[int, int]]:
        """Return how far each feature's weights lie from their mean over all topics, in units of ``ONE / UNITS_OF_WEIGHT``.

        Only differences between topics decide; told from the mean, all but a few of a feature's weights are next to nothing.
        The weights for the scope and the alarms stand as they are.
        """
        unit = (ONE << LENGTH_BITS) // UNITS_OF_WEIGHT
        found: dict[str, dict[int, int]] = {}
        for feature, packed in self.weights.items():
            lanes = self.lanes.apart(packed)
            mean = sum(lanes[: self.topics]) // self.topics
            for topic in range(self.topics):
                lanes[topic] -= mean
            kept = {lane: _rounded(weight, unit) for lane, weight in enumerate(lanes) if abs(weight) * 2 >= unit}
            if kept:
                found[feature] = kept
        return found


def _rounded(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest whole number, halves away from zero, without floating point."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def learn(examples: Sequence[Example], topics: int, rounds: int = ROUNDS) -> dict[str, dict[int, int]]:
    """Return the weights by feature and topic."""
    learner = _Learner(examples, topics)
    order = _mixed(len(examples))
    for _ in range(rounds):
        for number in order:
            learner.learn(number)
    return learner.written()


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
