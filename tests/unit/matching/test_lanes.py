"""Rows of weights come to the same sums whichever of them are packed."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from debtguide.matching.lanes import Lanes

FEW, MANY = 9, 1000
ROWS = st.lists(st.tuples(st.integers(0, 1024), st.dictionaries(st.integers(0, FEW - 1), st.integers(-2000, 2000)), st.booleans()), max_size=40)


@given(ROWS)
def test_sums_are_those_of_the_single_weights(rows: list[tuple[int, dict[int, int], bool]]) -> None:
    wanted = {lane: total for lane in range(FEW) if (total := sum(share * weights.get(lane, 0) for share, weights, _ in rows))}
    told = [(share, list(chain.from_iterable(weights.items())), packs) for share, weights, packs in rows]
    few = Lanes(FEW)
    packed = [(share, few.packed(weights)) for share, weights, packs in told if packs]
    assert few.total(packed, [(share, weights) for share, weights, packs in told if not packs]) == wanted
    assert Lanes(MANY).total([], [(share, weights) for share, weights, _ in told]) == wanted


def test_only_long_rows_are_packed_and_none_of_thousands_of_lanes() -> None:
    short, long = [1, 5], list(chain.from_iterable((lane, 5) for lane in range(100)))
    assert not Lanes(120).worth_packing(short)
    assert Lanes(120).worth_packing(long)
    assert not Lanes(MANY).worth_packing(long)
