"""bench/leave_out.py: what was taken out is unknown to the guide that is asked, and each utterance is asked once."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from debtguide.knowledge.library import Library, read_library
from debtguide.knowledge.utterances import NEAR_MISSES, told
from debtguide.knowledge.vocabulary import compile_vocabulary
from leave_out import Asked, ask_folds, taught_without, totals, without, worst

if TYPE_CHECKING:
    from debtguide import Guide

MINIMAL = Path(__file__).parents[1] / "minimal_knowledge"


@pytest.fixture(scope="module")
def library() -> Library:
    found = read_library(MINIMAL, MINIMAL, [])
    assert found is not None
    return found


def test_a_text_goes_out_wherever_it_stands_and_nothing_else_does(library: Library) -> None:
    before = [one.text for one in told(library)]
    taken = {"手续费有没有上限", "上门要收费用吗", "我想死"}
    assert taken < set(before)
    assert [one.text for one in told(without(library, taken))] == [text for text in before if text not in taken]
    assert [one.text for one in told(library)] == before


def test_what_was_taken_out_is_less_sure_than_what_was_taught(library: Library, minimal_guide: Guide) -> None:
    asked = "迟还一天罚多少"
    taught, untaught = minimal_guide.ask(asked).topics, taught_without(library, compile_vocabulary(library), {asked}).ask(asked).topics
    assert taught[0].id == "fees.late"
    assert untaught[0].score < taught[0].score


def test_each_utterance_is_asked_once_by_a_guide_that_was_not_taught_it(library: Library) -> None:
    asked = [*ask_folds(str(MINIMAL), str(MINIMAL), 3, [0, 2]), *ask_folds(str(MINIMAL), str(MINIMAL), 3, [1])]
    assert sorted(one.text for one in asked) == sorted(one.text for one in told(library) if one.key != NEAR_MISSES)
    assert pickle.loads(pickle.dumps(asked)) == asked


def test_a_safety_rule_reaches_by_its_alarm_and_a_stage_by_its_topic(library: Library) -> None:
    asked = {one.text: one for one in ask_folds(str(MINIMAL), str(MINIMAL), 2, [0, 1])}
    assert asked["我想死"][:2] == ("self_harm", "danger_self")
    assert asked["我想死"].offered
    stages = {str(stage["topic"]): stage.list("utterances") for stage in library.of("stage").values()}
    assert {asked[text].topic for texts in stages.values() for text in texts} == {topic for topic, texts in stages.items() if texts}


ASKED = [
    Asked("fees.cap", None, "一", True, True, "fees.cap"),
    Asked("fees.cap", None, "二", False, True, "fees.late"),
    Asked("fees.late", None, "三", False, False, "oos.other"),
    Asked("fees.late", None, "四", False, False, "fees.cap"),
    Asked("oos.other", None, "五", True, True, "oos.other"),
    Asked("hiding", "evasion", "六", False, False, "fees.late"),
]


def test_totals_count_the_guide_s_own_topics_apart_from_the_rest() -> None:
    figures = {row.what: (row.figure.split()[0], row.met) for row in totals(ASKED)}
    assert figures == {
        "topic first": ("0.250", None),
        "topic among those offered": ("0.500", False),
        "oos.: declined": ("1.000", None),
        "alarm heard: evasion": ("0.000", None),
    }


def test_the_worst_come_first_and_say_what_came_instead() -> None:
    rows = worst(ASKED, 2, verbose=False)
    assert [(row.what, row.figure) for row in rows] == [
        ("fees.late: 0.00 of 2, first 0.00", "oos.other 1, fees.cap 1"),
        ("safety rule hiding: 0.00 of 1", "fees.late 1"),
    ]
    assert [row.what.strip() for row in worst(ASKED, 1, verbose=True)[1:]] == ["三", "四"]
