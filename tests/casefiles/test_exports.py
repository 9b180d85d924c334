"""A case on paper: as a page, as Markdown, as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.casefiles.document import CaseDocument, Passage, as_json, document_of
from debtguide.casefiles.markdown import markdown
from debtguide.casefiles.page import page
from debtguide.casefiles.timeline import Step, timeline
from debtguide.model.assessment import StageOf
from debtguide.model.knowledge_base import StageCard
from debtguide.replies.reply import Reply

from .conftest import DAY, SECRETS

if TYPE_CHECKING:
    from debtguide import Guide

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
TAGS = frozenset(("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "ul", "li", "a", "svg", "circle", "line", "text"))
SVG = "{http://www.w3.org/2000/svg}"
CARDS = (
    StageCard("sued", "起诉", "court", ""),
    StageCard("calls", "打电话", None, ""),
    StageCard("court", "上法院", None, ""),
    StageCard("judged", "判了以后", "court", ""),
    StageCard("negotiation", "商量", None, ""),
)
NOBODY = Reply("", (), None, "answered", True, False)


def standing(debt: str, stage: str, part: str | None, certainty: str = "clear") -> StageOf:
    return StageOf(debt, stage, part, certainty, (), (), "")


def paper(told: str = "欠的钱：800元（您说：“欠八百”）") -> CaseDocument:
    """A paper over invented law, so that no edit of the real one changes it."""
    steps = timeline(CARDS, (standing("d1", "court", "sued"), standing("d2", "calls", None, "uncertain")), {"d1": "第1笔", "d2": "第2笔（花呗）"}.__getitem__)
    plan = (
        Passage("期限", ("· 第1笔：把话写给法院：2026年12月7日（星期一，还有15天）。 从第二天数起。[1][2]",)),
        Passage("先办哪一笔", ("先办第1笔。", "· 法院已经定了日子。（法律[1]）")),
        Passage("可以找谁", ("· 测试热线 010-1230056：问 2026 年的费用", "· 线上 https://example.cn/12345：看材料", "· 放款人 合同上的电话：问欠多少")),
    )
    law = ("[1] 《借款法》第二十一条（法律，2021-01-01 起）：“上门应当提前告知。”", "[2] 《借款指引》第三条（规范性文件，2022-01-01 起）要旨：三天内答复。")
    return CaseDocument(DAY, steps, plan, ("【第1笔】", f"1. {told}"), law, "法律是虚构的。求助请打12300。", NOBODY)


@pytest.mark.parametrize(("name", "text"), [("case.md", markdown(paper())), ("case.html", page(paper()))])
def test_a_paper_is_as_it_was(name: str, text: str) -> None:
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def parsed(html: str) -> ElementTree.Element:
    doctype, _, rest = html.partition("\n")
    assert doctype == "<!DOCTYPE html>"
    return ElementTree.fromstring(rest)


def test_a_page_is_well_formed_and_needs_nothing_else(guide: Guide, state: dict[str, Any]) -> None:
    html = page(document_of(guide, state, DAY))
    root = parsed(html)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= TAGS
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not attributes & {"src", "style", "srcset", "action"}
    assert not [name for name in attributes if name.startswith("on")]
    links = [element.attrib["href"] for element in root.iter("a")]
    assert "tel:12368" in links
    assert "tel:4008108866" in links
    assert all(re.fullmatch(r"tel:\d{3,12}", link) for link in links)
    assert root.attrib["lang"] == "zh-CN"


def test_the_policy_of_a_page_allows_its_own_style_and_nothing_else() -> None:
    root = parsed(page(paper()))
    (style,) = root.iter("style")
    (policy,) = [meta.attrib["content"] for meta in root.iter("meta") if meta.attrib.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "@import" not in (style.text or "")
    assert "url(" not in (style.text or "")


def test_where_a_debt_stands_is_told_in_words_and_not_by_colour_alone() -> None:
    root = parsed(page(paper()))
    (drawing,) = root.iter(f"{SVG}svg")
    texts = [element.text or "" for element in drawing.iter(f"{SVG}text")]
    assert "← 现在在这里：第1笔" in texts
    assert "← 现在大概在这里：第2笔（花呗）" in texts
    assert "起诉（现在在这里：第1笔）" in drawing.attrib["aria-label"]
    assert "- **打电话** ← 现在大概在这里：第2笔（花呗）" in markdown(paper())


def test_everything_of_the_plan_the_facts_and_the_law_is_on_the_paper(guide: Guide, state: dict[str, Any]) -> None:
    document = document_of(guide, state, DAY)
    reply = guide.session(state, as_of=DAY).send("/方案")
    for text in (markdown(document), " ".join(parsed(page(document)).itertext())):
        assert "2026年12月7日" in text
        assert "自己签收的" in text
        for version in reply.citations:
            assert version.text.split("\n")[0] in text
        for contact in reply.contacts:
            assert contact.number in text
        assert not any(secret in text for secret in SECRETS)
    assert [step.title for step in document.steps if step.here] == ["提醒催收", "已被起诉：收到法院材料"]


def test_the_numbers_of_provisions_are_those_of_the_plan(guide: Guide, state: dict[str, Any]) -> None:
    document = document_of(guide, state, DAY)
    spoken = next(part.text for part in guide.session(state, as_of=DAY).send("/方案").parts if part.text.startswith("【依据】"))
    for line, full in zip(spoken.split("\n")[1:], document.law, strict=True):
        assert full.startswith(line.split("（")[0])


def test_the_json_of_a_case_has_every_key_and_no_secret(guide: Guide, state: dict[str, Any]) -> None:
    plain = as_json(document_of(guide, state, DAY))
    text = json.dumps(plain, ensure_ascii=False)
    assert plain["schema"] == "debtguide.case-export/1"
    assert set(plain) == {"schema", "as_of", "stage", "sub_stage", "facts", "debts", "plan", "citations", "contacts", "told", "notice"}
    assert len(plain["debts"]) == 2
    assert not any(secret in text for secret in SECRETS)


def test_a_case_of_which_nothing_is_known_is_a_short_paper(guide: Guide) -> None:
    document = document_of(guide, guide.session(as_of=DAY).to_dict(), DAY)
    assert document.steps == document.plan == document.told == document.law == ()
    assert "12348" in markdown(document)
    parsed(page(document))


HOSTILE = ("</li><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[点我](javascript:alert(1))", "]]>", "&lt;", "# 标题", "*_`~|", "[1]: http://x")


@pytest.mark.parametrize("told", HOSTILE)
def test_what_was_typed_is_text_and_never_markup(told: str) -> None:
    root = parsed(page(paper(told)))
    assert not list(root.iter("script")) + list(root.iter("img"))
    assert told in "".join(root.itertext())
    line = next(line for line in markdown(paper(told)).split("\n") if line.startswith("- 1. "))
    assert not re.search(r"(?<!\\)[<>*_`~|#]|(?<!\\)\](?=[(:])", line)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=60))
def test_any_text_makes_a_sound_paper(told: str) -> None:
    assert told in "".join(parsed(page(paper(told))).itertext())
    assert markdown(paper(told)).endswith("\n")


def test_a_stage_that_a_debt_is_only_inside_of_is_no_place() -> None:
    steps = timeline(CARDS, (standing("d1", "court", "sued"),), lambda debt: "")
    assert [step.title for step in steps] == ["打电话", "上法院", "起诉", "判了以后", "商量"]
    assert steps[1] == Step("上法院", 0, False, True, ())
    assert steps[2] == Step("起诉", 1, True, False, ("现在在这里",))
    assert steps[-1].notes == ("走到哪一步都可以谈",)
