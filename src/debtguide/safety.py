"""The safety gate: danger, threats, evasion and traps are seen before any question is answered.

What looks like danger and is none (笑死, 死账 …) is blotted out of the normal form first; the rules' patterns are then
held against what is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.matching.matcher import Held, Match, Matcher
    from debtguide.model.knowledge_base import KnowledgeBase, SafetyRule
    from debtguide.understanding.reading import Reading

ORDER = ("danger_self", "danger_others", "under_threat", "evasion", "scam_offer")
"""Which kind speaks where several rules hold: someone in danger comes first."""

BLOT = "\u25a1"


SOUNDS_LIKE = 240
CLEAR_LEAD = 60


class Alarm(NamedTuple):
    """A safety rule that holds, and the pattern that says so."""

    rule: SafetyRule
    pattern: str


class SafetyGate:
    """Holds the safety rules of a knowledge base against readings.

    A rule speaks where one of its patterns holds, and, for danger to oneself, also where nothing the guide knows sounds as
    much like the question as what people in danger say: no list of phrases is ever complete.

    Args:
        knowledge_base: whose rules.
        read: reads a text again, without the traps.
        matcher: finds patterns and ranks topics.
    """

    def __init__(self, knowledge_base: KnowledgeBase, read: Callable[[str], Reading], matcher: Matcher) -> None:
        self._rules = knowledge_base.safety
        self._read = read
        self._matcher = matcher
        self._learnt = {rule.topic: rule for rule in reversed(self._rules) if rule.kind == ORDER[0]}
        traps = sorted({trap for rule in self._rules for trap in rule.traps}, key=lambda trap: (-len(trap), trap))
        self._traps = re.compile("|".join(map(re.escape, traps))) if traps else None

    def alarm(self, reading: Reading, held: Held, match: Match) -> Alarm | None:
        """Return the most urgent alarm of ``reading``, or None; ``held`` and ``match`` are what the matcher made of it."""
        suspect = match.ranked[0].topic in self._learnt if match.ranked else False
        if not suspect and not any(pattern.owner < 0 for pattern, _ in held):
            return None
        text = reading.normal.text
        if self._traps is not None and self._traps.search(text):
            reading = self._read(self._traps.sub(lambda trap: BLOT * len(trap[0]), text))
            held = self._matcher.patterns(reading)
            match = self._matcher.match(reading, held)
        alarms = [Alarm(self._rules[-1 - pattern.owner], pattern.text) for pattern, _ in held if pattern.owner < 0]
        if not alarms and suspect:
            return self._sounds_like(match)
        return min(alarms, key=lambda alarm: (ORDER.index(alarm.rule.kind), alarm.rule.id), default=None)

    def _sounds_like(self, match: Match) -> Alarm | None:
        """Return an alarm where the topic for people in danger leads every other, of both sides, clearly."""
        if not match.ranked or match.ranked[0].topic not in self._learnt:
            return None
        rivals = [*match.ranked[1:2], *([match.other_side] if match.other_side else [])]
        lead = match.ranked[0].points - max([rival.points for rival in rivals], default=0)
        if match.ranked[0].points < SOUNDS_LIKE or lead < CLEAR_LEAD:
            return None
        return Alarm(self._learnt[match.ranked[0].topic], "（与处在危险中的人说的话相近）")
