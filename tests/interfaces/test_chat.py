"""``debtguide chat``: over a pipe, and in a terminal of its own."""

from __future__ import annotations

import codecs
import os
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from .conftest import DAY, Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    OpenWindow = Callable[..., "Window"]

CONVERSATION = "你好\n网贷逾期三个月会被起诉吗\n\n/依据\n/帮助\n/不存在\n我不想活了\n/退出\n这一句不会再读\n"


def test_a_script_can_be_piped_in_and_reads_as_a_transcript(debtguide_run: Terminal) -> None:
    ran = debtguide_run("chat", "--as-of", DAY, stdin=CONVERSATION)
    assert ran.code == 0
    assert not ran.err
    assert ran.text.startswith("您好。")
    for shown in ("您> 网贷逾期三个月会被起诉吗", "【要点】", "第一百二十二条", "没有这个命令", "12356", "/退出 结束", f"以上按 {DAY}"):
        assert shown in ran.text
    assert "这一句不会再读" not in ran.text
    assert ran.is_calm()


def test_the_end_of_input_ends_the_conversation(debtguide_run: Terminal) -> None:
    for stdin in ("", "\n", "欠网贷会坐牢吗", "欠网贷会坐牢吗\r\n".encode("utf-8-sig")):
        ran = debtguide_run("chat", stdin=stdin)
        assert ran.code == 0
        assert ran.text.endswith("再见。\n")


def test_a_gbk_script_is_read_on_a_gbk_console(debtguide_run: Terminal) -> None:
    ran = debtguide_run("chat", stdin="网贷逾期三个月会被起诉吗\r\n".encode("gbk"), encoding="cp936")
    assert "您> 网贷逾期三个月会被起诉吗\n" in ran.out.decode("cp936")
    assert "【依据】" in ran.out.decode("cp936")


def test_a_day_that_is_none_is_wrong_usage(debtguide_run: Terminal) -> None:
    assert debtguide_run("chat", "--as-of", "昨天").code == 2


def test_hostile_lines_are_echoed_without_their_sting(debtguide_run: Terminal) -> None:
    ran = debtguide_run("chat", stdin="\x1b[31m欠\x00款\x9b\n\u202e\u200b\n" + "啊" * 100_000 + "\n/\x1b]0;x\x07\n" + "\xff\n")
    assert ran.code == 0
    assert ran.is_calm()
    assert ran.text.endswith("再见。\n")


@pytest.mark.parametrize("word", ["/退出", "／退出", "、退出", "退出", "  /退出  ", "/QUIT", "/q", "exit"])
def test_leaving_is_understood_however_the_slash_comes_out(debtguide_run: Terminal, word: str) -> None:
    assert debtguide_run("chat", stdin=f"{word}\n不再读\n").text.endswith("好的。需要的时候随时回来。\n")


@pytest.mark.parametrize("question", ["退出网贷平台会怎样", "依据什么起诉我", "/", "、", "帮助我还钱"])
def test_a_question_is_no_command(debtguide_run: Terminal, question: str) -> None:
    assert debtguide_run("chat", stdin=question).text.endswith("再见。\n")


def test_before_any_answer_there_is_no_provision_to_show(debtguide_run: Terminal) -> None:
    assert "先问一个问题" in debtguide_run("chat", stdin="/依据").text


@pytest.mark.parametrize("stdin", ["欠网贷会坐牢吗\n", "欠网贷会坐牢吗\n\x03\n\x03\n不再读\n", "欠网贷会坐牢吗\n\x03\n会上门吗\n\x03\n\x03\n"])
def test_a_typed_conversation_ends_with_its_input_or_a_second_ctrl_c(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch, stdin: str) -> None:
    monkeypatch.setenv("TERM", "dumb")
    ran = debtguide_run(stdin=stdin, typed=True, columns=80)
    assert ran.code == 0
    assert ran.text.count("再按一次 Ctrl-C") == stdin.replace("\x03\n\x03", "\x03").count("\x03")
    assert "第一百二十二条" not in ran.text
    assert "criminal" not in ran.text
    assert "【要点】" in ran.text
    assert "不再读" not in ran.text
    assert ran.text.endswith("再见。\n")


