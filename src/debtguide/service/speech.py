"""One turn's reply as it is put together: parts in order, the answer, the question, what is known after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.replies.plain_text import sections
from debtguide.replies.reply import ANSWER, CRISIS, NOTHING_KNOWN, NOTICE, QUESTION, Asks, HostAction, Known, Reply, ReplyPart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide.model.law import ArticleVersion
    from debtguide.model.topics import Contact
    from debtguide.replies.answer import Answer


class Speech:
    """Collects what is said in one turn; ``reply`` gives it."""

    def __init__(self) -> None:
        self._parts: list[ReplyPart] = []
        self._answer: Answer | None = None
        self._asks: Asks | None = None
        self._cited: dict[tuple[str, str], ArticleVersion] = {}
        self._contacts: dict[str, Contact] = {}
        self.host: HostAction | None = None
        self.known: Known = NOTHING_KNOWN

    def say(self, text: str, kind: str = NOTICE, *, must_keep: bool = False, of_answer: bool = False) -> None:
        """Say ``text``; nothing where it is empty."""
        if text:
            self._parts.append(ReplyPart(kind, text, must_keep, of_answer))

    def answer(self, answer: Answer) -> None:
        """Say an answer, section by section."""
        self._answer = answer
        kind = CRISIS if answer.crisis else QUESTION if answer.outcome == "ask_back" else ANSWER
        for section in sections(answer):
            heading = f"【{section.heading}】\n" if section.heading else ""
            keep = section.must_keep or answer.crisis or answer.outcome == "ask_back"
            self.say(heading + "\n".join(section.lines), kind, must_keep=keep, of_answer=True)
        self.cite(answer.citations)
        self.name(answer.contacts)

    def ask(self, asks: Asks, text: str) -> None:
        """Put the question that ends the turn."""
        self._asks = asks
        self.say(text, QUESTION, must_keep=True)

    def cite(self, versions: Iterable[ArticleVersion]) -> None:
        """Note article versions that were cited."""
        for version in versions:
            self._cited.setdefault((version.id, version.effective_from), version)

    def name(self, contacts: Iterable[Contact]) -> None:
        """Note contacts that were named."""
        for contact in contacts:
            self._contacts.setdefault(contact.id, contact)

    def reply(self, act: str) -> Reply:
        """Return the reply, whose act is ``act``."""
        answer = self._answer
        return Reply(
            "\n\n".join([part.text for part in self._parts]),
            tuple(self._parts),
            answer,
            "answered" if answer is None else answer.outcome,
            True if answer is None else answer.in_scope,
            False if answer is None else answer.crisis,
            act,
            self._asks,
            self.known,
            tuple(self._cited.values()),
            tuple(self._contacts.values()),
            self.host,
        )
