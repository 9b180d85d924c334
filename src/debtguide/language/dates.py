"""Days, months and years as people say them, resolved against the day of the answer: 上个月20号, 去年6月, 大前天, 春节后.

A day without its year is the last one that was, unless what stands around it speaks of what is to come (开庭, 截止, 之前还).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.language.days import counted_from, days_from, iso_day, month_from, month_text, months_from, number_at, year_digits_at
from debtguide.language.numerals import ARABIC, DIGITS, numeral_at
from debtguide.language.values import DATE, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    Calendar = Callable[[], Mapping[str, tuple[str, ...]]]


_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_MONTHS = {"上上个月": -2, "上上月": -2, "上个月": -1, "上月": -1, "这个月": 0, "这月": 0, "本月": 0, "当月": 0, "下个月": 1, "下月": 1, "下下个月": 2}
_DAYS = {
    "大前天": -3, "大前日": -3, "前天": -2, "前日": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨儿": -1, "今天": 0, "今日": 0, "今早": 0, "今晚": 0,
    "今儿": 0, "明天": 1, "明日": 1, "明早": 1, "明儿": 1, "后天": 2, "后日": 2, "大后天": 3,
}  # fmt: skip
_WEEKS = {"上上个": -2, "上上": -2, "上个": -1, "上": -1, "这个": 0, "这": 0, "本": 0, "下下个": 2, "下下": 2, "下个": 1, "下": 1}
_WEEK_WORDS = ("星期", "礼拜", "周")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5, "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6}
_NO_WEEKDAY_BEFORE = frozenset("每两几半个整") | ARABIC | frozenset(DIGITS)
_NO_WEEKDAY_AFTER = frozenset("次个天家遍回岁年折期")
_ENDS_OF_YEAR = {"年底": "12", "底": "12", "年末": "12", "末": "12", "年尾": "12", "年初": "01", "初": "01", "年中": "06"}
_PARTS_OF_MONTH = ("上旬", "中旬", "下旬", "底", "初", "末", "中")
_FESTIVALS = {
    "元旦": "01-01", "五一": "05-01", "劳动节": "05-01", "六一": "06-01", "国庆": "10-01", "双十一": "11-11", "双11": "11-11", "春节": "春节", "过年": "春节",
    "大年初一": "春节", "年三十": "除夕", "除夕": "除夕", "元宵": "元宵", "清明": "清明", "端午": "端午", "七夕": "七夕", "中秋": "中秋", "重阳": "重阳",
}  # fmt: skip
"""Month and day, or the name of a day that moves."""
_HOLIDAY = ("黄金周", "小长假", "长假", "假期", "节", "假")
_AROUND = ("之前", "以前", "之后", "以后", "期间", "前后", "前", "后")
_COMING = ("开庭", "到期", "截止", "前还", "前要", "前必须", "之前", "还款日", "要", "将", "准备", "打算", "必须", "最后一天", "为止", "发工资", "出庭", "应诉")
_GONE = ("了", "过", "收到", "没", "借的", "贷的", "逾期", "已经", "开始", "办的", "到现在", "至今", "被", "的时候", "那天")
_CLAUSE_ENDS = frozenset("，。！？；、,!?;\n ")
_WINDOW = 12
_SOON = 45
_NEXT_YEAR_WITHIN = 120
_AGO = ("之前", "以前", "前")
_UNITS = (
    ("个多月", "M"),
    ("个多星期", "W"),
    ("个星期", "W"),
    ("个礼拜", "W"),
    ("个月", "M"),
    ("星期", "W"),
    ("礼拜", "W"),
    ("年多", "Y"),
    ("天", "D"),
    ("周", "W"),
    ("年", "Y"),
)
_HALVES = {"大半年": 8, "半年多": 7, "半年": 6, "半个月": 0}
_EVENTS_BEFORE = frozenset("庭期款止限日")
"""What ends a word from which 三天前 is counted instead of today: 开庭三天前."""
_NO_DAY_BEFORE = frozenset("月第字初执诉民保楼号每-.〕]】)）")
_NO_NUMBER_DAY = frozenset("楼线店院文令公房室车铺码元仓机台柜")
_NO_MONTH_AFTER = frozenset("息供薪利入费还付租")
_AFTER_SHORT_YEAR = ("借", "贷", "办", "开始", "逾期", "的时候", "那会", "那年", "就", "至今", "到现在", "申请", "开的", "签", "欠")
_NO_PART_BEFORE = frozenset("每个个今去前明后本上下半整全当年") | ARABIC | frozenset(DIGITS)
_COUNTS = frozenset("个天万千百元块年月kw%.家笔期次多分点份张岁周小人条")
_FIRST_YEAR, _LAST_YEAR = 1950, 2150
"""For a day far away from living memory nothing is resolved."""
_BEGINS = frozenset("大前去今本当明后这上下昨周星礼月年元五国双六春过除清端七中重劳半几") | ARABIC | frozenset(DIGITS) | frozenset("十")


def dates(text: str, as_of: date, calendar: Calendar) -> list[Value]:
    """Return the dates in ``text`` by start; they do not overlap.

    Args:
        text: a normal form.
        as_of: the day that what is said is counted from.
        calendar: gives the days of the festivals that move, by name.
    """
    if not _FIRST_YEAR <= as_of.year <= _LAST_YEAR:
        return []
    found: list[Value] = []
    place, size = 0, len(text)
    while place < size:
        said = _date_at(text, place, as_of, calendar) if text[place] in _BEGINS else None
        if said is None:
            place += 1
            continue
        found.append(said)
        place = said.end
    return found


def _date_at(text: str, place: int, as_of: date, calendar: Calendar) -> Value | None:
    here = _Place(text, place, as_of, calendar)
    first = text[place]
    if first in ARABIC or first in DIGITS or first in "十半大几":
        said = here.numbered()
        if said is not None or first in ARABIC:
            return said
    return here.relative_year() or here.relative_month() or here.relative_day() or here.weekday() or here.festival() or here.bare_part()


class _Place:
    """A place in a text where a date may begin."""

    __slots__ = ("as_of", "calendar", "place", "text")

    def __init__(self, text: str, place: int, as_of: date, calendar: Calendar) -> None:
        self.text = text
        self.place = place
        self.as_of = as_of
        self.calendar = calendar

    def _said(self, value: str | None, end: int, *, approx: bool = False, hi: str | None = None) -> Value | None:
        return None if value is None else Value(DATE, value, hi or value, approx, self.place, end)

    def _before(self) -> str:
        return self.text[self.place - 1] if self.place else ""

    # Numbers: 2021-03-05, 21年3月, 3月5号, 15号, 三天前.

    def numbered(self) -> Value | None:
        """Return the date whose number stands here."""
        before = self._before()
        if before and (before in ARABIC or before in DIGITS or before in "第.十百千万" or "a" <= before <= "z"):
            return None
        return self._ago() or self._with_year() or self._month_and_day() or self._day_of_month()

    def _ago(self) -> Value | None:
        """Return the day, or the month, of 三天前 and 半年前; not of 开庭三天前."""
        if self._before() in _EVENTS_BEFORE and self.place:
            return None
        half = next((word for word in _HALVES if self.text.startswith(word, self.place)), "")
        end = self.place + len(half)
        if half:
            ago = next((word for word in _AGO if self.text.startswith(word, end)), "")
            if not ago:
                return None
            value = months_from(self.as_of, -_HALVES[half]) if _HALVES[half] else days_from(self.as_of, -15)
            return self._said(value, end + len(ago), approx=True)
        numeral = numeral_at(self.text, self.place)
        if numeral is None or numeral.hi > 1000 or numeral.lo != int(numeral.lo):
            return None
        unit = next((pair for pair in _UNITS if self.text.startswith(pair[0], numeral.end)), None)
        if unit is None:
            return None
        end = numeral.end + len(unit[0])
        ago = next((word for word in _AGO if self.text.startswith(word, end)), "")
        if ago:
            lo, hi = counted_from(self.as_of, -int(numeral.hi), unit[1]), counted_from(self.as_of, -int(numeral.lo), unit[1])
            return self._said(lo, end + len(ago), approx=numeral.approx or unit[1] != "D", hi=hi)
        later = next((word for word in ("之后", "以后", "后") if self.text.startswith(word, end)), "")
        if later and unit[1] in "DW" and self.text.startswith(("开庭", "到期", "截止", "就要", "就到", "出庭", "要开"), end + len(later)):
            return self._said(counted_from(self.as_of, int(numeral.lo), unit[1]), end + len(later), approx=numeral.approx)
        return None

    def _with_year(self) -> Value | None:
        digits, end = year_digits_at(self.text, self.place)
        if not digits:
            return None
        mark = self.text[end : end + 1]
        if len(digits) == 4:
            year = int(digits)
            if not 1990 <= year <= 2099:
                return None
            if mark in ("-", ".", "/"):
                return self._written(year, mark, end + 1)
            return self._in_year(year, end + 1) if mark == "年" else None
        year = 2000 + int(digits)
        if mark != "年" or year > self.as_of.year + 1 or year < 2005:
            return None
        month = number_at(self.text, end + 1)
        if month is None and not self.text.startswith(("底", "初", "年底", "年初", "春节", *_AFTER_SHORT_YEAR), end + 1):
            return None
        if month is not None and self.text[month[1] : month[1] + 1] != "月":
            return None
        return self._in_year(year, end + 1)

    def _written(self, year: int, mark: str, place: int) -> Value | None:
        """Return the date of 2021-03-05 and 2021.3, whose month stands at ``place``."""
        month = number_at(self.text, place)
        if month is None or not 1 <= month[0] <= 12:
            return None
        if self.text[month[1] : month[1] + 1] == mark:
            day = number_at(self.text, month[1] + 1)
            value = iso_day(year, month[0], day[0]) if day else None
            if day and value:
                return self._said(value, day[1] + (self.text[day[1] : day[1] + 1] in ("日", "号")))
        return self._said(f"{year}-{month[0]:02}", month[1])

    def _in_year(self, year: int, place: int) -> Value | None:
        """Return what of ``year`` is said at ``place``: a day, a month, its end, a festival, or the year alone."""
        begin = place + (self.text[place : place + 1] == "的")
        for word, month in _ENDS_OF_YEAR.items():
            if self.text.startswith(word, begin) and not self.text.startswith(("初期", "末期", "底下"), begin):
                return self._said(f"{year}-{month}", begin + len(word), approx=True)
        festival = self._festival(begin, year)
        if festival is not None:
            return festival
        number = number_at(self.text, begin)
        if number is not None and 1 <= number[0] <= 12 and self.text[number[1] : number[1] + 1] == "月":
            return self._in_month(year, number[0], number[1] + 1)
        return None if self.text[place : place + 1] in ("级", "期", "内", "版") else self._said(str(year), place)

    def _in_month(self, year: int, month: int, place: int) -> Value:
        """Return what of a month is said at ``place``: a day, its end, or the month alone."""
        begin = place + (self.text[place : place + 1] in ("份", "的"))
        day = number_at(self.text, begin)
        if day is not None:
            mark = self.text[day[1] : day[1] + 1]
            value = iso_day(year, month, day[0])
            if value and (mark in ("日", "号") or (self.text[begin] in ARABIC and mark not in _COUNTS)):
                return Value(DATE, value, value, False, self.place, day[1] + (mark in ("日", "号")))
        part = next((word for word in _PARTS_OF_MONTH if self.text.startswith(word, begin)), "")
        end = begin + len(part) if part else place + (self.text[place : place + 1] == "份")
        return Value(DATE, f"{year}-{month:02}", f"{year}-{month:02}", bool(part), self.place, end)

    def _month_and_day(self) -> Value | None:
        month = number_at(self.text, self.place) if self.text[self.place] not in "两俩仨几" else None
        if month is None or not 1 <= month[0] <= 12 or self.text[month[1] : month[1] + 1] != "月" or self.text[month[1] + 1 : month[1] + 2] in _NO_MONTH_AFTER:
            return None
        said = self._in_month(2000, month[0], month[1] + 1)
        day = int(str(said.lo)[8:]) if len(str(said.lo)) > 7 else None
        year, sure = self._year_of(month[0], day, said.end)
        value = f"{year}-{month[0]:02}" if day is None else iso_day(year, month[0], day)
        return self._said(value, said.end, approx=said.approx or not sure)

    def _day_of_month(self) -> Value | None:
        day = number_at(self.text, self.place)
        if day is None or not 1 <= day[0] <= 31 or (self._before() in _NO_DAY_BEFORE and self.place):
            return None
        mark, follower = self.text[day[1] : day[1] + 1], self.text[day[1] + 1 : day[1] + 2]
        if self.text[max(0, self.place - 2) : self.place] in ("每月", "个月"):
            return None
        if not ((mark == "号" and follower not in _NO_NUMBER_DAY) or (mark == "日" and follower not in ("内", "之", "以", "起", "均", "期"))):
            return None
        return self._nearest_day(day[0], day[1] + 1)

    def _nearest_day(self, day: int, end: int) -> Value | None:
        coming, gone = self._cues(end)
        ahead = day > self.as_of.day if not coming else day >= self.as_of.day
        sure = True
        if ahead:
            later, sure = coming or not gone, coming or gone
            month = month_from(self.as_of, 0 if later else -1)
        else:
            month = month_from(self.as_of, 1 if coming and not gone else 0)
        return self._said(iso_day(*month, day), end, approx=not sure)

    def _year_of(self, month: int, day: int | None, end: int) -> tuple[int, bool]:
        """Return the year that a month and day without one belong to, and whether that is sure."""
        from datetime import date

        year = self.as_of.year
        coming, gone = self._cues(end)
        this = (month, day or 1) if day else (month, self.as_of.day)
        if this <= (self.as_of.month, self.as_of.day):
            if not coming or this == (self.as_of.month, self.as_of.day):
                return year, True
            ahead = (date(year + 1, month, min(day or 1, 28)) - self.as_of).days
            return (year + 1, True) if ahead <= _NEXT_YEAR_WITHIN or not gone else (year, True)
        if coming:
            return year, True
        ahead = (date(year, month, min(day or 1, 28)) - self.as_of).days
        return (year, False) if not gone and ahead <= _SOON else (year - 1, True)

    def _cues(self, end: int) -> tuple[bool, bool]:
        """Return whether what stands around a date speaks of what is to come, and of what was."""
        before = self.text[max(0, self.place - 6) : self.place]
        after = self.text[end : end + _WINDOW]
        for number, character in enumerate(after):
            if character in _CLAUSE_ENDS:
                after = after[:number]
                break
        for number in range(len(before) - 1, -1, -1):
            if before[number] in _CLAUSE_ENDS:
                before = before[number + 1 :]
                break
        around = before + "|" + after
        coming = any(word in around for word in _COMING) or after.startswith("前")
        return coming, any(word in around for word in _GONE)

    # Words: 去年6月, 上个月20号, 大前天, 上周三, 国庆前, 月底.

    def relative_year(self) -> Value | None:
        """Return the date that begins with 去年 and the like."""
        for word, years in _YEARS.items():
            if self.text.startswith(word, self.place):
                said = self._in_year(self.as_of.year + years, self.place + len(word))
                return None if said is None or (len(str(said.lo)) == 4 and self.text[said.end : said.end + 2].isdigit()) else said
        return None

    def relative_month(self) -> Value | None:
        """Return the date that begins with 上个月 and the like."""
        for word, months in _MONTHS.items():
            if self.text.startswith(word, self.place):
                return self._in_month(*month_from(self.as_of, months), self.place + len(word))
        return None

    def relative_day(self) -> Value | None:
        """Return the day of 大前天 and the like."""
        for word, days in _DAYS.items():
            if self.text.startswith(word, self.place):
                return self._said(days_from(self.as_of, days), self.place + len(word))
        return None

    def weekday(self) -> Value | None:
        """Return the day of 上周三 and 周五; a week alone begins on its Monday."""
        for prefix in (*_WEEKS, ""):
            if not self.text.startswith(prefix, self.place):
                continue
            place = self.place + len(prefix)
            word = next((word for word in _WEEK_WORDS if self.text.startswith(word, place)), "")
            if word:
                return self._weekday(prefix, place + len(word))
        return None

    def _weekday(self, prefix: str, place: int) -> Value | None:
        weekday = _WEEKDAYS.get(self.text[place : place + 1])
        if weekday is not None and self.text[place + 1 : place + 2] in _NO_WEEKDAY_AFTER:
            weekday = None
        monday = -self.as_of.weekday()
        if prefix:
            days = monday + 7 * _WEEKS[prefix] + (weekday or 0)
            return self._said(days_from(self.as_of, days), place + (weekday is not None), approx=weekday is None)
        if weekday is None or (self._before() in _NO_WEEKDAY_BEFORE and self.place):
            return None
        days = monday + weekday
        coming, gone = self._cues(place + 1)
        if coming and not gone:
            days += 7 if days < 0 else 0
        elif days > 0:
            days -= 7
        return self._said(days_from(self.as_of, days), place + 1, approx=not (coming or gone))

    def festival(self) -> Value | None:
        """Return the day of a festival, about it where 前 or 后 is said."""
        return self._festival(self.place, None)

    def _festival(self, place: int, year: int | None) -> Value | None:
        word = next((word for word in _FESTIVALS if self.text.startswith(word, place)), "")
        if not word or (place and self.text[place - 1] in DIGITS) or (word == "五一" and self.text[place + 2 : place + 3] in DIGITS):
            return None
        end = place + len(word)
        end += len(next((rest for rest in _HOLIDAY if self.text.startswith(rest, end)), ""))
        around = next((rest for rest in _AROUND if self.text.startswith(rest, end)), "")
        if word == "过年" and not around and year is None:
            return None
        end += len(around)
        if year is not None:
            return self._said(self._day_of(word, year), end, approx=bool(around))
        return self._nearest_festival(word, end, bool(around))

    def _nearest_festival(self, word: str, end: int, around: bool) -> Value | None:
        """Return the last such day, or the next one where what is to come is spoken of."""
        coming, gone = self._cues(end)
        days = [day for day in (self._day_of(word, self.as_of.year + years) for years in (-1, 0, 1)) if day]
        today = self.as_of.isoformat()
        past, future = [day for day in days if day <= today], [day for day in days if day >= today]
        chosen = future[:1] if coming and not gone else past[-1:]
        return self._said(chosen[0], end, approx=around) if chosen else None

    def _day_of(self, word: str, year: int) -> str | None:
        day = _FESTIVALS[word]
        if day[0] in ARABIC:
            return f"{year}-{day}"
        return next((found for found in self.calendar().get(day, ()) if found.startswith(str(year))), None)

    def bare_part(self) -> Value | None:
        """Return the month of 年底 and 月初."""
        if self._before() in _NO_PART_BEFORE and self.place:
            return None
        for word in ("年底", "年末", "年尾", "年初", "年中"):
            if self.text.startswith(word, self.place):
                return self._said(f"{self.as_of.year}-{_ENDS_OF_YEAR[word]}", self.place + 2, approx=True)
        if self.text.startswith(("月底", "月末", "月初", "月中"), self.place):
            return self._said(month_text(month_from(self.as_of, 0)), self.place + 2, approx=True)
        return None
