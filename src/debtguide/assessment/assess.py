"""Assess a case: every rule held against every debt, and what holds put into the order in which it is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.assessment.calendar import PublishedCalendar
from debtguide.assessment.deadlines import Bench, deadlines_of, section_of_act
from debtguide.assessment.facts import facts_of, facts_of_person, number, papers_of
from debtguide.assessment.figures import work_out
from debtguide.assessment.limitation import Clock, limitation_of
from debtguide.assessment.speech import Speaker
from debtguide.assessment.traces import trace_of
from debtguide.assessment.wording import chinese_day
from debtguide.model.assessment import SECTIONS, Advice, Assessment, ContactFor, Deadline, FirstDebt, Limitation, StageOf
from debtguide.model.assessment_rules import DEBTORS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from debtguide.assessment.calendar import Calendar
    from debtguide.assessment.law import Law
    from debtguide.model.assessment import CaseFacts, Debt, Document, Trace
    from debtguide.model.assessment_rules import AssessmentRules, Rule

_STATES = ("open", "uncertain", "past")
_SECTION_LIMITS = {"today": 8, "week": 8, "month": 8, "say": 5, "keep": 8, "avoid": 8, "risks": 8}
"""More than this nobody acts on; the rules with the highest rank are kept."""


class _Held(NamedTuple):
    """A rule that holds, and what it said: about ``debt``, or (None) about the person."""

    rule: Rule
    debt: str | None
    said: dict[str, tuple[Advice, ...]]
    deadlines: tuple[Deadline, ...]
    first: Advice | None
    trace: Trace


class _Subject(NamedTuple):
    """A debt, or the person, ready to be assessed."""

    debt: Debt | None
    speaker: Speaker
    papers: tuple[Document, ...]
    limitation: Limitation | None


def assess(rules: AssessmentRules, case: CaseFacts, as_of: date, law: Law, calendar: Calendar | None = None) -> Assessment:
    """Return what follows from ``case`` on the day ``as_of``.

    Args:
        rules: the knowledge base's rules (``knowledge_base.bodies.rules()``).
        case: debts and person; a fact that is absent is unknown. Where ``role`` is unknown, a borrower speaks.
        as_of: the day of the assessment, which is also the day whose law is applied.
        law: numbers and provisions (``law_of``); make it once and keep it.
        calendar: which days are worked; None is the published calendar.
    """
    role = str(case.person.get("role", ROLES[0]))
    bench = Bench(rules, law, calendar or PublishedCalendar(), as_of)
    debts = [_subject(debt, case, role, bench) for debt in case.debts]
    person = _person(case, debts, bench)
    held = [found for subject in (*debts, person) for found in _held(subject, role, bench)]
    limitation = tuple([subject.limitation for subject in debts if subject.limitation is not None])
    sections = {section: _section(held, section) for section in SECTIONS}
    deadlines = _in_order([deadline for found in held for deadline in found.deadlines])
    stages = tuple([stage for stage in (_stage(held, debt) for debt in case.debts) if stage is not None])
    return Assessment(
        role=role,
        stages=stages,
        deadlines=deadlines,
        limitation=limitation,
        limitation_says=sections["limitation"],
        risks=sections["risks"],
        today=sections["today"],
        week=sections["week"],
        month=sections["month"],
        say=sections["say"],
        keep=sections["keep"],
        avoid=sections["avoid"],
        figures=sections["figures"],
        contacts=_contacts(held),
        first_debt=_first(held, deadlines, case) if len(case.debts) > 1 else None,
        citations=_citations(deadlines, stages, limitation, sections, held),
        trace=tuple([found.trace for found in held]),
    )


def _subject(debt: Debt, case: CaseFacts, role: str, bench: Bench) -> _Subject:
    """Return a debt with everything that follows from its facts by counting."""
    facts, papers = facts_of(debt, case, bench.as_of), papers_of(debt)
    worked = work_out(facts, bench.as_of, bench.law, bench.calendar)
    facts.update(worked.facts)
    limitation = limitation_of(debt.id, facts, papers, bench.as_of, Clock(bench.law, bench.calendar)) if role in DEBTORS else None
    if limitation is not None:
        facts["limitation"] = limitation.state
        ends = {"from": limitation.runs_from, "earliest": limitation.earliest, "latest": limitation.latest}
        worked.figures.update({f"limitation_{name}": chinese_day(end) for name, end in ends.items() if end is not None})
        if limitation.latest is None:
            worked.figures["limitation_unbounded"] = "说不准"
    speaker = Speaker(bench.law, bench.as_of.isoformat(), facts, worked.figures, debt.id)
    return _Subject(debt, speaker, papers, limitation)


def _person(case: CaseFacts, debts: Iterable[_Subject], bench: Bench) -> _Subject:
    facts = facts_of_person(case, [subject.speaker.facts for subject in debts])
    worked = work_out(facts, bench.as_of, bench.law, bench.calendar)
    facts.update(worked.facts)
    return _Subject(None, Speaker(bench.law, bench.as_of.isoformat(), facts, worked.figures, None), (), None)


def _held(subject: _Subject, role: str, bench: Bench) -> list[_Held]:
    about = "person" if subject.debt is None else "debt"
    return [_apply(rule, subject, bench) for rule in bench.rules.rules if rule.about == about and role in rule.roles and subject.speaker.holds(rule.when)]


def _apply(rule: Rule, subject: _Subject, bench: Bench) -> _Held:
    speaker, debt = subject.speaker, subject.speaker.debt
    said = {section: speaker.all(statements, rule.id) for section, statements in rule.sections.items()}
    deadlines = tuple(deadlines_of(rule, subject.papers, speaker, bench))
    due = section_of_act(deadlines)
    if rule.deadline is not None and rule.deadline.act and due is not None:
        said[due] = (*said.get(due, ()), *speaker.all(rule.deadline.act, rule.id))
    first = None if rule.first is None else speaker.says(rule.first, rule.id)
    conclusions = [(f"{deadline.what} {deadline.date or deadline.state}", deadline.citations) for deadline in deadlines]
    conclusions += [(advice.text, advice.citations) for items in said.values() for advice in items]
    if rule.stage is not None:
        conclusions.insert(0, ("/".join(filter(None, rule.stage[:2])), ()))
    if first is not None:
        conclusions.append((first.text, first.citations))
    return _Held(rule, debt, said, deadlines, first, trace_of(rule, speaker.facts, debt, bench.law.condition, conclusions))


def _section(held: Iterable[_Held], section: str) -> tuple[Advice, ...]:
    """Return a section's advice, the highest rank first; what is said of several debts alike is said once, of none of them."""
    ranked = sorted(held, key=lambda found: -found.rule.rank)
    by_text: dict[str, Advice] = {}
    for advice in (advice for found in ranked for advice in found.said.get(section, ())):
        first = by_text.setdefault(advice.text, advice)
        if first.debt != advice.debt:
            by_text[advice.text] = first._replace(debt=None)
    return tuple(by_text.values())[: _SECTION_LIMITS.get(section)]


