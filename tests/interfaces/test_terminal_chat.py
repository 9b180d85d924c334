"""What a conversation looks like in a terminal: completion, status line, timeline, keys."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from debtguide.casefiles.timeline import Step
from debtguide.dialogue.commands import UNKNOWN, command_in
from debtguide.interfaces.completion import COMMANDS, Completion
from debtguide.interfaces.folding import cells
from debtguide.interfaces.history import PrivateHistory
from debtguide.interfaces.status_line import status_line
from debtguide.interfaces.timeline import drawn, numbered
from debtguide.interfaces.turns import turn_screen

from .conftest import DAY, Terminal
from .test_chat import window  # noqa: F401  a fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide import Guide

    from .test_chat import Window

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
STEPS = (
    Step("打电话", 0, True, False, ("现在大概在这里：第2笔（花呗）",)),
    Step("上法院", 0, False, True, ()),
    Step("起诉：收到了法院的材料，还没有开庭，也没有判", 1, True, False, ("现在在这里：第1笔（某某消费金融有限公司）",)),
    Step("判了以后", 1, False, False, ()),
    Step("商量", 0, False, False, ("走到哪一步都可以谈",)),
)


def offered(completion: Completion, typed: str, *, asked_for: bool = True) -> list[str]:
    return [typed[: len(typed) - offer.replaced] + offer.text for offer in completion.offers(typed, asked_for=asked_for)]


@pytest.fixture
def completion(guide: Guide) -> Completion:
    return Completion(guide.knowledge_base, lambda: ("我的", "妈妈的"))


def test_every_command_of_the_help_exists_by_name_and_by_letter() -> None:
    for command in COMMANDS:
        by_name, by_letter = command_in(f"/{command.name}"), command_in(f"/{command.letter}")
        assert by_name is not None
        assert by_name == by_letter
        assert by_name.name != UNKNOWN


def test_commands_are_offered_as_they_are_typed(completion: Completion) -> None:
    assert len(offered(completion, "/", asked_for=False)) == len(COMMANDS)
    assert offered(completion, "/方", asked_for=False) == ["/方案"]
    assert offered(completion, "／p", asked_for=False) == ["/方案"]
    assert offered(completion, "我想问", asked_for=False) == []


def test_choices_provisions_and_cases_are_offered(completion: Completion) -> None:
    completion.choices = ("我自己签收的", "家人替我签收的")
    assert offered(completion, "") == ["我自己签收的", "家人替我签收的"]
    assert offered(completion, "家") == ["家人替我签收的"]
    assert offered(completion, "", asked_for=False) == []
    assert "我想看民法典" in offered(completion, "我想看民法")
    assert offered(completion, "/依据 民法典67")[0] == "/依据 民法典第670条"
    assert "/依据 民法典" in offered(completion, "/依据 民法典"[:-1])
    assert offered(completion, "/打开 妈") == ["/打开 妈妈的"]


def test_the_status_line_fits_and_what_matters_most_stays_longest(guide: Guide) -> None:
    titles = {stage.id: stage.title for stage in guide.knowledge_base.stages}
    reply = guide.session(as_of=DAY).send("借呗两万五，逾期四个月，今天收到法院传票")
    assert status_line(reply, titles, 80) == f"阶段：法律追偿·已被起诉 | 1笔债 | 最多还有{reply.asks.left_at_most}个问题 | /帮助"  # type: ignore[union-attr]
    for width in (79, 60, 50, 40, 30, 25):
        line = status_line(reply, titles, width)
        assert cells(line) <= width
        assert line.startswith("阶段：法律追偿·已被起诉")
    assert status_line(reply, titles, 10) == status_line(None, titles, 80) == "/帮助"


def test_after_danger_the_status_line_does_not_speak_of_debts(guide: Guide) -> None:
    session = guide.session(as_of=DAY)
    session.send("借呗两万五，逾期四个月")
    for said in ("我不想活了", "嗯"):
        assert status_line(session.send(said), {}, 80) == "/帮助"


@pytest.mark.parametrize("columns", [80, 40, 24])
def test_the_timeline_fits_its_window_and_marks_places_by_more_than_colour(columns: int) -> None:
    lines = drawn(STEPS, columns)
    assert max(cells(line.text) for line in lines) <= columns
    places = [line.text for line in lines if "●" in line.text]
    assert len(places) == 2
    assert all(line.heading == ("●" in line.text or "第" in line.text or "←" in line.text) for line in lines if columns == 80)
    assert "".join(line.text.strip("│├└ ") for line in lines).count("←") == 2


@pytest.mark.parametrize("columns", [80, 40])
def test_the_timeline_is_as_it_was(columns: int) -> None:
    text = "".join(f"{line.text}\n" for line in drawn(STEPS, columns - 1))
    golden = GOLDEN / f"timeline_{columns}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_the_timeline_is_read_aloud_as_numbered_lines() -> None:
    assert numbered(STEPS).split("\n") == [
        "1. 打电话：现在大概在这里：第2笔（花呗）",
        "2. 上法院",
        "2.1 起诉：收到了法院的材料，还没有开庭，也没有判：现在在这里：第1笔（某某消费金融有限公司）",
        "2.2 判了以后",
        "3. 商量：走到哪一步都可以谈",
    ]


def test_the_plan_shows_the_timeline_in_a_window_and_a_pipe_gets_the_words(debtguide_run: Terminal) -> None:
    said = "借呗两万五，逾期四个月，今天收到法院传票\n/方案\n"
    shown = debtguide_run("chat", "--as-of", DAY, stdin=said, columns=80).text
    assert "│  ├ ● 已被起诉：收到法院材料\n│  │    ← 现在在这里" in shown
    piped = debtguide_run("chat", "--as-of", DAY, stdin=said).text
    assert "●" not in piped
    read = debtguide_run("chat", "--plain", "--as-of", DAY, stdin=said, columns=40).text
    assert "3.2 已被起诉：收到法院材料：现在在这里\n" in read
    assert not set("│├└●○─") & set(read)


def test_a_reply_longer_than_the_window_says_that_there_is_more_above(guide: Guide) -> None:
    session = guide.session(as_of=DAY)
    long, short = session.send("网贷逾期三个月会被起诉吗"), session.send("谢谢")
    assert "往上翻" in turn_screen(long, (), 79, 24)[-1].text
    assert not any("往上翻" in line.text for line in [*turn_screen(short, (), 79, 24), *turn_screen(long, (), 79, 1000)])


def test_yes_and_no_are_numbered_too(guide: Guide) -> None:
    session = guide.session(as_of=DAY)
    reply = session.send("借呗两万五，逾期四个月，没有收到过文书，催收没做过什么")
    for _ in range(12):
        if reply.asks is not None and reply.asks.choices[:1] == ("有",):
            break
        reply = session.send("不知道")
    assert reply.asks is not None
    lines = [line.text for line in turn_screen(reply, (), 79, 1000)]
    assert [line for line in lines if line in ("1. 有", "2. 没有", "3. 不清楚")] == ["1. 有", "2. 没有", "3. 不清楚"]


def test_no_character_that_a_gbk_console_lacks_ends_a_conversation(debtguide_run: Terminal) -> None:
    said = "借呗两万五，逾期四个月，今天收到法院传票😀\n/方案\n/帮助\n".encode()
    ran = debtguide_run("chat", "--as-of", DAY, stdin=said, encoding="cp936", columns=60)
    text = ran.out.decode("cp936")
    assert ran.code == 0
    assert "● 已被起诉" in text


# --- the line editor, over keys


def typed(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch, keys: str, *arguments: str) -> str:
    monkeypatch.setenv("TERM", "xterm")
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        ran = debtguide_run("chat", "--as-of", DAY, *arguments, typed=True, columns=80)
    assert ran.code == 0
    return ran.text


@pytest.mark.parametrize(
    "keys",
    [
        "借呗两万五\x1b\r逾期四个月\r/复核\r/q\r",
        "\x1b[200~借呗两万五\r\n逾期四个月\x1b[201~\r/复核\r/q\r",
    ],
    ids=["Alt-Enter", "pasted"],
)
def test_several_lines_are_one_turn(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    text = typed(debtguide_run, monkeypatch, keys)
    assert text.count("记下了：") == 1
    assert "（您说：“借呗两万五 逾期四个月”）" in text


def test_tab_completes_a_command(window: Callable[..., Window]) -> None:  # noqa: F811
    shown = window("chat", TERM="xterm-256color")
    shown.until("\x1b[?2004h")  # the editor is there
    shown.type("/复".encode())
    shown.until("看记下了什么")
    shown.type(b"\t")
    shown.until("复核")
    shown.type(b"\r")
    shown.until("我还没有记下您的情况")


def test_what_was_typed_is_kept_only_where_it_is_wished_and_without_long_numbers(
    debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "typed"
    typed(debtguide_run, monkeypatch, "我的卡号6222021234567890123\x1b\r第二行\r/q\r", "--history", str(path))
    assert "6222021234567890123" not in path.read_text(encoding="utf-8")
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    kept = list(PrivateHistory(str(path)).load_history_strings())
    assert kept == ["/q", "我的卡号*******************\n第二行"]


def test_a_history_that_cannot_be_written_does_not_stop_a_conversation(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "好的。" in typed(debtguide_run, monkeypatch, "你好\r/q\r", "--history", str(tmp_path / "nowhere" / "typed"))


# --- in a pseudo-terminal


def test_keys_typed_before_the_editor_is_there_are_not_lost(window: Callable[..., Window]) -> None:  # noqa: F811
    shown = window("chat", "--as-of", DAY, TERM="xterm-256color")
    os.write(shown.end, "你好\r".encode())
    shown.until("您好")
    shown.until("/帮助 看说明")
    shown.until("您>")
    shown.until("你好")
    shown.until("您>")
    shown.type(b"\x04")
    assert shown.ends() == 0
    assert "再见" in shown.shown


def test_ctrl_c_before_the_editor_is_there_asks_as_ever(window: Callable[..., Window]) -> None:  # noqa: F811
    shown = window("chat", TERM="xterm-256color")
    shown.until("您> ")
    os.write(shown.end, b"\x03")
    shown.until("再按一次 Ctrl-C")
    shown.type(b"\x03")
    assert shown.ends() == 0
    assert "Traceback" not in shown.shown


def test_several_pasted_lines_are_one_turn_without_an_editor_too(window: Callable[..., Window]) -> None:  # noqa: F811
    shown = window("chat", "--plain", TERM="dumb")
    shown.until("您> ")
    shown.type("借呗两万五\r逾期四个月\r/复核\r/q\r".encode())
    shown.until("好的。")
    assert shown.ends() == 0
    assert shown.shown.count("记下了：") == 1
    assert "（您说：“借呗两万五 逾期四个月”）" in shown.shown


def test_the_terminal_is_left_as_it_was(window: Callable[..., Window]) -> None:  # noqa: F811
    import termios

    shown = window("chat", TERM="xterm-256color")
    before = termios.tcgetattr(shown.end)
    shown.until("您> ")
    shown.type("你好\r".encode())
    shown.until("您> ")
    shown.type(b"\x04")
    shown.until("再见")
    assert termios.tcgetattr(shown.end)[:4] == before[:4]
    assert shown.ends() == 0


def test_the_prompt_gives_way_to_a_complaint_about_the_knowledge(window: Callable[..., Window], minimal_knowledge: Path) -> None:  # noqa: F811
    (minimal_knowledge / "guide.yaml").write_text("version: [", encoding="utf-8")
    shown = window("--knowledge", str(minimal_knowledge), "chat", TERM="xterm-256color")
    assert shown.ends() == 1
    assert "\x1b[K知识库有" in shown.shown.replace("\r", "")
