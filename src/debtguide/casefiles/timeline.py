"""The four stages and their parts as a line of steps, and which debt stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from debtguide.model.assessment import StageOf
    from debtguide.model.knowledge_base import StageCard

NEGOTIATION = "negotiation"
"""Open beside every other stage, and therefore not in line with them."""

_HERE, _LIKELY, _ALL_ALONG = "现在在这里", "现在大概在这里", "走到哪一步都可以谈"


class Step(NamedTuple):
    """A stage, or a part of one (``depth`` 1); ``notes`` say who stands here, ``inside`` whether somebody stands in a part of it."""

    title: str
    depth: int
    here: bool
    inside: bool
    notes: tuple[str, ...]


def timeline(cards: Iterable[StageCard], stages: Iterable[StageOf], debt: Callable[[str], str]) -> tuple[Step, ...]:
    """Return all steps in the order of a debt's life.

    Args:
        cards: every stage there is, in order.
        stages: where each debt stands.
        debt: how a debt is called; empty where there is only one.
    """
    cards, stages = tuple(cards), tuple(stages)
    steps = []
    for card in cards:
        if card.parent is None:
            standing = [stage for stage in stages if stage.stage == card.id]
            steps.append(_step(card, 0, [stage for stage in standing if stage.sub_stage is None], bool(standing), debt))
            for part in cards:
                if part.parent == card.id:
                    steps.append(_step(part, 1, [stage for stage in standing if stage.sub_stage == part.id], False, debt))
    return tuple(steps)


def _step(card: StageCard, depth: int, standing: list[StageOf], inside: bool, debt: Callable[[str], str]) -> Step:
    notes = [f"{_HERE if stage.certainty == 'clear' else _LIKELY}{_whose(debt(stage.debt))}" for stage in standing]
    if card.id == NEGOTIATION and not notes:
        notes = [_ALL_ALONG]
    return Step(card.title, depth, bool(standing), inside and not standing, tuple(notes))


def _whose(name: str) -> str:
    return f"：{name}" if name else ""
