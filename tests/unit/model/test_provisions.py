"""A provision is found as it stood on a day, under the number it then had, and never a rule that merely had its number."""

from __future__ import annotations

import pytest

from debtguide.model.assessment_rules import AssessmentRules
from debtguide.model.interview import Interview
from debtguide.model.knowledge_base import Bodies, KnowledgeBase, MatchTables
from debtguide.model.law import ArticleVersion


def version(name: str, text: str, first: str, last: str | None = None, came_from: str | None = None, became: tuple[str, ...] = ()) -> ArticleVersion:
    article = name.split("/")[1]
    return ArticleVersion(
        name, "测试法", "测试法", article, f"第{article}条", text, True, False, "法律", "机关", None, first, last, "虚构", "2026-11-22", came_from, became, ()
    )


VERSIONS = [
    # 254 of 2024 was 247 in 2022 and 240 in 2013.
    version("law/240", "报告财产", "2013-01-01", "2021-12-31", became=("law/247",)),
    version("law/240", "另一条规则", "2022-01-01", "2023-12-31"),
    version("law/247", "送达", "2013-01-01", "2021-12-31", became=("law/248",)),
    version("law/247", "报告财产（二）", "2022-01-01", "2023-12-31", "law/240", ("law/254",)),
    version("law/254", "冻结", "2013-01-01", "2023-12-31", became=("law/265",)),
    version("law/254", "报告财产（三）", "2024-01-01", None, "law/247"),
    # 10 was amended where it stands.
    version("law/10", "旧文", "2013-01-01", "2021-12-31"),
    version("law/10", "新文", "2022-01-01"),
    # 300 is new; 301 took a number that another rule had, without saying so by a link of its own.
    version("law/300", "新设", "2024-01-01"),
    version("law/301", "搬走的规则", "2013-01-01", "2023-12-31", became=("law/302",)),
    version("law/301", "新设的规则", "2024-01-01"),
    version("law/302", "搬走的规则（二）", "2024-01-01", None, "law/301"),
    # 400 was repealed; 500 came back after a gap; 700 begins only later.
    version("law/400", "废止的规则", "2013-01-01", "2020-12-31"),
    version("law/500", "旧规则", "2013-01-01", "2018-12-31"),
    version("law/500", "重新规定", "2022-01-01"),
    version("law/700", "现行", "2013-01-01", "2026-12-31"),
    version("law/700", "明年施行", "2027-01-01"),
    # 800 was put together from 801 and 802, of which the links of both say so.
    version("law/800", "合并", "2024-01-01", None, "law/801"),
    version("law/801", "前一半", "2013-01-01", "2023-12-31", became=("law/800",)),
    # Another act took the place of the old one.
    version("old-act/206", "借款期限", "1999-10-01", "2020-12-31", became=("code/675",)),
    version("code/675", "借款期限（民法典）", "2021-01-01", None, "old-act/206"),
]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    def article(name: str) -> tuple[ArticleVersion, ...]:
        return tuple(one for one in VERSIONS if one.id == name)

    rules, interview = AssessmentRules((), {}, {}), Interview({}, {}, {})
    none = dict.fromkeys(("answer", "contact", "parameter", "assessment"), lambda _: None)
    nothing = Bodies(**none, article=article, statutes=tuple, article_ids=tuple, search=dict, rules=lambda: rules, interview=lambda: interview)  # type: ignore[arg-type]
    tables = MatchTables(("", ""), 1, 1, {}, lambda _: None, lambda _: None, lambda _: {}, frozenset)  # type: ignore[arg-type, return-value]
    return KnowledgeBase("", "", None, "", (), (), (), tables, nothing)


FOUND = [
    ("law/254", "2026-11-22", "law/254", "报告财产（三）"),
    ("law/254", "2024-01-01", "law/254", "报告财产（三）"),
    ("law/254", "2023-12-31", "law/247", "报告财产（二）"),
    ("law/254", "2022-01-01", "law/247", "报告财产（二）"),
    ("law/254", "2021-12-31", "law/240", "报告财产"),
    ("law/254", "2013-01-01", "law/240", "报告财产"),
    ("law/10", "2021-12-31", "law/10", "旧文"),
    ("law/10", "2022-01-01", "law/10", "新文"),
    ("law/300", "2024-01-01", "law/300", "新设"),
    ("law/301", "2026-11-22", "law/301", "新设的规则"),
    ("law/302", "2023-12-31", "law/301", "搬走的规则"),
    ("law/400", "2020-12-31", "law/400", "废止的规则"),
    ("law/500", "2018-12-31", "law/500", "旧规则"),
    ("law/700", "2026-11-22", "law/700", "现行"),
    ("law/700", "2027-01-01", "law/700", "明年施行"),
    ("law/800", "2020-01-01", "law/801", "前一半"),
    ("code/675", "2020-12-31", "old-act/206", "借款期限"),
]


@pytest.mark.parametrize(("cited", "day", "stood_at", "text"), FOUND)
def test_a_provision_is_found_as_it_stood(base: KnowledgeBase, cited: str, day: str, stood_at: str, text: str) -> None:
    found = base.provision(cited, day)
    assert found is not None
    assert (found.id, found.text) == (stood_at, text)
    assert found.in_force(day)


NOT_FOUND = [
    ("law/254", "2012-12-31", "before the first version"),
    ("law/300", "2023-12-31", "a new rule had no forerunner"),
    ("law/301", "2023-12-31", "the number meant another rule then"),
    ("law/400", "2021-01-01", "it was repealed"),
    ("law/500", "2020-01-01", "in the gap between two versions"),
    ("code/675", "1999-09-30", "before the forerunner"),
    ("law/999", "2026-11-22", "nothing is held under this number"),
]


@pytest.mark.parametrize(("cited", "day"), [row[:2] for row in NOT_FOUND], ids=[row[2] for row in NOT_FOUND])
def test_where_no_such_rule_stood_there_is_none(base: KnowledgeBase, cited: str, day: str) -> None:
    assert base.provision(cited, day) is None


def test_an_article_is_named_as_readers_know_it(base: KnowledgeBase) -> None:
    found = base.provision("code/675", "2026-11-22")
    assert found is not None
    assert found.name == "《测试法》第675条"


def test_the_minimal_knowledge_keeps_a_rule_and_its_number_apart(minimal_base: KnowledgeBase) -> None:
    today, then = minimal_base.provision("loan-act/21", "2026-11-22"), minimal_base.provision("loan-act/21", "2018-01-01")
    assert today is not None
    assert then is not None
    assert (today.article_zh, then.article_zh) == ("第二十一条", "第二十条")
    assert minimal_base.provision("loan-act/20", "2018-01-01") is None
