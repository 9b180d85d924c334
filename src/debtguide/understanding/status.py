"""The status of what is said: asserted, denied, only supposed, asked, past, or somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.model.entities import ASSERTED

if TYPE_CHECKING:
    from debtguide.understanding.reading import Reading


def status_of(reading: Reading, span: tuple[int, int]) -> str:
    """Return the status of what stands in ``span`` of the normal form of ``reading``."""
    return ASSERTED
