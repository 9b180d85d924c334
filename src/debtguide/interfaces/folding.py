"""Fold text at a width counted in terminal cells, as Chinese is set: anywhere between characters, but no line begins with a closing mark."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

_UNIT = re.compile(r"[“‘（《〈【「『]*(?:[!-~]+|[^!-~])[”’）》〉】」』，。、；：！？…%]*", re.DOTALL)
"""What is not torn apart: a Latin word or number, or one other character, with the marks that belong to it."""

_LEAD = re.compile(r"(?:· |! |\d{1,2}\. |\[\d{1,3}\] )?")


def cells(text: str) -> int:
    """Return how many cells ``text`` takes; marks that are narrow here and wide on a Chinese console count as wide."""
    return sum([2 if east_asian_width(character) in "WFA" else 0 if combining(character) else 1 for character in text])


def folded(text: str, width: int, indent: int = 0) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells.

    Args:
        text: one or more paragraphs; each begins a line of its own.
        width: of the window, 8 or more.
        indent: cells before every line; what follows a bullet or number stands below what it leads.
    """
    lines = []
    for paragraph in text.split("\n"):
        lead = _LEAD.match(paragraph)
        hang = indent + (len(lead[0]) if lead is not None else 0)
        lines += _paragraph(paragraph.rstrip(), " " * indent, " " * min(hang, width // 2), width)
    return lines


def _paragraph(text: str, first: str, later: str, width: int) -> list[str]:
    lines: list[str] = []
    line, filled = first, cells(first)
    for unit in _units(text, width - len(later)):
        size = cells(unit)
        if filled + size > width and line.strip():
            lines.append(line.rstrip())
            line, filled = later, len(later)
            if unit == " ":
                continue
        line += unit
        filled += size
    lines.append(line.rstrip())
    return lines


def _units(text: str, width: int) -> list[str]:
    """Return ``text`` in pieces that stay whole; what is wider than a line is torn apart all the same."""
    pieces = []
    for unit in _UNIT.findall(text):
        pieces += [unit] if cells(unit) <= width else list(unit)
    return pieces
