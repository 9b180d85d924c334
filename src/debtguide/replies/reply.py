"""The reply of a conversation turn, and its JSON form (schema ``debtguide.reply/1``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.replies.answer import citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.model.assessment import Assessment
    from debtguide.model.law import ArticleVersion
    from debtguide.model.topics import Contact
    from debtguide.replies.answer import Answer

SCHEMA = "debtguide.reply/1"

ANSWER, QUESTION, SUMMARY, PLAN, CRISIS, NOTICE = "answer", "question", "summary", "plan", "crisis", "notice"
"""Kinds of parts."""


class ReplyPart(NamedTuple):
    """A piece of a reply: kind is answer, question, summary, plan, crisis or notice; a host that must cut keeps ``must_keep``.

    ``of_answer`` is for hosts that set the answer themselves.
    """

    kind: str
    text: str
    must_keep: bool
    of_answer: bool = False


class Asks(NamedTuple):
    """The question that ends a turn: the fact it is for, and how many questions may still come, this one among them."""

    fact: str
    question: str
    choices: tuple[str, ...]
    left_at_most: int


class HostAction(NamedTuple):
    """What the host is asked to do (``quit``, ``save``, ``open``, ``export``, ``keep_as_case``), and what was typed after it."""

    action: str
    argument: str


class Known(NamedTuple):
    """What is known of the case after the turn, as hosts get it, and what follows from it."""

    facts: Mapping[str, Any]
    debts: tuple[Mapping[str, Any], ...]
    assessment: Assessment | None
    stage: str | None
    sub_stage: str | None


NOTHING_KNOWN = Known({}, (), None, None, None)


class Reply(NamedTuple):
    """What goes back to the user after one turn; ``text`` is everything they read, plain.

    ``act`` says what the turn did, for tests and authors; ``citations`` and ``contacts`` are those of the answer and the plan
    that were said.
    """

    text: str
    parts: tuple[ReplyPart, ...]
    answer: Answer | None
    outcome: str
    in_scope: bool
    crisis: bool
    act: str = ""
    asks: Asks | None = None
    known: Known = NOTHING_KNOWN
    citations: tuple[ArticleVersion, ...] = ()
    contacts: tuple[Contact, ...] = ()
    host: HostAction | None = None

    @property
    def ended(self) -> bool:
        """Whether the user took leave."""
        return self.host is not None and self.host.action == "quit"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: every key always present, null or empty where there is nothing."""
        answer, known = self.answer, self.known
        plain = None if answer is None else answer.to_dict()
        return {
            "schema": SCHEMA,
            "text": self.text,
            "parts": [{"kind": part.kind, "text": part.text, "must_keep": part.must_keep} for part in self.parts],
            "answer": plain,
            "topics": plain["topics"] if plain else [],
            "citations": [citation(version) for version in self.citations],
            "contacts": [{"name": contact.title, "number": contact.number, "for": contact.can} for contact in self.contacts],
            "outcome": self.outcome,
            "in_scope": self.in_scope,
            "crisis": self.crisis,
            "stage": known.stage or (answer.stage if answer else None),
            "sub_stage": known.sub_stage if known.stage else (answer.sub_stage if answer else None),
            "asks": None if self.asks is None else {**self.asks._asdict(), "choices": list(self.asks.choices)},
            "facts": dict(known.facts),
            "debts": [dict(debt) for debt in known.debts],
            "plan": _plan(known.assessment),
            "host": None if self.host is None else self.host._asdict(),
        }


def _plan(assessment: Assessment | None) -> dict[str, Any] | None:
    if assessment is None or assessment.empty:
        return None
    from debtguide.assessment.wire import plan

    return plan(assessment)
