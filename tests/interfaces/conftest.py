"""Run the command line in this process, with standard streams of any encoding, or as a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import debtguide
from debtguide import Guide
from debtguide.interfaces.cli import run

DAY = "2026-11-22"
TIME_LIMIT = 60


class Ran(NamedTuple):
    """What a command wrote, as bytes, and its exit code."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def complaint(self) -> str:
        return self.err.decode("utf-8")

    @property
    def json(self) -> dict[str, Any]:
        (line,) = self.json_lines
        return line

    @property
    def json_lines(self) -> list[dict[str, Any]]:
        assert not self.out or self.out.endswith(b"\n")
        return [json.loads(line) for line in self.text.split("\n")[:-1]]

    def is_calm(self) -> bool:
        """Return whether nothing of it looks like a programming error, and nothing that moves a cursor was written."""
        return b"Traceback" not in self.err and not (set(self.out + self.err) & (set(range(0x20)) - {0x09, 0x0A}))


class Terminal:
    """Runs commands in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: bytes | str = b"", encoding: str = "utf-8", columns: int | None = None, typed: bool = False) -> Ran:
        """Run a command.

        ``columns`` makes its output a window of that width, without colours; ``typed`` makes its input a keyboard, whose
        Ctrl-C is a line of U+0003.
        """
        streams = {name: _Stream(encoding, window=columns is not None) for name in ("stdout", "stderr")}
        if columns is not None:
            self._monkeypatch.setenv("COLUMNS", str(columns))
            self._monkeypatch.setenv("NO_COLOR", os.environ.get("NO_COLOR", "1"))
        given = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
        reads = _Keyboard if typed else io.TextIOWrapper
        self._monkeypatch.setattr(sys, "stdin", reads(io.BytesIO(given), encoding=encoding))
        for name, stream in streams.items():
            self._monkeypatch.setattr(sys, name, stream)
        code = run(arguments)
        return Ran(code, streams["stdout"].written(), streams["stderr"].written())


class _Keyboard(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1, /) -> str:
        line = super().readline(size)
        if line == "\x03\n":
            raise KeyboardInterrupt
        return line


class _Stream(io.TextIOWrapper):
    """A standard stream into memory; strict, as a console that cannot show a character is."""

    def __init__(self, encoding: str, *, window: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors="strict", newline="\n")
        self._window = window

    def isatty(self) -> bool:
        return self._window

    def written(self) -> bytes:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


@pytest.fixture(autouse=True)
def compiled_once(guide: Guide, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Let every command find what the ``guide`` fixture compiled."""
    folder = request.config.cache.mkdir("debtguide")
    monkeypatch.setenv("DEBTGUIDE_CACHE_DIR", str(folder))
    return Path(folder)


@pytest.fixture
def debtguide_run(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """``debtguide_run("ask", "…", stdin=…)`` runs a command in this process."""
    return Terminal(monkeypatch)


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which any Python finds this debtguide, and nothing else of this process's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name not in ("NO_COLOR", "TERM")}
    return {**kept, "PYTHONPATH": str(Path(debtguide.__file__).parents[1]), **more}


def process(*arguments: str, stdin: bytes = b"", python: str = sys.executable, options: tuple[str, ...] = (), **more: str) -> Ran:
    """Run a command as a process of its own, with ``more`` in its environment."""
    command = [python, *options, "-m", "debtguide", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=TIME_LIMIT, env=environment(**more), check=False)
    return Ran(done.returncode, done.stdout, done.stderr)
