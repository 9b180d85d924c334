"""The status of what is said: asserted, denied, only supposed, asked, past, or somebody else's.

Markers are heard within the clause, at most ``REACH`` characters away; a supposition goes on into the clauses that follow it,
up to what it leads to. The stricter reading wins: what is asked, supposed or denied never counts as having happened.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from debtguide.model.entities import ASKED, ASSERTED, DENIED, HYPOTHETICAL, OTHER_PERSON, PAST
from debtguide.understanding import markers as m
from debtguide.understanding.names import named
from debtguide.understanding.people import ME, People

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.understanding.markers import Marker
    from debtguide.understanding.names import Named
    from debtguide.understanding.reading import Reading

EVENT, QUANTITY, DOCUMENT = "event", "quantity", "document"
"""What a span is: 逾期 and 被起诉 happen, 三个月 measures, a 传票 is received. The same words around it mean different things."""

REACH = 40
_NEAR = 12
_LONGEST_CONDITION = 3
_IMMINENT = ("要", "会", "将", "将要", "快要", "即将", "说要", "可能", "可能会", "迟早", "早晚")
_TOLD = ("说", "听说", "据说", "同意", "拒绝", "要求", "去", "让我", "叫我", "可以", "应该", "能")
_TAIL = "啊呀呢吧，,。.!！?？~… "
_TAGS = tuple([word + end for word in ("可以", "行", "好", "成", "中", "要得", "对", "合适", "划算", "合理", "够", "能行") for end in ("吗", "么", "嘛", "不")])
_TAGS += ("行不行", "可不可以", "好不好")
_ASKING_ENDS = ("吗", "么", "嘛", "没有", "没", "不")
_LIGHT = "了过的我啊呢这个东西书款钱他们啦"
_GOVERNING = (
    "收到",
    "拖欠",
    "欠",
    "借",
    "贷",
    "逾期",
    "有",
    "签",
    "花",
    "用",
    "拿",
    "到手",
    "了",
    "过",
    "他们",
    "他",
    "它",
    "银行",
    "平台",
    "人家",
    "网贷",
    "信用卡",
    "那么多",
    "这么多",
    "那么",
    "这么",
    "什么",
)
_BEFORE_NOT = (
    "我们",
    "我",
    "还",
    "也",
    "都",
    "一直",
    "根本",
    "从来",
    "到现在",
    "至今",
    "目前",
    "什么的",
    "之类的",
    "本人",
    "实际上",
    "实际",
    "压根",
    "确实",
    "并",
)
_NOT = ("没有", "没", "未", "并未")
_RECEIVE = ("收到", "见到", "看到", "见过", "看见", "接到", "拿到", "来", "有", "寄", "发", "给", "发生")
_AFTER_SETTLED = (
    "吗",
    "么",
    "的话",
    "要",
    "需",
    "后",
    "多",
    "怎么",
    "之后",
    "才",
    "不了",
    "就",
    "了吗",
    "了就",
    "了还",
    "之前",
    "前",
    "会",
    "能",
    "了会",
    "了能",
    "了之后",
    "了怎么",
    "没",
)
_WILL_SETTLE = (
    "不",
    "没",
    "没有",
    "未",
    "怎么",
    "才能",
    "能",
    "想",
    "要",
    "会",
    "去",
    "再",
    "先",
    "如何",
    "一次性",
    "提前",
    "慢慢",
    "尽快",
    "需",
    "可以",
    "内",
    "前",
)


class Statuses:
    """Tells the status of places in one reading.

    Args:
        reading: what was read.
        names: what is named in it, where that is known already.
    """

    def __init__(self, reading: Reading, names: Sequence[Named] | None = None) -> None:
        self._text = reading.normal.text
        self._clauses = reading.clauses
        self._starts = [clause.start for clause in reading.clauses]
        self._people = People(reading, named(reading) if names is None else names)
        self._markers: dict[tuple[int, int], list[Marker]] = {}

    def of(self, span: tuple[int, int], kind: str = EVENT) -> str:
        """Return the status of what stands in ``span`` of the normal form; ``kind`` is EVENT, QUANTITY or DOCUMENT."""
        if not self._clauses:
            return ASSERTED
        clause = max(0, bisect_right(self._starts, span[0]) - 1)
        around = self._around(clause, span, kind)
        if around.is_asked():
            return ASKED
        if around.is_supposed() or self._under_condition(clause):
            return HYPOTHETICAL
        if around.is_denied():
            return DENIED
        if self._people.concerned(clause, span[0]) != ME:
            return OTHER_PERSON
        if around.is_past() or around.is_settled() or (kind == QUANTITY and self._settled_behind(clause)):
            return PAST
        return ASKED if kind == DOCUMENT and around.is_mere_topic() else ASSERTED

    def person(self, span: tuple[int, int]) -> str:
        """Return whose matter ``span`` is about: me, spouse, parent, child, relative, friend, colleague, guarantor, other."""
        return self._people.concerned(max(0, bisect_right(self._starts, span[0]) - 1), span[0]) if self._clauses else ME

    def _around(self, clause: int, span: tuple[int, int], kind: str) -> _Around:
        first = last = clause
        while first > 0 and clause - first < 4 and self._text[self._clauses[first].start - 1] == "、":
            first -= 1
        while last + 1 < len(self._clauses) and last - clause < 4 and self._text[self._clauses[last + 1].start - 1] == "、":
            last += 1
        start = max(self._clauses[first].start, span[0] - REACH)
        end = min(self._clauses[last].end, span[1] + REACH)
        return _Around(self._text, (start, end), span, kind, self._clauses[clause].asks, self._heard(start, end))

    def _heard(self, start: int, end: int) -> list[Marker]:
        """Return the markers of a stretch; several spans of one clause mostly share it."""
        found = self._markers.get((start, end))
        if found is None:
            found = self._markers[start, end] = m.markers(self._text, start, end)
        return found

    def _under_condition(self, clause: int) -> bool:
        """Return whether an earlier clause of the sentence supposes something that this one still belongs to."""
        here = self._clauses[clause]
        if any(marker.kinds & m.ACTUAL for marker in self._heard(here.start, min(here.end, here.start + REACH))):
            return False
        for back in range(clause - 1, max(-1, clause - 1 - _LONGEST_CONDITION), -1):
            earlier = self._clauses[back]
            if earlier.sentence != here.sentence:
                return False
            heard = self._heard(earlier.start, min(earlier.end, earlier.start + 2 * REACH))
            supposing = next((marker for marker in heard if marker.kinds & (m.SUPPOSES | m.SUPPOSED) and not self._only_wants(marker)), None)
            if supposing is not None:
                return not any(marker.start >= supposing.end and marker.kinds & m.LEADS_TO and self._text[marker.start] in "就会那怎如吗咋" for marker in heard)
            if earlier.asks or any(marker.kinds & m.ACTUAL for marker in heard):
                return False
        return False

    def _only_wants(self, marker: Marker) -> bool:
        return _only_wants(self._text, marker)

    def _settled_behind(self, clause: int) -> bool:
        """Return whether the clause behind tells that it is over: 我欠过五万，后来还清了."""
        if clause + 1 >= len(self._clauses):
            return False
        here, behind = self._clauses[clause], self._clauses[clause + 1]
        if behind.sentence != here.sentence or behind.asks:
            return False
        text = _skip(
            self._text[behind.start : min(behind.end, behind.start + 14)],
            ("我", "后来", "现在", "目前", "已经", "已", "早就", "早", "都", "也", "全部", "全", "去年", "今年"),
        )
        return text.startswith(("还清", "结清", "还完")) and not text[2:].startswith(_AFTER_SETTLED)


class _Around:
    """What stands around a span in its clause."""

    __slots__ = ("after", "after_marks", "asks", "before", "before_marks", "kind", "own", "start", "text")

    def __init__(self, text: str, stretch: tuple[int, int], span: tuple[int, int], kind: str, asks: bool, heard: list[Marker]) -> None:
        self.text = text
        self.start = span[0]
        self.kind = kind
        self.asks = asks
        self.own = text[span[0] : span[1]]
        self.before = text[stretch[0] : span[0]]
        self.after = text[span[1] : stretch[1]]
        self.before_marks = [marker for marker in heard if marker.end <= span[0]]
        self.after_marks = [marker for marker in heard if marker.start >= span[1]]

    def _last(self, kinds: int) -> Marker | None:
        return next((marker for marker in reversed(self.before_marks) if marker.kinds & kinds), None)

    def _since(self, marker: Marker, kinds: int) -> bool:
        """Return whether one of ``kinds`` stands between ``marker`` and the span."""
        return any(other.start >= marker.end and other.kinds & kinds for other in self.before_marks)

    def is_asked(self) -> bool:
        """Return whether it is asked about: it stands behind what asks, or right before the end of the question."""
        operator = next((marker for marker in self.before_marks if marker.kinds & m.YES_NO), None)
        if operator is not None and not self._since(operator, m.BREAKS):
            return True
        how = self._last(m.HOW) if self.kind != QUANTITY else None
        if how is not None and not any(character in self.text[how.end : self.start] for character in "被把了") and not self.after.startswith("了"):
            return True
        tail = self.after.rstrip(_TAIL)
        if not self.asks and "吧" not in self.after[-4:]:
            return False
        if tail.endswith(_TAGS):
            return self.kind == QUANTITY or not (self._has_happened() or any(marker.kinds & m.RECEIVES for marker in self.before_marks))
        ending = next((word for word in _ASKING_ENDS if tail.endswith(word)), "") if not tail.endswith(("什么", "怎么", "这么", "那么")) else ""
        if not ending and not self.after.rstrip().endswith(("?", "？")):
            return False
        return not tail[: len(tail) - len(ending)].strip(_LIGHT) or self._alternative() or self._behind_modal()

    def _alternative(self) -> bool:
        return "还是" in self.before + self.after and "是" in self.before

    def _behind_modal(self) -> bool:
        """Return whether what carries the question stands before the span: 能分三十六期吗."""
        if self._last(m.MODAL) is not None:
            return True
        if self.kind == DOCUMENT or any(marker.kinds & m.MODAL for marker in self.after_marks):
            return False
        return self._last(m.WEAK_MODAL) is not None

    def _has_happened(self) -> bool:
        """Return whether 了 right behind tells that it has happened."""
        rest = _skip(self.after, ("我们", "我", "他", "她", "你"))
        return rest.startswith("了") and not rest.startswith(("了吗", "了么", "了没", "了嘛", "了的话"))

    def is_supposed(self) -> bool:
        """Return whether it is only supposed, wished, feared or announced."""
        supposing = self._last(m.SUPPOSES)
        if supposing is not None and not _only_wants(self.text, supposing):
            return True
        if any(marker.kinds & m.SUPPOSED for marker in self.after_marks):
            return True
        return self.kind != QUANTITY and self._is_intended()

    def _is_intended(self) -> bool:
        intends = self._last(m.INTENDS)
        if intends is None or intends.end < self.start - _NEAR:
            return False
        word, between = self.text[intends.start : intends.end], self.text[intends.end : self.start]
        if any(received in between for received in ("收到", "接到", "寄来", "发来", "来了")):
            return self.kind == DOCUMENT and word not in _TOLD and "了" not in between
        if "没" in between or "了" in between or self._since(intends, m.HAPPENED | m.BREAKS) or (self.after.startswith("了") and word not in _IMMINENT):
            return False
        negated = any(marker.end == intends.start and marker.kinds & m.NEGATES for marker in self.before_marks)
        return not negated

    def is_denied(self) -> bool:
        """Return whether it is said not to be so; two negations cancel out."""
        almost = self._last(m.ALMOST)
        if almost is not None and almost.end >= self.start - _NEAR:
            return True
        breaks = self._last(m.BREAKS)
        negators = [marker for marker in self.before_marks if marker.kinds & m.NEGATES and (breaks is None or marker.start >= breaks.start)]
        if negators and breaks is not None and negators[-1].start < breaks.end and not breaks.kinds & m.NEGATES:
            negators = []
        if negators:
            between = self.text[negators[-1].end : self.start]
            governed = not _skip(between, _GOVERNING) if self.kind == QUANTITY else len(between) <= _NEAR
            return len(negators) % 2 == 1 and governed
        return self.kind != QUANTITY and self._denied_behind()

    def _denied_behind(self) -> bool:
        """Return whether the negation stands behind: 传票我还没收到."""
        rest = _skip(self.after.rstrip(_TAIL), _BEFORE_NOT)
        without = next((rest[len(word) :] for word in _NOT if rest.startswith(word)), None)
        if without is None:
            return False
        return not _skip(_skip(without, _RECEIVE), ("过", "我", "啊", "的", "呢", "任何", "东西", "了", "呀"))

    def is_past(self) -> bool:
        """Return whether it belongs to the past and is told as such: 以前协商过."""
        if self.kind == EVENT and self.after.startswith("过") and not self.after.startswith(("过期", "过后", "过程")) and self._last(m.NOW) is None:
            return True
        marker = self._last(m.PAST_TIME | m.LESS_SURE_PAST)
        if marker is None or self._since(marker, m.NOW):
            return self.kind == QUANTITY and self.before.endswith(("欠过", "逾期过"))
        if marker.kinds & m.LESS_SURE_PAST and marker.start and self.text[marker.start - 1] in _TIMES:
            return False
        rest = self.text[marker.end : self.start] + self.own + self.after[:6]
        if "过" not in rest and (self._since(marker, m.BORROWS) or (self.kind == EVENT and self.own[:1] in ("借", "贷", "办"))):
            return False
        return self.kind == EVENT or bool(marker.kinds & m.PAST_TIME) or "过" in rest or self._since(marker, m.STATE)

    def is_settled(self) -> bool:
        """Return whether it is told behind it that it is over."""
        if self.kind == DOCUMENT:
            return False
        for marker in self.after_marks:
            if marker.kinds & m.SETTLES:
                before = self.text[self.start : marker.start]
                return not before.endswith(_WILL_SETTLE) and not self.text[marker.end : marker.end + 4].startswith(_AFTER_SETTLED)
        return False

    def is_mere_topic(self) -> bool:
        """Return whether a document is only asked about in general: 律师函有用吗."""
        if not self.asks or any(marker.kinds & m.RECEIVES for marker in self.before_marks):
            return False
        modal = next((marker.start for marker in self.after_marks if marker.kinds & (m.MODAL | m.HOW | m.YES_NO)), None)
        near = self.after[:6] if modal is None else self.text[self.start + len(self.own) : modal][:6]
        return not any(word in near for word in ("了", "上写", "上面", "里写", "里说", "写着", "上说", "已"))


_TIMES = frozenset("0123456789一二两三四五六七八九十几半天月年周期日号款节庆末")


def _only_wants(text: str, marker: Marker) -> bool:
    """Return whether 只要 stands before a number: 他们只要三千."""
    return text[marker.start : marker.end] == "只要" and text[marker.end : marker.end + 1] in _NUMBERS


_NUMBERS = frozenset("0123456789一二两三四五六七八九十几")


def _skip(text: str, words: tuple[str, ...]) -> str:
    """Return ``text`` without the ``words`` that it begins with."""
    while True:
        word = next((word for word in words if text.startswith(word)), None)
        if word is None:
            return text
        text = text[len(word) :]


def status_of(reading: Reading, span: tuple[int, int], kind: str = EVENT) -> str:
    """Return the status of what stands in ``span`` of the normal form of ``reading``.

    For several spans of one reading make ``Statuses`` once.
    """
    return Statuses(reading).of(span, kind)
