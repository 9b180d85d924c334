"""Search for provisions in lay words: what leads to an article, and on which day."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debtguide.knowledge.folding import variant_characters
from debtguide.knowledge.library import Library, read_library
from debtguide.knowledge.search_index import compile_search
from debtguide.knowledge.vocabulary import compile_vocabulary
from debtguide.lawbook.search import search
from debtguide.model.knowledge_base import Bodies, Initial, KnowledgeBase, MatchTables

ROOT = Path(__file__).resolve().parents[3]
TODAY = "2026-11-22"
BEFORE = "2020-01-01"

FILES = {
    "guide.yaml": 'version: "0"\n',
    "statutes/list-rules.yaml": """
id: list-rules
title: 关于公布名单的规定
short: 名单规定
level: 司法解释
issuer: 法院
editions:
  - { effective_from: 2013-10-01, effective_to: 2017-04-30, source: x, read_on: 2026-01-01 }
  - { effective_from: 2017-05-01, source: x, read_on: 2026-01-01 }
articles:
  - { id: "1", effective_from: 2017-05-01, text: 被执行人有能力而拒绝的，纳入失信被执行人名单。 }
  - { id: "2", effective_from: 2013-10-01, effective_to: 2017-04-30, became: [list-rules/5], text: 记载的内容应当包括姓名与案号。 }
  - { id: "2", effective_from: 2017-05-01, renumbered_from: list-rules/3, text: 纳入的期限为二年。 }
  - { id: "5", effective_from: 2017-05-01, renumbered_from: list-rules/2, text: 记载的内容应当包括姓名与案号。 }
""",
    "statutes/procedure.yaml": """
id: procedure
title: 中华人民共和国程序法
short: 程序法
level: 法律
issuer: 全国人大
editions:
  - { effective_from: 2024-01-01, source: x, read_on: 2026-01-01 }
articles:
  - { id: "10", effective_from: 2024-01-01, text: 被告应当在收到之日起十五日内提出答辩状。 }
  - { id: "11", effective_from: 2024-01-01, topic_words: [生活费], text: 应当保留被执行人及其所扶养家属的必需费用。 }
  - { id: "12", effective_from: 2024-01-01, text: 可以申请缓期缴纳。 }
  - { id: "13", effective_from: 2024-01-01, text: 报价利率四倍，即LPR的4倍。 }
  - { id: "14", effective_from: 2024-01-01, text: 利害关系人认为违法的，可以提出书面异议。 }
  - { id: "15", effective_from: 2024-01-01, text: 利害关系人认为违法的，可以提出书面异议。 }
""",
    "lexicon/court.yaml": """
id: court
title: 法院
concepts:
  - { id: dishonest, title: 失信, terms: [失信被执行人, 老赖] }
  - { id: summons, title: 传票, terms: [传票, 开庭通知] }
""",
    "parameters/list.term.yaml": """
id: list.term
title: 上榜年数
unit: year
day: as_of
values:
  2017-05-01: { value: 2, cites: [list-rules/2] }
""",
    "topics/costs/costs.court.yaml": """
id: costs.court
title: 打官司要花多少钱
stage: sued
status: finished
utterances: [掏不起那笔费怎么办]
answer:
  certainty: clear
  summary: { text: 手头紧的可以请求晚些付。, cites: [procedure/12], basis: 法律 }
""",
    "topics/costs/costs.list.yaml": """
id: costs.list
title: 名单上写什么
stage: sued
status: finished
utterances: [会把我的照片挂出去吗]
answer:
  certainty: clear
  summary: { text: "公示栏会登载您的身份证号码，{list.term}不等。", cites: [list-rules/5], basis: 司法解释 }
