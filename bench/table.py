"""Figures, and how they are printed: one table, a line a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Row(NamedTuple):
    """A figure; ``met`` says whether it keeps to its target, None where it has none."""

    what: str
    figure: str
    target: str = ""
    met: bool | None = None


def at_most(what: str, value: float, most: float, unit: str = "", note: str = "") -> Row:
    return Row(what, f"{value:.2f}{unit}{note}", f"<= {most:g}{unit}", value <= most)


def at_least(what: str, value: float, least: float, unit: str = "", note: str = "") -> Row:
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.3f}"
    return Row(what, f"{shown}{unit}{note}", f">= {least:,g}{unit}", value >= least)


def median(values: Iterable[float]) -> float:
    return quantile(sorted(values), 0.5)


def quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def printed(title: str, rows: Sequence[Row]) -> str:
    lines = [title]
    for row in rows:
        verdict = "" if row.met is None else "ok" if row.met else "MISSED"
        lines.append(f"  {row.what:<58} {row.figure:>34}   {row.target:<14} {verdict}".rstrip())
    return "\n".join(lines)
