"""``kb test``: does every utterance reach its topic, and no near miss the topic that it only looks like?"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from debtguide.authoring import conversations
from debtguide.authoring.conversations import read_cases
from debtguide.errors import KnowledgeError, Problem
from debtguide.knowledge.library import read_library
from debtguide.knowledge.statements import SPEAKERS
from debtguide.service.load import load_guide
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.nodes import Scalar
    from debtguide.replies.answer import Answer
    from debtguide.service.guide import Guide


class Case(NamedTuple):
    """An utterance of the knowledge: whose it is, and whether it must reach that topic or must not."""

    text: Scalar
    speaker: str
    owner: str
    topic: str
    must_reach: bool


def test(directory: str | None, write: Callable[[str], None]) -> int:
    """Ask every utterance and near miss of ``directory``; write each failure and return 1, or 0 where there is none.

    Of an overlay, failures of built-in utterances are told only where the overlay brought them about.
    """
    builtin = builtin_directory()
    problems: list[Problem] = []
    try:
        library = read_library(Path(directory or builtin), Path(builtin), problems)
        if library is None or problems:
            raise KnowledgeError(problems)
        guide = load_guide(directory)
    except KnowledgeError as error:
        write(error.report())
        return 1
    asked = list(cases(library))
    failed = [(case, problem) for case in asked if (problem := failure(guide, case)) is not None]
    failures = [problem for case, problem in failed if not (library.overlay and _fails_without(case, Path(builtin)))]
    if failures:
        write(KnowledgeError(failures).report())
    before = len(failed) - len(failures)
    also = f"另有 {before} 句在内置知识库里本来就不对，与叠加无关，没有列出。" if before else ""
    write(f"问了 {len(asked)} 句，{len(asked) - len(failed)} 句对，{len(failures)} 句不对。{also}")
    talks = read_cases(directory or builtin, problems)
    wrong = {str(case["id"]): differences for case in talks if (differences := conversations.failures(guide, case))}
    if wrong or problems:
        write(KnowledgeError([*problems, *(problem for found in wrong.values() for problem in found)]).report())
    if talks:
        write(f"对话 {len(talks)} 段，{len(talks) - len(wrong)} 段对，{len(wrong)} 段不对。")
    return 1 if failures or wrong or problems else 0


def _fails_without(case: Case, builtin: Path) -> bool:
    """Return whether a built-in utterance fails over the built-in knowledge alone."""
    return case.text.mark.file.startswith(builtin.as_posix() + "/") and failure(_builtin_guide(), case) is not None


@lru_cache(maxsize=1)
def _builtin_guide() -> Guide:
    return load_guide()


def cases(library: Library) -> Iterator[Case]:
    """Yield every utterance and near miss of topics, stages and safety rules."""
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            topic = name if speaker == "topic" else str(record["topic"])
            for key in ("utterances", "not_utterances"):
                for text in record.list(key):
                    yield Case(text, speaker, name, topic, key == "utterances")


def failure(guide: Guide, case: Case) -> Problem | None:
    """Ask one case; return what went wrong, or None."""
    answer = guide.ask(case.text)
    reached = _reached(answer, case)
    if reached == case.must_reach:
        return None
    found = answer.topics[0].id if answer.topics else "没有话题"
    shown = case.text[:30]
    if case.must_reach:
        hint = f"用 ask --explain 看为什么；补几句相近的话语，或给 {found} 加一句近似而不是的话。"
        return Problem(case.text.mark, "DG501", f"“{shown}”没有找到 {case.owner}，找到的是 {found}", hint)
    hint = "在它真正所属的话题里加上这句和几句相近的话语；跟债务无关的，写进 oos. 开头的话题。"
    return Problem(case.text.mark, "DG502", f"“{shown}”不该找到 {case.owner}，却找到了", hint)


def _reached(answer: Answer, case: Case) -> bool:
    if case.speaker == "safety":
        alarm = answer.explanation.alarm
        return alarm is not None and alarm.rule.id == case.owner
    if case.must_reach and answer.crisis:
        # Someone in danger comes before any debt; whether the gate is right is what the safety rules' own utterances test.
        return True
    found = answer.topics[0].id if answer.topics else ""
    return found == case.topic or (case.must_reach and found.startswith(f"{case.topic}."))
