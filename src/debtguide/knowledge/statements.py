"""Walk the statements of a library: every sentence that an answer can say, with who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    """Yield every statement of topics, stages and safety rules."""
    for speaker in SPEAKERS:
        for owner, record in library.of(speaker).items():
            answer = record["answer"]
            if answer is not None:
                yield from _of_answer(speaker, owner, answer)


def _of_answer(speaker: str, owner: str, answer: Record) -> Iterator[Said]:
    yield Said(speaker, owner, "summary", answer["summary"])
    for part in ("earlier", "points", "myths", "steps", "say", "warnings"):
        for statement in answer.list(part):
            yield Said(speaker, owner, part, statement)
