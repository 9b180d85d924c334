"""The built-in rules, ready to assess a case written in YAML."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from debtguide.assessment.assess import assess
from debtguide.assessment.calendar import PublishedCalendar
from debtguide.assessment.law import law_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide import Guide
    from debtguide.model.assessment import Assessment, CaseFacts

TODAY = date(2026, 11, 22)

LAST_KNOWN_YEAR = 2026


class KnownTo2026:
    """The published calendars to 2026 and nothing after, whatever the installed library knows."""

    def worked(self, day: date) -> bool | None:
        return None if day.year > LAST_KNOWN_YEAR else PublishedCalendar().worked(day)

    def holiday(self, day: date) -> str | None:
        return None if day.year > LAST_KNOWN_YEAR else PublishedCalendar().holiday(day)


@pytest.fixture(scope="session")
def assessed(guide: Guide) -> Callable[..., Assessment]:
    knowledge_base = guide.knowledge_base
    law, rules = law_of(knowledge_base), knowledge_base.bodies.rules()

    def run(case: CaseFacts, as_of: date = TODAY) -> Assessment:
        return assess(rules, case, as_of, law, KnownTo2026())

    return run
