"""A slash, a letter, a lone word: what is a command and what is not."""

from __future__ import annotations

import pytest

from debtguide.dialogue.commands import Command, command_in

COMMANDS = {
    "/帮助": ("help", ""),
    "/h": ("help", ""),
    "／帮助": ("help", ""),
    "、复核": ("review", ""),
    "/改 3 五个月": ("edit", "3 五个月"),
    "/改3 五个月": ("edit", "3 五个月"),
    "/g 3 五个月": ("edit", "3 五个月"),
    "/改": ("edit", ""),
    "撤销": ("undo", ""),
    "退出": ("quit", ""),
    "q": ("quit", ""),
    "/Q": ("quit", ""),
    "再见": ("quit", ""),
    "/保存 我的案子": ("save", "我的案子"),
    "/存为用例": ("keep_as_case", ""),
    "/没有这个": ("unknown_command", ""),
    "/": ("unknown_command", ""),
    "/ 方案": ("plan", ""),
    "方案": ("plan", ""),
    "方案呢？": ("plan", ""),
    "？": ("help", ""),
    "/为什么": ("why", ""),
    "EXIT": ("quit", ""),
}
TALK = (
    "退出网贷平台会怎样",
    "我想退出",
    "为什么",
    "依据什么起诉我",
    "帮助我还钱",
    "y",
    "w",
    "c",
    "改",
    "、",
    "、没有这个",
    "、依据什么起诉我",
    "复核一下",
    "撤销 起诉",
)


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_command_is_understood(typed: str) -> None:
    assert command_in(typed) == Command(*COMMANDS[typed])


@pytest.mark.parametrize("typed", TALK)
def test_talk_is_no_command(typed: str) -> None:
    assert command_in(typed) is None
