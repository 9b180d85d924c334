"""Rules of the assessment, from checked records to the plain rows that the store reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.model.assessment import SECTIONS
from debtguide.model.assessment_rules import DEBTORS

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library

    Plain = Any
    CompileStatement = Callable[..., Plain]
    CompileCondition = Callable[[Any], Plain]

_RANK = 50
_SERVED_ON = (*DEBTORS, "family")
"""Whom a deadline concerns where its rule does not say: relatives ask for those who cannot."""


def written_condition(assessment: Record) -> Any:
    """Return the condition of a rule as it was written; a deadline's own is that its paper came, or its day is known."""
    deadline = assessment["deadline"]
    if assessment["when"] is not None or deadline is None or deadline["document"] is None:
        return assessment["when"]
    return f"documents_received has {deadline['document']}"


def compile_rules(library: Library, statement: CompileStatement, condition: CompileCondition) -> Plain:
    """Return [rules, ways of service, titles of papers]; a bare named condition is no rule, since nothing follows from it."""
    rules = [_rule(name, record, statement, condition) for name, record in library.of("assessment").items() if _says_something(record)]
    rules.sort(key=lambda row: (-row[5], row[0]))
    facts = library.of("fact")
    papers = facts["documents_received"].list("choices") if "documents_received" in facts else []
    return [
        rules,
        _service(library, statement),
        {str(choice["id"]): choice.text("title") for choice in papers},
    ]


def _service(library: Library, statement: CompileStatement) -> Plain:
    """Return what is said of a period when its paper was served in each of the ways."""
    service: dict[str, list[Plain]] = {}
    for record in library.of("assessment").values():
        for said in record.list("service"):
            service.setdefault(said.text("method"), []).append(statement(said))
    return dict(sorted(service.items()))


def _says_something(record: Record) -> bool:
    return any(record[key] is not None for key in ("stage", "deadline", "first", "contacts", *SECTIONS))


def _rule(name: str, record: Record, statement: CompileStatement, condition: CompileCondition) -> Plain:
    deadline, reached = record["deadline"], record["stage"]
    roles = _roles(record)
    return [
        name,
        record.text("title"),
        condition(written_condition(record)),
        roles,
        record.text("about") or "debt",
        int(record["rank"] or _RANK),
        None if reached is None else [reached.text("stage"), reached["sub_stage"], reached.text("certainty")],
        None if deadline is None else _deadline(deadline, statement, condition),
        {section: _section(record, section, statement) for section in SECTIONS if record[section]},
        [str(contact) for contact in record.list("contacts")],
        None if record["first"] is None else statement(record["first"]),
    ]


def _roles(record: Record) -> list[str]:
    """Return whom a rule is for; who borrowed together with another is a borrower, and is told what borrowers are told."""
    roles = [str(role) for role in record.list("roles")] or list(DEBTORS if record["deadline"] is None else _SERVED_ON)
    return [*roles, "co_borrower"] if "borrower" in roles and "co_borrower" not in roles else roles


def _section(record: Record, section: str, statement: CompileStatement) -> Plain:
    if section == "say":
        return [statement(script, f"对{script.text('to')}：", quoted=True) for script in record.list(section)]
    return [statement(said) for said in record.list(section)]


def _deadline(deadline: Record, statement: CompileStatement, condition: CompileCondition) -> Plain:
    return [
        statement(deadline["what"]),
        deadline["document"],
        deadline["fact"],
        deadline["within"],
        deadline["at_most"] is True,
        deadline.text("served_by") or "court",
        [str(way) for way in deadline.list("not_by")],
        [statement(note) for note in deadline.list("notes")],
        [statement(missed) for missed in deadline.list("missed")],
        [statement(act) for act in deadline.list("act")],
        deadline["on_the_day"] is True,
        condition(deadline["unset_when"]),
        deadline["before"],
    ]
