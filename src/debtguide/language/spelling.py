"""Words typed wrong, put right in the normal form; what was typed keeps its place.

Which wrong spelling stands for which word is compiled; here it is only looked up. A spelling is left alone where it may be
part of right words: 其诉求 is not 起诉求, 逾其他 not 逾期他.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from debtguide.language.normalize import Normal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Spellings = Mapping[str, Sequence[str]]
    """From the first two characters to wrong spellings as ``written`` gives them."""
    Guards = tuple[Mapping[str, str], Mapping[str, str]]
    """What must not stand beside a wrong spelling: by its beginning, characters before it; by its end, characters behind it."""

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_BESIDE_LATIN = _LATIN | frozenset("./-_@")
_REACH = 15
_TAB = "\t"


class WithSpellings(Protocol):
    """Anything that knows the wrong spellings which begin with one character."""

    @property
    def spellings(self) -> Spellings:
        """Wrong spellings by their first two characters."""


def written(typed: str, meant: str, near: Sequence[str]) -> str:
    """Return a wrong spelling, the word meant, and words of which one must stand near (none: wherever it stands), as one text.

    There are thousands, and a long-lived process keeps most of them.
    """
    return _TAB.join((typed, meant, *near))


def spelled(normal: Normal, initial: Callable[[str], WithSpellings], guards: Callable[[], Guards]) -> Normal:
    """Return ``normal`` with wrong spellings put right.

    Args:
        normal: the normal form as it was typed.
        initial: gives the wrong spellings that begin with a character.
        guards: gives what must not stand beside them.
    """
    text = normal.text
    found: list[tuple[int, int, str]] = []
    place, last = 0, len(text) - 1
    while place < last:
        rows = initial(text[place]).spellings.get(text[place : place + 2])
        end = 0
        for typed, meant, *near in [row.split(_TAB) for row in rows or ()]:
            if text.startswith(typed, place) and _stands_alone(text, place, typed, guards()) and _is_near(text, place, place + len(typed), near):
                end = place + len(typed)
                found.append((place, end, meant))
                break
        place = end or place + 1
    return _replaced(normal, found) if found else normal


def _stands_alone(text: str, place: int, typed: str, guards: Guards) -> bool:
    """Return whether ``typed`` at ``place`` is not part of right words."""
    end = place + len(typed)
    before, after = text[place - 1] if place else "", text[end] if end < len(text) else ""
    if before and ((typed[0] in _LATIN and before in _BESIDE_LATIN) or any(before in guards[0].get(typed[:size], "") for size in range(1, len(typed) + 1))):
        return False
    return not after or not (
        (typed[-1] in _LATIN and after in _BESIDE_LATIN) or any(after in guards[1].get(typed[-size:], "") for size in range(1, len(typed) + 1))
    )


def _is_near(text: str, start: int, end: int, words: Sequence[str]) -> bool:
    if not words:
        return True
    window = text[max(0, start - _REACH) : start] + "|" + text[end : end + _REACH]
    return any(word in window for word in words)


def _replaced(normal: Normal, found: list[tuple[int, int, str]]) -> Normal:
    """Return ``normal`` with each stretch replaced; a word put right stands for all that was typed for it."""
    text, pieces, done = normal.text, [], 0
    same = normal.origins is None and all(end - start == len(meant) for start, end, meant in found)
    starts: list[int] = []
    ends: list[int] = []
    for start, end, meant in [*found, (len(text), len(text), "")]:
        pieces += [text[done:start], meant]
        if not same:
            for place in range(done, start):
                span = normal.span(place, place + 1)
                starts.append(span.start)
                ends.append(span.end)
            if meant:
                span = normal.span(start, end)
                starts += [span.start] * len(meant)
                ends += [span.end] * len(meant)
        done = end
    return Normal("".join(pieces), None if same else starts, None if same else ends)
