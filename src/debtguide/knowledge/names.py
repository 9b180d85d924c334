"""Names that are values: lenders and products, documents, persons; compiled as terms that no pattern and no weight hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge.folding import normalizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library


class CompiledName(NamedTuple):
    """A value and the terms that stand for it; ``value`` None is called as it was said."""

    kind: str
    value: str | None
    lender_kind: str | None
    terms: tuple[str, ...]


def compile_names(library: Library) -> list[CompiledName]:
    """Return the names of ``library``, in the order of its files: those of products first, as their concepts say."""
    fold = normalizer()
    found = []
    for kind, value, lender_kind, terms in _written(library):
        found.append(CompiledName(kind, value, lender_kind, tuple(dict.fromkeys(fold(str(term)).text for term in terms))))
    return found


def _written(library: Library) -> Iterator[tuple[str, str | None, str | None, list[Any]]]:
    for lexicon in library.of("lexicon").values():
        for concept in lexicon.list("concepts"):
            if concept["lender_kind"] is not None:
                terms = concept.list("names") or concept.list("terms") + concept.list("misspellings")
                yield "lender", None if concept["as_said"] else _title(concept), str(concept["lender_kind"]), terms
    for lexicon in library.of("lexicon").values():
        for name in lexicon.list("names"):
            kind = name["lender_kind"]
            yield str(name["kind"]), None if name["value"] is None else str(name["value"]), None if kind is None else str(kind), name.list("terms")


def _title(concept: Record) -> str:
    return concept.text("title")


def add_names(names: list[CompiledName], scan: dict[str, Any], first: int) -> dict[int, CompiledName]:
    """Let ``scan`` find every term of ``names`` under item numbers from ``first`` on; return the names by number."""
    numbered = dict(enumerate(names, first))
    for number, name in numbered.items():
        for term in name.terms:
            owners = scan.get(term) or []
            scan[term] = [*owners, number]
    return numbered


def names_table(numbered: Mapping[int, CompiledName]) -> dict[str, list[str | None]]:
    """Return the names as they are written to the compiled file."""
    return {str(number): [name.kind, name.value, name.lender_kind] for number, name in numbered.items()}
