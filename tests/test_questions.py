"""Whole questions, kept as data: several things asked in one text, texts that only tell, and how many stories are understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from debtguide import Answer, Guide

QUESTIONS = Path(__file__).parent / "questions"
TODAY = "2026-11-22"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines()]


def belongs(topic: str, wanted: str) -> bool:
    return not wanted or topic == wanted or topic.startswith(f"{wanted}.")


def asked(answer: Answer) -> list[tuple[str, str]]:
    return [(answer.question[part.start : part.end], part.topic) for part in answer.parts]


@pytest.mark.parametrize("row", rows("parts.jsonl"), ids=lambda row: row["question"][:16])
def test_what_is_asked_is_told_apart_in_the_order_asked(row: dict[str, Any], guide: Guide) -> None:
    answer = guide.ask(row["question"], TODAY)
    found = asked(answer)
    assert "".join(text for text, _ in found) == row["question"]
    if len(row["parts"]) == 1:
        ((words, wanted),) = row["parts"]
        assert belongs(next(topic for text, topic in found if words in text), wanted)
        if not words:
            assert len(found) == 1
        return
    assert len(found) >= len(row["parts"])
    remaining = iter(found)
    for words, wanted in row["parts"]:
        assert any(words in text and belongs(topic, wanted) for text, topic in remaining), found


@pytest.mark.parametrize("row", [row for row in rows("parts.jsonl") if len(row["parts"]) > 1], ids=lambda row: row["question"][:16])
def test_every_part_gets_its_bottom_line_with_its_law(row: dict[str, Any], guide: Guide) -> None:
    answer = guide.ask(row["question"], TODAY)
    first, *others = dict.fromkeys(topic for _, topic in asked(answer))
    assert {first, *others} >= {topic.id for topic in answer.topics[: len(others) + 1]}
    assert answer.topics[0].id in (first, *others)
    listed = {version.id for version in answer.citations}
    for said in answer.points[: len(others)]:
        assert said.text.startswith("您还问到“")
        assert set(said.citations) <= listed


@pytest.mark.parametrize(
    ("text", "heard", "topic"),
    [
        ("安逸花欠一万八，逾期四个月，前天收到法院寄来的传票", ["马上消费", "1.8万元", "4个月", "传票"], "litigation.response"),
        ("法院给我送来一份支付令，欠的是信用卡两万三", ["支付令", "2.3万元"], "litigation.payment_order"),
        ("我的卡被法院冻结了，网贷欠三万，催收天天打电话", ["3万元", "冻结"], "enforcement.account_freeze"),
        ("信用卡逾期半年了，欠四万", ["信用卡", "4万元", "6个月"], ""),
    ],
)
def test_a_text_that_only_tells_is_understood_as_facts(text: str, heard: list[str], topic: str, guide: Guide) -> None:
    answer = guide.ask(text, TODAY)
    assert answer.outcome == "answered"
    assert belongs(answer.topics[0].id, topic)
    told = answer.summary.text.split("没有问具体的事")[0]
    for words in heard:
        assert words in told


@pytest.mark.parametrize(
    "text",
    [
        "安逸花欠一万八，逾期四个月，收到传票怎么办",
        "我弟弟欠了三万网贷，逾期半年了",
        "朋友欠我两万块，打了借条，逾期半年了不还",
        "你好",
        "今天天气不错",
    ],
)
def test_what_asks_or_tells_of_others_is_not_repeated_as_facts(text: str, guide: Guide) -> None:
    assert "我听到的是" not in guide.ask(text, TODAY).summary.text


def test_facts_that_were_told_decide_between_branches(guide: Guide) -> None:
    """A reservation for one kind of lender is gone where the text names another kind."""
    told = guide.ask("信用卡欠了四万，逾期半年，收到传票", TODAY)
    assert not [point.text for point in told.points if point.text.startswith(("（网贷", "（银行或消费金融公司）"))]


STORIES = rows("stories.jsonl") + rows("stories2.jsonl")


def test_four_of_five_long_stories_reach_their_topic(guide: Guide) -> None:
    assert len([row for row in STORIES if 80 <= len(row["question"]) <= 250]) >= 120
    inside = [row for row in STORIES if row["in_scope"]]
    right = [row for row in inside if any(belongs(guide.ask(row["question"], TODAY).topics[0].id, topic) for topic in row["accept"])]
    assert len(right) >= 0.8 * len(inside)


DANGEROUS = {"safety.crisis", "collection.harassment"}


@pytest.mark.parametrize("name", ["stories.jsonl", "stories2.jsonl"])
def test_a_long_story_without_danger_is_not_taken_for_one(name: str, guide: Guide) -> None:
    """Words of a warning may all stand somewhere in a story, far apart."""
    alarmed = [row for row in rows(name) if guide.ask(row["question"], TODAY).crisis]
    assert [row["question"][:30] for row in alarmed if DANGEROUS.isdisjoint(row["accept"])] == []
