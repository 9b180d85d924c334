"""One turn on the screen: the answer as answers are written, and what was said before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.interfaces.render import in_window, width, write_answer, write_folded, write_lines
from debtguide.interfaces.streams import write_text
from debtguide.replies.reply import PLAN, QUESTION, SUMMARY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.casefiles.timeline import Step
    from debtguide.replies.reply import Reply, ReplyPart

_FEW = 5


def write_turn(reply: Reply, steps: Sequence[Step], *, plain: bool) -> None:
    """Write a reply.

    Args:
        reply: what to write.
        steps: the timeline, shown where the plan begins; in a pipe the words alone are.
        plain: for screen readers: nothing drawn, nothing folded.
    """
    answered = False
    planned = any(part.kind == PLAN for part in reply.parts)
    for part in reply.parts:
        if not part.of_answer or reply.answer is None:
            write_text("")
            write_folded(_with_choices(part, reply), plain=plain)
            if planned and part.kind == SUMMARY:
                _write_steps(steps, plain=plain)
        elif not answered:
            write_text("")
            write_answer(reply.answer, plain=plain, names_only=True)
            answered = True


def _with_choices(part: ReplyPart, reply: Reply) -> str:
    """Return the text of a part; few choices that a question leaves unsaid are numbered below it."""
    asks = reply.asks
    if part.kind != QUESTION or part.of_answer or asks is None or len(asks.choices) > _FEW or "\n1. " in part.text:
        return part.text
    return part.text + "".join(f"\n{number}. {choice}" for number, choice in enumerate(asks.choices, 1))


def _write_steps(steps: Sequence[Step], *, plain: bool) -> None:
    from debtguide.interfaces.timeline import drawn, numbered

    if not steps:
        return
    if in_window(plain):
        write_text("")
        write_lines(drawn(steps, width()))
    elif plain:
        write_text(numbered(steps))
