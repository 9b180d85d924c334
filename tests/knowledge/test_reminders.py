"""``kb check`` reminds of answers that were reviewed before the law they rest on began to hold or was read; that is no fault.

The cases of tests/reminders are written as those of tests/bad_knowledge are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_bad_knowledge import CHINESE, SENTENCE_IN_ENGLISH, directives, lay

from debtguide.authoring.check import check
from debtguide.knowledge.build import checked
from debtguide.knowledge.checks.reviews import reminders
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from debtguide.errors import Problem

CASES = sorted((Path(__file__).parents[1] / "reminders").iterdir())


def reminded(knowledge: Path) -> list[Problem]:
    library, problems = checked(str(knowledge), str(knowledge))
    assert library is not None
    assert problems == []
    return reminders(library)


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_reminder_names_the_place_and_what_is_newer(case: Path, minimal_knowledge: Path) -> None:
    at = lay(case, minimal_knowledge)
    (expected,) = directives(case, "expect")
    place, code, words = expected.split(" ", 2)
    (reminder,) = reminded(minimal_knowledge)
    place = place if place.count(":") == 2 else f"{at}:{place}"
    assert (str(reminder.mark), reminder.code) == (f"{minimal_knowledge.as_posix()}/{place}", code)
    assert words in reminder.message
    assert CHINESE.search(reminder.hint)
    assert not SENTENCE_IN_ENGLISH.search(f"{reminder.message} {reminder.hint}")


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_the_command_tells_reminders_and_ends_well(case: Path, minimal_knowledge: Path) -> None:
    lay(case, minimal_knowledge)
    lines: list[str] = []
    assert check(str(minimal_knowledge), lines.append) == 0
    assert lines[-1] == "0 处问题，1 处提醒"
    assert "DG601" in lines[0]


def test_where_there_are_faults_nothing_is_said_of_reviews(minimal_knowledge: Path) -> None:
    lay(CASES[0], minimal_knowledge)
    (minimal_knowledge / "contacts/hotline.yaml").unlink()
    lines: list[str] = []
    assert check(str(minimal_knowledge), lines.append) == 1
    assert "DG601" not in "\n".join(lines)


def test_everything_built_in_was_reviewed_after_the_law_it_rests_on() -> None:
    assert reminded(Path(builtin_directory())) == []
