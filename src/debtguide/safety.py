"""The safety gate: danger, threats, evasion and traps are seen before any question is answered.

What looks like danger and is none (笑死, 死账 …) is blotted out of the normal form first; the rules' patterns are then
held against what is left.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from debtguide.matching.matcher import NOT_LEARNT
from debtguide.model.knowledge_base import ALARMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.matching.matcher import Held, Match, Matcher
    from debtguide.matching.patterns import Pattern
    from debtguide.model.knowledge_base import KnowledgeBase, SafetyRule
    from debtguide.understanding.reading import Reading

BLOT = "\u25a1"


SOUNDS_LIKE = 0
"""From how many points on a text sounds like an alarm, though no pattern holds; 1000 is as much as the rules' own utterances."""
SOUNDS_A_LITTLE_LIKE = -400
"""From here on it is answered as ever, and a gentle word is said beside it: who hides a debt from his parents need not be told to put
knives away, and must not be left without the number either."""

PLAINLY_UNLIKE = {"evasion": -1000, "scam_offer": -900}
"""Below how many points a text is plainly nothing of a kind, whatever pattern holds: a victim tells of forged papers and paid
agents too. Danger has no such bound, since a long story drowns the one sentence that counts."""


SAID_IN = 100
"""Over so many characters what a safety rule listens for may be spread."""


class Alarm(NamedTuple):
    """A safety rule that holds, and the pattern that says so; ``only_sounds_so`` where none does, and the voice alone is like it."""

    rule: SafetyRule
    pattern: str
    only_sounds_so: bool = False


class SafetyGate:
    """Holds the safety rules of a knowledge base against readings.

    A rule speaks where one of its patterns holds, and where a text sounds, word for word, as people speak to whom the rule
    is meant: no list of phrases is ever complete.

    Args:
        knowledge_base: whose rules.
        read: reads a text again, without the traps.
        matcher: finds patterns and ranks topics.
    """

    def __init__(self, knowledge_base: KnowledgeBase, read: Callable[[str], Reading], matcher: Matcher) -> None:
        self._rules = knowledge_base.safety
        self._read = read
        self._matcher = matcher
        self._first = {rule.kind: rule for rule in reversed(self._rules)}

    @cached_property
    def _traps(self) -> re.Pattern[str] | None:
        """What looks like danger and is none; compiled when the first alarm has to be looked at."""
        traps = sorted({trap for rule in self._rules for trap in rule.traps}, key=lambda trap: (-len(trap), trap))
        return re.compile("|".join(map(re.escape, traps))) if traps else None

    def alarm(self, reading: Reading, held: Held, match: Match) -> Alarm | None:
        """Return the most urgent alarm of ``reading``, or None; ``held`` and ``match`` are what the matcher made of it."""
        if not _heard(match) and not any(pattern.owner < 0 for pattern, _ in held):
            return None
        text = reading.normal.text
        traps = [] if self._traps is None else [trap.span() for trap in self._traps.finditer(text)]
        clear = [(pattern, span) for pattern, span in held if _warns(pattern, span) and not _touches(span, traps)]
        if traps and not clear:
            reading = self._read(self._traps.sub(lambda trap: BLOT * len(trap[0]), text))  # type: ignore[union-attr]
            held = self._matcher.patterns(reading)
            match = self._matcher.match(reading, held)
            clear = [(pattern, span) for pattern, span in held if _warns(pattern, span)]
        found = [Alarm(self._rules[-1 - pattern.owner], pattern.text) for pattern, _ in clear]
        alarms = [alarm for alarm in found if not _plainly_unlike(alarm.rule.kind, match)]
        if not alarms:
            alarms = [Alarm(self._first[kind], "（和这一类人说的话相近）", True) for kind in _heard(match) if kind in self._first]
        return min(alarms, key=lambda alarm: (ALARMS.index(alarm.rule.kind), alarm.rule.id), default=None)

    def gentle(self, match: Match) -> str | None:
        """Return what is said beside an ordinary answer to a text that sounds a little like an alarm."""
        if match.outcome == "unknown":
            return None
        for kind, points in zip(ALARMS, match.alarms):
            rule = self._first.get(kind)
            if points >= SOUNDS_A_LITTLE_LIKE and rule is not None and rule.gentle is not None:
                return rule.gentle
        return None


def _warns(pattern: Pattern, span: tuple[int, int]) -> bool:
    """Return whether a pattern of a safety rule holds in what may be one thing said: 蹲三年 and 通知派出所 far apart are two."""
    return pattern.owner < 0 and span[1] - span[0] <= SAID_IN


def _touches(span: tuple[int, int], traps: list[tuple[int, int]]) -> bool:
    """Return whether a trap stands in the stretch over which a pattern holds: only then may it be why the pattern holds."""
    return any(start < span[1] and span[0] < end for start, end in traps)


def _plainly_unlike(kind: str, match: Match) -> bool:
    points = match.alarms[ALARMS.index(kind)]
    return points > NOT_LEARNT and points < PLAINLY_UNLIKE.get(kind, NOT_LEARNT)


def _heard(match: Match) -> list[str]:
    """Return the kind of alarm that a text sounds most like, where it sounds enough like it."""
    if match.outcome == "unknown":
        return []
    over = [(points, kind) for points, kind in zip(match.alarms, ALARMS) if points >= SOUNDS_LIKE]
    return [max(over)[1]] if over else []
