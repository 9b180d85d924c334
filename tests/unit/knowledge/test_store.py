"""A compiled knowledge base reads back as it was, and what is damaged is refused as a ValueError, whatever the damage."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide import Guide
from debtguide.knowledge import store
from debtguide.model.conditions import All, AnyOf, Assessed, Comparison
from debtguide.model.topics import Due

if TYPE_CHECKING:
    from pathlib import Path

    from debtguide.model.knowledge_base import KnowledgeBase


def parts(compiled: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, bodies = compiled.partition(b"\n")
    return json.loads(head), bodies


def joined(head: object, bodies: bytes) -> bytes:
    return json.dumps(head, ensure_ascii=False).encode() + b"\n" + bodies


def test_what_was_compiled_reads_back(minimal_base: KnowledgeBase) -> None:
    assert minimal_base.version == "1"
    assert minimal_base.reviewed_on == "2026-11-22"
    assert minimal_base.digest.startswith("sha256:")
    assert [card.id for card in minimal_base.topics if card.stage == "calls"] == ["fees.cap", "fees.late", "overview.calls", "overview.calls.second"]
    assert [(stage.id, stage.parent, stage.topic) for stage in minimal_base.stages] == [
        ("calls", None, "overview.calls"),
        ("calls.second", "calls", "overview.calls.second"),
    ]
    assert [(rule.id, rule.kind, rule.traps) for rule in minimal_base.safety] == [
        ("hiding", "evasion", ()),
        ("self_harm", "danger_self", ("笑死", "想死你了")),
    ]


def test_statements_read_back_with_all_that_they_carry(minimal_base: KnowledgeBase) -> None:
    answer = minimal_base.answer("fees.cap")
    assert answer.summary.cites == ("loan-act/10",)
    assert answer.points[0].when == Comparison("lender_kind", None, "==", "bank")
    assert answer.points[0].label == "银行"
    assert answer.points[2].text == "常听人说“签了字就得交”。签字不改变上限。"
    assert answer.steps[0].due == Due("reply.days", "service")
    assert answer.steps[1].text == "对客服可以这样说：“请把收费明细发给我。”"
    assert answer.warnings[0].first == "2022-01-01"
    assert (answer.contacts, answer.follow_ups) == (("hotline", "website"), ("fees.late", "visits.home"))


def test_conditions_read_back_as_they_were_written(minimal_base: KnowledgeBase) -> None:
    assert minimal_base.bodies.assessment("long_overdue") == All((Comparison("overdue_days", None, ">=", "90"), Assessed("unserved")))
    assert minimal_base.bodies.assessment("unserved") == AnyOf(
        (Comparison("documents_received", None, "has", "summons", True), Comparison("contract_date", "days", "<", "reply.days"))
    )


def test_a_derived_parameter_has_the_days_of_its_source(minimal_base: KnowledgeBase) -> None:
    twice = minimal_base.bodies.parameter("fee.cap_twice")
    assert twice is not None
    assert [(dated.first, dated.value, dated.cites) for dated in twice.values] == [
        ("2015-01-01", "72", ("loan-act/10",)),
        ("2021-01-01", "48", ("loan-act/10",)),
    ]


def test_what_is_not_held_is_none_or_empty(minimal_base: KnowledgeBase) -> None:
    bodies = minimal_base.bodies
    assert bodies.article("loan-act/99") == ()
    assert bodies.contact("nobody") is None
    assert bodies.parameter("nothing") is None
    assert bodies.assessment("nothing") is None
    assert bodies.answer("nothing") is None
    assert bodies.article_ids() == ("loan-act/10", "loan-act/20", "loan-act/21", "loan-guidance/1")


def test_a_file_reads_as_its_bytes_do(minimal_compiled: bytes, minimal_base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "compiled.kb"
    path.write_bytes(minimal_compiled)
    base = store.load(str(path))
    assert base.answer("fees.cap") == minimal_base.answer("fees.cap")
    assert Guide(base).ask("费用最多能收多少", "2026-11-22").to_dict() == Guide(minimal_base).ask("费用最多能收多少", "2026-11-22").to_dict()


def damages(compiled: bytes) -> dict[str, bytes]:
    head, bodies = parts(compiled)
    return {
        "nothing": b"",
        "no line end": b"{}",
        "no JSON": b"PK\x03\x04\n" + bodies,
        "another text": "网贷逾期\n".encode(),
        "a list for a head": joined([], bodies),
        "an empty head": joined({}, bodies),
        "an older format": joined({**head, "format": 0}, bodies),
        "a later format": joined({**head, "format": store.FORMAT + 1}, bodies),
        "no digest": joined({key: value for key, value in head.items() if key != "kb"}, bodies),
        "no sections": joined({key: value for key, value in head.items() if key != "size"}, bodies),
        "topics of another shape": joined({**head, "topics": [["fees.cap"]]}, bodies),
        "topics that are no list": joined({**head, "topics": 5}, bodies),
        "cut short": compiled[: len(compiled) // 2],
        "cut short in the head": compiled[:50],
        "short of its last line": compiled[:-40],
        "a head nested without end": b"[" * 100_000 + b"\n",
    }


@pytest.mark.parametrize("damage", damages(b'{"format":2,"topics":[],"size":1}\nx'))
def test_a_damaged_file_is_refused(damage: str, minimal_compiled: bytes, tmp_path: Path) -> None:
    data = damages(minimal_compiled)[damage]
    with pytest.raises(ValueError):
        store.loads(data)
    path = tmp_path / "compiled.kb"
    path.write_bytes(data)
    with pytest.raises(ValueError):
        store.load(str(path))


@given(st.data())
def test_a_cut_at_any_place_is_refused(minimal_compiled: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(minimal_compiled) - 2))
    with pytest.raises(ValueError):
        store.loads(minimal_compiled[:cut])
