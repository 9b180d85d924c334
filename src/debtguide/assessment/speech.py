"""Say a rule's statements about one debt on one day: numbers filled in, provisions of that day, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from debtguide.model.assessment import Advice
from debtguide.model.conditions import Circumstances, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from debtguide.assessment.law import Law
    from debtguide.model.conditions import Condition
    from debtguide.model.topics import Statement

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Speaker:
    """Says statements about one debt (or, with ``debt`` None, about the person).

    Args:
        law: numbers and provisions.
        day: the day of the assessment, ISO.
        facts: known facts.
        figures: what was worked out, by name, as prose shows it; placeholders ``{figure:…}`` stand for them.
        debt: whose the facts are.
    """

    def __init__(self, law: Law, day: str, facts: Mapping[str, object], figures: Mapping[str, str], debt: str | None) -> None:
        self.facts = facts
        self.debt = debt
        self._law = law
        self._day = day
        self._figures = figures
        self._circumstances = Circumstances(facts, day, self._number, law.condition)

    def knowing(self, facts: Mapping[str, object], figures: Mapping[str, str]) -> Speaker:
        """Return a speaker that knows further facts and figures."""
        return Speaker(self._law, self._day, {**self.facts, **facts}, {**self._figures, **figures}, self.debt)

    def holds(self, condition: Condition | None) -> bool | None:
        """Return whether ``condition`` holds, or None where that is not known."""
        return holds(condition, self._circumstances)

    def all(self, statements: Iterable[Statement], rule: str) -> tuple[Advice, ...]:
        """Return what is to be said of ``statements``, in order."""
        return tuple([said for said in (self.says(statement, rule) for statement in statements) if said is not None])

    def says(self, statement: Statement, rule: str) -> Advice | None:
        """Return the statement as it stands on the day, or None where it is not to be said.

        A statement that names a figure which could not be worked out, or rests on what was not law that day, is left out.
        """
        if not (statement.first or "") <= self._day <= (statement.last or "9999"):
            return None
        truth = self.holds(statement.when)
        if truth is False or (truth is None and statement.label is None):
            return None
        text = self._filled(statement.text)
        citations = [self._law.provision(cite, self._day) for cite in statement.cites]
        if text is None or None in citations:
            return None
        if truth is None:
            text = f"（{statement.label}）{text}"
        return Advice(text, tuple([cite for cite in citations if cite is not None]), statement.basis, self.debt, rule)

    def _filled(self, text: str) -> str | None:
        if "{" not in text:
            return text
        values = {inside: self._value(inside) for inside in _PLACEHOLDER.findall(text)}
        if None in values.values():
            return None
        return _PLACEHOLDER.sub(lambda match: values[match[1]] or "", text)

    def _value(self, inside: str) -> str | None:
        kind, _, name = inside.rpartition(":")
        if kind == "figure":
            return self._figures.get(name)
        if kind == "law":
            return self._law.name(name, self._day)
        if kind == "contact":
            return self._law.contact(name)
        found = self._law.parameter(name, self._day)
        return None if found is None else found.shown

    def _number(self, name: str) -> Decimal | None:
        found = self._law.parameter(name, self._day)
        return None if found is None else found.number
