"""An answer on the screen: plain text for pipes, headings in bold and lines folded at the window's width for people."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from debtguide.interfaces.streams import write_text
from debtguide.language.normalize import visible
from debtguide.replies.plain_text import as_text, sections

if TYPE_CHECKING:
    from debtguide.replies.answer import Answer


def write_answer(answer: Answer, *, plain: bool = False) -> None:
    """Write ``answer`` to standard output."""
    if plain or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        write_text(as_text(answer))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False, emoji=False, markup=False)
    for section in sections(answer):
        if section.heading:
            console.print(Text(section.heading, style="bold"))
        for line in section.lines:
            shown = Text(_showable(line), style="dim" if section.heading == "依据" else "")
            console.print(Padding(shown, (0, 0, 0, 2)) if section.heading else shown)
        console.print()


def _showable(text: str) -> str:
    encoding = sys.stdout.encoding or "utf-8"
    return visible(text).encode(encoding, "replace").decode(encoding, "replace")
