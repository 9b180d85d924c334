"""Reading turns where no line editor is wanted: for screen readers and terminals that cannot move a cursor."""

from __future__ import annotations

import sys

_SLASHES = ("/", "／")
_MOMENT = 0.02
"""Seconds: lines that are pasted come together, lines that are typed do not."""


class PlainReader:
    """Reads one turn at each call; what is pasted is one turn, but that a command is always one of its own.

    Args:
        prompt: what stands before it.
    """

    def __init__(self, prompt: str) -> None:
        # Whatever bytes a terminal sends: what they do not spell becomes U+FFFD.
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
        self._prompt = prompt
        self._kept: str | None = None
        self._ended = False

    def __call__(self) -> str:
        """Return what was typed.

        Raises:
            EOFError: the input has ended.
        """
        if self._ended:
            raise EOFError
        line, self._kept = self._kept, None
        lines = [input(self._prompt) if line is None else line]
        while not lines[-1].startswith(_SLASHES) and _more_is_waiting():
            try:
                lines.append(input())
            except EOFError:
                self._ended = True
                break
        if len(lines) > 1 and lines[-1].startswith(_SLASHES):
            self._kept = lines.pop()
        return "\n".join(lines)


def _more_is_waiting() -> bool:
    if sys.platform == "win32":
        return False
    import select

    try:
        return bool(select.select([sys.stdin], [], [], _MOMENT)[0])
    except (OSError, ValueError):  # no file behind it
        return False
