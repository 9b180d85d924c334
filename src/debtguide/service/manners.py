"""Few words spoken to the talk itself: 没有 after the last question, 别问了, 就一笔, what is known already, 不知道 again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.dialogue import acts
from debtguide.dialogue.case import debts, public_facts
from debtguide.dialogue.telling import only_one_debt
from debtguide.replies import wording

if TYPE_CHECKING:
    from debtguide.dialogue.answers import Taken
    from debtguide.dialogue.state import Core
    from debtguide.dialogue.telling import Telling
    from debtguide.model.interview import Interview
    from debtguide.service.speech import Speech
    from debtguide.service.turn import Turn

PASSES = ("unknown", "refused")
_BARE_WORDS = frozenset(("no", "yes", "nothing_more", "none_came", *PASSES))
SMALL_TALK = ("abuse", "greeting", "thanks", "who_are_you", "wait", "acknowledged", "chitchat")
_SURE = 0.3
"""How sure a topic outside of the guide must be before a text is sent elsewhere while a question waits."""
_ENOUGH = 3
_SAYS_NOTHING = "oos.other."
_NOTHING, _SHORT, _A_SENTENCE = 4, 12, 24


def is_no_question(turn: Turn, core: Core) -> bool:
    """Return whether the words are spoken to the talk itself, so that sending them elsewhere would only put people off."""
    match, manners = turn.listened.match, turn.hearing.manners
    if manners & {"stop_asking", "go_on"} or denies_a_debt(turn):
        return True
    if turn.pending is None:
        bare = bool(manners & _BARE_WORDS) and not turn.hearing.asks and len(turn.hearing.text) <= _SHORT
        return bare and any(key.startswith("f:") for key in core)
    if match.outcome != "declined":
        return match.outcome == "unknown"
    few = len(turn.hearing.text)
    return match.ranked[0].score < _SURE or few <= _NOTHING or (few <= 2 * _NOTHING and f"{match.ranked[0].topic}.".startswith(_SAYS_NOTHING))


def denies_a_debt(turn: Turn) -> bool:
    """Return whether somebody says, and says nothing else, that there is one debt where more are kept."""
    hearing = turn.hearing
    alone = not hearing.facts and not hearing.lenders and not hearing.asks and len(hearing.text) <= _A_SENTENCE
    return "one_debt" in hearing.manners and alone and len(debts(turn.core)) > 1


def drop_a_debt(telling: Telling, interview: Interview, speech: Speech) -> None:
    """Forget the later of two debts, and say which and how to get it back; where that is not plain, say how to do it."""
    before = dict(telling.core)
    dropped = only_one_debt(telling)
    speech.say(wording.HOW_TO_DROP if dropped is None else wording.DEBT_DROPPED.format(name=wording.debt_name(dropped, interview, before)))


def small_talk(turn: Turn, core: Core, interview: Interview) -> tuple[str, str] | None:
    """Return the reply to what is no question and tells nothing new, and its act; ``core`` learns where no more is to be asked."""
    manners = turn.hearing.manners
    if "stop_asking" in manners:
        core["stopped"] = True
        return wording.STOPPED, acts.SMALL_TALK
    if "go_on" in manners:
        core.pop("stopped", None)
        core.pop("passes", None)
        return wording.GO_ON, acts.SMALL_TALK
    if _told_again(turn, core):
        return wording.KNOWN_ALREADY, acts.NOTE
    if turn.pending is None and manners & _BARE_WORDS:
        return wording.ALL_NOTED, acts.NOTE
    reply = next((interview.manners[name].reply for name in SMALL_TALK if name in manners), None)
    return None if reply is None else (reply, acts.SMALL_TALK)


def _told_again(turn: Turn, core: Core) -> bool:
    """Return whether all that was told is known already."""
    facts = [fact for fact in turn.hearing.facts if not fact.bare]
    known = public_facts(core, turn.day)
    return bool(facts) and all(_holds(known.get(fact.fact), fact.value) for fact in facts)


def _holds(known: object, told: object) -> bool:
    return known == told or (isinstance(known, list) and isinstance(told, list) and set(map(str, told)) <= set(map(str, known)))


def count_passes(core: Core, taken: Taken | None, speech: Speech, *, told: bool) -> None:
    """Count how often in a row somebody did not know or would not say; after the third time nothing more is asked."""
    if taken is not None and (taken.mark in PASSES or taken.value == "unknown"):
        core["passes"] = core.get("passes", 0) + 1
        if core["passes"] >= _ENOUGH and "stopped" not in core:
            core["stopped"] = True
            speech.say(wording.ENOUGH_ASKED)
    elif taken is not None or told:
        core.pop("passes", None)
