"""The line below the prompt: stage, debts, questions left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.interfaces.folding import cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.replies.reply import Reply

_HELP = "/帮助"
_BETWEEN = " | "


def status_line(reply: Reply | None, titles: Mapping[str, str], width: int) -> str:
    """Return where the conversation stands after ``reply``, in at most ``width`` cells; what matters least goes first.

    After somebody was in danger nothing is said of debts.
    """
    parts = [_HELP]
    if reply is not None and not reply.crisis:
        stages = [titles[stage].split("：")[0] for stage in (reply.known.stage, reply.known.sub_stage) if stage is not None and stage in titles]
        left = 0 if reply.asks is None else reply.asks.left_at_most
        parts = [
            f"阶段：{'·'.join(stages)}" if stages else "",
            f"{len(reply.known.debts)}笔债" if reply.known.debts else "",
            f"最多还有{left}个问题" if left else "",
            _HELP,
        ]
    shown = [part for part in parts if part]
    while len(shown) > 1 and cells(_BETWEEN.join(shown)) > width:
        shown.pop()
    return _BETWEEN.join(shown)
