"""What counts as right: one reckoning for the guide, its peers, and the questions it was taught without."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide import Answer
    from samples import Labelled


class Offer(NamedTuple):
    """What was made of a question: whether it is for the guide, and the topics offered, best first; ``asks_back``: none of them was chosen."""

    in_scope: bool
    topics: tuple[str, ...]
    asks_back: bool = False

    def first(self, accept: Sequence[str]) -> bool:
        """Return whether the first topic is right, and was chosen."""
        return not self.asks_back and _right(self, accept)[:1] == [True]

    def among(self, accept: Sequence[str]) -> bool:
        """Return whether a right topic is among those offered."""
        return any(_right(self, accept))


class Scores(NamedTuple):
    """``hit_1`` and ``hit_3`` over the questions that the guide is for (``inside`` of them), F1 of the scope over all."""

    inside: int
    hit_1: float
    hit_3: float
    scope_f1: float

    @property
    def figures(self) -> tuple[float, float, float]:
        """What is compared."""
        return self.hit_1, self.hit_3, self.scope_f1


def offer_of(answer: Answer) -> Offer:
    return Offer(answer.in_scope, tuple(topic.id for topic in answer.topics), answer.outcome == "ask_back")


def scored(questions: Sequence[Labelled], offers: Sequence[Offer]) -> Scores:
    pairs = list(zip(questions, offers))
    inside = [(question, offer) for question, offer in pairs if question.in_scope]
    rightly, said = sum(offer.in_scope for _, offer in inside), sum(offer.in_scope for offer in offers)
    return Scores(
        len(inside),
        sum(offer.first(question.accept) for question, offer in inside) / len(inside),
        sum(offer.among(question.accept) for question, offer in inside) / len(inside),
        # The harmonic mean of precision and recall.
        2 * rightly / (said + len(inside)),
    )


def _right(offer: Offer, accept: Sequence[str]) -> list[bool]:
    """Return for each topic of an offer whether it is one of ``accept`` or a part of one; a declined question was offered none."""
    return [any(topic == label or topic.startswith(label + ".") for label in accept) for topic in offer.topics if offer.in_scope]
