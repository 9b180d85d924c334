"""Rates of interest as a fraction a year, nominal: 月息2分 0.24, 三分利 0.36, 日息万五 0.1825, 年化36%.

A number of per cent, 分 or 厘 is a rate only where a period or interest is spoken of: 三分 alone is no rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.language.numerals import DIGITS, LARGE, numeral_at
from debtguide.language.values import RATE, Value

if TYPE_CHECKING:
    from decimal import Decimal

    from debtguide.language.numerals import Numeral


YEAR, MONTH, DAY = 1, 12, 365
_NAMED = {
    "年化利率": YEAR, "年化率": YEAR, "年化": YEAR, "年利率": YEAR, "年利": YEAR, "年息": YEAR, "年费率": YEAR, "月利率": MONTH, "月利": MONTH,
    "月息": MONTH, "月费率": MONTH, "日利率": DAY, "日利": DAY, "日息": DAY, "日费率": DAY,
}  # fmt: skip
"""Words after which even a bare number is a rate: 年化36, 月息1.5."""
_PERIODS = {
    **_NAMED, "每年": YEAR, "一年": YEAR, "每个月": MONTH, "一个月": MONTH, "每月": MONTH, "按月": MONTH, "月": MONTH, "每天": DAY, "一天": DAY,
    "每日": DAY, "按日": DAY, "日": DAY,
}  # fmt: skip
_BEFORE = tuple(sorted(_PERIODS, key=lambda word: -len(word)))
_AFTER = tuple(
    sorted(
        {f"{link}{word}": period for word, period in _PERIODS.items() for link in ("", "的", "/", " ") if len(word) > 1 or link == "/"}.items()
        | {"/年": YEAR, "/天": DAY, "/个月": MONTH}.items(),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
)
_FILLERS = (
    "利息",
    "是",
    "为",
    "约",
    "大概",
    "大约",
    ":",
    " ",
    "超过",
    "达到",
    "高达",
    "达",
    "都",
    "到",
    "有",
    "才",
    "只",
    "按",
    "要",
    "收",
    "算",
    "不到",
    "接近",
    "高",
    "在",
    "近",
    "快",
)
_INTEREST = ("利息", "利率", "年化", "月息", "lpr", "费率", "利", "息")
_FINES = ("滞纳", "违约金", "罚息", "逾期")
_SHARES = {"百分之": 2, "千分之": 3, "万分之": 4}
_PARTS = {"毛": 1, "分": 2, "厘": 3, "毫": 4}
"""By what power of ten each is a share of the principal: of a month's 分 a hundredth."""
_NO_PART = frozenset("之钱钟期别开手队店行局院公享析担配给布散数红化辨类居")
_AFTER_PARTS = ("的利息", "的利率", "利息", "利率", "的利", "利", "的息", "息")
_WINDOW = 10


def rate_at(text: str, place: int, numeral: Numeral | None) -> Value | None:
    """Return the rate whose number stands at ``place``; ``numeral`` is that number, None before 百分之 and 万五."""
    if numeral is None:
        return _share_at(text, place) or _ten_thousandth_at(text, place)
    if numeral.form == LARGE or numeral.hi > 10_000:
        return None
    end = numeral.end
    unit = text[end : end + 1]
    if unit in ("%", "‰"):
        return _of_share(text, place, end + 1, numeral, 2 if unit == "%" else 3)
    for word in ("个百分点", "个点"):
        if text.startswith(word, end):
            return _of_share(text, place, end + len(word), numeral, 2)
    if unit in _PARTS:
        return _of_parts(text, place, numeral)
    return _of_bare(text, place, numeral)


def _scaled(numeral: Numeral, power: int, times: int) -> tuple[Decimal, Decimal]:
    return numeral.lo.scaleb(-power) * times, numeral.hi.scaleb(-power) * times


def _share_at(text: str, place: int) -> Value | None:
    """Return the rate written as a share: 百分之二十四, 万分之五."""
    power = _SHARES.get(text[place : place + 3])
    numeral = numeral_at(text, place + 3) if power and place + 3 < len(text) else None
    if power is None or numeral is None:
        return None
    numeral = _with_point(text, numeral)
    return _of_share(text, place, numeral.end, numeral, power)


