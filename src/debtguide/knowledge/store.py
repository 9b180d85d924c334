"""A compiled knowledge base as a file: written whole, read head first, bodies on demand.

The first line is the head. Each further line is a body, or the index of a section of bodies, and the head says where each
section's index stands; an index and a body are read when first asked for. JSON, or plain numbers where there are millions; never
pickle: a file that somebody else put there can at worst be refused.
"""

from __future__ import annotations

import json
import os
from _thread import allocate_lock
from array import array
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from debtguide.knowledge import weight_rows
from debtguide.model.conditions import All, AnyOf, Assessed, Comparison
from debtguide.model.interview import Choice, Interview, Manner, Question
from debtguide.model.knowledge_base import Bodies, Initial, KnowledgeBase, MatchTables, SafetyRule, StageCard
from debtguide.model.law import ArticleVersion, ReadsToday, StatuteNames
from debtguide.model.parameters import DatedValue, Parameter
from debtguide.model.topics import Answer, Contact, Due, Statement, TopicCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from debtguide.model.assessment_rules import AssessmentRules
    from debtguide.model.conditions import Condition

FORMAT = 4
_KEPT_ARTICLES, _KEPT_TOPICS = 4096, 16
"""Articles and answers of topics that stay decoded; of a topic what is made of it stays too, so that few are decoded again."""
_LENGTH_BITS = 32
"""A line's place is one number, since there are thousands: where it begins, and in the lower bits how long it is."""


