"""Which paper a day or a way of service belongs to, where a message speaks of several.

Papers that are listed together (执行通知书和报告财产令) came together. A day belongs to the papers of its own clause, else to
those spoken of right before it; 都 speaks of all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.model.entities import Entity
    from debtguide.understanding.reading import Reading

_LISTED = re.compile(r"(?:副本|各?一[份张个])?(?:[、/+]|[,，]?(?:和|以及|及|与|跟|还有|同|连同|加上|并))\s*(?:一[份张个]|法院的?)?")
_ALL = re.compile("都|全|均|一起|同时")
_THE_ONE_SPOKEN_OF = (None,)
_LEADS = 4
"""Characters that may stand between a day and the paper that came on it: 法院的."""
_CAME = re.compile("(?:我|本人|自己|家人|已经?|就|是|也){0,3}(?:签收|收到|收的|收了|送达|寄到|送到|拿到|领)")
_ALL_REACH = 6
"""Characters before a turn of phrase in which 都 still speaks of it."""
_START, _END = attrgetter("start"), attrgetter("end")
_FOR_ME = re.compile("[替帮代给][我咱]们?.{0,2}[签收领]|(?<!我)代[签收领]")
"""A relative who signs in my stead signs for a paper of mine."""


class Placed(NamedTuple):
    """An entity with its place in the normal form."""

    entity: Entity
    start: int
    end: int


class Papers:
    """The papers of one message.

    Args:
        reading: what was read.
        papers: those that came, by start.
        days: the days that are told, by start.
    """

    def __init__(self, reading: Reading, papers: list[Placed], days: list[Placed]) -> None:
        self._text = reading.normal.text
        self._clauses = [(clause.start, clause.end) for clause in reading.clauses] or [(0, len(self._text))]
        self._ends = reading.ends
        self._groups = _listed(self._text, papers)
        self._days = days
        self.all = papers

    def of_day(self, day: Placed) -> Sequence[str | None]:
        """Return the papers that came on ``day``; where none is named, None for the paper spoken of."""
        return self._of_day(day) or _THE_ONE_SPOKEN_OF

    def of_phrase(self, start: int, end: int) -> Sequence[str | None]:
        """Return the papers that the words in ``start`` to ``end`` speak of; where none is named, None for the paper spoken of."""
        return self._of_phrase(start, end) or _THE_ONE_SPOKEN_OF

    def _of_day(self, day: Placed) -> list[str]:
        start, end = self._clause(day.start)
        here = self._within(start, end)
        if not here:
            return self._around(day.start)
        led = min(paper.start for group in here for paper in group) < min(one.start for one in self._days if start <= one.start < end)
        before = [group for group in here if group[-1].end <= day.start]
        after = [group for group in here if group[-1].end > day.start]
        # 传票10月20日收到判决书11月9日收到: a clause that begins with a paper goes on with its day, and so for the next.
        return _kinds(before[-1] if before and (led or not after) else after[0])

    def signed(self, day: Placed) -> bool:
        """Return whether a paper stands right behind ``day`` and is said to have come: 11月5日法院调解书签收了."""
        first, last = bisect_left(self.all, day.end, key=_START), bisect_right(self.all, day.end + _LEADS, key=_START)
        return any(_CAME.match(self._text, paper.end) for paper in self.all[first:last])

    def _of_phrase(self, start: int, end: int) -> list[str]:
        first, last = self._clause(start)
        if _ALL.search(self._text, max(first, start - _ALL_REACH), end) is not None:
            spoken = [group for group in self._groups if group[0].start < end and self._same_sentence(group[0].start, start)]
            return list(dict.fromkeys(kind for group in spoken for kind in _kinds(group)))
        here = self._within(first, last)
        if not here:
            return self._around(start) or self._nearest(start)
        return _kinds(min(here, key=lambda group: _gap(group, start, end)))

    def names(self, start: int, end: int) -> bool:
        """Return whether the words in ``start`` to ``end`` name a paper: 短信 in 法院短信 is not how another one came."""
        first = bisect_right(self.all, start, key=_END)
        return first < len(self.all) and self.all[first].start < end

    def _clause(self, place: int) -> tuple[int, int]:
        start, end = self._clauses[max(0, bisect_right(self._clauses, (place, len(self._text))) - 1)]
        return (start, end) if start <= place < end else (0, len(self._text))

    def _within(self, start: int, end: int) -> list[list[Placed]]:
        first, last = bisect_left(self._groups, start, key=_last_start), bisect_left(self._groups, end, key=_first_start)
        return [group for group in self._groups[first:last] if any(start <= paper.start < end for paper in group)]

    def _around(self, place: int) -> list[str]:
        """Return the papers of the same sentence: those right before ``place``, else the next ones."""
        number = bisect_right(self._groups, place, key=_last_end)
        for group in self._groups[max(0, number - 1) : number + 1]:
            if self._same_sentence(group[0].start, place):
                return _kinds(group)
        return []

    def _nearest(self, place: int) -> list[str]:
        number = bisect_right(self._groups, place, key=_first_start)
        near = self._groups[max(0, number - 1) : number + 1]
        return _kinds(min(near, key=lambda group: _gap(group, place, place))) if near else []

    def _same_sentence(self, one: int, other: int) -> bool:
        return bisect_left(self._ends, one) == bisect_left(self._ends, other)


def is_for_me(reading: Reading, place: int) -> bool:
    """Return whether the clause of ``place`` tells of somebody who took a paper in my stead: 我爸代收了支付令."""
    return any(clause.start <= place < clause.end and _FOR_ME.search(reading.normal.text, clause.start, clause.end) for clause in reading.clauses)


def _listed(text: str, papers: list[Placed]) -> list[list[Placed]]:
    """Return the papers in groups of those that are listed together."""
    groups: list[list[Placed]] = []
    for paper in papers:
        if groups and _LISTED.fullmatch(text, groups[-1][-1].end, paper.start):
            groups[-1].append(paper)
        else:
            groups.append([paper])
    return groups


def _first_start(group: list[Placed]) -> int:
    return group[0].start


def _last_start(group: list[Placed]) -> int:
    return group[-1].start


def _last_end(group: list[Placed]) -> int:
    return group[-1].end


def _kinds(group: list[Placed]) -> list[str]:
    return list(dict.fromkeys(str(paper.entity.value) for paper in group))


def _gap(group: list[Placed], start: int, end: int) -> int:
    return min(max(paper.start - end, start - paper.end, 0) for paper in group)
