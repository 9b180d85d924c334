"""What is answered to whom: knows the guide and the conversations, and nothing of any platform."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from debtguide import load_guide

from . import wording
from .conversations import Conversation, Conversations
from .cutting import Piece, shortened, slices

if TYPE_CHECKING:
    from debtguide import Guide, Reply

    from .config import Config
    from .conversations import Visitor

_HELP = ("帮助", "help", "/帮助", "/help")
_MORE = "更多"
_SLASHES = ("/", "／")
_CITATIONS, _POINTS = "【依据】", "【要点】"
"""Sections of an answer, by the headings that readers see."""


class Desk:
    """Answers visitors.

    Args:
        config: what the bot's owner set.
        command: the plugin's command as it is typed on this bot.
    """

    def __init__(self, config: Config, command: str) -> None:
        self._config = config
        self._command = command
        self._conversations = Conversations(config.debtguide_most_sessions, config.debtguide_idle_minutes * 60)

    @cached_property
    def guide(self) -> Guide:
        """The guide; loaded when the bot starts, shared by all conversations."""
        return load_guide(self._config.debtguide_knowledge)

    def answer(self, visitor: Visitor, said: str, now: float) -> list[str]:
        """Return the messages to send to ``visitor``, who said ``said`` at ``now`` (seconds of any steady clock)."""
        said = said.strip()
        kept = self._conversations.of(visitor, now)
        if said in _HELP:
            return self._sliced([self.usage()])
        if said == _MORE:
            self._conversations.keep(visitor, kept._replace(held_back=()), now)
            return self._sliced(kept.held_back or [wording.NO_MORE])
        return self._turn(visitor, said, kept, now)

    def forget_idle(self, now: float) -> None:
        """Forget the conversations that were idle too long."""
        self._conversations.forget_idle(now)

    def usage(self) -> str:
        """Return how the plugin is used."""
        return wording.USAGE.format(command=self._command, minutes=f"{self._config.debtguide_idle_minutes:g}")

    def _turn(self, visitor: Visitor, said: str, kept: Conversation, now: float) -> list[str]:
        session = self.guide.session(kept.state)
        reply = session.send(said)
        if said.startswith(_SLASHES) and not visitor.private and not reply.crisis:
            return [wording.COMMANDS_IN_PRIVATE.format(command=self._command)]
        in_danger = reply.crisis or (kept.in_danger and reply.answer is None)
        held: list[str] = []
        if reply.crisis:
            # Whole, in its own order, with nothing of ours before it or after it.
            sent = [part.text for part in reply.parts]
        else:
            pieces = self._pieces(reply) if visitor.private else self._public_pieces(reply)
            sent, held = shortened(pieces, self._config.debtguide_reply_chars)
            if held:
                sent.append(wording.MORE.format(count=len(held), command=self._command))
        remembered = visitor.private or in_danger or reply.outcome == "ask_back"
        self._conversations.keep(visitor, Conversation(session.to_dict() if remembered else None, tuple(held), in_danger), now)
        return self._sliced(sent)

    def _pieces(self, reply: Reply) -> list[Piece]:
        return [
            Piece(part.text, part.must_keep, self._in_brief(reply, part.text) if part.of_answer else "", part.text.startswith(_POINTS)) for part in reply.parts
        ]

    def _public_pieces(self, reply: Reply) -> list[Piece]:
        """Return what a whole group may read: the answer and what follows from this very message, not the case, not the interview."""
        if not reply.known.facts and reply.asks is None:
            return self._pieces(reply)
        shown = [part for part in reply.parts if part.of_answer or part.kind == "plan" or (part.must_keep and part.kind == "notice")]
        return [*self._pieces(reply._replace(parts=tuple(shown))), Piece(wording.IN_PRIVATE, True)]

    def _in_brief(self, reply: Reply, text: str) -> str:
        """Return the citations of an answer without the words of the law, numbered as they were; empty for any other part."""
        if reply.answer is None or not text.startswith(_CITATIONS):
            return ""
        names = "，".join(f"[{number}] {version.name}" for number, version in enumerate(reply.answer.citations, 1))
        return wording.BY_NAME.format(names=names, command=self._command)

    def _sliced(self, texts: list[str] | tuple[str, ...]) -> list[str]:
        return list(slices(texts, self._config.debtguide_message_chars))
