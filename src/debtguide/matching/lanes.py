"""Weighted sums of rows of weights, one lane a topic or voice.

A row of many weights is worth packing: its weights side by side in a single Python integer, so that adding it is one
multiplication and one addition of long integers, several times faster than weight by weight. A row of few weights is added
weight by weight; so is every row where there are thousands of lanes, of which nearly all would stand empty.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Weights = Sequence[int]
    """Lane, weight, lane, weight, …; a single number at the end is no matter."""

_BITS = 32
_BYTES = _BITS // 8
_CODE = next(code for code in "il" if array(code).itemsize == _BYTES)
_MOST_LANES, _FEWEST_WEIGHTS = 512, 24
"""What is packed: rows of so many lanes at most, and of so many weights at least."""


class Lanes:
    """Packs rows and adds them up; a sum must stay within 31 bits and a sign.

    Args:
        number: of lanes.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._empty = array(_CODE, [0]) * number
        # A lane in two's complement with its highest bit turned is the lane and that bit added up: so a negative lane
        # neither borrows from its neighbour nor lends to it.
        self._highest = sum(1 << _BITS * lane + _BITS - 1 for lane in range(number)) if number <= _MOST_LANES else 0

    def worth_packing(self, weights: Weights) -> bool:
        """Return whether a row is added faster when it is packed."""
        return self._number <= _MOST_LANES and len(weights) >= 2 * _FEWEST_WEIGHTS

    def packed(self, weights: Weights) -> int:
        """Return a row as one integer."""
        side_by_side = self._empty[:]
        for lane, weight in pairs(weights):
            side_by_side[lane] = weight
        if sys.byteorder == "big":
            side_by_side.byteswap()
        return (int.from_bytes(side_by_side.tobytes(), "little") ^ self._highest) - self._highest

    def total(self, packed: Iterable[tuple[int, int]], others: Iterable[tuple[int, Weights]]) -> dict[int, int]:
        """Return the sum of rows, each times its share, by lane; sums of 0 are left out.

        Args:
            packed: shares and packed rows.
            others: shares and rows that are not packed.
        """
        if self._number > _MOST_LANES:
            return _added(others)
        added = sum([share * row for share, row in packed])
        apart = array(_CODE, ((added + self._highest) ^ self._highest).to_bytes(_BYTES * self._number, "little"))
        if sys.byteorder == "big":
            apart.byteswap()
        totals = apart.tolist()
        for share, weights in others:
            numbers = iter(weights)
            for lane, weight in zip(numbers, numbers):
                totals[lane] += share * weight
        return {lane: total for lane, total in enumerate(totals) if total}


def pairs(weights: Weights) -> Iterator[tuple[int, int]]:
    """Return each lane with its weight."""
    numbers = iter(weights)
    return zip(numbers, numbers)


def _added(rows: Iterable[tuple[int, Weights]]) -> dict[int, int]:
    totals: dict[int, int] = {}
    for share, weights in rows:
        for lane, weight in pairs(weights):
            totals[lane] = totals.get(lane, 0) + share * weight
    return {lane: total for lane, total in totals.items() if total}
