"""Numbers as people write them: 2万5, 两万五, 三五千, 十来万, 8千多, 1.2w, 2-3万, 贰万伍仟.

What is read here and cn2an reads too comes out the same, which a property test holds; cn2an itself is not on the path of a
question, because importing it costs more than answering. Knows nothing of what is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

_WRITTEN = ("零〇", "一壹", "二贰两俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {character: value for value, characters in enumerate(_WRITTEN) for character in characters}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000}
_LATIN_UNITS = {"w": 10_000, "k": 1000}
ARABIC = frozenset("0123456789")
_INSIDE = frozenset(DIGITS) | ARABIC | frozenset(_UNITS)
CONNECTORS = ("-", "~", "—", "–", "到", "至")
LEADS = frozenset(DIGITS) | ARABIC | frozenset("几数十拾上成百千万")
_ABOUT_BEFORE = frozenset("万亿千百块元圆个家天年月笔张岁条次口份通封倍分周")
"""What may follow 来 and 余 in a number: 十来万, 三万余元, but not 两万来自 and not 余额."""
_ROUND = {
    "万儿八千": (8000, 10_000), "千儿八百": (800, 1000), "百八十": (80, 100), "万把": (10_000, 10_000), "千把": (1000, 1000), "百把": (100, 100),
    "成千上万": (10_000, 10_000), "上千万": (10**7, 10**7), "上百万": (10**6, 10**6), "上十万": (10**5, 10**5), "上万": (10_000, 10_000),
    "上千": (1000, 1000), "上百": (100, 100), "上亿": (10**8, 10**8),
}  # fmt: skip
LONGEST = 20
"""Digits in a row that are still a number; more are somebody's account."""
PLAIN, CHINESE, LARGE = "plain", "chinese", "large"


class Numeral(NamedTuple):
    """A number from ``lo`` to ``hi`` (equal where it is one) that ends before place ``end``.

    ``form`` is PLAIN for bare digits, CHINESE for small numbers in Chinese characters, and LARGE for what is written with
    千, 万, 亿, w, k or a thousands comma.
    """

    lo: Decimal
    hi: Decimal
    approx: bool
    end: int
    form: str


def numeral_at(text: str, place: int, *, inside: bool = False) -> Numeral | None:
    """Return the number that begins at ``place``, a range (2-3万, 两万到三万) included, or None.

    A number does not begin inside another (万一, 第三百九十四), unless ``inside`` says that it may.
    """
    character = text[place]
    if character not in LEADS or (not inside and place and text[place - 1] in _INSIDE):
        return None
    if character in "上成百千万":
        return _round_at(text, place)
    read = _read(text, place)
    if read is None:
        return None
    first = read[0]
    place = first.end
    if place < len(text) and text[place] in CONNECTORS:
        second = _read(text, place + 1) if place + 1 < len(text) and text[place + 1] in LEADS else None
        if second is not None:
            return _range(first, second) or first
    return first


def _round_at(text: str, place: int) -> Numeral | None:
    for word, (lo, hi) in _ROUND.items():
        if text.startswith(word, place):
            from decimal import Decimal

            return Numeral(Decimal(lo), Decimal(hi), True, place + len(word), LARGE)
    return None


def _range(first: Numeral, second: tuple[Numeral, int]) -> Numeral | None:
    """Return the range, where ``first`` to ``second`` is one; 2-3万 starts at 20,000."""
    last, tail = second
    lo = first.lo
    if first.form != LARGE and tail > 1 and lo < last.lo / tail:
        lo *= tail
    if not lo < last.hi:
        return None
    return Numeral(lo, last.hi, True, last.end, LARGE if LARGE in (first.form, last.form) else last.form)


class _Sum:
    """A number under way: ``pending`` was read and waits for its unit; ``section`` is below 万, ``large`` above."""

    __slots__ = ("large", "pending", "section", "unit")

    def __init__(self) -> None:
        self.large: tuple[Decimal | int, Decimal | int] = (0, 0)
        self.section: tuple[Decimal | int, Decimal | int] = (0, 0)
        self.pending: tuple[Decimal | int, Decimal | int] | None = None
        self.unit = 0
        """The unit read last; 0 before any."""

    def take(self, factor: int) -> None:
        """Add what is pending, ``factor`` times, to the section."""
        lo, hi = self.pending or (0, 0)
        self.section = (self.section[0] + lo * factor, self.section[1] + hi * factor)
        self.pending = None

    def times(self, unit: int) -> bool:
        """Let ``unit`` follow; return False where it cannot."""
        if unit < 10_000:
            if self.pending is None and unit == 10 and self.unit in (0, 100):
                self.pending = (1, 1)
            if self.pending is None or (self.section != (0, 0) and unit >= self.unit):
                return False
            self.take(unit)
        else:
            self.take(1)
            if self.section == (0, 0) and (unit == 10_000 or self.large == (0, 0)):
                return False
            if self.large != (0, 0) and (unit == 10_000) == (self.large[0] < 10**8):
                return False
            if unit == 10_000:
                self.large = (self.large[0] + self.section[0] * unit, self.large[1] + self.section[1] * unit)
            else:
                self.large = ((self.large[0] + self.section[0]) * unit, (self.large[1] + self.section[1]) * unit)
            self.section = (0, 0)
        self.unit = unit
        return True

    def total(self) -> tuple[Decimal | int, Decimal | int]:
        """Return the lowest and the highest value."""
        self.take(1)
        return self.large[0] + self.section[0], self.large[1] + self.section[1]


