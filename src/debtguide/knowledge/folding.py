"""Traditional characters into simplified ones, by OpenCC; used only where knowledge is read and compiled.

The compiled guide carries the characters that differ as a table, so that answering a question needs no library.
"""

from __future__ import annotations

import re
from functools import lru_cache

from debtguide.language.normalize import Normalizer

_MARKS = re.compile(r"[\W_]+")
_CJK = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


@lru_cache(maxsize=1)
def variant_characters() -> tuple[str, str]:
    """Return traditional and variant characters, and beside them what each is in simplified Chinese, one for one."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    characters = [chr(code) for first, last in _CJK for code in range(first, last)]
    simplified = convert("\n".join(characters)).split("\n")
    pairs = {old: new for old, new in zip(characters, simplified) if old != new and len(new) == 1 and ord(new) < 0x10000}
    # 薴 leads to 苧, and 苧 to 苎: a normal form must be its own normal form.
    return "".join(pairs), "".join(pairs.get(new, new) for new in pairs.values())


@lru_cache(maxsize=1)
def normalizer() -> Normalizer:
    """Return the normaliser over all variant characters."""
    return Normalizer(*variant_characters())


def folded(text: str) -> str:
    """Return ``text`` in its normal form without marks and blanks: equal for texts that say the same."""
    return _MARKS.sub("", normalizer()(text).text)
