"""Citing: whatever is written as a citation is read as one that can be written back, or leads to what is held; searching never fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from debtguide.lawbook.citation import find, parse_citation
from debtguide.lawbook.search import search
from debtguide.replies.plain_text import cited

from .questions import asked, each, rows
from .target import TODAY, Target, dated_text, raw_dated_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide import Guide
    from debtguide.model.knowledge_base import KnowledgeBase

    from .target import Case

_ARTICLE = re.compile("[0-9]+(?:-[0-9]+)?|u[0-9]+")
_AS_WRITTEN = (
    "民诉法第一百二十八条", "民法典六百七十五条第一款第（二）项", "刑法293条之一", "刑法第二百九十三条之一第一款", "《民法典》 第６７５條",
    "关于审理民间借贷案件适用法律问题的规定25条", "请问根据征信业管理条例第十六条，不良信息保存几年", "第二十九条第二款", "675", "民法典两百条",
    "民法典百八十八条", "民法典婚姻家庭编解释一33条", "征信管里条例16条", "现金贷通知", "刑法第三百一十三条立法解释", "民法典第二〇二条", "治安管理处罚法42条",
)  # fmt: skip
_EVERY = 17
"""One in so many of the articles held is a seed."""


def seeds(guide: Guide) -> Iterable[Case]:
    base = guide.knowledge_base
    ids = base.bodies.article_ids()[::_EVERY]
    names = [base.bodies.article(name)[-1].name for name in ids]
    instruments = [written for statute in base.bodies.statutes() for written in (statute.title, *statute.aliases)][::3]
    return each((*_AS_WRITTEN, *ids, *names, *instruments, *map(asked, rows("law_search.jsonl"))), as_of=TODAY)


def hold(guide: Guide, case: Case) -> None:
    base = guide.knowledge_base
    _citation_is_written_back(base, case["text"])
    _leads_to_what_is_held(base, case["text"], case["as_of"])
    _search_finds_what_is_in_force(base, case["text"], case["as_of"])


def _citation_is_written_back(base: KnowledgeBase, text: str) -> None:
    statutes = base.bodies.statutes()
    citation = parse_citation(text, statutes)
    if citation is None:
        return
    assert _ARTICLE.fullmatch(citation.article)
    assert citation.paragraph is None or citation.paragraph > 0
    assert citation.item is None or re.fullmatch("[1-9][0-9]*", citation.item)
    if citation.statute is not None:
        assert citation.statute in {statute.id for statute in statutes}
        assert parse_citation(f"{citation.statute}/{citation.article}", statutes)[:2] == citation[:2]


def _leads_to_what_is_held(base: KnowledgeBase, text: str, day: str) -> None:
    found = find(text, base, day)
    held = set(base.bodies.article_ids())
    assert bool(found.versions) is not bool(found.nearest) or not (found.versions or found.nearest)
    assert len({version.id for version in found.versions}) <= 1
    assert not any(version.in_force(day) for version in found.versions[1:])
    assert set(found.moved_to) <= held
    assert set(found.nearest) <= held
    assert len(set(found.nearest)) == len(found.nearest) <= 5
    assert all(cited(version) for version in found.versions)


def _search_finds_what_is_in_force(base: KnowledgeBase, text: str, day: str) -> None:
    hits = search(text, base, day)
    assert hits == search(text, base, day)
    assert len({hit.article for hit in hits}) == len(hits) <= 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert sum(version.in_force(day) for version in base.bodies.article(hit.article)) == 1


CITING = Target("citing", 2_000, seeds, raw_dated_text, dated_text, hold)