def _read(text: str, place: int) -> tuple[Numeral, int] | None:
    """Return the number without range at ``place``, and the unit it ends with (1 where it ends with a digit), or None."""
    begin, size = place, len(text)
    sum_ = _Sum()
    approx = zero = arabic = large = False
    length = 0
    while place < size:
        character = text[place]
        if character in ARABIC:
            if sum_.pending is not None:
                break
            value, end, comma = _arabic(text, place)
            if end - place > LONGEST:
                return None
            sum_.pending, length, arabic, large = (value, value), end - place, True, large or comma
            place = end
            continue
        digit = DIGITS.get(character)
        if digit is not None:
            if sum_.pending is not None:
                if not _neighbours(sum_.pending, digit) or arabic or text[place + 1 : place + 2] in DIGITS:
                    return None if not sum_.unit and not arabic else _finish(sum_, approx, place, length, zero, arabic, large)
                sum_.pending, approx = (sum_.pending[0], digit), True
            elif digit or not sum_.unit:
                sum_.pending, length, arabic = (digit, digit), 1, False
            else:
                zero = True
            place += 1
            continue
        if character in "几数":
            if sum_.pending is not None or (character == "数" and text[place + 1 : place + 2] not in _UNITS):
                break
            sum_.pending, approx, length, arabic = (1 if sum_.unit else 2, 9), True, 1, False
            place += 1
            continue
        if character == " " and arabic and sum_.pending is not None and text[place + 1 : place + 2] in ("万", "千", "w"):
            place += 1
            continue
        step, unit = _unit_at(text, place, sum_.pending is not None)
        if unit:
            if not sum_.times(unit):
                break
            zero, large = False, large or unit >= 1000
            place += step
            continue
        if not _about(text, place, sum_):
            break
        approx = True
        if sum_.pending is not None:
            sum_.take(1)
        place += 1
        if text[place : place + 1] not in ("万", "亿", "w"):
            break
    return _finish(sum_, approx, place, length, zero, arabic, large) if place > begin else None


def _arabic(text: str, place: int) -> tuple[Decimal, int, bool]:
    """Return the digits at ``place`` as a number, where they end, and whether a comma parts thousands."""
    from decimal import Decimal

    size, end = len(text), place
    while end < size and text[end] in ARABIC:
        end += 1
    digits, comma = text[place:end], False
    while len(digits) <= 3 * (1 + comma * 9) and _thousands(text, end):
        digits, end, comma = digits + text[end + 1 : end + 4], end + 4, True
    if end + 1 < size and text[end] == "." and text[end + 1] in ARABIC:
        point = end + 1
        while point < size and text[point] in ARABIC:
            point += 1
        if text[point : point + 1] != "." or text[point + 1 : point + 2] not in ARABIC:
            return Decimal(digits + text[end:point]), point, comma
    return Decimal(digits), end, comma


def _thousands(text: str, place: int) -> bool:
    """Return whether a comma and exactly three digits stand at ``place``."""
    group = text[place + 1 : place + 4]
    return text[place : place + 1] == "," and len(group) == 3 and all(digit in ARABIC for digit in group) and text[place + 4 : place + 5] not in ARABIC


def _neighbours(pending: tuple[Decimal | int, Decimal | int], digit: int) -> bool:
    """Return whether two digits side by side are a range: 两三, 七八, 三五."""
    lo, hi = pending
    return lo == hi and lo > 0 and (digit == lo + 1 or (lo, digit) == (3, 5))


def _unit_at(text: str, place: int, after_number: bool) -> tuple[int, int]:
    """Return the length and the value of the unit at ``place``; (0, 0) where there is none."""
    unit = _UNITS.get(text[place])
    if unit:
        return 1, unit
    step = 2 if text[place] == "个" else 1
    letter = text[place + step - 1 : place + step]
    follower = text[place + step : place + step + 1]
    if after_number and letter in _LATIN_UNITS and not ("a" <= follower <= "z"):
        return step, _LATIN_UNITS[letter]
    return 0, 0


def _about(text: str, place: int, sum_: _Sum) -> bool:
    """Return whether 多, 余 or 来 at ``place`` makes the number an approximate one."""
    if not sum_.unit and (sum_.pending is None or sum_.pending[0] < 10):
        return False
    follower = text[place + 1 : place + 2]
    if text[place] == "多":
        return follower not in "少头次" or not follower
    return text[place] in "余来" and follower in _ABOUT_BEFORE and bool(follower)


def _finish(sum_: _Sum, approx: bool, place: int, length: int, zero: bool, arabic: bool, large: bool) -> tuple[Numeral, int] | None:
    """Return the number; a last digit after 百 and above counts in the next lower unit (两万五), unless 零 stands before."""
    from decimal import Decimal

    tail = sum_.unit if sum_.pending is None and sum_.unit else 1
    if sum_.pending is not None and sum_.unit >= 100 and not zero and length == 1 and not (arabic and sum_.unit < 1000):
        tail = sum_.unit // 10
        sum_.take(tail)
    lo, hi = sum_.total()
    if not hi and not (arabic or zero):
        return None
    form = LARGE if large else PLAIN if arabic and not sum_.unit else CHINESE
    return Numeral(Decimal(lo), Decimal(hi), approx or lo != hi, place, form), tail
