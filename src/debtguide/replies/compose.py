"""Say a topic's answer for a day: fill the numbers of that day, cite the provisions of that day, leave out what was not law then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from debtguide.errors import NotInForceError
from debtguide.model.conditions import Circumstances, holds
from debtguide.replies.answer import DueDate, Said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.model.law import ArticleVersion
    from debtguide.model.parameters import Parameter
    from debtguide.model.topics import Answer as TopicAnswer
    from debtguide.model.topics import Contact, Statement

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DAY = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")

_NOT_HELD = "您问的是{day}的情形。那一天适用的规定和现在不同，本指南没有收录当时的条文，不能拿今天的规定来答；请带上材料向律师或法律援助机构核对。"


class Composed(NamedTuple):
    """What a topic says on a day."""

    certainty: str
    summary: Said
    points: tuple[Said, ...]
    warnings: tuple[Said, ...]
    steps: tuple[Said, ...]
    citations: tuple[ArticleVersion, ...]
    contacts: tuple[Contact, ...]
    follow_ups: tuple[str, ...]


class Composer:
    """Composes topics of a knowledge base for one day and one set of known facts.

    Args:
        knowledge_base: what is known.
        day: the day the answer is for, ISO.
        facts: known public facts by id; what is absent is unknown. A day is a ``date`` or ISO text, a month or year ISO text.
    """

    def __init__(self, knowledge_base: KnowledgeBase, day: str, facts: Mapping[str, object]) -> None:
        self._knowledge_base = knowledge_base
        self._day = day
        self._cited: dict[tuple[str, str], ArticleVersion] = {}
        bodies = knowledge_base.bodies
        self._facts = {name: _plain(value) for name, value in facts.items()}
        self._circumstances = Circumstances(self._facts, day, self._parameter_number, bodies.assessment)

    def compose(self, answer: TopicAnswer) -> Composed:
        """Return what ``answer`` says on the day; its summary always says something."""
        summary = self._summary(answer)
        certainty = answer.certainty
        if summary is None:
            certainty = "see_lawyer"
            summary = Said(_NOT_HELD.format(day=_chinese_day(self._day)), (), None)
        stages = [said for said in map(self._stage, answer.shows_stages) if said is not None]
        points = stages + self._all(answer.points)
        steps, warnings = self._all(answer.steps), self._all(answer.warnings)
        contacts = tuple([contact for contact in map(self._knowledge_base.bodies.contact, answer.contacts) if contact is not None])
        titles = {card.id: card.title for card in self._knowledge_base.topics}
        follow_ups = tuple([titles[topic] for topic in answer.follow_ups])
        return Composed(certainty, summary, tuple(points), tuple(warnings), tuple(steps), tuple(self._cited.values()), contacts, follow_ups)

    def fill(self, text: str) -> str | None:
        """Return ``text`` with its placeholders filled, or None where something it names was not in force on the day.

        Which day a number is of stands behind the text, where it does not tear a sentence apart.
        """
        missing = False
        notes: dict[str, None] = {}

        def filled(match: re.Match[str]) -> str:
            nonlocal missing
            shown = self._placeholder(match[1], notes)
            missing = missing or shown is None
            return shown or ""

        result = _PLACEHOLDER.sub(filled, text)
        if missing:
            return None
        return f"{result}（{'。'.join(notes)}。）" if notes else result

    def _placeholder(self, inside: str, notes: dict[str, None]) -> str | None:
        kind, _, name = inside.rpartition(":")
        if kind == "law":
            version = self._knowledge_base.provision(name, self._day)
            return None if version is None else version.name
        if kind == "contact":
            contact = self._knowledge_base.bodies.contact(name)
            return None if contact is None else contact.number
        parameter = self._knowledge_base.bodies.parameter(name)
        try:
            told = None if parameter is None else parameter.told(self._day, self._deciding_day(parameter))
        except NotInForceError:
            return None
        if told is None:
            return None
        if told.note is not None:
            notes[told.note] = None
        return told.text

    def _parameter_number(self, name: str) -> Decimal | None:
        parameter = self._knowledge_base.bodies.parameter(name)
        try:
            return None if parameter is None else parameter.number(self._day, self._deciding_day(parameter))
        except (NotInForceError, ArithmeticError):
            return None

    def _deciding_day(self, parameter: Parameter) -> str | None:
        """Return the day, month or year on which the law wants the number read, as the facts give it; None where they do not."""
        known = self._facts.get(parameter.fact) if parameter.fact is not None else None
        return known if isinstance(known, str) and _DAY.fullmatch(known) else None

    def _all(self, statements: tuple[Statement, ...]) -> list[Said]:
        return [said for said in map(self._said, statements) if said is not None]

    def _said(self, statement: Statement) -> Said | None:
        """Return the statement as it stands on the day, or None where it is not to be said."""
        if not (statement.first or "") <= self._day <= (statement.last or "9999"):
            return None
        truth = holds(statement.when, self._circumstances)
        if truth is False or (truth is None and statement.label is None):
            return None
        text = self.fill(statement.text)
        versions = [self._knowledge_base.provision(cite, self._day) for cite in statement.cites]
        if text is None or None in versions:
            return None
        if truth is None:
            text = f"（{statement.label}）{text}"
        for version in versions:
            assert version is not None
            self._cited.setdefault((version.id, version.effective_from), version)
        citations = tuple([version.id for version in versions if version is not None])
        return Said(text, citations, statement.basis, self._due(statement))

    def _summary(self, answer: TopicAnswer) -> Said | None:
        """Return the bottom line of the day: the summary, or the first of what was to be said before it could be."""
        return next((said for said in map(self._said, (answer.summary, *answer.earlier)) if said is not None), None)

    def _due(self, statement: Statement) -> DueDate | None:
        if statement.due is None:
            return None
        parameter = self._knowledge_base.bodies.parameter(statement.due.within)
        days = None
        if parameter is not None and parameter.unit == "day":
            number = self._parameter_number(parameter.id)
            days = None if number is None else int(number)
        return DueDate(days, statement.due.event, None)

    def _stage(self, stage_id: str) -> Said | None:
        stage = next(stage for stage in self._knowledge_base.stages if stage.id == stage_id)
        said = self._summary(self._knowledge_base.answer(stage.topic))
        return None if said is None else said._replace(text=f"【{stage.title}】{said.text}")


def _plain(fact: object) -> object:
    """Return a day as ISO text, which is how conditions and parameters compare days; anything else as it is."""
    return fact.isoformat()[:10] if hasattr(fact, "isoformat") else fact


def _chinese_day(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year}年{int(month)}月{int(number)}日"
