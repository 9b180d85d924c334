"""Reminders: who was reviewed before the law that is cited there began to hold, or was read.

A reminder is no fault: the guide says of every day what is written for that day. But somebody should read it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.errors import Problem
from debtguide.knowledge.checks.references import PLACEHOLDER
from debtguide.knowledge.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library

_TITLES = {"topic": "话题", "stage": "阶段", "safety": "安全规则"}
_NAMED = 4


def reminders(library: Library) -> list[Problem]:
    """Return a reminder (DG601) for each topic, stage and safety rule whose review is older than something it rests on."""
    days = {**_articles(library), **_parameters(library)}
    rests_on: dict[tuple[str, str], set[str]] = {}
    for said in statements(library):
        rests_on.setdefault((said.speaker, said.owner), set()).update(_named(said.statement))
    found = []
    for (speaker, owner), names in rests_on.items():
        reviewed = library.of(speaker)[owner]["reviewed_on"]
        later = [days[name][1] for name in sorted(names) if name in days and reviewed is not None and reviewed < days[name][0]]
        if later:
            rest = f"等 {len(later)} 处" if len(later) > _NAMED else ""
            message = f"{_TITLES[speaker]} {owner} 是 {reviewed} 审读的，晚于它的有：{'、'.join(later[:_NAMED])}{rest}"
            found.append(Problem(reviewed.mark, "DG601", message, "对照它们把答复再审读一遍，然后改 reviewed_on。"))
    return sorted(found)


def _named(statement: Record) -> Iterator[str]:
    """Yield the ids of the articles and parameters that a statement rests on."""
    yield from map(str, statement.list("cites"))
    for inside in PLACEHOLDER.findall(statement.text("text")):
        yield inside.removeprefix("law:")
    if statement["due"] is not None:
        yield str(statement["due"]["within"])


def _articles(library: Library) -> Mapping[str, tuple[str, str]]:
    """Return the latest day that counts for each article's newest version, and how a reminder names it."""
    found = {}
    for name, statute in library.of("statute").items():
        read = {str(edition["effective_from"]): str(edition["read_on"]) for edition in statute.list("editions")}
        for article in sorted(statute.list("articles"), key=lambda article: str(article["effective_from"])):
            first = str(article["effective_from"])
            day = max(first, read.get(first, first))
            found[f"{name}/{article['id']}"] = (day, f"条文 {name}/{article['id']}（{first} 施行，{read.get(first, first)} 读到）")
    return found


def _parameters(library: Library) -> Mapping[str, tuple[str, str]]:
    """Return the first day of each parameter's newest value, and how a reminder names it."""
    found = {}
    for name, parameter in library.of("parameter").items():
        source = library.of("parameter").get(str(parameter["of"]), parameter)
        first = max((str(day) for day, _ in source.list("values")), default="")
        found[name] = (first, f"参数 {name}（{first} 起的值）")
    return found
