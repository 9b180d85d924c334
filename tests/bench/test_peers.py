"""bench/scoring.py and bench/peers.py: what counts as right, and that everybody is measured alike."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rapidfuzz import fuzz

import peers
from bm25 import Bm25, character_pairs
from debtguide.knowledge.library import read_library
from peers import Voice, by_bm25, by_rapidfuzz, offer
from samples import Labelled, labelled_files
from scoring import Offer, Scores, scored

if TYPE_CHECKING:
    from debtguide import Guide

MINIMAL = Path(__file__).parents[1] / "minimal_knowledge"

RIGHT = [
    (Offer(True, ("cost.refund",)), True, True, "the topic itself"),
    (Offer(True, ("cost.refund.fees", "cost")), True, True, "a part of the topic"),
    (Offer(True, ("cost", "cost.refund")), False, True, "the topic after another"),
    (Offer(True, ("cost.refunds", "cost")), False, False, "a longer word, or the whole that the topic is a part of"),
    (Offer(True, ("cost.refund", "cost"), asks_back=True), False, True, "the topic among those asked about"),
    (Offer(False, ("cost.refund",)), False, False, "declined"),
    (Offer(True, ()), False, False, "nothing"),
]


@pytest.mark.parametrize(("made", "first", "among"), [case[:3] for case in RIGHT], ids=[case[3] for case in RIGHT])
def test_what_counts_as_right(made: Offer, first: bool, among: bool) -> None:
    assert (made.first(["cost.refund"]), made.among(["cost.refund"])) == (first, among)


def test_hits_are_over_questions_for_the_guide_and_scope_over_all() -> None:
    inside, outside = Labelled("一", True, ("a.b",)), Labelled("二", False, ())
    offers = [Offer(True, ("a.b",)), Offer(True, ("a.c", "a.b")), Offer(False, ("oos.x",)), Offer(True, ("a.b",)), Offer(False, ("oos.x",))]
    # Said to be inside: three, two of them rightly; three are.
    assert scored([inside, inside, inside, outside, outside], offers) == Scores(3, 1 / 3, 2 / 3, 2 / 3)


OFFERS = [
    (["a.b", "a.b", "oos.x", "a.c", "a.d", "a.e"], Offer(True, ("a.b", "a.c", "a.d")), "inside: no topic twice, none of the other side, three at most"),
    (["oos.x", "a.b"], Offer(False, ("oos.x",)), "an oos. topic first: declined"),
    ([], Offer(False, ()), "nothing found: declined"),
]


@pytest.mark.parametrize(("ranked", "made"), [case[:2] for case in OFFERS], ids=[case[2] for case in OFFERS])
def test_what_a_ranking_offers(ranked: list[str], made: Offer) -> None:
    assert offer(ranked) == made


VOICES = [Voice("逾期多久会被起诉", "litigation"), Voice("利息最多能收多少", "cost"), Voice("今天天气怎么样", "oos.other")]


@pytest.mark.parametrize("answer", [by_bm25(VOICES, character_pairs), by_rapidfuzz(VOICES, fuzz.ratio, str.lower)], ids=["BM25", "rapidfuzz"])
def test_the_nearest_utterance_gives_its_topic(answer: peers.Answerer) -> None:
    assert answer("多久会起诉我").topics[:1] == ("litigation",)
    assert not answer("明天天气怎么样").in_scope


def test_bm25_prefers_rare_pieces_and_short_texts_and_leaves_out_what_shares_nothing() -> None:
    ranker = Bm25({"long": "起诉以后还要等多久才开庭", "short": "多久开庭", "other": "利息", "common": "多久"}, character_pairs)
    assert ranker("多久开庭？") == ["short", "long", "common"]


def test_a_table_tells_the_margin_over_each_and_who_alone_was_right() -> None:
    questions = [Labelled("一", True, ("a",)), Labelled("二", True, ("b",)), Labelled("三", True, ("c",)), Labelled("四", False, ())]
    declined = Offer(False, ("oos.x",))
    ours = [Offer(True, ("a",)), Offer(True, ("b",)), Offer(True, ("a", "c")), declined]
    theirs = [Offer(True, ("b", "a")), Offer(True, ("a",)), Offer(True, ("c",)), declined]
    told = peers.table("x.jsonl", questions, {"debtguide": ours, "peer": theirs})
    assert [line.split() for line in told.splitlines()[2:]] == [
        ["debtguide", "0.667", "1.000", "1.000"],
        ["peer", "0.333", "(+0.333)", "0.667", "(+0.333)", "1.000", "(+0.000)", "2", ":", "1"],
    ]


def test_without_scikit_learn_the_others_are_compared_and_the_user_is_told(
    minimal_guide: Guide, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(peers, "load_guide", lambda: minimal_guide)
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    names = list(peers.answerers(VOICES, list))
    assert names[0] == "debtguide"
    assert not any("SVM" in name for name in names)
    assert len(names) == 6
    assert "pip install" in capsys.readouterr().err


def test_questions_that_stand_in_the_knowledge_are_not_asked() -> None:
    library = read_library(MINIMAL, MINIMAL, [])
    assert library is not None
    questions = [Labelled(text, True, ("fees.cap",)) for text in ("手續費有沒有上限？", "上门要收费用吗", "手续费的上限是多少")]
    assert [question.text for question in peers.not_told(questions, library)] == ["手续费的上限是多少"]


def test_every_file_of_labelled_questions_is_compared() -> None:
    assert {"fresh.jsonl", "stories.jsonl"} <= set(labelled_files())
    assert not {"safety.jsonl", "law_search.jsonl"} & set(labelled_files())
