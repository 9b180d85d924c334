"""``law show``, ``law search``, ``law list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.interfaces.streams import complain, write_json, write_text
from debtguide.replies.answer import listed_article
from debtguide.replies.plain_text import cited
from debtguide.service.clock import today

if TYPE_CHECKING:
    from debtguide.model.knowledge_base import KnowledgeBase


def show(knowledge_base: KnowledgeBase, text: str, day: str | None) -> int:
    """Write the provision that ``text`` cites, as of ``day``; where it is not held, the nearest ones, and return 1."""
    from debtguide.lawbook.citation import find

    found = find(text, knowledge_base, day or today())
    if not found.versions:
        nearest = "、".join(_named(knowledge_base, article) for article in found.nearest)
        complain(f"没有收录“{text[:60]}”。" + (f"最接近的有：{nearest}" if nearest else "写法例如：民法典675、刑法293条之一。"))
        return 1
    for version in found.versions:
        write_text(cited(version))
        write_text(f"    {version.title}；{version.issuer}；{version.doc_no or '文号从略'}；出处：{version.source}（{version.read_on} 读）")
        for article in version.became:
            write_text(f"    这一条现在是{_named(knowledge_base, article)}")
    return 0


def search(knowledge_base: KnowledgeBase, text: str, day: str | None, limit: int) -> int:
    """Write the provisions that answer a lay question best, best first; return 1 where none does."""
    from debtguide.lawbook.search import search as ranked

    hits = ranked(text, knowledge_base, day or today(), max(1, limit))
    for place, hit in enumerate(hits, 1):
        version = knowledge_base.provision(hit.article, day or today())
        if version is not None:
            write_text(f"{place}. {cited(version)}")
    if not hits:
        complain(f"没有找到和“{text[:60]}”有关的条文，换个说法试试。")
    return 0 if hits else 1


def listing(knowledge_base: KnowledgeBase, *, jsonl: bool) -> int:
    """Write every article version held, in the order of ids."""
    for article in knowledge_base.bodies.article_ids():
        for version in knowledge_base.bodies.article(article):
            if jsonl:
                write_json(listed_article(version))
            else:
                write_text(f"{version.id}  {version.name}  {version.effective_from}–{version.effective_to or ''}")
    return 0


def _named(knowledge_base: KnowledgeBase, article: str) -> str:
    versions = knowledge_base.bodies.article(article)
    return f"{versions[-1].name}（{article}）" if versions else article
