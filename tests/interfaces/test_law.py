"""``debtguide law show``, ``search`` and ``list``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from .conftest import DAY, Terminal

if TYPE_CHECKING:
    from debtguide import Guide


@pytest.mark.parametrize(
    ("written", "article"),
    [
        ("民法典675", "《民法典》第六百七十五条"),
        ("民法典第675条", "《民法典》第六百七十五条"),
        ("民法典六百七十五条", "《民法典》第六百七十五条"),
        ("《民法典》第六百七十五条第一款", "《民法典》第六百七十五条"),
        ("中华人民共和国民法典 第 675 条", "《民法典》第六百七十五条"),
        ("民法典６７５", "《民法典》第六百七十五条"),
        ("民法典第六七五条", "《民法典》第六百七十五条"),
        ("民法典第陆佰柒拾伍条", "《民法典》第六百七十五条"),
        ("請問民法典第675條", "《民法典》第六百七十五条"),
        ("civil-code/675", "《民法典》第六百七十五条"),
        ("CIVIL-CODE/675", "《民法典》第六百七十五条"),
        ("刑法293条之一", "《刑法》第二百九十三条之一"),
        ("刑法第二百九十三条之一", "《刑法》第二百九十三条之一"),
        ("刑法293-1", "《刑法》第二百九十三条之一"),
        ("criminal-law/293-1", "《刑法》第二百九十三条之一"),
        ("民诉法128", "《民事诉讼法》第一百二十八条"),
        ("征信管理条例16", "《征信业管理条例》第十六条"),
        ("征信业管理条例第十六条", "《征信业管理条例》第十六条"),
    ],
)
def test_an_article_is_found_in_any_writing(debtguide_run: Terminal, written: str, article: str) -> None:
    ran = debtguide_run("law", "show", written, "--as-of", DAY)
    assert ran.code == 0
    assert not ran.err
    first, second = ran.text.split("\n")[:2]
    assert first == f"【{DAY} 有效】"
    assert second.startswith(f"{article}（")


def test_a_citation_may_be_several_arguments(debtguide_run: Terminal) -> None:
    assert debtguide_run("law", "show", "民法典", "第675条").out == debtguide_run("law", "show", "民法典 第675条").out


def test_what_is_shown_names_its_origin(debtguide_run: Terminal) -> None:
    text = debtguide_run("law", "show", "民法典675").text
    assert "借款人应当按照约定的期限返还借款" in text
    for part in ("中华人民共和国民法典；", "全国人民代表大会；", "出处：", " 读\n"):
        assert part in text


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("民法典99999", "《民法典》"),
        ("刑法二百九十三条之二", "《刑法》第二百九十三条之一（criminal-law/293-1）"),
        ("民法点675", "《民法典》第六百七十五条（civil-code/675）"),
        ("征信业管里条例16", "《征信业管理条例》第十六条（credit-reporting-regulation/16）"),
    ],
)
def test_what_is_not_held_leads_to_the_nearest(debtguide_run: Terminal, written: str, nearest: str) -> None:
    ran = debtguide_run("law", "show", written)
    assert ran.code == 1
    assert not ran.out
    assert ran.complaint.startswith(f"没有收录“{written}”。最接近的有：")
    assert nearest in ran.complaint
    assert ran.complaint.count("\n") == 1


def test_what_is_no_citation_is_told_how_to_write_one(debtguide_run: Terminal) -> None:
    ran = debtguide_run("law", "show", "乱七八糟zzz")
    assert ran.code == 1
    assert "写法例如" in ran.complaint


def test_an_old_number_says_until_when_and_what_it_is_now(debtguide_run: Terminal) -> None:
    ran = debtguide_run("law", "show", "治安管理处罚法42", "--as-of", DAY)
    assert ran.code == 0
    assert "【旧条文，只到 2025-12-31 为止有效】\n《治安管理处罚法》第四十二条" in ran.text
    assert "原来这一条的规定，现在是《治安管理处罚法》第五十条（public-security-punishments-law/50）。" in ran.text


def test_an_old_number_is_simply_valid_on_a_day_when_it_was(debtguide_run: Terminal) -> None:
    text = debtguide_run("law", "show", "治安管理处罚法42", "--as-of", "2025-06-01").text
    assert text.startswith("【2025-06-01 有效】\n《治安管理处罚法》第四十二条")
    assert "旧条文" not in text


def test_a_number_that_was_given_to_another_rule_shows_both(debtguide_run: Terminal) -> None:
    text = debtguide_run("law", "show", "民事诉讼法207", "--as-of", DAY).text
    today, before, moved = text.split("\n\n")
    assert today.startswith(f"【{DAY} 有效】\n《民事诉讼法》第二百零七条（法律，2024-01-01 起）")
    assert before.startswith("【旧条文，只到 2023-12-31 为止有效】\n《民事诉讼法》第二百零七条")
    assert "民事诉讼法》第二百一十一条（civil-procedure-law/211）" in moved


def test_a_rule_that_is_not_yet_law_says_from_when(debtguide_run: Terminal) -> None:
    text = debtguide_run("law", "show", "治安管理处罚法50", "--as-of", "2025-06-01").text
    assert "【2026-01-01 起才有效】" in text


def test_a_summary_is_marked_and_never_quoted(debtguide_run: Terminal, guide: Guide) -> None:
    bodies = guide.knowledge_base.bodies
    summarised = next(version for name in bodies.article_ids() for version in bodies.article(name) if not version.verbatim)
    text = debtguide_run("law", "show", summarised.id, "--as-of", summarised.effective_from).text
    assert "）要旨：" in text
    assert f"“{summarised.text[:8]}" not in text


def test_search_finds_by_what_lay_people_say(debtguide_run: Terminal) -> None:
    ran = debtguide_run("law", "search", "收到传票几天内要答辩", "--limit", "3", "--as-of", DAY)
    assert ran.code == 0
    assert ran.text.startswith("1. 《民事诉讼法》第一百二十八条")
    assert ran.text.count("   找到它的字句：") <= 3
    assert "\n4. " not in ran.text


@pytest.mark.parametrize(("day", "number"), [("2025-06-01", "四十二"), (DAY, "五十")])
def test_search_shows_the_wording_of_the_day(debtguide_run: Terminal, day: str, number: str) -> None:
    text = debtguide_run("law", "search", "多次发送侮辱恐吓信息干扰正常生活 拘留", "--as-of", day).text
    assert f"《治安管理处罚法》第{number}条" in text
    for first in re.findall(r"，(\d{4}-\d\d-\d\d) 起", text):
        assert first <= day
    for last in re.findall(r"，至 (\d{4}-\d\d-\d\d)）", text):
        assert day <= last


def test_a_search_without_a_hit_says_so(debtguide_run: Terminal) -> None:
    ran = debtguide_run("law", "search", "zzzzqqqq")
    assert ran.code == 1
    assert not ran.out
    assert "没有找到和“zzzzqqqq”有关的条文" in ran.complaint


def test_a_limit_below_one_shows_one(debtguide_run: Terminal) -> None:
    for limit in ("0", "-5"):
        assert "\n2. " not in debtguide_run("law", "search", "传票", "--limit", limit).text


def test_the_list_in_jsonl_has_one_version_a_line(debtguide_run: Terminal) -> None:
    ran = debtguide_run("law", "list", "--jsonl")
    assert ran.code == 0
    rows = ran.json_lines
    keys = [
        "id",
        "title",
        "article",
        "article_zh",
        "text",
        "verbatim",
        "part",
        "level",
        "issuer",
        "doc_no",
        "effective_from",
        "effective_to",
        "source",
        "read_on",
    ]
    assert all(list(row) == keys for row in rows)
    versions = [(row["id"], row["effective_from"]) for row in rows]
    assert len(set(versions)) == len(versions)
    assert versions == sorted(versions)
    assert [article for article, _ in versions].count("public-security-punishments-law/42") >= 1
    assert all(isinstance(row[key], bool) for row in rows for key in ("verbatim", "part"))


def test_the_list_for_people_has_the_same_articles(debtguide_run: Terminal) -> None:
    rows = [json.loads(line) for line in debtguide_run("law", "list", "--jsonl").text.splitlines()]
    lines = debtguide_run("law", "list").text.splitlines()
    assert [line.split("  ")[0] for line in lines] == [row["id"] for row in rows]
    assert all(row["effective_from"] in line for row, line in zip(rows, lines))
