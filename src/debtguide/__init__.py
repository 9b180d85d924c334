"""debtguide: an offline, rule-based guide for people in mainland China who are overdue on a consumer debt.

    from debtguide import load_guide
    guide = load_guide()
    answer = guide.ask("网贷逾期三个月会被起诉吗")

The face is lazy: a name is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.version import __version__

if TYPE_CHECKING:
    from debtguide.errors import CalculationError, DebtGuideError, KnowledgeError, NotInForceError, StateError
    from debtguide.replies.answer import Answer
    from debtguide.replies.reply import Reply
    from debtguide.service.guide import Guide
    from debtguide.service.load import load_guide
    from debtguide.service.session import Session

__all__ = [
    "Answer",
    "CalculationError",
    "DebtGuideError",
    "Guide",
    "KnowledgeError",
    "NotInForceError",
    "Reply",
    "Session",
    "StateError",
    "__version__",
    "load_guide",
]

_HOMES = {
    "Answer": "debtguide.replies.answer",
    "CalculationError": "debtguide.errors",
    "DebtGuideError": "debtguide.errors",
    "Guide": "debtguide.service.guide",
    "KnowledgeError": "debtguide.errors",
    "NotInForceError": "debtguide.errors",
    "Reply": "debtguide.replies.reply",
    "Session": "debtguide.service.session",
    "StateError": "debtguide.errors",
    "load_guide": "debtguide.service.load",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'debtguide' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
