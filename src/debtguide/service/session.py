"""A conversation. A turn is a pure function of guide, state, text and day; the host keeps the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from debtguide.errors import StateError
from debtguide.replies.plain_text import as_text, sections
from debtguide.replies.reply import Reply, ReplyPart
from debtguide.service.clock import today
from debtguide.service.day import iso_day

if TYPE_CHECKING:
    from datetime import date

    from debtguide.replies.answer import Answer

SCHEMA = "debtguide.session/1"

_HELP = "直接用平常的话问就行，例如：网贷逾期三个月会被起诉吗。\n/帮助 看说明，/依据 看上一个答复引用的法条，/退出 结束。"
_BYE = "好的。需要的时候随时回来。"
_EMPTY = "我在。您可以直接说发生了什么，或者问一个问题。"
_NOTHING_CITED = "还没有引用法条的答复。先问一个问题，再输入 /依据。"
_COMMANDS = {
    "帮助": "help", "help": "help", "h": "help", "?": "help",
    "依据": "law", "law": "law", "y": "law",
    "退出": "quit", "再见": "quit", "quit": "quit", "exit": "quit", "q": "quit",
}  # fmt: skip
_SLASHES = "/／、"
"""What the slash key gives with a Chinese keyboard too."""


class Answering(Protocol):
    """What a conversation needs of a guide."""

    def ask(self, question: str, as_of: date | str | None = None) -> Answer:
        """Answer one question for a day."""


class Session:
    """One conversation over a shared guide.

    Args:
        guide: the guide that answers.
        state: what an earlier session's ``to_dict()`` gave, or None.
        as_of: the day of every turn; None is each turn's own day.
    """

    def __init__(self, guide: Answering, state: dict[str, Any] | None = None, *, as_of: date | str | None = None) -> None:
        self._guide = guide
        self._day = None if as_of is None else iso_day(as_of, "")
        self._turns, self._last = _restored(state)

    def send(self, text: str) -> Reply:
        """Take one turn: ``text`` is what the user typed, or a slash command."""
        self._turns += 1
        day = self._day or today()
        typed = text.strip()
        if not typed:
            return _notice(_EMPTY)
        command = _command(typed)
        if command is not None:
            return self._command(command, day)
        answer = self._guide.ask(text, day)
        self._last = answer.question[:200] if not answer.crisis else ""
        return answered(answer)

    def to_dict(self) -> dict[str, Any]:
        """Return the state as plain JSON; give it to ``Guide.session`` to go on."""
        return {"schema": SCHEMA, "turns": self._turns, "last_question": _masked(self._last)}

    def _command(self, command: str, day: str) -> Reply:
        if command == "quit":
            return _notice(_BYE)._replace(ended=True)
        if command == "law":
            cites = [section for section in sections(self._guide.ask(self._last, day)) if section.heading == "依据"] if self._last else []
            return _notice("\n".join(cites[0].lines) if cites else _NOTHING_CITED)
        return _notice(_HELP if command == "help" else f"没有这个命令。{_HELP}")


def _command(typed: str) -> str | None:
    """Return the command that ``typed`` gives, "" for one that does not exist, or None where it is no command.

    The three commands are heard without a slash too, where nothing else is said.
    """
    words = typed.lstrip(_SLASHES).split()
    known = _COMMANDS.get(words[0].lower()) if len(words) == 1 or (words and typed[0] == "/") else None
    return "" if known is None and typed[0] == "/" else known


def answered(answer: Answer) -> Reply:
    """Return an answer as a reply."""
    kind = "crisis" if answer.crisis else "question" if answer.outcome == "ask_back" else "answer"
    parts = []
    for section in sections(answer):
        heading = f"【{section.heading}】\n" if section.heading else ""
        parts.append(ReplyPart(kind, heading + "\n".join(section.lines), section.must_keep))
    return Reply(as_text(answer), tuple(parts), answer, answer.outcome, answer.in_scope, answer.crisis)


def _notice(text: str) -> Reply:
    return Reply(text, (ReplyPart("notice", text, False),), None, "answered", True, False)


def _restored(state: dict[str, Any] | None) -> tuple[int, str]:
    if state is None:
        return 0, ""
    if not isinstance(state, dict) or not isinstance(state.get("schema"), str):
        raise StateError("这不是 debtguide 的会话状态：缺少 schema。请从新会话开始。")
    name, _, version = state["schema"].rpartition("/")
    if name != "debtguide.session":
        raise StateError(f"这不是 debtguide 的会话状态：schema 是“{state['schema'][:40]}”。请从新会话开始。")
    if version != "1":
        raise StateError(f"会话状态的版本是 {version[:10]}，这一版只认得 1。请升级 debtguide，或从新会话开始。")
    turns, last = state.get("turns"), state.get("last_question")
    if not isinstance(turns, int) or isinstance(turns, bool) or not isinstance(last, str):
        raise StateError("会话状态已损坏：turns 或 last_question 不对。请从新会话开始。")
    return turns, last[:200]


def _masked(text: str) -> str:
    """Return ``text`` with numbers of identity cards, phones and bank cards blotted out."""
    import re

    return re.sub(r"\d[\d -]{5,}[\dXx]", lambda number: "*" * len(number[0]), text)
