"""A few screens at 80 columns, as a person sees them; tests/golden/ holds them.

They are made from the invented law of tests/minimal_knowledge, so that no edit of the real one changes them. After a
change that is meant: UPDATE_GOLDEN=1 python -m pytest tests/interfaces/test_screens.py, and look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from debtguide.interfaces.folding import cells

from .conftest import DAY, Terminal

TESTS = Path(__file__).resolve().parents[1]
SCREENS = {
    "answer": (["ask", "费用最多能收多少", "--as-of", DAY], "", 80),
    "law_show": (["law", "show", "借款法20", "--as-of", DAY], "", 80),
    "chat": (["chat", "--as-of", DAY], "上门要先说一声吗\n/依据\n/帮助\n我想死\n/退出\n", 80),
    "chat_narrow": (["chat", "--as-of", DAY], "上门要先说一声吗\n/帮助\n/复核\n/方案\n/打开 没有的\n/导出 a.doc\n/退出\n", 40),
    "case_help": (["case", "--help"], "", 80),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_it_was(debtguide_run: Terminal, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    arguments, typed, columns = SCREENS[name]
    command = ["--knowledge", str(TESTS / "minimal_knowledge"), *arguments]
    debtguide_run(*command, stdin=typed)  # compiles, where that has not been done
    ran = debtguide_run(*command, stdin=typed, columns=columns)
    assert not ran.err
    golden = TESTS / "golden" / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(ran.text, encoding="utf-8", newline="\n")
    assert ran.text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("question", ["网贷逾期三个月会被起诉吗", "我不想活了", "收到法院短信是不是骗子"])
def test_no_line_is_wider_than_the_window(debtguide_run: Terminal, question: str, columns: int) -> None:
    for command in (["ask", question], ["chat"], ["law", "search", question]):
        lines = debtguide_run(*command, stdin=question, columns=columns).text.splitlines()
        assert max([cells(line) for line in lines if not line.startswith("您> ")]) <= min(columns, 97)


def test_a_conversation_in_a_window_names_its_provisions_and_shows_them_when_asked(debtguide_run: Terminal) -> None:
    answer, provisions = debtguide_run("chat", stdin="网贷逾期三个月会被起诉吗\n/依据", columns=80).text.split("您> /依据")
    words = "属于人民法院受理民事诉讼的范围"
    assert "[1] 《民事诉讼法》第一百二十二条（法律）" in answer
    assert "输入 /依据 看条文原文" in answer
    assert words not in answer
    assert words in "".join(provisions.split())
