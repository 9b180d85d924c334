"""The conversation in a terminal, or over a pipe: reads, sends, writes."""

from __future__ import annotations

import gc
import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from debtguide.interfaces.first_prompt import FirstPrompt
from debtguide.interfaces.streams import complain, stdin_lines, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from debtguide.interfaces.desk import Desk
    from debtguide.replies.reply import Reply
    from debtguide.service.guide import Guide

WELCOME = (
    "您好。欠款、催收、法院、征信的事，都可以用平常的话说发生了什么，或者直接问。\n"
    "这里不联网，也不保存您说的话。输入 /帮助 看说明，/退出 结束。"
)  # fmt: skip
WELCOME_WITH_FILE = (
    "您好。欠款、催收、法院、征信的事，都可以用平常的话说发生了什么，或者直接问。\n"
    "这里不联网。您要求存进文件，所以每说一句就存一次：{path}\n"
    "身份证号、电话、卡号会遮住。输入 /帮助 看说明，/退出 结束。"
)  # fmt: skip
_PROMPT = "您> "
_END, _FAULT = 0, 1


class Wishes(NamedTuple):
    """How a conversation is to be held: the day of its turns (None: each turn's own), its case file, a file for what was typed."""

    day: str | None = None
    plain: bool = False
    case: str | None = None
    history: str | None = None


def chat(load: Callable[[Callable[[], None]], Guide], wishes: Wishes) -> int:
    """Hold one conversation; the end of input ends it.

    Args:
        load: gives the guide; before it says anything, it calls what it is given.
        wishes: how to hold it.

    Returns:
        The exit code.
    """
    typed = sys.stdin.isatty() and sys.stdout.isatty()
    edited = typed and not wishes.plain and os.environ.get("TERM") != "dumb"
    if edited and wishes.case is None:
        from debtguide.interfaces.render import write_folded

        write_folded(f"{WELCOME}\n")
        try:
            with FirstPrompt(_PROMPT) as first:
                return _Chat(load(first.withdraw), wishes, typed=True).hold_edited(first)
        except KeyboardInterrupt:
            write_text("再见。")
            return _END
    return _Chat(load(lambda: None), wishes, typed=typed).hold(edited=edited)


class _Chat:
    """One conversation with somebody at a keyboard, or with a script."""

    def __init__(self, guide: Guide, wishes: Wishes, *, typed: bool) -> None:
        self._guide = guide
        self._wishes = wishes
        self._typed = typed
        self._edited = False
        self._last: Reply | None = None
        self._offers: Callable[[tuple[str, ...]], None] = lambda choices: None

    @cached_property
    def _desk(self) -> Desk:
        """The session with the files beside it; begun with the first turn, so that the prompt need not wait for it."""
        from debtguide.interfaces.desk import Desk

        return Desk(self._guide, self._wishes.day)

    def hold(self, *, edited: bool) -> int:
        """Greet, take up the case file that was asked for, and hold the conversation."""
        from debtguide.errors import StateError

        try:
            self._greet()
        except StateError as error:
            complain(str(error))
            return _FAULT
        if edited:
            return self.hold_edited(FirstPrompt(_PROMPT))
        if not self._typed:
            return self._hold(_piped())
        from debtguide.interfaces.plain_reader import PlainReader

        return self._hold(self._asked(PlainReader(_PROMPT)))

    def hold_edited(self, first: FirstPrompt) -> int:
        """Hold the conversation with the line editor, which takes the place of the first prompt."""
        self._edited = True
        edit = self._line_editor()

        def read() -> str:
            first.erase()
            try:
                return edit()
            finally:
                first.withdraw()

        return self._hold(self._asked(read, parted=not first.shown))

    def _greet(self) -> None:
        if self._wishes.case is None:
            self._say(WELCOME)
            return
        existed = self._desk.take_up(self._wishes.case)
        self._say(WELCOME_WITH_FILE.format(path=self._desk.path))
        if existed:
            self._last = self._desk.session.send("")
            self._write(self._last)

    def _hold(self, lines: Iterator[str]) -> int:
        # Until here nothing that was made is garbage.
        gc.enable()
        for line in lines:
            if self._take(line):
                return _END
        write_text("\n再见。")
        return _END

    def _take(self, line: str) -> bool:
        """Take one turn; return whether it was the last."""
        from debtguide.dialogue import commands

        command = commands.command_in(line.strip()) if line.strip() else None
        if command is not None and command.name == commands.LAW and command.argument:
            self._show_provision(command.argument)
            return False
        reply = self._desk.session.send(line)
        if reply.ended and self._typed and not self._shaken() and (first := self._desk.may_leave()):
            self._say(f"\n{first}")
            return False
        if reply.host is not None and not reply.ended:
            self._say(f"\n{self._desk.do(reply.host)}")
            return False
        self._desk.remember(line)
        self._last = reply
        if command is not None and command.name == commands.HELP:
            self._help()
        else:
            self._write(reply)
        self._say(self._desk.after_turn())
        return reply.ended

    def _shaken(self) -> bool:
        """Return whether the last thing said was for somebody in danger, who is not to be held up."""
        from debtguide.dialogue import acts

        return self._last is not None and (self._last.crisis or self._last.act == acts.COMFORT)

    def _help(self) -> None:
        from debtguide.interfaces.help_text import help_text

        self._say(f"\n{help_text(edited=self._edited)}")

    def _show_provision(self, citation: str) -> None:
        from debtguide.interfaces.law import show

        write_text("")
        show(self._guide.knowledge_base, citation, self._desk.day)

    def _say(self, text: str) -> None:
        from debtguide.interfaces.render import write_folded

        if text:
            write_folded(text, plain=self._wishes.plain)

    def _write(self, reply: Reply) -> None:
        from debtguide.interfaces.turns import write_turn

        self._offers(() if reply.asks is None else reply.asks.choices)
        write_turn(reply, self._desk.steps(reply), plain=self._wishes.plain)

    # --- how it is read

    def _asked(self, read: Callable[[], str], *, parted: bool = True) -> Iterator[str]:
        """Yield what is typed; Ctrl-C asks once, Ctrl-D ends."""
        asked = False
        while True:
            if parted:
                write_text("")
            parted = True
            try:
                line = read()
                asked = False
                yield line
            except KeyboardInterrupt:
                if asked:
                    return
                asked = True
                write_text("\n要结束对话，请再按一次 Ctrl-C，或输入 /退出。")
            except EOFError:
                return

    def _line_editor(self) -> Callable[[], str]:
        from debtguide.interfaces.completion import Completion
        from debtguide.interfaces.editor import line_editor

        completion = Completion(self._guide.knowledge_base, _case_names)

        def offer(choices: tuple[str, ...]) -> None:
            completion.choices = choices

        self._offers = offer
        return line_editor(_PROMPT, completion, self._status, self._wishes.history)

    def _status(self) -> str:
        from debtguide.interfaces.render import width
        from debtguide.interfaces.status_line import status_line

        titles = {stage.id: stage.title for stage in self._guide.knowledge_base.stages}
        return status_line(self._last, titles, width())


def _case_names() -> tuple[str, ...]:
    from debtguide.interfaces.desk import case_names

    return case_names()


def _piped() -> Iterator[str]:
    """Yield the lines of standard input, each shown where it was said, so that a transcript can be read."""
    for line in stdin_lines():
        write_text(f"\n{_PROMPT}{line}")
        yield line
