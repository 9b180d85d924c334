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
    """Shows a prompt on entering, takes it away when asked, and on leaving puts the terminal's settings back."""

    def __init__(self, prompt: str) -> None:
        self._prompt = prompt
        self._settings: list[Any] | None = None
        self.shown = False

    def __enter__(self) -> FirstPrompt:
        """Show the prompt, where keys can wait unseen until somebody reads them."""
        with suppress(ImportError):  # Windows
            import termios

            with suppress(OSError, ValueError, termios.error):
                self._settings = termios.tcgetattr(sys.stdin)
                waiting = termios.tcgetattr(sys.stdin)
                # Enter stays what it is; nothing is echoed, since the editor will show it; Ctrl-C still interrupts.
                waiting[0] &= ~termios.ICRNL
                waiting[3] &= ~(termios.ICANON | termios.ECHO)
                termios.tcsetattr(sys.stdin, termios.TCSANOW, waiting)
                sys.stdout.write(self._prompt)
                sys.stdout.flush()
                self.shown = True
        return self

    def erase(self) -> None:
        """Take the prompt away: the editor draws its own, or something else is to be said first."""
        if self.shown:
            sys.stdout.write(_ERASED)
            sys.stdout.flush()
            self.shown = False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Put the settings back."""
        self.erase()
        if self._settings is not None:
            import termios

            with suppress(OSError, ValueError, termios.error):
                termios.tcsetattr(sys.stdin, termios.TCSANOW, self._settings)
