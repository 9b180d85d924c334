"""One search, in a process of its own: the package is imported with its branches counted, and atheris calls the target.

Called by ``python -m fuzz``; what follows the target's name is libFuzzer's.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import pkgutil
import sys

import atheris

_NOT_SEARCHED = ("debtguide.__main__", "debtguide.interfaces")
"""Terminals; nothing of them is called."""


def _import_counted() -> None:
    """Import the whole package: what is imported later, where it is used, would not be counted."""
    import debtguide

    for module in pkgutil.walk_packages(debtguide.__path__, "debtguide."):
        if not module.name.startswith(_NOT_SEARCHED):
            importlib.import_module(module.name)


def main(name: str, options: list[str]) -> None:
    with atheris.instrument_imports(include=["debtguide"]), contextlib.redirect_stderr(io.StringIO()):
        _import_counted()
    from debtguide import load_guide

    from .targets import TARGETS

    target, guide = TARGETS[name], load_guide()

    def one(raw: bytes) -> None:
        case = target.decode(raw)
        try:
            target.hold(guide, case)
        except BaseException:
            print(json.dumps({"target": name, **case}, ensure_ascii=True), file=sys.stderr, flush=True)
            raise

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
