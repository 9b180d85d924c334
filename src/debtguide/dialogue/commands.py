"""Commands: what a message asks of the conversation itself, with a slash, or as the only word."""

from __future__ import annotations

from typing import NamedTuple

_SLASHES = "/／、"
"""What the slash key gives with a Chinese keyboard too."""

HELP, LAW, WHY, REVIEW, EDIT, UNDO, REDO, PLAN, CLEAR, QUIT = "help", "law", "why", "review", "edit", "undo", "redo", "plan", "clear", "quit"
SAVE, OPEN, EXPORT, KEEP_AS_CASE = "save", "open", "export", "keep_as_case"
UNKNOWN = "unknown_command"
FOR_THE_HOST = (SAVE, OPEN, EXPORT, KEEP_AS_CASE)
"""Commands that touch files: the host does them, the session only says which was given."""

_NAMES = {
    HELP: ("帮助", "help", "h", "?", "？"),
    LAW: ("依据", "law", "y"),
    WHY: ("为什么", "为什么问", "why", "w"),
    REVIEW: ("复核", "review", "f"),
    EDIT: ("改", "修改", "edit", "g"),
    UNDO: ("撤销", "undo", "u"),
    REDO: ("重做", "redo", "r"),
    PLAN: ("方案", "plan", "p"),
    CLEAR: ("清除", "clear", "c"),
    QUIT: ("退出", "再见", "quit", "exit", "q"),
    SAVE: ("保存", "save", "s"),
    OPEN: ("打开", "open", "o"),
    EXPORT: ("导出", "export", "x"),
    KEEP_AS_CASE: ("存为用例", "case"),
}
_COMMANDS = {name: command for command, names in _NAMES.items() for name in names}
_ONLY_WITH_SLASH = frozenset(("为什么", "为什么问", "why", "case", "open", "改", "y", "w", "f", "g", "u", "r", "p", "c", "s", "o", "x"))
_SPOKEN = {
    PLAN: ("方案呢", "我的方案", "看方案", "看看方案", "给方案", "给我方案", "给个方案", "出方案", "出个方案", "方案是什么", "方案给我"),
    REVIEW: ("看看记了什么", "都记了什么", "记了什么"),
    UNDO: ("退回去", "退一步", "撤回"),
}
_HEARD_ALONE = {
    **{name: command for name, command in _COMMANDS.items() if name not in _ONLY_WITH_SLASH},
    **{said: command for command, sayings in _SPOKEN.items() for said in sayings},
}
"""Heard without a slash too, where nothing else is said; a single letter may be an answer, and 为什么 a question."""


class Command(NamedTuple):
    """A command and what stands after it."""

    name: str
    argument: str


def command_in(typed: str) -> Command | None:
    """Return the command that ``typed`` (without blanks at its ends) gives, or None where it is none.

    With a slash before it a command that does not exist is ``unknown_command``; 、 begins one only where it exists, since
    it also begins sentences.
    """
    words = typed.lstrip(_SLASHES).split(None, 1)
    if typed[0] not in _SLASHES:
        alone = typed.lower()
        name = (_HEARD_ALONE.get(alone) or _HEARD_ALONE.get(alone.rstrip("?？。！!"))) if len(words) == 1 else None
        return None if name is None else Command(name, "")
    if words:
        name, rest = words[0].lower(), words[1].strip() if len(words) > 1 else ""
        if name in _COMMANDS:
            return Command(_COMMANDS[name], rest) if typed[0] == "/" or not rest or _COMMANDS[name] == EDIT else None
        if name.startswith("改") and len(name) > 1:
            return Command(EDIT, f"{name[1:]} {rest}".strip())
    return Command(UNKNOWN, "") if typed[0] == "/" else None
