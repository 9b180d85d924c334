"""Find provisions for what a lay person asks, over the index that was made when the knowledge was compiled.

The index is a plain mapping. ``DOCUMENTS`` lists the article versions with their days, ``LINKS`` which of them each topic
cites and how much that counts, in percent; every other key is a feature and leads to ``number:weight …|number:weight …``,
article versions before the bar and topics behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from debtguide.language.normalize import Normalizer, admit
from debtguide.language.words import WordCutter
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.understanding.reading import Reading

DOCUMENTS, LINKS = "条文", "话题"
PAIR, WORD, CONCEPT = "字", "词", "念"
LONG_WORD = 3
"""From how many characters on a word says more than the pairs of characters it is made of."""

WHY_AT_MOST = 6

_RUN = re.compile("[\u4e00-\u9fff]+|[a-z0-9]+(?:[.][0-9]+)?%?")


class SearchHit(NamedTuple):
    """A provision that was found: its id on that day, how strongly it answers, and why.

    ``why`` is what of the query spoke for it, the strongest first; empty where only a topic that cites it did.
    """

    article: str
    score: int
    why: tuple[str, ...]


def search(query: str, knowledge_base: KnowledgeBase, day: str, limit: int = 10) -> list[SearchHit]:
    """Return at most ``limit`` provisions in force on ``day`` (ISO), the best first; equal ones in the order of their ids.

    Args:
        query: anything; where nothing of it is known, nothing is found.
        knowledge_base: what holds the index.
        day: only what was in force on it is found.
        limit: how many, 1 or more.
    """
    index = knowledge_base.bodies.search()
    documents = _in_force(index, day)
    tables = knowledge_base.tables
    reader = Reader(Normalizer(*tables.variants), WordCutter(tables.initial, tables.total), tables.initial, tables.concepts)
    reading = reader.read(admit(query).text)
    heard = dict(features(reading))
    postings = {feature: index[feature].partition("|") for feature in heard if feature in index}
    scores: dict[int, int] = {}
    for articles, _, _ in postings.values():
        for number, weight in _pairs(articles):
            if number in documents:
                scores[number] = scores.get(number, 0) + weight
    for number, bonus in _from_topics(index, [topics for _, _, topics in postings.values()]).items():
        if number in documents:
            scores[number] = scores.get(number, 0) + bonus
    ranked = sorted(scores, key=lambda number: (-scores[number], documents[number]))[:limit]
    words = {word for row in reading.words for word, _ in row}
    spoke = {feature: (heard[feature], articles) for feature, (articles, _, _) in postings.items()}
    reasons = _reasons(ranked, spoke, words)
    return [SearchHit(documents[number], scores[number], reasons[number]) for number in ranked]


def features(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield what of ``reading`` can be looked up, each with the text it was heard in.

    Pairs of neighbouring characters, Latin words and numbers, long words, and the concepts of the lexicon: by these a lay
    word leads to the legal one.
    """
    for match in _RUN.finditer(reading.normal.text):
        run = match.group()
        if run[0].isascii():
            yield WORD + run, run
            continue
        for place in range(len(run) - 1):
            pair = run[place : place + 2]
            yield PAIR + pair, pair
    for words in reading.words:
        for word, _ in words:
            if len(word) >= LONG_WORD and not word.isascii():
                yield WORD + word, word
    for hit in reading.concepts:
        yield CONCEPT + hit.concept, reading.normal.text[hit.start : hit.end]


def _in_force(index: Mapping[str, str], day: str) -> dict[int, str]:
    """Return the ids of the article versions in force on ``day`` by number; they are written ``id@first~last``."""
    found = {}
    for number, document in enumerate(index.get(DOCUMENTS, "").split()):
        name, _, days = document.partition("@")
        first, _, last = days.partition("~")
        if first <= day and (not last or day <= last):
            found[number] = name
    return found


def _pairs(written: str) -> Iterator[tuple[int, int]]:
    for pair in written.split():
        number, _, weight = pair.partition(":")
        yield int(number), int(weight)


def _from_topics(index: Mapping[str, str], postings: Sequence[str]) -> dict[int, int]:
    """Return what topics that are asked about in these words give to the provisions they cite; of several topics the best."""
    asked: dict[int, int] = {}
    for written in postings:
        for topic, weight in _pairs(written):
            asked[topic] = asked.get(topic, 0) + weight
    links = index.get(LINKS, "").split("|")
    bonus: dict[int, int] = {}
    for topic, score in asked.items():
        for number, percent in _pairs(links[topic]):
            bonus[number] = max(bonus.get(number, 0), score * percent // 100)
    return bonus


def _reasons(numbers: Sequence[int], spoke: Mapping[str, tuple[str, str]], words: AbstractSet[str]) -> dict[int, tuple[str, ...]]:
    """Return for each article version what was heard that it contains, the heaviest first, without parts of what is named already.

    A pair of characters that is no word, 到传 out of 收到传票, explains nothing and comes after all that does.
    """
    rows: dict[int, list[tuple[bool, int, str]]] = {number: [] for number in numbers}
    for feature, (text, articles) in spoke.items():
        fragment = feature[0] == PAIR and text not in words
        for number, weight in _pairs(articles):
            if number in rows:
                rows[number].append((fragment, -weight, text))
    reasons = {}
    for number, found in rows.items():
        named: list[str] = []
        for fragment, _, text in sorted(found):
            if not (fragment and named) and not any(text in other for other in named):
                named.append(text)
        reasons[number] = tuple(named[:WHY_AT_MOST])
    return reasons
