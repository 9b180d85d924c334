"""Wrong spellings of the words that matter, made when the knowledge is compiled.

One character of a word is replaced by another of the same sound, by one that looks like it, or by its sound in Latin letters.
What is itself a word is never a wrong spelling of another; what may be part of right words is guarded by its neighbours.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.knowledge.folding import normalizer
from debtguide.language.spelling import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from debtguide.knowledge.library import Library

COMMON = 400
"""How often jieba's dictionary has a character by itself, for it to be one that a keyboard offers first."""
HEARD = 5
"""How often it has a word, for the word to be a reason to leave a spelling alone."""
RARE = 50
"""How often at most it has what an author wrote down as a way round a filter: 花被 is a flower's part, and rarely that."""
_GRAMMAR = frozenset(
    "之的了是不我你他她它们这那有和与及或但而以于在到把被对从向为就都也还又再只才要会能可已将给让使所者吗呢吧啊个上下里中去来没待一二三四五六七八九十百千万亿零两几半"
)
"""Words of grammar stand beside anything."""
_COUNTS_BEHIND_DIGIT = "天日个月年万千百元块周期次家笔张点分折号"
_HAN = re.compile("[\u4e00-\u9fff]")


class Spellings(NamedTuple):
    """``rows`` lead from the first two characters to wrong spellings as ``written`` gives them; ``before`` and ``after`` guard them."""

    rows: dict[str, list[str]]
    before: dict[str, str]
    after: dict[str, str]


def compile_spellings(library: Library, words: Mapping[str, int], terms: Iterable[str]) -> Spellings:
    """Return the wrong spellings of ``library``.

    Args:
        library: whose lexicons say which words, look-alikes and abbreviations.
        words: every right word with its frequency.
        terms: right terms of the lexicon, which are words too.
    """
    fold = normalizer()
    right = {word for word, frequency in words.items() if frequency} | set(terms) | {fold(str(word)).text for word in _entries(library, "right")}
    meant: dict[str, str | None] = {}
    for typed, word in _made(library, words):
        if typed not in right:
            meant[typed] = word if meant.get(typed, word) == word else None
    evasions = [(fold(str(typed)).text, fold(entry.text("means")).text) for entry in _entries(library, "evasions") for typed in entry.list("typed")]
    meant.update({typed: word for typed, word in evasions if words.get(typed, 0) < RARE})
    rows = [(typed, word, ()) for typed, word in meant.items() if word is not None]
    near = [(fold(entry.text("typed")).text, fold(entry.text("means")).text, tuple(map(str, entry.list("near")))) for entry in _entries(library, "initials")]
    before, after = _guards([typed for typed, _, _ in rows], words, right)
    table: dict[str, list[str]] = {}
    for typed, word, context in sorted([*rows, *near], key=lambda row: (-len(row[0]), row[0])):
        table.setdefault(typed[:2], []).append(written(typed, word, context))
    return Spellings(dict(sorted(table.items())), before, after)


def _entries(library: Library, name: str) -> Iterator[Any]:
    for lexicon in library.of("lexicon").values():
        yield from lexicon.list(name)


def _made(library: Library, words: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield wrong spellings with the word meant."""
    fold = normalizer()
    alike: dict[str, set[str]] = {}
    for pair in _entries(library, "lookalikes"):
        first, second = str(pair)[0], str(pair)[1]
        alike.setdefault(first, set()).add(second)
        alike.setdefault(second, set()).add(first)
    homophones = _homophones(words)
    for term in _entries(library, "spelled"):
        word = fold(str(term)).text
        sounds = _sounds_of(word)
        yield "".join(sounds), word
        for place, (character, sound) in enumerate(zip(word, sounds)):
            others = homophones.get(_blurred(sound), set()) | alike.get(character, set())
            for other in sorted(others - {character} - _GRAMMAR | alike.get(character, set())):
                yield word[:place] + other + word[place + 1 :], word
            yield word[:place] + sound + word[place + 1 :], word


def _homophones(words: Mapping[str, int]) -> dict[str, set[str]]:
    """Return the common characters by sound."""
    found: dict[str, set[str]] = {}
    for character, frequency in words.items():
        if frequency >= COMMON and len(character) == 1 and _HAN.match(character):
            found.setdefault(_blurred(_sounds_of(character)[0]), set()).add(character)
    return found


def _blurred(sound: str) -> str:
    """Return a sound as many a speaker says it: zh as z, ing as in."""
    sound = re.sub("^([zcs])h", r"\1", sound)
    return re.sub("(?<=[ie])ng$", "n", sound)


@cache
def _sounds_of(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word))


_PARTICLES = frozenset("了着过的")
"""Stand behind anything: 结了婚 must not keep 卡动结了 from being read."""


def _guards(spellings: list[str], words: Mapping[str, int], right: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return, for the beginnings and ends of ``spellings``, the neighbours with which they are part of a right word."""
    beginnings = {typed[:size] for typed in spellings for size in range(1, len(typed) + 1)}
    ends = {typed[-size:] for typed in spellings for size in range(1, len(typed) + 1)}
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {digit: set(_COUNTS_BEHIND_DIGIT) for digit in "0123456789"}
    for word in right:
        if len(word) < 2 or words.get(word, HEARD) < HEARD:
            continue
        for size in range(1, len(word)):
            if word[:size] in ends and word[size] not in _PARTICLES:
                after.setdefault(word[:size], set()).add(word[size])
            if word[-size:] in beginnings:
                before.setdefault(word[-size:], set()).add(word[-size - 1])
    return _plain(before), _plain(after)


def _plain(table: Mapping[str, set[str]]) -> dict[str, str]:
    return {key: "".join(sorted(characters)) for key, characters in sorted(table.items())}
