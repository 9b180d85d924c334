"""Statutes as dated data: an article version is one wording of one provision, with its days in force."""

from __future__ import annotations

from typing import NamedTuple

LEVELS = ("法律", "司法解释", "行政法规", "部门规章", "规范性文件", "行业自律")


class ReadsToday(NamedTuple):
    """An article number quoted inside a text that has moved since: what is said, the provision's id now, and its name."""

    says: str
    now: str
    name: str


class ArticleVersion(NamedTuple):
    """One wording of one article; (``id``, ``effective_from``) names it.

    Days are ISO texts (they compare as days do); ``effective_to`` is the last day in force, or None.
    Where ``verbatim`` is false, ``text`` is a summary in our own words and must never stand in quotation marks.
    Where ``part`` is true, ``text`` holds only some whole sentences or paragraphs, one below the other.
    """

    id: str
    title: str
    short: str
    article: str
    article_zh: str
    text: str
    verbatim: bool
    part: bool
    level: str
    issuer: str
    doc_no: str | None
    effective_from: str
    effective_to: str | None
    source: str
    read_on: str
    renumbered_from: str | None
    became: tuple[str, ...]
    reads_today: tuple[ReadsToday, ...]

    def in_force(self, day: str) -> bool:
        """Return whether these words were in force on ``day`` (ISO)."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    @property
    def name(self) -> str:
        """The article as a reader knows it: 《民法典》第六百七十五条."""
        return f"《{self.short}》{self.article_zh}"


class StatuteNames(NamedTuple):
    """What people may call an instrument."""

    id: str
    title: str
    short: str
    aliases: tuple[str, ...]
    level: str
