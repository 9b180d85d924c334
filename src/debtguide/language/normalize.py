"""The one form of text that everything is matched in, with a way back to what was typed.

Simplified characters, half width, lower case; characters that cannot be seen are dropped. Every other character stands for
exactly one, so that places in the normal form are places in the utterance, save for what was dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from debtguide.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

READ_AT_MOST = 20_000
_HALF = READ_AT_MOST // 2
_ELISION = "\n……\n"

# Zero width, bidirectional controls, C0 but blanks, C1, variation selectors, byte order marks.
INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Admitted(NamedTuple):
    """A text at the door: what will be read of it, and whether something in the middle was left out."""

    text: str
    shortened: bool


class Normal(NamedTuple):
    """The normal form of a text; ``origins[i]`` is the place of its i-th character in the text, or None where i is."""

    text: str
    origins: Sequence[int] | None

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the original text that ``text[start:end]`` came from."""
        if self.origins is None or start >= end:
            return Span(start, end)
        return Span(self.origins[start], self.origins[end - 1] + 1)


def admit(text: str) -> Admitted:
    """Return ``text`` fit to be read: lone surrogates become U+FFFD, of a very long text only head and tail stay."""
    shortened = len(text) > READ_AT_MOST
    if shortened:
        text = text[:_HALF] + _ELISION + text[-_HALF:]
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return Admitted(text, shortened)


def visible(text: str) -> str:
    """Return ``text`` without the characters that a terminal must never be sent."""
    return INVISIBLE.sub("", text)


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
        if INVISIBLE.search(text) is None:
            return Normal(text.translate(self._table), None)
        origins = [place for place, character in enumerate(text) if INVISIBLE.match(character) is None]
        return Normal("".join([text[place] for place in origins]).translate(self._table), origins)
