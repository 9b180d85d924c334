"""Conversations of ``cases/``: read, checked, held against a guide turn by turn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debtguide.dialogue.acts import ACTS
from debtguide.errors import Problem
from debtguide.knowledge.checks.references import Known
from debtguide.knowledge.kinds import suggestion
from debtguide.knowledge.library import read_records
from debtguide.knowledge.tables import CASE_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.replies.reply import Reply
    from debtguide.service.guide import Guide
    from debtguide.service.session import Session

NOTHING = "nothing"


def read_cases(directory: str | Path, problems: list[Problem]) -> list[Record]:
    """Return the conversations of a knowledge directory by id; what cannot be read is noted in ``problems``."""
    return list(read_records(Path(directory), CASE_FILES, problems).values())


def case_problems(directory: str, library: Library | None) -> list[Problem]:
    """Return what is wrong with the conversations of ``directory``: how they are written, and ids that ``library`` does not define."""
    problems: list[Problem] = []
    cases = read_cases(directory, problems)
    if library is not None:
        problems += [problem for case in cases for turn in case.list("turns") for problem in _dangling(turn, library)]
    return problems


def _dangling(turn: Record, library: Library) -> Iterator[Problem]:
    known = Known(library)
    for target, key in (("topic", "topic"), ("stage", "stage"), ("stage", "sub_stage")):
        if turn[key] is not None:
            yield from known.dangling(target, turn[key], turn[key], "对话")
    for cite in turn.list("cites"):
        yield from known.dangling("article", cite, cite, "对话")
    facts = [*turn.list("unset"), *(fact for fact, _ in turn.list("facts")), *(fact for debt in turn.list("debts") for fact, _ in debt)]
    for fact in facts + ([turn["asks"]] if turn["asks"] not in (None, NOTHING) else []):
        yield from known.dangling("fact", fact, fact, "对话")
    if turn["act"] is not None and turn["act"] not in ACTS:
        yield Problem(turn["act"].mark, "DG204", f"“{turn['act']}”不在可选的词里", suggestion(turn["act"], ACTS))


def failures(guide: Guide, case: Record) -> list[Problem]:
    """Hold one conversation; return everything that came out otherwise than it says.

    Every turn is also taken by a session restored from its state, which must reply the same.
    """
    session = guide.session(as_of=str(case["as_of"]))
    found: list[Problem] = []
    for turn in case.list("turns"):
        day = str(turn["on"] or case["as_of"])
        state = json.loads(json.dumps(session.to_dict()))
        again = guide.session(state, as_of=day).send(turn["said"])
        session = guide.session(state, as_of=day)
        reply = session.send(turn["said"])
        found += _differences(turn, reply)
        if again.to_dict() != reply.to_dict():
            found.append(_problem(turn, "said", "同样的状态和话，两次回得不一样"))
        found += _too_large(turn, session)
    return found


def _too_large(turn: Record, session: Session) -> Iterator[Problem]:
    size = len(json.dumps(session.to_dict()))
    if size >= 16 * 1024:
        yield _problem(turn, "said", f"会话状态有 {size} 字节，太大了")


def _problem(turn: Record, key: str, what: str) -> Problem:
    return Problem(turn.mark_of(key), "DG503", f"说“{str(turn['said'])[:24]}”之后，{what}", "对照知识库和这段对话，看是哪一边该改。")


def _differences(turn: Record, reply: Reply) -> Iterator[Problem]:
    """Yield what the reply does not have of what the turn expects."""
    plain = reply.to_dict()
    topic = plain["topics"][0]["id"] if plain["topics"] else None
    asks = NOTHING if reply.asks is None else reply.asks.fact
    got = {
        "act": reply.act,
        "outcome": reply.outcome,
        "topic": topic,
        "stage": plain["stage"],
        "sub_stage": plain["sub_stage"],
        "asks": asks,
        "left_at_most": None if reply.asks is None else str(reply.asks.left_at_most),
        "host": None if reply.host is None else reply.host.action,
    }
    for key, value in got.items():
        if turn[key] is not None and str(turn[key]) != value:
            yield _problem(turn, key, f"{key} 应当是 {turn[key]}，却是 {value}")
    yield from _facts(turn, plain)
    yield from _texts(turn, plain)


def _facts(turn: Record, plain: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _of_facts(turn, "facts", turn.list("facts"), plain["facts"])
    for fact in turn.list("unset"):
        if str(fact) in plain["facts"]:
            yield _problem(turn, "unset", f"{fact} 应当还不知道，却是 {_shown(plain['facts'][str(fact)])}")
    if turn["debts"] is not None:
        if len(turn["debts"]) != len(plain["debts"]):
            yield _problem(turn, "debts", f"应当有 {len(turn['debts'])} 笔债，却有 {len(plain['debts'])} 笔")
        for expected, debt in zip(turn["debts"], plain["debts"]):
            known = {**debt, **{key: value for paper in debt["documents"] for key, value in paper.items() if value is not None}}
            yield from _of_facts(turn, "debts", expected, known)


def _of_facts(turn: Record, key: str, expected: list[Any], known: Mapping[str, Any]) -> Iterator[Problem]:
    for fact, value in expected:
        wanted = sorted(map(str, value)) if isinstance(value, list) else str(value)
        if _shown(known.get(str(fact))) != wanted:
            yield _problem(turn, key, f"{fact} 应当是 {wanted}，却是 {_shown(known.get(str(fact)))}")


def _shown(value: object) -> str | list[str] | None:
    if isinstance(value, list):
        return sorted(map(_one, value))
    return None if value is None else _one(value)


def _one(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(turn: Record, plain: Mapping[str, Any]) -> Iterator[Problem]:
    for text in turn.list("says"):
        if text not in plain["text"]:
            yield _problem(turn, "says", f"话里应当有“{text}”")
    for text in turn.list("says_not"):
        if text in plain["text"]:
            yield _problem(turn, "says_not", f"话里不该有“{text}”")
    cited = {version["id"] for version in plain["citations"]}
    for cite in turn.list("cites"):
        if str(cite) not in cited:
            yield _problem(turn, "cites", f"应当引用 {cite}")
    due = [] if plain["plan"] is None else plain["plan"]["deadlines"]
    for wanted in turn.list("deadlines"):
        near = [deadline for deadline in due if str(wanted["says"]) in deadline["what"]]
        fits = [deadline for deadline in near if _due_fits(wanted, deadline)]
        if not fits:
            shown = "、".join(f"{deadline['what'][:20]} {deadline['date']} {deadline['state']}" for deadline in near or due)
            yield _problem(turn, "deadlines", f"应当有期限“{wanted['says']}” {wanted['date'] or ''} {wanted['state'] or ''}，却是：{shown or '没有'}")


def _due_fits(wanted: Record, deadline: Mapping[str, Any]) -> bool:
    return all(wanted[key] is None or str(wanted[key]) == deadline[key] for key in ("date", "state"))