def dump(head: Mapping[str, Any], bodies: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the file's bytes; the same for the same content. A body of bytes stands as it is."""
    sections: dict[str, int] = {}
    lines = []
    offset = 0

    def add(value: Any) -> int:
        nonlocal offset
        line = value if isinstance(value, bytes) else _json(value)
        lines.append(line)
        offset += len(line) + 1
        return (offset - len(line) - 1) << _LENGTH_BITS | len(line)

    for name, section in sorted(bodies.items()):
        sections[name] = add({key: add(body) for key, body in sorted(section.items())})
    return b"\n".join([_json({"format": FORMAT, **head, "size": offset, "sections": sections}), *lines, b""])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


class _Stretches:
    """A file, open as long as something may be read from it; read by place, so that no page of it stays in memory."""

    def __init__(self, path: str) -> None:
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self.size = os.fstat(self._handle).st_size
        self._turn = allocate_lock()

    def __getitem__(self, stretch: slice) -> bytes:
        length = stretch.stop - stretch.start
        if hasattr(os, "pread"):
            return os.pread(self._handle, length, stretch.start)
        with self._turn:
            os.lseek(self._handle, stretch.start, os.SEEK_SET)
            return os.read(self._handle, length)

    def __len__(self) -> int:
        return self.size

    def find(self, wanted: bytes) -> int:
        """Return where ``wanted`` (one byte) first stands, or -1."""
        for start in range(0, self.size, 1 << 16):
            place = self[start : start + (1 << 16)].find(wanted)
            if place >= 0:
                return start + place
        return -1

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            os.close(self._handle)


def load(path: str) -> KnowledgeBase:
    """Read the compiled file at ``path``; bodies stay on disk until they are asked for.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a compiled knowledge base of this format.
    """
    return loads(_Stretches(path))


def loads(data: bytes | _Stretches) -> KnowledgeBase:
    """Return the knowledge base of a compiled file's bytes.

    Raises:
        ValueError: it is not a compiled knowledge base of this format.
    """
    start = data.find(b"\n") + 1
    try:
        return _knowledge_base(_head(data[0:start]), lambda place: _stretch(data, start, place), len(data) - start)
    except (KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError("the compiled knowledge base is damaged") from error


def _stretch(data: bytes | _Stretches, start: int, place: int) -> bytes:
    begin = start + (place >> _LENGTH_BITS)
    return data[begin : begin + (place & ((1 << _LENGTH_BITS) - 1))]


def _head(line: bytes) -> dict[str, Any]:
    head = json.loads(line)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise ValueError("not a compiled knowledge base of this format")
    return head


def _knowledge_base(head: dict[str, Any], read: Callable[[int], bytes], size: int) -> KnowledgeBase:
    if head["size"] > size:
        raise ValueError("the compiled knowledge base is cut short")
    indexes: dict[str, dict[str, int]] = {}

    def index(section: str) -> dict[str, int]:
        found = indexes.get(section)
        if found is None:
            found = indexes[section] = json.loads(read(head["sections"][section]))
        return found

    def line(section: str, key: str) -> bytes | None:
        place = index(section).get(key)
        return None if place is None else read(place)

    def body(section: str, key: str) -> Any:
        found = line(section, key)
        return None if found is None else json.loads(found)

    return KnowledgeBase(
        digest=head["kb"],
        version=head["version"],
        reviewed_on=head["reviewed_on"],
        notice=head["notice"],
        topics=tuple([TopicCard(*row) for row in head["topics"]]),
        stages=tuple([StageCard(*row) for row in head["stages"]]),
        safety=tuple([SafetyRule(row[0], row[1], row[2], tuple(row[3]), row[4]) for row in head["safety"]]),
        tables=MatchTables(
            variants=(head["variants"][0], head["variants"][1]),
            total=head["total"],
            rarest=head["rarest"],
            concepts={int(item): concept for item, concept in head["concepts"].items()},
            initial=_Initials(body).__getitem__,
            weights_of=weight_rows.finder(lambda character: line("weights", character)),
            patterns_of=lambda item: body("patterns", str(item)) or {},
            leaders=lru_cache(maxsize=1)(lambda: frozenset(map(int, index("patterns")))),
            festivals=lru_cache(maxsize=1)(lambda: {name: tuple(days) for name, days in (body("entities", "festivals") or {}).items()}),
            guards=lru_cache(maxsize=1)(lambda: tuple(body("entities", "guards") or ({}, {}))),
            names=lru_cache(maxsize=1)(lambda: {int(item): tuple(name) for item, name in (body("entities", "names") or {}).items()}),
        ),
        bodies=_bodies(body, index),
    )


class _Initials(dict[str, Initial]):
    """What begins with a character, read when first asked for; asked for several times for every character of a text."""

    def __init__(self, body: Callable[[str, str], Any]) -> None:
        self._body = body
        self._items: dict[bytes, array[int]] = {}

    def __missing__(self, character: str) -> Initial:
        row = self._body("initial", character)
        if row is None:
            # Not kept: people may type any of a million characters.
            return _NOTHING
        words, terms, spellings = row
        found = self[character] = Initial(words, {term: self._packed(items) if items else 0 for term, items in terms.items()}, spellings)
        return found

    def _packed(self, items: Sequence[int]) -> array[int]:
        """Return items as small as they go; those of a concept's terms, all the same, only once."""
        found = array("i", items)
        return self._items.setdefault(found.tobytes(), found)


_NOTHING = Initial({}, {})


def _bodies(body: Callable[[str, str], Any], index: Callable[[str], Mapping[str, Any]]) -> Bodies:
    """Return accessors that decode a body once and keep it; what they keep is bounded by the knowledge itself, or by a number.

    Articles are looked up under whatever number somebody types.
    """

    @lru_cache(maxsize=_KEPT_TOPICS)
    def answer(topic: str) -> Answer | None:
        return _answer(body("answer", topic))

    @lru_cache(maxsize=_KEPT_ARTICLES)
    def article(name: str) -> tuple[ArticleVersion, ...]:
        return tuple([_article(row) for row in body("article", name) or ()])

    @cache
    def contact(name: str) -> Contact | None:
        row = body("contact", name)
        return None if row is None else Contact(*row)

    @cache
    def parameter(id_: str) -> Parameter | None:
        row = body("parameter", id_)
        if row is None:
            return None
        name, title, unit, day, known_to, values, fact, scale = row
        dated = tuple([DatedValue(first, last, value, tuple(cites)) for first, last, value, cites in values])
        return Parameter(name, title, unit, day, known_to, dated, fact, scale)

    @cache
    def assessment(name: str) -> Condition | None:
        return _condition(body("assessment", name))

    @lru_cache(maxsize=1)
    def rules() -> AssessmentRules:
        from debtguide.knowledge.stored_rules import read_rules

        return read_rules(body("rules", "all"), _statement, _condition)

    @lru_cache(maxsize=1)
    def statutes() -> tuple[StatuteNames, ...]:
        return tuple([StatuteNames(row[0], row[1], row[2], tuple(row[3]), row[4]) for row in body("law", "statutes") or ()])

    @lru_cache(maxsize=1)
    def article_ids() -> tuple[str, ...]:
        return tuple(index("article"))

    @lru_cache(maxsize=1)
    def search() -> Mapping[str, str]:
        found: Mapping[str, str] = body("law", "search") or {}
        return found

    @lru_cache(maxsize=1)
    def interview() -> Interview:
        questions = [_question(row) for row in body("interview", "facts") or ()]
        manners = {row[0]: Manner(*row) for row in body("interview", "manners") or ()}
        needs = {topic: tuple(facts) for topic, facts in (body("interview", "needs") or {}).items()}
        return Interview({question.fact: question for question in questions}, manners, needs)

    return Bodies(answer, article, contact, parameter, assessment, statutes, article_ids, search, rules, interview)


def _question(row: Any) -> Question:
    fact, title, kind, about, ask, why, cites, retry, choices, when, order, cues, not_cues, ahead = row
    values = tuple([Choice(*choice) for choice in choices])
    return Question(fact, title, kind, about, ask, why, tuple(cites), retry, values, _condition(when), order, tuple(cues), tuple(not_cues), ahead)


def _answer(row: Any) -> Answer | None:
    if row is None:
        return None
    certainty, summary, points, stages, steps, warnings, contacts, follow_ups, earlier = row
    return Answer(
        certainty,
        _statement(summary),
        tuple(map(_statement, points)),
        tuple(stages),
        tuple(map(_statement, steps)),
        tuple(map(_statement, warnings)),
        tuple(contacts),
        tuple(follow_ups),
        tuple(map(_statement, earlier)),
    )


def _statement(row: Any) -> Statement:
    text, cites, basis, when, label, first, last, due = row
    return Statement(text, tuple(cites), basis, _condition(when), label, first, last, None if due is None else Due(*due))


def _condition(row: Any) -> Condition | None:
    if row is None:
        return None
    if row[0] in ("all", "any"):
        parts = tuple([part for part in map(_condition, row[1]) if part is not None])
        return All(parts) if row[0] == "all" else AnyOf(parts)
    if row[0] == "is":
        return Assessed(row[1], row[2])
    _, fact, since, operator, operand, negated = row
    return Comparison(fact, since, operator, tuple(operand) if isinstance(operand, list) else operand, negated)


def _article(row: Any) -> ArticleVersion:
    *plain, became, reads_today = row
    return ArticleVersion(*[*plain, tuple(became), tuple([ReadsToday(*read) for read in reads_today])])
