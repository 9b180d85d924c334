"""The status of what is said: asserted, denied, only supposed, asked, past, or somebody else's.

Markers are heard within the clause, at most ``_REACH`` characters away; a supposition goes on into the clauses that follow
it up to what it leads to. The stricter reading wins: what is asked, supposed or denied never counts as having happened.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from debtguide.model.entities import ASKED, ASSERTED, DENIED, HYPOTHETICAL, OTHER_PERSON, PAST
from debtguide.understanding.names import named
from debtguide.understanding.people import ME, People

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.understanding.names import Named
    from debtguide.understanding.reading import Reading

EVENT, QUANTITY, DOCUMENT = "event", "quantity", "document"
"""What a span is: 逾期 and 被起诉 happen, 三个月 measures, a 传票 is received. The same words around it mean different things."""

_REACH = 40

_SUPPOSED = re.compile("如果|要是|假如|假设|假使|倘若|若是|如若|要不是|万一|一旦|就算|即使|哪怕|即便|除非|否则|不然|只要(?![0-9一二两三四五六七八九十几])|若(?!干)|再不|比如|譬如|例如|比方")
_SUPPOSED_AFTER = re.compile("(?<![说讲他她你我们家方])的话(?!费)|的情况下|之前$")
_LEADS_TO = re.compile("就|那么|那我|会|才|怎么|怎样|咋|吗|什么|如何|多久|也|得|要|能|是不是|该")
_ACTUAL = re.compile("现在|目前|已经|其实|但|可是|不过|结果|事实上|今天|昨天|前天|我欠|我有|我是|我借|我逾期|当时|刚")
_INTENDED = re.compile(
    "(?:说要?|扬言|威胁说?要?|威胁我?说?要?|声称|吓唬我?说?要?|(?<!没)(?<!不)想(?!到|不到|问|知道|请问|咨询|了解|请教)|打算|准备|计划|希望|(?<![重主需只不还必索])要(?!求|钱|债|账)|(?<![机社协员开])会(?!计|员|议|上)"
    "|将(?!近)|可能|也许|或许|快要|即将|怕|担心|害怕|迟早|早晚|恐怕|考虑|争取|尽量|能(?!力)|可以|应该|申请|需要|必须|等着?|免得|避免|防止|以免|下一步|听说|据说|谁说|让我|叫我|催我|要求我?|不想|不敢|再|等到|同意|拒绝)"
)
_HAPPENED = re.compile("已经|已(?!知)|刚|真的|居然|竟然|终于|还是被|结果")
_HAPPENED_AFTER = re.compile("^(?:我|他|她|你|了我|过我|我们)?了(?!吗|么|没|嘛|怎么办就|的话)")

_YES_NO = re.compile("会不会|能不能|是不是|是否|能否|可否|要不要|有没有|该不该|算不算|用不用|需不需要|可不可以|行不行|有无|用得着|会否|是不|算不|能不|会不|该不|可不|真的是|难道")
_HOW = re.compile("(?<!不管)(?<!无论)(?:怎么|如何|咋样?|怎样|怎么样)(?!就|又|还|会|办|样)")
_MODAL = re.compile("(?<![机社协员开不])会(?!计|员|议|上)|能(?!力)|可以|算|需要|必须|应该|该|可能")
_WEAK_MODAL = re.compile("(?<![重主只必索])要(?!求|钱|债|账)|是|用|得|有")
_ENDS_ASKING = re.compile("(?:吗|么|嘛|不|没有?|\\?|？)[啊呀呢吧，,。.!！?？~… ]*$")
_TAG = re.compile("(?:可以|可不可以|行|行不行|好|成|中不中|要得|中|对|合适|划算|合理|够|能行)(?:吗|么|嘛|不)[啊呀呢吧，,。.!！?？~… ]*$")
_NEAR_END = re.compile("^(?:了|过|的|我|啊|呢|这个?|东西|书|款|钱|他们?|啦)*(?:吗|么|嘛|没有?|不|\\?|？)[啊呀呢吧，,。.!！?？~… ]*$")
_OR = re.compile("是.*还是|还是")

_NO_NEGATION = re.compile(
    "会不会|能不能|是不是|要不要|有没有|该不该|算不算|用不用|需不需要|可不可以|行不行|不得不|不能不|不可能不|没多久|没几天|没过|没两天|没多长时间|不久|不仅|不但|不只|不光|不管|不论|没想到|想不到|不料|没料到|没办法"
    "|不小心|不好意思|不知道|不清楚|不明白|不懂|不过|不如|不然|差不多|不少|不断|不停|不同|没错|不错|没事|没钱|没有钱|没有?能力|没有?工作|没有?收入|没法|没敢|没有?接|没去|没有去|没理|没有理|没管|没签|没拆|没看懂"
    "|没按时?|没有按时?|未按|没还|没有还|未还|没有?超过|没到|没有到|没满|没有满|没处理|没有处理|没注意|没在意|没应|没领|没人|没说清|没给钱|没交|没完|没停|没完没了|没出庭|没参加|没回|没当回事|没答复|没写|没盖章"
    "|不认识|不承认|没意思|没关系|没什么|没啥"
)
_NEGATOR = re.compile("不是|并非|没有|没|从未|尚未|并未|未|不曾|不会|不能|不可能|不用|不必|不存在|(?<![一])无(?=逾期|欠|征信|传票|判决|担保|抵押|起诉)|别")
_BREAKS = re.compile("就(?!是说)|却|但|可是|而(?!且)|结果|还是|因为|所以|才|反而|之后|以后|然后|后来|直接|突然|现在|于是")
_ALMOST = re.compile("差点儿?|险些|差一点儿?|几乎要")
_GOVERNED = re.compile("^(?:收到|拖欠|欠|借|贷|逾期|有|签|花|用|拿|到手)?(?:了|过|他们?|她|它|银行|平台|人家|网贷|信用卡|那么多?|这么多?|什么)*$")
_DENIED_AFTER = re.compile(
    "^(?:我们?|还|也|都|一直|根本|从来|从|到现在|至今|目前|什么的|之类的?|本人|实际上?)*(?:没有|没|未|并未)(?:收到|见到|看到|见过|看见|接到|拿到|来|有|寄|发|给|发生)?(?:过|我|啊|的|呢|任何|东西|了|呀)*[，,。.!！~… ]*$"
)

_PAST = re.compile("以前|从前|曾经|曾(?=经|被|有|逾|欠|协)|过去(?!了)|当年|早年|前些年|(?<![0-9一二两三四五六七八九十几半天月年周期日号款节庆末])之前|原来|原先|早先")
_NOW = re.compile("现在|目前|至今|到现在|还在|还欠|还没|一直|仍|如今")
_BORROWED = re.compile("借(?!款逾)|贷|办(?!理过)|签|买|开通|申请|用(?!过)")
_STATE = re.compile("过|欠|逾期|负债|是|拖")
_SETTLED = re.compile("(?<!没)(?<!没有)(?<!未)(?<!怎么)(?<!才能)(?<!能)(?<!想)(?<!要)(?<!会)(?<!不)(?:还清|结清|还完|还掉|撤诉|解冻|解除|处理完|清了|销户)(?:了|过|掉)?(?!吗|么|的话|要|需|后|多|怎么|之后|才|不了|就)")
_RECEIVED = re.compile("收到|接到|收了|寄来|发来|发了|发给|给我|送来|送到|拿到|签收|签了|下来|下了|收的|看到|见到|来了|寄了|寄给|有一|有个|有张|有份|这|那|我的|贴")
_RECEIVED_AFTER = re.compile("^[^，。]{0,3}(?:了|到|来|寄|收|上写|上面|里写|里说|写着|说|已)")


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

    def of(self, span: tuple[int, int], kind: str = EVENT) -> str:
        """Return the status of what stands in ``span`` of the normal form; ``kind`` is EVENT, QUANTITY or DOCUMENT."""
        if not self._clauses:
            return ASSERTED
        clause = max(0, bisect_right(self._starts, span[0]) - 1)
        first, last = self._stretch(clause)
        before = self._text[max(first, span[0] - _REACH) : span[0]]
        after = self._text[span[1] : min(last, span[1] + _REACH)]
        if self._asked(before, after, kind, clause):
            return ASKED
        if self._supposed(before, after, kind, clause):
            return HYPOTHETICAL
        if _denied(before, after, kind):
            return DENIED
        if self._people.concerned(clause, span[0]) != ME:
            return OTHER_PERSON
        if _past(before, after, self._text[span[0] : span[1]], kind) or self._settled(after, kind, clause):
            return PAST
        if kind == DOCUMENT and self._clauses[clause].asks and not _RECEIVED.search(before) and not _RECEIVED_AFTER.match(after):
            return ASKED
        return ASSERTED

    def person(self, span: tuple[int, int]) -> str:
        """Return whose matter ``span`` is about."""
        return self._people.concerned(max(0, bisect_right(self._starts, span[0]) - 1), span[0]) if self._clauses else ME

    def _stretch(self, clause: int) -> tuple[int, int]:
        """Return where the clause begins and ends, with those that 、 joins to it."""
        first = last = clause
        while first > 0 and clause - first < 4 and self._text[self._clauses[first].start - 1] == "、":
            first -= 1
        while last + 1 < len(self._clauses) and last - clause < 4 and self._text[self._clauses[last + 1].start - 1] == "、":
            last += 1
        return self._clauses[first].start, self._clauses[last].end

    def _asked(self, before: str, after: str, kind: str, clause: int) -> bool:
        """Return whether it is asked about: it stands behind the operator of the question, or right before its end."""
        if _YES_NO.search(before):
            return not _BREAKS.search(before[_YES_NO.search(before).end() :])  # type: ignore[union-attr]
        if kind != QUANTITY:
            how = _HOW.search(before)
            if how and not re.search("被|把|了", before[how.end() :]) and not after.startswith("了"):
                return True
        if not self._clauses[clause].asks and "吧" not in after:
            return False
        if _TAG.search(after) and not _YES_NO.search(after):
            return not (kind != QUANTITY and (_HAPPENED_AFTER.match(after) or _RECEIVED.search(before)))
        if not _ENDS_ASKING.search(after):
            return False
        if _NEAR_END.match(after):
            return True
        if _OR.search(before + after) and "是" in before:
            return True
        modal = _MODAL.search(before)
        if modal is None and not _MODAL.search(after):
            modal = _WEAK_MODAL.search(before) if kind != DOCUMENT else None
        return modal is not None

    def _supposed(self, before: str, after: str, kind: str, clause: int) -> bool:
        """Return whether it is only supposed, wished, feared or announced."""
        marker = None
        for marker in _SUPPOSED.finditer(before):  # the last one counts
            pass
        if marker is not None and not before[: marker.start()].endswith(("息", "日", "天")):
            return True
        if _SUPPOSED_AFTER.search(after):
            return True
        if kind != QUANTITY and self._intended(before, after):
            return True
        return self._under_condition(clause)

    def _intended(self, before: str, after: str) -> bool:
        """Return whether it is announced, wished or feared, and has not happened."""
        near = before[-12:]
        intended = None
        for intended in _INTENDED.finditer(near):
            pass
        if intended is None:
            return False
        rest = near[intended.end() :]
        if _HAPPENED.search(rest) or _RECEIVED.search(rest) or _BREAKS.search(rest) or "没" in rest or "了" in rest:
            return False
        return not (intended.group().startswith("不") and intended.group() != "不想" and intended.group() != "不敢")

    def _under_condition(self, clause: int) -> bool:
        """Return whether an earlier clause of the sentence supposes something that this one still belongs to."""
        here = self._clauses[clause]
        if _ACTUAL.search(self._text[here.start : min(here.end, here.start + _REACH)]):
            return False
        for back in range(clause - 1, max(-1, clause - 4), -1):
            earlier = self._clauses[back]
            if earlier.sentence != here.sentence:
                return False
            text = self._text[earlier.start : min(earlier.end, earlier.start + 2 * _REACH)]
            marker = _SUPPOSED.search(text)
            if marker is not None or _SUPPOSED_AFTER.search(text.rstrip("，,、 ")):
                rest = text[marker.end() :] if marker is not None else ""
                return not (marker is not None and _LEADS_TO.search(rest) and (earlier.asks or "就" in rest or "会" in rest))
            if _ACTUAL.search(text) or earlier.asks:
                return False
        return False

    def _settled(self, after: str, kind: str, clause: int) -> bool:
        """Return whether it is told, here or in the clause behind, that it is over."""
        if kind == DOCUMENT:
            return False
        if _SETTLED.search(after):
            return True
        if kind != QUANTITY or clause + 1 >= len(self._clauses):
            return False
        here, behind = self._clauses[clause], self._clauses[clause + 1]
        text = self._text[behind.start : min(behind.end, behind.start + 14)]
        return behind.sentence == here.sentence and not behind.asks and _SETTLED_BEHIND.match(text) is not None


_SETTLED_BEHIND = re.compile("(?:我|后来|现在|目前|已经?|早就?|都|也|全部?|上个?月|去年|今年|前几天)*(?:还清|结清|还完)了?")


def _denied(before: str, after: str, kind: str) -> bool:
    """Return whether it is said not to be so; two negations cancel out."""
    if _ALMOST.search(before[-10:]):
        return True
    clear = _NO_NEGATION.sub(lambda found: "□" * len(found[0]), before)
    breaks = None
    for breaks in _BREAKS.finditer(clear):
        pass
    clear = clear[breaks.end() :] if breaks is not None else clear
    negators = list(_NEGATOR.finditer(clear))
    if negators:
        if kind == QUANTITY:
            return len(negators) % 2 == 1 and _GOVERNED.match(clear[negators[-1].end() :]) is not None
        return len(negators) % 2 == 1 and len(clear) - negators[-1].end() <= 12
    return kind != QUANTITY and _DENIED_AFTER.match(after) is not None


def _past(before: str, after: str, own: str, kind: str) -> bool:
    """Return whether it belongs to the past and is told as such: 以前协商过."""
    if kind != QUANTITY and after.startswith("过") and not after.startswith(("过了", "过期", "过后", "过程")) and not _NOW.search(before):
        return True
    marker = None
    for marker in _PAST.finditer(before):
        pass
    if marker is None or _NOW.search(before[marker.end() :]):
        return kind == QUANTITY and before.endswith("过") and _STATE.search(before[-4:-1]) is not None
    rest = before[marker.end() :] + own + after[:6]
    if _BORROWED.search(before[marker.end() :] + (own if kind == EVENT else "")) and "过" not in rest:
        return False
    return marker.group() not in ("之前", "原来", "过去") or _STATE.search(rest) is not None or kind == EVENT


def status_of(reading: Reading, span: tuple[int, int], kind: str = EVENT) -> str:
    """Return the status of what stands in ``span`` of the normal form of ``reading``.

    For several spans of one reading make ``Statuses`` once.
    """
    return Statuses(reading).of(span, kind)
