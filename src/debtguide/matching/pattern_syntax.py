"""Patterns as authors write them.

``{多年前、很久以前} * <debt> * 还要还``: alternatives in braces; ``<debt>`` any term of a lexicon concept; ``*`` any gap
inside one sentence. ``{银行卡} {冻结}``: items without ``*`` between them stand next to each other.
``<court> & {短信、电话} !{公安}``: both anywhere, in any order, and nothing of the last.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PART = re.compile(r"\s*(?:(!?)\{([^{}<>]+)\}|(!?)<([a-z0-9_-]+)>|(\*)|(&)|([^\s{}<>*&!]+))")


class Item(NamedTuple):
    """One place of a pattern: any of these literal texts, or any term of the concept."""

    literals: tuple[str, ...]
    concept: str | None


class WrittenPattern(NamedTuple):
    """A parsed pattern: groups of items in order (``gaps[i]``: may anything stand before the i-th item), and what must be absent."""

    groups: tuple[tuple[tuple[bool, Item], ...], ...]
    absent: tuple[Item, ...]


def parse_pattern(text: str) -> WrittenPattern | str:
    """Return the pattern that ``text`` writes, or in words why it is none."""
    if "|" in text or "｜" in text:
        return "句式里没有“|”；几种说法写成 {甲、乙}"
    groups: list[list[tuple[bool, Item]]] = [[]]
    absent: list[Item] = []
    gap = False
    place = 0
    while place < len(text.rstrip()):
        match = _PART.match(text, place)
        if match is None:
            return f"第 {place + 1} 个字“{text[place]}”看不懂：花括号、尖括号要成对"
        not_braces, inside, not_concept, concept, star, both, plain = match.groups()
        place = match.end()
        if star:
            gap = True
            continue
        if both:
            if not groups[-1]:
                return "“&”两边都要有内容"
            groups.append([])
            gap = False
            continue
        if concept:
            item = Item((), concept)
        else:
            literals = tuple(dict.fromkeys(part.strip() for part in inside.split("、"))) if inside else (plain,)
            if "" in literals:
                return "花括号里有空的一项：检查多余的顿号"
            item = Item(literals, None)
        if not_braces or not_concept:
            absent.append(item)
        else:
            groups[-1].append((gap, item))
        gap = False
    if len(groups) > 1 and not groups[-1] and absent:
        groups.pop()
    if not all(groups):
        return "没有任何要出现的内容" if len(groups) == 1 else "“&”两边都要有内容"
    return WrittenPattern(tuple(map(tuple, groups)), tuple(absent))
