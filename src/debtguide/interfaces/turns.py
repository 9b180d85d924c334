"""One turn on the screen: the answer as answers are written, and what was said before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.interfaces.render import Line, height, in_window, screen, screen_of_text, width, write_lines
from debtguide.interfaces.streams import write_text
from debtguide.replies.plain_text import as_text
from debtguide.replies.reply import PLAN, QUESTION, SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from debtguide.casefiles.timeline import Step
    from debtguide.replies.reply import Reply, ReplyPart

_FEW = 5
_MORE_ABOVE = "（往上翻，从头看）"


def write_turn(reply: Reply, steps: Sequence[Step], *, plain: bool) -> None:
    """Write a reply.

    Args:
        reply: what to write.
        steps: the timeline, shown where the plan begins; in a pipe the words alone are.
        plain: for screen readers: nothing drawn, nothing folded.
    """
    if in_window(plain):
        write_lines(turn_screen(reply, steps, width(), height()))
        return
    for text in _texts(reply, steps if plain else ()):
        write_text(f"\n{text}")


def turn_screen(reply: Reply, steps: Sequence[Step], wide: int, high: int) -> list[Line]:
    """Return the lines of a turn in a window; where they do not fit into it, the last says that there is more above."""
    from debtguide.interfaces.timeline import drawn

    lines: list[Line] = []
    for part in _pieces(reply):
        if part is None:
            assert reply.answer is not None
            lines += [Line(""), *screen(reply.answer, wide, names_only=True)]
            continue
        lines += [Line(""), *screen_of_text(_with_choices(part, reply), wide)]
        if steps and _leads_to_plan(part, reply):
            lines += [Line(""), *drawn(steps, wide)]
    # The window also holds what was typed, and the prompt with the lines below it.
    return lines if len(lines) < high - 4 else [*lines, Line(""), Line(_MORE_ABOVE)]


def _texts(reply: Reply, steps: Sequence[Step]) -> Iterator[str]:
    from debtguide.interfaces.timeline import numbered

    for part in _pieces(reply):
        if part is None:
            assert reply.answer is not None
            yield as_text(reply.answer)
        elif steps and _leads_to_plan(part, reply):
            yield f"{part.text}\n{numbered(steps)}"
        else:
            yield _with_choices(part, reply)


def _pieces(reply: Reply) -> Iterator[ReplyPart | None]:
    """Yield the parts in order, and None once in place of all those of the answer."""
    answered = False
    for part in reply.parts:
        if not part.of_answer or reply.answer is None:
            yield part
        elif not answered:
            yield None
            answered = True


def _leads_to_plan(part: ReplyPart, reply: Reply) -> bool:
    return part.kind == SUMMARY and any(one.kind == PLAN for one in reply.parts)


def _with_choices(part: ReplyPart, reply: Reply) -> str:
    """Return the text of a part; few choices that a question leaves unsaid are numbered below it."""
    asks = reply.asks
    if part.kind != QUESTION or part.of_answer or asks is None or len(asks.choices) > _FEW or "\n1. " in part.text:
        return part.text
    return part.text + "".join(f"\n{number}. {choice}" for number, choice in enumerate(asks.choices, 1))
