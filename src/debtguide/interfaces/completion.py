"""What may be typed next: commands, the choices of the question that waits, names of provisions and of cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from debtguide.model.knowledge_base import KnowledgeBase

_MOST = 40
_SHORTEST_NAME, _LONGEST_NAME = 2, 20
_WITH_ARGUMENT = re.compile(r"[/／、](\S+)\s+(.*)", re.DOTALL)


class CommandName(NamedTuple):
    """A command as it is typed: its name, its letter, and what it does."""

    name: str
    letter: str
    meaning: str


COMMANDS = (
    CommandName("帮助", "h", "说明"),
    CommandName("依据", "y", "上一个答复的法条原文；/依据 民法典675 看那一条"),
    CommandName("为什么", "w", "为什么问这个"),
    CommandName("复核", "f", "看记下了什么"),
    CommandName("改", "g", "改一条：/改 序号 新的说法"),
    CommandName("撤销", "u", "退回一步"),
    CommandName("重做", "r", "重做退回的一步"),
    CommandName("方案", "p", "期限和要做的事"),
    CommandName("保存", "s", "存成案件文件：/保存 名字"),
    CommandName("打开", "o", "接着存过的案件说：/打开 名字"),
    CommandName("导出", "x", "给自己看、打印：/导出 文件.html（也可以 .md .json）"),
    CommandName("存为用例", "case", "给编写者：/存为用例 文件.yaml"),
    CommandName("清除", "c", "全部忘掉"),
    CommandName("退出", "q", "结束"),
)
_CITES, _OPENS = ("依据", "law", "y"), ("打开", "open", "o")


class Offer(NamedTuple):
    """Something to type: ``text`` in place of the last ``replaced`` characters, and what it means."""

    text: str
    replaced: int
    meaning: str = ""


class Completion:
    """Offers what may be typed next.

    Args:
        knowledge_base: whose provisions, read when first needed.
        cases: the names of the cases that can be opened.
    """

    def __init__(self, knowledge_base: KnowledgeBase, cases: Callable[[], tuple[str, ...]]) -> None:
        self._knowledge_base = knowledge_base
        self._cases = cases
        self.choices: tuple[str, ...] = ()

    def offers(self, typed: str, *, asked_for: bool) -> Iterator[Offer]:
        """Yield offers after ``typed``; ``asked_for`` where somebody pressed Tab, and did not only type."""
        after = _WITH_ARGUMENT.fullmatch(typed)
        if after is not None:
            yield from self._arguments(after[1].lower(), after[2])
        elif typed[:1] in ("/", "／", "、") and typed:
            yield from _commands(typed)
        elif asked_for:
            yield from (Offer(choice, len(typed)) for choice in self.choices if choice.startswith(typed))
            yield from self._statutes(typed)

    def _arguments(self, command: str, typed: str) -> Iterator[Offer]:
        if command in _CITES:
            yield from self._provisions(typed)
        elif command in _OPENS:
            yield from (Offer(name, len(typed)) for name in self._cases() if name.startswith(typed))

    def _statutes(self, typed: str) -> Iterator[Offer]:
        """Yield instruments whose name ends ``typed`` begins."""
        for length in range(min(len(typed), _LONGEST_NAME), _SHORTEST_NAME - 1, -1):
            end = typed[-length:]
            names = [names for names in self._knowledge_base.bodies.statutes() if names.short.startswith(end) and names.short != end]
            if names:
                yield from (Offer(name.short, length, name.level) for name in names[:_MOST])
                return

    def _provisions(self, typed: str) -> Iterator[Offer]:
        """Yield instruments whose name holds ``typed``, and of one that is named in full its articles."""
        for names in self._knowledge_base.bodies.statutes():
            if typed.startswith(names.short):
                yield from self._articles(names.id, names.short, typed)
            elif typed in names.short:
                yield Offer(names.short, len(typed), names.level)

    def _articles(self, statute: str, short: str, typed: str) -> Iterator[Offer]:
        given = typed[len(short) :].lstrip("第 ")
        ours = [id_.rpartition("/")[2] for id_ in self._knowledge_base.bodies.article_ids() if id_.startswith(f"{statute}/")]
        numbers = sorted((number for number in ours if number[:1].isdigit() and number.startswith(given)), key=_by_number)
        yield from (Offer(f"{short}第{number}条", len(typed)) for number in numbers[:_MOST])


def _commands(typed: str) -> Iterator[Offer]:
    begun = typed[1:].lower()
    for command in COMMANDS:
        if command.name.startswith(begun) or command.letter.startswith(begun):
            yield Offer(f"/{command.name}", len(typed), f"{command.meaning}（/{command.letter}）")


def _by_number(article: str) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in article.split("-")]
