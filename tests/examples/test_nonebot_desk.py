"""The plugin without a platform: who is told what, what is kept, what is held back, and when it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonebot_plugin_debtguide import wording
from nonebot_plugin_debtguide.config import Config
from nonebot_plugin_debtguide.conversations import NEW, Conversation, Conversations, Visitor
from nonebot_plugin_debtguide.cutting import Piece, shortened, slices
from nonebot_plugin_debtguide.desk import Desk

if TYPE_CHECKING:
    from debtguide import Guide

AT_HOME = Visitor("OneBot V11", "bot", "10", "10", True)
IN_GROUP = Visitor("OneBot V11", "bot", "group_1_10", "10", False)
NEIGHBOUR = Visitor("OneBot V11", "bot", "group_1_11", "11", False)
ELSEWHERE = [IN_GROUP, NEIGHBOUR, AT_HOME._replace(bot="2"), AT_HOME._replace(adapter="Console"), AT_HOME._replace(member="11", place="11")]
CASE = "微粒贷三万二，逾期四个月，昨天收到法院传票，我该怎么办"
QUESTION = "网贷逾期三个月会被起诉吗"
DESPERATE = "天天被催收，我真的不想活了"
NOTHING_NOTED = "我还没有记下您的情况"


def desk_of(guide: Guide, **settings: Any) -> Desk:
    desk = Desk(Config(**{"debtguide_message_chars": 1000, **settings}), "/债务")
    desk.__dict__["guide"] = guide
    return desk


@pytest.fixture
def desk(guide: Guide) -> Desk:
    return desk_of(guide)


def said(texts: list[str]) -> str:
    return "\n\n".join(texts)


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_private_talk_goes_on_where_it_was(desk: Desk) -> None:
    desk.answer(AT_HOME, CASE, 0)
    review = said(desk.answer(AT_HOME, "/复核", 1))
    assert "微粒贷" in review
    assert "3.2万元" in review


@pytest.mark.parametrize("command", ["/复核", "/方案", "/撤销", "／复核", "复核", "方案", "撤销"])
@pytest.mark.parametrize(
    "other", [IN_GROUP, NEIGHBOUR, AT_HOME._replace(bot="other"), AT_HOME._replace(adapter="Console"), AT_HOME._replace(member="11", place="11")]
)
def test_what_was_told_in_private_is_shown_nowhere_else(desk: Desk, other: Visitor, command: str) -> None:
    desk.answer(AT_HOME, CASE, 0)
    shown = said(desk.answer(other, command, 1))
    assert "微粒贷" not in shown
    assert "3.2万" not in shown


def test_a_group_gets_the_answer_and_the_deadline_but_no_case_and_no_interview(desk: Desk) -> None:
    shown = said(desk.answer(IN_GROUP, CASE, 0))
    assert "先别慌，也别躲" in shown
    assert "【期限】" in shown
    assert wording.IN_PRIVATE in shown
    for private in ("记下了", "3.2万元", "最多还有"):
        assert private not in shown


def test_a_group_does_not_remember_what_its_members_told(desk: Desk) -> None:
    desk.answer(IN_GROUP, CASE, 0)
    for visitor in (IN_GROUP, NEIGHBOUR):
        later = said(desk.answer(visitor, "还有什么要做的吗", 1))
        assert "微粒贷" not in later
        assert "第1笔" not in later


def test_a_general_question_needs_no_hint_in_a_group(desk: Desk) -> None:
    assert said(desk.answer(IN_GROUP, "谢谢", 0)) == said(desk.answer(AT_HOME, "谢谢", 0))


def test_commands_of_the_case_are_sent_to_private_talks(desk: Desk) -> None:
    assert desk.answer(IN_GROUP, "/复核", 0) == [wording.COMMANDS_IN_PRIVATE.format(command="/债务")]


@pytest.mark.parametrize("visitor", [AT_HOME, IN_GROUP])
@pytest.mark.parametrize("size", [100, 1000])
def test_somebody_in_danger_is_answered_whole_and_before_all_else(guide: Guide, visitor: Visitor, size: int) -> None:
    desk = desk_of(guide, debtguide_reply_chars=200, debtguide_message_chars=size)
    desk.answer(visitor, QUESTION, 0)
    texts = desk.answer(visitor, DESPERATE, 1)
    assert bare(said(texts)) == bare(guide.session().send(DESPERATE).text)
    assert "12356" in texts[0]
    assert max(map(len, texts)) <= size


@pytest.mark.parametrize("visitor", [AT_HOME, IN_GROUP])
def test_a_slash_before_a_cry_for_help_makes_no_command_of_it(desk: Desk, visitor: Visitor) -> None:
    assert "12356" in desk.answer(visitor, f"/{DESPERATE}", 0)[0]


def test_a_choice_offered_in_a_group_can_be_made_and_is_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("debtguide.matching.matcher.EVEN_WITHIN", 10**9)  # every two topics are equally near
    offered = said(desk.answer(IN_GROUP, "利息太高", 0))
    assert "请选一个" in offered
    assert "【依据】" not in said(desk.answer(NEIGHBOUR, "1", 1))
    assert "【依据】" in said(desk.answer(IN_GROUP, "1", 2))
    assert "【依据】" not in said(desk.answer(IN_GROUP, "1", 3))


@pytest.mark.parametrize("visitor", [AT_HOME, IN_GROUP])
def test_after_danger_the_talk_stays_with_the_person(desk: Desk, visitor: Visitor) -> None:
    desk.answer(visitor, DESPERATE, 0)
    for now in (1, 2):
        assert "12356" in said(desk.answer(visitor, "嗯", now))
    assert "12356" not in said(desk.answer(NEIGHBOUR, "嗯", 3))


@pytest.mark.parametrize("question", [QUESTION, CASE, "催收打电话给我单位怎么办", "怎么藏钱"])
@pytest.mark.parametrize("limit", [200, 1500, 3000])
def test_a_long_reply_keeps_what_must_be_kept_and_hands_out_the_rest(guide: Guide, question: str, limit: int) -> None:
    desk = desk_of(guide, debtguide_reply_chars=limit)
    reply = guide.session().send(question)
    first = said(desk.answer(AT_HOME, question, 0))
    rest = said(desk.answer(AT_HOME, "更多", 1))
    for part in reply.parts:
        assert bare(part.text) in bare(first) + "|" + bare(rest), part.text
        if part.must_keep and not (part.of_answer and part.text.startswith("【依据】")):
            assert bare(part.text) in bare(first), part.text
    assert [version.name for version in reply.citations if version.name not in bare(first)] == []
    assert desk.answer(AT_HOME, "更多", 2) == [wording.NO_MORE]


def test_what_to_do_is_sent_before_what_explains(guide: Guide) -> None:
    first = said(desk_of(guide, debtguide_reply_chars=2200).answer(AT_HOME, QUESTION, 0))
    assert "【现在可以做】" in first
    assert "【要点】" not in first
    assert "段没有发出来，要看请发“/债务 更多”" in first


def test_a_conversation_is_forgotten_when_idle(guide: Guide) -> None:
    desk = desk_of(guide, debtguide_idle_minutes=1)
    desk.answer(AT_HOME, CASE, 0)
    assert "微粒贷" in said(desk.answer(AT_HOME, "/复核", 60))
    assert NOTHING_NOTED in said(desk.answer(AT_HOME, "/复核", 121))


def test_only_so_many_conversations_are_kept(guide: Guide) -> None:
    desk = desk_of(guide, debtguide_most_sessions=2)
    people = [AT_HOME._replace(member=name, place=name) for name in "abc"]
    for now, person in enumerate(people):
        desk.answer(person, CASE, now)
    assert NOTHING_NOTED in said(desk.answer(people[0], "/复核", 3))
    assert "微粒贷" in said(desk.answer(people[2], "/复核", 4))


@pytest.mark.parametrize("word", ["帮助", "/帮助", "help"])
def test_help_says_how_it_is_used_and_what_not_to_send(desk: Desk, word: str) -> None:
    shown = said(desk.answer(AT_HOME, word, 0))
    for needed in ("/债务 更多", "60分钟", "身份证号", "/清除", "12356", "不能代替律师"):
        assert needed in shown


def test_clear_asks_once_and_forgets(desk: Desk) -> None:
    desk.answer(AT_HOME, CASE, 0)
    desk.answer(AT_HOME, "/清除", 1)
    assert NOTHING_NOTED not in said(desk.answer(AT_HOME, "/复核", 2))
    desk.answer(AT_HOME, "/清除", 3)
    desk.answer(AT_HOME, "/清除", 4)
    assert NOTHING_NOTED in said(desk.answer(AT_HOME, "/复核", 5))


TEXTS = st.lists(st.text(st.sampled_from("网贷逾期。；，、\n 12356abc"), min_size=1, max_size=80).filter(str.strip), max_size=8)


@given(TEXTS, st.integers(1, 60))
def test_slices_lose_nothing_and_keep_to_the_size(texts: list[str], size: int) -> None:
    cut = list(slices(texts, size))
    assert all(0 < len(text) <= size and text.strip() for text in cut)
    assert bare("".join(cut)) == bare("".join(texts))


def test_a_slice_ends_with_a_sentence_where_it_can() -> None:
    assert list(slices(["先记下收到的日子。再打12368核对，问清楚。"], 14)) == ["先记下收到的日子。", "再打12368核对，问清楚。"]


PIECES = st.lists(st.builds(Piece, st.text("字", min_size=1, max_size=30), st.booleans(), st.just(""), st.booleans()), max_size=8)


@given(PIECES, st.integers(0, 120))
def test_cutting_keeps_the_order_what_must_be_kept_and_everything_somewhere(pieces: list[Piece], limit: int) -> None:
    named = [piece._replace(text=f"{place}{piece.text}") for place, piece in enumerate(pieces)]
    sent, held = shortened(named, limit)
    texts = [piece.text for piece in named]
    assert sorted(sent + held, key=texts.index) == texts
    assert sent == sorted(sent, key=texts.index)
    kept = [piece.text for piece in named if piece.must_keep]
    assert set(kept) <= set(sent)
    assert set(sent) == set(kept) or sum(map(len, sent)) <= limit


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), max_size=40), st.integers(1, 4))
def test_never_more_conversations_than_allowed_and_none_that_is_idle(messages: list[tuple[int, int]], most: int) -> None:
    kept = Conversations(most, 60)
    last: dict[Visitor, int] = {}
    now = 0
    for person, later in messages:
        now += later
        visitor = AT_HOME._replace(member=str(person))
        found = kept.of(visitor, now)
        assert found == NEW or now - last[visitor] <= 60
        kept.keep(visitor, Conversation({"turn": now}), now)
        last[visitor] = now
        assert len(kept) <= most
        assert kept.of(visitor, now).state == {"turn": now}
