"""The stages of a debt's life on the screen: drawn where there is a window, numbered where it is read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.interfaces.folding import cells, folded
from debtguide.interfaces.render import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.casefiles.timeline import Step

_HERE, _ELSEWHERE, _WAY, _PART, _LAST_PART = "●", "○", "│", "├", "└"


def drawn(steps: Sequence[Step], width: int) -> list[Line]:
    """Return the steps one below the other; where somebody stands has a full dot, an arrow and words, and is bold."""
    lines = []
    for place, step in enumerate(steps):
        last_in_line = place + 1 == len(steps)
        lead, below = _leads(step, steps[place + 1] if not last_in_line else None)
        lines += _step(step, lead, below, width)
    return lines


def numbered(steps: Sequence[Step]) -> str:
    """Return the steps as lines of text."""
    lines, number, part = [], 0, 0
    for step in steps:
        number, part = (number + 1, 0) if step.depth == 0 else (number, part + 1)
        lines.append(f"{number}.{part or ''} {'：'.join((step.title, *step.notes))}")
    return "\n".join(lines)


def _leads(step: Step, following: Step | None) -> tuple[str, str]:
    """Return what stands before a step, and before what is written below it."""
    dot = _HERE if step.here else _ELSEWHERE
    if step.depth:
        more = following is not None and following.depth > 0
        return f"{_WAY}  {_PART if more else _LAST_PART} {dot} ", f"{_WAY}  {_WAY if more else ' '}    "
    return f"{dot} ", f"{_WAY}  " if following is not None else "   "


def _step(step: Step, lead: str, below: str, width: int) -> list[Line]:
    lines = [Line(f"{lead if place == 0 else below}{text}", step.here) for place, text in enumerate(folded(step.title, width - cells(lead)))]
    for note in step.notes:
        arrow = "← " if step.here else ""
        lines += [Line(f"{below}{text}", step.here) for text in folded(f"{arrow}{note}", width - cells(below))]
    return lines
