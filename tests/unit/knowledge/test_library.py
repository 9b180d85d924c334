"""A knowledge base that lies over another: its own records stand in place of those below, and all else shows through."""

from __future__ import annotations

from pathlib import Path

import pytest

from debtguide import Guide
from debtguide.knowledge import store
from debtguide.knowledge.build import compile_directory, problems_of
from debtguide.knowledge.library import digest_of, knowledge_files

MINIMAL = Path(__file__).parents[2] / "minimal_knowledge"
OWN_TOPIC = """\
id: fees.late
title: "晚还要加钱吗"
stage: calls
status: stub
utterances: ["晚还要加钱吗", "过了日子才还要交什么"]
answer:
  certainty: clear
  summary: { text: "我们机构第一次晚还不加钱，各地一样的算法见{law:loan-act/10}。", cites: [loan-act/10], basis: 法律 }
  contacts: [office, hotline]
  follow_ups: [fees.cap]
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "topics/fees").mkdir(parents=True)
    (folder / "contacts").mkdir()
    (folder / "guide.yaml").write_text('version: "own-1"\nextends: builtin\nliterals: [{ text: "各地一样", why: "测试" }]\n', encoding="utf-8")
    (folder / "topics/fees/fees.late.yaml").write_text(OWN_TOPIC, encoding="utf-8")
    (folder / "contacts/office.yaml").write_text('id: office\ntitle: "本机构"\nnumber: "800"\nfor: "当面谈"\n', encoding="utf-8")
    return folder


def guide_over(overlay: Path, builtin: Path = MINIMAL) -> Guide:
    return Guide(store.loads(compile_directory(str(overlay), str(builtin))))


def test_an_overlay_answers_with_its_own_words_and_with_those_below(overlay: Path) -> None:
    guide = guide_over(overlay)
    own = guide.ask("晚还要加钱吗", "2026-11-22")
    assert own.summary.text == "我们机构第一次晚还不加钱，各地一样的算法见《借款法》第十条。"
    assert [contact.id for contact in own.contacts] == ["office", "hotline"]
    assert guide.ask("费用最多能收多少", "2026-11-22").topics[0].id == "fees.cap"


def test_an_overlay_keeps_the_notice_below_and_its_own_version(overlay: Path) -> None:
    base = guide_over(overlay).knowledge_base
    assert base.version == "own-1"
    assert base.notice.startswith("这是测试用的知识")


def test_a_change_above_or_below_gives_another_digest(overlay: Path, minimal_knowledge: Path) -> None:
    first = guide_over(overlay, minimal_knowledge).knowledge_base.digest
    (overlay / "contacts/office.yaml").write_text('id: office\ntitle: "本机构"\nnumber: "801"\nfor: "当面谈"\n', encoding="utf-8")
    second = guide_over(overlay, minimal_knowledge).knowledge_base.digest
    (minimal_knowledge / "contacts/website.yaml").write_text('id: website\ntitle: "网站"\nnumber: "2"\nfor: "查"\n', encoding="utf-8")
    third = guide_over(overlay, minimal_knowledge).knowledge_base.digest
    assert len({first, second, third}) == 3


def test_a_fault_above_and_a_fault_below_are_both_told_at_their_places(overlay: Path, minimal_knowledge: Path) -> None:
    (overlay / "contacts/office.yaml").write_text('id: office\ntitle: "本机构"\nfor: "当面谈"\n', encoding="utf-8")
    (minimal_knowledge / "contacts/website.yaml").write_text("id: website\n", encoding="utf-8")
    problems = problems_of(str(overlay), str(minimal_knowledge))
    assert {(Path(problem.mark.file).name, problem.code) for problem in problems} == {("office.yaml", "DG203"), ("website.yaml", "DG203")}


def test_an_overlay_may_not_refer_to_what_is_nowhere(overlay: Path) -> None:
    topic = overlay / "topics/fees/fees.late.yaml"
    topic.write_text(OWN_TOPIC.replace("fees.cap", "fees.nowhere"), encoding="utf-8")
    (problem,) = problems_of(str(overlay), str(MINIMAL))
    assert (problem.code, problem.mark.file) == ("DG304", topic.as_posix())


def test_a_knowledge_base_is_known_by_names_and_contents_alone(minimal_knowledge: Path, tmp_path: Path) -> None:
    assert digest_of(minimal_knowledge) == digest_of(MINIMAL)
    before = digest_of(minimal_knowledge)
    (minimal_knowledge / "README.md").write_text("说明", encoding="utf-8")
    assert digest_of(minimal_knowledge) == before
    (minimal_knowledge / "contacts/website.yaml").rename(minimal_knowledge / "contacts/site.yaml")
    assert digest_of(minimal_knowledge) != before


def test_files_are_read_in_one_order() -> None:
    names = [path.relative_to(MINIMAL).as_posix() for path in knowledge_files(MINIMAL)]
    assert names[0] == "guide.yaml"
    assert names == list(dict.fromkeys(names))
    assert set(names) == {path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*.yaml")}


ADDITIONS = {
    "fees.cap": (
        'adds_to: fees.cap\npatterns: ["{杂费} * {封顶}"]\nutterances: ["杂费是不是封顶的"]\n'
        'not_utterances: ["上门那天要先打电话吗"]\ncontacts: [office, hotline]\n'
    ),
    "overview.calls": 'adds_to: overview.calls\nutterances: ["还款日过了几个小时有人打来"]\ncontacts: [office]\n',
    "fee": 'adds_to: fee\nterms: ["账管费"]\nmisspellings: ["帐管费"]\n',
}


@pytest.fixture
def adding(overlay: Path) -> Path:
    """The overlay, which also adds to a topic, to a stage's own topic and to a concept below."""
    (overlay / "additions").mkdir()
    for name, text in ADDITIONS.items():
        (overlay / f"additions/{name}.yaml").write_text(text, encoding="utf-8")
    return overlay


