"""A case on paper: what the conversation would say to 方案, 复核 and 依据, for whoever sets it as Markdown or as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.casefiles.case import case_of
from debtguide.casefiles.timeline import Step, timeline
from debtguide.dialogue.case import debts
from debtguide.replies import wording
from debtguide.replies.plain_text import cited
from debtguide.replies.reply import PLAN, SUMMARY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.replies.reply import Reply
    from debtguide.service.guide import Guide

SCHEMA = "debtguide.case-export/1"
_LAW, _CONTACTS = "依据", "可以找谁"


class Passage(NamedTuple):
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


class CaseDocument(NamedTuple):
    """What there is to read of a case on a day, in order; ``reply`` is what hosts get of it."""

    as_of: str
    steps: tuple[Step, ...]
    plan: tuple[Passage, ...]
    told: tuple[str, ...]
    law: tuple[str, ...]
    notice: str
    reply: Reply

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Everything below the timeline, in the order in which it is read."""
        found = (*self.plan, Passage("您说过的", self.told), Passage(_LAW, self.law))
        return tuple([passage for passage in found if passage.lines])


def document_of(guide: Guide, state: Mapping[str, Any], day: str) -> CaseDocument:
    """Return the paper on a session's state, as of ``day`` (ISO). Long numbers are blotted out.

    Raises:
        StateError: the state is damaged, too new, or not one of ours.
    """
    session = dict(case_of(guide.session(dict(state), as_of=day).to_dict(), day).session)
    reply = guide.session(session, as_of=day).send("/方案")
    review = guide.session(session, as_of=day).send("/复核")
    law = tuple([cited(version, number) for number, version in enumerate(reply.citations, 1)])
    plan = tuple([passage for part in reply.parts if part.kind == PLAN and (passage := _passage(part.text)).heading != _LAW])
    told = [line for part in review.parts if part.kind == SUMMARY for line in part.text.split("\n")[1:]]
    return CaseDocument(day, steps_of(guide, session, reply), plan, tuple(told), law, guide.ask("", day).notice, reply)


def steps_of(guide: Guide, state: Mapping[str, Any], reply: Reply) -> tuple[Step, ...]:
    """Return the timeline of a reply, for the state after it; empty where no debt stands anywhere."""
    core, assessment = state["core"], reply.known.assessment
    if assessment is None or not assessment.stages:
        return ()
    several = len(debts(core)) > 1

    def name(debt: str) -> str:
        return wording.debt_name(debt, guide.talk.interview, core) if several else ""

    return timeline(guide.knowledge_base.stages, assessment.stages, name)


def as_json(document: CaseDocument) -> dict[str, Any]:
    """Return the paper as plain JSON; every key is always present."""
    plain = document.reply.to_dict()
    kept = {key: plain[key] for key in ("stage", "sub_stage", "facts", "debts", "plan", "citations", "contacts")}
    return {"schema": SCHEMA, "as_of": document.as_of, **kept, "told": list(document.told), "notice": document.notice}


def _passage(text: str) -> Passage:
    heading, _, lines = text.partition("\n")
    return Passage(heading.strip("【】"), tuple(lines.split("\n")))


def is_contacts(passage: Passage) -> bool:
    """Return whether a passage says whom to call."""
    return passage.heading == _CONTACTS
