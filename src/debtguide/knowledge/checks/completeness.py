"""Every record says all that is needed to answer with it, and stages and topics stand where they say they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.errors import Problem
from debtguide.knowledge.checks.references import Known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.library import Library

NEEDED_TOPICS = ("oos.other",)
"""Topics that the guide itself speaks with: what was not understood is answered by ``oos.other``."""

_ANSWERED_BY_THE_RULE = ("evasion", "scam_offer")


def _needed(library: Library) -> Iterator[Problem]:
    """DG203: a topic that the guide cannot do without."""
    known = Known(library)
    for name in NEEDED_TOPICS:
        if not known.has("topic", name):
            where = library.guide.mark._replace(line=1, column=1)
            yield Problem(where, "DG203", f"没有话题 {name}", f"新建 topics/oos/{name}.yaml：听不懂的问题用它来答复。")


def _halves(library: Library) -> Iterator[Problem]:
    """DG203: records of which one half was forgotten."""
    for name, record in library.of("topic").items():
        if record["status"] == "finished" and record.absent("reviewed_on"):
            yield Problem(record.mark, "DG203", f"话题 {name} 写完了，却没有 reviewed_on", "reviewed_on：最近一次按法条逐句审读的日子。")
    for name, rule in library.of("safety").items():
        if rule["kind"] in _ANSWERED_BY_THE_RULE and rule.absent("answer"):
            yield Problem(rule.mark, "DG203", f"安全规则 {name} 没有 answer", f"{rule['kind']} 类的规则用自己的 answer 答复。")
    for name, contact in library.of("contact").items():
        if contact.absent("number") and contact.absent("url"):
            yield Problem(contact.mark, "DG203", f"求助渠道 {name} 既没有 number 也没有 url", "号码和网址至少写一个。")
    for name, parameter in library.of("parameter").items():
        if parameter.absent("of") == parameter.absent("values"):
            yield Problem(parameter.mark, "DG203", f"参数 {name} 要么写 values，要么写 of 和 factor", "直接给出各个日期的值，或说明由哪个参数推算。")
        if parameter["of"] is not None and parameter.absent("factor"):
            yield Problem(parameter.mark, "DG203", f"参数 {name} 写了 of，却没有 factor", "factor：乘以几。")


def _one_topic_each(library: Library) -> Iterator[Problem]:
    """DG309: a stage whose topic is another's."""
    owners = {name: record.mark_of("id") for name, record in library.of("topic").items()}
    for stage in library.of("stage").values():
        topic = stage["topic"]
        first = owners.setdefault(str(topic), topic.mark)
        if first is not topic.mark:
            yield Problem(topic.mark, "DG309", f"话题“{topic}”已经有了", f"另一处在 {first}；每个阶段用一个自己的话题 id。")


def _places(library: Library) -> Iterator[Problem]:
    """DG308: a sub-stage where a stage belongs, or one of another stage."""
    stages = library.of("stage")
    for name, record in stages.items():
        parent = stages.get(str(record["parent"]))
        if parent is not None and parent["parent"] is not None:
            message = f"阶段 {name} 的上一级 {record['parent']} 自己也是子阶段"
            yield Problem(record["parent"].mark, "DG308", message, "只有两级：parent 写一个没有 parent 的阶段。")
    for name, topic in library.of("topic").items():
        written, below = topic["stage"], topic["sub_stage"]
        stage, sub_stage = stages.get(str(written)), stages.get(str(below))
        if stage is not None and stage["parent"] is not None:
            hint = f"写成 stage: {stage['parent']} 和 sub_stage: {written}。"
            yield Problem(written.mark, "DG308", f"话题 {name} 的 stage 写了子阶段 {written}", hint)
        elif sub_stage is not None and sub_stage["parent"] != written and str(sub_stage["parent"] or below) in stages:
            hint = f"stage 写 {sub_stage['parent'] or below}，或换一个 sub_stage。"
            yield Problem(below.mark, "DG308", f"话题 {name} 的子阶段 {below} 不属于阶段 {written or '（没有写）'}", hint)


RULES = (_needed, _halves, _one_topic_each, _places)
