"""The Pythons of this machine that debtguide is made for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NEWEST = (3, 14)


@cache
def other_pythons() -> dict[tuple[int, int], str]:
    """Return all but the one that is running, by version."""
    names = [shutil.which(f"python3.{minor}") for minor in range(10, NEWEST[1] + 1)]
    names += [str(path) for path in sorted((Path.home() / ".pyenv" / "versions").glob("3.*/bin/python3"))]
    found: dict[tuple[int, int], str] = {}
    for name in filter(None, names):
        done = subprocess.run([name, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            major, minor = map(int, done.stdout.split())
            if (3, 10) <= (major, minor) != sys.version_info[:2]:
                found.setdefault((major, minor), str(name))
    return found
