"""A conversation. A turn is a pure function of guide, state, text and day; the host keeps the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.replies import wording
from debtguide.replies.reply import NOTICE, ReplyPart
from debtguide.service.clock import today
from debtguide.service.day import iso_day
from debtguide.service.talk_commands import take

if TYPE_CHECKING:
    from datetime import date

    from debtguide.replies.reply import Reply
    from debtguide.service.talk import Talk


class Session:
    """One conversation over a shared guide.

    Args:
        talk: what holds conversations over the guide.
        state: what an earlier session's ``to_dict()`` gave, or None.
        as_of: the day of every turn; None is each turn's own day.

    Raises:
        StateError: ``state`` is damaged, too new, or not one of ours.
        ValueError: ``as_of`` is no day.
    """

    def __init__(self, talk: Talk, state: dict[str, Any] | None = None, *, as_of: date | str | None = None) -> None:
        self._talk = talk
        self._day = None if as_of is None else iso_day(as_of, "")
        self._notice = ""
        if state is None:
            self._state = self._talk.begin()
        else:
            self._state = self._restored(state, talk.guide.knowledge_base.digest)

    def send(self, text: str) -> Reply:
        """Take one turn: ``text`` is what the user typed, or a slash command."""
        self._state, reply = take(self._talk, self._state, text, self._day or today())
        if self._notice and not reply.crisis:
            part = ReplyPart(NOTICE, self._notice, False)
            reply = reply._replace(text=f"{part.text}\n\n{reply.text}", parts=(part, *reply.parts))
            self._notice = ""
        return reply

    def to_dict(self) -> dict[str, Any]:
        """Return the state as plain JSON, under 16 KiB; give it to ``Guide.session`` to go on."""
        from debtguide.dialogue.saved import to_plain

        return to_plain(self._state)

    def _restored(self, plain: dict[str, Any], kb: str) -> Any:
        from debtguide.dialogue.saved import from_plain

        interview = self._talk.interview
        state, dropped = from_plain(plain, interview, kb)
        if dropped:
            titles = "、".join(interview.questions[fact].title if fact in interview.questions else fact for fact in dropped)
            self._notice = wording.DROPPED.format(titles=titles)
        elif plain.get("kb", kb) != kb and len(state.core) > 1:
            self._notice = wording.OTHER_KNOWLEDGE
        return state
