"""Compiled knowledge bases kept between runs, in a private folder.

A cache file is named by the content it was made from, the format and the release; a second, tiny file leads from the
files' names, sizes and times to that content, so that an unchanged folder need not be read again. Whatever is wrong with
the cache (damaged, owned by somebody else, a link, no home, no room) the guide works without it and says nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import zlib

from debtguide.knowledge.store import FORMAT
from debtguide.version import __version__

_LARGE, _SMALL_ONES = 1 << 20, 8
"""Bytes from which a file counts as large, and how many small ones may stay for each large one."""
_SUM = 8
"""A check of so many hexadecimal digits ends each file: against damage, since against strangers the folder is private."""


def cache_folder() -> str | None:
    """Return the folder for cache files, or None where there is no home for one."""
    named = os.environ.get("DEBTGUIDE_CACHE_DIR")
    if named:
        return named
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if not base or not os.path.isabs(base):
        return None
    return os.path.join(base, "debtguide")


def signature(*folders: str) -> str:
    """Return what the names, sizes and times of all files below ``folders`` come to."""
    total = hashlib.sha256(f"{FORMAT} {__version__}".encode())
    for folder in folders:
        total.update(folder.encode("utf-8", "surrogateescape"))
        for row in sorted(_stats(folder, "")):
            total.update(row.encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _stats(folder: str, prefix: str) -> list[str]:
    rows = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    rows += _stats(entry.path, f"{prefix}{entry.name}/")
            elif entry.name.endswith((".yaml", ".py")):
                info = entry.stat()
                rows.append(f"{prefix}{entry.name} {info.st_size} {info.st_mtime_ns}\n")
    return rows


def find(key: str) -> str | None:
    """Return the path of the compiled knowledge base that was kept under ``key``, or None where there is none to be trusted."""
    folder = cache_folder()
    if folder is None:
        return None
    path = os.path.join(folder, f"{key}.kb")
    return path if _sound(path) else None


def content(path: str) -> bytes:
    """Return what was kept in the file that ``find`` gave."""
    with open(path, "rb") as file:
        return file.read()[:-_SUM]


def keep(key: str, data: bytes) -> None:
    """Keep ``data`` under ``key``; silently not, where that is impossible."""
    folder = cache_folder()
    if folder is None:
        return
    import tempfile  # a question that finds its cache never writes one

    with contextlib.suppress(OSError):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _private(os.stat(folder, follow_symlinks=False), stat.S_ISDIR):
            return
        _drop_old(folder, key.rpartition("-")[0])
        handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data + _check(zlib.crc32(data)))
            os.replace(name, os.path.join(folder, f"{key}.kb"))
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)


def _drop_old(folder: str, kind: str, most: int = 8) -> None:
    """Delete all but the newest few cache files of one kind, so that an author's edits do not fill the disk.

    Small ones are counted apart: what a tiny knowledge left must not push out what took a minute to learn.
    """
    with os.scandir(folder) as entries:
        ours = [entry for entry in entries if entry.name.endswith((".kb", ".tmp")) and entry.name.rpartition("-")[0] == kind]
        files = sorted(ours, key=lambda entry: -entry.stat(follow_symlinks=False).st_mtime)
        large = [entry for entry in files if entry.stat(follow_symlinks=False).st_size >= _LARGE]
        small = [entry for entry in files if entry not in large]
    for entry in large[most - 1 :] + small[_SMALL_ONES * most - 1 :]:
        with contextlib.suppress(OSError):
            os.unlink(entry.path)


def _sound(path: str) -> bool:
    """Return whether a regular file that is ours alone to write ends in the check of what stands before.

    Read in pieces: the whole of it in memory would be the largest thing that answering a question needs.
    """
    try:
        # Non-blocking, so that a pipe somebody put there cannot hold us up.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        info = os.fstat(handle)
        if not _private(info, stat.S_ISREG) or info.st_size <= _SUM:
            return False
        total = 0
        with os.fdopen(handle, "rb", closefd=False) as file:
            left = info.st_size - _SUM
            while left > 0:
                piece = file.read(min(left, 1 << 16))
                if not piece:
                    return False
                total = zlib.crc32(piece, total)
                left -= len(piece)
            return file.read() == _check(total)
    except OSError:
        return False
    finally:
        os.close(handle)


def _check(total: int) -> bytes:
    return f"{total:08x}".encode()


def _private(info: os.stat_result, kind: object) -> bool:
    if not kind(info.st_mode):  # type: ignore[operator]
        return False
    if hasattr(os, "getuid") and info.st_uid != os.getuid():
        return False
    return sys.platform == "win32" or not info.st_mode & 0o022
