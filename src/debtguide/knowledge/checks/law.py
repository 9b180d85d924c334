"""Law is dated data: versions and values do not overlap, end after they begin, and are held in their own editions."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from debtguide.errors import Problem
from debtguide.knowledge.kinds import NUMBER, is_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.spans import SourceMark


NOT_COUNTED = ("date", "clock")
"""Units whose values are no numbers."""

_CLOCK = re.compile("(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")


def _ends_before_it_begins(first: str | None, last: str | None, mark: SourceMark) -> Iterator[Problem]:
    if first and last and last < first:
        yield Problem(mark, "DG404", f"最后一天 {last} 早于第一天 {first}", "检查两个日期有没有写反。")


def _days(library: Library) -> Iterator[Problem]:
    """DG404: an end before its beginning."""
    for statute in library.of("statute").values():
        for part in statute.list("editions") + statute.list("articles"):
            yield from _ends_before_it_begins(part["effective_from"], part["effective_to"], part.mark_of("effective_to"))
    for parameter in library.of("parameter").values():
        for day, dated in parameter.list("values"):
            yield from _ends_before_it_begins(day, dated["until"], dated.mark_of("until"))


def _overlaps(library: Library) -> Iterator[Problem]:
    """DG405: two versions of an article, or two values of a parameter, for the same day."""
    for name, statute in library.of("statute").items():
        by_article: dict[str, list[Record]] = {}
        for article in statute.list("articles"):
            by_article.setdefault(str(article["id"]), []).append(article)
        for number, versions in by_article.items():
            versions.sort(key=lambda version: str(version["effective_from"]))
            for earlier, later in itertools.pairwise(versions):
                last = earlier["effective_to"]
                if last is None or last >= later["effective_from"]:
                    yield Problem(
                        later.mark,
                        "DG405",
                        f"{name}/{number} 的两个版本日期重叠：前一版到 {last or '今'}，这一版从 {later['effective_from']} 起",
                        f"前一版的 effective_to 应当是 {_day_before(later['effective_from'])}。",
                    )
    for name, parameter in library.of("parameter").items():
        pairs = sorted(parameter.list("values"), key=lambda pair: str(pair[0]))
        for (_, earlier), (day, later) in itertools.pairwise(pairs):
            if earlier["until"] is not None and earlier["until"] >= day:
                yield Problem(later.mark, "DG405", f"参数 {name} 的两个值日期重叠", f"前一个值的 until 应当早于 {day}，或不写。")


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _values(library: Library) -> Iterator[Problem]:
    """DG205, DG206: a value that does not fit its unit."""
    for name, parameter in library.of("parameter").items():
        unit = str(parameter["unit"])
        for _, dated in parameter.list("values"):
            value = dated["value"]
            if unit == "date" and not is_day(value):
                yield Problem(value.mark, "DG205", f"参数 {name} 的值“{value}”不是一个日期", "单位是 date，写成 2026-01-01 这样。")
            elif unit == "clock" and not _CLOCK.fullmatch(value):
                yield Problem(value.mark, "DG206", f"参数 {name} 的值“{value}”不是一个钟点", "单位是 clock，写成 22:00 这样，放进双引号。")
            elif unit not in NOT_COUNTED and not NUMBER.fullmatch(value):
                yield Problem(value.mark, "DG206", f"参数 {name} 的值“{value}”不是一个数", "写成 3 或 1.75；单位写在 unit 里。")


def _editions(library: Library) -> Iterator[Problem]:
    """DG405: two editions for the same day, or an article version that begins on a day on which no edition begins."""
    for name, statute in library.of("statute").items():
        editions = sorted(statute.list("editions"), key=lambda edition: str(edition["effective_from"]))
        for earlier, later in itertools.pairwise(editions):
            last, first = earlier["effective_to"], later["effective_from"]
            if earlier["effective_from"] == first or (last is not None and last >= first):
                message = f"{name} 的两个版本日期重叠：{earlier['effective_from']} 起的和 {first} 起的"
                yield Problem(later.mark_of("effective_from"), "DG405", message, f"前一版的 effective_to 应当是 {_day_before(first)}。")
        days = [str(edition["effective_from"]) for edition in statute.list("editions")]
        for article in statute.list("articles"):
            if article["effective_from"] not in days:
                message = f"{name}/{article['id']} 从 {article['effective_from']} 起有效，但没有哪一版在这天施行"
                yield Problem(article.mark_of("effective_from"), "DG405", message, "可以写：" + "、".join(days))


def _names(library: Library) -> Iterator[Problem]:
    """DG411: one name for two instruments."""
    owners: dict[str, str] = {}
    for name, statute in library.of("statute").items():
        for alias in [statute["title"], statute["short"], *statute.list("aliases")]:
            owner = owners.setdefault(str(alias), name)
            if owner != name:
                yield Problem(alias.mark, "DG411", f"“{alias}”同时是 {owner} 和 {name} 的名称", "一个叫法只能指一部法律。")


RULES = (_days, _overlaps, _values, _editions, _names)
