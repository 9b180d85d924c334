"""The interview asks only what still matters, says truly how much is left, and comes to an end with a plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from debtguide import Guide

DAY = "2026-11-22"
BEGINNINGS = (
    "网贷逾期三个月",
    "信用卡欠六万，逾期一年",
    "收到法院传票了",
    "我弟弟欠了网贷，催收打给我",
    "我给朋友担保的",
    "同事欠钱，催收打到单位",
    "私人借款逾期两年",
    "收到支付令",
    "工资卡被法院冻结了，收到执行通知书",
    "花呗八千，借呗两万，都逾期半年",
    "收到判决书了",
    "最后一次还款是2019年，还在催",
)
ANSWERS = {
    "money": ["两万", "6000元"],
    "day": ["昨天", "上个月20号", "2023年5月6日"],
    "days": ["三个月", "两年"],
    "rate": ["年化24%", "月息2分"],
    "flag": ["有", "没有", "不清楚"],
    "text": ["没有", "不知道"],
}
ANYWAY = ("不知道", "不想说")


@settings(max_examples=80)
@given(st.data())
def test_every_answer_brings_the_end_nearer(guide: Guide, data: st.DataObject) -> None:
    session = guide.session(as_of=DAY)
    reply = session.send(data.draw(st.sampled_from(BEGINNINGS)))
    interview = guide.knowledge_base.bodies.interview()
    asked: set[tuple[str, str]] = set()
    left = 99
    while reply.asks is not None:
        assert reply.asks.left_at_most < left, reply.text
        assert (reply.asks.fact, reply.parts[-1].text) not in asked
        asked.add((reply.asks.fact, reply.parts[-1].text))
        left = reply.asks.left_at_most
        question = interview.questions[reply.asks.fact]
        answers = ANSWERS.get(question.kind) or [str(number) for number in range(1, len(question.choices) + 1)]
        if question.kind == "choices":
            answers = [*answers, "都没有"]
        reply = session.send(data.draw(st.sampled_from([*answers, *ANYWAY])))
        assert reply.act in ("note", "pass"), reply.text
    assert any(part.kind == "plan" for part in reply.parts) or left == 99


def test_what_no_rule_waits_for_is_not_asked(guide: Guide) -> None:
    """Somebody who only was called is not asked what only a borrower knows."""
    session = guide.session(as_of=DAY)
    reply = session.send("同事欠网贷，催收打到我单位，我只是紧急联系人")
    asked = []
    while reply.asks is not None:
        asked.append(reply.asks.fact)
        reply = session.send("不知道")
    assert not set(asked) & {"principal_yuan", "overdue_days", "monthly_income_yuan", "monthly_essentials_yuan", "last_payment", "signed_anything", "hardship"}


def test_every_question_says_why(guide: Guide) -> None:
    asked = [question for question in guide.knowledge_base.bodies.interview().questions.values() if question.ask]
    assert len(asked) > 20
    for question in asked:
        assert question.ask.endswith(("？", "。")), question.fact
        assert question.why, question.fact
        assert question.retry, question.fact


def test_a_bound_is_never_below_what_comes(guide: Guide) -> None:
    session = guide.session(as_of=DAY)
    reply = session.send("网贷逾期三个月")
    promised = reply.asks.left_at_most if reply.asks else 0
    came = 0
    while reply.asks is not None:
        came += 1
        reply = session.send("传票" if reply.asks.fact == "documents_received" else "不知道")
    assert 0 < came <= promised


def test_the_reply_schema_knows_every_fact_that_can_be_told(guide: Guide) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs/reply.schema.json").read_text(encoding="utf-8"))["$defs"]
    heard = {
        fact: question
        for fact, question in guide.knowledge_base.bodies.interview().questions.items()
        if question.ask or question.cues or any(choice.says for choice in question.choices)
    }
    questions = {fact: question for fact, question in heard.items() if question.about != "document"}
    assert set(questions) == set(schema["facts"]["properties"])
    for fact, question in questions.items():
        listed = schema["facts"]["properties"][fact]
        choices = listed.get("enum") or listed.get("items", {}).get("enum", [])
        assert choices == ([choice.id for choice in question.choices] if question.kind in ("choice", "choices") else []), fact
