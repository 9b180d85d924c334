"""Where the built-in knowledge lies: beside the package in a wheel, at the top of the repository in an editable install."""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_DATA = os.path.join(_PACKAGE, "_data")
COMPILED = os.path.join(_DATA, "compiled.kb")


def builtin_directory() -> str:
    """Return the folder of the built-in knowledge's YAML files.

    Raises:
        FileNotFoundError: the package was installed without its knowledge.
    """
    repository = os.path.dirname(os.path.dirname(_PACKAGE))
    for folder in (os.path.join(_DATA, "knowledge"), os.path.join(repository, "knowledge")):
        if os.path.isfile(os.path.join(folder, "guide.yaml")):
            return folder
    raise FileNotFoundError(f"no built-in knowledge beside {_PACKAGE}")


def package_directory() -> str:
    """Return the folder of the package's own code."""
    return _PACKAGE
