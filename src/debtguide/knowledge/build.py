"""Read, check and compile a knowledge directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from debtguide.errors import KnowledgeError
from debtguide.knowledge.checks import check_library
from debtguide.knowledge.compiler import compile_library
from debtguide.knowledge.library import read_library
from debtguide.knowledge.store import dump

if TYPE_CHECKING:
    from debtguide.errors import Problem


def problems_of(directory: str, builtin: str) -> list[Problem]:
    """Return every problem of the knowledge in ``directory``, sorted by place; an empty list where it is sound."""
    problems: list[Problem] = []
    library = read_library(Path(directory), Path(builtin), problems)
    if library is not None:
        # References into files that could not be read would only repeat what is already said of those files.
        unreadable = bool(problems)
        found = check_library(library)
        problems += [problem for problem in found if not (unreadable and problem.code.startswith("DG30"))]
    return sorted(set(problems))


def compile_directory(directory: str, builtin: str) -> bytes:
    """Return the compiled knowledge base of ``directory``.

    Raises:
        KnowledgeError: the knowledge has problems; the error carries all of them.
    """
    problems: list[Problem] = []
    library = read_library(Path(directory), Path(builtin), problems)
    if library is not None:
        problems += check_library(library)
    if problems or library is None:
        raise KnowledgeError(problems)
    return dump(*compile_library(library))
