"""Facts that were heard, put into the case: each with the debt it is about, later words over earlier ones."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.case import Entry, debts, documents, entries, entry, value
from debtguide.dialogue.masking import masked
from debtguide.dialogue.slots import FIRST_DEBT, ME, MOST_DEBTS, Slot, slot_of
from debtguide.dialogue.values import LONGEST_TEXT
from debtguide.language.normalize import visible
from debtguide.model.interview import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.dialogue.hearing import Heard, Hearing
    from debtguide.dialogue.papers import Placed
    from debtguide.dialogue.state import Core
    from debtguide.model.interview import Interview

_EXCEPT_EACH_OTHER = {"overdue_days": "overdue_since", "overdue_since": "overdue_days"}
_EXCERPT = 30


class Change(NamedTuple):
    """A fact that a turn changed: what was kept before, and what is kept now (None: nothing)."""

    slot: Slot
    before: Entry | None
    after: Entry | None


class Telling:
    """One turn's changes to a core; the core that was given stays as it is.

    Args:
        core: the facts before.
        turn: the number of the turn that tells.
        day: its day.
    """

    def __init__(self, core: Mapping[str, Any], turn: int, day: str) -> None:
        self.core: Core = dict(core)
        self._turn = turn
        self._day = day
        self._before: dict[Slot, Entry | None] = {}

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is different from before, by slot."""
        found = [Change(slot, before, entry(self.core, slot)) for slot, before in self._before.items()]
        return tuple([change for change in found if _said(change.before) != _said(change.after)])

    def put(self, slot: Slot, told: Any, mark: str = "") -> None:
        """Keep ``told`` under ``slot``."""
        self._note(slot)
        self.core[f"f:{slot}"] = [told, mark, self._turn, self._day]
        other = _EXCEPT_EACH_OTHER.get(slot.fact)
        if other is not None and told is not None:
            self.drop(slot._replace(fact=other))

    def add(self, slot: Slot, more: list[str]) -> None:
        """Add to a list of choices."""
        known = value(self.core, slot) or []
        together = [*known, *(one for one in more if one not in known)]
        if together != known or entry(self.core, slot) is None:
            self.put(slot, together)

    def drop(self, slot: Slot) -> None:
        """Forget what is kept under ``slot``."""
        if f"f:{slot}" in self.core:
            self._note(slot)
            del self.core[f"f:{slot}"]

    def words(self, excerpt: str) -> None:
        """Keep the words of this turn where facts came from it; words that no fact rests on any more are forgotten."""
        used = {f"s:{kept.turn}" for _, kept in entries(self.core)}
        self.core = {key: kept for key, kept in self.core.items() if not key.startswith("s:") or key in used}
        if f"s:{self._turn}" in used and excerpt:
            self.core[f"s:{self._turn}"] = excerpt

    def _note(self, slot: Slot) -> None:
        self._before.setdefault(slot, entry(self.core, slot))


def _said(kept: Entry | None) -> tuple[Any, str] | None:
    return None if kept is None else (kept.value, kept.mark)


def tell(telling: Telling, hearing: Hearing, interview: Interview, focus: str, used: tuple[tuple[int, int], ...] = ()) -> None:
    """Put the facts of ``hearing`` into the case, except those whose words were ``used`` already."""
    places = _debts_by_place(telling, hearing, interview, focus)
    for fact in hearing.facts:
        if (fact.start, fact.end) in used:
            continue
        question = interview.questions[fact.fact]
        debt = _debt_at(places, fact.start)
        document = fact.document or _paper_spoken_of(telling.core, debt)
        if question.about == DOCUMENT and document is None:
            continue
        slot = slot_of(question, debt, document)
        if fact.bare and value(telling.core, slot) is not None:
            continue
        if question.kind == "choices":
            telling.add(slot, fact.value)
        elif _said(entry(telling.core, slot)) != (fact.value, "approx" if fact.approx else ""):
            telling.put(slot, fact.value, "approx" if fact.approx else "")
    _take_back(telling, hearing)


def _paper_spoken_of(core: Mapping[str, Any], debt: str) -> str | None:
    """Return the paper that is meant where none is named: the most pressing one that came."""
    papers = documents(core, debt)
    return papers[0].kind if papers else None


def _take_back(telling: Telling, hearing: Hearing) -> None:
    """Take papers back that the user now says did not come."""
    denied = {str(one.entity.value) for one in hearing.entities if one.entity.kind == "document" and one.entity.status == "denied"}
    told = {kind for fact in hearing.facts if fact.fact == "documents_received" for kind in fact.value}
    for debt in debts(telling.core):
        slot = Slot(debt, "documents_received")
        known = value(telling.core, slot) or []
        left = [kind for kind in known if kind not in denied - told]
        if left != known:
            telling.put(slot, left)
            for kind in denied - told:
                telling.drop(Slot(debt, "received_on", kind))
                telling.drop(Slot(debt, "service_method", kind))


