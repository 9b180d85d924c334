"""Sentences and clauses of a normal form, and which clauses ask."""

from __future__ import annotations

import re
from typing import NamedTuple

_SENTENCE_MARKS = frozenset("。！？!?；;\n\r")
_MARKS = _SENTENCE_MARKS | frozenset("，,、…~ \t：:")
_ASKS = re.compile("|".join(map(re.escape, (
    "?", "？", "吗", "呢", "咋", "啥", "怎么", "怎样", "怎办", "如何", "什么", "为何", "哪", "谁", "几天", "几年", "几个月", "多久", "多长", "多少", "多大",
    "何时", "是否", "能否", "可否", "会不会", "能不能", "可不可", "要不要", "是不是", "有没有", "行不行", "该不该", "用不用", "需不需", "算不算", "合法",
    "违法", "犯法", "求助", "求解", "请问", "想问", "咨询", "想知道", "帮帮",
))))  # fmt: skip

_PLAINLY = re.compile(
    "[?？]|[吗呢么](?=[，,。！!…~ ]*$)|怎么(?!都|也|说)|怎样|怎办|如何|咋|为何|多久|多长|会不会|能不能|可不可以|要不要|是不是|有没有"
    "|行不行|该不该|用不用|需不需|算不算|是否|能否|可否|合法|违法|犯法"
)

BARE_QUESTION = 8
"""A clause that asks in so few characters says nothing itself: 怎么办, 是真的吗, 该怎么处理."""


class Clause(NamedTuple):
    """A clause of a normal form: ``text[start:end]`` with its closing marks; ``asks`` tells a question from a story."""

    start: int
    end: int
    sentence: int
    asks: bool


def clauses(text: str) -> list[Clause]:
    """Return the clauses of ``text`` in order; marks and blanks between two belong to the one before."""
    found: list[Clause] = []
    sentence, start, closing, ends = 0, -1, False, False
    for place, character in enumerate(text):
        if character in _MARKS:
            if start >= 0:
                closing = True
                ends = ends or character in _SENTENCE_MARKS
            continue
        if closing:
            found.append(_clause(text, start, place, sentence))
            sentence += ends
            start, closing, ends = place, False, False
        elif start < 0:
            start = place
    if start >= 0:
        found.append(_clause(text, start, len(text), sentence))
    return _asking_of_what_was_said(found)


def _asking_of_what_was_said(found: list[Clause]) -> list[Clause]:
    """Return the clauses, where one asks too that a bare question follows: 催收要爆我通讯录，怎么办 asks about the first half."""
    for place in range(len(found) - 1):
        clause, after = found[place], found[place + 1]
        if after.asks and not clause.asks and after.end - after.start <= BARE_QUESTION:
            found[place] = clause._replace(asks=True)
    return found


def _clause(text: str, start: int, end: int, sentence: int) -> Clause:
    piece = text[start:end]
    asks = _ASKS.search(piece) is not None or piece.rstrip("，。！,!… ~").endswith("么")
    return Clause(start, end, sentence, asks)


def plainly_asks(clause: str) -> bool:
    """Return whether a clause puts a question; 什么也没看 and 他问我要不要转账 hold a word that asks, and ask nothing."""
    return _PLAINLY.search(clause) is not None and "问我" not in clause


def sentence_ends(text: str) -> list[int]:
    """Return the places of the marks that end a sentence, in order."""
    return [place for place, character in enumerate(text) if character in _SENTENCE_MARKS]
