"""Rows of weights, one weight a topic, and their weighted sum.

Of some hundred topics the weights of a row stand side by side in a single Python integer: adding a row is then one
multiplication and one addition of long integers, several times faster than weight by weight. Of thousands of topics nearly all
weights of a row are nothing, so that those which are something are added one by one.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BITS = 32
_BYTES = _BITS // 8
_MIDDLE = 1 << (_BITS - 1)
_CODE = next(code for code in "IL" if array(code).itemsize == _BYTES)
SIDE_BY_SIDE = 512
"""Up to so many lanes all stand side by side."""


class Rows(Protocol):
    """Makes rows and adds them up; what a row is made of is its own business."""

    def row(self, weights: Mapping[int, int]) -> Any:
        """Return a row with ``weights`` by lane; a lane without one has 0."""

    def weights(self, row: Any) -> Mapping[int, int]:
        """Return the weights of ``row`` by lane; those that are 0 may be left out."""

    def total(self, shares: Iterable[tuple[int, Any]]) -> Mapping[int, int]:
        """Return the sum of rows, each times its share, by lane; sums of 0 are left out."""


def rows_of(lanes: int) -> Rows:
    """Return what adds up rows of so many lanes fastest; a sum must stay within 31 bits and a sign."""
    return _SideBySide(lanes) if lanes <= SIDE_BY_SIDE else _OneByOne()


class _SideBySide:
    """Rows as single integers, 32 bits a lane."""

    def __init__(self, lanes: int) -> None:
        self._lanes = lanes
        # Added before lanes are read apart, so that a negative lane does not borrow from its neighbour.
        self._bias = sum(_MIDDLE << _BITS * lane for lane in range(lanes))

    def row(self, weights: Mapping[int, int]) -> int:
        raised = array(_CODE, [_MIDDLE]) * self._lanes
        for lane, weight in weights.items():
            raised[lane] += weight
        if sys.byteorder == "big":
            raised.byteswap()
        return int.from_bytes(raised.tobytes(), "little") - self._bias

    def weights(self, row: int) -> dict[int, int]:
        raised = array(_CODE, (row + self._bias).to_bytes(_BYTES * self._lanes, "little"))
        if sys.byteorder == "big":
            raised.byteswap()
        return {lane: value - _MIDDLE for lane, value in enumerate(raised) if value != _MIDDLE}

    def total(self, shares: Iterable[tuple[int, int]]) -> dict[int, int]:
        return self.weights(sum([share * row for share, row in shares]))


class _OneByOne:
    """Rows as the lanes that have a weight, and the weights beside them."""

    def row(self, weights: Mapping[int, int]) -> tuple[array[int], array[int]]:
        return array("i", weights), array("i", weights.values())

    def weights(self, row: tuple[array[int], array[int]]) -> dict[int, int]:
        return dict(zip(*row))

    def total(self, shares: Iterable[tuple[int, tuple[array[int], array[int]]]]) -> dict[int, int]:
        totals: dict[int, int] = {}
        for share, (lanes, weights) in shares:
            for lane, weight in zip(lanes, weights):
                totals[lane] = totals.get(lane, 0) + share * weight
        return {lane: total for lane, total in totals.items() if total}