def _with_point(text: str, numeral: Numeral) -> Numeral:
    """Return ``numeral`` with what stands after 点: 十五点四."""
    if text[numeral.end : numeral.end + 1] != "点" or text[numeral.end + 1 : numeral.end + 2] not in DIGITS:
        return numeral
    from decimal import Decimal

    end = numeral.end + 1
    while end < len(text) and text[end] in DIGITS:
        end += 1
    digits = "".join(str(DIGITS[character]) for character in text[numeral.end + 1 : end][:12])
    value = numeral.lo + Decimal(digits).scaleb(-len(digits))
    return numeral._replace(lo=value, hi=value, end=end)


def _ten_thousandth_at(text: str, place: int) -> Value | None:
    """Return the rate of 日息万五."""
    if text[place] != "万" or place + 1 >= len(text):
        return None
    period, start = _period_before(text, place)
    numeral = numeral_at(text, place + 1, inside=True) if period == DAY else None
    if numeral is None or numeral.hi >= 100:
        return None
    return Value(RATE, *_scaled(numeral, 4, DAY), numeral.approx, start, numeral.end)


def _period_before(text: str, place: int) -> tuple[int, int]:
    """Return the period that is named before ``place``, over 是, 大概 and the like, and where its name begins; or (0, place)."""
    window = text[max(0, place - 14) : place]
    for _ in range(4):
        filler = next((word for word in _FILLERS if window.endswith(word)), None)
        if filler is None:
            break
        window = window[: -len(filler)]
    word = next((word for word in _BEFORE if window.endswith(word)), None)
    if word is None or (word in ("月", "日") and window[-2:-1] in DIGITS | {"个": 0}):
        return 0, place
    return _PERIODS[word], max(0, place - 14) + len(window) - len(word)


def _period_after(text: str, place: int) -> tuple[int, int]:
    """Return the period that is named after ``place``, and where its name ends; or (0, place)."""
    for word, period in _AFTER:
        if text.startswith(word, place):
            return period, place + len(word)
    return 0, place


def _near(text: str, start: int, end: int, words: tuple[str, ...]) -> bool:
    window = text[max(0, start - _WINDOW) : end + 6]
    return any(word in window for word in words)


def _of_share(text: str, start: int, end: int, numeral: Numeral, power: int) -> Value | None:
    """Return the rate of per cent and the like; without a period they are a year's, ten-thousandths a day's."""
    period, begin = _period_before(text, start)
    if not period:
        period, end = _period_after(text, end)
    if not period:
        if not _near(text, start, end, _INTEREST + (_FINES if power > 2 else ())):
            return None
        period = YEAR if power == 2 else DAY
    return Value(RATE, *_scaled(numeral, power, period), numeral.approx, begin, end)


def _of_parts(text: str, place: int, numeral: Numeral) -> Value | None:
    """Return the rate of 分, 厘 and 毛: of a month, unless another period is named."""
    end = numeral.end
    power = _PARTS[text[end]]
    end += 1
    follower = text[end : end + 1]
    if follower in _NO_PART and follower:
        return None
    lo, hi = numeral.lo, numeral.hi
    lower = numeral_at(text, end) if follower and (follower in DIGITS or follower.isdecimal()) else None
    if lower is not None and lower.hi < 10:
        lo, hi = lo + lower.lo / 10, hi + lower.hi / 10
        end = lower.end + (text[lower.end : lower.end + 1] in ("厘", "毫") and text[lower.end : lower.end + 1] != "")
    elif follower == "半":
        from decimal import Decimal

        lo, hi, end = lo + Decimal("0.5"), hi + Decimal("0.5"), end + 1
    period, begin = _period_before(text, place)
    approx = numeral.approx
    named = next((word for word in _AFTER_PARTS if text.startswith(word, end)), "")
    if not period:
        spoken = named or any(text[max(0, place - 4) : place].endswith(word) for word in ("利息", "利息是", "利", "息", "利息要", "利息有"))
        if not spoken and not _near(text, place, end, ("利息", "利率")):
            return None
        period, approx = MONTH, approx or not spoken
    if period == YEAR:
        power, approx = power - 1, True
    elif period == DAY:
        power += 1
    return Value(RATE, *_scaled(numeral._replace(lo=lo, hi=hi), power, period), approx, begin, end + len(named))


def _of_bare(text: str, place: int, numeral: Numeral) -> Value | None:
    """Return the rate of a bare number after a word that names a rate: 年化36."""
    period, begin = _period_before(text, place)
    if not period or not any(text.startswith(word, begin) for word in _NAMED) or not 0 < numeral.hi < 1000:
        return None
    if text[numeral.end : numeral.end + 1] in ("元", "块", "倍", "个", "天", "年", "月"):
        return None
    return Value(RATE, *_scaled(numeral, 2, period), numeral.approx, begin, numeral.end)
