"""Replies made short enough for a chat: by parts first, never by losing one that must be kept, then into slices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ENDS = ("\n\n", "\n", "。", "；", "，", "、")
"""Where a text may be cut, best first."""


class Piece(NamedTuple):
    """A part of what is sent.

    ``brief`` is what may stand in its place, empty where nothing may; what only ``explains`` makes room for the rest.
    """

    text: str
    must_keep: bool
    brief: str = ""
    explains: bool = False


def shortened(pieces: Sequence[Piece], limit: int) -> tuple[list[str], list[str]]:
    """Return what to send now and what to hold back, each in reading order.

    Everything goes where it fits into ``limit`` characters. Otherwise long pieces stand in brief, pieces that must be kept
    stay whatever their length, and of the rest those go that still fit: the earlier ones first, what only explains last.
    """
    if sum(len(piece.text) for piece in pieces) <= limit:
        return [piece.text for piece in pieces], []
    room = limit - sum(len(piece.brief or piece.text) for piece in pieces if piece.must_keep)
    fitting = set()
    for place, piece in sorted(enumerate(pieces), key=lambda one: one[1].explains):
        if not piece.must_keep and len(piece.text) <= room:
            room -= len(piece.text)
            fitting.add(place)
    sent, held = [], []
    for place, piece in enumerate(pieces):
        if piece.must_keep:
            sent.append(piece.brief or piece.text)
        elif place in fitting:
            sent.append(piece.text)
        if piece.brief if piece.must_keep else place not in fitting:
            held.append(piece.text)
    return sent, held


def slices(texts: Iterable[str], size: int) -> Iterator[str]:
    """Yield ``texts``, parted by blank lines, in messages of at most ``size`` characters; only blanks at a cut are lost."""
    rest = "\n\n".join(texts).strip()
    while len(rest) > size:
        end = _end(rest, size)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def _end(text: str, size: int) -> int:
    """Return where a first slice of ``text`` ends: after the best sign in its second half, else after ``size`` characters."""
    for sign in _ENDS:
        found = text.rfind(sign, size // 2, size)
        if found >= 0:
            return found + len(sign)
    return size
