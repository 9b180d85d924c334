"""Where something stands: in an utterance (Span) or in a knowledge file (SourceMark)."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text, counted in code points, half-open: ``text[start:end]``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether both stretches share at least one character."""
        return self.start < other.end and other.start < self.end


class SourceMark(NamedTuple):
    """A place in a knowledge file; line and column count from 1, columns in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
