"""Hold compiled patterns against the terms that stand in a text. What authors write is read by ``pattern_syntax``."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Hits = Mapping[int, Sequence[tuple[int, int]]]

NEXT_TO = 2


class Pattern(NamedTuple):
    """A compiled pattern: items are numbers; ``owner`` is the number of the topic or safety rule it speaks for."""

    owner: int
    groups: tuple[tuple[tuple[int, int], ...], ...]
    absent: tuple[int, ...]
    text: str

    def match(self, hits: Hits, ends: Sequence[int]) -> tuple[int, int] | None:
        """Return the stretch from the first to the last character that matched, or None.

        Args:
            hits: for each item, where it occurs, by start.
            ends: where sentences end.
        """
        if any(item in hits for item in self.absent):
            return None
        first, last = 1 << 30, 0
        for group in self.groups:
            span = _match_group(group, hits, ends)
            if span is None:
                return None
            first, last = min(first, span[0]), max(last, span[1])
        return first, last


def _match_group(group: tuple[tuple[int, int], ...], hits: Hits, ends: Sequence[int]) -> tuple[int, int] | None:
    """Return the first and then shortest stretch in which the items of ``group`` stand in order.

    Item by item, for each place where the items so far may end, the first place where they may begin: the work follows the
    length of the text, however often the items stand in it.
    """
    reached: dict[int, int] = {}
    for start, end in hits.get(group[0][1], ()):
        reached.setdefault(end, start)
    for gap, item in group[1:]:
        places = hits.get(item, ())
        reached = _after_a_gap(reached, places, ends) if gap else _next_to(reached, places, ends)
        if not reached:
            return None
    return min(((start, end) for end, start in reached.items()), default=None)


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
