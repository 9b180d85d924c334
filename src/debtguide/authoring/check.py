"""``kb check``: every problem of a knowledge directory, at once; and of sound knowledge what is to be reviewed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.authoring.conversations import case_problems
from debtguide.errors import KnowledgeError
from debtguide.knowledge.build import checked
from debtguide.knowledge.checks.reviews import reminders
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from collections.abc import Callable


def check(directory: str | None, write: Callable[[str], None]) -> int:
    """Write the problems of ``directory`` (the built-in knowledge where None) and return 1, or 0 where there are none.

    Reminders are written too, but nothing is wrong where there are only reminders.
    """
    builtin = builtin_directory()
    try:
        library, problems = checked(directory or builtin, builtin)
        problems += case_problems(directory or builtin, library)
    except KnowledgeError as error:
        library, problems = None, list(error.problems)
    if problems or library is None:
        write(KnowledgeError(problems).report())
        return 1
    found = reminders(library)
    for reminder in found:
        write(str(reminder))
    write(f"0 处问题，{len(found)} 处提醒" if found else "没有发现问题。")
    return 0
