"""Saving, opening, exporting in a conversation, and ``debtguide case``."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debtguide.casefiles.file import CaseFile

from .conftest import DAY, Terminal

if TYPE_CHECKING:
    from pathlib import Path

SAID = "借呗两万五，逾期四个月，今天收到法院传票，我电话13800138000\n自己签收的\n"
CHAT = ("chat", "--as-of", DAY)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and "cache" not in str(path)}


def test_nothing_is_stored_unless_it_is_asked_for(debtguide_run: Terminal, home: Path) -> None:
    debtguide_run(*CHAT, stdin=f"{SAID}/方案\n/帮助\n/打开\n/退出\n")
    assert files(home) == set()


def test_a_saved_case_is_opened_and_gone_on_with(debtguide_run: Terminal, home: Path) -> None:
    saved = debtguide_run(*CHAT, stdin=f"{SAID}/保存 我的\n/退出\n").text
    assert "存好了：" in saved
    assert "由您现在用的程序来做" not in saved
    assert files(home) == {"我的.json"}
    again = debtguide_run(*CHAT, stdin="/打开\n/打开 我的\n/方案\n").text
    assert "· 我的" in again
    assert "上次说到：借呗，2.5万元" in again
    assert "2026年12月7日（星期一，还有15天）" in again


def test_with_a_case_every_turn_is_saved(debtguide_run: Terminal, home: Path) -> None:
    first = debtguide_run(*CHAT, "--case", "mine.json", stdin="借呗两万五，逾期四个月\n").text
    assert "每说一句就存一次" in first
    assert "也不保存" not in first
    second = debtguide_run(*CHAT, "--case", "mine.json", stdin="今天收到法院传票\n").text
    assert "上次说到：借呗，2.5万元，4个月" in second
    assert "summons" in (home / "mine.json").read_text(encoding="utf-8")
    assert "再输入一次 /清除" in debtguide_run(*CHAT, "--case", "mine.json", stdin="/清除\n").text
    assert "summons" in (home / "mine.json").read_text(encoding="utf-8")
    debtguide_run(*CHAT, "--case", "mine.json", stdin="/清除\n")
    assert "summons" not in (home / "mine.json").read_text(encoding="utf-8")


def test_a_case_that_was_changed_meanwhile_is_kept_and_said_so(debtguide_run: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    debtguide_run(*CHAT, "--case", "mine.json", stdin=SAID)
    before = (home / "mine.json").read_bytes()
    opened = CaseFile.open

    def changed_after(self: CaseFile) -> object:
        case = opened(self)
        (home / "mine.json").write_bytes(before + b"\n")
        return case

    monkeypatch.setattr(CaseFile, "open", changed_after)
    text = debtguide_run(*CHAT, "--case", "mine.json", stdin="花呗还欠八千\n/复核\n").text
    assert text.count("这次的存进了旁边的“mine.json.另存”") == 1
    assert (home / "mine.json").read_bytes() == before + b"\n"
    assert "花呗" in (home / "mine.json.另存").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "已损坏"),
        (b'{"schema": "debtguide.case/9"}', "请升级"),
        (b'{"schema": "debtguide.case/1", "saved_on": "2026-11-22", "kb": "", "session": {}}', "会话状态"),
    ],
)
def test_a_case_that_cannot_be_read_is_refused_and_left_as_it_is(debtguide_run: Terminal, home: Path, content: bytes, says: str) -> None:
    path = home / "mine.json"
    path.write_bytes(content)
    for command in ((*CHAT, "--case", "mine.json"), ("case", "show", "mine.json"), ("case", "export", "mine.json")):
        ran = debtguide_run(*command, stdin=SAID)
        assert ran.code == 1
        assert says in ran.complaint
        assert ran.complaint.count("\n") == 1
        assert path.read_bytes() == content
    chat = debtguide_run(*CHAT, stdin="/打开 mine.json\n你好\n")
    assert chat.code == 0
    assert says in chat.text


def test_a_folder_that_is_not_there_is_said_before_anything_is_told(debtguide_run: Terminal) -> None:
    ran = debtguide_run(*CHAT, "--case", "nowhere/mine.json", stdin=SAID)
    assert (ran.code, ran.text) == (1, "")
    assert "没有它所在的文件夹" in ran.complaint


def test_a_disk_that_is_full_does_not_end_a_conversation(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from debtguide.casefiles import writing

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    debtguide_run(*CHAT, "--case", "mine.json", stdin="")
    monkeypatch.setattr(writing.os, "fsync", full)
    text = debtguide_run(*CHAT, "--case", "mine.json", stdin=f"{SAID}/保存 另一个\n/方案\n").text
    assert text.count("这一轮没有存上。“mine.json”：磁盘满了。") == 3
    assert "【期限】" in text


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_a_conversation_is_exported_once(debtguide_run: Terminal, home: Path, form: str) -> None:
    text = debtguide_run(*CHAT, stdin=f"{SAID}/导出 paper.{form}\n/导出 paper.{form}\n/导出 paper.doc\n").text
    assert "写好了：" in text
    assert "已经有这个文件，没有动它" in text
    assert "只能导出成" in text
    paper = (home / f"paper.{form}").read_text(encoding="utf-8")
    assert "2026年12月7日" in paper or "2026-12-07" in paper
    assert "13800138000" not in paper
    assert str(home) not in paper
    assert os.name == "nt" or (home / f"paper.{form}").stat().st_mode & 0o777 == 0o600


def test_an_export_does_not_tell_what_its_case_is_called(debtguide_run: Terminal, home: Path) -> None:
    debtguide_run(*CHAT, stdin=f"{SAID}/保存 张三欠款\n")
    for form in ("html", "md", "json"):
        assert "张三" not in debtguide_run("case", "export", "张三欠款", "--format", form, "--as-of", DAY).text


def test_cases_are_listed_shown_exported_and_deleted(debtguide_run: Terminal, home: Path) -> None:
    assert "没有存过案件" in debtguide_run("case", "list").text
    debtguide_run(*CHAT, stdin=f"{SAID}/保存 甲\n/保存 乙\n")
    (home / "debtguide" / "cases" / "坏.json").write_text("{", encoding="utf-8")
    listed = debtguide_run("case", "list").text.splitlines()
    assert listed[0] == f"乙.json  {DAY} 存"
    assert "打不开" in next(line for line in listed if line.startswith("坏"))
    shown = debtguide_run("case", "show", "甲", "--as-of", "2026-11-25").text
    assert "还有12天" in shown
    assert "自己签收的" in shown
    assert "最多还有" not in shown
    assert "● 已被起诉" in debtguide_run("case", "show", "甲", "--as-of", DAY, columns=80).text
    exported = debtguide_run("case", "export", "甲", "--as-of", DAY, "-o", "paper.json")
    assert exported.code == 0
    assert json.loads((home / "paper.json").read_text(encoding="utf-8"))["sub_stage"] == "served"
    assert debtguide_run("case", "export", "甲", "-o", "paper.json").code == 1
    assert debtguide_run("case", "purge", "甲", stdin="否\n").code == 1
    assert debtguide_run("case", "purge", "甲", stdin="").code == 1
    assert "甲.json" in files(home)
    assert "删掉了：" in debtguide_run("case", "purge", "甲", stdin="是\n").text
    assert debtguide_run("case", "purge", "--all", "--yes").code == 0
    assert files(home) == {"paper.json"}
    assert debtguide_run("case", "purge", "--all").text == "没有存过案件。\n"


def test_what_is_no_case_is_not_deleted(debtguide_run: Terminal, home: Path) -> None:
    (home / "work.json").write_text('{"a": 1}', encoding="utf-8")
    for name in ("work.json", "./nothing", "没有这个"):
        ran = debtguide_run("case", "purge", name, "--yes")
        assert ran.code == 1
        assert ran.complaint.count("\n") == 1
    assert (home / "work.json").exists()


@pytest.mark.parametrize("arguments", [("purge",), ("purge", "甲", "--all"), ("show",), ("export", "甲", "--format", "doc")])
def test_wrong_usage_is_said(debtguide_run: Terminal, arguments: tuple[str, ...]) -> None:
    assert debtguide_run("case", *arguments).code == 2


def test_a_conversation_is_kept_as_a_case_of_the_knowledge(debtguide_run: Terminal, home: Path) -> None:
    text = debtguide_run(*CHAT, stdin=f"{SAID}/存为用例 Bad Name\n/存为用例 two_words.yaml\n").text
    assert "小写英文字母" in text
    assert "写好了：" in text
    kept = (home / "two_words.yaml").read_text(encoding="utf-8")
    assert kept.count("- said:") == 2
    assert "13800138000" not in kept


def test_leaving_with_something_unsaved_asks_once_and_never_in_danger(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    asked = "上次 /保存 以后说的还没有存"
    typed = debtguide_run(*CHAT, stdin=f"{SAID}/保存\n会坐牢吗\n/退出\n/退出\n不再读\n", typed=True, columns=80).text
    assert typed.count(asked) == 1
    assert "不再读" not in typed
    calm = debtguide_run(*CHAT, stdin=f"{SAID}/保存 乙\n我不想活了\n/退出\n", typed=True, columns=80).text
    assert asked not in calm


WORDS = st.text(st.characters(codec="utf-16", exclude_characters="/\\"), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    turns=st.lists(
        st.tuples(st.sampled_from(("/保存", "/打开", "/导出", "/存为用例", "/方案", "/撤销", "")), WORDS, st.sampled_from(("", ".html", ".json", ".yaml"))),
        max_size=4,
    )
)
def test_no_command_with_any_file_name_ends_a_conversation(debtguide_run: Terminal, turns: list[tuple[str, str, str]]) -> None:
    said = "\n".join(f"{command} {name}{suffix}" for command, name, suffix in turns)
    ran = debtguide_run(*CHAT, stdin=f"借呗两万五\n{said}\n".encode("utf-8", "replace"))
    assert ran.code == 0
    assert ran.is_calm()


def test_any_provision_can_be_looked_up_in_a_conversation(debtguide_run: Terminal) -> None:
    ran = debtguide_run(*CHAT, stdin="/依据 民法典675\n/依据 民法典99999\n")
    assert "按照约定的期限返还借款" in ran.text
    assert "没有收录" in ran.complaint
