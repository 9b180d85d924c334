"""Amounts of money, rates of interest, spans of time and counts in a normal form.

Every value keeps how exactly it was said: 两三万 is a range, 8千多 approximate. Numeral-like words that are no values
(万一, 一下, 第三百九十四条, 12378, 七天无理由) are none here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.language.durations import duration_at
from debtguide.language.numerals import ARABIC, CONNECTORS, LARGE, LEADS, numeral_at
from debtguide.language.rates import rate_at
from debtguide.language.values import AMOUNT, COUNT, RATE, Value

if TYPE_CHECKING:
    from debtguide.language.numerals import Numeral

_MONEY = ("元人民币", "块大洋", "块钱", "元钱", "元整", "圆整", "大洋", "人民币", "rmb", "cny", "元", "圆", "块")
_SIGNS = ("¥", "￥", "rmb", "人民币")
_MEASURES = frozenset("家张笔个份封条通次期")
_NOT_MONEY = frozenset(
    "家张笔个份封条通次期人名位户台套件本部遍倍岁折楼层号步米里斤吨亩字粉票平股只头辆间座级度分点秒年月天日周季成种样屏届场盒瓶桶克升公千英海线路室栋幢单座排名"
)
"""What makes a number count something else than money."""
_MONEY_BEFORE = frozenset("欠借贷还剩花付交给收转扣罚骗存取赚挣亏赔垫凑缴供值本金额息费款共资薪入支账钱呗低手销租")
_APPROX_BEFORE = (
    "大概",
    "大约",
    "差不多",
    "将近",
    "接近",
    "估计",
    "不到",
    "不足",
    "不满",
    "超过",
    "至少",
    "最多",
    "起码",
    "几乎",
    "快",
    "近",
    "约",
    "小",
    "好",
)
_APPROX_WITHIN = ("将近", "接近", "不到", "不足", "不满", "超过", "快", "近", "小", "好")
"""Of these, the ones that belong to the value: 快两年, 不到三万."""
_APPROX_AFTER = ("左右", "上下", "以上", "以下", "多", "出头", "不到")
_NOT_APPROX = {
    "快": ("很", "赶", "尽", "凉", "爽", "愉"),
    "近": ("最", "附", "靠", "将"),
    "约": ("违", "预", "合", "签", "节"),
    "小": ("大", "从", "最"),
    "好": ("最", "正", "还"),
}
"""What stands before these characters where they say nothing of a number: 最近三个月."""
_NO_CURRENCY = ("元旦", "元宵", "元月", "元素", "块儿")
_PART_OF_UNIT = frozenset("月星礼小钟季世多来半工")
_BETWEEN = frozenset("了的我他她大概约差不多快近是有就才只还剩到达共总一为: 每个月上下来着起去进将整")


def quantities(text: str) -> list[Value]:
    """Return the quantities of ``text`` by start; they do not overlap."""
    found: list[Value] = []
    place, size = 0, len(text)
    while place < size:
        quantity = _quantity_at(text, place) if text[place] in _BEGINS else None
        if quantity is None:
            place += 1
            continue
        quantity = _joined(text, found, _with_approx(text, quantity))
        found.append(quantity)
        place = quantity.end
    return found


_BEGINS = LEADS | frozenset("半大小个年月日每百千万¥￥rt")
"""The characters that a quantity may begin with; every other is passed over."""


def _quantity_at(text: str, place: int) -> Value | None:
    numeral = numeral_at(text, place)
    if numeral is not None and place and text[place - 1] == "第":
        return None
    found = duration_at(text, place, numeral) or rate_at(text, place, numeral)
    if found is not None or numeral is None:
        return found or _signed(text, place)
    return _amount_at(text, place, numeral) or _count_at(text, place, numeral)


def _signed(text: str, place: int) -> Value | None:
    """Return the amount after a currency sign: ¥3000, rmb 3000."""
    sign = next((sign for sign in _SIGNS if text.startswith(sign, place)), None)
    if sign is None:
        return None
    begin = place + len(sign)
    while text[begin : begin + 1] == " ":
        begin += 1
    numeral = numeral_at(text, begin) if begin < len(text) else None
    return None if numeral is None else Value(AMOUNT, numeral.lo, numeral.hi, numeral.approx, place, numeral.end)


def _amount_at(text: str, place: int, numeral: Numeral) -> Value | None:
    """Return the amount of money that ``numeral`` counts, where it does."""
    end = numeral.end + (text[numeral.end : numeral.end + 1] == " ")
    word = next((word for word in _MONEY if text.startswith(word, end)), "")
    if word:
        if (word == "块" and numeral.hi < 10 and text[place] not in ARABIC) or text[end : end + 2] in _NO_CURRENCY:
            return None
        return Value(AMOUNT, numeral.lo, numeral.hi, numeral.approx, place, end + len(word))
    follower = text[numeral.end : numeral.end + 1]
    if (follower and follower in _NOT_MONEY) or "a" <= follower <= "z" or follower in ("%", "‰", "."):
        return None
    if numeral.form == LARGE:
        if text[max(0, place - 2) : place] == "不怕" or numeral.hi < 100:
            return None
    elif not (100 <= numeral.hi < 100_000_000 and _money_before(text, place)) or _is_hotline(text, place, numeral):
        return None
    return Value(AMOUNT, numeral.lo, numeral.hi, numeral.approx, place, numeral.end)


def _money_before(text: str, place: int) -> bool:
    """Return whether what stands before a bare number makes it money: 欠了大概, 本金是."""
    for back in range(place - 1, max(-1, place - 9), -1):
        if text[back] in _MONEY_BEFORE:
            return True
        if text[back] not in _BETWEEN:
            return False
    return False


def _is_hotline(text: str, place: int, numeral: Numeral) -> bool:
    """Return whether the number is one to be dialled: 给12378打电话."""
    digits = text[place : numeral.end]
    dialled = digits.startswith(("12", "95", "96", "10", "400", "11")) and len(digits) in (3, 5, 6, 8)
    return dialled and (text[place - 1 : place] in "打拨给找向" or text.startswith(("打", "投诉", "举报", "热线", "电话", "咨询", "反映"), numeral.end))


def _count_at(text: str, place: int, numeral: Numeral) -> Value | None:
    unit = text[numeral.end : numeral.end + 1]
    after = text[numeral.end + 1 : numeral.end + 2]
    if unit not in _MEASURES or (unit == "个" and after in _PART_OF_UNIT) or numeral.hi > 9999 or numeral.lo != int(numeral.lo):
        return None
    return Value(COUNT, numeral.lo, numeral.hi, numeral.approx, place, numeral.end + 1, unit)


def _with_approx(text: str, quantity: Value) -> Value:
    """Return ``quantity`` with what is said around it about how exact it is."""
    window = text[max(0, quantity.start - 3) : quantity.start]
    word = next((word for word in _APPROX_BEFORE if window.endswith(word)), "")
    if word and not (len(word) == 1 and window[:-1].endswith(_NOT_APPROX[word])):
        start = quantity.start - len(word) if word in _APPROX_WITHIN else quantity.start
        quantity = quantity._replace(approx=True, start=start)
    if not quantity.approx and text.startswith(_APPROX_AFTER, quantity.end) and not text.startswith("多少", quantity.end):
        more = text[quantity.end] == "多" and quantity.kind != RATE
        quantity = quantity._replace(approx=True, end=quantity.end + more)
    return quantity


def _joined(text: str, found: list[Value], quantity: Value) -> Value:
    """Return ``quantity``, joined with the one before it where both are the ends of a range; that one then leaves ``found``."""
    if found and found[-1].kind == quantity.kind and found[-1].unit == quantity.unit and text[found[-1].end : quantity.start] in CONNECTORS:
        first = found[-1]
        if isinstance(first.lo, str) or (not isinstance(quantity.hi, str) and first.lo < quantity.hi):
            found.pop()
            return quantity._replace(lo=first.lo, start=first.start, approx=True)
    start = max(quantity.start, found[-1].end) if found else quantity.start
    return quantity._replace(start=start)
