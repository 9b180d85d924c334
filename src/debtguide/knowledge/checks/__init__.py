"""What must be true of a knowledge base as a whole; one small function a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.knowledge.checks import assessments, completeness, conditions, law, matching, references, wording

if TYPE_CHECKING:
    from debtguide.errors import Problem
    from debtguide.knowledge.library import Library

RULES = (*references.RULES, *completeness.RULES, *conditions.RULES, *law.RULES, *wording.RULES, *matching.RULES, *assessments.RULES)


def check_library(library: Library) -> list[Problem]:
    """Return every problem of ``library``; an empty list where it is sound."""
    return [problem for rule in RULES for problem in rule(library)]
