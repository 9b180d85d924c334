"""An answer to several questions at once: the first in full, of the others the bottom line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.matching.matcher import MOST_TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from debtguide.replies.answer import Answer, Part, RankedTopic
    from debtguide.replies.compose import Composed

_ALSO = "您还问到“{title}”：{text}"


def also_answered(answer: Answer, parts: Sequence[Part], others: Mapping[str, tuple[RankedTopic, Composed]]) -> Answer:
    """Return ``answer`` with its parts, and the bottom line of every other topic that was asked about before its points.

    Args:
        answer: the answer to what presses most.
        parts: what was asked, in order.
        others: the topics of the other parts, best first, and what they say.
    """
    said, cited = [], {(version.id, version.effective_from): version for version in answer.citations}
    for topic, composed in others.values():
        summary = composed.summary
        said.append(summary._replace(text=_ALSO.format(title=topic.title, text=summary.text)))
        cited.update({(version.id, version.effective_from): version for version in composed.citations if version.id in summary.citations})
    asked = [answer.topics[0], *(topic for topic, _ in others.values())]
    beside = [topic for topic in answer.topics[1:] if topic.id not in others]
    return answer._replace(
        topics=tuple([*asked, *beside][:MOST_TOPICS]),
        parts=tuple(parts),
        points=(*said, *answer.points),
        citations=tuple(cited.values()),
    )
