"""Rows of weights come to the same sums whichever way they are kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from debtguide.matching.lanes import SIDE_BY_SIDE, rows_of

LANES = 9
ROWS = st.lists(st.tuples(st.integers(0, 1024), st.dictionaries(st.integers(0, LANES - 1), st.integers(-2000, 2000))), max_size=40)


@given(ROWS)
def test_sums_are_those_of_the_single_weights(rows: list[tuple[int, dict[int, int]]]) -> None:
    wanted = {lane: total for lane in range(LANES) if (total := sum(share * weights.get(lane, 0) for share, weights in rows))}
    for kept in (rows_of(LANES), rows_of(SIDE_BY_SIDE + 1)):
        assert kept.total([(share, kept.row(weights)) for share, weights in rows]) == wanted


@given(st.dictionaries(st.integers(0, LANES - 1), st.integers(-(2**30), 2**30)))
def test_a_row_gives_back_its_weights(weights: dict[int, int]) -> None:
    for kept in (rows_of(LANES), rows_of(SIDE_BY_SIDE + 1)):
        found = kept.weights(kept.row(weights))
        assert {lane: found.get(lane, 0) for lane in range(LANES)} == {lane: weights.get(lane, 0) for lane in range(LANES)}
