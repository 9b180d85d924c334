"""Topics: the questions that the guide answers, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from debtguide.model.conditions import Condition


class Due(NamedTuple):
    """A legal period: the id of the parameter that sets it, and the event it runs from."""

    within: str
    event: str


class Statement(NamedTuple):
    """One thing that the guide says, with its authority.

    ``basis`` is the level of law it rests on, or None where no law is stated. ``when`` and the days ``first`` to
    ``last`` (ISO) say when it is said; ``label`` is read in front of it while the facts of ``when`` are unknown.
    """

    text: str
    cites: tuple[str, ...]
    basis: str | None
    when: Condition | None
    label: str | None
    first: str | None
    last: str | None
    due: Due | None = None


class Answer(NamedTuple):
    """What a topic says: the bottom line first; ``earlier`` stand in its place on days on which it was not law yet."""

    certainty: str
    summary: Statement
    points: tuple[Statement, ...]
    shows_stages: tuple[str, ...]
    steps: tuple[Statement, ...]
    warnings: tuple[Statement, ...]
    contacts: tuple[str, ...]
    follow_ups: tuple[str, ...]
    earlier: tuple[Statement, ...] = ()


class TopicCard(NamedTuple):
    """What the matcher and the composer's headings need of a topic; its answer is read on demand."""

    id: str
    title: str
    stage: str | None
    sub_stage: str | None
    status: str

    @property
    def in_scope(self) -> bool:
        """Whether the guide is for such questions; ``oos.`` topics name a route to somebody else."""
        return not self.id.startswith("oos.")

    @property
    def by_alarm_only(self) -> bool:
        """Whether only the safety gate leads here: what is said in danger is no second or third best reading of a question."""
        return self.id.startswith("safety.")


class Contact(NamedTuple):
    """Somebody to call: what it can do and what it cannot."""

    id: str
    title: str
    number: str
    can: str
    cannot: str | None
