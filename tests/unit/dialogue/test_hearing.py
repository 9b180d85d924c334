"""What a message tells of the case: each value to the fact whose words stand nearest, and nothing that is only supposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from debtguide import Guide

DAY = "2026-11-22"
TOLD: dict[str, dict[str, Any]] = {
    "借呗两万五，逾期四个月": {"principal_yuan": 25000, "overdue_days": 122},
    "花呗8000没还": {"principal_yuan": 8000},
    "月收入六千，房租两千，还欠三万块": {"monthly_income_yuan": 6000, "monthly_essentials_yuan": 2000, "principal_yuan": 30000},
    "每月还三千": {},
    "罚息三千块": {},
    "交了两千块会员费": {},
    "分12期，期限三个月": {},
    "最后一次还款是2023年5月": {"last_payment": "2023-05"},
    "2019年6月1号借的": {"contract_date": "2019-06-01"},
    "明年才到期": {},
    "要是逾期三个月会怎样": {},
    "没有打给我家人": {"third_party_contacted": False},
    "他们打给我爸妈了": {"third_party_contacted": True, "collection_conduct": ["third_parties"]},
    "没谈过": {"negotiated_before": False},
    "以前协商过": {"negotiated_before": True},
    "没有人担保": {"guarantor": False},
    "会不会打给我爸妈": {},
    "万一他们上门来闹怎么办": {},
    "我失业了，还怀孕了": {"hardship": ["job_loss", "pregnancy"]},
    "我是他的担保人": {"role": "guarantor"},
    "我是共同借款人": {"role": "co_borrower"},
    "合同上我是共同还款人": {"role": "co_borrower"},
    "收到传票，11月25日开庭": {"documents_received": ["summons"], "hearing_on": "2026-11-25"},
    "11月25日开庭，小额诉讼": {"hearing_on": "2026-11-25", "procedure": "small_claims"},
    "开庭是1月8日": {"hearing_on": "2027-01-08"},
    "11月20日开庭我没去": {"hearing_on": "2026-11-20"},
    "下个月开庭": {},
    "2026年3月发现被骗了": {"deceived_on": "2026-03"},
    "我儿子欠了网贷": {"role": "family"},
    "我爸妈知道我欠网贷了": {},
    "前天自己签收的传票": {"documents_received": ["summons"], "received_on": "2026-11-20", "service_method": "in_person"},
    "没收到传票": {},
    "年化36%的利率": {"annual_rate": 0.36},
}


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told(guide: Guide, text: str) -> None:
    talk = guide.talk
    hearing = talk.hear(talk.listened(text), DAY)
    told: dict[str, Any] = {}
    for fact in hearing.facts:
        told[fact.fact] = [*told.get(fact.fact, []), *fact.value] if isinstance(fact.value, list) and isinstance(fact.value[0], str) else fact.value
    assert told == TOLD[text]


@pytest.mark.parametrize("text", ["谢谢", "不想说", "好吧，没有", "我不知道啊", "知道了", "嗯嗯", "都没有"])
def test_manners_alone_are_no_alarm(guide: Guide, text: str) -> None:
    assert guide.talk.listened(text).alarm is None


@pytest.mark.parametrize("text", ["我不想活了", "不知道活着还有什么意思", "谢谢你们，我走了，不想活了"])
def test_danger_among_manners_is_heard(guide: Guide, text: str) -> None:
    assert guide.session(as_of=DAY).send(text).crisis
