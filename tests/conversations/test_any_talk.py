"""Whatever is said, in whatever order: nothing raises, the state stays small and plain, and every step can be taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from work import steps

if TYPE_CHECKING:
    from debtguide import Guide, Session

DAY = "2026-11-22"
SAID = (
    "网贷逾期三个月会被起诉吗",
    "借呗两万五，逾期四个月，今天收到法院传票",
    "不对，是五个月",
    "自己签收的",
    "昨天",
    "都没有",
    "不知道",
    "不想说",
    "为什么问这个",
    "花呗八千，信用卡三万也逾期了半年",
    "另外还有一笔微粒贷一万二",
    "我弟弟欠了网贷，催收天天打给我",
    "我给朋友担保的",
    "他们会不会上门",
    "谢谢",
    "你这个垃圾",
    "有",
    "没有",
    "3",
    "1和2",
    "两万多",
    "月收入六千，房租两千",
    "失业了",
    "我不想活了",
    "嗯",
    "怎么藏钱",
    "今天天气怎么样",
    "年利率36%",
    "最后一次还款是2021年3月",
    "2019年借的",
    "",
    "刚才说错了",
    "收到支付令了，上周三，我妈签收的",
    "他们打给我爸妈了，还骂我",
    "（2026）京0105民初123号",
)
COMMANDS = (
    "/帮助",
    "/依据",
    "/为什么",
    "/复核",
    "/改 1 三万",
    "/改 逾期 两年",
    "/改",
    "/撤销",
    "/重做",
    "/方案",
    "/清除",
    "/退出",
    "/保存 x",
    "/不存在",
    "、复核",
    "/u",
    "/r",
)
TALK = st.lists(st.one_of(st.sampled_from(SAID), st.sampled_from(COMMANDS), st.text(max_size=60)), max_size=14)


def state_of(session: Session) -> dict[str, Any]:
    """Return the state as a host would get it back."""
    return dict(json.loads(json.dumps(session.to_dict())))


def but_history(state: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in ("undo", "redo", "forgotten")}


@settings(max_examples=60)
@given(TALK)
def test_nothing_raises_and_a_restored_talk_goes_on_the_same(guide: Guide, talk: list[str]) -> None:
    session = guide.session(as_of=DAY)
    for text in talk:
        again = guide.session(state_of(session), as_of=DAY)
        reply = session.send(text)
        assert again.send(text).to_dict() == reply.to_dict()
        assert again.to_dict() == session.to_dict()
        assert len(json.dumps(session.to_dict())) < 16 * 1024
        assert reply.text.strip()
        assert sum(part.kind == "question" for part in reply.parts) <= 1 or reply.outcome == "ask_back"
        assert not (reply.crisis and reply.asks)


@settings(max_examples=60)
@given(TALK, st.one_of(st.sampled_from(SAID), st.text(max_size=60)))
def test_undo_takes_back_what_was_said(guide: Guide, talk: list[str], text: str) -> None:
    session = guide.session(as_of=DAY)
    for earlier in talk:
        session.send(earlier)
    before = state_of(session)
    session.send(text)
    after = state_of(session)
    if after == before or text.strip().startswith(("/", "／", "、")):
        return
    session.send("/撤销")
    assert but_history(state_of(session)) == but_history(before)
    session.send("/重做")
    assert but_history(state_of(session)) == but_history(after)


def test_at_least_twenty_steps_can_be_taken_back_and_then_it_is_said(guide: Guide) -> None:
    session = guide.session(as_of=DAY)
    texts = []
    for number in range(40):
        texts.append(session.send(f"本金{20_000 + number}元").text)
    assert sum("最早的几步不再能撤销" in text for text in texts) == 1
    taken_back = 0
    while "退回一步" in session.send("/撤销").text:
        taken_back += 1
    assert taken_back >= 20
    assert "不再保留" in session.send("/撤销").text
    assert session.send("/复核").text.count("还欠的本金") == 1


def test_a_crowded_case_still_fits(guide: Guide) -> None:
    session = guide.session(as_of=DAY)
    lenders = ["花呗", "借呗", "微粒贷", "京东白条", "美团月付", "信用卡", "分期乐", "拍拍贷"]
    for turn in range(6):
        for lender in lenders:
            session.send(f"{lender}欠{10_000 + turn}元，逾期{turn + 2}个月，收到律师函、传票、支付令、判决书、执行通知书，前天我妈签收的，{'很长的话' * 30}")
    state = session.to_dict()
    assert len(json.dumps(state)) < 16 * 1024
    assert len(session.send("/复核").to_dict()["debts"]) <= 6
    assert guide.session(state, as_of=DAY).to_dict() == state


def test_no_long_number_is_kept(guide: Guide) -> None:
    session = guide.session(as_of=DAY)
    for text in ("我身份证110101199001011234，借呗欠两万", "手机13800138000，逾期三个月", "放款方是6222021234567890123", "/改 1 13900139000"):
        session.send(text)
    kept = json.dumps(session.to_dict())
    assert not any(number in kept for number in ("110101199001011234", "13800138000", "6222021234567890123", "13900139000"))


def test_many_conversations_over_one_guide_do_not_know_each_other(guide: Guide) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def hold(number: int) -> dict[str, Any]:
        session = guide.session(as_of=DAY)
        for text in (f"借呗{10_000 + number}元，逾期三个月", "收到传票了", "前天", "自己签收的", "/方案"):
            reply = session.send(text)
        return dict(reply.to_dict()["facts"])

    with ThreadPoolExecutor(8) as pool:
        facts = list(pool.map(hold, range(64)))
    assert [fact["principal_yuan"] for fact in facts] == [10_000 + number for number in range(64)]


@pytest.mark.parametrize("typed", ["/我不想活了", "/债务 我不想活了", "/ 活着没意思，想一了百了", "//我想死"])
def test_a_slash_does_not_hide_a_cry_for_help(guide: Guide, typed: str) -> None:
    reply = guide.session(as_of=DAY).send(typed)
    assert reply.crisis
    assert "12356" in reply.parts[0].text


@pytest.mark.parametrize("typed", ["/不存在", "/", "/网贷逾期了", "/烦死了"])
def test_a_slash_before_anything_else_is_a_command_that_does_not_exist(guide: Guide, typed: str) -> None:
    assert guide.session(as_of=DAY).send(typed).text.startswith("没有这个命令")


@pytest.mark.parametrize("said", ["今天", "借呗", "穿票", "传票，", "三个月，", "借呗两万，", "都收到传票，", "昨天收到支付令和判决书，"])
def test_a_long_turn_is_work_in_proportion(guide: Guide, said: str) -> None:
    """Ten thousand days in one clause, or papers in one sentence, must not each be held against all the others."""

    def work(length: int) -> int:
        session = guide.session(as_of=DAY)
        text = (said * length)[:length]
        return steps(lambda: session.send(text))

    work(2_000)
    assert work(10_000) < 6 * work(2_000)
