"""``kb check``: every problem of a knowledge directory, at once; and of sound knowledge what is to be reviewed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.errors import KnowledgeError
from debtguide.knowledge.build import examine
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from collections.abc import Callable


def check(directory: str | None, write: Callable[[str], None]) -> int:
    """Write the problems of ``directory`` (the built-in knowledge where None) and return 1, or 0 where there are none.

    Reminders are written too, but nothing is wrong where there are only reminders.
    """
    builtin = builtin_directory()
    try:
        problems, reminders = examine(directory or builtin, builtin)
    except KnowledgeError as error:
        problems, reminders = list(error.problems), []
    if problems:
        write(KnowledgeError(problems).report())
        return 1
    for reminder in reminders:
        write(str(reminder))
    write(f"0 处问题，{len(reminders)} 处提醒" if reminders else "没有发现问题。")
    return 0
