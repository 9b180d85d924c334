"""The case as it is known: facts read out of a state's core, for conditions, for the assessment and for hosts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.slots import FIRST_DEBT, Slot, parse_slot
from debtguide.dialogue.values import whole_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from debtguide.model.interview import Interview

NOT_TOLD = ("unknown", "refused")
OVER_ALL_DEBTS = ("documents_received", "third_party_contacted")
_LAST_OF_MONTH = ("last_payment", "last_demand")
"""Of a month that somebody paid or was reminded in, the last day counts: nothing is called time-barred too early."""

# Where papers run against each other, the one that binds most today comes first.
URGENT_FIRST = (
    "payment_order",
    "detention_decision",
    "preservation_ruling",
    "summons",
    "arbitration_notice",
    "judgment",
    "ruling",
    "objection_ruling",
    "correction_rejection",
    "dishonest_list_decision",
    "exit_ban_decision",
    "enforcement_notice",
    "property_report_order",
    "spending_limit_order",
    "freeze_notice",
    "distribution_plan",
    "notary_execution_certificate",
    "award",
    "final_judgment",
    "court_mediation",
    "mediation_agreement",
)


class Entry(NamedTuple):
    """A fact as it is kept: ``value`` is None where ``mark`` says that it is not known or not told; ``turn`` said it, on ``day``."""

    value: Any
    mark: str
    turn: int
    day: str

    @property
    def told(self) -> bool:
        """Whether there is a value."""
        return self.mark not in NOT_TOLD


class KnownDocument(NamedTuple):
    """A paper that came for a debt."""

    kind: str
    received_on: str | None
    service_method: str | None


def entries(core: Mapping[str, Any]) -> Iterator[tuple[Slot, Entry]]:
    """Yield every fact that was asked or told, by debt and fact."""
    for key in sorted(key for key in core if key.startswith("f:")):
        slot = parse_slot(key[2:])
        assert slot is not None
        yield slot, Entry(*core[key])


def facts_key(core: Mapping[str, Any]) -> str:
    """Return a text that is the same for cores with the same facts."""
    return json.dumps([(key, core[key]) for key in sorted(core) if key.startswith("f:")], ensure_ascii=False)


def core_of(key: str) -> dict[str, Any]:
    """Return the facts that ``facts_key`` made ``key`` of."""
    return dict(json.loads(key))


def entry(core: Mapping[str, Any], slot: Slot) -> Entry | None:
    """Return what is kept of a slot, or None."""
    found = core.get(f"f:{slot}")
    return None if found is None else Entry(*found)


def value(core: Mapping[str, Any], slot: Slot) -> Any:
    """Return the value of a slot, or None where there is none."""
    found = entry(core, slot)
    return None if found is None else found.value


def debts(core: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of all debts that anything is known of, in order."""
    # Asked many times a turn: the owner is read off the key, f:d1.principal_yuan.
    return tuple(sorted({key[2:4] for key, kept in core.items() if key.startswith("f:d") and kept[1] not in NOT_TOLD}))


def documents(core: Mapping[str, Any], debt: str) -> tuple[KnownDocument, ...]:
    """Return the papers that came for a debt, the most pressing first."""
    kinds = value(core, Slot(debt, "documents_received")) or []
    ordered = sorted(kinds, key=lambda kind: URGENT_FIRST.index(kind) if kind in URGENT_FIRST else len(URGENT_FIRST))
    return tuple([_document(core, debt, kind) for kind in ordered])


def _document(core: Mapping[str, Any], debt: str, kind: str) -> KnownDocument:
    day, method = value(core, Slot(debt, "received_on", kind)), value(core, Slot(debt, "service_method", kind))
    # A month says nothing of the day from which a period runs.
    return KnownDocument(kind, day if day is not None and len(day) == 10 else None, method)


def facts_of(core: Mapping[str, Any], debt: str, day: str) -> dict[str, Any]:
    """Return what is known of one debt and of the person on ``day``, by fact id, as plain values."""
    found: dict[str, Any] = {}
    for key in sorted(key for key in core if key.startswith((f"f:{debt}.", "f:me."))):
        slot, kept = parse_slot(key[2:]), core[key]
        if slot is not None and slot.document is None and kept[1] not in NOT_TOLD:
            found[slot.fact] = _as_of(slot.fact, Entry(*kept), day)
    if "overdue_since" in found:
        found["overdue_days"] = max(_days_between(found["overdue_since"], day), 0)
    papers = documents(core, debt)
    if papers and papers[0].received_on:
        found["received_on"] = papers[0].received_on
    if papers and papers[0].service_method:
        found["service_method"] = papers[0].service_method
    return found


def _as_of(fact: str, kept: Entry, day: str) -> Any:
    """Return the value as it is on ``day``: what was overdue for four months when it was said is so for longer later."""
    if fact == "overdue_days":
        later = max(_days_between(kept.day, day), 0)
        return [end + later for end in kept.value] if isinstance(kept.value, list) else kept.value + later
    if isinstance(kept.value, str) and len(kept.value) == 7:
        return min(whole_day(kept.value, last=fact in _LAST_OF_MONTH), max(day, whole_day(kept.value, last=False)))
    return kept.value


def _days_between(first: str, last: str) -> int:
    from datetime import date

    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def most_urgent(core: Mapping[str, Any]) -> str:
    """Return the debt whose papers press most, the first one where none came."""
    known = debts(core)

    def urgency(debt: str) -> tuple[int, str]:
        papers = documents(core, debt)
        place = URGENT_FIRST.index(papers[0].kind) if papers and papers[0].kind in URGENT_FIRST else len(URGENT_FIRST)
        return place, debt

    return min(known, key=urgency, default=FIRST_DEBT)


def public_facts(core: Mapping[str, Any], day: str) -> dict[str, Any]:
    """Return the facts of the whole case as hosts get them: sums and unions over the debts, else those of the most urgent."""
    known = debts(core)
    found = {fact: one for fact, one in facts_of(core, most_urgent(core), day).items() if fact not in ("received_on", "service_method")}
    amounts = [amount for debt in known if (amount := value(core, Slot(debt, "principal_yuan"))) is not None]
    if amounts:
        found["principal_yuan"] = _sum(amounts)
    for fact in OVER_ALL_DEBTS:
        told = [one for debt in known if (one := value(core, Slot(debt, fact))) is not None]
        if told:
            found[fact] = any(told) if isinstance(told[0], bool) else list(dict.fromkeys(kind for kinds in told for kind in kinds))
    return found


def public_debts(core: Mapping[str, Any], day: str) -> list[dict[str, Any]]:
    """Return each debt as hosts get it: its own facts, and its documents."""
    found = []
    for debt in debts(core):
        own = {slot.fact for slot, kept in entries(core) if slot.owner == debt and slot.document is None}
        facts = {fact: one for fact, one in facts_of(core, debt, day).items() if fact in own or fact == "overdue_days"}
        papers: list[dict[str, Any]] = [paper._asdict() for paper in documents(core, debt)]
        found.append({"id": debt, **facts, "documents": papers})
    return found


def _sum(amounts: list[Any]) -> Any:
    if not any(isinstance(amount, list) for amount in amounts):
        return sum(amounts)
    ends = [amount if isinstance(amount, list) else [amount, amount] for amount in amounts]
    return [sum(end[0] for end in ends), sum(end[1] for end in ends)]


def titles(interview: Interview, facts: tuple[str, ...]) -> str:
    """Return the names of facts in a row."""
    known = [interview.questions[fact].title if fact in interview.questions else fact for fact in facts]
    return "、".join(known)