""",
}


def _knowledge_base(library: Library) -> KnowledgeBase:
    vocabulary = compile_vocabulary(library)
    index = compile_search(library, vocabulary)
    bodies = Bodies(**{**dict.fromkeys(Bodies._fields), "search": lambda: index})
    everything = Initial(vocabulary.words, vocabulary.scan)
    tables = MatchTables(variant_characters(), vocabulary.total, 1, vocabulary.concepts, lambda _: everything, lambda _: None, lambda _: {}, frozenset)
    return KnowledgeBase(**{**dict.fromkeys(KnowledgeBase._fields), "tables": tables, "bodies": bodies})


def _read(directory: Path) -> Library:
    library = read_library(directory, directory, [])
    assert library is not None
    return library


@pytest.fixture(scope="module")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    directory = tmp_path_factory.mktemp("knowledge")
    for name, text in FILES.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return _read(directory)


@pytest.fixture(scope="module")
def small(small_library: Library) -> KnowledgeBase:
    return _knowledge_base(small_library)


@pytest.mark.parametrize(
    ("query", "day", "first"),
    [
        pytest.param("几天内提出答辩状", TODAY, "procedure/10", id="the article's own words"),
        pytest.param("我成老赖了", TODAY, "list-rules/1", id="a lay term of a concept whose legal term the article has"),
        pytest.param("生活费", TODAY, "procedure/11", id="the words that people look for it with"),
        pytest.param("手头紧", TODAY, "procedure/12", id="the words of a sentence that cites it"),
        pytest.param("掏不起", TODAY, "procedure/12", id="the words of a topic that cites it"),
        pytest.param("上榜年数", TODAY, "list-rules/2", id="the title of a parameter that cites it"),
        pytest.param("程序法", TODAY, "procedure/10", id="the name of the instrument; of equals the first id"),
        pytest.param("利害关系人", TODAY, "procedure/14", id="of equals the first id"),
        pytest.param("ｌｐｒ", TODAY, "procedure/13", id="Latin letters, full width and lower case"),
        pytest.param("4倍lpr", TODAY, "procedure/13", id="a number and Latin letters"),
        pytest.param("提出答辯狀", TODAY, "procedure/10", id="traditional characters"),
        pytest.param("姓名与案号", TODAY, "list-rules/5", id="the number of today"),
        pytest.param("姓名与案号", "2015-01-01", "list-rules/2", id="the number of that day"),
        pytest.param("身份证号码", "2015-01-01", "list-rules/2", id="what is said of today's number, under the number of that day"),
        pytest.param("期限为二年", BEFORE, "list-rules/2", id="what was in force then"),
    ],
)
def test_what_is_found_first(small: KnowledgeBase, query: str, day: str, first: str) -> None:
    assert search(query, small, day)[0].article == first


def test_only_what_is_in_force_is_found(small: KnowledgeBase) -> None:
    assert [hit.article for hit in search("姓名与案号", small, TODAY)] == ["list-rules/5"]
    assert search("答辩状", small, BEFORE) == []
    assert search("姓名与案号", small, "2001-01-01") == []


@pytest.mark.parametrize("query", ["", "   ", "？？？", "zzz", "\ud800", "哈", "\u200b"])
def test_nothing_known_finds_nothing(small: KnowledgeBase, query: str) -> None:
    assert search(query, small, TODAY) == []


def test_no_more_than_the_limit(small: KnowledgeBase) -> None:
    assert len(search("利害关系人提出异议", small, TODAY, limit=1)) == 1


def test_hits_are_ordered_by_score_and_say_why(small: KnowledgeBase) -> None:
    hits = search("老赖的名单，可以提出异议吗", small, TODAY)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.why for hit in hits if hit.article.startswith("list-rules"))
    assert "老赖" in next(hit.why for hit in hits if hit.article == "list-rules/1")


def test_the_index_is_plain_and_the_same_twice(small_library: Library) -> None:
    index = compile_search(small_library)
    assert json.loads(json.dumps(index)) == index == compile_search(small_library, compile_vocabulary(small_library))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(st.text(), st.lists(st.sampled_from(["老赖", "答辩", "4倍", "lpr", "，", "？", "程序法", "\n", "|", ":"])).map("".join)))
def test_no_query_raises(small: KnowledgeBase, query: str) -> None:
    hits = search(query, small, TODAY)
    assert hits == search(query, small, TODAY)
    assert len({hit.article for hit in hits}) == len(hits) <= 10


def test_nothing_heavy_is_imported_for_a_search() -> None:
    code = "import sys, debtguide.lawbook.search; sys.exit(any(name in sys.modules for name in ('yaml', 'jieba', 'rapidfuzz', 'cn2an', 'opencc')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_lay_questions_find_the_provisions_of_the_built_in_knowledge() -> None:
    """bench/law_search.py prints the figures; this is the floor below which they must not fall."""
    knowledge_base = _knowledge_base(_read(ROOT / "knowledge"))
    rows = [json.loads(line) for line in (ROOT / "tests/questions/law_search.jsonl").read_text(encoding="utf-8").splitlines()]
    found = 0.0
    for row in rows:
        wanted = set(row["articles"])
        found += len(wanted & {hit.article for hit in search(row["query"], knowledge_base, TODAY)}) / len(wanted)
    assert found / len(rows) >= 0.75
