"""References lead somewhere: articles, parameters, contacts, topics, stages, facts, concepts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from debtguide.errors import Problem
from debtguide.knowledge.kinds import suggestion
from debtguide.knowledge.statements import SPEAKERS, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.knowledge.nodes import Scalar

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def article_ids(library: Library) -> set[str]:
    """Return the ids of all articles held: statute/number."""
    return {f"{statute}/{article['id']}" for statute, record in library.of("statute").items() for article in record.list("articles")}


def topic_ids(library: Library) -> set[str]:
    """Return the ids of all topics, those that stages speak for among them."""
    return set(library.of("topic")) | {str(stage["topic"]) for stage in library.of("stage").values()}


def _missing(where: Scalar, code: str, what: str, owner: str, known: Collection[str]) -> Problem:
    nearest = suggestion(str(where), sorted(known))
    return Problem(where.mark, code, f"{owner}引用了不存在的{what} {where}", nearest)


def _articles(library: Library) -> Iterator[Problem]:
    """DG301: an article that is not held."""
    known = article_ids(library)

    def missing(owner: str, cites: list[Scalar]) -> Iterator[Problem]:
        for cite in cites:
            if cite not in known:
                yield _missing(cite, "DG301", "条文", owner, _same_statute(cite, known))

    for said in statements(library):
        yield from missing(f"{_title(said.speaker)} {said.owner} ", said.statement.list("cites"))
    for name, parameter in library.of("parameter").items():
        yield from missing(f"参数 {name} ", parameter.list("cites"))
        for _, dated in parameter.list("values"):
            yield from missing(f"参数 {name} ", dated.list("cites"))
    for name, fact in library.of("fact").items():
        yield from missing(f"事实 {name} ", fact.list("cites"))
    for name, statute in library.of("statute").items():
        for article in statute.list("articles"):
            links = [article["renumbered_from"]] if article["renumbered_from"] else []
            links += article.list("became") + [read["now"] for read in article.list("reads_today")]
            yield from missing(f"条文 {name}/{article['id']} ", links)


def _same_statute(cite: str, known: Collection[str]) -> list[str]:
    """Return the known articles of the instrument that ``cite`` names, or all where the instrument is unknown."""
    statute = cite.split("/")[0] + "/"
    return [other for other in known if other.startswith(statute)] or list(known)


def _title(speaker: str) -> str:
    return {"topic": "话题", "stage": "阶段", "safety": "安全规则"}[speaker]


def _placeholders(library: Library) -> Iterator[Problem]:
    """DG301, DG302, DG303, DG210: a placeholder in prose that names nothing."""
    articles, contacts, parameters = article_ids(library), library.of("contact"), library.of("parameter")
    texts = [(f"{_title(said.speaker)} {said.owner} ", said.statement["text"]) for said in statements(library)]
    if library.guide["notice"] is not None:
        texts.append(("guide.yaml ", library.guide["notice"]))
    for owner, text in texts:
        for inside in PLACEHOLDER.findall(text):
            kind, _, name = inside.rpartition(":")
            known, code, what = {
                "law": (articles, "DG301", "条文"),
                "contact": (contacts, "DG303", "求助渠道"),
                "": (parameters, "DG302", "参数"),
            }.get(kind, (None, "", ""))
            if known is None:
                yield Problem(text.mark, "DG210", f"占位“{{{inside}}}”看不懂", "只有三种：{参数id}、{law:法律/条号}、{contact:渠道id}。")
            elif name not in known:
                yield Problem(text.mark, code, f"{owner}引用了不存在的{what} {name}", suggestion(name, sorted(known)))
        if text.count("{") != len(PLACEHOLDER.findall(text)) or text.count("}") != text.count("{"):
            yield Problem(text.mark, "DG210", "花括号没有成对", "占位写成 {limitation.general}。")


def _answers(library: Library) -> Iterator[Problem]:
    """DG302-DG304, DG308: parameters of periods, contacts, follow-up topics and stages of answers."""
    topics, stages = topic_ids(library), library.of("stage")
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            owner = f"{_title(speaker)} {name} "
            answer: Record | None = record["answer"]
            if answer is None:
                continue
            for contact in answer.list("contacts"):
                if contact not in library.of("contact"):
                    yield _missing(contact, "DG303", "求助渠道", owner, library.of("contact"))
            for topic in answer.list("follow_ups"):
                if topic not in topics:
                    yield _missing(topic, "DG304", "话题", owner, topics)
            for stage in answer.list("shows_stages"):
                if stage not in stages:
                    yield _missing(stage, "DG308", "阶段", owner, stages)
            for step in answer.list("steps"):
                if step["due"] is not None and step["due"]["within"] not in library.of("parameter"):
                    yield _missing(step["due"]["within"], "DG302", "参数", owner, library.of("parameter"))


def _records(library: Library) -> Iterator[Problem]:
    """DG302, DG304, DG306, DG308: references that records make by their own keys."""
    stages, facts = library.of("stage"), library.of("fact")
    for name, topic in library.of("topic").items():
        for key in ("stage", "sub_stage"):
            if topic[key] is not None and topic[key] not in stages:
                yield _missing(topic[key], "DG308", "阶段", f"话题 {name} ", stages)
        for fact in topic.list("needs"):
            if fact not in facts:
                yield _missing(fact, "DG306", "事实", f"话题 {name} ", facts)
    for name, stage in stages.items():
        if stage["parent"] is not None and stage["parent"] not in stages:
            yield _missing(stage["parent"], "DG308", "阶段", f"阶段 {name} ", stages)
    for name, rule in library.of("safety").items():
        if rule["topic"] not in topic_ids(library):
            yield _missing(rule["topic"], "DG304", "话题", f"安全规则 {name} ", topic_ids(library))
    for name, contact in library.of("contact").items():
        if contact["number"] is None and contact["url"] is None:
            yield Problem(contact.mark, "DG203", f"求助渠道 {name} 既没有 number 也没有 url", "号码和网址至少写一个。")
    for name, parameter in library.of("parameter").items():
        if parameter["of"] is not None and parameter["of"] not in library.of("parameter"):
            yield _missing(parameter["of"], "DG302", "参数", f"参数 {name} ", library.of("parameter"))
        if (parameter["of"] is None) == (parameter["values"] is None):
            yield Problem(parameter.mark, "DG203", f"参数 {name} 要么写 values，要么写 of 和 factor", "直接给出各个日期的值，或说明由哪个参数推算。")
        if parameter["of"] is not None and parameter["factor"] is None:
            yield Problem(parameter.mark, "DG203", f"参数 {name} 写了 of，却没有 factor", "factor：乘以几。")


RULES = (_articles, _placeholders, _answers, _records)