def test_the_line_editor_reads_what_is_typed(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("欠网贷会坐牢吗\r/退出\r")
        ran = debtguide_run("chat", typed=True, columns=80)
    assert ran.code == 0
    assert "【要点】" in ran.text
    assert ran.text.endswith("好的。需要的时候随时回来。\n")


def test_headings_stand_out_where_colour_is_welcome(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b[1m【要点】" in debtguide_run("ask", "欠网贷会坐牢吗", columns=80).text
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in debtguide_run("ask", "欠网贷会坐牢吗", columns=80).text


def test_plain_text_for_screen_readers_is_not_folded(debtguide_run: Terminal) -> None:
    text = debtguide_run("chat", "--plain", stdin="欠网贷会坐牢吗", columns=40).text
    assert max(map(len, text.splitlines())) > 100


pty = pytest.importorskip("pty", reason="terminals of one's own are not to be had here")


# Ctrl-C reaches only what has the terminal for its own.
_IN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "debtguide", *sys.argv[1:]])
"""


class Window:
    """A command in a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: str, **more: str) -> None:
        import fcntl
        import struct
        import termios

        self.end, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
        command = [sys.executable, "-c", _IN_TERMINAL, *arguments]
        variables = environment(LANG="C.UTF-8", PROMPT_TOOLKIT_NO_CPR="1", **more)
        self.running = subprocess.Popen(command, stdin=inside, stdout=inside, stderr=inside, env=variables, start_new_session=True)
        os.close(inside)
        self.shown, self.seen = "", 0
        # What is read at once may end inside a character.
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def until(self, text: str, seconds: float = 20) -> str:
        """Read until ``text`` is shown; return what was shown since the last time, up to its end."""
        deadline = time.monotonic() + seconds
        while text not in self.shown[self.seen :]:
            ready, _, _ = select.select([self.end], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"never shown: {text!r}; shown was {self.shown[self.seen :]!r}"
            self.shown += self.decode(os.read(self.end, 65536))
        start, self.seen = self.seen, self.shown.index(text, self.seen) + len(text)
        return self.shown[start : self.seen]

    def type(self, raw: bytes) -> None:
        # Nobody presses Ctrl-C in the very moment between a prompt and the reading of what follows it.
        time.sleep(0.2)
        os.write(self.end, raw)

    def ends(self) -> int:
        """Return the exit code, reading on so that nothing blocks."""
        deadline = time.monotonic() + 120
        while self.running.poll() is None:
            assert time.monotonic() < deadline
            ready, _, _ = select.select([self.end], [], [], 0.1)
            if ready:
                try:
                    self.shown += self.decode(os.read(self.end, 65536))
                except OSError:
                    return self.running.wait(20)
        return self.running.returncode


CTRL_C, CTRL_D, ENTER = b"\x03", b"\x04", b"\r"
DUMB = {"TERM": "dumb"}
PROMPT = "您>"


@pytest.fixture
def window() -> Iterator[Callable[..., Window]]:
    opened: list[Window] = []

    def open_window(*arguments: str, **more: str) -> Window:
        opened.append(Window(*arguments, **more))
        return opened[-1]

    yield open_window
    for one in opened:
        one.running.kill()
        one.running.wait()
        os.close(one.end)


@pytest.mark.parametrize("command", [("chat",), ()])
def test_a_conversation_in_a_plain_terminal(window: OpenWindow, command: tuple[str, ...]) -> None:
    shown = window(*command, **DUMB)
    shown.until(PROMPT)
    shown.type("网贷逾期三个月会被起诉吗".encode() + ENTER)
    answer = shown.until("以上按")
    assert "[1] 《民事诉讼法》第一百二十二条（法律）\r\n" in answer
    assert "\x1b" not in answer
    shown.until(PROMPT)
    shown.type(CTRL_D)
    assert shown.ends() == 0
    assert "再见" in shown.shown


def test_the_first_ctrl_c_asks_and_the_second_ends(window: OpenWindow) -> None:
    shown = window("chat", **DUMB)
    shown.until(PROMPT)
    shown.type(CTRL_C)
    shown.until("再按一次 Ctrl-C")
    shown.until(PROMPT)
    shown.type(CTRL_C)
    assert shown.ends() == 0
    assert "Traceback" not in shown.shown


def test_bytes_that_spell_nothing_do_not_end_a_conversation(window: OpenWindow) -> None:
    shown = window("chat", "--plain", **DUMB)
    shown.until(PROMPT)
    shown.type(b"\xd0\xd5\xff" + "欠款会坐牢吗".encode() + ENTER)
    shown.until("以上按")
    shown.until(PROMPT)
    shown.type(CTRL_D)
    assert shown.ends() == 0


def test_the_line_editor_of_a_full_terminal(window: OpenWindow) -> None:
    shown = window("chat", TERM="xterm-256color")
    shown.until(PROMPT)
    shown.type("网贷逾期三个月会被起诉吗".encode() + ENTER)
    assert "\x1b[1m【要点】" in shown.until("以上按")
    shown.until(PROMPT)
    shown.type(CTRL_C)
    shown.until("再按一次 Ctrl-C")
    shown.until(PROMPT)
    shown.type(CTRL_D)
    assert shown.ends() == 0
    assert "Traceback" not in shown.shown


def test_no_color_means_none(window: OpenWindow) -> None:
    shown = window("ask", "欠网贷会坐牢吗", TERM="xterm-256color", NO_COLOR="1")
    assert shown.ends() == 0
    assert "【要点】" in shown.shown
    assert "\x1b" not in shown.shown


def test_a_pipe_gets_neither_colour_nor_folded_lines(debtguide_run: Terminal) -> None:
    text = debtguide_run("ask", "欠网贷会坐牢吗").text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) > 100


def test_an_interrupt_while_reading_a_stream_ends_without_a_traceback() -> None:
    command = [sys.executable, "-m", "debtguide", "ask", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write("欠网贷会坐牢吗\n".encode())
        running.stdin.flush()
        running.stdout.readline()
        assert running.stderr is not None
        running.send_signal(signal.SIGINT)
        # Its input stays open: the end must come from the interrupt, however late a busy machine delivers that.
        assert running.wait(timeout=30) == 130
        assert running.stderr.read() == b""


def test_nothing_typed_is_left_on_the_disk(window: OpenWindow, tmp_path: Path, compiled_once: Path) -> None:
    shown = window("chat", TERM="xterm", HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"), XDG_STATE_HOME=str(tmp_path / "state"))
    shown.until(PROMPT)
    shown.type("我的身份证号是110101199001011234".encode() + ENTER)
    shown.until("以上按")
    shown.until(PROMPT)
    shown.type(CTRL_D)
    assert shown.ends() == 0
    kept = [path for folder in (tmp_path, compiled_once) for path in folder.rglob("*") if path.is_file()]
    assert not any(b"110101199001011234" in path.read_bytes() for path in kept)
