"""Spans of time as people say them, in ISO 8601: 三个月 P3M, 一年半 P1Y6M, 俩月, 大半年, 个把月, 90天."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.language.numerals import ARABIC, DIGITS, LARGE, PLAIN, numeral_at
from debtguide.language.values import DURATION, Value

if TYPE_CHECKING:
    from decimal import Decimal

    from debtguide.language.numerals import Numeral


class _Unit:
    """A word for a unit: ``letter`` of ISO 8601, ``times`` of it, ``extra`` of the next lower one, whether it means about."""

    __slots__ = ("approx", "extra", "letter", "times", "word")

    def __init__(self, word: str, letter: str, times: int = 1, extra: str = "", *, approx: bool = False) -> None:
        self.word = word
        self.letter = letter
        self.times = times
        self.extra = extra
        self.approx = approx


_UNITS = tuple(
    sorted(
        (
            _Unit("个多月", "M", approx=True), _Unit("个来月", "M", approx=True), _Unit("个半月", "M", extra="15D"), _Unit("个月", "M"),
            _Unit("个多星期", "W", approx=True), _Unit("个多礼拜", "W", approx=True), _Unit("个星期", "W"), _Unit("个礼拜", "W"),
            _Unit("星期", "W"), _Unit("礼拜", "W"), _Unit("周", "W"), _Unit("个季度", "M", 3), _Unit("季度", "M", 3),
            _Unit("年半", "Y", extra="6M"), _Unit("年多", "Y", approx=True), _Unit("年", "Y"), _Unit("天", "D"), _Unit("天多", "D", approx=True),
            _Unit("个工作日", "D", approx=True), _Unit("工作日", "D", approx=True), _Unit("个多小时", "H", approx=True), _Unit("个小时", "H"),
            _Unit("小时", "H"), _Unit("个钟头", "H"), _Unit("个钟", "H"), _Unit("分钟", "T"),
        ),
        key=lambda unit: -len(unit.word),
    )
)  # fmt: skip
_HALVES = {
    "大半年": ("P6M", "P12M", True), "小半年": ("P3M", "P6M", True), "半年多": ("P6M", "P6M", True), "半年": ("P6M", "P6M", False),
    "半个多月": ("P15D", "P15D", True), "大半个月": ("P15D", "P30D", True), "半个月": ("P15D", "P15D", False), "半月": ("P15D", "P15D", False),
    "半个小时": ("PT30M", "PT30M", False), "半小时": ("PT30M", "PT30M", False), "个把月": ("P1M", "P1M", True),
    "个把星期": ("P1W", "P1W", True), "个把礼拜": ("P1W", "P1W", True), "年把": ("P1Y", "P1Y", True),
}  # fmt: skip
_NO_UNIT = {
    "年": frozenset("级期生代轻纪货终检会初底度份末薪"),
    "天": frozenset("无贷连乐到两打天工生猫涯"),
    "周": frozenset("岁年末围边转"),
    "分钟": frozenset("热"),
}
"""What follows a unit's character where it is none: 三年级, 七天无理由, 90年代."""
_SHORT_MONTHS = frozenset("两俩仨几数")
"""三月 is March; 俩月 is two months."""
_PART_OF_MONTH = ("份", "底", "初")
_ONCE_BEFORE = frozenset("期拖欠过晚了满差近快约隔等前有剩后超才就迟少停")
_EACH_AFTER = frozenset("还打赚挣工收开花八九十几三四五六七利发骚供能最才只要给来")


def duration_at(text: str, place: int, numeral: Numeral | None) -> Value | None:
    """Return the span of time at ``place``, where ``numeral`` stands or none does."""
    if numeral is None:
        return _half_at(text, place)
    if numeral.form == LARGE or numeral.hi > 9999 or (place and text[place - 1] in "每第"):
        return None
    unit = _unit_at(text, numeral)
    if unit is None or (numeral.form == PLAIN and unit.letter == "Y" and (numeral.hi > 100 or _is_date(text, numeral.end))):
        return None
    end = numeral.end + len(unit.word)
    lo, hi = _parts(numeral.lo, unit), _parts(numeral.hi, unit)
    extra, end = (_rest(text, end, unit.letter)) if not unit.extra else (unit.extra, end)
    if extra:
        lo, hi = lo + extra, hi + extra
    elif numeral.lo == numeral.hi == 1 and not unit.approx and _is_each(text, place, end):
        return None
    approx = numeral.approx or unit.approx
    if text[end : end + 1] == "多" and text[end : end + 2] != "多少":
        approx, end = True, end + 1
    return Value(DURATION, _iso(lo), _iso(hi), approx, place, end)


