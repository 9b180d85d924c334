"""What /帮助 says in a terminal: one command a line, and the keys of the line editor."""

from __future__ import annotations

from debtguide.interfaces.completion import COMMANDS

_HOW = (
    "直接用平常的话说就行：发生了什么，或者想问什么。例如：网贷逾期三个月会被起诉吗。",
    "我问的，可以答选项的数字，也可以说“不知道”“不想说”；说错了直接更正，例如：不对，是五个月。",
    "命令（斜杠后面打中文或字母都行）：",
)
_KEYS = (
    "按键：",
    "· Enter 发出；Alt-Enter（或先按 Esc 再按 Enter）换行，Windows 上是 Ctrl-J；粘贴几行算一次",
    "· Tab 补全命令、选项和法律的名字；Ctrl-R 找说过的话",
    "· Ctrl-C 按两次，或 Ctrl-D，结束",
)


def help_text(*, edited: bool) -> str:
    """Return the help; with the keys where the line is ``edited`` by our editor."""
    commands = [f"· /{command.name} /{command.letter}  {command.meaning}" for command in COMMANDS]
    return "\n".join([*_HOW, *commands, *(_KEYS if edited else ())])
