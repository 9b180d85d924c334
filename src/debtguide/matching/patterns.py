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
    """Return the first stretch in which the items of ``group`` stand in order."""
    for start, end in hits.get(group[0][1], ()):
        finish = _follow(group, 1, end, hits, ends)
        if finish is not None:
            return start, finish
    return None


def _follow(group: tuple[tuple[int, int], ...], index: int, place: int, hits: Hits, ends: Sequence[int]) -> int | None:
    if index == len(group):
        return place
    gap, item = group[index]
    border = bisect_left(ends, place)
    limit = ends[border] if border < len(ends) else 1 << 30
    if not gap:
        limit = min(limit, place + NEXT_TO)
    for start, end in hits.get(item, ()):
        if start < place:
            continue
        if start > limit:
            break
        finish = _follow(group, index + 1, end, hits, ends)
        if finish is not None:
            return finish
    return None
