"""What leads to trust, over every topic of the built-in knowledge and days on both sides of every great change of law.

Every legal statement has a citation of its own; every citation is listed and was in force on the day; numbers are filled in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from test_law import difference, digests

from debtguide.knowledge.tables import BASES, BINDING
from debtguide.replies.answer import listed_article
from debtguide.replies.compose import Composed, Composer
from debtguide.replies.plain_text import cited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide import Guide
    from debtguide.replies.answer import Said

TODAY = "2026-11-22"
DAYS = ["2019-06-30", "2021-06-30", "2023-06-30", "2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01", TODAY]
KNOWN: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a credit card": {"lender_kind": "credit_card", "principal_yuan": 80_000, "overdue_days": 120, "documents_received": []},
    "a network loan, served": {"lender_kind": "network_loan", "documents_received": ["summons"], "contract_date": "2020-03-01"},
    "a private loan, enforced": {"lender_kind": "private", "documents_received": ["enforcement_notice"], "contract_date": "2022-03-01"},
    "a guarantor, judged": {"role": "guarantor", "documents_received": ["judgment"], "last_payment": "2020-01-01"},
}
QUOTED = re.compile("“[^”]*”|‘[^’]*’|《[^》]*》|【[^】]*】")
BINDING_WORDS = re.compile("应当|有权|不得|必须|禁止|严禁")


def statements(composed: Composed) -> list[Said]:
    return [composed.summary, *composed.points, *composed.warnings, *composed.steps]


@pytest.fixture(scope="module", params=DAYS)
def day(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=list(KNOWN))
def answers(request: pytest.FixtureRequest, day: str, guide: Guide) -> dict[str, Composed]:
    """What every topic and every safety rule says on the day, with what is known."""
    return dict(composed(guide, day, KNOWN[request.param]))


def composed(guide: Guide, day: str, facts: dict[str, Any]) -> Iterator[tuple[str, Composed]]:
    base = guide.knowledge_base
    rules = [f"safety/{rule.id}" for rule in base.safety if base.bodies.answer(f"safety/{rule.id}") is not None]
    for name in [*(card.id for card in base.topics), *rules]:
        yield name, Composer(base, day, facts).compose(base.answer(name))


def test_a_legal_statement_has_a_citation_of_its_own(answers: dict[str, Composed]) -> None:
    for name, answer in answers.items():
        for said in statements(answer):
            assert said.basis in (None, *BASES), name
            assert said.citations or said.basis in (None, "实务"), (name, said.text)


def test_what_is_cited_is_listed_and_what_is_listed_is_cited(answers: dict[str, Composed]) -> None:
    for name, answer in answers.items():
        listed = [version.id for version in answer.citations]
        assert len(set(listed)) == len(listed), name
        assert set(listed) == {cite for said in statements(answer) for cite in said.citations}, name


def test_what_is_cited_was_in_force_on_the_day(answers: dict[str, Composed], day: str) -> None:
    for name, answer in answers.items():
        for version in answer.citations:
            assert version.effective_from <= day <= (version.effective_to or "9999"), (name, version.id)


def test_what_is_quoted_is_the_official_wording(answers: dict[str, Composed]) -> None:
    for name, answer in answers.items():
        for version in answer.citations:
            if version.verbatim:
                assert difference(listed_article(version), digests().get((version.id, version.effective_from))) is None, (name, version.id)


def test_every_id_leads_somewhere(answers: dict[str, Composed], guide: Guide) -> None:
    base = guide.knowledge_base
    titles = {card.title for card in base.topics}
    stages = {stage.id for stage in base.stages}
    for name, answer in answers.items():
        written = base.answer(name)
        assert [contact.id for contact in answer.contacts] == list(written.contacts), name
        assert all(contact.number for contact in answer.contacts), name
        assert len(answer.follow_ups) == len(written.follow_ups), name
        assert set(answer.follow_ups) <= titles, name
        assert set(written.shows_stages) <= stages, name


def test_every_topic_every_stage_and_every_safety_answer_is_among_them(answers: dict[str, Composed], guide: Guide) -> None:
    base = guide.knowledge_base
    assert {card.id for card in base.topics} | {stage.topic for stage in base.stages} <= set(answers)
    assert {"safety/self_harm", "safety/under_threat", "safety/evasion", "safety/scam_offer"} <= set(answers)


def test_the_basis_is_the_level_of_something_cited(answers: dict[str, Composed]) -> None:
    for name, answer in answers.items():
        level = {version.id: version.level for version in answer.citations}
        for said in statements(answer):
            if said.basis not in (None, "实务"):
                assert said.basis in {level[cite] for cite in said.citations}, (name, said.text)


def test_only_binding_rules_speak_of_must_and_may(answers: dict[str, Composed]) -> None:
    for name, answer in answers.items():
        for said in statements(answer):
            word = BINDING_WORDS.search(QUOTED.sub("", said.text))
            assert word is None or said.basis in BINDING, (name, said.text)


def test_nothing_is_left_unfilled_and_nothing_is_empty(answers: dict[str, Composed]) -> None:
    for name, answer in answers.items():
        for said in statements(answer):
            assert said.text.strip(), name
            assert not re.search(r"[{}□\n]|None", said.text), (name, said.text)
        assert all(answer.follow_ups), name


def test_a_summary_of_law_is_never_shown_as_a_quotation(answers: dict[str, Composed]) -> None:
    for name, answer in answers.items():
        for version in answer.citations:
            shown = cited(version)
            if version.verbatim:
                assert shown.count("“") >= 1, name
            else:
                assert f"要旨：{version.text}".replace("\n", "") in shown.replace("\n", ""), (name, version.id)


def test_today_every_topic_says_what_its_author_wrote_first(guide: Guide) -> None:
    base = guide.knowledge_base
    for name, answer in composed(guide, TODAY, {}):
        written = base.answer(name)
        assert answer.certainty == written.certainty, name
        assert answer.summary.citations == written.summary.cites or not written.summary.cites, name


def test_every_topic_that_is_finished_has_somebody_to_call_or_something_to_do(guide: Guide) -> None:
    base = guide.knowledge_base
    stage_topics = {stage.topic for stage in base.stages}
    for card in base.topics:
        answer = base.answer(card.id)
        if card.status == "finished" and card.in_scope and card.id not in stage_topics:
            assert answer.steps or answer.contacts, card.id
