"""Hold compiled patterns against the terms that stand in a text. What authors write is read by ``pattern_syntax``."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Hits = Mapping[int, Sequence[tuple[int, int]]]

NEXT_TO = 2


class Pattern(NamedTuple):
    """A compiled pattern: items are numbers; ``owner`` is the number of the topic or safety rule it speaks for.

    ``needed`` are the items of all groups, without which it cannot hold.
    """

    owner: int
    groups: Sequence[Sequence[Sequence[int]]]
    absent: Sequence[int]
    text: str
    needed: frozenset[int]

    @classmethod
    def of(cls, owner: int, groups: Sequence[Sequence[Sequence[int]]], absent: Sequence[int], text: str) -> Pattern:
        """Return the pattern of a compiled row."""
        return cls(owner, groups, absent, text, frozenset([item for group in groups for _, item in group]))

    def match(self, hits: Hits, ends: Sequence[int]) -> tuple[int, int] | None:
        """Return the stretch from the first to the last character that matched, or None.

        Args:
            hits: for each item, where it occurs, by start.
            ends: where sentences end.
        """
        if self.absent and not hits.keys().isdisjoint(self.absent):
            return None
        if len(self.groups) == 1:
            return _match_group(self.groups[0], hits, ends)
        first, last = 1 << 30, 0
        for group in self.groups:
            span = _match_group(group, hits, ends)
            if span is None:
                return None
            first, last = min(first, span[0]), max(last, span[1])
        return first, last


def _match_group(group: Sequence[Sequence[int]], hits: Hits, ends: Sequence[int]) -> tuple[int, int] | None:
    """Return the first and then shortest stretch in which the items of ``group`` stand in order.

    Item by item, for each place where the items so far may end, the first place where they may begin: the work follows the
    length of the text, however often the items stand in it.
    """
    everywhere = [hits.get(item, ()) for _, item in group]
    for places in everywhere:
        if len(places) != 1:
            break
    else:
        return _in_order(group, everywhere, ends)
    reached: dict[int, int] = {}
    for start, end in everywhere[0]:
        reached.setdefault(end, start)
    for (gap, _), places in zip(group[1:], everywhere[1:]):
        reached = _after_a_gap(reached, places, ends) if gap else _next_to(reached, places, ends)
        if not reached:
            return None
    return min(((start, end) for end, start in reached.items()), default=None)


def _in_order(group: Sequence[Sequence[int]], everywhere: Sequence[Sequence[tuple[int, int]]], ends: Sequence[int]) -> tuple[int, int] | None:
    """Return the stretch of ``group`` where each of its items stands in one place only, as nearly always."""
    first = last = -1
    for (gap, _), ((start, end),) in zip(group, everywhere):
        if last < 0:
            first = start
        elif start < last or (not gap and start > last + NEXT_TO) or start > _sentence_end(last, ends):
            return None
        last = end
    return first, last


def _sentence_end(place: int, ends: Sequence[int]) -> int:
    border = bisect_left(ends, place)
    return ends[border] if border < len(ends) else 1 << 30


def _next_to(reached: Mapping[int, int], places: Sequence[tuple[int, int]], ends: Sequence[int]) -> dict[int, int]:
    """Return where the items may end once the next one stands right behind them, and where they may begin."""
    found: dict[int, int] = {}
    for start, end in places:
        for before in range(start - NEXT_TO, start + 1):
            if before in reached and start <= _sentence_end(before, ends):
                found[end] = min(reached[before], found.get(end, start))
    return found


def _after_a_gap(reached: Mapping[int, int], places: Sequence[tuple[int, int]], ends: Sequence[int]) -> dict[int, int]:
    """Return where the items may end once the next one stands anywhere behind them in the sentence, and where they may begin."""
    found: dict[int, int] = {}
    waiting = sorted(reached.items(), reverse=True)
    first, limit = 0, -1
    for start, end in places:
        while waiting and waiting[-1][0] <= start:
            before, begins = waiting.pop()
            sentence = _sentence_end(before, ends)
            first, limit = (begins if sentence != limit else min(first, begins)), sentence
        if start <= limit:
            found[end] = min(first, found.get(end, first))
    return found
