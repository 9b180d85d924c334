"""Several questions in one text: which stretch asks about which topic, in the order asked.

A part ends with a clause that asks; what was told since the part before belongs to it. Two parts stay two only where each is
understood by itself, and as another topic: most texts ask one thing in two ways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.language.clauses import plainly_asks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from debtguide.language.clauses import Clause
    from debtguide.matching.matcher import Candidate, Held, Match, Matcher
    from debtguide.understanding.reading import Reading

MOST_PARTS = 6
"""A pasted list of questions is not answered one by one."""
UNDERSTOOD = 600
"""So many points a part must have by itself: fewer may come from a word that fits by chance."""


class AskedPart(NamedTuple):
    """A stretch of the normal form, half-open, and the topic that it asks about."""

    start: int
    end: int
    topic: Candidate


def asked_parts(reading: Reading, held: Held, match: Match, matcher: Matcher) -> list[AskedPart]:
    """Return the parts of a text that asks about several topics, in order; empty where it asks about one.

    Args:
        reading: what was read of the whole text.
        held: the patterns that hold for it.
        match: the ranking for the whole of it; its best topic is the topic of one of the parts.
        matcher: what ranks a part by itself.
    """
    stretches = list(_stretches(reading.normal.text, reading.clauses))
    if match.outcome != "answered" or not 1 < len(stretches) <= MOST_PARTS:
        return []
    found: list[AskedPart] = []
    for first, last in stretches:
        best = _understood(reading, held, matcher, first, last)
        end = reading.clauses[last].end
        if found and (best is None or same_subject(best.topic, found[-1].topic.topic)):
            # Asked once more in other words, or left to what was asked before: 怎么办呢，有没有办法.
            before = found[-1]
            better = best if best is not None and len(best.topic) > len(before.topic.topic) else before.topic
            found[-1] = AskedPart(before.start, end, better)
        elif best is not None:
            found.append(AskedPart(found[-1].end if found else 0, end, best))
    topics = [part.topic.topic for part in found]
    if len(set(topics)) < 2 or not any(same_subject(match.ranked[0].topic, topic) for topic in topics):
        return []
    found[-1] = found[-1]._replace(end=len(reading.normal.text))
    return found


def _stretches(text: str, clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Yield the first and last clause of each stretch: what is told, then a clause that plainly asks."""
    first = 0
    for place, clause in enumerate(clauses):
        if clause.asks and plainly_asks(text[clause.start : clause.end]):
            yield first, place
            first = place + 1


def _understood(reading: Reading, held: Held, matcher: Matcher, first: int, last: int) -> Candidate | None:
    """Return the topic that clauses ``first`` to ``last`` ask about by themselves, or None where that is not clear."""
    clauses = reading.clauses[first : last + 1]
    start, end = clauses[0].start, clauses[-1].end
    part = reading._replace(
        clauses=clauses,
        words=reading.words[first : last + 1],
        concepts=[hit for hit in reading.concepts if start <= hit.start < end],
    )
    match = matcher.match(part, [(pattern, span) for pattern, span in held if start <= span[0] and span[1] <= end], expected=True)
    best = match.ranked[0] if match.outcome == "answered" else None
    return best if best is not None and best.points >= UNDERSTOOD else None


def same_subject(one: str, other: str) -> bool:
    """Return whether two topics are the same, or one a part of the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
