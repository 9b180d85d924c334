"""On which side of the debt the speaker stands, where the words of a message could come from either side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from debtguide.dialogue.hearing import Hearing

CREDITOR_TOPICS = "oos.creditor"
_OF_DEFENDANTS = frozenset(
    ("summons", "payment_order", "arbitration_notice", "judgment", "final_judgment", "ruling", "preservation_ruling", "enforcement_notice")
)
_RECEIVED = re.compile("签收|收到|收了|代收|接到|寄[来到给]|送[来到达]|拿到|领到|领了")
_CLAIMS = re.compile("我(?:去|要|想|已经|已|把)*(?:起诉|告|申请)|欠我|不还我|借我|[他她]不还|对方不还|胜诉|我赢|赢了官司|老赖")
"""What somebody says who wants money back from others."""


def was_served(hearing: Hearing) -> bool:
    """Return whether the speaker tells of a paper that is served on the one who owes, and says nothing that a creditor says."""
    papers = {kind for fact in hearing.facts if fact.fact == "documents_received" for kind in fact.value}
    return bool(papers & _OF_DEFENDANTS) and _RECEIVED.search(hearing.text) is not None and _CLAIMS.search(hearing.text) is None
