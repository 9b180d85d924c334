"""``debtguide ask`` and the command line as such: exit codes, options, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from published import ANSWER_KEYS

from .conftest import DAY, Terminal

if TYPE_CHECKING:
    from pathlib import Path

SUED = "网贷逾期三个月会被起诉吗"


def test_an_answer_in_text_shows_its_articles_and_its_day(debtguide_run: Terminal) -> None:
    ran = debtguide_run("ask", SUED, "--as-of", DAY)
    assert ran.code == 0
    assert not ran.err
    assert "【依据】" in ran.text
    assert "《民事诉讼法》第一百二十二条" in ran.text
    assert f"以上按 {DAY} 有效的规定" in ran.text


def test_an_answer_in_json_has_every_key_in_order(debtguide_run: Terminal) -> None:
    answer = debtguide_run("ask", "--json", SUED, "--as-of", DAY).json
    assert list(answer) == ANSWER_KEYS
    assert answer["schema"] == "debtguide.answer/1"
    assert answer["question"] == SUED
    assert answer["as_of"] == DAY
    assert answer["topics"][0]["id"] == "litigation.will_sue"


def test_several_words_are_one_question(debtguide_run: Terminal) -> None:
    assert debtguide_run("ask", "--json", "网贷逾期", "会被起诉吗").json["question"] == "网贷逾期 会被起诉吗"


def test_without_arguments_the_question_is_read_from_standard_input(debtguide_run: Terminal) -> None:
    ran = debtguide_run("ask", "--json", stdin=f"  {SUED}\r\n")
    assert ran.code == 0
    assert ran.json["question"] == SUED


@pytest.mark.parametrize(
    ("question", "code", "outcome"),
    [
        (SUED, 0, "answered"),
        ("今天天气怎么样", 3, "declined"),
        ("怎么才能把房子转到亲戚名下不让法院查到", 3, "declined"),
        ("我欠了太多钱，不想活了", 5, "crisis"),
        ("催收堵在我家门口拿刀威胁我", 5, "crisis"),
        ("", 3, "declined"),
        (" \t\n ", 3, "declined"),
    ],
)
def test_the_exit_code_tells_how_it_went(debtguide_run: Terminal, question: str, code: int, outcome: str) -> None:
    ran = debtguide_run("ask", "--json", question)
    assert (ran.code, ran.json["outcome"]) == (code, outcome)
    assert ran.json["crisis"] is (code == 5)
    assert debtguide_run("ask", question).code == code


def test_crisis_comes_without_debt_advice(debtguide_run: Terminal) -> None:
    ran = debtguide_run("ask", "欠了二十万网贷，不想活了")
    assert ran.code == 5
    assert "12356" in ran.text
    assert "【依据】" not in ran.text


def test_the_day_decides_which_law_is_cited(debtguide_run: Terminal) -> None:
    before, after = (debtguide_run("ask", "--json", "被催收辱骂恐吓怎么办", "--as-of", day).json for day in ("2025-12-31", "2026-01-01"))
    assert "public-security-punishments-law/42" in [cited["id"] for cited in before["citations"]]
    assert "public-security-punishments-law/50" in [cited["id"] for cited in after["citations"]]
    for answer in (before, after):
        for cited in answer["citations"]:
            assert cited["effective_from"] <= answer["as_of"] <= (cited["effective_to"] or "9999")


def test_explain_goes_below_the_answer_or_beside_the_json(debtguide_run: Terminal) -> None:
    assert "为什么这样回答" in debtguide_run("ask", "--explain", SUED).text
    ran = debtguide_run("ask", "--json", "--explain", SUED)
    assert ran.json["outcome"] == "answered"
    assert "为什么这样回答" in ran.complaint
    assert "litigation.will_sue" in ran.complaint


def test_explain_names_the_safety_rule(debtguide_run: Terminal) -> None:
    assert "安全规则" in debtguide_run("ask", "--explain", "不想活了").text


@pytest.mark.parametrize("day", ["明天", "2026-13-01", "2026-02-30", "20261122", "2026-1-1", "", "２０２６-01-01", "0000-00-00", "\x1b[31m"])
def test_what_is_no_day_is_wrong_usage(debtguide_run: Terminal, day: str) -> None:
    ran = debtguide_run("ask", SUED, "--as-of", day)
    assert ran.code == 2
    assert not ran.out
    assert ran.complaint.count("\n") == 1
    assert "不是日期" in ran.complaint
    assert "2026-11-22" in ran.complaint
    assert ran.is_calm()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "--foo"], "不认识的参数：--foo"),
        (["ask", "--js", "x"], "不认识的参数：--js"),
        (["ask", "--as-of"], "后面要跟一个值"),
        (["ask", "--json=5"], "后面不跟值"),
        (["ask", "--json", "--jsonl", "x"], "不能同时用"),
        (["law", "search", "x", "--limit", "许多"], "应当是整数"),
        (["law", "show"], "缺少参数"),
        (["law", "shwo", "民法典675"], "没有“shwo”这个命令，可以用 show、search、list"),
        ([SUED], "要提问请写 debtguide ask"),
        (["\x1b[31m红\n色"], "“[31m红 色”"),
        (["ask", "--\x1b[2J"], "不认识的参数"),
    ],
)
def test_wrong_usage_is_one_line_in_chinese(debtguide_run: Terminal, arguments: list[str], said: str) -> None:
    ran = debtguide_run(*arguments)
    assert ran.code == 2
    assert not ran.out
    assert ran.complaint.count("\n") == 1
    assert said in ran.complaint
    assert "--help" in ran.complaint
    assert ran.is_calm()


@pytest.mark.parametrize("command", [[], ["ask"], ["chat"], ["law"], ["law", "show"], ["law", "search"], ["law", "list"], ["kb"], ["kb", "check"]])
def test_help_is_in_chinese_and_shown_on_any_console(debtguide_run: Terminal, command: list[str]) -> None:
    ran = debtguide_run(*command, "--help")
    assert ran.code == 0
    assert ran.text.startswith("用法：debtguide")
    assert "usage" not in ran.text
    assert debtguide_run(*command, "--help", encoding="ascii").code == 0


def test_without_a_command_the_help_is_shown_where_nobody_types(debtguide_run: Terminal) -> None:
    ran = debtguide_run()
    assert ran.code == 0
    assert ran.text.startswith("用法：debtguide")


def test_the_version_is_the_packages(debtguide_run: Terminal) -> None:
    from debtguide import __version__

    assert debtguide_run("--version").text == f"debtguide {__version__}\n"


@pytest.mark.parametrize("command", [["ask", SUED], ["ask", "--jsonl", SUED], ["law", "show", "民法典675"], ["chat"]])
def test_a_knowledge_folder_that_is_not_there_is_one_clear_error(debtguide_run: Terminal, tmp_path: Path, command: list[str]) -> None:
    ran = debtguide_run("--knowledge", str(tmp_path / "nothing"), *command)
    assert ran.code == 1
    assert not ran.out
    assert "没有这个知识库文件夹" in ran.complaint
    assert ran.is_calm()


def test_problems_of_a_knowledge_folder_are_all_named(debtguide_run: Terminal, minimal_knowledge: Path) -> None:
    topic = minimal_knowledge / "topics" / "fees" / "fees.cap.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")
    ran = debtguide_run("--knowledge", str(minimal_knowledge), "ask", SUED)
    assert ran.code == 1
    assert not ran.out
    assert "fees.cap.yaml:" in ran.complaint
    assert "处问题" in ran.complaint


def test_another_knowledge_folder_answers(debtguide_run: Terminal, minimal_knowledge: Path) -> None:
    builtin, other = debtguide_run("ask", "--json", SUED).json, debtguide_run("--knowledge", str(minimal_knowledge), "ask", "--json", SUED).json
    assert other["kb"] != builtin["kb"]


def test_ask_at_a_keyboard_without_a_question_is_wrong_usage(debtguide_run: Terminal) -> None:
    ran = debtguide_run("ask", typed=True)
    assert ran.code == 2
    assert "请在 ask 后面写上问题" in ran.complaint


def test_what_the_system_refuses_is_one_clear_error(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "guide.yaml")

    monkeypatch.setattr("debtguide.service.load.guide_over", refused)
    ran = debtguide_run("ask", SUED)
    assert (ran.code, ran.out, ran.complaint) == (1, b"", "读写失败：Permission denied：“guide.yaml”\n")


def test_an_install_without_knowledge_says_what_to_do(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> None:
        raise FileNotFoundError("no built-in knowledge")

    monkeypatch.setattr("debtguide.service.load.guide_over", nothing)
    ran = debtguide_run("ask", SUED)
    assert ran.code == 1
    assert "请重新安装" in ran.complaint


def test_a_person_is_told_why_the_first_question_after_an_edit_takes_a_while(debtguide_run: Terminal, minimal_knowledge: Path) -> None:
    command = ["--knowledge", str(minimal_knowledge), "ask", "费用最多能收多少"]
    assert "正在整理" in debtguide_run(*command, columns=80).complaint
    assert not debtguide_run(*command, columns=80).err
