"""Compile what questions are read with: dictionary of words, terms, items and patterns."""

from __future__ import annotations

import logging
import sys
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.knowledge.folding import normalizer
from debtguide.knowledge.names import CompiledName, add_names, compile_names
from debtguide.knowledge.spellings import Spellings, compile_spellings
from debtguide.knowledge.statements import SPEAKERS
from debtguide.matching.pattern_syntax import Item, parse_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from debtguide.knowledge.library import Library


class CompiledPattern(NamedTuple):
    """A pattern with its items numbered; ``speaker`` and ``owner`` say whose it is."""

    speaker: str
    owner: str
    groups: tuple[tuple[tuple[int, int], ...], ...]
    absent: tuple[int, ...]
    text: str


class Vocabulary(NamedTuple):
    """Everything that reading and patterns need, plain enough for JSON.

    ``scan`` maps a term to its items and a mere prefix to 0; ``concepts`` maps an item to the concept it stands for, ``names``
    one to the name of an entity.
    """

    words: dict[str, int]
    total: int
    scan: dict[str, Any]
    concepts: dict[int, str]
    patterns: tuple[CompiledPattern, ...]
    names: dict[int, CompiledName]
    spellings: Spellings


def compile_vocabulary(library: Library) -> Vocabulary:
    """Return the vocabulary of ``library``; patterns that cannot be read are left out (checks name them)."""
    fold = normalizer()
    terms_of = _terms(library)
    items: dict[tuple[tuple[str, ...], str | None], int] = {}
    concepts: dict[int, str] = {}

    def number(item: Item) -> int:
        key = (tuple(sorted(fold(literal).text for literal in item.literals)), item.concept)
        if key not in items:
            items[key] = len(items)
            if item.concept is not None:
                concepts[items[key]] = item.concept
        return items[key]

    for concept_id in terms_of:
        number(Item((), concept_id))
    patterns = []
    for speaker, owner, text in _written_patterns(library):
        parsed = parse_pattern(text)
        if isinstance(parsed, str) or any(item.concept not in terms_of for item in _items(parsed) if item.concept is not None):
            continue
        groups = tuple(tuple((int(gap), number(item)) for gap, item in group) for group in parsed.groups)
        patterns.append(CompiledPattern(speaker, owner, groups, tuple(map(number, parsed.absent)), text))
    scan: dict[str, Any] = {}
    for (literals, concept), item_number in items.items():
        for term in terms_of.get(concept, ()) if concept is not None else literals:
            owners = scan.setdefault(term, [])
            if item_number not in owners:
                owners.append(item_number)
    words, total = _words(library, scan)
    names = add_names(compile_names(library), scan, len(items))
    misspelled = {
        fold(term).text for lexicon in library.of("lexicon").values() for concept in lexicon.list("concepts") for term in concept.list("misspellings")
    }
    spellings = compile_spellings(library, _full_dictionary()[0], scan.keys() - misspelled)
    _add_prefixes(scan)
    return Vocabulary(words, total, scan, concepts, tuple(patterns), names, spellings)


def _terms(library: Library) -> dict[str, list[str]]:
    """Return the terms of each concept in normal form; a product's name is a term of its kind of lender too."""
    fold = normalizer()
    terms_of: dict[str, list[str]] = {}
    of_kind: dict[str, list[str]] = {}
    for lexicon in library.of("lexicon").values():
        for concept in lexicon.list("concepts"):
            terms = [fold(term).text for term in concept.list("terms") + concept.list("misspellings")]
            terms_of.setdefault(str(concept["id"]), []).extend(terms)
            if concept["lender_kind"] is not None:
                of_kind.setdefault(_KIND_CONCEPTS.get(str(concept["lender_kind"]), str(concept["lender_kind"])), []).extend(terms)
    for kind, terms in of_kind.items():
        if kind in terms_of:
            terms_of[kind] += terms
    return terms_of


_KIND_CONCEPTS = {"microloan": "network_loan", "consumer_finance": "network_loan", "bank_loan": "bank"}
"""Borrowers say 网贷 for all of these; a bank's name alone says no more than 银行."""


def _items(parsed: Any) -> Iterator[Item]:
    for group in parsed.groups:
        for _, item in group:
            yield item
    yield from parsed.absent


def _written_patterns(library: Library) -> Iterator[tuple[str, str, str]]:
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            for text in record.list("patterns"):
                yield speaker, name, str(text)


def _add_prefixes(table: dict[str, Any]) -> None:
    for term in list(table):
        for size in range(1, len(term)):
            table.setdefault(term[:size], 0)


def _words(library: Library, scan: dict[str, Any]) -> tuple[dict[str, int], int]:
    """Return the words that occur in what people say, and the lexicon's terms, with jieba's frequencies."""
    jieba = shielded_jieba()
    full = _full_dictionary()
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total, cutter.initialized = dict(full[0]), full[1], True
    terms = [term for term, owners in scan.items() if owners and len(term) > 1]
    for term in sorted(terms):
        if not cutter.FREQ.get(term):
            cutter.add_word(term, freq=cutter.suggest_freq(term, tune=False))
    found: dict[str, int] = {}
    fold = normalizer()
    for text in _said(library):
        for word in cutter.cut(fold(text).text, HMM=False):
            frequency = cutter.FREQ.get(word)
            if frequency:
                found[word] = frequency
    for term in terms:
        found[term] = cutter.FREQ[term]
    words = dict(sorted(found.items()))
    total = max(1, sum(words.values()))
    _add_prefixes(words)
    return words, total


def _said(library: Library) -> Iterable[str]:
    for speaker in SPEAKERS:
        for record in library.of(speaker).values():
            yield from record.list("utterances")
            yield from record.list("not_utterances")


@lru_cache(maxsize=1)
def _full_dictionary() -> tuple[dict[str, int], int]:
    """Return jieba's own dictionary with prefixes, and its total; read once, without jieba's temporary cache file."""
    jieba = shielded_jieba()
    tokenizer = jieba.Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return frequencies, total


@lru_cache(maxsize=1)
def shielded_jieba() -> Any:
    """Return jieba, imported without its side effects: pkg_resources, warnings, a logging handler of its own."""
    if "jieba" not in sys.modules:
        blocked = "pkg_resources" not in sys.modules
        if blocked:
            sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # makes its import fail: jieba then reads its own file
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import jieba  # noqa: F401
        finally:
            if blocked:
                del sys.modules["pkg_resources"]
        logger = logging.getLogger("jieba")
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
        logger.propagate = True
    return sys.modules["jieba"]
