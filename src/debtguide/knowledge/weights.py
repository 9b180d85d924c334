"""How much each feature speaks for or against each topic, learnt from the knowledge's own utterances.

A linear support vector machine for each topic against all others (squared hinge loss, solved by coordinate descent in the
dual), in whole numbers throughout: every platform compiles the same weights, and what is learnt stays a table that
``--explain`` reads out: 字传票 +380 litigation.response.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge.utterances import NEAR_MISSES, told
from debtguide.matching.features import ALWAYS, LENGTH_BITS, SHARE_OF_ALWAYS, UNITS_OF_WEIGHT, WHOLE, rarity, shares
from debtguide.model.knowledge_base import ALARMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from debtguide.knowledge.library import Library

ROUNDS = 7
ONE = 1 << 16
"""The margin, and the unit of scores: an utterance is to score +1 for its own topic and -1 for every other."""
COMMON, WEAKEST_OF_COMMON = 100, 2
KEPT, WEAKEST_KEPT = 8, 7
WEAKEST_VOICE = 5
HEARD_AT_LEAST, MANY_TEXTS = 2, 2000
"""A feature heard in 100 utterances or more keeps all its weights but the very weakest: it stands in most questions, and what it
says against each topic adds up. Of a rarer one the strongest few stay, and, of a large knowledge, nothing of a feature heard in
one utterance alone: a tenth of the table, without loss on questions that nothing was learnt from (docs/decisions/0005)."""

VOICES_OF_AN_ALARM = 30
CRISIS_TOPICS = {"safety.crisis": "danger_self"}
"""Topics whose utterances are alarms themselves."""


class Example(NamedTuple):
    """An utterance as features with their shares, and for each lane that it speaks of: 1 where it belongs, -1 where it does not.

    Lanes are the topics by number, then the scope (is the guide for such a question?), then the kinds of alarm. A text that
    belongs to one topic belongs to no other: ``elsewhere`` says so, without naming each.
    """

    features: tuple[tuple[str, int], ...]
    sides: dict[int, int]
    elsewhere: bool


def compile_weights(library: Library, texts: Sequence[Mapping[str, int]], numbers: Mapping[str, int]) -> tuple[dict[str, str], int]:
    """Return for each feature ``rarity topic:weight …``, strongest first, and the rarity of a feature without such a row.

    Args:
        library: whose utterances and near misses.
        texts: the features of each with their counts, as ``hear`` gives them.
        numbers: of the topics.
    """
    heard = Counter(feature for counts in texts for feature in counts)
    rarities = {feature: rarity(times, len(texts)) for feature, times in heard.items()}
    least = HEARD_AT_LEAST if len(texts) > MANY_TEXTS else 1
    examples = []
    for counts, (sides, elsewhere) in zip(texts, _sides_told(library, numbers)):
        scaled = shares([count * rarities[feature] for feature, count in counts.items()])
        known = [(feature, share) for feature, share in zip(counts, scaled) if heard[feature] >= least or feature[0] == WHOLE]
        if counts:
            known.append((ALWAYS, SHARE_OF_ALWAYS))
        known.sort()
        examples.append(Example(tuple(known), sides, elsewhere))
    written = {}
    for feature, row in sorted(learn(examples, len(numbers)).items()):
        kept = _strongest(row, len(numbers), common=heard[feature] >= COMMON or feature == ALWAYS)
        written[feature] = " ".join([str(rarities.get(feature, 0)), *(f"{topic}:{weight}" for topic, weight in kept)])
    return written, rarity(1, len(texts))


def _strongest(row: Mapping[int, int], topics_end: int, *, common: bool) -> list[tuple[int, int]]:
    """Return the weights of a feature that are kept, strongest first; those for the scope and the alarms all stay."""
    weakest, kept = (WEAKEST_OF_COMMON, topics_end) if common else (WEAKEST_KEPT, KEPT)
    topics = [pair for pair in row.items() if pair[0] < topics_end and abs(pair[1]) >= weakest]
    voices = [pair for pair in row.items() if pair[0] >= topics_end and abs(pair[1]) >= WEAKEST_VOICE]
    return voices + sorted(topics, key=lambda pair: (-abs(pair[1]), pair[0]))[:kept]


def _sides_told(library: Library, numbers: Mapping[str, int]) -> Iterator[tuple[dict[int, int], bool]]:
    """Yield what each utterance and near miss says of the lanes."""
    learnable = _learnable_alarms(library)
    for one in told(library):
        topic = one.owner if one.speaker == "topic" else str(one.record["topic"])
        kind = str(one.record["kind"]) if one.speaker == "safety" else CRISIS_TOPICS.get(one.owner)
        near_miss = one.key == NEAR_MISSES
        yield _sides(numbers, topic, kind, learnable, near_miss=near_miss), not near_miss


def _learnable_alarms(library: Library) -> list[str]:
    """Return the kinds of alarm of which there are utterances enough to learn how they sound; patterns speak for the others."""
    voices = Counter[str]()
    for rule in library.of("safety").values():
        voices[str(rule["kind"])] += len(rule.list("utterances"))
    return [kind for kind in ALARMS if voices[kind] >= VOICES_OF_AN_ALARM]


def _sides(numbers: Mapping[str, int], topic: str, kind: str | None, learnable: Sequence[str], *, near_miss: bool) -> dict[int, int]:
    """Return what an utterance says of its own topic, of the scope and of the kinds of alarm.

    A near miss says only that its topic, or its alarm, is wrong, not which is right; a near miss of an ``oos.`` topic is for
    the guide, while one of another topic may belong to either side.
    """
    own, scope = numbers[topic], len(numbers)
    outside = topic.startswith("oos.")
    alarms = {scope + 1 + number: 1 if kind == name and not near_miss else -1 for number, name in enumerate(ALARMS) if name in learnable}
    if near_miss:
        if kind is not None:
            return alarms
        return {own: -1, scope: 1} if outside else {own: -1}
    # What people in danger say is no sign of debt: an alarm needs no scope, and others speak of knives and rivers too.
    voice = {} if kind is not None else {scope: -1 if outside else 1}
    return {own: 1, **voice, **alarms}


class _Lanes:
    """One whole number a topic, all in a single Python integer, 64 bits a lane.

    Adding up a feature's weights for every topic is then one multiplication and one addition of long integers: learning
    takes seconds instead of minutes, in plain Python and to the same last digit on every platform.
    """

    def __init__(self, lanes: int) -> None:
        self._size = 8 * lanes
        self._ones = sum(1 << (64 * lane) for lane in range(lanes))
        # Added before lanes are read apart, so that a negative lane does not borrow from its neighbour.
        self._bias = self._ones << 62

    def apart(self, packed: int) -> array[int]:
        """Return each lane, ``1 << 62`` too high."""
        lanes = array("Q", (packed + self._bias).to_bytes(self._size, "little"))
        if sys.byteorder == "big":
            lanes.byteswap()
        return lanes

    def above(self, packed: int, bound: int) -> bytes:
        """Return 1 for each lane that is above ``bound``, else 0."""
        high = ((packed + self._bias - (bound + 1) * self._ones) >> 62) & self._ones
        return high.to_bytes(self._size, "little")[::8]


class _Learner:
    """Weights of one run. ``alphas`` hold, for each example, how hard it has pulled so far in the lanes where it has."""

    def __init__(self, examples: Sequence[Example], topics: int) -> None:
        self.lanes = _Lanes(topics + 1 + len(ALARMS))
        # No topic is likely before a word is read: whatever is not told otherwise belongs to none.
        nowhere = sum(-(ONE << LENGTH_BITS) // SHARE_OF_ALWAYS << 64 * lane for lane in range(topics)) << LENGTH_BITS
        self.weights: dict[str, int] = {ALWAYS: nowhere}
        self.examples = examples
        self.alphas: list[dict[int, int]] = [{} for _ in examples]
        self.topics = topics

    def learn(self, number: int) -> None:
        """Solve the subproblem of one example exactly, for all topics at once."""
        example, alphas = self.examples[number], self.alphas[number]
        weights = self.weights
        packed = sum([share * weights.get(feature, 0) for feature, share in example.features])
        scores = self.lanes.apart(packed)
        topics_move = voices_move = 0
        for lane in self._open(example, alphas, packed):
            side, alpha = example.sides.get(lane, -1), alphas.get(lane, 0)
            short = side * ((scores[lane] - (1 << 62)) >> 2 * LENGTH_BITS) - ONE
            # With C = 1 the gradient is short + alpha / 2. Its slope is 1/2 and the square of the features' length: 1 for
            # topics, and 1/4 more for the voices, which also hear what every text has.
            pull = (2 * short + alpha) // 3 if lane < self.topics else (4 * short + 2 * alpha) // 7
            better = max(alpha - pull, 0)
            if better != alpha:
                if better:
                    alphas[lane] = better
                else:
                    del alphas[lane]
                move = (side * (better - alpha)) << (64 * lane)
                if lane < self.topics:
                    topics_move += move
                else:
                    voices_move += move
        if topics_move or voices_move:
            move = topics_move + voices_move
            for feature, share in example.features:
                # Which topic it is must follow from words alone; only scope and alarms have something that is likely beforehand.
                weights[feature] = weights.get(feature, 0) + share * (voices_move if feature == ALWAYS else move)

    def _open(self, example: Example, alphas: Mapping[int, int], packed: int) -> list[int]:
        """Return the lanes that an example may still move: those it speaks of, has moved, or comes too near to."""
        lanes = {*example.sides, *alphas}
        if example.elsewhere:
            near = self.lanes.above(packed, -ONE << 2 * LENGTH_BITS)
            place = near.find(1, 0, self.topics)
            while place >= 0:
                lanes.add(place)
                place = near.find(1, place + 1, self.topics)
        return sorted(lanes)

    def written(self) -> dict[str, dict[int, int]]:
        """Return how far each feature's weights lie from their mean over all topics, in units of ``ONE / UNITS_OF_WEIGHT``.

        Only differences between topics decide; told from the mean, all but a few of a feature's weights are next to nothing.
        The weights for the scope and the alarms stand as they are.
        """
        unit = (ONE << LENGTH_BITS) // UNITS_OF_WEIGHT
        found: dict[str, dict[int, int]] = {}
        for feature, packed in self.weights.items():
            lanes = [lane - (1 << 62) for lane in self.lanes.apart(packed)]
            mean = sum(lanes[: self.topics]) // self.topics
            told = [lane - mean for lane in lanes[: self.topics]] + lanes[self.topics :]
            found[feature] = {lane: _rounded(weight, unit) for lane, weight in enumerate(told) if abs(weight) * 2 >= unit}
        return found


def _rounded(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest whole number, halves away from zero, without floating point."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def learn(examples: Sequence[Example], topics: int, rounds: int = ROUNDS) -> dict[str, dict[int, int]]:
    """Return the weights by feature and topic."""
    learner = _Learner(examples, topics)
    order = _mixed(examples)
    for _ in range(rounds):
        for number in order:
            learner.learn(number)
    return learner.written()


def _mixed(examples: Sequence[Example]) -> list[int]:
    """Return the numbers of the examples in an order that mixes topics, is the same everywhere, and stays when others come or go.

    The order decides the last few points of what is learnt: an edit in one topic must not shuffle all the others.
    """
    sums = [zlib.crc32("".join([feature for feature, _ in example.features]).encode()) for example in examples]
    return sorted(range(len(examples)), key=lambda number: (sums[number], number))
