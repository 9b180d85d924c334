"""How people say a fact or a manner, as authors write it, made into a regular expression over the normal form.

``{打给、联系} * {爸妈、家人}``: alternatives in braces; ``*`` a short gap inside one clause. The braces are those of
patterns; but a phrase is found as it stands, it is no feature of matching.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from debtguide.knowledge.folding import normalizer
from debtguide.matching.pattern_syntax import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_GAP = r"[^，。！？；,!?;\n]{0,8}?"


def phrase_fault(text: str) -> str | None:
    """Return in words why ``text`` is no phrase, or None where it is one."""
    parsed = parse_pattern(text)
    if isinstance(parsed, str):
        return parsed
    if len(parsed.groups) != 1 or parsed.absent or any(item.concept for _, item in parsed.groups[0]):
        return "这里只能用花括号和“*”，不能用“&”“!”和尖括号"
    return None


def phrases_expression(phrases: Iterable[str]) -> str:
    """Return one expression for all ``phrases``, or an empty text where there are none."""
    return "|".join(_expression(phrase) for phrase in phrases)


def _expression(phrase: str) -> str:
    parsed = parse_pattern(phrase)
    assert not isinstance(parsed, str), phrase
    pieces: list[str] = []
    for gap, item in parsed.groups[0]:
        if gap and pieces:
            pieces.append(_GAP)
        literals = [re.escape(normalizer()(literal).text) for literal in sorted(item.literals, key=len, reverse=True)]
        pieces.append(literals[0] if len(literals) == 1 else f"(?:{'|'.join(literals)})")
    return "".join(pieces)
