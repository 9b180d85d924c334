"""What can go wrong, as one tree.

DebtGuideError
├── KnowledgeError       the author's mistake; carries every Problem that was found
├── NotInForceError      no value, or no provision, on the day asked for
├── CalculationError     outside what the law's formula covers
└── StateError           a saved state that is damaged, too new, or not one of ours

What a user types never raises: a question that is not understood is an answer that says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide.spans import SourceMark

_UNSEEN = r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
"""Compiled when a problem is printed: answering a question imports this module too."""


class Problem(NamedTuple):
    """One fault of a knowledge file, with what was found, what was expected and what to do.

    ``code`` is stable: DG1xx YAML, DG2xx shape, DG3xx references, DG4xx behaviour; DG6xx are reminders.
    """

    mark: SourceMark
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        # What an author wrote is shown again, and may run over several lines or hold what moves a cursor; a problem is one line.
        line = re.sub(_UNSEEN, " ", f"{self.mark}: {self.code} {self.message}")
        return f"{line}\n    {re.sub(_UNSEEN, ' ', self.hint)}" if self.hint else line


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
