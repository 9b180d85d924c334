"""A turn is a command or talk; and what each command does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.dialogue import commands as known
from debtguide.dialogue.answers import answer_to
from debtguide.dialogue.case import debts
from debtguide.dialogue.slots import Slot, parse_slot
from debtguide.dialogue.state import redone, stepped, undone
from debtguide.dialogue.telling import Telling, excerpt
from debtguide.language.normalize import admit
from debtguide.replies import wording
from debtguide.replies.plain_text import cited
from debtguide.replies.reply import ANSWER, SUMMARY, HostAction
from debtguide.service.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from debtguide.dialogue.commands import Command
    from debtguide.dialogue.state import State
    from debtguide.replies.reply import Reply
    from debtguide.service.talk import Talk

    Done = tuple[State, Reply]


def take(talk: Talk, state: State, text: str, day: str) -> Done:
    """Take one turn: return the state after it, and the reply."""
    typed = admit(text).text.strip()
    speech = Speech()
    if not typed:
        return state, talk.nothing_said(state, speech, day)
    command = known.command_in(typed)
    if command is None or (command.name == known.UNKNOWN and _cries_for_help(talk, text, day)):
        return talk.said(state, text, day, speech)
    return Commands(talk).do(command, state, speech, day)


def _cries_for_help(talk: Talk, text: str, day: str) -> bool:
    """Return whether somebody is in danger: a slash before it, a habit from other bots, must not hide that."""
    listened = talk.listened(text)
    return listened.alarm is not None and talk.guide.answer(listened, day).crisis


class Commands:
    """Does commands over a talk.

    Args:
        talk: what holds the conversation.
    """

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._doers: Mapping[str, Callable[[State, Speech, str], Done]] = {
            known.HELP: self._help,
            known.LAW: self._law,
            known.WHY: self._why,
            known.REVIEW: self._review,
            known.UNDO: self._undo,
            known.REDO: self._redo,
            known.PLAN: self._plan,
            known.CLEAR: self._clear,
            known.QUIT: self._quit,
        }

    def do(self, command: Command, state: State, speech: Speech, day: str) -> Done:
        """Do ``command``; return the state after it, and the reply."""
        if "clearing" in state.core and command.name != known.CLEAR:
            state = state._replace(core={key: kept for key, kept in state.core.items() if key != "clearing"})
        if command.name in known.FOR_THE_HOST:
            speech.host = HostAction(command.name, command.argument)
            return self._says(wording.FOR_THE_HOST, state, speech, day)
        if command.name == known.EDIT:
            return self._edit(command.argument, state, speech, day)
        do = self._doers.get(command.name)
        return self._says(wording.NO_SUCH_COMMAND, state, speech, day) if do is None else do(state, speech, day)

    def _says(self, text: str, state: State, speech: Speech, day: str) -> Done:
        speech.say(text)
        return state, self._talk.finish(speech, state.core, day)

    def _help(self, state: State, speech: Speech, day: str) -> Done:
        return self._says(wording.HELP, state, speech, day)

    def _quit(self, state: State, speech: Speech, day: str) -> Done:
        speech.host = HostAction(known.QUIT, "")
        return self._says(wording.BYE, state, speech, day)

    def _law(self, state: State, speech: Speech, day: str) -> Done:
        key = state.core.get("last")
        facts = self._talk.casework.known(state.core, day).facts
        composed = None if key is None else self._talk.guide.composed(key, day, facts)
        if composed is None or not composed.citations:
            return self._says(wording.NOTHING_CITED, state, speech, day)
        lines = [cited(version, number) for number, version in enumerate(composed.citations, 1)]
        speech.say("\n".join(lines), ANSWER, must_keep=True)
        speech.cite(composed.citations)
        return state, self._talk.finish(speech, state.core, day)

    def _why(self, state: State, speech: Speech, day: str) -> Done:
        pending = state.core.get("pending")
        slot = None if pending is None else parse_slot(pending[0])
        if slot is None:
            return self._says(wording.NOTHING_ASKED, state, speech, day)
        self._talk.explain_question(slot, day, speech)
        self._talk.asking.again(state.core, day, speech)
        return state, self._talk.finish(speech, state.core, day)

    def _review(self, state: State, speech: Speech, day: str) -> Done:
        speech.say(wording.review(state.core, self._talk.interview), SUMMARY, must_keep=True)
        self._talk.asking.again(state.core, day, speech)
        return state, self._talk.finish(speech, state.core, day)

    def _plan(self, state: State, speech: Speech, day: str) -> Done:
        if (not debts(state.core) and "f:me.role" not in state.core) or not self._talk.casework.say_plan(state.core, day, speech):
            speech.say(wording.NO_PLAN_YET)
        self._talk.asking.again(state.core, day, speech)
        return state, self._talk.finish(speech, state.core, day)

    def _clear(self, state: State, speech: Speech, day: str) -> Done:
        anything = any(key.startswith("f:") for key in state.core)
        if anything and "clearing" not in state.core:
            return self._says(wording.CLEAR_ASKED, state._replace(core={**state.core, "clearing": True}), speech, day)
        return self._says(wording.CLEARED, self._talk.begin(), speech, day)

    def _undo(self, state: State, speech: Speech, day: str) -> Done:
        before = undone(state)
        if before is None:
            return self._says(wording.TOO_OLD_TO_UNDO if state.forgotten else wording.NOTHING_TO_UNDO, state, speech, day)
        return self._moved("已退回一步。", state, before, speech, day)

    def _redo(self, state: State, speech: Speech, day: str) -> Done:
        after = redone(state)
        if after is None:
            return self._says(wording.NOTHING_TO_REDO, state, speech, day)
        return self._moved("已重做一步。", state, after, speech, day)

    def _moved(self, lead: str, state: State, to: State, speech: Speech, day: str) -> Done:
        speech.say(lead + wording.moved(state.core, to.core, self._talk.interview))
        self._talk.asking.again(to.core, day, speech)
        return to, self._talk.finish(speech, to.core, day)

    def _edit(self, argument: str, state: State, speech: Speech, day: str) -> Done:
        slot, words = self._named(argument, state.core)
        if slot is None:
            if not any(key.startswith("f:") for key in state.core):
                return self._says(wording.NOTHING_KNOWN, state, speech, day)
            speech.say(wording.review(state.core, self._talk.interview), SUMMARY)
            return self._says(wording.HOW_TO_EDIT, state, speech, day)
        core = {**state.core, "turn": state.core["turn"] + 1}
        if words:
            told = self._told(slot, words, core, day)
            if told is not None:
                return self._edited(told, words, state, speech, day)
            speech.say(wording.clarified(self._talk.interview.questions[slot.fact]))
        core["pending"], core["editing"] = [str(slot), 0], str(slot)
        self._talk.asking.put(core, slot, 1, speech)
        return stepped(state, core), self._talk.finish(speech, core, day)

    def _told(self, slot: Slot, words: str, core: dict[str, Any], day: str) -> Telling | None:
        """Return the case with ``slot`` set to what ``words`` say of it, or None where they say nothing clear."""
        talk = self._talk
        listened = talk.listened(words)
        if listened.alarm is not None:
            return None
        hearing = talk.hear(listened, day)
        taken = answer_to(talk.interview.questions[slot.fact], hearing, day)
        if taken is None:
            return None
        telling = Telling(core, core["turn"], day)
        telling.put(slot, taken.value, taken.mark)
        telling.words(excerpt(words, ()))
        return telling

    def _edited(self, telling: Telling, words: str, state: State, speech: Speech, day: str) -> Done:
        core, changes = telling.core, telling.changes
        speech.say(wording.noted(changes, self._talk.interview, core))
        self._talk.casework.say_due(state.core, core, day, speech)
        self._talk.asking.again(core, day, speech)
        return stepped(state, core), self._talk.finish(speech, core, day)

    def _named(self, argument: str, core: Mapping[str, Any]) -> tuple[Slot | None, str]:
        """Return the fact that is to be changed, by its number in the review or by its name, and the words after it."""
        first, _, rest = argument.strip().partition(" ")
        rows = wording.rows(core)
        if first.isascii() and first.isdigit() and len(first) < 4:
            number = int(first)
            return (rows[number - 1][0] if 1 <= number <= len(rows) else None), rest.strip()
        for slot, _ in rows:
            title = self._talk.interview.questions[slot.fact].title
            if len(first) > 1 and (first in title or title in first):
                return slot, rest.strip()
        return None, ""
