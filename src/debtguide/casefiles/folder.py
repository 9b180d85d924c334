"""Where case files lie: in a private folder of the user's, or wherever they say."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from debtguide.errors import StateError

SUFFIX = ".json"
ASIDE = ".另存"
_LONGEST_NAME = 60
_DEVICES = frozenset(("CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))))
"""What Windows takes for a device, whatever follows the dot."""
_NOT_IN_NAMES = frozenset('<>:"|?*')
_NO_HOME = "找不到可以存放的文件夹。请写明路径，例如 ./case.json。"


def case_folder() -> str:
    """Return the folder for cases that are named without a path.

    Raises:
        StateError: there is no home to put it in.
    """
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or ""
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    if not os.path.isabs(base):
        raise StateError(_NO_HOME)
    return os.path.join(base, "debtguide", "cases")


def make_folder(folder: str) -> None:
    """Make our own folder, for its owner alone."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    with suppress(OSError):  # made long ago, or by somebody else
        os.chmod(folder, 0o700)


def case_path(name: str) -> str:
    """Return the file that ``name`` means: a path as it stands, a bare name in the folder for cases.

    Raises:
        StateError: no file can be called that.
    """
    name = name.strip()
    if is_path(name):
        if "\0" in name:
            raise StateError("文件名里有不能用的字符。")
        return os.path.abspath(os.path.expanduser(name))
    if not _can_be_called(name):
        raise StateError('案件的名字要在 60 个字以内，不能以点或短横开头，不能有 < > : " | ? * 这样的符号，也不能叫 CON、NUL。')
    folder = case_folder()
    as_it_stands = os.path.join(folder, name)
    return as_it_stands if os.path.lexists(as_it_stands) else as_it_stands + SUFFIX


def _can_be_called(name: str) -> bool:
    sound = 0 < len(name) <= _LONGEST_NAME and name.isprintable() and _NOT_IN_NAMES.isdisjoint(name)
    return sound and not name.startswith((".", "-")) and name.partition(".")[0].upper() not in _DEVICES


def is_path(name: str) -> bool:
    """Return whether ``name`` says where a file lies, and not only what it is called."""
    return "/" in name or os.sep in name or name.endswith(SUFFIX) or SUFFIX + ASIDE in name


def kept_cases() -> tuple[str, ...]:
    """Return the paths of the cases in the folder, by name."""
    try:
        names = sorted(os.listdir(case_folder()))
    except (OSError, StateError):
        return ()
    ours = [name for name in names if not name.startswith(".") and (name.endswith(SUFFIX) or SUFFIX + ASIDE in name)]
    return tuple([os.path.join(case_folder(), name) for name in ours])
