"""The knowledge base as one frozen value; what is large is read when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from debtguide.model.assessment_rules import AssessmentRules
    from debtguide.model.conditions import Condition
    from debtguide.model.interview import Interview
    from debtguide.model.law import ArticleVersion, StatuteNames
    from debtguide.model.parameters import Parameter
    from debtguide.model.topics import Answer, Contact, TopicCard


ALARMS = ("danger_self", "danger_others", "under_threat", "evasion", "scam_offer")
"""The kinds of alarm, the most urgent first: someone in danger comes before any debt."""


class StageCard(NamedTuple):
    """A stage of a debt's life; ``topic`` tells about it."""

    id: str
    title: str
    parent: str | None
    topic: str


class SafetyRule(NamedTuple):
    """A rule of the safety gate: its kind, the topic that answers, and what looks like danger and is none.

    ``gentle`` is said beside an ordinary answer where a text only sounds a little like it.
    """

    id: str
    kind: str
    topic: str
    traps: tuple[str, ...]
    gentle: str | None = None


class Initial(NamedTuple):
    """What begins with one character: words with frequencies, terms with their items.

    Every prefix of a word or term is a key too, with 0. ``spellings`` lead from two characters to the wrong spellings that begin
    with them.
    """

    words: Mapping[str, int]
    terms: Mapping[str, Sequence[int] | int]
    spellings: Mapping[str, Sequence[str]] = {}


class MatchTables(NamedTuple):
    """What the matcher is made from; items and topics are numbers.

    The large tables are read by first character, and patterns by their rarest item, since a question touches only a few
    dozen of each. ``weights_of(feature)`` are lane, weight, lane, weight, …, rarity; ``rarest`` is the rarity of a feature
    without. ``patterns_of(item)`` leads from the second rarest item ("-1": none) to [owner, groups, absent, text]; ``leaders()``
    are the items that are the rarest of some pattern. ``names()`` leads from an item to the entity that it names: kind, value
    (None: as it was said), kind of lender; ``festivals()`` gives the days of those that move; ``guards()`` are what must not
    stand beside a wrong spelling.
    """

    variants: tuple[str, str]
    total: int
    rarest: int
    concepts: Mapping[int, str]
    initial: Callable[[str], Initial]
    weights_of: Callable[[str], Sequence[int] | None]
    patterns_of: Callable[[int], Mapping[str, Sequence[Any]]]
    leaders: Callable[[], frozenset[int]]
    names: Callable[[], Mapping[int, tuple[str, str | None, str | None]]] = dict
    festivals: Callable[[], Mapping[str, tuple[str, ...]]] = dict
    guards: Callable[[], tuple[Mapping[str, str], Mapping[str, str]]] = lambda: ({}, {})


class Bodies(NamedTuple):
    """Where the large parts come from: each gives the decoded value of an id, or None."""

    answer: Callable[[str], Answer | None]
    article: Callable[[str], tuple[ArticleVersion, ...]]
    contact: Callable[[str], Contact | None]
    parameter: Callable[[str], Parameter | None]
    assessment: Callable[[str], Condition | None]
    statutes: Callable[[], tuple[StatuteNames, ...]]
    article_ids: Callable[[], tuple[str, ...]]
    search: Callable[[], Mapping[str, str]]
    rules: Callable[[], AssessmentRules]
    interview: Callable[[], Interview]


class KnowledgeBase(NamedTuple):
    """Everything the guide knows; ``digest`` is the same for the same files on every platform."""

    digest: str
    version: str
    reviewed_on: str | None
    notice: str
    topics: tuple[TopicCard, ...]
    stages: tuple[StageCard, ...]
    safety: tuple[SafetyRule, ...]
    tables: MatchTables
    bodies: Bodies

    def answer(self, topic: str) -> Answer:
        """Return what ``topic`` says; every topic of ``topics`` has an answer."""
        found = self.bodies.answer(topic)
        assert found is not None, topic
        return found

    def provision(self, article: str, day: str) -> ArticleVersion | None:
        """Return the provision that ``article`` is today, as it stood on ``day`` (ISO), or None where it did not exist.

        Topics cite today's number. For an earlier day the links back are followed: what was renumbered is found under
        its number of that day, and a number that meant another rule then is not mistaken for it.
        """
        versions = self.bodies.article(article)
        current = versions[-1] if versions else None
        while current is not None and day < current.effective_from:
            current = self._before(current)
        return current if current is not None and current.in_force(day) else None

    def _before(self, version: ArticleVersion) -> ArticleVersion | None:
        """Return the wording that ``version`` took the place of, under whatever number it then had."""
        earlier_id = version.renumbered_from or version.id
        for earlier in reversed(self.bodies.article(earlier_id)):
            if earlier.effective_from >= version.effective_from:
                continue
            moved_away = earlier.became and version.id not in earlier.became
            return None if moved_away and earlier_id == version.id else earlier
        return None
