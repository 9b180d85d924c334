"""Why the guide answered so, for authors: what was read, which patterns held, what nearly won."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.matching.features import ASKING, STORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.matching.matcher import Candidate, Evidence
    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.replies.answer import Answer

_KINDS = {"词": "词", "单": "单字", "字": "连字", "对": "概念对", "念": "概念", "全": "整句", "式": "句式", "恒": "常数"}
_OUTCOMES = {"answered": "回答", "ask_back": "反问", "declined": "不属于本指南", "unknown": "没看懂"}
_SHOWN = 8
_MISSED = 3
_LONG = 24


def explained(answer: Answer, knowledge_base: KnowledgeBase) -> str:
    """Return the explanation of ``answer`` as text."""
    lines = [f"—— 为什么这样回答（知识库 {knowledge_base.version}，{answer.kb[:19]}）"]
    why = answer.explanation
    alarm, match = why.alarm, why.match
    if alarm is not None:
        lines.append(f"安全规则 {alarm.rule.id}（{alarm.rule.kind}）：句式 {alarm.pattern}")
    lines.append(f"判断：{_OUTCOMES[match.outcome]}")
    lines += _read(answer, knowledge_base)
    lines.append(f"该不该答：领先 {match.scope.lead:+d}，像不像欠债人说的 {match.scope.voice:+d}，偏向 {match.scope.lean:+d}，合计 {match.scope.total:+d}")
    places = [(f"第 {place} 名", candidate) for place, candidate in enumerate(match.ranked, 1)]
    if match.other_side is not None:
        places.append(("另一边最高的", match.other_side))
    first: list[Evidence] = []
    for place, candidate in places:
        found = why.evidence(candidate.topic)
        lines += _candidate(place, candidate, found)
        if first:
            lines += _behind(match.ranked[0].points - candidate.points, first, found)
        first = first or found
    return "\n".join(lines)


def _read(answer: Answer, knowledge_base: KnowledgeBase) -> Iterator[str]:
    """Yield what was read: the clauses with what each counts, the concepts, and the parts where several things were asked."""
    reading = answer.explanation.reading
    asked = any(clause.asks for clause in reading.clauses)
    for clause in reading.clauses:
        asks = clause.asks or not asked
        yield f"小句：{reading.normal.text[clause.start : clause.end].strip()}（{'问' if asks else '讲'}，每样算 {ASKING if asks else STORY} 份）"
    concepts = dict.fromkeys(f"{reading.normal.text[hit.start : hit.end]}={hit.concept}" for hit in reading.concepts)
    if concepts:
        yield f"概念：{'，'.join(concepts)}"
    if len(answer.parts) > 1:
        for part in answer.parts:
            yield f"分开问：{answer.question[part.start : part.end].strip()} → {part.topic}"


def _candidate(place: str, candidate: Candidate, found: list[Evidence]) -> list[str]:
    lines = [f"{place}：{candidate.topic}，{candidate.points} 分"]
    return lines + [f"    {evidence.points:+d}  {_told(evidence.what)}" for evidence in found[:_SHOWN]]


def _behind(short: int, first: list[Evidence], found: list[Evidence]) -> Iterator[str]:
    """Yield why a topic is behind the first: what spoke most for the first and not for it."""
    own = {evidence.what: evidence.points for evidence in found}
    missing = sorted([(own.get(one.what, 0) - one.points, one.what) for one in first])[:_MISSED]
    yield f"    比第 1 名{'少' if short >= 0 else '多'} {abs(short)} 分，差在：{'，'.join(f'{_short(what)} {less:+d}' for less, what in missing if less < 0)}"


def _short(what: str) -> str:
    told = _told(what)
    return told if len(told) <= _LONG else f"{told[:_LONG]}……"


def _told(what: str) -> str:
    return f"{_KINDS[what[0]]} {what[1:]}"
