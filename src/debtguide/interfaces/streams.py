"""Standard streams as people and programs need them: what comes in is decoded, what goes out never fails."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from debtguide.language.normalize import INVISIBLE, visible

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_missing() -> None:
    """Give a program that was started with closed streams empty ones; Python has None for them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  open until the process ends


def discard_output() -> None:
    """Send what is still to be written nowhere, so that the interpreter has nothing to complain of when it exits."""
    with suppress(OSError):  # a host that runs commands in its own process may have put something in stdout's place
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def decoded(raw: bytes) -> str:
    """Return ``raw`` as text: UTF-8 with or without BOM, else the console's or the locale's encoding, with U+FFFD for the rest."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        import locale

        encoding = sys.stdin.encoding or "utf-8"
        if encoding.lower().replace("-", "") == "utf8":
            encoding = locale.getpreferredencoding(False)
        return raw.decode(encoding, "replace")


def stdin_text() -> str:
    """Return all of standard input."""
    return decoded(sys.stdin.buffer.read())


def stdin_lines() -> Iterator[str]:
    """Yield the lines of standard input as they come, without their ends."""
    for raw in sys.stdin.buffer:
        yield decoded(raw).rstrip("\r\n")


def showable(text: str, encoding: str | None = None) -> str:
    """Return ``text`` as a console shows it: without control characters, and with ``?`` for what its encoding has not."""
    encoding = encoding or sys.stdout.encoding or "utf-8"
    return visible(text).replace("\r", "").encode(encoding, "replace").decode(encoding, "replace")


def quoted(text: str, most: int = 40) -> str:
    """Return what somebody typed as a quotation on one line, shortened, for a message."""
    line = " ".join(visible(text[: most * 4]).split())
    return f"“{line[:most]}…”" if len(line) > most else f"“{line}”"


def write_text(text: str) -> None:
    """Write ``text`` for a person."""
    sys.stdout.write(showable(text) + "\n")
    sys.stdout.flush()


def write_json(value: dict[str, Any]) -> None:
    """Write ``value`` for a program: one line of UTF-8 on every console, flushed."""
    line = json.dumps(value, ensure_ascii=False)
    if not INVISIBLE.isdisjoint(line):
        line = "".join([f"\\u{ord(character):04x}" if character in INVISIBLE else character for character in line])
    # A lone surrogate in an id that is echoed becomes \udxxx, which is how JSON writes it.
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """Write one clear line to standard error."""
    sys.stderr.write(showable(text, sys.stderr.encoding) + "\n")
