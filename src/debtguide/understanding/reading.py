"""Read an utterance: its normal form, clauses, words, and the terms of the lexicon and of patterns that stand in it.

Terms are looked up over the normalised characters, not over the words, so that a slip of the segmentation cannot hide one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.language.clauses import Clause, clauses, sentence_ends
from debtguide.language.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from debtguide.language.normalize import Normal, Normalizer
    from debtguide.language.spelling import Guards
    from debtguide.language.words import WordCutter
    from debtguide.model.knowledge_base import Initial

    NameTable = Callable[[], Mapping[int, tuple[str, str | None, str | None]]]


class ConceptHit(NamedTuple):
    """A term of a lexicon concept in the normal form."""

    concept: str
    start: int
    end: int


class Reading(NamedTuple):
    """What was read of one utterance.

    ``occurrences`` are the terms that stand in it, by start, each with the pattern items it belongs to; ``present`` are all
    those items. ``words`` hold, clause by clause, the words with their places; spans are places in the normal form. ``said`` is
    the text itself; ``names()`` leads from an item to the entity that it names.
    """

    normal: Normal
    clauses: Sequence[Clause]
    ends: Sequence[int]
    occurrences: Sequence[tuple[int, int, Sequence[int]]]
    present: set[int]
    concepts: Sequence[ConceptHit]
    words: Sequence[Sequence[tuple[str, int]]]
    said: str = ""
    names: NameTable = dict

    def places(self, items: set[int]) -> dict[int, list[tuple[int, int]]]:
        """Return where each of ``items`` stands, by start; an item that does not occur is left out."""
        found: dict[int, list[tuple[int, int]]] = {}
        for start, end, owners in self.occurrences:
            for item in items.intersection(owners):
                found.setdefault(item, []).append((start, end))
        return found


class Reader:
    """Reads utterances with a compiled vocabulary.

    Args:
        normalizer: makes the normal form.
        cutter: cuts words.
        initial: for a character, in ``terms``, every term that begins with it, and every prefix of one.
        concepts: the items that stand for a whole concept, with the concept's id.
        names: gives the items that name an entity: kind, value (None: as it was said), kind of lender.
        guards: gives what must not stand beside a wrong spelling; None leaves every spelling as it is.
    """

    def __init__(
        self,
        normalizer: Normalizer,
        cutter: WordCutter,
        initial: Callable[[str], Initial],
        concepts: Mapping[int, str],
        names: NameTable = dict,
        guards: Callable[[], Guards] | None = None,
    ) -> None:
        self.normalizer = normalizer
        self._cutter = cutter
        self._initial = initial
        self._concepts = concepts
        self._names = names
        self._guards = guards
        self._end_of_concepts = len(concepts)

    def read(self, text: str) -> Reading:
        """Return the reading of ``text`` (already admitted)."""
        normal = self.normalizer(text)
        if self._guards is not None:
            normal = spelled(normal, self._initial, self._guards)
        found = clauses(normal.text)
        occurrences, present, concepts = self._terms(normal.text)
        words = []
        for clause in found:
            place = clause.start
            row = []
            for word in self._cutter.cut(normal.text[clause.start : clause.end]):
                row.append((word, place))
                place += len(word)
            words.append(row)
        return Reading(normal, found, sentence_ends(normal.text), occurrences, present, concepts, words, text, self._names)

    def _terms(self, text: str) -> tuple[list[tuple[int, int, Sequence[int]]], set[int], list[ConceptHit]]:
        """Return all terms with their items, and the longest concept terms: a term inside a longer one is not heard."""
        occurrences: list[tuple[int, int, Sequence[int]]] = []
        concepts: list[ConceptHit] = []
        covered = 0
        size = len(text)
        for start in range(size):
            end = start + 1
            scan = self._initial(text[start]).terms
            found = scan.get(text[start])
            longest: tuple[int, list[str]] | None = None
            while found is not None:
                if not isinstance(found, int):
                    occurrences.append((start, end, found))
                    heard = self._heard(found)
                    if heard:
                        longest = (end, heard)
                end += 1
                if end > size:
                    break
                found = scan.get(text[start:end])
            if longest is not None and longest[0] > covered:
                concepts += [ConceptHit(concept, start, longest[0]) for concept in longest[1]]
                covered = longest[0]
        return occurrences, set().union(*[items for _, _, items in occurrences]), concepts

    def _heard(self, items: Sequence[int]) -> list[str]:
        """Return the concepts among ``items``; they have the lowest numbers and stand first."""
        heard = []
        for item in items:
            if item >= self._end_of_concepts:
                break
            heard.append(self._concepts[item])
        return heard
