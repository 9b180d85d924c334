"""Why the guide answered so, for authors: what was read, which patterns held, what nearly won."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from debtguide.matching.matcher import Candidate, Evidence
    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.replies.answer import Answer

_KINDS = {"词": "词", "字": "连字", "念": "概念", "式": "句式", "恒": "常数"}
_OUTCOMES = {"answered": "回答", "ask_back": "反问", "declined": "不属于本指南", "unknown": "没看懂"}
_SHOWN = 8


def explained(answer: Answer, knowledge_base: KnowledgeBase) -> str:
    """Return the explanation of ``answer`` as text."""
    lines = [f"—— 为什么这样回答（知识库 {knowledge_base.version}，{answer.kb[:19]}）"]
    alarm, match = answer.explanation.alarm, answer.explanation.match
    if alarm is not None:
        lines.append(f"安全规则 {alarm.rule.id}（{alarm.rule.kind}）：句式 {alarm.pattern}")
    lines.append(f"判断：{_OUTCOMES[match.outcome]}")
    places = [(f"第 {place} 名", candidate) for place, candidate in enumerate(match.ranked, 1)]
    if match.other_side is not None:
        places.append(("另一边最高的", match.other_side))
    for place, candidate in places:
        lines += _candidate(place, candidate, answer.explanation.evidence(candidate.topic))
    return "\n".join(lines)


def _candidate(place: str, candidate: Candidate, found: list[Evidence]) -> list[str]:
    lines = [f"{place}：{candidate.topic}，{candidate.points} 分"]
    for evidence in found[:_SHOWN]:
        kind, what = evidence.what[0], evidence.what[1:]
        lines.append(f"    {evidence.points:+d}  {_KINDS[kind]} {what}")
    return lines
