"""What was typed, kept in a file where somebody wishes it: for its owner alone, with long numbers blotted out."""

from __future__ import annotations

import os
from contextlib import suppress

from prompt_toolkit.history import FileHistory

from debtguide.dialogue.masking import masked


class PrivateHistory(FileHistory):
    """A history file; where it cannot be written, what was typed is only remembered until the end."""

    def store_string(self, string: str) -> None:
        """Add what was typed to the file."""
        lines = "".join(f"+{line}\n" for line in masked(string).split("\n"))
        with suppress(OSError):
            handle = os.open(os.fspath(self.filename), os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(f"\n{lines}")
