"""Citations as people write them, and what they lead to on a day."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.language.normalize import Normalizer
from debtguide.lawbook.citation import Citation, find, nearest, parse_citation
from debtguide.model.knowledge_base import Bodies, KnowledgeBase, MatchTables
from debtguide.model.law import ArticleVersion, StatuteNames

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = "2026-11-22"
VARIANTS = ("條請徵", "条请征")
LENDING = "最高人民法院关于审理民间借贷案件适用法律若干问题的规定"
NPC = "全国人民代表大会常务委员会关于《中华人民共和国刑法》第三百一十三条的解释"
CRIME = "最高人民法院、最高人民检察院关于办理妨害信用卡管理刑事案件具体应用法律若干问题的解释"

STATUTES = (
    StatuteNames("civil-code", "中华人民共和国民法典", "民法典", ("民法",), "法律"),
    StatuteNames("criminal-law", "中华人民共和国刑法", "刑法", (), "法律"),
    StatuteNames("criminal-npc", NPC, "刑法第三百一十三条立法解释", ("刑法313条立法解释",), "法律"),
    StatuteNames("security-law", "中华人民共和国治安管理处罚法", "治安管理处罚法", ("治安处罚法",), "法律"),
    StatuteNames("arbitration-law", "中华人民共和国仲裁法", "仲裁法", (), "法律"),
    StatuteNames("guarantee-law-1995", "中华人民共和国担保法", "担保法", (), "法律"),
    StatuteNames("lending-provisions", LENDING, "民间借贷司法解释", ("民间借贷规定", "新民间借贷司法解释"), "司法解释"),
    StatuteNames("family-1", "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）", "婚姻家庭编解释（一）", ("婚姻家庭编解释一",), "司法解释"),
    StatuteNames("guarantee", "最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释", "担保制度解释", ("担保解释",), "司法解释"),
    StatuteNames("card-crime", CRIME, "信用卡刑事解释", (), "司法解释"),
    StatuteNames("credit-regulation", "征信业管理条例", "征信业管理条例", ("征信条例", "征信管理条例"), "行政法规"),
    StatuteNames("cash-loan-notice", "关于规范整顿“现金贷”业务的通知", "现金贷通知", ("141号文",), "规范性文件"),
    StatuteNames("pre-arbitration", "关于“先予仲裁”裁决的批复", "先予仲裁批复", (), "司法解释"),
)


def _version(name: str, first: str = "2021-01-01", last: str | None = None, came_from: str | None = None, became: tuple[str, ...] = ()) -> ArticleVersion:
    blank = ArticleVersion(**dict.fromkeys(ArticleVersion._fields))
    article = name.partition("/")[2]
    return blank._replace(id=name, article=article, effective_from=first, effective_to=last, renumbered_from=came_from, became=became)


VERSIONS = (
    *(_version(f"civil-code/{number}") for number in ("188", "673", "674", "675", "676", "680")),
    *(_version(f"criminal-law/{number}") for number in ("293", "293-1", "294", "313")),
    _version("criminal-npc/1"),
    _version("security-law/42", "2013-01-01", "2025-12-31", became=("security-law/50",)),
    _version("security-law/43", "2013-01-01", "2025-12-31", became=("security-law/51",)),
    _version("security-law/51", "2013-01-01", "2025-12-31", became=("security-law/62",)),
    _version("security-law/50", "2026-01-01", came_from="security-law/42"),
    _version("security-law/51", "2026-01-01", came_from="security-law/43"),
    _version("security-law/60", "2013-01-01", "2025-12-31"),
    _version("security-law/60", "2026-01-01"),
    _version("security-law/62", "2026-01-01", came_from="security-law/51"),
    _version("arbitration-law/27", "2026-03-01"),
    _version("lending-provisions/25"),
    _version("family-1/33"),
    _version("guarantee/34"),
    _version("card-crime/8"),
    _version("credit-regulation/15"),
    _version("credit-regulation/16"),
    _version("cash-loan-notice/u1"),
    _version("cash-loan-notice/u2"),
    _version("pre-arbitration/u1"),
)


def _knowledge_base() -> KnowledgeBase:
    by_id: dict[str, tuple[ArticleVersion, ...]] = {}
    for version in VERSIONS:
        by_id[version.id] = tuple(sorted((*by_id.get(version.id, ()), version), key=lambda one: one.effective_from))
    nothing: dict[str, object] = dict.fromkeys(Bodies._fields, lambda *_: None)
    bodies = Bodies(**{**nothing, "article": lambda name: by_id.get(name, ()), "statutes": lambda: STATUTES, "article_ids": lambda: tuple(by_id)})
    tables = MatchTables(**{**dict.fromkeys(MatchTables._fields), "variants": VARIANTS})
    return KnowledgeBase(**{**dict.fromkeys(KnowledgeBase._fields), "tables": tables, "bodies": bodies})


KNOWLEDGE = _knowledge_base()
parse: Callable[[str], Citation | None] = partial(parse_citation, statutes=STATUTES, normalizer=Normalizer(*VARIANTS))


@pytest.mark.parametrize(
    ("text", "statute", "article", "paragraph", "item"),
    [
        ("民法典第675条", "civil-code", "675", None, None),
        ("民法典六百七十五条", "civil-code", "675", None, None),
        ("民法典 675", "civil-code", "675", None, None),
        ("民法典675", "civil-code", "675", None, None),
        ("民法典第675", "civil-code", "675", None, None),
        ("民法典的第675条", "civil-code", "675", None, None),
        ("民法典合同编第六百七十五条", "civil-code", "675", None, None),
        ("《民法典》第六百七十五条第一款", "civil-code", "675", 1, None),
        ("〈民法典〉第六百七十五条一款", "civil-code", "675", 1, None),
        ("民法典 675 2款", "civil-code", "675", 2, None),
        ("civil-code/675", "civil-code", "675", None, None),
        ("Civil-Code/675", "civil-code", "675", None, None),
        ("ＣＩＶＩＬ－ＣＯＤＥ／６７５", "civil-code", "675", None, None),
        ("中华人民共和国民法典675条", "civil-code", "675", None, None),
        ("民法典第６７５条", "civil-code", "675", None, None),
        ("民法典第二〇二条", "civil-code", "202", None, None),
        ("民法典第一千零四十三条", "civil-code", "1043", None, None),
        ("民法典百八十八条", "civil-code", "188", None, None),
        ("民法典两百条", "civil-code", "200", None, None),
        ("刑法293条之一", "criminal-law", "293-1", None, None),
        ("刑法第二百九十三条之一", "criminal-law", "293-1", None, None),
        ("刑法293之一", "criminal-law", "293-1", None, None),
        ("刑法293-1", "criminal-law", "293-1", None, None),
        ("刑法第293—1条", "criminal-law", "293-1", None, None),
        ("刑法第293条之一第一款第（二）项", "criminal-law", "293-1", 1, "2"),
        ("刑法第三百一十三條", "criminal-law", "313", None, None),
        ("刑法 第 三百一十三 条 第 1 款", "criminal-law", "313", 1, None),
        ("刑法第三百一十三条立法解释第一条", "criminal-npc", "1", None, None),
        ("征信管理條例16", "credit-regulation", "16", None, None),
        ("請问根据《征信业管理条例》第十六条，不良信息保存几年", "credit-regulation", "16", None, None),
        ("依据《民法典》第六百七十五条、第六百七十六条", "civil-code", "675", None, None),
        (f"《{LENDING}》第二十五条", "lending-provisions", "25", None, None),
        ("关于审理民间借贷案件适用法律问题的规定25条", "lending-provisions", "25", None, None),
        ("新民间借贷司法解释25", "lending-provisions", "25", None, None),
        ("民间借贷规定第二十五条第一款", "lending-provisions", "25", 1, None),
        ("两高关于办理妨害信用卡管理刑事案件具体应用法律若干问题的解释第八条", "card-crime", "8", None, None),
        ("民法典担保制度解释第34条", "guarantee", "34", None, None),
        ("担保制度的解释第34条", "guarantee", "34", None, None),
        ("婚姻家庭编解释（一）第33条", "family-1", "33", None, None),
        ("民法典婚姻家庭编解释一33条", "family-1", "33", None, None),
        ("cash-loan-notice/u1", "cash-loan-notice", "u1", None, None),
        ("141号文第二条", "cash-loan-notice", "2", None, None),
        ("第二十九条第二款", None, "29", 2, None),
        ("十五条（一）", None, "15", None, "1"),
        ("十五条第(三)项", None, "15", None, "3"),
        ("675", None, "675", None, None),
        ("六百七十五条是什么", None, "675", None, None),
    ],
)
def test_what_is_written_is_read(text: str, statute: str | None, article: str, paragraph: int | None, item: str | None) -> None:
    assert parse(text) == Citation(statute, article, paragraph, item)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "民法典",
        "民法典第二款",
        "民法典2021年",
        "民法典2021年版第675条",
        "民法典1234567",
        "民法典第一百五条",
        "民法典第零零百条",
        "民法点675",
        "民法通则第135条",
        "民法总则188条",
        "刑法修正案（十一）第34条",
        "劳动争议调解仲裁法第27条",
        "担保法解释第32条",
        "台湾民法第205条",
        "旧治安管理处罚法第42条",
        "婚姻家庭编解释一十条",
        "3年前借的钱",
        "12368 是什么电话",
        "u1",
        "欠了两万怎么办",
    ],
)
def test_what_is_in_doubt_is_not_read(text: str) -> None:
    assert parse(text) is None


def test_without_a_normalizer_width_and_case_are_still_folded() -> None:
    assert parse_citation("《民法典》第６７５条", STATUTES) == Citation("civil-code", "675")
    assert parse_citation("CIVIL-CODE/675", STATUTES) == Citation("civil-code", "675")


@pytest.mark.parametrize(
    ("text", "day", "versions", "moved_to"),
    [
        ("民法典675", TODAY, [("civil-code/675", "2021-01-01")], ()),
        ("治安管理处罚法42", TODAY, [("security-law/42", "2013-01-01")], ("security-law/50",)),
        ("治安管理处罚法42", "2025-12-31", [("security-law/42", "2013-01-01")], ()),
        ("治安管理处罚法51", TODAY, [("security-law/51", "2026-01-01"), ("security-law/51", "2013-01-01")], ("security-law/62",)),
        ("治安管理处罚法51", "2025-12-31", [("security-law/51", "2013-01-01")], ()),
        ("治安管理处罚法60", TODAY, [("security-law/60", "2026-01-01")], ()),
        ("治安管理处罚法60", "2020-01-01", [("security-law/60", "2013-01-01")], ()),
        ("仲裁法27", "2020-01-01", [("arbitration-law/27", "2026-03-01")], ()),
        ("先予仲裁批复", TODAY, [("pre-arbitration/u1", "2021-01-01")], ()),
        ("刑法第三百一十三条立法解释", TODAY, [("criminal-npc/1", "2021-01-01")], ()),
        ("现金贷通知", TODAY, [], ()),
        ("民法点675", TODAY, [], ()),
    ],
)
def test_what_a_citation_leads_to(text: str, day: str, versions: list[tuple[str, str]], moved_to: tuple[str, ...]) -> None:
    found = find(text, KNOWLEDGE, day)
    assert [(version.id, version.effective_from) for version in found.versions] == versions
    assert found.moved_to == moved_to
    assert bool(found.nearest) is not bool(versions)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("民法典677", ["civil-code/676", "civil-code/675"]),
        ("刑法293-2", ["criminal-law/293", "criminal-law/293-1", "criminal-law/294"]),
        ("民法点675", ["civil-code/675", "civil-code/674"]),
        ("征信管里条例16条", ["credit-regulation/16", "credit-regulation/15"]),
        ("民法总则188条", ["civil-code/188"]),
        ("民事典（2021年版）第675条", ["civil-code/675"]),
        ("现金贷通知", ["cash-loan-notice/u1", "cash-loan-notice/u2"]),
        ("第675条", ["civil-code/675"]),
        ("一个完全没有收录的东西第675条", ["civil-code/675"]),
    ],
)
def test_the_nearest_comes_first(text: str, first: list[str]) -> None:
    assert list(nearest(text, KNOWLEDGE))[: len(first)] == first


def test_nearest_gives_no_more_than_asked_for() -> None:
    assert len(nearest("民法典", KNOWLEDGE, limit=2)) == 2
    assert nearest("", KNOWLEDGE) == ()


def test_a_rule_that_moved_twice_is_told_by_its_last_number() -> None:
    chain = {
        "law/1": (_version("law/1", "2000-01-01", "2009-12-31", became=("law/2",)),),
        "law/2": (_version("law/2", "2010-01-01", "2019-12-31", came_from="law/1", became=("law/3",)),),
        "law/3": (_version("law/3", "2020-01-01", came_from="law/2"),),
    }
    names = (StatuteNames("law", "某某法", "某某法", (), "法律"),)
    bodies = KNOWLEDGE.bodies._replace(article=lambda name: chain.get(name, ()), statutes=lambda: names, article_ids=lambda: tuple(chain))
    assert find("某某法1", KNOWLEDGE._replace(bodies=bodies), TODAY).moved_to == ("law/3",)


_PIECES = st.lists(
    st.one_of(
        st.sampled_from(["民法典", "刑法", "civil-code", "675", "u1"]),
        st.sampled_from("第条款项之一百零十（）《》-/ 的"),
        st.text(max_size=4),
    ),
    max_size=14,
).map("".join)


@given(_PIECES)
def test_no_text_raises(text: str) -> None:
    found = find(text, KNOWLEDGE, TODAY)
    assert all(version.id for version in found.versions)
    assert not (found.versions and found.nearest)


@given(st.text(min_size=1), st.integers(min_value=0))
def test_no_long_text_raises(text: str, times: int) -> None:
    assert find(text * min(times, 5000), KNOWLEDGE, TODAY).moved_to == ()


@given(st.sampled_from(STATUTES), st.sampled_from(VERSIONS))
def test_every_id_and_every_short_name_is_read_back(statute: StatuteNames, version: ArticleVersion) -> None:
    assert parse(f"{statute.id}/{version.article}") == Citation(statute.id, version.article)
    assert parse(f"《{statute.short}》第{version.article}条") == Citation(statute.id, version.article)


def test_nothing_heavy_is_imported_with_the_module() -> None:
    code = "import sys, debtguide.lawbook.citation; sys.exit(any(name in sys.modules for name in ('cn2an', 'rapidfuzz', 'yaml', 'jieba')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
