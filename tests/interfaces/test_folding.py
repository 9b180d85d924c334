"""Lines folded at a window's width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from debtguide.interfaces.folding import cells, folded

CLOSING = "”’）》〉】」』，。、；：！？…"


def test_a_line_breaks_where_the_window_ends() -> None:
    assert folded("法院不得只凭没还款认定。", 12) == ["法院不得只凭", "没还款认定。"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for width in range(8, 40):
        for line in folded("收到《传票》（含短信），十五日内“答辩”；逾期、缺席、拒收……都照判！！", width):
            assert line[0] not in CLOSING
            assert line[-1] not in "“（《"


def test_numbers_and_words_stay_whole() -> None:
    for width in range(14, 40):
        text = folded("拨12368或者看https://zxfw.court.gov.cn，2026-11-22起。", width)
        assert any("2026-11-22" in line for line in text)
        assert any("12368" in line for line in text)


def test_what_is_longer_than_a_line_is_torn() -> None:
    assert all(cells(line) <= 10 for line in folded("https://zxfw.court.gov.cn/zxfw", 10))


def test_what_follows_a_bullet_or_number_stands_below_it() -> None:
    assert folded("· 甲乙丙丁戊己庚辛", 12) == ["· 甲乙丙丁", "  戊己庚辛"]
    assert folded("12. 甲乙丙丁戊己", 12) == ["12. 甲乙丙丁", "    戊己"]
    assert folded("[3] 《民法典》第六条", 14)[1].startswith("    ")


def test_blank_lines_stay() -> None:
    assert folded("甲\n\n乙", 10) == ["甲", "", "乙"]
    assert folded("", 10) == [""]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300), st.integers(8, 100))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = folded(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert cells(line) <= width or len(line.strip()) <= 2
