"""Okapi BM25 (k1 1.2, b 0.75): the plain search that the guide is held against."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Name = TypeVar("Name", int, str)


class Bm25(Generic[Name]):
    """Ranks texts for a query; where two score the same, by name.

    Args:
        texts: by name.
        cut: into what is counted.
    """

    def __init__(self, texts: Mapping[Name, str], cut: Callable[[str], Sequence[str]]) -> None:
        self._cut = cut
        self._standing: defaultdict[str, list[tuple[Name, int]]] = defaultdict(list)
        sizes: dict[Name, int] = {}
        for name, text in texts.items():
            counts = Counter(cut(text))
            sizes[name] = counts.total()
            for piece, count in counts.items():
                self._standing[piece].append((name, count))
        mean = sum(sizes.values()) / len(sizes)
        self._held_back: dict[Name, float] = {name: 1.2 * (0.25 + 0.75 * size / mean) for name, size in sizes.items()}

    def __call__(self, query: str) -> list[Name]:
        scores: defaultdict[Name, float] = defaultdict(float)
        # Sums of floats depend on their order, and the order of a set on the run.
        for piece in sorted(set(self._cut(query))):
            standing = self._standing.get(piece, [])
            rare = log(1 + (len(self._held_back) - len(standing) + 0.5) / (len(standing) + 0.5))
            for name, count in standing:
                scores[name] += rare * count * 2.2 / (count + self._held_back[name])
        return sorted(scores, key=lambda name: (-scores[name], name))


def character_pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters; none reaches over a blank or a mark."""
    runs = re.findall(r"[^\W_]+", text.lower())
    return [run[place : place + 2] for run in runs for place in range(len(run) - 1)]
