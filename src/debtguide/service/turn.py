"""One turn of a conversation, read and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.dialogue.slots import parse_slot

if TYPE_CHECKING:
    from debtguide.dialogue.hearing import Hearing
    from debtguide.dialogue.slots import Slot
    from debtguide.dialogue.state import Core
    from debtguide.service.listening import Listened


class Turn(NamedTuple):
    """What a turn works with: the core before it, its number and day, what was read and heard."""

    core: Core
    day: str
    listened: Listened
    hearing: Hearing

    @property
    def number(self) -> int:
        """How many turns there were, this one among them."""
        return int(self.core["turn"])

    @property
    def pending(self) -> tuple[Slot, int] | None:
        """The slot that was asked for and how often its answer was not understood, or None."""
        name, tries = self.core.get("pending") or ("", 0)
        slot = parse_slot(name)
        return None if slot is None else (slot, tries)
