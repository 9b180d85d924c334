"""A text that asks nothing and only tells facts: what was understood of it, and what presses most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.case import documents, most_urgent, public_facts
from debtguide.dialogue.slots import ME
from debtguide.dialogue.standing import CREDITOR_TOPICS, was_served
from debtguide.dialogue.telling import Telling, focus_of, tell
from debtguide.replies import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.dialogue.hearing import Hearing
    from debtguide.model.interview import Interview
    from debtguide.service.listening import Listened

_FIRST_TURN = 1
_HEARD_WELL = 0.6


class Understood(NamedTuple):
    """What was understood: in words, as public facts, and the topic to answer first, or None for the one that was heard."""

    words: str
    facts: dict[str, Any]
    pressing: str | None


def understood(listened: Listened, hearing: Hearing, interview: Interview, day: str) -> Understood | None:
    """Return what was understood of a text that tells facts of the speaker's own, or None where it is no such text.

    Args:
        listened: what was read.
        hearing: what was heard in it.
        interview: the facts there are.
        day: the day it was said.
    """
    match = listened.match
    if listened.alarm is not None or any(clause.asks for clause in listened.reading.clauses):
        return None
    if match.outcome == "declined" and not (match.ranked[0].topic.startswith(CREDITOR_TOPICS) and was_served(hearing)):
        return None
    telling = Telling({"turn": _FIRST_TURN}, _FIRST_TURN, day)
    tell(telling, hearing, interview, focus_of(telling.core))
    if all(change.slot.owner == ME for change in telling.changes):
        return None
    words = wording.told(telling.changes, interview, telling.core)
    heard_well = match.outcome == "answered" and match.ranked[0].score >= _HEARD_WELL
    return Understood(words, public_facts(telling.core, day), None if heard_well else _of_papers(telling.core, interview))


def _of_papers(core: Mapping[str, Any], interview: Interview) -> str | None:
    """Return the topic of the most pressing paper that came, where it has one."""
    question = interview.questions.get("documents_received")
    if question is None:
        return None
    choices = [question.choice(paper.kind) for paper in documents(core, most_urgent(core))]
    return next((choice.topic for choice in choices if choice is not None and choice.topic is not None), None)
