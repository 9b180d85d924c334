"""Files written whole or not at all, for their owner alone."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WAITS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between attempts: on Windows a virus scanner or an editor may hold a file for a moment."""
_LOCK_WAITS, _LOCK_WAIT = 500, 0.01


def write_private(path: str, data: bytes) -> None:
    """Put ``data`` in place of ``path``; whoever reads, and whatever happens meanwhile, finds the old or the new, whole."""
    import tempfile

    folder = os.path.dirname(path)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=_mark(path), suffix=".tmp")  # readable by the owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _settle(folder)


def create_private(path: str, data: bytes) -> None:
    """Write ``data`` to a file that does not exist yet.

    Raises:
        FileExistsError: it does.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def delete(path: str) -> None:
    """Delete ``path`` and whatever a save that was broken off left of it."""
    os.unlink(path)
    sweep(path)


def sweep(path: str) -> None:
    """Delete what saves of ``path`` that were broken off left behind; only to be called while nobody else saves it."""
    folder = os.path.dirname(path)
    for name in os.listdir(folder):
        if name.startswith(_mark(path)) and name.endswith(".tmp"):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))


@contextmanager
def alone(path: str) -> Iterator[None]:
    """Keep other processes from saving ``path`` meanwhile; the system takes the lock back from a process that dies.

    Where a file system knows no locks the work is done without: a file is replaced whole in any case.
    """
    lock = _lock(path)
    handle = _locked(lock)
    try:
        yield
    finally:
        if handle is not None:
            # Taken away while it is ours, so that nobody waits for a name that is gone; Windows lets go of it only once closed.
            with suppress(OSError):
                os.unlink(lock)
            os.close(handle)
            if sys.platform == "win32":
                with suppress(OSError):
                    os.unlink(lock)


def _locked(lock: str) -> int | None:
    """Return the open lock once it is ours, or None where there is none to be had."""
    for _ in range(_LOCK_WAITS):
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError:
            return None
        try:
            _take(handle)
            if _is_still(lock, handle):
                return handle
        except OSError:
            pass
        os.close(handle)
        time.sleep(_LOCK_WAIT)
    return None


def _is_still(lock: str, handle: int) -> bool:
    """Return whether the name still leads to what was locked, and was not taken away by the one before us."""
    try:
        return os.path.samestat(os.stat(lock), os.fstat(handle))
    except FileNotFoundError:
        return False


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _replace(temporary: str, path: str) -> None:
    for wait in _WAITS[1:]:
        try:
            os.replace(temporary, path)
            return
        except PermissionError:
            time.sleep(wait)
    os.replace(temporary, path)


def _settle(folder: str) -> None:
    """Let the new name survive a loss of power, where the system can be told so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mark(path: str) -> str:
    # What a file is called may be somebody's name, and is not repeated.
    return f".debtguide-{sha256(os.path.basename(path).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}-"


def _lock(path: str) -> str:
    return os.path.join(os.path.dirname(path), f"{_mark(path)}lock")
