"""The line below the prompt: stage, debts, questions left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.dialogue.acts import COMFORT
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
    if reply is None or reply.crisis or reply.act == COMFORT:
        return _HELP
    stages = [titles[stage].split("：")[0] for stage in (reply.known.stage, reply.known.sub_stage) if stage is not None and stage in titles]
    stage = f"阶段：{'·'.join(stages)}" if stages else ""
    count = f"{len(reply.known.debts)}笔债" if reply.known.debts else ""
    left = f"最多还有{reply.asks.left_at_most}个问题" if reply.asks is not None else ""
    lines = [_BETWEEN.join(filter(None, parts)) for parts in ((stage, count, left, _HELP), (stage, count, left), (stage, left), (stage,))]
    return next((line for line in lines if line and cells(line) <= width), _HELP)
