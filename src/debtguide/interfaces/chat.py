"""The conversation in a terminal, or over a pipe: reads, sends, writes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from debtguide.interfaces.render import write_answer, write_folded
from debtguide.interfaces.streams import stdin_lines, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from debtguide.replies.reply import Reply
    from debtguide.service.guide import Guide

WELCOME = (
    "您好。欠款、催收、法院、征信的事，都可以用平常的话说发生了什么，或者直接问。\n"
    "这里不联网，也不保存您说的话。输入 /帮助 看说明，/退出 结束。"
)  # fmt: skip
_PROMPT = "您> "


def chat(guide: Guide, day: str | None, *, plain: bool) -> int:
    """Hold one conversation; the end of input ends it. Returns the exit code."""
    session = guide.session(as_of=day)
    write_folded(WELCOME, plain=plain)
    lines = _typed(plain) if sys.stdin.isatty() and sys.stdout.isatty() else _piped()
    for line in lines:
        reply = session.send(line)
        _write(reply, plain=plain)
        if reply.ended:
            return 0
    write_text("\n再见。")
    return 0


def _write(reply: Reply, *, plain: bool) -> None:
    """Write a reply: the answer as answers are written, and what was said before and after it."""
    answered = False
    for part in reply.parts:
        if not part.of_answer or reply.answer is None:
            write_text("")
            write_folded(part.text, plain=plain)
        elif not answered:
            write_text("")
            write_answer(reply.answer, plain=plain, names_only=True)
            answered = True


def _piped() -> Iterator[str]:
    """Yield the lines of standard input, each shown where it was said, so that a transcript can be read."""
    for line in stdin_lines():
        write_text(f"\n{_PROMPT}{line}")
        yield line


def _typed(plain: bool) -> Iterator[str]:
    """Yield what is typed; Ctrl-C asks once, Ctrl-D ends."""
    read = _plain_reader() if plain or os.environ.get("TERM") == "dumb" else _line_editor()
    asked = False
    while True:
        write_text("")
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


def _plain_reader() -> Callable[[], str]:
    # Whatever bytes a terminal sends: what they do not spell becomes U+FFFD.
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    return lambda: input(_PROMPT)


def _line_editor() -> Callable[[], str]:
    from prompt_toolkit import PromptSession

    session: PromptSession[str] = PromptSession()
    return lambda: session.prompt(_PROMPT)
