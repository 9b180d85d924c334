"""The answer to one question: what it says, on what authority, and its JSON form (schema ``debtguide.answer/1``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from debtguide.matching.matcher import Evidence, Held, Match, Matcher
    from debtguide.model.entities import Entity, Scalar
    from debtguide.model.law import ArticleVersion
    from debtguide.model.topics import Contact
    from debtguide.safety import Alarm
    from debtguide.understanding.reading import Reading

SCHEMA = "debtguide.answer/1"


class RankedTopic(NamedTuple):
    """A topic that the question may be about; ``score`` is 0 to 1."""

    id: str
    title: str
    score: float


class Part(NamedTuple):
    """A stretch of the question (code points, half-open) and the topic it asks about."""

    start: int
    end: int
    topic: str


class DueDate(NamedTuple):
    """A legal period: ``days`` where it is counted in days, the event it runs from, the date where that is known."""

    days: int | None
    event: str
    date: str | None


class Said(NamedTuple):
    """A statement with the ids of its citations and the level of law it rests on (None: no law stated)."""

    text: str
    citations: tuple[str, ...]
    basis: str | None
    due: DueDate | None = None


class Explanation(NamedTuple):
    """Why this answer: what was read, the patterns that hold, the ranking, and the safety alarm where there was one.

    ``matcher`` is None where no ranking decided.
    """

    reading: Reading
    held: Held
    match: Match
    alarm: Alarm | None
    matcher: Matcher | None

    def evidence(self, topic: str) -> list[Evidence]:
        """Return what spoke for and against ``topic``, strongest first."""
        return [] if self.matcher is None else self.matcher.evidence(self.reading, self.held, topic)


class Answer(NamedTuple):
    """The answer to one question; ``to_dict`` gives the published JSON form. Two answers that say the same are equal.

    ``festivals`` gives the days of those that move, for reading 春节前 when somebody wants the entities.
    """

    id: str | int | float | None
    question: str
    as_of: str
    kb: str
    outcome: str
    in_scope: bool
    crisis: bool
    certainty: str
    topics: tuple[RankedTopic, ...]
    parts: tuple[Part, ...]
    readings: tuple[RankedTopic, ...]
    stage: str | None
    sub_stage: str | None
    summary: Said
    points: tuple[Said, ...]
    warnings: tuple[Said, ...]
    steps: tuple[Said, ...]
    citations: tuple[ArticleVersion, ...]
    contacts: tuple[Contact, ...]
    follow_ups: tuple[str, ...]
    notice: str
    explanation: Explanation
    festivals: Callable[[], Mapping[str, tuple[str, ...]]]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The values found in the question; looked for when they are asked for."""
        from datetime import date

        from debtguide.understanding.entities import EntityReader

        return EntityReader(self.festivals).read(self.explanation.reading, date.fromisoformat(self.as_of))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: every key always present, null or empty where there is nothing."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "question": self.question,
            "as_of": self.as_of,
            "kb": self.kb,
            "outcome": self.outcome,
            "in_scope": self.in_scope,
            "crisis": self.crisis,
            "certainty": self.certainty,
            "topics": [{"id": topic.id, "title": topic.title, "score": topic.score} for topic in self.topics],
            "parts": [{"start": part.start, "end": part.end, "topic": part.topic} for part in self.parts],
            "readings": [{"topic": reading.id, "text": reading.title} for reading in self.readings],
            "stage": self.stage,
            "sub_stage": self.sub_stage,
            "summary": _said(self.summary),
            "points": [_said(point) for point in self.points],
            "warnings": [_said(warning) for warning in self.warnings],
            "steps": [{**_said(step), "due": _due(step.due)} for step in self.steps],
            "citations": [citation(version) for version in self.citations],
            "contacts": [{"name": contact.title, "number": contact.number, "for": contact.can} for contact in self.contacts],
            "entities": [_entity(entity) for entity in self.entities],
            "follow_ups": list(self.follow_ups),
            "notice": self.notice,
        }


def _entity(entity: Entity) -> dict[str, Any]:
    value = entity.value
    row = {
        "kind": entity.kind,
        "value": list(map(_plain, value)) if isinstance(value, tuple) else _plain(value),
        "approx": entity.approx,
        "status": entity.status,
        "text": entity.text,
        "start": entity.start,
        "end": entity.end,
    }
    return row if entity.lender_kind is None else {**row, "lender_kind": entity.lender_kind}


def _plain(value: Scalar) -> int | float | str:
    """Return a value as JSON says it: a whole number without a point."""
    if isinstance(value, (int, str)):
        return value
    return int(value) if value == int(value) else float(value)


def _said(said: Said) -> dict[str, Any]:
    return {"text": said.text, "citations": list(said.citations), "basis": said.basis}


def _due(due: DueDate | None) -> dict[str, Any] | None:
    return None if due is None else {"days": due.days, "from": due.event, "date": due.date}


def citation(version: ArticleVersion) -> dict[str, Any]:
    """Return an article version as an answer cites it."""
    return {
        "id": version.id,
        "title": version.title,
        "article": version.article,
        "article_zh": version.article_zh,
        "text": version.text,
        "verbatim": version.verbatim,
        "part": version.part,
        "level": version.level,
        "issuer": version.issuer,
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "source": version.source,
        "read_on": version.read_on,
    }


def listed_article(version: ArticleVersion) -> dict[str, Any]:
    """Return an article version as ``law list --jsonl`` prints it."""
    row = citation(version)
    row["doc_no"] = version.doc_no
    order = ("id", "title", "article", "article_zh", "text", "verbatim", "part", "level", "issuer", "doc_no")
    return {key: row[key] for key in (*order, "effective_from", "effective_to", "source", "read_on")}
