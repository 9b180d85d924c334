"""Conversations over one guide: a turn is a function of the state, the text and the day.

The order of a turn: a command; the safety gate; a choice between readings; the answer to what was asked; facts told in
passing; a question of the user's own; and at the end at most one question to the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.dialogue import acts
from debtguide.dialogue.answers import Taken, answer_to, bare_amount, chosen, spoken_value
from debtguide.dialogue.case import public_facts, value
from debtguide.dialogue.correction import corrected
from debtguide.dialogue.hearing import hear, says_only_manners
from debtguide.dialogue.policy import Policy
from debtguide.dialogue.slots import ME, Slot, parse_slot
from debtguide.dialogue.standing import CREDITOR_TOPICS, was_served
from debtguide.dialogue.state import State, stepped
from debtguide.dialogue.telling import Telling, excerpt, focus_of, tell
from debtguide.language.clauses import plainly_asks
from debtguide.replies import wording
from debtguide.service import manners
from debtguide.service.asking import Asking
from debtguide.service.casework import Casework
from debtguide.service.turn import Turn
from debtguide.understanding.entities import EntityReader
from debtguide.understanding.status import Statuses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from debtguide.dialogue.hearing import Hearing
    from debtguide.dialogue.state import Core
    from debtguide.dialogue.telling import Change
    from debtguide.replies.answer import Answer
    from debtguide.replies.reply import Reply
    from debtguide.service.listening import Answering, Listened
    from debtguide.service.speech import Speech

_HELP_LINE = "psych-12356"
_STORY_SCORE, _SIDE_SCORE, _SHAKEN_SCORE = 0.2, 0.45, 0.5
"""How sure a topic must be before it answers what was no question: in a first story, beside a question that waits (已经还了一期),
and to somebody who was in danger a moment ago (他们走了)."""
_CREDITOR_SCORE = 0.3
_SHORT = 12


class Talk:
    """Holds conversations over a guide; keeps nothing between turns.

    Args:
        guide: the guide that answers.
    """

    def __init__(self, guide: Answering) -> None:
        bodies = guide.knowledge_base.bodies
        self.guide = guide
        self.interview = bodies.interview()
        self.casework = Casework(guide.knowledge_base)
        self._reader = EntityReader(guide.knowledge_base.tables.festivals)
        policy = Policy(self.interview, bodies.rules(), self._number, bodies.assessment)
        self.asking = Asking(self.interview, policy, self.casework)

    def _number(self, parameter: str, day: str) -> Decimal | None:
        found = self.casework.law.parameter(parameter, day)
        return None if found is None else found.number

    def hear(self, listened: Listened, day: str) -> Hearing:
        """Return what was heard in what was read."""
        from datetime import date

        entities = self._reader.read(listened.reading, date.fromisoformat(day))
        return hear(listened.reading, entities, Statuses(listened.reading).of, self.interview, day)

    def begin(self) -> State:
        """Return the state before the first turn."""
        return State(self.guide.knowledge_base.digest, {"turn": 0})

    def said(self, state: State, text: str, day: str, speech: Speech) -> tuple[State, Reply]:
        """Take a turn that is no command."""
        listened = self._heeding(state, self.listened(text, expected=_goes_on(state.core, text)), day)
        core = {**state.core, "turn": state.core["turn"] + 1}
        core.pop("readings", None)
        core.pop("clearing", None)
        if listened.alarm is not None and (answer := self.guide.answer(listened, day)).crisis:
            core["quiet"] = True
            core["last"] = answer.topics[0].id
            speech.answer(answer)
            return stepped(state, core), self._finish(speech, core, day, acts.CRISIS, quiet=True)
        hearing = self.hear(listened, day)
        self._welcome_back(speech, state.core, day)
        core["day"] = day
        turn = Turn(core, day, listened, hearing)
        after, act = self._act(turn, state.core.get("readings"), speech)
        stepped_to = stepped(state, after)
        if stepped_to.forgotten and not state.forgotten:
            speech.say(wording.STEPS_FORGOTTEN)
        return stepped_to, self._finish(speech, after, day, act, quiet="quiet" in after)

    def _heeding(self, state: State, listened: Listened, day: str) -> Listened:
        """Return ``listened`` without an alarm that only sounds like one, where the few words answer what was asked (昨天)."""
        slot = parse_slot((state.core.get("pending") or ("",))[0])
        question = None if slot is None else self.interview.questions[slot.fact]
        few = len(listened.reading.normal.text) <= _SHORT
        if question is None or question.kind == "text" or not few or listened.alarm is None or not listened.alarm.only_sounds_so:
            return listened
        answered = answer_to(question, self.hear(listened, day), day) is not None
        return listened._replace(alarm=None) if answered else listened

    def listened(self, text: str, *, expected: bool = False) -> Listened:
        """Return what was read; a few polite words that only sound like an alarm (谢谢, 不想说) are none."""
        listened = self.guide.listen(text, expected=expected)
        alarm = listened.alarm
        if alarm is not None and alarm.only_sounds_so and says_only_manners(listened.reading.normal.text, self.interview):
            return listened._replace(alarm=None)
        return listened

    def _act(self, turn: Turn, readings: list[str] | None, speech: Speech) -> tuple[Core, str]:
        """Say what the turn says; return the core after it and the act."""
        if "quiet" in turn.core:
            return self._after_danger(turn, speech)
        if readings:
            picked = self._picked(turn, readings, speech)
            if picked is not None:
                return picked
        if self._asks_why(turn):
            return self._why(turn, speech)
        return self._informed(turn, speech)

    # --- after danger

    def _after_danger(self, turn: Turn, speech: Speech) -> tuple[Core, str]:
        """Stay with the person; debts come up again only where they bring them up, and then without a question."""
        leads = turn.listened.match.outcome == "answered" and (turn.hearing.asks or turn.listened.match.ranked[0].score >= _SHAKEN_SCORE)
        if not (leads or turn.hearing.facts or turn.hearing.lenders):
            speech.say(wording.COMFORT, must_keep=True)
            contact = self.guide.knowledge_base.bodies.contact(_HELP_LINE)
            if contact is not None:
                speech.say(wording.COMFORT_CALL.format(number=contact.number, title=contact.title), must_keep=True)
                speech.name([contact])
            return turn.core, acts.COMFORT
        core = {key: kept for key, kept in turn.core.items() if key != "quiet"}
        telling = Telling(core, turn.number, turn.day)
        self._tell(turn, telling, None)
        telling.words(excerpt(turn.listened.admitted.text, turn.hearing.facts))
        speech.say(wording.noted(telling.changes, self.interview, telling.core))
        if telling.changes and not leads:
            return telling.core, acts.NOTE
        self._give(telling.core, self.guide.answer(turn.listened, turn.day, self._facts(telling.core, turn.day)), speech)
        return telling.core, acts.ANSWER

    # --- a choice between readings

    def _picked(self, turn: Turn, readings: list[str], speech: Speech) -> tuple[Core, str] | None:
        number = chosen(turn.hearing.text, len(readings) + 1)
        if number is None:
            titles = {card.title: place for place, card in enumerate(map(self._card, readings), 1) if card is not None}
            bare = turn.hearing.text.strip(" 。.？?！!")
            named = [place for title, place in titles.items() if len(bare) > 1 and (bare in title or title in bare)]
            number = len(readings) + 1 if "nothing_more" in turn.hearing.manners else named[0] if len(named) == 1 else None
        if number is None:
            return None
        if number > len(readings):
            speech.say(wording.CHOOSE_AGAIN)
            return turn.core, acts.CLARIFY
        core = dict(turn.core)
        answer = self.guide.answer_on(readings[number - 1], turn.listened, turn.day, self._facts(core, turn.day))
        if answer is None:
            return None
        self._give(core, answer, speech)
        return self.asking.end(core, turn, speech, answer), acts.ANSWER

    def _card(self, topic: str) -> Any:
        return next((card for card in self.guide.knowledge_base.topics if card.id == topic), None)

    # --- why do you ask

    def _asks_why(self, turn: Turn) -> bool:
        return turn.pending is not None and not turn.hearing.manners.isdisjoint(("why", "why_alone")) and len(turn.hearing.text) <= 2 * _SHORT

    def _why(self, turn: Turn, speech: Speech) -> tuple[Core, str]:
        assert turn.pending is not None
        self.explain_question(turn.pending[0], turn.day, speech)
        return self.asking.end(turn.core, turn, speech, None), acts.WHY

    def explain_question(self, slot: Slot, day: str, speech: Speech) -> None:
        """Say why a slot is asked for, with the provisions behind it."""
        question = self.interview.questions[slot.fact]
        versions = [version for cite in question.cites if (version := self.guide.knowledge_base.provision(cite, day)) is not None]
        speech.say(wording.why(question, versions), must_keep=True)
        speech.cite(versions)

    # --- what was told and asked

    def _informed(self, turn: Turn, speech: Speech) -> tuple[Core, str]:
        telling = Telling(turn.core, turn.number, turn.day)
        drops = manners.denies_a_debt(turn)
        taken = None if drops else self._take_answer(turn, telling)
        self._tell(turn, telling, taken)
        telling.words(excerpt(turn.listened.admitted.text, turn.hearing.facts))
        core, changes = telling.core, telling.changes
        if drops:
            manners.drop_a_debt(telling, self.interview, speech)
            core = telling.core
        else:
            speech.say(wording.noted(changes, self.interview, core))
        if taken is not None and taken.mark:
            speech.say(self._reply_of(taken.mark))
        manners.count_passes(core, taken, speech, told=bool(changes))
        answer = self._own_question(turn, core, taken, changes)
        if answer is not None:
            self._give(core, answer, speech)
            act = acts.CHOOSE if answer.outcome == "ask_back" else acts.ANSWER
        else:
            core, act = self._without_question(turn, core, taken, changes, speech)
        self.casework.say_due(turn.core, core, turn.day, speech)
        return self.asking.end(core, turn, speech, answer, changes, clarifies=act == acts.CLARIFY), act

    def _take_answer(self, turn: Turn, telling: Telling) -> Taken | None:
        """Take the answer to what was asked, where this is one."""
        if turn.pending is None or corrected(turn.hearing, turn.core, self.interview) is not None:
            return None
        slot = turn.pending[0]
        taken = answer_to(self.interview.questions[slot.fact], turn.hearing, turn.day)
        if taken is not None:
            if telling.core.pop("editing", None) == str(slot) and taken.mark in manners.PASSES:
                # What /改 was to change stays as it is where nothing else is known.
                return taken
            if isinstance(taken.value, list) and self.interview.questions[slot.fact].kind == "choices":
                telling.add(slot, taken.value)
            else:
                telling.put(slot, taken.value, taken.mark)
        return taken

    def _tell(self, turn: Turn, telling: Telling, taken: Taken | None) -> None:
        """Put what was told in passing into the case, and what corrects an earlier word."""
        right = corrected(turn.hearing, turn.core, self.interview) if taken is None else None
        hearing = turn.hearing
        if right is not None:
            telling.put(right.slot, right.value, right.mark)
            if right.slot.fact == "lender_kind":
                hearing = hearing._replace(lenders=())
        if self._of_a_creditor(turn) and not turn.pending and not all(fact.bare for fact in hearing.facts):
            # Somebody who wants money back from others tells of debts that are not theirs to pay.
            return
        used = (taken.spans if taken is not None else ()) + (right.spans if right is not None else ())
        focus = turn.pending[0].owner if turn.pending is not None and turn.pending[0].owner != ME else focus_of(turn.core)
        papers = Slot(focus, "documents_received")
        if "none_came" in hearing.manners and taken is None and value(telling.core, papers) is None and not hearing.asks:
            telling.put(papers, [])
        digits = bare_amount(hearing) if taken is None and turn.pending is not None else None
        if digits is not None:
            hearing = hearing._replace(facts=(*hearing.facts, digits))
        tell(telling, hearing, self.interview, focus, used)

    def _of_a_creditor(self, turn: Turn) -> bool:
        """Return whether the message reads as one of somebody who is owed money; what was served on the speaker says otherwise."""
        match = turn.listened.match
        declined = match.outcome == "declined" and match.ranked[0].topic.startswith(CREDITOR_TOPICS) and match.ranked[0].score >= _CREDITOR_SCORE
        return bool(declined) and not was_served(turn.hearing)

    def _reply_of(self, mark: str) -> str:
        manner = self.interview.manners.get(mark)
        return "" if manner is None else manner.reply

    def _own_question(self, turn: Turn, core: Core, taken: Taken | None, changes: tuple[Change, ...]) -> Answer | None:
        """Return the answer to what the user asked of their own accord, or None where they asked nothing."""
        match, alarm = turn.listened.match, turn.listened.alarm
        if alarm is None and manners.is_no_question(turn, core):
            return None
        score = match.ranked[0].score if match.outcome == "answered" else 0.0
        if alarm is None and not turn.hearing.asks:
            least = _SIDE_SCORE if turn.pending is not None else _STORY_SCORE
            if taken is not None or (changes and (turn.pending is not None or score < least)) or (turn.pending is not None and score < least):
                return None
            if any(name in turn.hearing.manners for name in manners.SMALL_TALK) or "correction" in turn.hearing.manners or "undo" in turn.hearing.manners:
                return None
        if match.outcome == "declined" and alarm is None and match.ranked[0].topic.startswith(CREDITOR_TOPICS):
            if was_served(turn.hearing):
                # Who was served owes.
                return self._in_scope(turn, core)
            own = self._topic_of_role(core) if len(turn.hearing.text) <= 2 * _SHORT else None
            if own is not None:
                # A guarantor who asks 我能向他要回来吗 is still one who may have to pay.
                return self.guide.answer_on(own, turn.listened, turn.day, self._facts(core, turn.day))
        return self.guide.answer(turn.listened, turn.day, self._facts(core, turn.day))

    def _topic_of_role(self, core: Core) -> str | None:
        """Return the topic of who the speaker is, where that has one."""
        question, role = self.interview.questions.get("role"), value(core, Slot(ME, "role"))
        choice = None if question is None or role is None else question.choice(role)
        return None if choice is None else choice.topic

    def _in_scope(self, turn: Turn, core: Core) -> Answer | None:
        """Return the best answer for one who owes, or None where only the facts and their deadlines are left to say."""
        match = turn.listened.match
        inside = [*match.ranked, *([match.other_side] if match.other_side is not None else [])]
        own = next((found.topic for found in inside if not found.topic.startswith("oos.")), None)
        return None if own is None else self.guide.answer_on(own, turn.listened, turn.day, self._facts(core, turn.day))

    def _without_question(self, turn: Turn, core: Core, taken: Taken | None, changes: tuple[Change, ...], speech: Speech) -> tuple[Core, str]:
        """Say what there is to say where the user asked nothing."""
        if taken is not None and taken.mark in manners.PASSES:
            return core, acts.PASS
        if taken is not None or changes or manners.denies_a_debt(turn):
            return core, acts.NOTE
        small = manners.small_talk(turn, core, self.interview)
        if small is not None:
            speech.say(small[0])
            return core, small[1]
        if "correction" in turn.hearing.manners or "undo" in turn.hearing.manners or turn.pending is None:
            speech.say(wording.WHAT_IS_WRONG)
            return core, acts.CLARIFY
        return self._clarified(turn, core, speech)

    def _clarified(self, turn: Turn, core: Core, speech: Speech) -> tuple[Core, str]:
        """Ask once more with the choices; a second time the question is left."""
        assert turn.pending is not None
        slot, tries = turn.pending
        spoken = spoken_value(turn.hearing)
        if spoken is not None:
            # A value that can be read is no failed answer: it speaks of something else.
            speech.say(wording.whose_value(*spoken))
            return core, acts.CLARIFY
        if turn.hearing.asks:
            speech.say(wording.NOT_FOLLOWED)
            return core, acts.CLARIFY
        if tries and core.get("editing") == str(slot):
            core = {key: kept for key, kept in core.items() if key != "editing"}
            speech.say(wording.LET_IT_BE)
            return core, acts.PASS
        if tries:
            core = {**core, f"f:{slot}": [None, "unknown", turn.number, turn.day]}
            speech.say(wording.LET_IT_BE)
            return core, acts.PASS
        core = {**core, "pending": [str(slot), 1]}
        speech.say(wording.clarified(self.interview.questions[slot.fact]))
        return core, acts.CLARIFY

    # --- what every turn ends with

    def _facts(self, core: Mapping[str, Any], day: str) -> dict[str, Any]:
        return public_facts(core, day)

    def _give(self, core: Core, answer: Answer, speech: Speech) -> None:
        """Say an answer, and keep what later turns need of it."""
        speech.answer(answer)
        core["last"] = answer.topics[0].id if answer.topics else core.get("last", "")
        alarm = answer.explanation.alarm
        if alarm is not None and alarm.rule.kind == "evasion":
            core["last"] = f"safety/{alarm.rule.id}"
        if answer.outcome == "ask_back":
            core["readings"] = [reading.id for reading in answer.readings]
        if not core["last"]:
            del core["last"]

    def _finish(self, speech: Speech, core: Mapping[str, Any], day: str, act: str, *, quiet: bool) -> Reply:
        if not quiet:
            speech.known = self.casework.known(core, day)
        return speech.reply(act)

    def finish(self, speech: Speech, core: Mapping[str, Any], day: str) -> Reply:
        """Return the reply to a command."""
        return self._finish(speech, core, day, acts.COMMAND, quiet=False)

    def nothing_said(self, state: State, speech: Speech, day: str) -> Reply:
        """Nothing was typed: say that we are there, where we were, and what was asked."""
        speech.say(wording.EMPTY)
        if "quiet" not in state.core:
            speech.say(self._recap(state.core, day))
            self.asking.again(state.core, day, speech)
        return self._finish(speech, state.core, day, acts.WELCOME_BACK, quiet="quiet" in state.core)

    def _welcome_back(self, speech: Speech, core: Mapping[str, Any], day: str) -> None:
        """On a later day, say in three lines where the talk stood."""
        if core.get("day", day) != day and "quiet" not in core:
            speech.say(self._recap(core, day))

    def _recap(self, core: Mapping[str, Any], day: str) -> str:
        known = self.casework.known(core, day)
        return wording.recap(core, self.interview, day, self.casework.stage_title(known))


def _goes_on(core: Mapping[str, Any], text: str) -> bool:
    """Return whether a short question is likely to be about the speaker's debts, since those were spoken of before: 孩子会受影响吗."""
    spoken_of = any(key.startswith("f:") for key in core) or (core.get("last", "oos.")[:4] != "oos.")
    return spoken_of and len(text) <= 2 * _SHORT and plainly_asks(text)
