"""``law show``, ``law search``, ``law list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.interfaces.render import write_folded
from debtguide.interfaces.streams import complain, quoted, write_json, write_text
from debtguide.replies.answer import listed_article
from debtguide.replies.plain_text import cited
from debtguide.service.clock import today

if TYPE_CHECKING:
    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.model.law import ArticleVersion

_HOW_TO_CITE = "写法例如：民法典675、刑法293条之一。"


def show(knowledge_base: KnowledgeBase, text: str, day: str | None) -> int:
    """Write the provision that ``text`` cites, as of ``day``, and what stood under its number before; return 0.

    Where it is not held, write the nearest ones to standard error and return 1.
    """
    from debtguide.lawbook.citation import find

    day = day or today()
    found = find(text, knowledge_base, day)
    if not found.versions:
        nearest = "、".join(_named(knowledge_base, article) for article in found.nearest)
        complain(f"没有收录{quoted(text)}。" + (f"最接近的有：{nearest}" if nearest else _HOW_TO_CITE))
        return 1
    blocks = [_version(version, day) for version in found.versions]
    if found.moved_to:
        blocks.append("原来这一条的规定，现在是" + "、".join(_named(knowledge_base, article) for article in found.moved_to) + "。")
    write_folded("\n\n".join(blocks))
    return 0


def search(knowledge_base: KnowledgeBase, text: str, day: str | None, limit: int) -> int:
    """Write the provisions that answer a lay question best, best first; return 1 where none does."""
    from debtguide.lawbook.search import search as ranked

    day = day or today()
    blocks = []
    for place, hit in enumerate(ranked(text, knowledge_base, day, max(1, limit)), 1):
        version = next(version for version in knowledge_base.bodies.article(hit.article) if version.in_force(day))
        why = f"\n   找到它的字句：{'、'.join(hit.why)}" if hit.why else ""
        blocks.append(f"{place}. {cited(version)}{why}")
    if not blocks:
        complain(f"没有找到和{quoted(text)}有关的条文，换个说法试试。")
        return 1
    write_folded("\n".join(blocks))
    return 0


def listing(knowledge_base: KnowledgeBase, *, jsonl: bool) -> int:
    """Write every article version held, in the order of ids."""
    for article in knowledge_base.bodies.article_ids():
        for version in knowledge_base.bodies.article(article):
            if jsonl:
                write_json(listed_article(version))
            else:
                days = f"{version.effective_from} 起" + (f"，至 {version.effective_to}" if version.effective_to else "")
                write_text(f"{version.id}  {version.name}  {days}")
    return 0


def _version(version: ArticleVersion, day: str) -> str:
    origin = f"{version.title}；{version.issuer}；{version.doc_no or '文号从略'}；出处：{version.source}；{version.read_on} 读"
    return f"{_standing(version, day)}\n{cited(version)}\n{origin}"


def _standing(version: ArticleVersion, day: str) -> str:
    """Return in words whether ``version`` is the law on ``day``, or until or from when it is."""
    if version.in_force(day):
        return f"【{day} 有效】"
    if version.effective_from > day:
        return f"【{version.effective_from} 起才有效】"
    return f"【旧条文，只到 {version.effective_to} 为止有效】"


def _named(knowledge_base: KnowledgeBase, article: str) -> str:
    versions = knowledge_base.bodies.article(article)
    return f"{versions[-1].name}（{article}）" if versions else article
