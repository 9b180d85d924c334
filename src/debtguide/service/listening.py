"""What is read of a text before any day or case bears on it, and what a conversation needs of the guide that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.language.normalize import Admitted
    from debtguide.matching.matcher import Held, Match
    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.replies.answer import Answer
    from debtguide.replies.compose import Composed
    from debtguide.safety import Alarm
    from debtguide.understanding.reading import Reading


class Listened(NamedTuple):
    """What was read of a question: the text admitted, its reading, the patterns that hold, the ranking, an alarm."""

    admitted: Admitted
    reading: Reading
    held: Held
    match: Match
    alarm: Alarm | None


class Answering(Protocol):
    """A guide, as a conversation knows it."""

    @property
    def knowledge_base(self) -> KnowledgeBase:
        """What the guide knows."""

    def listen(self, question: str, *, expected: bool = False) -> Listened:
        """Return what was read of ``question``, which may go on from something in scope."""

    def answer(self, listened: Listened, day: str, facts: Mapping[str, Any] | None = None) -> Answer:
        """Answer what was read, for a day and for what is known of the case."""

    def answer_on(self, topic: str, listened: Listened, day: str, facts: Mapping[str, Any] | None = None) -> Answer | None:
        """Return the answer of ``topic``, whatever was said; None where there is no such topic."""

    def composed(self, key: str, day: str, facts: Mapping[str, Any] | None = None) -> Composed | None:
        """Return what the answer ``key`` says, or None where there is none."""
