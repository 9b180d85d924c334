"""Whose matter it is that is told: one's own, a spouse's or a friend's.

The subject is looked for in the clause, nearest first; a person who is only spoken to, called, borrowed from or helped is
none. A clause without a subject goes on about the one before it, where that one spoke of somebody else's debt.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from debtguide.understanding.names import PERSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.understanding.names import Named
    from debtguide.understanding.reading import Reading

ME, OTHER = "me", "other"
_NO_SUBJECT_BEFORE = (
    "打给", "告诉", "通知", "联系", "骚扰", "威胁", "跟", "向", "找", "给", "和", "与", "问", "帮", "替", "对", "把", "被", "为", "同",
    "让", "叫", "害", "骂", "瞒着", "背着", "连累", "影响", "代", "拉着", "欠", "骗", "求", "怕", "陪", "去", "到", "在", "从", "管", "用",
    "以", "拿", "说", "借给", "是",
)  # fmt: skip
"""What stands before a person who is not the subject. 欠朋友五万 is my debt, 和老公一起欠的 too."""
_NOT_MINE_BEFORE = (
    "打给", "告诉", "通知", "联系", "骚扰", "威胁", "找", "给", "问", "对", "把", "跟", "向", "和", "让", "叫", "欠", "催", "骂", "借",
    "用", "以", "拿", "冒用", "盗用", "是", "说是",
)  # fmt: skip
"""What stands before 我 where it is not the subject: 借我的身份证, 他欠我五万."""
_DEBT = (
    "欠", "借", "贷", "逾期", "起诉", "告", "还不上", "还不起", "信用卡", "网贷", "花呗", "借呗", "执行", "失信", "冻结", "传票", "判", "赌",
    "失联", "跑路", "名字", "名义", "身份证", "身份", "刷", "收到", "法院", "律师函", "没还", "不还",
)  # fmt: skip
_NO_DEBT = (
    "知道", "发现", "说我", "问我", "不让", "帮我", "替我", "给我", "劝我", "骂我", "陪我", "支持", "生气", "让我", "叫我", "要我", "借给我", "给我借",
    "逼我", "说欠", "催我", "身体", "住院", "生病", "生意", "介绍",
)  # fmt: skip
_MY_NAME = ("我的名", "我名", "我身份", "我的身份", "我的信息", "我的资料", "我的卡", "我的手机", "我信息", "我的账")
_PRONOUNS = frozenset("他她")
_REACH = 40
_MODIFIED = 9
_MODIFIERS = ("私人", "一个", "一位", "个", "位", "做生意的", "认识的")


class People:
    """The persons of a reading, and whose matter each place is about.

    Args:
        reading: what was read.
        names: what is named in it.
    """

    def __init__(self, reading: Reading, names: Sequence[Named]) -> None:
        self._text = reading.normal.text
        self._clauses = reading.clauses
        self._persons = [name for name in names if name.kind == PERSON]
        self._starts = [person.start for person in self._persons]
        self._of_clause: dict[int, str | None] = {}

    def concerned(self, clause: int, place: int) -> str:
        """Return whose matter ``place`` in the clause with number ``clause`` is about: me, spouse, parent, child or another."""
        own = self._subject(clause, place)
        if own is not None:
            return own
        for back in range(clause - 1, max(-1, clause - 4), -1):
            carried = self._carried(back)
            if carried is not None:
                return carried
        return ME

    def _carried(self, clause: int) -> str | None:
        """Return the subject that a clause hands on to the next; None where it has none."""
        if clause not in self._of_clause:
            end = self._clauses[clause].end
            self._of_clause[clause] = self._subject(clause, end)
        return self._of_clause[clause]

    def _subject(self, clause: int, place: int) -> str | None:
        """Return the subject nearest before ``place`` in its clause, or right behind it (三万是我弟欠的), or None."""
        begin = max(self._clauses[clause].start, place - _REACH)
        last = bisect_right(self._starts, place - 1) - 1
        for number in range(last, -1, -1):
            person = self._persons[number]
            if person.start < begin:
                break
            if self._is_subject(person, begin, place):
                return person.value
        return self._subject_behind(clause, place)

    def _is_subject(self, person: Named, begin: int, place: int) -> bool:
        text = self._text
        before = _without_modifiers(text[max(begin, person.start - _MODIFIED) : person.start])[-3:]
        if person.value == ME:
            if text[person.end : person.end + 1] == "的" and before.endswith(("借", "用", "以", "拿", "冒用", "盗用", "把")):
                return False
            return not before.endswith(_NOT_MINE_BEFORE)
        if before.endswith(_NO_SUBJECT_BEFORE):
            return False
        between = text[person.end : place]
        if any(word in between for word in _NO_DEBT):
            return False
        around = text[person.end : person.end + _REACH]
        return any(word in around for word in _DEBT) or any(word in between for word in _MY_NAME)

    def _subject_behind(self, clause: int, place: int) -> str | None:
        """Return the person of 是我弟欠的 behind ``place``."""
        stretch = self._text[place : min(self._clauses[clause].end, place + _REACH)]
        number = bisect_right(self._starts, place - 1)
        while number < len(self._persons) and self._persons[number].start < place + len(stretch):
            person = self._persons[number]
            if self._text[person.start - 1] == "是" and self._text.startswith(("欠的", "借的", "贷的", "的债", "的", "用的", "花的", "刷的"), person.end):
                return person.value
            number += 1
        return None


def _without_modifiers(text: str) -> str:
    """Return ``text`` without what only describes the person that follows: 跟一个私人(老板)."""
    stripped = True
    while stripped:
        stripped = False
        for word in _MODIFIERS:
            if text.endswith(word):
                text, stripped = text[: -len(word)], True
    return text
