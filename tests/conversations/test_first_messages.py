"""What a first message stores: each paper with its own day and way of service, the deadlines they start, and no fact that was not told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from debtguide.dialogue.answers import answer_to

if TYPE_CHECKING:
    from debtguide import Guide

DAY = "2026-11-22"
ROWS = [json.loads(line) for line in Path(__file__).with_name("first_messages.jsonl").read_text("utf-8").splitlines()]
_OF_PAPERS = ("documents_received", "received_on", "service_method")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["said"])
def test_what_a_first_message_stores(guide: Guide, row: dict[str, Any]) -> None:
    plain = guide.session(as_of=DAY).send(row["said"]).to_dict()
    papers = [[paper["kind"], paper["received_on"], paper["service_method"]] for debt in plain["debts"] for paper in debt["documents"]]
    assert papers == row["documents"]
    assert {fact: value for fact, value in plain["facts"].items() if fact not in (*_OF_PAPERS, "role")} == row["facts"]
    due = [] if plain["plan"] is None else plain["plan"]["deadlines"]
    for words, day, state in row["deadlines"]:
        assert any(words in one["what"] and (one["date"], one["state"]) == (day, state) for one in due), (words, due)


def test_what_cannot_be_appealed_has_no_day_of_appeal(guide: Guide) -> None:
    for said in ("11月5日本人签收法院调解书", "2026年11月15日本人签收二审判决书"):
        plan = guide.session(as_of=DAY).send(said).to_dict()["plan"]
        assert not any("上诉状" in one["what"] for one in plan["deadlines"]), said


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("last_demand", "没有催过", "unknown"),
        ("last_demand", "没收到过催收", "unknown"),
        ("last_demand", "从来没人催", "unknown"),
        ("last_demand", "11月16日收到失信决定书", None),
        ("collection_conduct", "没收到过催收", []),
        ("contract_date", "2026年3月发现被骗", None),
        ("contract_date", "11月1日签的调解协议", None),
        ("received_on", "我昨天才看到", None),
        ("received_on", "昨天才告诉我", None),
        ("received_on", "10月30日我妈签收的，我昨天才看到", "2026-10-30"),
        ("signed_anything", "没签过仲裁条款", None),
        ("signed_anything", "没签过还款协议", False),
    ],
)
def test_an_answer_is_of_what_was_asked(guide: Guide, fact: str, said: str, value: Any) -> None:
    talk = guide.talk
    taken = answer_to(talk.interview.questions[fact], talk.hear(talk.listened(said), DAY), DAY)
    told = None if taken is None else taken.mark if taken.mark == "unknown" else taken.value
    assert told == value


def test_a_paper_that_is_signed_is_not_asked_for_its_service(guide: Guide) -> None:
    reply = guide.session(as_of=DAY).send("11月1日签的调解协议")
    assert reply.asks is None or reply.asks.fact != "service_method"


def test_a_relative_who_signs_leaves_no_doubt_whose_debt_it_is(guide: Guide) -> None:
    reply = guide.session(as_of=DAY).send("我妈10月30日替我签收了法院的支付令")
    assert reply.asks is None or reply.asks.fact != "role"
