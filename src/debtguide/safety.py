"""The safety gate: danger, threats, evasion and traps are seen before any question is answered.

What looks like danger and is none (笑死, 死账 …) is blotted out of the normal form first; the rules' patterns are then
held against what is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.matching.patterns import Pattern
    from debtguide.model.knowledge_base import KnowledgeBase, SafetyRule
    from debtguide.understanding.reading import Reading

ORDER = ("danger_self", "danger_others", "under_threat", "evasion", "scam_offer")
"""Which kind speaks where several rules hold: someone in danger comes first."""

BLOT = "\u25a1"


class Alarm(NamedTuple):
    """A safety rule that holds, and the pattern that says so."""

    rule: SafetyRule
    pattern: str
    start: int
    end: int


class SafetyGate:
    """Holds the safety rules of a knowledge base against readings.

    Args:
        knowledge_base: whose rules.
        read: reads a text again, without the traps.
        held: returns the patterns that hold for a reading.
    """

    def __init__(
        self,
        knowledge_base: KnowledgeBase,
        read: Callable[[str], Reading],
        held: Callable[[Reading], list[tuple[Pattern, tuple[int, int]]]],
    ) -> None:
        self._rules = knowledge_base.safety
        self._read = read
        self._held = held
        traps = sorted({trap for rule in self._rules for trap in rule.traps}, key=lambda trap: (-len(trap), trap))
        self._traps = re.compile("|".join(map(re.escape, traps))) if traps else None

    def alarm(self, reading: Reading, held: list[tuple[Pattern, tuple[int, int]]]) -> Alarm | None:
        """Return the most urgent alarm of ``reading``, or None; ``held`` are the patterns that hold for it."""
        if not any(pattern.owner < 0 for pattern, _ in held):
            return None
        text = reading.normal.text
        if self._traps is not None and self._traps.search(text):
            held = self._held(self._read(self._traps.sub(lambda trap: BLOT * len(trap[0]), text)))
        alarms = [
            Alarm(self._rules[-1 - pattern.owner], pattern.text, span[0], span[1]) for pattern, span in held if pattern.owner < 0
        ]
        return min(alarms, key=lambda alarm: (ORDER.index(alarm.rule.kind), alarm.rule.id), default=None)
