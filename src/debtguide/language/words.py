"""Cut text into words: the most probable path through a word lattice.

The same cut as ``jieba.Tokenizer.cut(text, HMM=False)`` over the same dictionary, which a property test holds; jieba
itself works where the guide is compiled, because importing it costs a question more than everything else together.
"""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_BLOCK = re.compile("([\u4e00-\u9fd5a-zA-Z0-9+#&\\._%\\-]+)")
_BLANK = re.compile("(\r\n|\\s)")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class WithWords(Protocol):
    """Anything that knows the words which begin with one character."""

    @property
    def words(self) -> Mapping[str, int]:
        """Words with their frequencies, prefixes with 0."""


class WordCutter:
    """Cuts text over a dictionary.

    Args:
        initial: for a character, in ``words``, how often each word that begins with it occurs; every prefix of a word is a
            key too, with 0 where it is no word.
        total: the sum of all frequencies, 1 or more.
    """

    def __init__(self, initial: Callable[[str], WithWords], total: int) -> None:
        self._initial = initial
        self._log_total = log(total)

    def cut(self, text: str) -> Iterator[str]:
        """Yield the words of ``text`` in order; they tile it without gaps."""
        for block in _BLOCK.split(text):
            if not block:
                continue
            if _BLOCK.match(block):
                yield from self._cut_block(block)
            else:
                for part in _BLANK.split(block):
                    if _BLANK.match(part):
                        yield part
                    else:
                        yield from part

    def _cut_block(self, block: str) -> Iterator[str]:
        """Yield the words of a block; single Latin letters and digits that stand together stay together."""
        latin_from = -1
        start = 0
        for end in self._borders(block):
            if end - start == 1 and block[start] in _LATIN:
                if latin_from < 0:
                    latin_from = start
            else:
                if latin_from >= 0:
                    yield block[latin_from:start]
                    latin_from = -1
                yield block[start:end]
            start = end
        if latin_from >= 0:
            yield block[latin_from:start]

    def _borders(self, block: str) -> list[int]:
        """Return the end of each word on the most probable path; of equal paths the one with the longer first word."""
        size = len(block)
        best = [0.0] * (size + 1)
        step = [0] * size
        for start in range(size - 1, -1, -1):
            end = start + 1
            frequencies = self._initial(block[start]).words
            found = frequencies.get(block[start])
            top, top_end = -1e300, 0
            while found is not None:
                if found:
                    score = log(found) - self._log_total + best[end]
                    if score >= top:
                        top, top_end = score, end
                end += 1
                if end > size:
                    break
                found = frequencies.get(block[start:end])
            if not top_end:
                top, top_end = log(frequencies.get(block[start]) or 1) - self._log_total + best[start + 1], start + 1
            best[start], step[start] = top, top_end
        borders = []
        place = 0
        while place < size:
            place = step[place]
            borders.append(place)
        return borders