def test_an_overlay_adds_to_what_is_below_without_copying_it(adding: Path) -> None:
    guide = guide_over(adding)
    cap = guide.ask("杂费有没有封顶", "2026-11-22")
    assert cap.topics[0].id == "fees.cap"
    assert [contact.id for contact in cap.contacts] == ["hotline", "website", "office"]
    calls = guide.ask("还款日过了几个小时有人打来", "2026-11-22")
    assert calls.topics[0].id == "overview.calls"
    assert [contact.id for contact in calls.contacts] == ["office"]
    assert guide.ask("费用最多能收多少", "2026-11-22").summary == cap.summary


@pytest.mark.parametrize("term", ["账管费", "帐管费"])
def test_a_term_added_to_a_concept_below_is_heard_in_the_patterns_below(adding: Path, term: str) -> None:
    answer = guide_over(adding).ask(f"{term}最多", "2026-11-22")
    assert answer.topics[0].id == "fees.cap"
    assert any(found.what == "式<fee> * {上限、最多、封顶}" for found in answer.explanation.evidence("fees.cap"))


def test_without_the_addition_the_knowledge_below_is_as_it_was(adding: Path, minimal_guide: Guide) -> None:
    evidence = minimal_guide.ask("账管费最多", "2026-11-22").explanation.evidence("fees.cap")
    assert not any(found.what.startswith("式") for found in evidence)
    assert len(minimal_guide.ask("费用最多能收多少", "2026-11-22").contacts) == 2


def test_a_change_of_an_addition_gives_another_digest(adding: Path) -> None:
    before = guide_over(adding).knowledge_base.digest
    (adding / "additions/fee.yaml").write_text('adds_to: fee\nterms: ["会员费"]\n', encoding="utf-8")
    assert guide_over(adding).knowledge_base.digest != before
