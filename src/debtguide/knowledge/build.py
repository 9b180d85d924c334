"""Read, check and compile a knowledge directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from debtguide.errors import KnowledgeError
from debtguide.knowledge.checks import check_library
from debtguide.knowledge.compiler import compile_library
from debtguide.knowledge.learnt import recall
from debtguide.knowledge.library import read_library
from debtguide.knowledge.store import dump

if TYPE_CHECKING:
    from debtguide.errors import Problem
    from debtguide.knowledge.library import Library


def problems_of(directory: str, builtin: str) -> list[Problem]:
    """Return every problem of the knowledge in ``directory``, sorted by place; an empty list where it is sound."""
    return checked(directory, builtin)[1]


def compile_directory(directory: str, builtin: str) -> bytes:
    """Return the compiled knowledge base of ``directory``.

    Raises:
        KnowledgeError: the knowledge has problems; the error carries all of them.
    """
    library, problems = checked(directory, builtin)
    if problems or library is None:
        raise KnowledgeError(problems)
    return dump(*compile_library(library, recall))


def checked(directory: str, builtin: str) -> tuple[Library | None, list[Problem]]:
    """Return the knowledge in ``directory`` as it was read (None where there is none), and every problem of it."""
    problems: list[Problem] = []
    library = read_library(Path(directory), Path(builtin), problems)
    if library is not None:
        problems += check_library(library)
    return library, sorted(set(problems))
