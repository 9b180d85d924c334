"""The end of a turn: the question that waits, the next one, or the plan where nothing is left to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.dialogue.case import entry
from debtguide.dialogue.slots import ME, Slot, parse_slot
from debtguide.replies import wording
from debtguide.replies.reply import Asks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.dialogue.policy import Policy
    from debtguide.dialogue.state import Core
    from debtguide.dialogue.telling import Change
    from debtguide.model.interview import Interview
    from debtguide.replies.answer import Answer
    from debtguide.service.casework import Casework
    from debtguide.service.speech import Speech
    from debtguide.service.turn import Turn


class Asking:
    """Ends turns.

    Args:
        interview: the questions there are.
        policy: which of them to ask.
        casework: what follows from the case.
    """

    def __init__(self, interview: Interview, policy: Policy, casework: Casework) -> None:
        self._interview = interview
        self._policy = policy
        self._casework = casework

    def end(self, core: Core, turn: Turn, speech: Speech, answer: Answer | None, changes: tuple[Change, ...] = (), *, clarifies: bool = False) -> Core:
        """Put the question that waits, or the next one, or the plan where nothing is left to ask; return the core with it.

        Args:
            core: the facts after the turn.
            turn: the turn.
            speech: what was said in it so far.
            answer: the answer that was given in it, if any.
            changes: the facts that it changed.
            clarifies: whether the question that waits was not understood.
        """
        alarm = None if answer is None else answer.explanation.alarm
        if (answer is not None and answer.outcome == "ask_back") or (alarm is not None and alarm.rule.kind == "evasion"):
            return core
        pending = turn.pending
        slot, left = self._next(core, turn, answer)
        if slot is None:
            core = {key: kept for key, kept in core.items() if key != "pending"}
            if "stopped" in core:
                tired = "stopped" not in turn.core and turn.hearing.manners.isdisjoint(("stop_asking",))
                return self._conclude(core, turn, speech) if tired else core
            return self._conclude(core, turn, speech) if pending is not None or changes else core
        same = pending is not None and pending[0] == slot
        tries = core.get("pending", [None, 0])[1] if same else 0
        core = {**core, "pending": [str(slot), tries]}
        core.pop("planned", None)
        self.put(core, slot, left, speech, first=pending is None and answer is not None, again=same and not clarifies)
        return core

    def _next(self, core: Core, turn: Turn, answer: Answer | None) -> tuple[Slot | None, int]:
        """Return the slot to ask for next and how many questions may still come; the one that waits keeps its turn."""
        if turn.pending is not None and core.get("editing") == str(turn.pending[0]):
            return turn.pending[0], 1
        paper = self._of_a_paper(core, turn)
        if paper is not None or "stopped" in core:
            return paper or (None, 0)
        if turn.pending is not None:
            left = self._policy.still_worth(core, turn.pending[0], turn.day)
            if left is not None:
                return turn.pending[0], left
        elif answer is not None and not answer.in_scope:
            return None, 0
        doubt = entry(core, Slot(ME, "role")) is None and turn.hearing.somebody_else
        known = any(key.startswith("f:") for key in core)
        if not (known or doubt or self._interview.needs.get(core.get("last", ""))):
            return None, 0
        found = self._policy.next_question(core, turn.day, role_in_doubt=doubt)
        return (None, 0) if found is None else (found.slot, found.left_at_most)

    def _of_a_paper(self, core: Core, turn: Turn) -> tuple[Slot, int] | None:
        """Return when or how a paper came, where that is to be asked: it goes before what else waits, and is asked of the weary too."""
        waits = turn.pending is not None and turn.pending[0].document is None
        came = any(fact.fact == "documents_received" for fact in turn.hearing.facts)
        told = not waits and turn.pending is not None and turn.hearing.manners.isdisjoint(("unknown", "refused", "stop_asking"))
        if not (came and (waits or "stopped" in core)) and not (told and "stopped" in core):
            return None
        found = self._policy.next_question(core, turn.day)
        return None if found is None or found.slot.document is None else (found.slot, found.left_at_most)

    def put(self, core: Mapping[str, Any], slot: Slot, left: int, speech: Speech, *, first: bool = False, again: bool = False) -> None:
        """Ask for a slot."""
        question = self._interview.questions[slot.fact]
        asks = Asks(slot.fact, question.ask, wording.choices_of(question), left)
        speech.ask(asks, wording.asked(question, slot, left, self._interview, core, first=first, again=again))

    def again(self, core: Mapping[str, Any], day: str, speech: Speech) -> None:
        """Put the question that waits, where there is one that still matters and nobody was in danger."""
        slot = parse_slot((core.get("pending") or ("",))[0])
        left = None if slot is None or "quiet" in core else 1 if core.get("editing") == str(slot) else self._policy.still_worth(core, slot, day)
        if slot is not None and left is not None:
            self.put(core, slot, left, speech)

    def _conclude(self, core: Core, turn: Turn, speech: Speech) -> Core:
        """Nothing is left to ask: read the plan out once, later only say that it is another."""
        if "planned" in core:
            speech.say(wording.OTHER_PLAN)
            return core
        return {**core, "planned": True} if self._casework.say_plan(core, turn.day, speech) else core
