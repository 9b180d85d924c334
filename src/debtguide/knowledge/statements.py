"""Walk the statements of a library: every sentence that an answer can say, with who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.model.assessment import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library

SPEAKERS = ("topic", "stage", "safety")


class Said(NamedTuple):
    """A statement in the library: ``part`` is summary, earlier, points, myths, steps, say or warnings."""

    speaker: str
    owner: str
    part: str
    statement: Record


def statements(library: Library) -> Iterator[Said]:
    """Yield every statement of topics, stages, safety rules and assessments."""
    for speaker in SPEAKERS:
        for owner, record in library.of(speaker).items():
            answer = record["answer"]
            if answer is not None:
                yield from _of_answer(speaker, owner, answer)
    for owner, record in library.of("assessment").items():
        for part, statement in _of_assessment(record):
            yield Said("assessment", owner, part, statement)


def _of_answer(speaker: str, owner: str, answer: Record) -> Iterator[Said]:
    yield Said(speaker, owner, "summary", answer["summary"])
    for part in ("earlier", "points", "myths", "steps", "say", "warnings"):
        for statement in answer.list(part):
            yield Said(speaker, owner, part, statement)


def _of_assessment(record: Record) -> Iterator[tuple[str, Record]]:
    """Yield a rule's statements, each with its part: a section of the plan, service, first, what or deadline."""
    for section in SECTIONS:
        for statement in record.list(section):
            yield section, statement
    for statement in record.list("service"):
        yield "service", statement
    if record["first"] is not None:
        yield "first", record["first"]
    deadline = record["deadline"]
    if deadline is not None:
        yield "what", deadline["what"]
        for statement in deadline.list("notes") + deadline.list("missed"):
            yield "deadline", statement
