"""The weights of features read back from a compiled file's lines as they were learnt."""

from __future__ import annotations

import random
from binascii import crc32

from hypothesis import given
from hypothesis import strategies as st

from debtguide.knowledge import weight_rows

NAMES = st.text(st.sampled_from([*"词字单网贷逾期法院aе٣", " ", "_", "%"]), min_size=2, max_size=6)
NUMBERS = st.integers(-32_768, 32_767)
ROWS = st.tuples(st.integers(0, 999), st.lists(st.tuples(st.integers(0, 32_767), NUMBERS), max_size=5))


@given(st.dictionaries(NAMES, ROWS, max_size=30), st.lists(NAMES, max_size=10))
def test_a_row_reads_back_and_what_was_never_learnt_has_none(rows: dict[str, tuple[int, list[tuple[int, int]]]], others: list[str]) -> None:
    written = {name: " ".join([str(rarity), *(f"{lane}:{weight}" for lane, weight in pairs)]) for name, (rarity, pairs) in rows.items()}
    find = weight_rows.finder(weight_rows.lines(written).get)
    for name, (rarity, pairs) in rows.items():
        found = find(name)
        assert found is not None
        assert list(found) == [*(number for pair in pairs for number in pair), rarity]
    assert all(find(name) is None for name in others if name not in rows)


def test_two_names_of_one_checksum_are_told_apart() -> None:
    # Of so many names some have one of four thousand million checksums in common.
    chance, sums = random.Random(1), dict[int, str]()
    while True:
        second = f"词网{chance.getrandbits(64):x}"
        first = sums.setdefault(crc32(second.encode()), second)
        if first != second:
            break
    find = weight_rows.finder(weight_rows.lines({first: "1 2:3", second: "4 5:6"}).get)
    assert [list(find(name) or ()) for name in (first, second)] == [[2, 3, 1], [5, 6, 4]]
