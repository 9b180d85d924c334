"""Conversations kept in memory: each under whoever holds it, forgotten when idle, and only so many."""

from __future__ import annotations

from typing import Any, NamedTuple


class Visitor(NamedTuple):
    """Who speaks, and where: the same person in two groups, or in a group and in private, is two visitors."""

    adapter: str
    bot: str
    place: str
    member: str
    private: bool


class Conversation(NamedTuple):
    """What is kept between two messages: a session's state, what was held back of the last reply, and whether it was about danger."""

    state: dict[str, Any] | None = None
    held_back: tuple[str, ...] = ()
    in_danger: bool = False


NEW = Conversation()


class Conversations:
    """Keeps conversations; one that was idle too long is gone, whoever writes next.

    Args:
        most: how many are kept; the one that was silent longest goes first.
        idle_seconds: how long one may be silent.
    """

    def __init__(self, most: int, idle_seconds: float) -> None:
        self._most = most
        self._idle_seconds = idle_seconds
        self._kept: dict[Visitor, tuple[float, Conversation]] = {}  # the longest silent first

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, visitor: Visitor, now: float) -> Conversation:
        """Return the conversation of ``visitor``, a new one where there is none any more."""
        self.forget_idle(now)
        return self._kept[visitor][1] if visitor in self._kept else NEW

    def keep(self, visitor: Visitor, conversation: Conversation, now: float) -> None:
        """Keep ``conversation`` as it is after a message that came ``now``; an empty one is not kept."""
        self._kept.pop(visitor, None)
        if conversation != NEW:
            self._kept[visitor] = (now, conversation)
        while len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]

    def forget_idle(self, now: float) -> None:
        """Forget what was idle too long."""
        while self._kept:
            longest_silent = next(iter(self._kept))
            if now - self._kept[longest_silent][0] <= self._idle_seconds:
                return
            del self._kept[longest_silent]
