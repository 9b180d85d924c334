"""Deadlines: from how and when a paper was served to the last day, and how that day was counted.

Where it is not known how or on which day a paper was served there is no countdown, only from when it would run.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from debtguide.assessment.calendar import weekday
from debtguide.assessment.facts import day
from debtguide.assessment.periods import Counted, count
from debtguide.assessment.wording import chinese_day, chinese_day_of_week
from debtguide.errors import CalculationError
from debtguide.model.assessment import Deadline, Document
from debtguide.model.parameters import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.assessment.calendar import Calendar
    from debtguide.assessment.law import Law
    from debtguide.assessment.speech import Speaker
    from debtguide.model.assessment_rules import AssessmentRules, DeadlineRule, Rule

_PUBLIC_NOTICE = "service.public_notice"
_HANDED_OVER = ("in_person", "family", "electronic")
_LAST_DAYS = 3
"""With so few days left what is to be done is to be done today."""
_SHORT_PERIOD = 5
"""Periods of so few days are told with their earliest end even where it is not known how a paper was served."""
_KNOWN_WAYS = ("in_person", "family", "electronic", "public_notice")


class Bench(NamedTuple):
    """What deadlines are counted with."""

    rules: AssessmentRules
    law: Law
    calendar: Calendar
    as_of: date


class _Served(NamedTuple):
    """From when a period runs: the day, or None; and the way of service, by which the notes on it are found."""

    on: date | None
    way: str


class _Length(NamedTuple):
    """How long a period is. While the law changed under a running period, ``longer`` is what it may also be."""

    shorter: int
    longer: int
    unit: str


def deadlines_of(rule: Rule, papers: tuple[Document, ...], speaker: Speaker, bench: Bench) -> Iterator[Deadline]:
    """Yield the deadlines that ``rule`` sets: one for each paper of its kind, or one from its fact."""
    deadline = rule.deadline
    if deadline is None:
        return
    if deadline.document is None:
        start = day(speaker.facts.get(deadline.fact or ""))
        if start is not None:
            yield from _deadline(rule, deadline, None, _Served(start if deadline.on_the_day or start <= bench.as_of else None, "fact"), speaker, bench)
        return
    for paper in papers:
        if paper.kind == deadline.document:
            yield from _deadline(rule, deadline, paper, _served(paper, deadline, bench), speaker, bench)


def section_of_act(deadlines: tuple[Deadline, ...]) -> str | None:
    """Return when what the deadlines ask for is to be done: today, week, or None where every day is over."""
    if any(deadline.days_left is not None and deadline.days_left <= _LAST_DAYS for deadline in deadlines if deadline.state != "past"):
        return "today"
    return "week" if any(deadline.state != "past" for deadline in deadlines) else None


def _served(paper: Document, rule: DeadlineRule, bench: Bench) -> _Served:
    """Return when a paper counts as served.

    Source:
        《民事诉讼法》第八十八条、第九十条、第九十五条。
    """
    way = paper.service_method if paper.service_method in _KNOWN_WAYS else "unknown"
    if paper.received_on is not None and paper.received_on > bench.as_of:
        return _Served(None, "future")
    if rule.served_by == "nobody":
        return _Served(paper.received_on, "in_person" if paper.received_on is not None else "undated")
    if rule.served_by == "tribunal":
        known = way in _HANDED_OVER
        return _Served(paper.received_on if known else None, "in_person" if way == "in_person" and paper.received_on is not None else "tribunal")
    if paper.received_on is None or way == "unknown" or way in rule.not_by:
        return _Served(None, "unknown")
    if way != "public_notice":
        return _Served(paper.received_on, way)
    notice = bench.law.parameter(_PUBLIC_NOTICE, bench.as_of.isoformat())
    if notice is None or notice.number is None:
        return _Served(None, "unknown")
    return _Served(paper.received_on + timedelta(days=int(notice.number)), way)


def _deadline(rule: Rule, deadline: DeadlineRule, paper: Document | None, served: _Served, speaker: Speaker, bench: Bench) -> Iterator[Deadline]:
    """Yield the deadline, or nothing where it was not law on the day."""
    length = _length(deadline, served.on, bench)
    if deadline.within is not None and length is None:
        return
    counted = _counted(deadline, served, length, bench)
    if served.way != "future" and _court_sets(deadline, counted, speaker):
        served, counted = _Served(None, "court_sets"), None
    way = {} if paper is None or paper.service_method is None else {"service_method": paper.service_method}
    speaker = speaker.knowing(way, _figures(paper, served, length, bench))
    what = speaker.says(deadline.what, rule.id)
    if what is None:
        return
    state = _state(counted, bench.as_of)
    notes = [] if counted is None or length is None else [_counting(served, length, counted[0], deadline.at_most)]
    statements = [*(bench.rules.service.get(served.way, ()) if length is not None else ()), *deadline.notes]
    if counted is not None and not counted[0].calendar_known:
        statements = [*bench.rules.service.get("not_out", ()), *statements]
    if state == "past":
        statements += deadline.missed
    said = speaker.all(statements, rule.id)
    last = None if counted is None else counted[0].last
    yield Deadline(
        what=what.text,
        date=last,
        weekday=None if last is None else weekday(last),
        state=state,
        debt=speaker.debt or "",
        citations=tuple(dict.fromkeys([*what.citations, *[cite for advice in said for cite in advice.citations]])),
        note="".join([*notes, *[advice.text for advice in said]]),
        basis=what.basis,
        days_left=None if last is None else (last - bench.as_of).days,
        document=None if paper is None else paper.kind,
        rule=rule.id,
    )


def _length(deadline: DeadlineRule, served: date | None, bench: Bench) -> _Length | None:
    """Return how long the period is by the law of the day of service and by that of today."""
    if deadline.within is None:
        return None
    days = [bench.as_of] if served is None else [served, bench.as_of]
    found = [value for value in (bench.law.parameter(deadline.within, on.isoformat()) for on in days) if value is not None]
    numbers = [int(value.number) for value in found if value.number is not None]
    return _Length(min(numbers), max(numbers), found[0].unit) if numbers else None


def _counted(rule: DeadlineRule, served: _Served, length: _Length | None, bench: Bench) -> tuple[Counted, Counted] | None:
    """Return the last day by the shorter and by the longer period."""
    if rule.on_the_day and served.on is not None:
        itself = Counted(served.on, served.on, None, True, served.on)
        return itself, itself
    if served.on is None or length is None:
        return None
    try:
        shorter = count(served.on, length.shorter, length.unit, bench.calendar)
        return shorter, shorter if length.longer == length.shorter else count(served.on, length.longer, length.unit, bench.calendar)
    except CalculationError:
        return None


def _court_sets(rule: DeadlineRule, counted: tuple[Counted, Counted] | None, speaker: Speaker) -> bool:
    """Return whether the court sets the day: because it is told so, or because what was counted would end after the hearing."""
    if rule.unset_when is not None and speaker.holds(rule.unset_when):
        return True
    before = None if rule.before is None else day(speaker.facts.get(rule.before))
    return before is not None and counted is not None and before <= counted[0].last


def _state(counted: tuple[Counted, Counted] | None, as_of: date) -> str:
    if counted is None:
        return "uncertain"
    shorter, longer = counted
    if as_of <= shorter.last:
        return "open"
    return "past" if as_of > longer.furthest else "uncertain"


def _figures(paper: Document | None, served: _Served, length: _Length | None, bench: Bench) -> dict[str, str]:
    figures = {}
    if served.on is not None:
        figures["served_on"] = chinese_day_of_week(served.on)
    if paper is not None and paper.received_on is not None:
        figures["received_on"] = chinese_day(paper.received_on)
    if length is not None:
        figures["within"] = shown(str(length.shorter), length.unit)
    if served.way == "unknown" and paper is not None and paper.received_on is not None and length is not None:
        figures |= _earliest(paper.received_on, length, bench)
    return figures


def _earliest(received: date, length: _Length, bench: Bench) -> dict[str, str]:
    """Return the end of a period of few days if its paper was served on the day on which it came."""
    if length.unit != "day" or length.shorter > _SHORT_PERIOD:
        return {}
    try:
        last = count(received, length.shorter, length.unit, bench.calendar).last
    except CalculationError:
        return {}
    return {"earliest" if bench.as_of <= last else "earliest_gone": chinese_day_of_week(last)}


def _counting(served: _Served, length: _Length, counted: Counted, at_most: bool) -> str:
    """Return how the last day was counted, so that anybody can count after us."""
    assert served.on is not None
    within = shown(str(length.shorter), length.unit)
    day_of_period = f"数到第{length.shorter}日" if length.unit == "day" else f"满{within}"
    text = f"从{chinese_day(served.on)}的第二天数起，{day_of_period}是{chinese_day_of_week(counted.unmoved)}"
    if counted.why is not None:
        text += f"，遇{counted.why}顺延到{chinese_day_of_week(counted.last)}"
    if length.longer != length.shorter:
        text += f"。这个期间中途改过法，从前是{shown(str(length.longer), length.unit)}，稳妥起见按短的准备"
    return text + ("。这是最晚的一天，文书上写得更早的，以文书为准。" if at_most else "。")
