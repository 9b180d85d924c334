"""The law as an assessment asks for it: numbers of a day, and the provisions that citations stand for on a day."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from debtguide.errors import NotInForceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.model.conditions import Condition
    from debtguide.model.knowledge_base import KnowledgeBase

_KEPT = 4096


class Value(NamedTuple):
    """What a parameter is on a day: the number (None for a day or a time of day), its unit, and how prose shows it."""

    number: Decimal | None
    unit: str
    shown: str
    citations: tuple[str, ...]


class Law(NamedTuple):
    """Callables over one knowledge base; days are ISO texts. Each gives None for what did not exist on the day."""

    parameter: Callable[[str, str], Value | None]
    provision: Callable[[str, str], str | None]
    name: Callable[[str, str], str | None]
    contact: Callable[[str], str | None]
    condition: Callable[[str], Condition | None]


def law_of(knowledge_base: KnowledgeBase) -> Law:
    """Return the law of ``knowledge_base``; make it once a guide, since it remembers what it was asked."""
    bodies = knowledge_base.bodies

    @lru_cache(maxsize=_KEPT)
    def parameter(name: str, day: str) -> Value | None:
        found = bodies.parameter(name)
        if found is None:
            return None
        try:
            dated = found.value_at(day)
            shown = found.shown_at(day)
        except NotInForceError:
            return None
        number = None if found.unit in ("date", "clock") else Decimal(dated.value)
        return Value(number, found.unit, shown, dated.cites)

    @lru_cache(maxsize=_KEPT)
    def provision(article: str, day: str) -> str | None:
        version = knowledge_base.provision(article, day)
        return None if version is None else version.id

    @lru_cache(maxsize=_KEPT)
    def name(article: str, day: str) -> str | None:
        version = knowledge_base.provision(article, day)
        return None if version is None else version.name

    @lru_cache(maxsize=_KEPT)
    def contact(id_: str) -> str | None:
        found = bodies.contact(id_)
        return None if found is None else found.number

    return Law(parameter, provision, name, contact, bodies.assessment)
