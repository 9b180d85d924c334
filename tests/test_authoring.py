"""docs/authoring.md does what it says: its examples are a sound overlay that answers, and its tables name every code and key.

A fenced block whose first line is a comment with a path is a file; one whose comment says 写错了的 before the path is a file
with one mistake, and the next block but one what ``kb check`` says of it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

import debtguide
from changes import SIDES, day_of, hold
from debtguide import Guide, load_guide
from debtguide.authoring import testing
from debtguide.authoring.check import check
from debtguide.authoring.stats import stats
from debtguide.interfaces.cli import run
from debtguide.knowledge import tables
from debtguide.knowledge.build import problems_of
from debtguide.knowledge.library import read_library
from debtguide.matching.pattern_syntax import parse_pattern
from debtguide.model.condition_syntax import parse_comparison
from debtguide.replies.explain import explained

if TYPE_CHECKING:
    from debtguide.errors import Problem
    from debtguide.knowledge.kinds import RecordOf
    from debtguide.replies.answer import Answer

DOCUMENT = Path(__file__).parents[1] / "docs" / "authoring.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
OVERLAY = Path(__file__).parent / "overlay"
BLOCKS = re.findall(r"^```\w*\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
TOPIC = "negotiation.example_station"
TODAY = "2026-11-22"


def files(marker: str = "") -> dict[str, str]:
    """Return the blocks that are files, by path."""
    found = {}
    for block in BLOCKS:
        first = re.match(rf"# {marker}([a-z]+(?:/[\w.-]+)*\.yaml)\n", block)
        if first:
            found[first[1]] = block
    return found


def lay(folder: Path, contents: dict[str, str]) -> None:
    """Write files; what stands there already is left, so that a compiled overlay stays good from run to run."""
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=folder.parent, delete=False) as written:
                written.write(content)
            os.replace(written.name, path)


def overlay_files() -> dict[str, str]:
    """Return the organisation's overlay with the document's examples over it: both are compiled at once."""
    base = OVERLAY / "organisation"
    return {**{path.relative_to(base).as_posix(): path.read_text(encoding="utf-8") for path in sorted(base.rglob("*.yaml"))}, **files()}


@pytest.fixture(scope="session")
def overlay(request: pytest.FixtureRequest) -> Path:
    folder = Path(request.config.cache.mkdir("authoring")) / "mine"
    contents = overlay_files()
    for path in folder.rglob("*.yaml"):
        if path.relative_to(folder).as_posix() not in contents:
            path.unlink(missing_ok=True)
    lay(folder, contents)
    return folder


@pytest.fixture(scope="session")
def mine(overlay: Path, request: pytest.FixtureRequest) -> Guide:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEBTGUIDE_CACHE_DIR", str(request.config.cache.mkdir("debtguide")))
        return load_guide(overlay)


class Written(NamedTuple):
    """What a command wrote, and what it returned."""

    code: int
    text: str


def written(command: object, directory: Path | str | None) -> Written:
    lines: list[str] = []
    assert callable(command)
    code = command(None if directory is None else str(directory), lines.append)
    return Written(code, "\n".join(lines))


def section(heading: str) -> str:
    """Return what stands under a heading, up to the next of its level or above."""
    level, _, _ = heading.partition(" ")
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def said(answer: Answer) -> str:
    return "".join(part.text for part in (answer.summary, *answer.points, *answer.steps, *answer.warnings))


# --- the examples


def test_the_document_shows_every_kind_of_file_that_an_overlay_needs() -> None:
    kinds = [name.split("/")[0] for name in files()]
    assert kinds == ["guide.yaml", "contacts", "topics", "lexicon", "statutes", "parameters", "additions", "additions"]


def test_the_examples_are_sound_and_the_reminder_is_that_of_the_document(overlay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(overlay, tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    (told,) = (block for block in BLOCKS if "DG601" in block)
    assert written(check, "mine") == (0, told.rstrip("\n"))


def test_the_examples_are_all_needed(tmp_path: Path, builtin_knowledge: Path) -> None:
    for name in files():
        if name.startswith(("contacts", "statutes", "parameters", "lexicon")):
            folder = tmp_path / name.replace("/", "_")
            lay(folder, {other: text for other, text in files().items() if other != name})
            assert problems_of(str(folder), str(builtin_knowledge)), name


def test_the_new_topic_is_reached_by_each_of_its_utterances_and_by_no_near_miss(overlay: Path, mine: Guide, builtin_knowledge: Path) -> None:
    problems: list[Problem] = []
    library = read_library(overlay, builtin_knowledge, problems)
    assert library is not None
    own = [case for case in testing.cases(library) if case.owner == TOPIC]
    assert len(own) > 9
    assert [found for case in own if (found := testing.failure(mine, case))] == []


ASKED = re.findall(r"^debtguide --knowledge mine ask (?:--explain )?(?:--as-of (\S+) )?([^\s问-]\S+)", TEXT, re.MULTILINE)


def test_the_document_asks() -> None:
    assert len(ASKED) == 5


@pytest.mark.parametrize(("day", "question"), ASKED)
def test_questions_of_the_document_reach_the_new_topic(mine: Guide, day: str, question: str) -> None:
    answer = mine.ask(question, day or TODAY)
    assert (answer.outcome, answer.topics[0].id) == ("answered", TOPIC)


def test_the_law_of_the_day_before_and_of_the_day(mine: Guide) -> None:
    question = "债务调解站几天给答复"
    before, after = mine.ask(question, "2026-12-31"), mine.ask(question, "2027-01-01")
    assert "10个工作日内" in before.summary.text
    assert "5个工作日内" in after.summary.text
    assert before.summary.citations == ("example-rules/5",)
    assert after.summary.citations == ("example-rules/6",)
    (old,) = (version for version in before.citations if version.id.startswith("example-rules"))
    (new,) = (version for version in after.citations if version.id.startswith("example-rules"))
    assert "十个工作日" in old.text
    assert new.text == "调解站应当自收到申请之日起五个工作日内答复申请人是否受理；不受理的，应当说明理由。"


@pytest.mark.parametrize("side", SIDES)
def test_the_case_of_the_document_holds(mine: Guide, side: str) -> None:
    (written_case,) = (block for block in BLOCKS if block.startswith('{"id"'))
    case = json.loads(written_case)
    answer = mine.ask(case["question"], day_of(case, side))
    assert answer.topics[0].id == case["topic"]
    hold(case[side], (answer.summary, *answer.points, *answer.steps, *answer.warnings), answer.citations)


def test_before_there_was_such_a_rule_nothing_of_it_is_said(mine: Guide) -> None:
    answer = mine.ask("债务调解站几天给答复", "2024-12-31")
    assert "没有收录当时的条文" in answer.summary.text
    assert not any(version.id.startswith("example-rules") for version in answer.citations)


def test_slang_alone_leads_to_the_topic(mine: Guide) -> None:
    slang = "和事楼"
    assert slang not in files()[f"topics/negotiation/{TOPIC}.yaml"]
    answer = mine.ask(f"{slang}怎么申请", TODAY)
    assert answer.topics[0].id == TOPIC
    evidence = {found.what for found in answer.explanation.evidence(TOPIC)}
    assert "念example_station" in evidence
    assert any(found.startswith("式<example_station>") for found in evidence)


def test_conditions_and_placeholders_of_the_example_are_said_as_the_document_tells(mine: Guide) -> None:
    text = said(mine.ask("债务调解站怎么申请", TODAY))
    assert "（信用卡）发卡银行" in text
    assert "《人民调解法》第四条" in text
    assert "打000-0000000问" in text
    assert "常听人说“进了调解站，催收就得停”。" in text
    assert "{" not in text


KINDS = {"词", "单字", "连字", "概念", "概念对", "整句", "句式"}


def test_explain_shows_what_the_document_shows(mine: Guide) -> None:
    told = explained(mine.ask("和事楼怎么申请", TODAY), mine.knowledge_base)
    (shown,) = (block for block in BLOCKS if block.startswith("—— 为什么这样回答"))
    for line in shown.splitlines():
        if line.startswith(("——", "判断", "第 1")):
            assert re.split("……|，-?[0-9]+ 分", line)[0] in told
    kinds = re.findall(r"^    [+-]\d+  (\S+) ", told, re.MULTILINE)
    assert set(kinds) <= KINDS
    assert {"概念", "句式"} <= set(kinds)
    assert set(re.findall(r"^    [+-]\d+  (\S+) ", shown, re.MULTILINE)) <= KINDS


def test_an_addition_of_the_document_adds_to_a_built_in_topic_and_keeps_the_rest(mine: Guide, guide: Guide) -> None:
    added = mine.ask("调解站管不管个人债务清理", TODAY)
    assert added.topics[0].id == "special.insolvency"
    assert added.contacts[-1].id == "example-station"
    below = guide.ask("个人破产怎么申请", TODAY)
    answer = mine.ask("个人破产怎么申请", TODAY)
    assert answer.summary == below.summary
    assert [contact.id for contact in answer.contacts[:-1]] == [contact.id for contact in below.contacts]


def test_a_term_that_an_addition_of_the_document_adds_is_heard_as_its_concept(mine: Guide, guide: Guide) -> None:
    question = "信用卡能不能跟银行打住息"
    assert mine.ask(question, TODAY).topics[0].id.startswith("negotiation.")
    evidence = {found.what for found in mine.ask(question, TODAY).explanation.evidence(mine.ask(question, TODAY).topics[0].id)}
    assert any(found.endswith("negotiate") for found in evidence)


# --- mistakes


def test_the_wrong_example_gives_exactly_the_error_of_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((name, content),) = files("写错了的 ").items()
    lay(tmp_path / "mine", {**files(), name: content})
    monkeypatch.chdir(tmp_path)
    ((told,),) = ([block for block in BLOCKS if block.startswith(f"mine/{name}:")],)
    assert written(check, "mine") == (1, told.rstrip("\n"))


def test_the_wrong_example_is_sound_once_mended(tmp_path: Path, builtin_knowledge: Path) -> None:
    ((name, content),) = files("写错了的 ").items()
    lay(tmp_path, {**files(), name: content.replace("十日内", "{example.reply}内")})
    assert problems_of(str(tmp_path), str(builtin_knowledge)) == []


def test_conflicts_with_the_built_in_knowledge_name_both_places(builtin_knowledge: Path) -> None:
    conflict = OVERLAY / "conflict"
    problems = problems_of(str(conflict), str(builtin_knowledge))
    assert sorted(problem.code for problem in problems) == ["DG402", "DG402", "DG409"]
    for problem in problems:
        places = f"{problem.mark} {problem.hint}"
        assert conflict.as_posix() in places
        assert builtin_knowledge.as_posix() in places
        assert "另一处在" in problem.hint


def test_the_conflict_of_the_document_is_told_so(tmp_path: Path, builtin_knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(OVERLAY / "conflict", tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    (shown,) = (block for block in BLOCKS if "DG402" in block and "……" in block)
    first, second = shown.splitlines()
    told = written(check, "mine").text.splitlines()
    assert first in told
    start, end = re.split("……|:[0-9]+:[0-9]+(?=；)", second)[0], re.split(":[0-9]+:[0-9]+(?=；)", second)[1]
    follows = told[told.index(first) + 1]
    assert follows.startswith(start)
    assert follows.endswith(end)


# --- an organisation's overlay


def test_an_overlay_replaces_a_contact_in_every_answer(mine: Guide) -> None:
    answer = mine.ask("信用卡逾期被起诉了，法律援助怎么申请", TODAY)
    assert "000-1111111" in answer.notice
    assert not any(contact.number == "12348" for contact in answer.contacts)


def test_an_overlay_replaces_an_answer(mine: Guide) -> None:
    answer = mine.ask("助学贷款逾期了怎么办", TODAY)
    assert answer.topics[0].id == "special.student_loan"
    assert answer.summary.text == "先到学校资助中心登记，再带合同到本站来，号码是000-1111111。"
    assert answer.certainty == "see_lawyer"


def test_an_overlay_keeps_what_it_does_not_replace(mine: Guide, guide: Guide) -> None:
    question = "网贷逾期三个月会被起诉吗"
    assert mine.ask(question, TODAY).topics[0].id == guide.ask(question, TODAY).topics[0].id
    assert {card.id for card in guide.knowledge_base.topics} < {card.id for card in mine.knowledge_base.topics}


# --- kb test and kb stats


def test_every_failure_is_told_with_its_place(minimal_knowledge: Path) -> None:
    cap = minimal_knowledge / "topics" / "fees" / "fees.cap.yaml"
    cap.write_text(cap.read_text(encoding="utf-8").replace('  - "手续费有没有上限"', '  - "怎么把钱藏起来"'), encoding="utf-8")
    told = written(testing.test, minimal_knowledge)
    assert told.code == 1
    assert f"{cap.as_posix()}:10:5: DG501 “怎么把钱藏起来”没有找到 fees.cap，找到的是 fees.late" in told.text
    assert re.search(r"问了 13 句，\d+ 句对，\d+ 句不对。$", told.text)


def test_a_near_miss_that_is_hit_is_told(minimal_knowledge: Path) -> None:
    cap = minimal_knowledge / "topics" / "fees" / "fees.cap.yaml"
    cap.write_text(cap.read_text(encoding="utf-8").replace("上门要收费用吗", "手续费最多收几次"), encoding="utf-8")
    assert "DG502 “手续费最多收几次”不该找到 fees.cap，却找到了" in written(testing.test, minimal_knowledge).text


@pytest.mark.parametrize("command", [testing.test, stats])
def test_unsound_knowledge_is_told_as_by_kb_check(command: object, minimal_knowledge: Path, tmp_path: Path) -> None:
    (minimal_knowledge / "guide.yaml").write_text("unheard_of: 1\n", encoding="utf-8")
    for folder in (minimal_knowledge, tmp_path / "nowhere"):
        told = written(command, folder)
        assert told.code == 1
        assert re.search(": DG[0-9]{3} ", told.text)


def test_counts(minimal_knowledge: Path) -> None:
    assert written(stats, minimal_knowledge) == (
        0,
        "话题：5（写完 3，占位 2）\n"
        "阶段：2；安全规则：2\n"
        "话语：12；近似而不是的话：1；句式：5\n"
        "条文：4（共 6 个版本），出自 2 部\n"
        "    法律：3（1 部）\n"
        "    行业自律：1（1 部）\n"
        "参数：3\n"
        "求助渠道：2\n"
        "词：6（概念 3）\n"
        "事实：5；判断：2\n"
        "最早的审读日：2026-11-22（fees.cap、safety.crisis、visits.home）\n"
        "没有写审读日：fees.late、oos.other、calls、calls.second",
    )


def test_the_command_line_knows_them(minimal_knowledge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "stats", str(minimal_knowledge)]) == 0
    assert capsys.readouterr().out.startswith("话题：5")
    assert run(["--knowledge", str(minimal_knowledge), "kb", "stats"]) == 0
    assert run(["kb", "test", str(minimal_knowledge)]) in (0, 1)
    assert "句对" in capsys.readouterr().out
    assert run(["kb", "stats"]) == 0
    assert "法律：" in capsys.readouterr().out


# --- the tables


def test_every_code_is_explained_once() -> None:
    source = Path(debtguide.__file__).parent
    codes = {code for path in source.rglob("*.py") for code in re.findall('"(DG[1-9][0-9]{2})"', path.read_text(encoding="utf-8"))}
    rows = re.findall(r"^\| (DG\d{3}) \| (.+) \| (.+) \|$", section("## 所有的错误代码"), re.MULTILINE)
    assert sorted(code for code, *_ in rows) == sorted(codes)
    assert len(rows) == len(codes)


KEYS = (
    ("### guide.yaml", tables.GUIDE),
    ("### 话题 topics", tables.TOPIC),
    ("### 阶段 stages", tables.STAGE),
    ("### 答复 answer", tables.ANSWER),
    ("### 参数 parameters", tables.PARAMETER),
    ("### 渠道 contacts", tables.CONTACT),
    ("### 安全规则 safety", tables.SAFETY),
    ("### 事实 interview", tables.FACT),
    ("### 应对 manners", tables.MANNER),
    ("### 判断 assessments", tables.ASSESSMENT),
    ("### 词表 lexicon", tables.CONCEPT),
)


def rows(text: str) -> list[tuple[str, bool]]:
    return [(key, must == "●") for key, must in re.findall(r"^\| `(\w+)` \| ?(●?) ?\|", text, re.MULTILINE)]


def fields(record: RecordOf) -> list[tuple[str, bool]]:
    return [(field.name, field.required) for field in record.fields]


@pytest.mark.parametrize(("heading", "record"), KEYS)
def test_every_key_is_explained(heading: str, record: RecordOf) -> None:
    assert rows(section(heading)) == fields(record)


def test_every_key_of_a_conversation_is_explained() -> None:
    case, turn = section("### 对话 cases").split("每一轮：")
    assert rows(case) == fields(tables.CASE)
    assert rows(turn) == fields(tables.CASE_TURN)


def test_every_key_of_a_statute_is_explained() -> None:
    statute, editions, articles = re.split("^`(?:editions|articles)` 的每一项：$", section("### 法条 statutes"), flags=re.MULTILINE)
    assert rows(statute) == fields(tables.STATUTE)
    assert rows(editions) == fields(tables.EDITION)
    assert rows(articles) == fields(tables.ARTICLE)


def test_every_key_of_a_statement_is_explained() -> None:
    known = {field.name for record in (tables.STATEMENT, tables.MYTH, tables.STEP, tables.SCRIPT) for field in record.fields}
    assert {key for key, _ in rows(section("### 一句话"))} == known


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("### 参数 parameters", tables.UNITS),
        ("### 事实 interview", tables.FACT_KINDS),
        ("### 安全规则 safety", tables.SAFETY_KINDS),
        ("### 一句话", tables.DUE_EVENTS),
        ("### 一句话", tables.BASES),
        ("### 法条 statutes", tables.LEVELS),
    ],
)
def test_every_word_to_choose_from_is_named(heading: str, words: tuple[str, ...]) -> None:
    assert [word for word in words if word not in section(heading)] == []


def test_conditions_and_patterns_of_the_document_can_be_read() -> None:
    conditions = re.findall('`"([^"`]+)"`', section("## 条件"))
    assert len(conditions) > 8
    assert [text for text in conditions if parse_comparison(text) is None] == []
    patterns = [text for text in re.findall('`"?([^"`]+)"?`', section("## 句式")) if re.search("[{<*&]", text) and not text.startswith("!")]
    assert len(patterns) > 5
    assert [text for text in patterns if isinstance(parse_pattern(text), str)] == []


def test_the_folded_paragraph_and_the_listed_condition_are_yaml() -> None:
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```$", TEXT, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 8
    for block in blocks:
        assert isinstance(yaml.safe_load(block), dict)


def test_the_links_inside_the_document_lead_somewhere() -> None:
    headings = {re.sub("[、 ]", lambda mark: "-" if mark[0] == " " else "", heading) for heading in re.findall("^#+ (.+)$", TEXT, re.MULTILINE)}
    assert [link for link in re.findall(r"\]\(#([^)]+)\)", TEXT) if link not in headings] == []
    assert [link for link in re.findall(r"\]\((?!#)([^)]+)\)", TEXT) if not (DOCUMENT.parent / link).exists()] == []
