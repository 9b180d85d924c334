"""Entities, their status, and spellings put right: cases are data; whatever is typed is read without harm."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.language.numerals import numeral_at
from debtguide.model.entities import STATUSES
from debtguide.understanding.status import status_of
from work import steps

if TYPE_CHECKING:
    from datetime import date

    from debtguide import Guide

QUESTIONS = Path(__file__).parents[2] / "questions"
PIECES = st.sampled_from(
    [
        *"两万30.-年月日号个分%息欠没不会吗，、前我弟２半多几周",
        *("百分之", "如果", "的话", "传票", "借呗", "信用卡", "逾qi", "\u200b", "wd", "国庆"),
    ]
)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", rows("entities.jsonl"), ids=lambda row: row["text"])
def test_entities_are_found_with_value_place_and_status(guide: Guide, row: dict[str, Any]) -> None:
    assert guide.ask(row["text"], row["as_of"]).to_dict()["entities"] == row["entities"]


def test_entities_of_sentences_that_nobody_wrote_rules_for(guide: Guide) -> None:
    missed = [row["text"] for row in rows("entities_holdout.jsonl") if not _all_found(guide, row)]
    assert len(missed) <= 3, missed


def _all_found(guide: Guide, row: dict[str, Any]) -> bool:
    def told(entities: list[dict[str, Any]]) -> list[tuple[str, Any, str]]:
        return sorted((entity["kind"], str(entity["value"]), entity["status"]) for entity in entities if entity["kind"] != "lender")

    return told(guide.ask(row["text"], row["as_of"]).to_dict()["entities"]) == told(row["entities"])


@pytest.mark.parametrize("row", rows("status.jsonl"), ids=lambda row: f"{row['text']}·{row['span']}")
def test_what_is_supposed_asked_or_denied_has_not_happened(guide: Guide, row: dict[str, Any]) -> None:
    start = row["text"].rindex(row["span"])
    assert status_of(guide._reader.read(row["text"]), (start, start + len(row["span"])), row["kind"]) == row["status"]


@pytest.mark.parametrize("row", rows("spelling.jsonl"), ids=lambda row: row["typed"])
def test_wrong_spellings_are_put_right_and_right_words_left_alone(guide: Guide, row: dict[str, Any]) -> None:
    assert guide._reader.read(row["typed"]).normal.text == row["meant"].lower()


def test_law_and_answers_hold_no_wrong_spelling(guide: Guide) -> None:
    bodies = guide.knowledge_base.bodies
    read, normal = guide._reader.read, guide._reader.normalizer
    texts = [version.text for name in bodies.article_ids() for version in bodies.article(name)]
    for card in guide.knowledge_base.topics:
        answer = guide.knowledge_base.answer(card.id)
        texts += [said.text for said in (answer.summary, *answer.points, *answer.steps, *answer.warnings)]
    assert [text for text in texts if read(text).normal.text != normal(text).text] == []


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)), st.dates())
def test_entities_of_any_text_stand_where_they_say(guide: Guide, text: str, day: date) -> None:
    answer = guide.ask(text, day)
    found = answer.to_dict()["entities"]
    ends: dict[str, int] = {}
    for entity in found:
        assert answer.question[entity["start"] : entity["end"]] == entity["text"] != ""
        assert entity["status"] in STATUSES
        assert ends.get(entity["kind"], 0) <= entity["start"]
        ends[entity["kind"]] = entity["end"]
    assert [entity["start"] for entity in found] == sorted(entity["start"] for entity in found)


@given(st.integers(1, 99_999_999))
def test_numerals_are_read_as_cn2an_writes_them(number: int) -> None:
    from cn2an import an2cn

    for mode in ("low", "up"):
        written = an2cn(number, mode)
        numeral = numeral_at(written, 0)
        assert numeral is not None
        assert (numeral.lo, numeral.hi, numeral.end, numeral.approx) == (Decimal(number), Decimal(number), len(written), False)


def test_long_text_is_work_in_proportion(guide: Guide) -> None:
    piece = "借呗两万五逾期四个月如果收到传票怎么办我弟欠的"

    def work(length: int) -> int:
        answer = guide.ask((piece * length)[:length], "2026-11-22")
        return steps(lambda: answer.entities)

    work(1_000)
    assert work(10_000) < 12 * work(1_000)
