"""What an assessment is made from, and what it says: debts with their facts in, stage, deadlines and plan out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    FactValue = Decimal | int | str | bool | date | tuple[str, ...] | tuple[Decimal, Decimal] | tuple[int, int]

SECTIONS = ("next", "risks", "today", "week", "month", "say", "keep", "avoid", "figures", "limitation")
"""What a rule's statements are about, in the order in which a plan is read."""


class Document(NamedTuple):
    """A paper that came: its kind, a choice of ``documents_received``, and when and how it was served.

    ``received_on`` is the day of the signature, of the arrival of an electronic message, or of the public notice.
    """

    kind: str
    received_on: date | None = None
    service_method: str | None = None


class Debt(NamedTuple):
    """One debt: public facts by id (what is absent is unknown), and the papers that came about it."""

    id: str
    facts: Mapping[str, FactValue]
    documents: tuple[Document, ...] = ()


class CaseFacts(NamedTuple):
    """All debts, in the order told, and what is true of the person whichever debt is spoken of (role, income, hardship)."""

    debts: tuple[Debt, ...]
    person: Mapping[str, FactValue]


class Advice(NamedTuple):
    """One thing said, with its authority; ``debt`` is None where it is true of the person or of several debts."""

    text: str
    citations: tuple[str, ...]
    basis: str | None
    debt: str | None
    rule: str


class StageOf(NamedTuple):
    """Where a debt stands: stage and sub-stage, how sure that is, and what is likely next."""

    debt: str
    stage: str
    sub_stage: str | None
    certainty: str
    next: tuple[Advice, ...]
    citations: tuple[str, ...]
    rule: str


class Deadline(NamedTuple):
    """A last day. ``date`` and ``weekday`` are None where how or when the paper was served is not known.

    ``state`` is open, past or uncertain. ``days_left`` counts from the day of the assessment, and is below 0 once past.
    """

    what: str
    date: date | None
    weekday: str | None
    state: str
    debt: str
    citations: tuple[str, ...]
    note: str
    basis: str | None
    days_left: int | None
    document: str | None
    rule: str


class Limitation(NamedTuple):
    """Until when a claim is within its limitation period, at the earliest and at the latest; ``state`` is past, open or uncertain."""

    debt: str
    runs_from: date | None
    earliest: date | None
    latest: date | None
    state: str
    citations: tuple[str, ...]


class ContactFor(NamedTuple):
    """Whom to call: the id of a contact, and the debt it is for (None: all)."""

    id: str
    debt: str | None
    rule: str


class Trace(NamedTuple):
    """Why something was said: the rule, the known facts that it looked at, what it concludes, and on what authority."""

    rule: str
    title: str
    debt: str | None
    facts: tuple[str, ...]
    concludes: tuple[str, ...]
    citations: tuple[str, ...]


class FirstDebt(NamedTuple):
    """Which debt comes first, and why."""

    debt: str
    why: tuple[Advice, ...]


class Assessment(NamedTuple):
    """Everything that follows from a case on a day; the most urgent first in each part."""

    role: str
    stages: tuple[StageOf, ...]
    deadlines: tuple[Deadline, ...]
    limitation: tuple[Limitation, ...]
    limitation_says: tuple[Advice, ...]
    risks: tuple[Advice, ...]
    today: tuple[Advice, ...]
    week: tuple[Advice, ...]
    month: tuple[Advice, ...]
    say: tuple[Advice, ...]
    keep: tuple[Advice, ...]
    avoid: tuple[Advice, ...]
    figures: tuple[Advice, ...]
    contacts: tuple[ContactFor, ...]
    first_debt: FirstDebt | None
    citations: tuple[str, ...]
    trace: tuple[Trace, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing follows from what is known."""
        return not (self.stages or self.deadlines or self.risks or self.today or self.week or self.month)
