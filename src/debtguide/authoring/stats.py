"""``kb stats``: how much a knowledge directory holds, and what was reviewed longest ago."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from debtguide.errors import KnowledgeError
from debtguide.knowledge.library import read_library
from debtguide.knowledge.statements import SPEAKERS
from debtguide.knowledge.tables import LEVELS
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from debtguide.errors import Problem
    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library

_NAMED = 5
_STATUS = (("finished", "写完"), ("stub", "占位"))


def stats(directory: str | None, write: Callable[[str], None]) -> int:
    """Write the counts of ``directory`` (the built-in knowledge where None) and return 0, or 1 where it cannot be read."""
    builtin = builtin_directory()
    problems: list[Problem] = []
    try:
        library = read_library(Path(directory or builtin), Path(builtin), problems)
    except KnowledgeError as error:
        library, problems = None, list(error.problems)
    if library is None or problems:
        write(KnowledgeError(problems).report())
        return 1
    write("\n".join(lines(library)))
    return 0


def lines(library: Library) -> Iterator[str]:
    """Yield the counts of ``library``, a line each; what belongs to a line above is indented."""
    yield from _speakers(library)
    yield from _law(library)
    concepts = [concept for lexicon in library.of("lexicon").values() for concept in lexicon.list("concepts")]
    yield f"参数：{len(library.of('parameter'))}"
    yield f"求助渠道：{len(library.of('contact'))}"
    yield f"词：{_total(concepts, 'terms', 'misspellings')}（概念 {len(concepts)}）"
    yield f"事实：{len(library.of('fact'))}；判断：{len(library.of('assessment'))}"
    yield from _reviews(library)


def _speakers(library: Library) -> Iterator[str]:
    by_status = Counter(str(topic["status"]) for topic in library.of("topic").values())
    yield f"话题：{by_status.total()}（{'，'.join(f'{title} {by_status[status]}' for status, title in _STATUS)}）"
    yield f"阶段：{len(library.of('stage'))}；安全规则：{len(library.of('safety'))}"
    speakers = [record for speaker in SPEAKERS for record in library.of(speaker).values()]
    yield f"话语：{_total(speakers, 'utterances')}；近似而不是的话：{_total(speakers, 'not_utterances')}；句式：{_total(speakers, 'patterns')}"


def _law(library: Library) -> Iterator[str]:
    """Yield how many articles are held, each counted once however many versions of it there are."""
    articles: Counter[str] = Counter()
    statutes: Counter[str] = Counter()
    versions = 0
    for statute in library.of("statute").values():
        level = str(statute["level"])
        statutes[level] += 1
        articles[level] += len({str(article["id"]) for article in statute.list("articles")})
        versions += len(statute.list("articles"))
    yield f"条文：{articles.total()}（共 {versions} 个版本），出自 {statutes.total()} 部"
    for level in LEVELS:
        if statutes[level]:
            yield f"    {level}：{articles[level]}（{statutes[level]} 部）"


def _reviews(library: Library) -> Iterator[str]:
    """Yield the oldest day of a legal review, and who was reviewed then."""
    days: dict[str, list[str]] = {}
    for kind in ("topic", "stage"):
        for name, record in library.of(kind).items():
            days.setdefault(record.text("reviewed_on"), []).append(name)
    never = days.pop("", [])
    if days:
        yield f"最早的审读日：{min(days)}（{_some(days[min(days)])}）"
    if never:
        yield f"没有写审读日：{_some(never)}"


def _some(names: list[str]) -> str:
    rest = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + rest


def _total(records: list[Record], *keys: str) -> int:
    return sum(len(record.list(key)) for record in records for key in keys)