def _in_order(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Return open deadlines by their day, then those that cannot be counted, then the past ones, the latest first."""

    def place(deadline: Deadline) -> tuple[int, int]:
        left = deadline.days_left or 0
        return _STATES.index(deadline.state), -left if deadline.state == "past" else left

    return tuple(sorted(deadlines, key=place))


def _stage(held: Iterable[_Held], debt: Debt) -> StageOf | None:
    """Return the stage by the rule with the highest rank that holds for the debt."""
    for found in held:  # rules are held in the order of their rank
        reached = found.rule.stage
        if found.debt == debt.id and reached is not None:
            likely = found.said.get("next", ())
            citations = tuple(dict.fromkeys(cite for advice in likely for cite in advice.citations))
            return StageOf(debt.id, reached.stage, reached.sub_stage, reached.certainty, likely, citations, found.rule.id)
    return None


def _contacts(held: Iterable[_Held]) -> tuple[ContactFor, ...]:
    by_id: dict[str, ContactFor] = {}
    for found in sorted(held, key=lambda found: -found.rule.rank):
        for contact in found.rule.contacts:
            first = by_id.setdefault(contact, ContactFor(contact, found.debt, found.rule.id))
            if first.debt != found.debt:
                by_id[contact] = first._replace(debt=None)
    return tuple(by_id.values())


def _first(held: Sequence[_Held], deadlines: tuple[Deadline, ...], case: CaseFacts) -> FirstDebt | None:
    """Return the debt to see to first: by the rank of the reason, then the nearest open deadline, then the larger principal."""
    reasons = [(found, found.first) for found in held if found.first is not None and found.debt is not None]
    if not reasons:
        return None
    principal = {debt.id: number(debt.facts.get("principal_yuan")) or 0 for debt in case.debts}
    nearest: dict[str, int] = {}
    for deadline in deadlines:
        if deadline.state == "open" and deadline.days_left is not None:
            nearest.setdefault(deadline.debt, deadline.days_left)
    order = [debt.id for debt in case.debts]

    def urgency(reason: tuple[_Held, Advice]) -> tuple[Any, ...]:
        debt = reason[0].debt or ""
        return -reason[0].rule.rank, nearest.get(debt, 10**6), -principal[debt], order.index(debt)

    debt = min(reasons, key=urgency)[0].debt
    assert debt is not None
    why = dict.fromkeys(advice for found, advice in sorted(reasons, key=urgency) if found.debt == debt)
    return FirstDebt(debt, tuple(why))


def _citations(
    deadlines: tuple[Deadline, ...],
    stages: tuple[StageOf, ...],
    limitation: tuple[Limitation, ...],
    sections: dict[str, tuple[Advice, ...]],
    held: Iterable[_Held],
) -> tuple[str, ...]:
    """Return every article cited, in the order in which it is read."""
    lists = [deadline.citations for deadline in deadlines]
    lists += [stage.citations for stage in stages]
    lists += [ends.citations for ends in limitation]
    lists += [advice.citations for section in SECTIONS if section != "next" for advice in sections[section]]
    lists += [found.first.citations for found in held if found.first is not None]
    return tuple(dict.fromkeys(cite for cites in lists for cite in cites))
