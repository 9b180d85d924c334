"""Rules of the assessment say whence they count, rest on law in every sentence, and name what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.assessment.figures import FIGURES
from debtguide.errors import Problem
from debtguide.knowledge.checks.references import PLACEHOLDER, Known
from debtguide.knowledge.kinds import suggestion
from debtguide.knowledge.statements import statements
from debtguide.model.assessment import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library

_PERIODS = ("day", "working_day", "month", "year")
_SAYS = ("stage", "deadline", "service", "first", *SECTIONS)


def _whole(library: Library) -> Iterator[Problem]:
    """DG203: a rule of which one half is missing."""
    for name, record in library.of("assessment").items():
        if record.absent("when") and all(record.absent(key) for key in _SAYS):
            yield Problem(record.mark, "DG203", f"判断 {name} 没有 when，也没有要说的话", "when：在什么条件下成立。")
        deadline: Record | None = record["deadline"]
        if deadline is not None and deadline.absent("document") == deadline.absent("fact"):
            message = f"判断 {name} 的 deadline 要么写 document，要么写 fact"
            yield Problem(record.mark_of("deadline"), "DG203", message, "document：从收到哪种文书起算；fact：从哪个日期事实起算。")


def _targets(library: Library) -> Iterator[Problem]:
    """DG302, DG303, DG306, DG308: parameters, contacts, facts, papers and stages that rules name."""
    known = Known(library)
    for name, record in library.of("assessment").items():
        owner = f"判断 {name} "
        for contact in record.list("contacts"):
            yield from known.dangling("contact", contact, contact, owner)
        reached: Record | None = record["stage"]
        for key in ("stage", "sub_stage"):
            if reached is not None and reached[key] is not None:
                yield from known.dangling("stage", reached[key], reached[key], owner)
        if record["deadline"] is not None:
            yield from _deadline(library, known, record["deadline"], owner)


def _deadline(library: Library, known: Known, deadline: Record, owner: str) -> Iterator[Problem]:
    within, fact, paper = deadline["within"], deadline["fact"], deadline["document"]
    if within is not None:
        yield from known.dangling("parameter", within, within, owner)
        parameter = library.of("parameter").get(str(within))
        if parameter is not None and str(parameter["unit"]) not in _PERIODS:
            yield Problem(within.mark, "DG302", f"参数 {within} 不是期间", "单位要是：" + "、".join(_PERIODS))
    if fact is not None:
        yield from known.dangling("fact", fact, fact, owner)
    papers = library.of("fact").get("documents_received")
    if paper is not None and papers is not None and ("fact", "documents_received") not in library.doubtful:
        choices = [str(choice["id"]) for choice in papers.list("choices")]
        if paper not in choices:
            yield Problem(paper.mark, "DG306", f"事实“documents_received”没有“{paper}”这个选项", suggestion(paper, choices))


def _authority(library: Library) -> Iterator[Problem]:
    """DG401: a sentence of a plan that rests on nothing; whoever acts on a plan must be able to look it up."""
    for said in statements(library):
        if said.speaker == "assessment" and said.statement.absent("cites"):
            hint = "方案里的每一句都写 cites 和 basis；只是做法的，basis 写实务，cites 写它为什么要紧的那一条。"
            yield Problem(said.statement.mark, "DG401", f"判断 {said.owner} 的这句话没有写依据", hint)


def _figures(library: Library) -> Iterator[Problem]:
    """DG210: a figure that is never worked out, or one outside the assessment."""
    for said in statements(library):
        text = said.statement["text"]
        for inside in PLACEHOLDER.findall(text):
            kind, _, name = inside.rpartition(":")
            if kind == "figure" and said.speaker != "assessment":
                yield Problem(text.mark, "DG210", f"占位“{{{inside}}}”只能写在判断里", "答复里用 {参数id}。")
            elif kind == "figure" and name not in FIGURES:
                yield Problem(text.mark, "DG210", f"没有算出来的数“{name}”", suggestion(name, sorted(FIGURES)))


RULES = (_whole, _targets, _authority, _figures)
