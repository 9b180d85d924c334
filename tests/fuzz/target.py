"""A target of the search: how bytes become a case, what a case must hold to, and where to begin."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from debtguide import Guide

Case = dict[str, str]
"""What is held against the promises: a text, and where the target needs more than that, the day or the file it is for."""

TODAY = "2026-11-22"
_FIRST = date(1950, 1, 1)
_EDGE = 16
"""So many of the first and of the last days that two bytes can say stand for the first and the last that Python knows."""


class Target(NamedTuple):
    """A target.

    Attributes:
        name: what it is called on the command line and in ``found.jsonl``.
        runs: how many cases ``make fuzz`` tries of it unless told otherwise, about a minute's worth.
        seeds: gives the cases to begin from.
        encode: gives the bytes that ``decode`` makes a case of.
        decode: makes a case of any bytes.
        hold: fails where a case breaks a promise.
    """

    name: str
    runs: int
    seeds: Callable[[Guide], Iterable[Case]]
    encode: Callable[[Case], bytes]
    decode: Callable[[bytes], Case]
    hold: Callable[[Guide, Case], None]


def text_of(raw: bytes) -> str:
    """Return ``raw`` as a text; what is no UTF-8 becomes lone surrogates, which a text can hold too."""
    return raw.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """Return what ``text_of`` made ``text`` of."""
    return text.encode("utf-8", "surrogateescape")


def text_only(raw: bytes) -> Case:
    """Return a case that is a text and nothing else."""
    return {"text": text_of(raw)}


def raw_text(case: Case) -> bytes:
    """Return the bytes of a case that is a text and nothing else."""
    return bytes_of(case["text"])


def dated_text(raw: bytes) -> Case:
    """Return a case that is a text for a day: two bytes for the day, then the text."""
    return {"as_of": _day(int.from_bytes(raw[:2], "big")), "text": text_of(raw[2:])}


def raw_dated_text(case: Case) -> bytes:
    """Return the bytes of a text for a day that two bytes can say."""
    return _number(date.fromisoformat(case["as_of"])).to_bytes(2, "big") + bytes_of(case["text"])


def _day(number: int) -> str:
    """Return the day that two bytes say, most of them within living memory."""
    if number < _EDGE:
        return (date.min + timedelta(days=number)).isoformat()
    if number >= 0x10000 - _EDGE:
        return (date.max - timedelta(days=0xFFFF - number)).isoformat()
    return (_FIRST + timedelta(days=number)).isoformat()


def _number(day: date) -> int:
    return (day - _FIRST).days
