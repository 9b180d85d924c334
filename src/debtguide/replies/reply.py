"""The reply of a conversation turn, and its JSON form (schema ``debtguide.reply/1``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.replies.answer import citation

if TYPE_CHECKING:
    from debtguide.replies.answer import Answer

SCHEMA = "debtguide.reply/1"


class ReplyPart(NamedTuple):
    """A piece of a reply: kind is answer, question, summary, plan, crisis or notice; a host that must cut keeps ``must_keep``."""

    kind: str
    text: str
    must_keep: bool


class Reply(NamedTuple):
    """What goes back to the user after one turn; ``text`` is everything they read, plain."""

    text: str
    parts: tuple[ReplyPart, ...]
    answer: Answer | None
    outcome: str
    in_scope: bool
    crisis: bool
    ended: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: every key always present, null or empty where there is nothing."""
        answer = self.answer
        plain = None if answer is None else answer.to_dict()
        return {
            "schema": SCHEMA,
            "text": self.text,
            "parts": [{"kind": part.kind, "text": part.text, "must_keep": part.must_keep} for part in self.parts],
            "answer": plain,
            "topics": plain["topics"] if plain else [],
            "citations": [citation(version) for version in answer.citations] if answer else [],
            "contacts": plain["contacts"] if plain else [],
            "outcome": self.outcome,
            "in_scope": self.in_scope,
            "crisis": self.crisis,
            "stage": answer.stage if answer else None,
            "sub_stage": answer.sub_stage if answer else None,
            "asks": None,
            "facts": {},
            "debts": [],
            "plan": None,
        }
