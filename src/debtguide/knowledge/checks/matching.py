"""Every topic can be reached, no utterance belongs to two, no term to two concepts, and patterns can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.errors import Problem
from debtguide.knowledge.checks.references import Known
from debtguide.knowledge.folding import folded
from debtguide.knowledge.phrases import phrase_fault
from debtguide.knowledge.statements import SPEAKERS
from debtguide.matching.pattern_syntax import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.nodes import Scalar


def _owner(library: Library, speaker: str, name: str) -> str:
    """Return the topic that a topic, stage or safety rule speaks for."""
    return name if speaker == "topic" else str(library.of(speaker)[name]["topic"])


def _utterances(library: Library) -> Iterator[Problem]:
    """DG402: an utterance claimed by two topics, or by one topic as its own and as a near miss."""
    claimed: dict[str, tuple[str, Scalar]] = {}
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            owner = _owner(library, speaker, name)
            for text in record.list("utterances"):
                first_owner, first = claimed.setdefault(folded(text), (owner, text))
                if first is not text and first_owner != owner:
                    hint = f"另一处在 {first.mark}；一句话只能属于一个话题（不看标点和繁简）。"
                    yield Problem(text.mark, "DG402", f"“{text[:24]}”已经属于话题 {first_owner}", hint)
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            for text in record.list("not_utterances"):
                first_owner, first = claimed.get(folded(text), ("", text))
                if first_owner == _owner(library, speaker, name):
                    yield Problem(text.mark, "DG402", f"“{text[:24]}”既是 {first_owner} 的话语，又写成了不是", f"另一处在 {first.mark}；留一处。")


def _ways_in(library: Library) -> Iterator[Problem]:
    """DG403: a topic with neither pattern nor utterance."""
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            if record.absent("patterns") and record.absent("utterances"):
                yield Problem(record.mark, "DG403", f"“{name}”没有句式也没有话语，谁也找不到它", "至少写几句人们会怎么问（utterances）。")


def _patterns(library: Library) -> Iterator[Problem]:
    """DG208, DG305: a pattern that cannot be read, or names a concept that does not exist."""
    known = Known(library)
    for speaker in SPEAKERS:
        for record in library.of(speaker).values():
            for text in record.list("patterns"):
                pattern = parse_pattern(text)
                if isinstance(pattern, str):
                    yield Problem(text.mark, "DG208", f"句式“{text[:24]}”：{pattern}", "写法见 docs/authoring.md 的“句式”一节。")
                    continue
                items = [item for group in pattern.groups for _, item in group] + list(pattern.absent)
                for item in items:
                    if item.concept is not None:
                        yield from known.dangling("concept", item.concept, text, "句式")


def _terms(library: Library) -> Iterator[Problem]:
    """DG409, DG309: a term of two concepts, or a concept of two files."""
    owners: dict[str, tuple[str, Scalar]] = {}
    concepts: dict[str, Scalar] = {}
    for lexicon in library.of("lexicon").values():
        for concept in lexicon.list("concepts"):
            first_id = concepts.setdefault(str(concept["id"]), concept["id"])
            if first_id is not concept["id"]:
                yield Problem(concept["id"].mark, "DG309", f"概念“{concept['id']}”已经有了", f"另一处在 {first_id.mark}；合成一处。")
            for term in concept.list("terms") + concept.list("misspellings"):
                owner, first = owners.setdefault(folded(term), (str(concept["id"]), term))
                if first is not term:
                    yield Problem(term.mark, "DG409", f"“{term}”已经属于概念 {owner}", f"另一处在 {first.mark}；一个词只能属于一个概念。")


def _phrases(library: Library) -> Iterator[Problem]:
    """DG208: a way to say a fact or a manner that cannot be read."""
    for fact in library.of("fact").values():
        for text in [*fact.list("yes"), *fact.list("no"), *(text for choice in fact.list("choices") for text in choice.list("says"))]:
            yield from _phrase(text)
    for manner in library.of("manner").values():
        for text in manner.list("says"):
            yield from _phrase(text)


def _phrase(text: Scalar) -> Iterator[Problem]:
    fault = phrase_fault(text)
    if fault is not None:
        yield Problem(text.mark, "DG208", f"说法“{text[:24]}”：{fault}", "写法见 docs/authoring.md 的“事实 interview”一节。")


def _names(library: Library) -> Iterator[Problem]:
    """DG409: a term of two names, so that nobody could tell which value it stands for."""
    owners: dict[str, Scalar] = {}
    for lexicon in library.of("lexicon").values():
        for name in lexicon.list("names"):
            for term in name.list("terms"):
                first = owners.setdefault(folded(term), term)
                if first is not term:
                    yield Problem(term.mark, "DG409", f"“{term}”已经是另一个实体的名字", f"另一处在 {first.mark}；一个词只能是一个实体的名字。")


RULES = (_utterances, _ways_in, _patterns, _terms, _phrases, _names)
