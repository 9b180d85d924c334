"""Sentences and clauses of a normal form, and which clauses ask."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLAUSE = re.compile("[^。！？!?；;\n\r，,、…~ \t：:]+[。！？!?；;\n\r，,、…~ \t：:]*")
_ENDS_SENTENCE = re.compile("[。！？!?；;\n\r]")
_ASKS = re.compile(
    "[?？]|吗|么(?=$|[，。！!,])|呢|咋|啥|怎么|怎样|怎办|如何|什么|为何|哪|谁|几天|几年|几个月|多久|多长|多少|多大|何时|是否|能否|可否|会不会|能不能|可不可|要不要|是不是|"
    "有没有|行不行|该不该|用不用|需不需|算不算|合法|违法|犯法|可以.{0,12}$|求助|求解|请问|想问|咨询|想知道|帮帮"
)


class Clause(NamedTuple):
    """A clause of a normal form: ``text[start:end]`` with its closing mark; ``asks`` tells a question from a story."""

    start: int
    end: int
    sentence: int
    asks: bool


def clauses(text: str) -> list[Clause]:
    """Return the clauses of ``text`` in order; blanks and marks between them belong to the one before."""
    found = []
    sentence = 0
    for match in _CLAUSE.finditer(text):
        piece = match.group()
        found.append(Clause(match.start(), match.end(), sentence, _ASKS.search(piece) is not None))
        if _ENDS_SENTENCE.search(piece):
            sentence += 1
    return found


def sentence_ends(text: str) -> list[int]:
    """Return the places of the marks that end a sentence, in order."""
    return [match.start() for match in _ENDS_SENTENCE.finditer(text)]