def focus_of(core: Mapping[str, Any]) -> str:
    """Return the debt that was last spoken of."""
    latest = [(kept.turn, slot.owner) for slot, kept in entries(core) if slot.owner != ME and kept.told]
    return max(latest)[1] if latest else FIRST_DEBT


def _debts_by_place(telling: Telling, hearing: Hearing, interview: Interview, focus: str) -> list[tuple[int, str]]:
    """Return from which place on each debt is spoken of; a lender's name turns the talk to its debt."""
    fresh = "more_debts" in hearing.manners
    if not hearing.lenders:
        return [(0, _next_debt(telling.core, focus) if fresh and _speaks_of_a_debt(hearing, interview) else focus)]
    places = []
    for number, lender in enumerate(hearing.lenders):
        debt = _debt_of(telling.core, lender, focus, fresh=fresh and number == 0)
        _name(telling, debt, lender, interview)
        places.append((lender.start if number else 0, debt))
    return places


def _speaks_of_a_debt(hearing: Hearing, interview: Interview) -> bool:
    return any(interview.questions[fact.fact].about == "debt" for fact in hearing.facts)


def _debt_at(places: list[tuple[int, str]], place: int) -> str:
    return places[bisect_right(places, place, key=itemgetter(0)) - 1][1]


def _next_debt(core: Mapping[str, Any], focus: str) -> str:
    known = debts(core)
    number = next((number for number in range(1, MOST_DEBTS + 1) if f"d{number}" not in known), None)
    return focus if number is None else f"d{number}"


def _debt_of(core: Mapping[str, Any], lender: Placed, focus: str, *, fresh: bool) -> str:
    """Return the debt owed to ``lender``: one that is known by that name, one that could be it, or a new one."""
    name, kind = _lender_name(lender), lender.entity.lender_kind
    known = debts(core)
    same = [debt for debt in known if name is not None and value(core, Slot(debt, "lender")) == name]
    if same:
        return same[0]
    if not fresh:
        for debt in [focus, *known]:
            own_name, own_kind = value(core, Slot(debt, "lender")), value(core, Slot(debt, "lender_kind"))
            unnamed = own_name is None and (own_kind is None or own_kind == kind)
            if unnamed or (name is None and own_kind == kind):
                return debt
    return _next_debt(core, focus)


def names_one(lender: Placed) -> bool:
    """Return whether ``lender`` is one by name, not a mere kind of lender."""
    return _lender_name(lender) is not None


def only_one_debt(telling: Telling) -> str | None:
    """Forget the later of two debts and return it; None where it is not plain which is meant, or papers came for it."""
    known = debts(telling.core)
    if len(known) != 2 or documents(telling.core, known[-1]):
        return None
    for slot, _ in tuple(entries(telling.core)):
        if slot.owner == known[-1]:
            telling.drop(slot)
    return known[-1]


def _lender_name(lender: Placed) -> str | None:
    """Return the lender's name; a mere kind of lender (网贷, 信用卡) is none."""
    name = str(lender.entity.value)
    return None if name in _KINDS else name[:LONGEST_TEXT]


_KINDS = frozenset(
    (
        "网贷",
        "网络贷款",
        "网络借贷",
        "信用卡",
        "银行卡",
        "银行",
        "银行贷款",
        "消费金融",
        "消费贷",
        "小额贷款",
        "小贷",
        "民间借贷",
        "私人借款",
        "房贷",
        "车贷",
        "助学贷款",
        "平台",
        "贷款",
    )
)


def _name(telling: Telling, debt: str, lender: Placed, interview: Interview) -> None:
    name, kind = _lender_name(lender), lender.entity.lender_kind
    question = interview.questions.get("lender_kind")
    if name is not None and "lender" in interview.questions and value(telling.core, Slot(debt, "lender")) != name:
        telling.put(Slot(debt, "lender"), name)
    slot = Slot(debt, "lender_kind")
    if kind is not None and question is not None and question.choice(kind) is not None and value(telling.core, slot) != kind:
        telling.put(slot, kind)


def excerpt(typed: str, facts: tuple[Heard, ...]) -> str:
    """Return the words to show for the facts of a turn: short, with numbers that could be anybody's blotted out."""
    words = masked(typed)
    start = 0
    if len(words) > _EXCERPT and facts:
        start = max(0, min(min(fact.start for fact in facts) - 4, len(words) - _EXCERPT))
    piece = " ".join(visible(words[start : start + _EXCERPT]).split())
    return ("…" if start else "") + piece + ("…" if start + _EXCERPT < len(words) else "")
