"""References lead somewhere: articles, parameters, contacts, topics, stages, facts, concepts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from debtguide.errors import Problem
from debtguide.knowledge.additions import FOR_CONCEPTS, FOR_TOPICS, target_of
from debtguide.knowledge.kinds import suggestion
from debtguide.knowledge.statements import SPEAKERS, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.knowledge.nodes import Scalar

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Target(NamedTuple):
    """A kind of thing that can be referred to: the code of a reference that leads nowhere, and its name in Chinese."""

    code: str
    title: str


TARGETS = {
    "article": Target("DG301", "条文"),
    "parameter": Target("DG302", "参数"),
    "contact": Target("DG303", "求助渠道"),
    "topic": Target("DG304", "话题"),
    "concept": Target("DG305", "概念"),
    "fact": Target("DG306", "事实"),
    "assessment": Target("DG307", "判断"),
    "stage": Target("DG308", "阶段"),
}


class Known:
    """Which ids a library defines; what a file that could not be read whole may define counts as defined."""

    def __init__(self, library: Library) -> None:
        self._doubtful = library.doubtful
        self._doubtful_kinds = {kind for kind, _ in library.doubtful}
        self._ids: dict[str, frozenset[str]] = {
            **{kind: frozenset(library.of(kind)) for kind in ("parameter", "contact", "fact", "assessment", "stage")},
            "article": frozenset(article_ids(library)),
            "topic": frozenset(topic_ids(library)),
            "concept": frozenset(str(concept["id"]) for lexicon in library.of("lexicon").values() for concept in lexicon.list("concepts")),
        }

    def has(self, target: str, name: str) -> bool:
        """Return whether ``name`` is defined, or may be."""
        return name in self._ids[target] or self._may_be(target, name)

    def _may_be(self, target: str, name: str) -> bool:
        if target == "article":
            return ("statute", name.split("/")[0]) in self._doubtful
        if target == "concept":
            return "lexicon" in self._doubtful_kinds
        # A stage names its topic inside the file, so a stage that cannot be read may define any.
        return (target, name) in self._doubtful or (target == "topic" and "stage" in self._doubtful_kinds)

    def dangling(self, target: str, name: str, where: Scalar, owner: str) -> Iterator[Problem]:
        """Yield the problem that ``owner`` refers to a ``name`` that is nowhere defined, where that is so."""
        if not self.has(target, name):
            code, title = TARGETS[target]
            yield Problem(where.mark, code, f"{owner}引用了不存在的{title} {name}", suggestion(name, self._nearby(target, name)))

    def _nearby(self, target: str, name: str) -> list[str]:
        """Return what may have been meant: of articles those of the same instrument, where it is known."""
        same_statute = [other for other in self._ids[target] if target == "article" and other.startswith(name.split("/")[0] + "/")]
        return sorted(same_statute or self._ids[target])


def article_ids(library: Library) -> set[str]:
    """Return the ids of all articles held: statute/number."""
    return {f"{statute}/{article['id']}" for statute, record in library.of("statute").items() for article in record.list("articles")}


def topic_ids(library: Library) -> set[str]:
    """Return the ids of all topics, those that stages speak for among them."""
    return set(library.of("topic")) | {str(stage["topic"]) for stage in library.of("stage").values()}


def _articles(library: Library) -> Iterator[Problem]:
    """DG301: an article that is not held."""
    known = Known(library)

    def cited(owner: str, cites: list[Scalar]) -> Iterator[Problem]:
        for cite in cites:
            yield from known.dangling("article", cite, cite, owner)

    for said in statements(library):
        yield from cited(f"{_title(said.speaker)} {said.owner} ", said.statement.list("cites"))
    for name, parameter in library.of("parameter").items():
        yield from cited(f"参数 {name} ", parameter.list("cites"))
        for _, dated in parameter.list("values"):
            yield from cited(f"参数 {name} ", dated.list("cites"))
    for name, fact in library.of("fact").items():
        yield from cited(f"事实 {name} ", fact.list("cites"))
    for name, statute in library.of("statute").items():
        for article in statute.list("articles"):
            links = [article["renumbered_from"]] if article["renumbered_from"] else []
            links += article.list("became") + [read["now"] for read in article.list("reads_today")]
            yield from cited(f"条文 {name}/{article['id']} ", links)


def _title(speaker: str) -> str:
    return {"topic": "话题", "stage": "阶段", "safety": "安全规则", "assessment": "判断"}[speaker]


def _placeholders(library: Library) -> Iterator[Problem]:
    """DG301, DG302, DG303, DG210: a placeholder in prose that names nothing."""
    known = Known(library)
    texts = [(f"{_title(said.speaker)} {said.owner} ", said.statement["text"]) for said in statements(library)]
    texts += [(f"{_title('safety')} {name} ", rule["gentle"]) for name, rule in library.of("safety").items() if rule["gentle"] is not None]
    if library.guide["notice"] is not None:
        texts.append(("guide.yaml ", library.guide["notice"]))
    for owner, text in texts:
        for inside in PLACEHOLDER.findall(text):
            kind, _, name = inside.rpartition(":")
            if kind == "figure":
                continue  # only rules of the assessment may name figures: checks.assessments
            target = {"law": "article", "contact": "contact", "": "parameter"}.get(kind)
            if target is None:
                yield Problem(text.mark, "DG210", f"占位“{{{inside}}}”看不懂", "只有三种：{参数id}、{law:法律/条号}、{contact:渠道id}。")
            else:
                yield from known.dangling(target, name, text, owner)
        if text.count("{") != len(PLACEHOLDER.findall(text)) or text.count("}") != text.count("{"):
            yield Problem(text.mark, "DG210", "花括号没有成对", "占位写成 {limitation.general}。")


def _answers(library: Library) -> Iterator[Problem]:
    """DG302-DG304, DG308: parameters of periods, contacts, follow-up topics and stages of answers."""
    known = Known(library)
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            owner = f"{_title(speaker)} {name} "
            answer: Record | None = record["answer"]
            if answer is None:
                continue
            for key, target in (("contacts", "contact"), ("follow_ups", "topic"), ("shows_stages", "stage")):
                for where in answer.list(key):
                    yield from known.dangling(target, where, where, owner)
            for step in answer.list("steps"):
                if step["due"] is not None:
                    yield from known.dangling("parameter", step["due"]["within"], step["due"]["within"], owner)


def _records(library: Library) -> Iterator[Problem]:
    """DG302, DG304, DG306, DG308: references that records make by their own keys."""
    known = Known(library)

    def refers(target: str, where: Scalar | None, owner: str) -> Iterator[Problem]:
        if where is not None:
            yield from known.dangling(target, where, where, owner)

    for name, topic in library.of("topic").items():
        yield from refers("stage", topic["stage"], f"话题 {name} ")
        yield from refers("stage", topic["sub_stage"], f"话题 {name} ")
        for needed in topic.list("needs"):
            yield from refers("fact", needed, f"话题 {name} ")
    for name, stage in library.of("stage").items():
        yield from refers("stage", stage["parent"], f"阶段 {name} ")
    for name, rule in library.of("safety").items():
        yield from refers("topic", rule["topic"], f"安全规则 {name} ")
    for name, parameter in library.of("parameter").items():
        yield from refers("parameter", parameter["of"], f"参数 {name} ")
        yield from refers("fact", parameter["fact"], f"参数 {name} ")
    for name, fact in library.of("fact").items():
        for choice in fact.list("choices"):
            yield from refers("topic", choice["topic"], f"事实 {name} ")


def _lender_kinds(library: Library) -> Iterator[Problem]:
    """DG306: a kind of lender that is no choice of the fact ``lender_kind``."""
    fact = library.of("fact").get("lender_kind")
    if fact is None or ("fact", "lender_kind") in library.doubtful:
        return
    choices = [str(choice["id"]) for choice in fact.list("choices")]
    lexicons = library.of("lexicon").values()
    written = [entry["lender_kind"] for lexicon in lexicons for entry in lexicon.list("concepts") + lexicon.list("names")]
    for contact in library.of("contact").values():
        written += contact.list("lender_kinds")
    for kind in written:
        if kind is not None and kind not in choices:
            yield Problem(kind.mark, "DG306", f"事实“lender_kind”没有“{kind}”这个选项", suggestion(kind, choices))


def _additions(library: Library) -> Iterator[Problem]:
    """DG304, DG305, DG312, DG203: an addition to nothing, to two kinds of thing, or of nothing."""
    known = Known(library)
    for name, addition in library.of("addition").items():
        yield from known.dangling(target_of(addition), name, addition["adds_to"], "adds_to ")
        for_topic = [key for key in FOR_TOPICS if not addition.absent(key)]
        if target_of(addition) == "concept" and for_topic:
            message = f"terms、misspellings 加到概念，{'、'.join(for_topic)} 加到话题，不能写在一起"
            yield Problem(addition.mark_of(for_topic[0]), "DG312", message, "分成两个文件，adds_to 各写各的。")
        elif target_of(addition) == "topic" and not for_topic:
            message = f"没有写要给 {name} 加什么"
            yield Problem(addition.mark, "DG203", message, f"话题可以加 {'、'.join(FOR_TOPICS)}；概念可以加 {'、'.join(FOR_CONCEPTS)}。")


def _documents(library: Library) -> Iterator[Problem]:
    """DG306: a name of a document that is no choice of the fact ``documents_received``."""
    fact = library.of("fact").get("documents_received")
    if fact is None or ("fact", "documents_received") in library.doubtful:
        return
    choices = [str(choice["id"]) for choice in fact.list("choices")]
    for lexicon in library.of("lexicon").values():
        for name in lexicon.list("names"):
            value = name["value"]
            if str(name["kind"]) == "document" and value is not None and value not in choices:
                yield Problem(value.mark, "DG306", f"事实“documents_received”没有“{value}”这个选项", suggestion(value, choices))


RULES = (_articles, _placeholders, _answers, _records, _lender_kinds, _additions, _documents)
