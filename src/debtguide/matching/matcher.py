"""Rank topics for a reading, decide scope, and keep the evidence.

A topic's points are what the features of the text weigh for it, and a premium for a pattern of its own that holds: in full
where the pattern holds in a clause that asks, in part where it holds in the story alone. 2000 points lie between what an
utterance was taught to score for its own topic and for the others. Written tie rule: more points; then a pattern over
none; then the topic id in order.

The text is in scope where the best topic that the guide is for leads the best ``oos.`` topic, once the voice for the scope
(learnt beside the topics: do people in debt speak like this?) is added to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.matching.features import ALWAYS, LENGTH, SHARE_OF_ALWAYS, UNITS_OF_WEIGHT, features, shares
from debtguide.matching.lanes import Lanes, pairs
from debtguide.matching.patterns import Pattern
from debtguide.model.knowledge_base import ALARMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from debtguide.matching.lanes import Weights

    Row = tuple[int, Weights | int]
    """A feature's rarity, and its weights for topics and voices; as one integer where they are packed."""

    Led = Mapping[int, Sequence[Pattern]]

    Held = Sequence[tuple[Pattern, tuple[int, int]]]
    """Patterns that hold for a reading, each with the stretch it holds over."""

    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.understanding.reading import Reading

MARGIN = 1000
PATTERN_PREMIUM = 500
STORY_PREMIUM = 150
FURTHER_PATTERN = 100
SCOPE_LEAN = -30
"""What every text has ahead: less answers fewer questions that the guide is not for, and declines more that it is for."""
LEAN_IF_EXPECTED = 900
"""What it has ahead where a question goes on from one that was in scope."""
AGAINST_A_PATTERN = 2
"""A voice that says a text is for others counts only so much of itself where a pattern of a topic of the guide holds."""
EVEN_WITHIN = 1
MOST_TOPICS = 3
NOT_LEARNT = -9 * MARGIN
UNITS_OF_POINT = LENGTH * UNITS_OF_WEIGHT // MARGIN
"""Shares times weights come in so many parts of a point."""
NO_SECOND = -1
FEW = 32
"""So many keys are gone through faster than a set is made of them."""
LIKELY = 40
"""How many topics are put in order at first; the ranking is the same for any number."""


class Evidence(NamedTuple):
    """Why a topic: a feature (词 字 念) or a pattern (式), and the points it gave."""

    what: str
    points: int


