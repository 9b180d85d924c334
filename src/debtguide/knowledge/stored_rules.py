"""Rules of the assessment, read back from a compiled knowledge base when the first case is assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.model.assessment_rules import AssessmentRules, DeadlineRule, Rule, StageRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from debtguide.model.conditions import Condition
    from debtguide.model.topics import Statement


class _Decoders(NamedTuple):
    """How the store reads the statements and conditions that rules are made of."""

    statement: Callable[[Any], Statement]
    condition: Callable[[Any], Condition | None]

    def all(self, rows: Iterable[Any]) -> tuple[Statement, ...]:
        return tuple([self.statement(row) for row in rows])


def read_rules(row: Any, statement: Callable[[Any], Statement], condition: Callable[[Any], Condition | None]) -> AssessmentRules:
    """Return the rules of the row that ``assessments.compile_rules`` made."""
    rules, service, documents = row
    decoders = _Decoders(statement, condition)
    return AssessmentRules(tuple([_rule(rule, decoders) for rule in rules]), {way: decoders.all(said) for way, said in service.items()}, documents)


def _rule(row: Any, decoders: _Decoders) -> Rule:
    name, title, when, roles, about, rank, stage, deadline, sections, contacts, first = row
    return Rule(
        name,
        title,
        decoders.condition(when),
        tuple(roles),
        about,
        rank,
        None if stage is None else StageRule(*stage),
        None if deadline is None else _deadline(deadline, decoders),
        {section: decoders.all(said) for section, said in sections.items()},
        tuple(contacts),
        None if first is None else decoders.statement(first),
    )


def _deadline(row: Any, decoders: _Decoders) -> DeadlineRule:
    what, document, fact, within, at_most, served_by, not_by, notes, missed, act, on_the_day, unset_when, before = row
    return DeadlineRule(
        decoders.statement(what),
        document,
        fact,
        within,
        at_most,
        served_by,
        tuple(not_by),
        decoders.all(notes),
        decoders.all(missed),
        decoders.all(act),
        on_the_day,
        decoders.condition(unset_when),
        before,
    )
