"""What can go wrong, as one tree.

DebtGuideError
├── KnowledgeError       the author's mistake; carries every Problem that was found
├── NotInForceError      no value, or no provision, on the day asked for
├── CalculationError     outside what the law's formula covers
└── StateError           a saved state that is damaged, too new, or not one of ours

What a user types never raises: a question that is not understood is an answer that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide.spans import SourceMark


class Problem(NamedTuple):
    """One fault of a knowledge file, with what was found, what was expected and what to do.

    ``code`` is stable: DG1xx YAML, DG2xx shape, DG3xx references, DG4xx behaviour; DG6xx are reminders.
    """

    mark: SourceMark
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        # What an author wrote, and is shown again, may run over several lines; a problem is one.
        line = f"{self.mark}: {self.code} {self.message}".replace("\n", " ")
        hint = self.hint.replace("\n", " ")
        return f"{line}\n    {hint}" if hint else line


class DebtGuideError(Exception):
    """Base of every error that debtguide raises on purpose."""


class KnowledgeError(DebtGuideError):
    """The knowledge base has faults; nothing was loaded.

    Attributes:
        problems: every fault of the run, sorted by file, line and column.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.report())

    def report(self) -> str:
        """Return all faults, one below the other, and the count, as an author reads them."""
        files = len({problem.mark.file for problem in self.problems})
        lines = [str(problem) for problem in self.problems]
        lines.append(f"{files} 个文件，{len(self.problems)} 处问题")
        return "\n".join(lines)


class NotInForceError(DebtGuideError):
    """Nothing was in force on the day asked for."""


class CalculationError(DebtGuideError):
    """An input lies outside what the law's formula covers."""


class StateError(DebtGuideError):
    """A saved state is damaged, was made by a later release, or is not one of ours."""
