"""Places that facts are kept under: whose fact it is, which fact, and of which document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from debtguide.model.interview import DOCUMENT, PERSON, Question

ME = "me"
FIRST_DEBT = "d1"
MOST_DEBTS = 6
"""More debts than this are not told apart: a state must stay small, and a talk must end."""

_SLOT = re.compile(r"(me|d[1-9])\.([a-z_]{1,40})(?:\.([a-z_]{1,40}))?")


class Slot(NamedTuple):
    """Where a fact is kept: ``owner`` is ``me`` or a debt (d1, d2 …); ``document`` the kind of paper, for facts about one."""

    owner: str
    fact: str
    document: str | None = None

    def __str__(self) -> str:
        return ".".join(part for part in self if part)


def parse_slot(text: object) -> Slot | None:
    """Return the slot that ``text`` writes, or None."""
    return _parsed(text) if isinstance(text, str) else None


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Slot | None:
    found = _SLOT.fullmatch(text)
    return None if found is None else Slot(*found.groups())


def slot_of(question: Question, debt: str, document: str | None = None) -> Slot:
    """Return where the fact of ``question`` is kept, for ``debt`` and ``document`` where it is about such."""
    if question.about == PERSON:
        return Slot(ME, question.fact)
    return Slot(debt, question.fact, document if question.about == DOCUMENT else None)