class Candidate(NamedTuple):
    """A topic with its points."""

    topic: str
    points: int

    @property
    def score(self) -> float:
        """The points as 0 to 1, two decimals; 1 is as sure as one of the topic's own utterances."""
        return min(max(self.points * 100 // (2 * MARGIN), 0), 100) / 100


class Match(NamedTuple):
    """What the matcher makes of a reading: ranked topics of the side that won, the runner-up of the other, the outcome.

    ``alarms`` says, for each kind of ``ALARMS``, how much the text sounds like it: 1000 points as its own utterances do.
    ``scope`` is what decided between the sides.
    """

    outcome: str
    ranked: tuple[Candidate, ...]
    other_side: Candidate | None
    alarms: tuple[int, ...]
    scope: Scope


class Scope(NamedTuple):
    """Whether a text is for the guide: where the sum of all three is not negative.

    ``lead`` is how far the best topic of the guide is ahead of the best outside, ``voice`` how much the text sounds like people
    in debt, ``lean`` what is added to every text.
    """

    lead: int
    voice: int
    lean: int

    @property
    def total(self) -> int:
        """The sum."""
        return self.lead + self.voice + self.lean


class Matcher:
    """Ranks the topics of a knowledge base; holds no state between questions."""

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        tables = knowledge_base.tables
        self._topics = knowledge_base.topics
        self._weights_of = tables.weights_of
        self._patterns_of = tables.patterns_of
        self._leaders = tables.leaders
        self._voices = range(len(knowledge_base.topics), len(knowledge_base.topics) + 1 + len(ALARMS))
        self._in_scope = [card.in_scope for card in knowledge_base.topics]
        self._lanes = Lanes(self._voices[-1] + 1)
        self._never_heard: Row = (tables.rarest, ())
        self._packed: dict[str, Row] = {}
        self._led: dict[int, Led] = {}
        # Where there were too few voices to learn an alarm from, such a topic is found by its words like any other.
        alarmed = not set(self._voices[1:]).isdisjoint(dict(pairs(self._weights_of(ALWAYS) or ())))
        self._unranked = [number for number, card in enumerate(knowledge_base.topics) if alarmed and card.by_alarm_only]

    def patterns(self, reading: Reading) -> list[tuple[Pattern, tuple[int, int]]]:
        """Return every pattern that holds, in one order, with the stretch it holds over."""
        present = reading.present
        likely: list[Pattern] = []
        for item in self._leaders() & present:
            led = self._led_by(item)
            for second in led if len(led) < FEW else (*(led.keys() & present), NO_SECOND):
                if second in present or second == NO_SECOND:
                    # Most fail here, before anything is looked up.
                    likely += [pattern for pattern in led.get(second, ()) if pattern.needed <= present]
        hits = reading.places({item for pattern in likely for item in (*pattern.needed, *pattern.absent)})
        found = []
        for pattern in likely:
            span = pattern.match(hits, reading.ends)
            if span is not None:
                found.append((pattern, span))
        found.sort(key=lambda pair: (pair[0].owner, pair[0].text))
        return found

    def _led_by(self, item: int) -> Led:
        """Return the patterns whose rarest item is ``item``, by their second rarest."""
        led = self._led.get(item)
        if led is None:
            rows = self._patterns_of(item).items()
            led = self._led[item] = {int(second): [Pattern.of(*row) for row in patterns] for second, patterns in rows}
        return led

    def match(self, reading: Reading, held: Held, *, expected: bool = False) -> Match:
        """Return the ranking for ``reading``.

        Args:
            reading: what was read.
            held: its patterns, as ``patterns`` gave them.
            expected: whether what went before is in scope, so that 孩子会受影响吗 is likely to be.
        """
        points = self._linear(reading)
        lanes = [points.pop(lane, None) for lane in self._voices]
        scope = _points(lanes[0] or 0)
        alarms = tuple([NOT_LEARNT if lane is None else _points(lane) for lane in lanes[1:]])
        for topic in self._unranked:
            points.pop(topic, None)
        premiums = _premiums(reading, held)
        for topic, premium in premiums.items():
            points[topic] = points.get(topic, 0) + premium * UNITS_OF_POINT
        if scope < 0 and any(self._in_scope[topic] for topic in premiums):
            # An author's pattern for a topic of the guide counts for more than a voice that was learnt from other words.
            scope //= AGAINST_A_PATTERN
        lean = LEAN_IF_EXPECTED if expected else SCOPE_LEAN
        if not points:
            return Match("unknown", (), None, alarms, Scope(0, scope, lean))
        outside, inside = self._best(points, premiums)
        lead = (inside[0].points if inside else NOT_LEARNT) - (outside[0].points if outside else NOT_LEARNT)
        decided = Scope(lead, scope, lean)
        won, lost = (inside, outside) if decided.total >= 0 else (outside, inside)
        other = lost[0] if lost else None
        if won is outside:
            return Match("declined", won, other, alarms, decided)
        even = len(won) > 1 and not premiums and won[0].points - won[1].points < EVEN_WITHIN
        return Match("ask_back" if even else "answered", won, other, alarms, decided)

    def _best(self, points: dict[int, int], premiums: dict[int, int]) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
        """Return the best topics that the guide is not for, and the best that it is for; equals as the tie rule has them."""
        # Most topics are far behind: only those that may be among the best are put in order.
        for likely in (LIKELY, len(points)):
            least = sorted(points.values())[-likely:][0]
            ranked = sorted([(-_points(total), -premiums.get(topic, 0), topic) for topic, total in points.items() if total >= least])
            sides: list[list[tuple[int, int, int]]] = [[], []]
            for row in ranked:
                sides[self._in_scope[row[2]]].append(row)
            if min(map(len, sides)) >= MOST_TOPICS:
                break
        outside, inside = [tuple([Candidate(self._topics[topic].id, -total) for total, _, topic in side[:MOST_TOPICS]]) for side in sides]
        return outside, inside

    def evidence(self, reading: Reading, held: Held, topic: str) -> list[Evidence]:
        """Return what spoke for and against ``topic``, strongest first."""
        number = next(place for place, card in enumerate(self._topics) if card.id == topic)
        own = [pair for pair in held if pair[0].owner == number]
        found = [Evidence("式" + pattern.text, _premium(reading, span)) for pattern, span in own]
        counts = features(reading)
        _, scaled = self._shares(counts)
        for feature, share in zip((ALWAYS, *counts), scaled):
            weight = dict(pairs(self._weights_of(feature) or ())).get(number)
            if weight is not None:
                found.append(Evidence(feature, _points(share * weight)))
        return sorted(found, key=lambda item: (-abs(item.points), item.what))

    def _linear(self, reading: Reading) -> dict[int, int]:
        """Return what the features weigh for each topic and voice that any of them speaks for or against, in parts of a point."""
        rows, scaled = self._shares(features(reading))
        packed: list[tuple[int, int]] = []
        others: list[tuple[int, Weights]] = []
        for share, (_, weights) in zip(scaled, rows):
            if isinstance(weights, int):
                packed.append((share, weights))
            elif weights:
                others.append((share, weights))
        return self._lanes.total(packed, others)

    def _shares(self, counts: Mapping[str, int]) -> tuple[list[Row], list[int]]:
        """Return the rows of ``ALWAYS`` and of each feature, and how much of the text each is; nothing for a text without features."""
        if not counts:
            return [], []
        kept = self._packed.get
        rows = [kept(feature) or self._row(feature) for feature in counts]
        scaled = shares([count * row[0] for count, row in zip(counts.values(), rows)])
        return [kept(ALWAYS) or self._row(ALWAYS), *rows], [SHARE_OF_ALWAYS, *scaled]

    def _row(self, feature: str) -> Row:
        """Return the row of a feature. Those that every other text has are packed and stay; the others are read each time."""
        weights = self._weights_of(feature)
        if weights is None:
            return self._never_heard
        if not self._lanes.worth_packing(weights):
            return weights[-1], weights
        row = self._packed[feature] = (weights[-1], self._lanes.packed(weights))
        return row


def _points(total: int) -> int:
    """Return shares times weights as points."""
    return total // UNITS_OF_POINT


def _premiums(reading: Reading, held: Held) -> dict[int, int]:
    """Return what the patterns that hold are worth to each topic: the best one, and a little for each further one."""
    premiums: dict[int, int] = {}
    for pattern, span in held:
        if pattern.owner >= 0:
            premium, before = _premium(reading, span), premiums.get(pattern.owner)
            premiums[pattern.owner] = premium if before is None else max(premium, before) + FURTHER_PATTERN
    return premiums


def _premium(reading: Reading, span: tuple[int, int]) -> int:
    """Return what a pattern over ``span`` is worth: more where it holds in a clause that asks, or where none asks."""
    asking = [clause for clause in reading.clauses if clause.asks]
    if not asking or any(clause.start < span[1] and span[0] < clause.end for clause in asking):
        return PATTERN_PREMIUM
    return STORY_PREMIUM
