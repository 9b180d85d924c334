"""A case file on the disk: opened, saved, deleted; another process may do so at the same time."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from debtguide.casefiles.case import LARGEST, SavedCase, case_of, read, written
from debtguide.casefiles.folder import ASIDE, case_folder, make_folder
from debtguide.casefiles.writing import alone, delete, sweep, write_private
from debtguide.errors import StateError
from debtguide.language.normalize import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REFUSED = {
    errno.ENOENT: "没有这个文件，或者没有它所在的文件夹",
    errno.ENOTDIR: "没有它所在的文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个磁盘不能写",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.ELOOP: "这是一个链接，请给出文件本身",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EEXIST: "已经有这个文件，没有动它，请换个名字",
}
_MOST_ASIDE = 99


class CaseFile:
    """One case file, and what it held when it was last read or saved here.

    Args:
        path: an absolute path.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._seen: str | None = None

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return os.path.basename(self.path)

    def open(self) -> SavedCase:
        """Read the case.

        Raises:
            StateError: there is none, it cannot be read, or it is not a case of ours.
        """
        with readable(self.path):
            data = _content(self.path)
        case = read(data)
        self._seen = _sum(data)
        return case

    def save(self, state: Mapping[str, Any], day: str) -> bool:
        """Save a session's state; what somebody else saved meanwhile stays, and ours goes to a file beside it.

        Returns:
            Whether ours is in the file itself; if not, ``path`` is now the file beside it.

        Raises:
            StateError: it could not be written; what was there before still is.
        """
        data = written(case_of(state, day))
        with readable(self.path):
            if os.path.dirname(self.path) == _own_folder():
                make_folder(os.path.dirname(self.path))
            with alone(self.path):
                sweep(self.path)
                in_place = self._is_as_seen()
                if not in_place:
                    self.path = _free(self.path if ASIDE in self.name else self.path + ASIDE)
                write_private(self.path, data)
        self._seen = _sum(data)
        return in_place

    def purge(self) -> None:
        """Delete the file.

        Raises:
            StateError: it could not be deleted.
        """
        with readable(self.path), alone(self.path):
            delete(self.path)

    def _is_as_seen(self) -> bool:
        try:
            return _sum(_content(self.path)) == self._seen
        except FileNotFoundError:
            return True
        except StateError:
            return False


@contextmanager
def readable(path: str) -> Iterator[None]:
    """Say in Chinese what the system says of a file.

    Raises:
        StateError: the system refused.
    """
    try:
        yield
    except OSError as error:
        said = _REFUSED.get(error.errno or 0) or error.strerror or "读写失败"
        raise StateError(f"“{_shown(path)}”：{said}。") from None
    except ValueError:  # a character that no file name can have
        raise StateError("文件名里有不能用的字符。") from None


def _shown(path: str) -> str:
    name = visible(os.path.basename(path))
    return name if len(name) <= _MOST_ASIDE else name[:_MOST_ASIDE] + "…"


def _own_folder() -> str | None:
    try:
        return case_folder()
    except StateError:
        return None


def _free(path: str) -> str:
    """Return ``path``, or with a number after it the first that is not taken."""
    for number in range(2, _MOST_ASIDE):
        if not os.path.lexists(path):
            return path
        path = f"{path.rstrip('0123456789')}{number}"
    return path


def _content(path: str) -> bytes:
    """Return what a regular file holds; links and devices are refused, and no more is read than a case can have."""
    if os.path.islink(path):
        raise OSError(errno.ELOOP, "link")
    # Non-blocking, so that a pipe somebody put there cannot hold us up.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        info = os.fstat(handle)
        if stat.S_ISDIR(info.st_mode):
            raise OSError(errno.EISDIR, "folder")
        if not stat.S_ISREG(info.st_mode):
            raise StateError("这不是普通的文件。")
        if info.st_nlink > 1:
            raise OSError(errno.ELOOP, "link")
        return file.read(LARGEST + 1)


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()
