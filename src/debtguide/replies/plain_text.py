"""An answer as plain text, for every host that shows text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from debtguide.model.law import ArticleVersion
    from debtguide.replies.answer import Answer, Said

_CERTAINTY = {
    "conditional": "看情况：下面的结论取决于您的具体情形。",
    "uncertain": "这一点没有统一的规定，各地各家不同。",
    "see_lawyer": "这件事请带上材料找律师或法律援助机构当面看。",
}


class Section(NamedTuple):
    """A heading (empty for none) and its lines; ``must_keep`` where a host that shortens must not drop it."""

    heading: str
    lines: tuple[str, ...]
    must_keep: bool = False


def sections(answer: Answer) -> tuple[Section, ...]:
    """Return the answer in sections, in the order in which they are read; each legal statement carries its numbers."""
    number = {version.id: place for place, version in enumerate(answer.citations, 1)}

    def line(said: Said, lead: str = "") -> str:
        marks = "".join(f"[{number[cite]}]" for cite in dict.fromkeys(said.citations) if cite in number)
        level = f"（{said.basis}{marks}）" if said.basis else ""
        return f"{lead}{said.text}{level}"

    found = [Section("", (line(answer.summary),), True)]
    if answer.certainty in _CERTAINTY and answer.outcome == "answered":
        found.append(Section("", (_CERTAINTY[answer.certainty],)))
    found.append(Section("要点", tuple([line(point, "· ") for point in answer.points])))
    found.append(Section("现在可以做", tuple([line(step, f"{place}. ") for place, step in enumerate(answer.steps, 1)])))
    found.append(Section("请注意", tuple([line(warning, "! ") for warning in answer.warnings])))
    found.append(Section("可以找谁", tuple([f"· {contact.title} {contact.number}：{contact.can}" for contact in answer.contacts]), True))
    found.append(Section("依据", tuple([cited(version, number[version.id]) for version in answer.citations]), True))
    found.append(Section("还可以问", tuple([f"· {title}" for title in answer.follow_ups])))
    if answer.citations or not answer.crisis:
        # To somebody who wants to die a legal notice is only cold.
        found.append(Section("", (f"以上按 {answer.as_of} 有效的规定。{answer.notice}",)))
    return tuple([section for section in found if section.lines])


def cited(version: ArticleVersion, number: int | None = None) -> str:
    """Return a citation in full: what it is, since when, and the law's own words, or 要旨 where it is a summary."""
    lead = f"[{number}] " if number is not None else ""
    text = version.text.replace("\n", "")
    days = f"{version.effective_from} 起" + (f"，至 {version.effective_to}" if version.effective_to else "")
    if not version.verbatim:
        return f"{lead}{version.name}（{version.level}，{days}）要旨：{text}"
    body = f"{version.text}".replace("\n", "……" if version.part else "")
    moved = "".join(f"（文中“{read.says}”现为{read.name}）" for read in version.reads_today)
    return f"{lead}{version.name}{'（节录）' if version.part else ''}（{version.level}，{days}）：“{body}”{moved}"


def as_text(answer: Answer) -> str:
    """Return the whole answer as plain text, sections parted by blank lines."""
    blocks = []
    for section in sections(answer):
        heading = f"【{section.heading}】\n" if section.heading else ""
        blocks.append(heading + "\n".join(section.lines))
    return "\n\n".join(blocks)
