"""The weights of features as they stand in a compiled file: a line for each character, with the rows of the features it begins.

They are by far the largest table of a knowledge base, and a question needs a few dozen of its rows. So a line begins with how
many rows it has, the checksums of their names, in order, and their places; only the row that is asked for is read, and none is
kept as an object of its own, which would take more room than what it says.
"""

from __future__ import annotations

import sys
from array import array
from binascii import crc32
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

KEPT_LINES = 4096
"""Lines that stay in memory; knowledge of everyday Chinese has not many more characters."""
_IS = b"="
_SUM = array("I").itemsize


def lines(weights: Mapping[str, str]) -> dict[str, bytes]:
    """Return the line of each character: the rows of the features whose name it begins, after the sign of their kind.

    Args:
        weights: ``rarity lane:weight …`` for each feature. A feature's name is words and ids: it has no ``=``.
    """
    rows: dict[str, list[tuple[int, bytes]]] = {}
    for feature, written in weights.items():
        rarity, *pairs = map(int, written.replace(":", " ").split(" "))
        name = feature.encode()
        rows.setdefault(feature[1], []).append((crc32(name), name + _IS + _written("h", [*pairs, rarity])))
    found = {}
    for character, unsorted in rows.items():
        sums, written_rows = zip(*sorted(unsorted))
        places = accumulate(map(len, written_rows), initial=0)
        found[character] = b"".join([_written("I", [len(sums), *sums, *places]), *written_rows])
    return found


class _Line(NamedTuple):
    """Rows, the checksum of each one's name, and where each begins; and where the last one ends."""

    rows: bytes
    sums: array[int]
    places: array[int]


def finder(line: Callable[[str], bytes | None]) -> Callable[[str], Sequence[int] | None]:
    """Return what leads from a feature to its numbers: lane, weight, lane, weight, …, rarity; or to None where it has none.

    Args:
        line: gives the line of a character, as ``lines`` made it, or None.
    """

    @lru_cache(maxsize=KEPT_LINES)
    def rows(character: str) -> _Line:
        written = line(character) or _NOTHING
        (number,) = _read("I", written[:_SUM])
        begin = _SUM * (2 * number + 2)
        numbers = _read("I", written[_SUM:begin])
        return _Line(written[begin:], numbers[:number], numbers[number:])

    def weights(feature: str) -> Sequence[int] | None:
        written, sums, places = rows(feature[1])
        name = feature.encode()
        wanted = crc32(name)
        place = bisect_left(sums, wanted)
        name += _IS
        while place < len(sums) and sums[place] == wanted:
            if written.startswith(name, places[place]):
                return _read("h", written[places[place] + len(name) : places[place + 1]])
            place += 1
        return None

    return weights


def _written(code: str, numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, their lower byte first on every machine."""
    found = array(code, numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _read(code: str, written: bytes) -> array[int]:
    found = array(code, written)
    if sys.byteorder == "big":
        found.byteswap()
    return found


_NOTHING = _written("I", [0, 0])
