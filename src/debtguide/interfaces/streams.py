"""Standard streams as people and programs need them: what comes in is decoded, what goes out never fails."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from debtguide.language.normalize import INVISIBLE, visible

if TYPE_CHECKING:
    from collections.abc import Iterator


def decoded(raw: bytes) -> str:
    """Return ``raw`` as text: UTF-8 with or without BOM, else the locale's encoding, with U+FFFD for what neither can read."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        import locale

        return raw.decode(locale.getpreferredencoding(False) or "utf-8", "replace")


def stdin_text() -> str:
    """Return all of standard input."""
    return decoded(sys.stdin.buffer.read())


def stdin_lines() -> Iterator[str]:
    """Yield the lines of standard input as they come, without their ends."""
    for raw in sys.stdin.buffer:
        yield decoded(raw).rstrip("\r\n")


def write_text(text: str) -> None:
    """Write ``text`` for a person: characters that the console cannot show become ``?``, control characters are dropped."""
    encoding = sys.stdout.encoding or "utf-8"
    shown = visible(text).encode(encoding, "replace").decode(encoding, "replace")
    sys.stdout.write(shown + "\n")
    sys.stdout.flush()


def write_json(value: dict[str, Any]) -> None:
    """Write ``value`` for a program: one line of UTF-8 on every console, flushed."""
    line = json.dumps(value, ensure_ascii=False)
    if not INVISIBLE.isdisjoint(line):
        line = "".join([f"\\u{ord(character):04x}" if character in INVISIBLE else character for character in line])
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """Write one clear line to standard error."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(visible(text).encode(encoding, "replace").decode(encoding, "replace") + "\n")
