"""A conversation that leaves something to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from debtguide import Guide

DAY = "2026-11-22"
SAID = ("借呗两万五，逾期四个月，今天收到法院传票，身份证110101199001011234，电话13800138000", "自己签收的", "花呗还欠八千，逾期两个月")
SECRETS = ("110101199001011234", "13800138000")


@pytest.fixture(scope="session")
def state(guide: Guide) -> dict[str, Any]:
    session = guide.session(as_of=DAY)
    for said in SAID:
        session.send(said)
    return session.to_dict()
