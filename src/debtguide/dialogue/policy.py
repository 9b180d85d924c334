"""What to ask next: the fact that can still change a deadline, the stage, a risk or the advice, the weightiest first.

There is no form to fill. A rule whose condition is not yet decided makes the unknown facts in it worth asking; once every
rule is decided, or nobody can decide it, nothing is asked any more.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.case import core_of, debts, documents, entry, facts_key, facts_of, most_urgent, value
from debtguide.dialogue.slots import FIRST_DEBT, ME, Slot, slot_of
from debtguide.model.assessment_rules import DERIVED_FROM
from debtguide.model.conditions import All, AnyOf, Assessed, Circumstances, holds
from debtguide.model.interview import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from debtguide.model.assessment_rules import AssessmentRules, Rule
    from debtguide.model.conditions import Condition
    from debtguide.model.interview import Interview, Question

    Worth = tuple[tuple[Slot, int, bool], ...]

_REMEMBERED = 64
DEADLINE, STAGE, RISK, ADVICE = 4, 3, 2, 1
_INSTEAD = {"overdue_days": "overdue_since", "overdue_since": "overdue_days"}
_PRESUMED = "borrower"
"""Who speaks of a debt and says nothing else has taken it out."""


class Goal(NamedTuple):
    """Something that an undecided condition holds open: for whom, how weighty it is, and the facts that would decide it."""

    condition: Condition | None
    roles: tuple[str, ...]
    weight: int
    facts: frozenset[str]


class NextQuestion(NamedTuple):
    """What to ask: where its answer goes, and how many questions may still come, this one among them."""

    slot: Slot
    left_at_most: int


class Policy:
    """Chooses questions over one knowledge base; holds no state between turns.

    Args:
        interview: the questions there are.
        rules: what the assessment concludes from facts.
        parameter: a number of the law on a day (ISO), or None.
        assessment: a named condition, or None.
    """

    def __init__(
        self,
        interview: Interview,
        rules: AssessmentRules,
        parameter: Callable[[str, str], Decimal | None],
        assessment: Callable[[str], Condition | None],
    ) -> None:
        self._interview = interview
        self._parameter = parameter
        self._assessment = assessment
        self._goals = [goal for rule in rules.rules for goal in self._goals_of(rule)]
        # A turn asks for the same facts several times over, and many conversations begin alike.
        self._worth = lru_cache(maxsize=_REMEMBERED)(self._find_worth)
        periods = [rule.deadline for rule in rules.rules if rule.deadline is not None and rule.deadline.document]
        self._papers = frozenset(period.document for period in periods)
        self._served = frozenset(period.document for period in periods if period.served_by != "nobody")

    def next_question(self, core: Mapping[str, Any], day: str, *, role_in_doubt: bool = False) -> NextQuestion | None:
        """Return the question to ask, or None where nothing is worth asking any more.

        When and how a paper came is asked before all else: a period may be running. Between facts of one weight, those that
        would change the answer last given come first.

        Args:
            core: the facts so far.
            day: the day of the turn.
            role_in_doubt: whether the one who asks may not be the one who borrowed.
        """
        if role_in_doubt and self._open(core, slot := Slot(ME, "role")) and "role" in self._interview.questions:
            return NextQuestion(slot, 1 + self._left(self._worth_asking(core, day)))
        worth = self._worth_asking(core, day)
        ready = [(slot, weight) for slot, weight, gate in worth if gate]
        if not ready:
            return None
        order = {fact: place for place, fact in enumerate(self._interview.needs.get(core.get("last", ""), ()))}

        def rank(asked: tuple[Slot, int]) -> tuple[bool, int, int, int, str]:
            slot, weight = asked
            return slot.document is None, -weight, order.get(slot.fact, len(order)), self._interview.questions[slot.fact].order, str(slot)

        return NextQuestion(min(ready, key=rank)[0], self._left(worth))

    def still_worth(self, core: Mapping[str, Any], slot: Slot, day: str) -> int | None:
        """Return how many questions may still come if ``slot`` is asked, or None where its answer would change nothing."""
        worth = self._worth_asking(core, day)
        if slot.fact == "role":
            return self._left(worth) + 1 if self._open(core, slot) else None
        return self._left(worth) if any(slot == other for other, _, _ in worth) else None

    def _left(self, worth: Worth) -> int:
        """Return how many questions may still come: what papers came for a debt may bring the questions about one of them."""
        about_papers = [question for question in self._interview.questions.values() if question.about == DOCUMENT]
        return len(worth) + len(about_papers) * sum(slot.fact == "documents_received" for slot, _, _ in worth)

    def _worth_asking(self, core: Mapping[str, Any], day: str) -> Worth:
        """Return every slot that may still be asked for, its weight, and whether it may be asked now."""
        return self._worth(facts_key(core), day, "" if self._goals else core.get("last", ""))

    def _find_worth(self, key: str, day: str, topic: str) -> Worth:
        """Do the work; where a knowledge base has no rules, what ``topic`` needs to know is worth asking."""
        core = core_of(key)
        needs = self._interview.needs.get(topic, ())
        found: dict[Slot, tuple[int, bool]] = {}
        first = most_urgent(core)
        for debt in dict.fromkeys((first, *(debts(core) or (FIRST_DEBT,)))):
            facts = facts_of(core, debt, day)
            circumstances = Circumstances({"role": _PRESUMED, **facts}, day, lambda name: self._parameter(name, day), self._assessment)
            weights = {fact: ADVICE for fact in needs if fact not in facts} | self._weights(circumstances)
            for question in self._interview.questions.values():
                for slot, weight in self._slots(core, question, debt, weights):
                    gate = holds(question.when, circumstances)
                    # Of further debts only what moves a stage or a deadline is asked: a talk must end.
                    if gate is not False and (debt == first or weight >= STAGE) and self._open(core, slot):
                        found.setdefault(slot, (weight, gate is True))
        return tuple([(slot, weight, gate) for slot, (weight, gate) in found.items()])

    def _slots(self, core: Mapping[str, Any], question: Question, debt: str, weights: Mapping[str, int]) -> Iterator[tuple[Slot, int]]:
        if not question.ask or question.fact == "role":
            return
        if question.about != DOCUMENT:
            if question.fact in weights:
                yield slot_of(question, debt), weights[question.fact]
            return
        # How a paper came matters only where somebody serves it: a mediation agreement is signed.
        asked_of = self._served if question.fact == "service_method" else self._papers
        papers = [paper.kind for paper in documents(core, debt) if paper.kind in asked_of]
        if papers:
            # One paper, the most pressing: the others stay in the plan with how to find out.
            yield Slot(debt, question.fact, papers[0]), DEADLINE

    def _open(self, core: Mapping[str, Any], slot: Slot) -> bool:
        """Return whether the slot was neither told nor asked for in vain, and nothing stands in its place."""
        instead = _INSTEAD.get(slot.fact)
        return entry(core, slot) is None and (instead is None or value(core, slot._replace(fact=instead)) is None)

    def _weights(self, circumstances: Circumstances) -> dict[str, int]:
        """Return the facts that are unknown and would decide something, each with the weightiest thing that it decides."""
        role, known = circumstances.facts["role"], circumstances.facts
        weights: dict[str, int] = {}
        for goal in self._goals:
            unknown = [fact for fact in goal.facts if fact not in known]
            if unknown and role in goal.roles and holds(goal.condition, circumstances) is None:
                for fact in unknown:
                    weights[fact] = max(weights.get(fact, 0), goal.weight)
        return weights

    def _goals_of(self, rule: Rule) -> Iterator[Goal]:
        if rule.when is not None:
            yield self._goal(rule.when, rule.roles, _weight(rule))
        for statements in rule.sections.values():
            for statement in statements:
                if statement.when is not None:
                    both = statement.when if rule.when is None else All((rule.when, statement.when))
                    yield self._goal(both, rule.roles, ADVICE)

    def _goal(self, condition: Condition, roles: tuple[str, ...], weight: int) -> Goal:
        return Goal(condition, roles, weight, frozenset(self._facts(condition)))

    def _facts(self, condition: Condition | None) -> Iterator[str]:
        if isinstance(condition, (All, AnyOf)):
            for part in condition.parts:
                yield from self._facts(part)
        elif isinstance(condition, Assessed):
            yield from self._facts(self._assessment(condition.assessment))
        elif condition is not None:
            question = self._interview.questions.get(condition.fact)
            if question is not None and question.ask:
                yield condition.fact
            else:
                yield from DERIVED_FROM.get(condition.fact, ())


def _weight(rule: Rule) -> int:
    if rule.deadline is not None:
        return DEADLINE
    if rule.stage is not None:
        return STAGE
    return RISK if rule.sections.get("risks") else ADVICE
