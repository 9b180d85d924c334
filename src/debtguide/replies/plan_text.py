"""An assessment as plain text: deadlines first, then what to do, say, keep and leave, and on what authority."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from debtguide.model.assessment import Advice, Assessment, Deadline
    from debtguide.model.law import ArticleVersion
    from debtguide.model.topics import Contact

_STATES = {"past": "已经过了", "uncertain": "还算不出是哪一天"}


class PlanSection(NamedTuple):
    """A heading and its lines; ``must_keep`` where a host that shortens must not drop it."""

    heading: str
    lines: tuple[str, ...]
    must_keep: bool = False


class PlanText:
    """Words an assessment for one case.

    Args:
        assessment: what follows from the case.
        provision: an article version by id, or None.
        contact: a contact by id, or None.
        debt: how a debt is called; empty where there is only one.
    """

    def __init__(
        self,
        assessment: Assessment,
        provision: Callable[[str], ArticleVersion | None],
        contact: Callable[[str], Contact | None],
        debt: Callable[[str], str],
    ) -> None:
        self._assessment = assessment
        self._provision = provision
        self._contact = contact
        self._debt = debt
        self._numbers: dict[str, int] = {}

    def sections(self) -> tuple[PlanSection, ...]:
        """Return the whole plan, in the order in which it is read."""
        found = self._assessment
        sections = [
            self.deadlines(found.deadlines),
            PlanSection("先办哪一笔", self._first_debt()),
            PlanSection("要防的", self._lines(found.risks)),
            PlanSection("今天", self._lines(found.today)),
            PlanSection("这周", self._lines(found.week)),
            PlanSection("这个月", self._lines(found.month)),
            PlanSection("算一算", self._lines(found.figures)),
            PlanSection("时效", self._lines(found.limitation_says)),
            PlanSection("电话里怎么说", self._lines(found.say)),
            PlanSection("留好什么", self._lines(found.keep)),
            PlanSection("别做什么", self._lines(found.avoid)),
            PlanSection("可以找谁", self._contacts(), must_keep=True),
        ]
        sections.append(PlanSection("依据", self._authorities(), must_keep=True))
        return tuple([section for section in sections if section.lines])

    def due(self, deadlines: Sequence[Deadline]) -> tuple[PlanSection, ...]:
        """Return only some deadlines, with their authorities."""
        sections = (self.deadlines(deadlines), PlanSection("依据", self._authorities(), must_keep=True))
        return tuple([section for section in sections if section.lines])

    def deadlines(self, deadlines: Iterable[Deadline]) -> PlanSection:
        """Return deadlines as a section."""
        return PlanSection("期限", tuple([self._deadline(deadline) for deadline in deadlines]), must_keep=True)

    @property
    def cited(self) -> tuple[ArticleVersion, ...]:
        """The article versions that were named so far."""
        return tuple([version for version in map(self._provision, self._numbers) if version is not None])

    def _deadline(self, deadline: Deadline) -> str:
        day = _day(deadline) if deadline.date is not None else ""
        state = _STATES.get(deadline.state, "")
        when = f"{day}（{state}）" if day and state else day or state
        debt = self._debt(deadline.debt)
        note = f" {deadline.note}" if deadline.note else ""
        return f"· {debt + '：' if debt else ''}{deadline.what}：{when}。{note}{self._marks(deadline.citations)}"

    def _first_debt(self) -> tuple[str, ...]:
        first = self._assessment.first_debt
        if first is None or not self._debt(first.debt):
            return ()
        return (f"先办{self._debt(first.debt)}。", *self._lines(first.why))

    def _lines(self, items: Iterable[Advice]) -> tuple[str, ...]:
        return tuple([self._line(item) for item in items])

    def _line(self, item: Advice) -> str:
        level = f"（{item.basis}{self._marks(item.citations)}）" if item.basis else self._marks(item.citations)
        debt = self._debt(item.debt) if item.debt else ""
        return f"· {debt + '：' if debt else ''}{item.text}{level}"

    def _marks(self, citations: Iterable[str]) -> str:
        marks = []
        for cite in dict.fromkeys(citations):
            if self._provision(cite) is not None:
                marks.append(f"[{self._numbers.setdefault(cite, len(self._numbers) + 1)}]")
        return "".join(marks)

    def _contacts(self) -> tuple[str, ...]:
        ids = dict.fromkeys(contact.id for contact in self._assessment.contacts)
        found = [contact for contact in map(self._contact, ids) if contact is not None]
        return tuple([f"· {contact.title} {contact.number}：{contact.can}" for contact in found])

    def _authorities(self) -> tuple[str, ...]:
        return tuple([f"[{number}] {version.name}（{version.level}）" for cite, number in self._numbers.items() if (version := self._provision(cite))])


def _day(deadline: Deadline) -> str:
    assert deadline.date is not None
    left = deadline.days_left
    count = "" if left is None or left < 0 else "，就是今天" if left == 0 else f"，还有{left}天"
    return f"{deadline.date.year}年{deadline.date.month}月{deadline.date.day}日（{deadline.weekday}{count}）"