def _half_at(text: str, place: int) -> Value | None:
    if text[place] not in "半大小个年" or text[place - 1 : place] in DIGITS:
        return None
    for word, (lo, hi, approx) in _HALVES.items():
        if text.startswith(word, place):
            return Value(DURATION, lo, hi, approx, place, place + len(word))
    return None


def _unit_at(text: str, numeral: Numeral) -> _Unit | None:
    end = numeral.end
    if text[end : end + 1] == " ":
        end += 1
        return None if end >= len(text) else next((unit for unit in _UNITS if text.startswith(unit.word, end) and len(unit.word) > 1), None)
    character = text[end : end + 1]
    if character not in _STARTS:
        return None
    if character == "月":
        short = text[end - 1] in _SHORT_MONTHS or (text[end - 1] in DIGITS and text[end - 2 : end - 1] in _SHORT_MONTHS)
        return _MONTHS if short and text[end + 1 : end + 2] not in _PART_OF_MONTH else None
    if character == "日":
        return _DAYS if text[end + 1 : end + 2] in ("内", "之", "以") else None
    for unit in _UNITS:
        if text.startswith(unit.word, end):
            refused = _NO_UNIT.get(unit.word)
            return None if refused and text[end + len(unit.word) : end + len(unit.word) + 1] in refused else unit
    return None


_MONTHS, _DAYS = _Unit("月", "M"), _Unit("日", "D")
_STARTS = frozenset(unit.word[0] for unit in _UNITS) | frozenset("月日")


def _is_date(text: str, place: int) -> bool:
    """Return whether a month follows the year at ``place``: 21年3月 is a date, 2年3个月 is none."""
    numeral = numeral_at(text, place + 1) if place + 1 < len(text) else None
    return numeral is not None and text[numeral.end : numeral.end + 1] == "月"


def _rest(text: str, place: int, letter: str) -> tuple[str, int]:
    """Return what lower units add (一年零三个月) as parts of ISO 8601, and where they end."""
    lower = {"Y": ("个月", "M"), "M": ("天", "D")}.get(letter)
    if lower is None:
        return "", place
    begin = place + 1 if text[place : place + 1] in ("零", "又", "加") else place
    numeral = numeral_at(text, begin, inside=True) if begin < len(text) else None
    if numeral is None or numeral.approx or not text.startswith(lower[0], numeral.end):
        return "", place
    return f"{numeral.lo}{lower[1]}", numeral.end + len(lower[0])


def _is_each(text: str, place: int, end: int) -> bool:
    """Return whether one unit only says how often: 一天打八个电话, 一个月还三千."""
    after = text[end : end + 1]
    return text[place - 1 : place] not in _ONCE_BEFORE and (after in _EACH_AFTER or after in ARABIC) and bool(after)


def _parts(count: Decimal, unit: _Unit) -> str:
    """Return ``count`` units as parts of ISO 8601: half a year is 6M."""
    count *= unit.times
    whole = int(count)
    part = count - whole
    text = f"{whole}{unit.letter}" if whole else ""
    if part:
        lower, size = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("H", 24), "H": ("T", 60)}.get(unit.letter, ("", 0))
        text += f"{round(part * size)}{lower}" if size else ""
    return text or f"0{unit.letter}"


def _iso(parts: str) -> str:
    """Return parts as a duration of ISO 8601; hours and minutes (T) stand after a T, weeks stand alone."""
    if "T" in parts or "H" in parts:
        for letter in "HT":
            before, found, _ = parts.partition(letter)
            digits = before[len(before.rstrip("0123456789")) :]
            if found:
                parts = parts[: len(before) - len(digits)] + "T" + parts[len(before) - len(digits) :].replace("T", "M", 1)
                break
    return "P" + parts
