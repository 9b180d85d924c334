"""What was learnt from the utterances, kept between compilations: an edit of an answer need not be learnt from again."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge import cache
from debtguide.knowledge.utterances import hear, told
from debtguide.knowledge.weights import compile_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.vocabulary import Vocabulary

_PACKAGE = Path(__file__).resolve().parent.parent
_LEARNT_BY = ("language", "understanding", "matching/features.py", "knowledge/folding.py", "knowledge/utterances.py", "knowledge/weights.py")
"""The sources that decide what is learnt from given words."""


class Learnt(NamedTuple):
    """Weights of features as ``compile_weights`` writes them, and in how many utterances each item of patterns stands."""

    weights: Mapping[str, str]
    rarest: int
    items: Mapping[str, int]


def learn(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> Learnt:
    """Read all utterances and learn from them; this takes longer than everything else of a compilation."""
    heard = hear(library, vocabulary)
    weights, rarest = compile_weights(library, heard.features, numbers)
    return Learnt(weights, rarest, {str(item): times for item, times in sorted(heard.items.items())})


def recall(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> Learnt:
    """Return what ``learn`` would, from an earlier compilation of the same words by the same code where one was kept."""
    key = "learnt-" + _signature(library, vocabulary, numbers)
    kept = cache.find(key)
    if kept is not None:
        with contextlib.suppress(OSError, ValueError):
            return _read(cache.content(kept))
    learnt = learn(library, vocabulary, numbers)
    cache.keep(key, json.dumps(learnt, ensure_ascii=False, separators=(",", ":")).encode())
    return learnt


def _read(written: bytes) -> Learnt:
    """Return what was kept.

    Raises:
        ValueError: it is something else.
    """
    kept = json.loads(written)
    if isinstance(kept, list) and [type(part) for part in kept] == [dict, int, dict]:
        return Learnt(*kept)
    raise ValueError("not what was learnt from utterances")


def _signature(library: Library, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> str:
    total = hashlib.sha256()
    for source in _sources():
        total.update(source.read_bytes())
    # The patterns' texts are no matter, only which items they are made of.
    total.update(json.dumps([dict(numbers), vocabulary.words, vocabulary.scan, vocabulary.concepts, vocabulary.spellings], sort_keys=True).encode())
    for one in told(library):
        kind = one.record["kind"] if one.speaker == "safety" else ""
        topic = one.owner if one.speaker == "topic" else one.record["topic"]
        total.update(f"{one.speaker}\0{one.owner}\0{topic}\0{kind}\0{one.key}\0{one.text}\0".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    for name in _LEARNT_BY:
        place = _PACKAGE / name
        yield from sorted(place.glob("*.py")) if place.is_dir() else [place]
