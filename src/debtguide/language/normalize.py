"""The one form of text that everything is matched in, with a way back to what was typed.

Simplified characters, half width, lower case; characters that cannot be seen are dropped. Every other character stands for
exactly one, so that places in the normal form are places in the utterance, save for what was dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

READ_AT_MOST = 20_000
_HALF = READ_AT_MOST // 2
_ELISION = "\n……\n"

# Zero width, bidirectional controls, C0 but blanks, C1, byte order marks: what must neither hide a word nor reach a terminal.
_RANGES = (
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
)  # fmt: skip
INVISIBLE = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))


class Admitted(NamedTuple):
    """A text at the door: what will be read of it, and whether something in the middle was left out."""

    text: str
    shortened: bool


class Normal(NamedTuple):
    """The normal form of a text; ``origins[i]`` is the place of its i-th character in the text, or None where i is.

    ``ends[i]`` is where what the i-th character stands for ends; None where that is always the next place.
    """

    text: str
    origins: Sequence[int] | None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the original text that ``text[start:end]`` came from."""
        if self.origins is None or start >= end:
            return Span(start, end)
        return Span(self.origins[start], self.origins[end - 1] + 1 if self.ends is None else self.ends[end - 1])


def admit(text: str) -> Admitted:
    """Return ``text`` fit to be read: lone surrogates become U+FFFD, of a very long text only head and tail stay."""
    shortened = len(text) > READ_AT_MOST
    if shortened:
        text = text[:_HALF] + _ELISION + text[-_HALF:]
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join(["\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text])
    return Admitted(text, shortened)


def visible(text: str) -> str:
    """Return ``text`` without the characters that a terminal must never be sent."""
    return text if INVISIBLE.isdisjoint(text) else "".join([character for character in text if character not in INVISIBLE])


class Normalizer:
    """Turns text into its normal form.

    Args:
        traditional: traditional and variant characters.
        simplified: what each of them is, character by character; as long as ``traditional``.
    """

    def __init__(self, traditional: str, simplified: str) -> None:
        table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
        table[0x3000] = 0x20
        table.update(zip(map(ord, traditional), map(ord, simplified)))
        table.update({code + 0xFEE0: code + 0x20 for code in range(0x41, 0x5B)})
        table.update({code: code + 0x20 for code in range(0x41, 0x5B)})
        self._table = table

    def __call__(self, text: str) -> Normal:
        """Return the normal form of ``text``."""
        if INVISIBLE.isdisjoint(text):
            return Normal(text.translate(self._table), None)
        origins = [place for place, character in enumerate(text) if character not in INVISIBLE]
        return Normal("".join([text[place] for place in origins]).translate(self._table), origins)
