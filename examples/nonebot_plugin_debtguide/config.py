"""What the bot's owner may set, in ``.env``."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Config(BaseModel):
    """Settings of the plugin; each is ``DEBTGUIDE_…`` in ``.env``."""

    debtguide_knowledge: str | None = None
    """A knowledge directory of one's own; None is the built-in knowledge."""
    debtguide_plain: bool = True
    """Whether every message addressed to the bot is answered; otherwise only those with the command."""
    debtguide_idle_minutes: float = Field(default=60, gt=0)
    """After this time without a word a conversation is forgotten."""
    debtguide_most_sessions: int = Field(default=1000, ge=1)
    """How many conversations are kept; the one that was silent longest goes first."""
    debtguide_reply_chars: int = Field(default=3000, ge=200)
    """Beyond this, parts of a reply that may go are held back until they are asked for."""
    debtguide_message_chars: int = Field(default=1000, ge=100)
    """The longest message the platform takes; longer replies go out in slices."""
    debtguide_pause_seconds: float = Field(default=0.6, ge=0)
    """The pause between two slices."""
