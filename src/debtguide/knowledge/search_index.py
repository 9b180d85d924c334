"""Compile the index that ``debtguide law search`` looks provisions up in.

A provision is found by its own words, by the words that authors say people look for it with, and by what the guide itself
says of it: a sentence that cites a provision explains it in plain words, and a topic that cites it knows how people ask.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge.folding import normalizer
from debtguide.knowledge.statements import SPEAKERS, statements
from debtguide.knowledge.vocabulary import compile_vocabulary
from debtguide.language.words import WordCutter
from debtguide.lawbook.search import DOCUMENTS, LINKS, features
from debtguide.model.knowledge_base import Initial
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.knowledge.vocabulary import Vocabulary

    Count = Callable[[str], Counter[str]]
    Texts = Mapping[int, Sequence[tuple[float, str]]]

SATURATION = 1.2
"""BM25's k1: how soon more of the same word stops counting."""

TOPIC_PERCENT = 20
"""How much of a topic's own score goes at most to a provision that it cites."""

TITLE_COUNTS = 2.0
"""A topic's title counts as that many utterances."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Field(NamedTuple):
    """A part of what is known of a provision: ``weight`` in tenths, ``length`` how far long texts are held back (BM25's b)."""

    weight: float
    length: float


TEXT = Field(10, 0.6)
TOPIC_WORDS = Field(15, 0.3)
NAMES = Field(3, 0.3)
SAID = Field(10, 0.3)
TOPICS = Field(10, 0.5)


class Document(NamedTuple):
    """An article version: its id, its days, and under which ids its rule is cited today."""

    id: str
    first: str
    last: str
    today: tuple[str, ...]
    article: Record
    statute: Record


def compile_search(library: Library, vocabulary: Vocabulary | None = None) -> dict[str, str]:
    """Return the index over ``library``, as ``debtguide.lawbook.search`` describes it.

    Args:
        library: the knowledge, free of problems.
        vocabulary: that of ``library``, where it has been compiled already.
    """
    documents = _documents(library)
    count = _counter(vocabulary or compile_vocabulary(library))
    index: dict[str, tuple[dict[int, float], dict[int, float]]] = {}
    for field, texts in _fields(library, documents):
        for feature, number, weight in _weigh(texts, field, len(documents), count):
            found = index.setdefault(feature, ({}, {}))[0]
            found[number] = found.get(number, 0) + weight
    asked, links = _topics(library, documents)
    for feature, number, weight in _weigh(asked, TOPICS, len(asked), count):
        index.setdefault(feature, ({}, {}))[1][number] = weight
    compiled = {feature: _written(articles) + "|" + _written(topics) for feature, (articles, topics) in sorted(index.items())}
    compiled[DOCUMENTS] = " ".join(f"{document.id}@{document.first}~{document.last}" for document in documents)
    compiled[LINKS] = "|".join(map(_written, links))
    return compiled


def _counter(vocabulary: Vocabulary) -> Count:
    """Return what counts the features of a text, with the same reader that queries will be read with."""
    everything = Initial(vocabulary.words, vocabulary.scan)
    reader = Reader(normalizer(), WordCutter(lambda _: everything, vocabulary.total), lambda _: everything, vocabulary.concepts)
    # A sentence that cites five provisions, or the name of a statute, is counted for each of them.
    return lru_cache(maxsize=None)(lambda text: Counter(feature for feature, _ in features(reader.read(text))))


def _documents(library: Library) -> list[Document]:
    documents = []
    for name, statute in library.of("statute").items():
        articles = statute.list("articles")
        for article in sorted(articles, key=lambda one: (str(one["id"]), str(one["effective_from"]))):
            number, first = str(article["id"]), str(article["effective_from"])
            later = [one for one in articles if str(one["id"]) == number and str(one["effective_from"]) > first]
            moved = tuple(map(str, article.list("became")))
            # Where the number was given to another rule since, what cites it today does not speak of this version.
            given_away = any(one["renumbered_from"] is not None for one in later)
            today = moved or (() if given_away else (f"{name}/{number}",))
            documents.append(Document(f"{name}/{number}", first, str(article["effective_to"] or ""), today, article, statute))
    return documents


def _fields(library: Library, documents: Sequence[Document]) -> Iterator[tuple[Field, Texts]]:
    said = _said(library)
    yield TEXT, {number: [(1.0, document.article.text("text"))] for number, document in enumerate(documents)}
    yield TOPIC_WORDS, {number: [(1.0, "。".join(document.article.list("topic_words")))] for number, document in enumerate(documents)}
    yield NAMES, {number: [(1.0, _names(document.statute))] for number, document in enumerate(documents)}
    yield SAID, {number: [row for name in document.today for row in said.get(name, ())] for number, document in enumerate(documents)}


def _names(statute: Record) -> str:
    return "。".join([statute.text("title"), statute.text("short"), *map(str, statute.list("aliases"))])


def _said(library: Library) -> dict[str, list[tuple[float, str]]]:
    """Return for each article id what is said with it as authority; a sentence on many authorities says less of each."""
    parameters = library.of("parameter")
    said: dict[str, list[tuple[float, str]]] = {}
    for statement in (row.statement for row in statements(library)):
        cites = statement.list("cites")
        text = "。".join(statement.text(part) for part in ("says", "label", "text"))
        plain = _PLACEHOLDER.sub(lambda match: parameters[match[1]].text("title") if match[1] in parameters else "", text)
        for cite in cites:
            said.setdefault(str(cite), []).append((1 / sqrt(len(cites)), plain))
    for parameter in parameters.values():
        cited = parameter.list("cites") + [cite for _, dated in parameter.list("values") for cite in dated.list("cites")]
        for cite in dict.fromkeys(map(str, cited)):
            said.setdefault(cite, []).append((1.0, parameter.text("title")))
    return said


def _topics(library: Library, documents: Sequence[Document]) -> tuple[Texts, list[dict[int, float]]]:
    """Return how each topic is asked for, and in percent how closely it is tied to each article version it cites."""
    share: dict[tuple[str, str], dict[str, float]] = {}
    for speaker, owner, _, statement in statements(library):
        cites = statement.list("cites")
        for cite in map(str, cites):
            of_topic = share.setdefault((speaker, owner), {})
            of_topic[cite] = of_topic.get(cite, 0) + 1 / len(cites)
    texts: dict[int, list[tuple[float, str]]] = {}
    links: list[dict[int, float]] = []
    for speaker in SPEAKERS:
        for owner, record in library.of(speaker).items():
            cited = share.get((speaker, owner), {})
            texts[len(links)] = [(TITLE_COUNTS, record.text("title")), *((1.0, str(utterance)) for utterance in record.list("utterances"))]
            strengths = (max((cited.get(name, 0) for name in document.today), default=0) for document in documents)
            links.append({number: TOPIC_PERCENT * sqrt(min(1, strength)) for number, strength in enumerate(strengths) if strength})
    return texts, links


def _weigh(texts: Texts, field: Field, total: int, count: Count) -> Iterator[tuple[str, int, float]]:
    """Yield (feature, number, weight) by BM25 over one field; a feature in every second text or more still weighs a little."""
    counts: dict[int, dict[str, float]] = {}
    for number, rows in texts.items():
        counted: dict[str, float] = {}
        for weight, text in rows:
            for feature, heard in count(text).items():
                counted[feature] = counted.get(feature, 0) + weight * heard
        if counted:
            counts[number] = counted
    lengths = {number: sum(counted.values()) for number, counted in counts.items()}
    mean = sum(lengths.values()) / max(1, len(lengths))
    spread = Counter(feature for counted in counts.values() for feature in counted)
    for number, counted in counts.items():
        held_back = SATURATION * (1 - field.length + field.length * lengths[number] / mean)
        for feature, times in counted.items():
            rare = log(1 + (total - spread[feature] + 0.5) / (spread[feature] + 0.5))
            yield feature, number, field.weight * rare * times * (SATURATION + 1) / (times + held_back)


def _written(weights: Mapping[int, float]) -> str:
    """Return ``number:weight …`` in the order of numbers, without what rounds to nothing."""
    rounded = ((number, round(weight)) for number, weight in sorted(weights.items()))
    return " ".join(f"{number}:{weight}" for number, weight in rounded if weight)
