"""Rank topics for a reading, decide scope, and keep the evidence.

A topic's points are what the features of the text weigh for it, and a premium for a pattern of its own that holds: in full
where the pattern holds in a clause that asks, in part where it holds in the story alone. 2000 points lie between what an
utterance was taught to score for its own topic and for the others. Written tie rule: more points; then a pattern over
none; then the topic id in order.

The text is in scope where the best topic that the guide is for leads the best ``oos.`` topic, once the voice for the scope
(learnt beside the topics: do people in debt speak like this?) is added to it.
"""

from __future__ import annotations

from array import array
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from debtguide.matching.features import LENGTH, UNITS_OF_WEIGHT, features, shares
from debtguide.matching.patterns import Pattern
from debtguide.model.knowledge_base import ALARMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = tuple[array[int], array[int]]
    """The topics that a feature speaks of, and beside them its weights: arrays, since a long-lived process keeps thousands."""

    Held = Sequence[tuple[Pattern, tuple[int, int]]]
    """Patterns that hold for a reading, each with the stretch it holds over."""

    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.understanding.reading import Reading

MARGIN = 1000
PATTERN_PREMIUM = 500
STORY_PREMIUM = 150
FURTHER_PATTERN = 100
SCOPE_LEAN = -300
"""What the lead must overcome: a question that speaks of nothing the guide knows is not for it."""
EVEN_WITHIN = 1
MOST_TOPICS = 3
NOT_LEARNT = -9 * MARGIN


_NOTHING: Row = (array("i"), array("i"))


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
    """

    outcome: str
    ranked: tuple[Candidate, ...]
    other_side: Candidate | None
    alarms: tuple[int, ...]


class Matcher:
    """Ranks the topics of a knowledge base; holds no state between questions."""

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        tables = knowledge_base.tables
        self._topics = knowledge_base.topics
        self._initial = tables.initial
        self._patterns_of = tables.patterns_of
        self._leaders = tables.leaders
        self._in_scope = [card.in_scope for card in knowledge_base.topics]
        self._parsed: dict[str, Row] = {}

    def patterns(self, reading: Reading) -> list[tuple[Pattern, tuple[int, int]]]:
        """Return every pattern that holds, in one order, with the stretch it holds over."""
        present = {str(item) for item in reading.present}
        rows: list[Sequence[object]] = []
        for item in self._leaders() & reading.present:
            seconds = self._patterns_of(item)
            for second in seconds.keys() & present:
                rows += seconds[second]
            rows += seconds.get("-1", ())
        needed = [{item for group in row[1] for _, item in group} for row in rows]  # type: ignore[attr-defined]
        # Most rows fail here, before anything is made of them.
        likely = [row for row, items in zip(rows, needed) if items <= reading.present]
        wanted = {item for row, items in zip(rows, needed) if items <= reading.present for item in (*items, *row[2])}  # type: ignore[misc]
        hits = reading.places(wanted)
        found = []
        for row in likely:
            pattern = Pattern(*row)  # type: ignore[arg-type]
            span = pattern.match(hits, reading.ends)
            if span is not None:
                found.append((pattern, span))
        found.sort(key=lambda pair: (pair[0].owner, pair[0].text))
        return found

    def match(self, reading: Reading, held: Held) -> Match:
        """Return the ranking for ``reading``; ``held`` are its patterns, as ``patterns`` gave them."""
        points = self._linear(reading)
        scope = points.pop(len(self._topics), 0)
        alarms = [points.pop(len(self._topics) + 1 + lane, NOT_LEARNT) for lane in range(len(ALARMS))]
        premiums = _premiums(reading, held)
        for topic, premium in premiums.items():
            points[topic] = points.get(topic, 0) + premium
        if any(self._in_scope[topic] for topic in premiums):
            # An author's pattern for a topic of the guide overrules a voice that was learnt from other words.
            scope = max(scope, 0)
        sides: tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]] = ([], [])
        for topic, total in points.items():
            sides[self._in_scope[topic]].append((-total, -premiums.get(topic, 0), topic))
        outside, inside = [[(topic, -total) for total, _, topic in nsmallest(MOST_TOPICS, side)] for side in sides]
        if not points:
            return Match("unknown", (), None, tuple(alarms))
        lead = (inside[0][1] if inside else -9 * MARGIN) - (outside[0][1] if outside else -9 * MARGIN)
        won, lost = (inside, outside) if lead + scope + SCOPE_LEAN >= 0 else (outside, inside)
        ranked = tuple([Candidate(self._topics[topic].id, total) for topic, total in won[:MOST_TOPICS]])
        other = Candidate(self._topics[lost[0][0]].id, lost[0][1]) if lost else None
        if won is outside:
            return Match("declined", ranked, other, tuple(alarms))
        even = len(ranked) > 1 and not premiums and ranked[0].points - ranked[1].points < EVEN_WITHIN
        return Match("ask_back" if even else "answered", ranked, other, tuple(alarms))

    def evidence(self, reading: Reading, held: Held, topic: str) -> list[Evidence]:
        """Return what spoke for and against ``topic``, strongest first."""
        number = next(place for place, card in enumerate(self._topics) if card.id == topic)
        own = [pair for pair in held if pair[0].owner == number]
        found = [Evidence("式" + pattern.text, _premium(reading, span)) for pattern, span in own]
        for feature, share in shares(features(reading)).items():
            found += [Evidence(feature, _points(share * weight)) for other, weight in zip(*self._row(feature)) if other == number]
        return sorted(found, key=lambda item: (-abs(item.points), item.what))

    def _linear(self, reading: Reading) -> dict[int, int]:
        """Return the points of each topic that any feature speaks for or against."""
        totals: dict[int, int] = {}
        for feature, share in shares(features(reading)).items():
            for topic, weight in zip(*self._row(feature)):
                totals[topic] = totals.get(topic, 0) + share * weight
        return {topic: _points(total) for topic, total in totals.items()}

    def _row(self, feature: str) -> Row:
        row = self._parsed.get(feature)
        if row is None:
            written = self._initial(feature[1]).weights.get(feature)
            if written is None:
                return _NOTHING
            row = self._parsed[feature] = _parse(written)
        return row


def _points(total: int) -> int:
    """Return shares times weights as points."""
    return total * MARGIN // (LENGTH * UNITS_OF_WEIGHT)


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


def _parse(written: str) -> Row:
    pairs = [pair.partition(":") for pair in written.split(" ")]
    return array("i", [int(topic) for topic, _, _ in pairs]), array("i", [int(weight) for _, _, weight in pairs])
