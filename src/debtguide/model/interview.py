"""The interview: the facts of a case, how they are asked for, and how people say them; and the manners of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.model.conditions import Condition

PERSON, DEBT, DOCUMENT = "person", "debt", "document"
"""What a fact is about: the one who asks, one of the debts, or one document received for a debt."""

YES, NO = "true", "false"
"""The choices of a flag."""


class Choice(NamedTuple):
    """One value of a fact.

    ``says`` is a regular expression over the normal form for how people say it, or empty; ``topic`` is what somebody of whom
    only this is known must hear first, or None.
    """

    id: str
    title: str
    says: str
    topic: str | None = None


class Question(NamedTuple):
    """A fact, and how it is asked for.

    ``when`` says when it still matters; ``order`` decides between facts that matter alike. ``cues`` are words near which
    an amount, a day or a length of time belongs to this fact, ``not_cues`` words near which it does not. ``ahead`` is whether its
    day may be still to come; such a day must be a whole one.
    """

    fact: str
    title: str
    kind: str
    about: str
    ask: str
    why: str
    cites: tuple[str, ...]
    retry: str
    choices: tuple[Choice, ...]
    when: Condition | None
    order: int
    cues: tuple[str, ...]
    not_cues: tuple[str, ...]
    ahead: bool = False

    def choice(self, id_: str) -> Choice | None:
        """Return the choice with this id, or None."""
        return next((choice for choice in self.choices if choice.id == id_), None)


class Manner(NamedTuple):
    """A thing that people say to the guide itself: don't know, rather not say, why do you ask, thanks, abuse.

    ``says`` is a regular expression over the normal form; ``whole`` where nothing else may be said beside it.
    """

    id: str
    says: str
    whole: bool
    reply: str


class Interview(NamedTuple):
    """All questions by fact, all manners by id, and which facts change the answer of a topic."""

    questions: Mapping[str, Question]
    manners: Mapping[str, Manner]
    needs: Mapping[str, tuple[str, ...]]
