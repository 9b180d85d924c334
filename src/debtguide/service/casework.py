"""What follows from the facts of a conversation: the assessment, as hosts get it and as it is said."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from debtguide.assessment.assess import assess
from debtguide.assessment.law import law_of
from debtguide.dialogue.case import core_of, debts, entries, facts_key, most_urgent, public_debts, public_facts
from debtguide.dialogue.case_facts import case_facts
from debtguide.replies import wording
from debtguide.replies.plan_text import PlanText
from debtguide.replies.reply import PLAN, SUMMARY, Known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.model.assessment import Assessment
    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.model.law import ArticleVersion
    from debtguide.service.speech import Speech

_REMEMBERED = 32
_PAPERS = ("documents_received", "received_on", "service_method")


class Casework:
    """Assesses cases over one knowledge base.

    Args:
        knowledge_base: whose rules and law.
    """

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        self._knowledge_base = knowledge_base
        self._titles = {stage.id: stage.title for stage in knowledge_base.stages}
        self.law = law_of(knowledge_base)
        # One turn looks at one case several times.
        self._assessed = lru_cache(maxsize=_REMEMBERED)(self._assess)

    def known(self, core: Mapping[str, Any], day: str) -> Known:
        """Return what hosts get of the case on ``day``."""
        facts = public_facts(core, day)
        assessment = self.assessment(core, day) if facts else None
        stage = None if assessment is None else next((one for one in assessment.stages if one.debt == most_urgent(core)), None)
        reached = (None, None) if stage is None else (stage.stage, stage.sub_stage)
        return Known(facts, tuple(public_debts(core, day)), assessment, *reached)

    def assessment(self, core: Mapping[str, Any], day: str) -> Assessment:
        """Return what follows from the case on ``day``."""
        return self._assessed(facts_key(core), day)

    def _assess(self, facts: str, day: str) -> Assessment:
        from datetime import date

        bodies = self._knowledge_base.bodies
        return assess(bodies.rules(), case_facts(core_of(facts), bodies.interview(), day), date.fromisoformat(day), self.law)

    def stage_title(self, known: Known) -> str | None:
        """Return the name of the stage, with its sub-stage."""
        names = [self._titles[stage] for stage in (known.stage, known.sub_stage) if stage in self._titles]
        return "·".join(names) or None

    def say_due(self, earlier: Mapping[str, Any], core: Mapping[str, Any], day: str, speech: Speech) -> None:
        """Say the deadlines that are not what they were before the turn."""
        touched = {slot.owner for slot, kept in entries(core) if slot.fact in _PAPERS and earlier.get(f"f:{slot}") != list(kept)}
        if not touched:
            return
        assessment = self.assessment(core, day)
        before = set(self.assessment(earlier, day).deadlines)
        due = [deadline for deadline in assessment.deadlines if deadline.debt in touched and deadline not in before]
        text = self._plan_text(assessment, core, day)
        self._say(text.due(due), speech)
        speech.cite(text.cited)

    def say_plan(self, core: Mapping[str, Any], day: str, speech: Speech) -> bool:
        """Say where the case stands and the whole plan; return whether there was one."""
        known = self.known(core, day)
        if known.assessment is None or known.assessment.empty:
            return False
        stage = self.stage_title(known)
        speech.say(f"现在大概在“{stage}”这一步。" if stage else "", SUMMARY, must_keep=True)
        text = self._plan_text(known.assessment, core, day)
        self._say(text.sections(), speech)
        speech.cite(text.cited)
        contacts = [self._knowledge_base.bodies.contact(contact.id) for contact in known.assessment.contacts]
        speech.name([contact for contact in contacts if contact is not None])
        return True

    def _say(self, sections: Any, speech: Speech) -> None:
        for section in sections:
            speech.say(f"【{section.heading}】\n" + "\n".join(section.lines), PLAN, must_keep=section.must_keep)

    def _plan_text(self, assessment: Assessment, core: Mapping[str, Any], day: str) -> PlanText:
        several = len(debts(core)) > 1

        def provision(cite: str) -> ArticleVersion | None:
            versions = self._knowledge_base.bodies.article(cite)
            return next((version for version in reversed(versions) if version.in_force(day)), versions[-1] if versions else None)

        def debt(name: str) -> str:
            return wording.debt_name(name, self._knowledge_base.bodies.interview(), core) if several else ""

        return PlanText(assessment, provision, self._knowledge_base.bodies.contact, debt)
