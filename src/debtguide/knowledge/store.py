"""A compiled knowledge base as a file: written whole, read head first, bodies on demand.

The first line is the head, each further line a body; the head says where each body begins. JSON, never pickle: a file
that somebody else put there can at worst be refused.
"""

from __future__ import annotations

import json
import mmap
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from debtguide.model.conditions import All, AnyOf, Assessed, Comparison
from debtguide.model.knowledge_base import Bodies, KnowledgeBase, MatchTables, SafetyRule, StageCard
from debtguide.model.law import ArticleVersion, ReadsToday, StatuteNames
from debtguide.model.parameters import DatedValue, Parameter
from debtguide.model.topics import Answer, Contact, Due, Statement, TopicCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from debtguide.model.conditions import Condition

FORMAT = 1


def dump(head: Mapping[str, Any], bodies: Mapping[str, Any]) -> bytes:
    """Return the file's bytes; the same for the same content."""
    places: dict[str, list[int]] = {}
    lines = []
    offset = 0
    for key, body in sorted(bodies.items()):
        line = _json(body)
        places[key] = [offset, len(line)]
        offset += len(line) + 1
        lines.append(line)
    return b"\n".join([_json({**head, "bodies": places}), *lines, b""])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def load(path: str) -> KnowledgeBase:
    """Read the compiled file at ``path``; bodies stay on disk until they are asked for.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a compiled knowledge base of this format.
    """
    with open(path, "rb") as file:
        return loads(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def loads(data: bytes | mmap.mmap) -> KnowledgeBase:
    """Return the knowledge base of a compiled file's bytes.

    Raises:
        ValueError: it is not a compiled knowledge base of this format.
    """
    start = data.find(b"\n") + 1
    return _knowledge_base(_head(data[:start]), lambda place: data[start + place[0] : start + place[0] + place[1]], len(data) - start)


def _head(line: bytes) -> dict[str, Any]:
    head = json.loads(line)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise ValueError("not a compiled knowledge base of this format")
    return head


def _knowledge_base(head: dict[str, Any], read: Callable[[list[int]], bytes], size: int) -> KnowledgeBase:
    places: dict[str, list[int]] = head["bodies"]
    if any(offset + length > size for offset, length in places.values()):
        raise ValueError("the compiled knowledge base is cut short")

    def body(key: str) -> Any:
        place = places.get(key)
        return None if place is None else json.loads(read(place))

    return KnowledgeBase(
        digest=head["kb"],
        version=head["version"],
        reviewed_on=head["reviewed_on"],
        notice=head["notice"],
        topics=tuple([TopicCard(*row) for row in head["topics"]]),
        stages=tuple([StageCard(*row) for row in head["stages"]]),
        safety=tuple([SafetyRule(row[0], row[1], row[2], tuple(row[3])) for row in head["safety"]]),
        tables=MatchTables(
            variants=(head["variants"][0], head["variants"][1]),
            total=head["total"],
            concepts={int(item): concept for item, concept in head["concepts"].items()},
            patterns=head["patterns"],
            pairs=head["pairs"],
            words_from=_table(body, "words"),
            terms_from=_table(body, "terms"),
            weights_from=_table(body, "weights"),
        ),
        bodies=_bodies(body, places),
    )


def _table(body: Callable[[str], Any], name: str) -> Callable[[str], Any]:
    """Return the lookup of a table by first character; a character that nothing begins with leads to an empty one."""
    kept: dict[str, Any] = {}
    nothing: dict[str, Any] = {}

    def rows_from(character: str) -> Any:
        rows = kept.get(character)
        if rows is None:
            rows = body(f"{name}:{character}")
            if rows is None:
                return nothing
            kept[character] = rows
        return rows

    return rows_from


def _bodies(body: Callable[[str], Any], places: Mapping[str, Any]) -> Bodies:
    """Return accessors that decode a body once and keep it; what they keep is bounded by the knowledge itself."""

    @lru_cache(maxsize=None)
    def answer(topic: str) -> Answer | None:
        return _answer(body(f"answer:{topic}"))

    @lru_cache(maxsize=None)
    def article(name: str) -> tuple[ArticleVersion, ...]:
        return tuple([_article(row) for row in body(f"article:{name}") or ()])

    @lru_cache(maxsize=None)
    def contact(name: str) -> Contact | None:
        row = body(f"contact:{name}")
        return None if row is None else Contact(*row)

    @lru_cache(maxsize=None)
    def parameter(name: str) -> Parameter | None:
        row = body(f"parameter:{name}")
        if row is None:
            return None
        return Parameter(*row[:5], tuple([DatedValue(first, last, value, tuple(cites)) for first, last, value, cites in row[5]]))

    @lru_cache(maxsize=None)
    def assessment(name: str) -> Condition | None:
        return _condition(body(f"assessment:{name}"))

    @lru_cache(maxsize=1)
    def statutes() -> tuple[StatuteNames, ...]:
        return tuple([StatuteNames(row[0], row[1], row[2], tuple(row[3]), row[4]) for row in body("statutes") or ()])

    @lru_cache(maxsize=1)
    def article_ids() -> tuple[str, ...]:
        return tuple([key[len("article:") :] for key in places if key.startswith("article:")])

    @lru_cache(maxsize=1)
    def search() -> Mapping[str, str]:
        found: Mapping[str, str] = body("search") or {}
        return found

    return Bodies(answer, article, contact, parameter, assessment, statutes, article_ids, search)


def _answer(row: Any) -> Answer | None:
    if row is None:
        return None
    certainty, summary, points, stages, steps, warnings, contacts, follow_ups = row
    return Answer(
        certainty,
        _statement(summary),
        tuple(map(_statement, points)),
        tuple(stages),
        tuple(map(_statement, steps)),
        tuple(map(_statement, warnings)),
        tuple(contacts),
        tuple(follow_ups),
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
    return ArticleVersion(*row[:16], tuple(row[16]), tuple([ReadsToday(*read) for read in row[17]]))
