"""The first prompt, shown before the line editor is loaded, which takes longer than everything else.

What is typed meanwhile waits in the terminal and appears with the editor.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

_ERASED = "\r\x1b[K"


class FirstPrompt:
    """Shows a prompt, has keys wait in the terminal, and in the end puts the terminal's settings back."""

    def __init__(self, prompt: str) -> None:
        self._prompt = prompt
        self._settings: list[Any] | None = None
        self.shown = False

    def __enter__(self) -> FirstPrompt:
        """Show the prompt."""
        with suppress(ImportError):  # Windows
            import termios

            with suppress(OSError, ValueError, termios.error):
                settings = termios.tcgetattr(sys.stdin)
                waiting = termios.tcgetattr(sys.stdin)
                # Every key waits as it was pressed, Enter and Ctrl-C too, unseen until the editor shows it.
                waiting[0] &= ~termios.ICRNL
                waiting[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
                termios.tcsetattr(sys.stdin, termios.TCSANOW, waiting)
                self._settings = settings
                sys.stdout.write(self._prompt)
                sys.stdout.flush()
                self.shown = True
        return self

    def erase(self) -> None:
        """Take the prompt away: the editor draws its own."""
        if self.shown:
            sys.stdout.write(_ERASED)
            sys.stdout.flush()
            self.shown = False

    def withdraw(self) -> None:
        """Take the prompt away and put the settings back: something is to be said, or may have to be broken off."""
        self.erase()
        if self._settings is not None:
            import termios

            with suppress(OSError, ValueError, termios.error):
                termios.tcsetattr(sys.stdin, termios.TCSANOW, self._settings)
            self._settings = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Withdraw it."""
        self.withdraw()
