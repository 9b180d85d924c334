"""The timeline of a case as a drawing (SVG)."""

from __future__ import annotations

import itertools
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.casefiles.timeline import Step

_WIDTH, _LEFT, _INDENT, _TOP = 400, 16, 26, 20
_LINE, _GAP = 20, 14
_LONGEST = 22
"""Characters of a line: what is longer would leave the drawing; the text below it says all."""


def drawing(steps: Sequence[Step]) -> str:
    """Return the steps one below the other; where somebody stands is said in words and marked by a full dot."""
    places, y = [], _TOP
    for step in steps:
        places.append(y)
        y += _LINE * (1 + len(step.notes)) + _GAP
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}" role="img" aria-label="{escape(_told(steps))}">']
    parts += _ways(steps, places)
    for step, place in zip(steps, places):
        parts += _step(step, place)
    return "\n".join([*parts, "</svg>"])


def _told(steps: Sequence[Step]) -> str:
    """Return what the drawing shows, for those who hear it."""
    standing = [f"{step.title}（{'；'.join(step.notes)}）" for step in steps if step.here]
    return f"阶段：{'、'.join(step.title for step in steps)}。{'、'.join(standing)}"


def _ways(steps: Sequence[Step], places: Sequence[int]) -> list[str]:
    """Return the line from each stage to the next; the last, 协商还款, is not reached along it."""
    main = [place for step, place in zip(steps, places) if step.depth == 0][:-1]
    return [f'<line class="way" x1="{_LEFT}" y1="{here}" x2="{_LEFT}" y2="{there}" />' for here, there in itertools.pairwise(main)]


def _step(step: Step, y: int) -> list[str]:
    x = _LEFT + _INDENT * step.depth
    lines = [
        f'<circle class="{"dot-here" if step.here else "dot"}" cx="{x}" cy="{y}" r="{8 - 2 * step.depth}" />',
        f'<text{_marked(step.here)} x="{x + 18}" y="{y + 5}">{_clipped(step.title)}</text>',
    ]
    for number, note in enumerate(step.notes, 1):
        lines.append(f'<text{_marked(step.here)} x="{x + 18}" y="{y + 5 + _LINE * number}">{"← " if step.here else ""}{_clipped(note)}</text>')
    return lines


def _marked(here: bool) -> str:
    return ' class="here"' if here else ""


def _clipped(text: str) -> str:
    return escape(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
