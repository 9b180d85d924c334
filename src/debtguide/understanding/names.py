"""What is named in a reading: lenders and products, documents, persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from debtguide.understanding.reading import Reading

LENDER, DOCUMENT, PERSON, NO_NAME = "lender", "document", "person", "none"


class Named(NamedTuple):
    """A name in the normal form; ``value`` is what it stands for."""

    kind: str
    value: str
    start: int
    end: int
    lender_kind: str | None


def named(reading: Reading) -> list[Named]:
    """Return the names of ``reading`` by start, the longest at each place; words that only look like names included."""
    names = reading.names()
    found: list[Named] = []
    for start, end, items in reading.occurrences:
        name = next((names[item] for item in items if item in names), None)
        if name is None:
            continue
        if found and start < found[-1].end:
            if start > found[-1].start or end <= found[-1].end:
                continue
            found.pop()
        kind, value, lender_kind = name
        found.append(Named(kind, value or reading.normal.text[start:end], start, end, lender_kind))
    return found
