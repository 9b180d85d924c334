"""Text on the screen: as it is for pipes and screen readers, folded at the window's width and with bold headings for people."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from debtguide.interfaces.streams import showable, write_text
from debtguide.replies.plain_text import as_text, sections

if TYPE_CHECKING:
    from debtguide.replies.answer import Answer

WIDEST, NARROWEST = 96, 20
"""Longer lines are hard to read; in a window narrower than this nothing can be set."""

_BASIS = "依据"
_FULL_TEXT = "（输入 /依据 看条文原文）"


class Line(NamedTuple):
    """A line of a screen; headings stand out where the terminal can show it."""

    text: str
    heading: bool = False


def write_answer(answer: Answer, *, plain: bool = False, names_only: bool = False) -> None:
    """Write ``answer`` to standard output.

    Args:
        answer: what to write.
        plain: never fold; for screen readers.
        names_only: in a window, name the provisions without their words, which would push the answer out of it.
    """
    if in_window(plain):
        write_lines(screen(answer, width(), names_only=names_only))
    else:
        write_text(as_text(answer))


def write_folded(text: str, *, plain: bool = False) -> None:
    """Write ``text`` to standard output, folded where that is a window."""
    if in_window(plain):
        write_lines(screen_of_text(text, width()))
    else:
        write_text(text)


def screen(answer: Answer, width: int, *, names_only: bool = False) -> list[Line]:
    """Return the lines of ``answer`` in a window of ``width`` cells."""
    lines: list[Line] = []
    for section in sections(answer):
        text = section.lines
        if section.heading == _BASIS and names_only:
            text = (*[f"[{number}] {version.name}（{version.level}）" for number, version in enumerate(answer.citations, 1)], _FULL_TEXT)
        if lines:
            lines.append(Line(""))
        if section.heading:
            lines.append(Line(f"【{section.heading}】", heading=True))
        lines += screen_of_text("\n".join(text), width)
    return lines


def screen_of_text(text: str, width: int) -> list[Line]:
    """Return the lines of ``text`` in a window of ``width`` cells."""
    from debtguide.interfaces.folding import folded

    return [Line(line, heading=line.startswith("【") and line.endswith("】")) for line in folded(showable(text), width)]


def in_window(plain: bool) -> bool:
    """Return whether standard output is a window that something can be set in."""
    return not plain and sys.stdout.isatty()


def width() -> int:
    """Return how many cells a line of the window may have."""
    from shutil import get_terminal_size

    # One cell is left free: a full line would make some consoles break it once more.
    return max(NARROWEST, min(WIDEST, get_terminal_size().columns - 1))


def height() -> int:
    """Return how many lines the window has."""
    from shutil import get_terminal_size

    return get_terminal_size().lines


def write_lines(lines: list[Line]) -> None:
    """Write lines to a window, headings standing out."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not any(line.heading for line in lines):
        write_text("\n".join([line.text for line in lines]))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, emoji=False, markup=False)
    for line in lines:
        console.print(Text(line.text, style="bold" if line.heading else ""), no_wrap=True, overflow="ignore", crop=False)
