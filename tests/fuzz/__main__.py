"""Search for what breaks a promise: ``python -m fuzz [--runs N] [--seconds N] [TARGET ...]``; exit code 1 where something was found.

What was learnt of a target is kept in ``.fuzz/TARGET``, so that the next search goes on from there.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from debtguide import load_guide

from .targets import TARGETS
from .terms import terms

if TYPE_CHECKING:
    from debtguide import Guide

    from .target import Target

FOUND = Path(__file__).with_name("found.jsonl")
_KEPT = Path(".fuzz")
_LONGEST = 4_000
"""Bytes of a case at most; about 1,300 characters."""
_HANGS_AFTER = 20
_MEGABYTES = 2_000
_SHOWN = 4_000
"""Characters from the end of a log that are shown where something was found."""
_MISSING = (
    "没有 atheris，搜不了。先装上（只有 Linux x86-64 有安装包）：.venv/bin/pip install -c constraints.txt -e '.[fuzz]'"
    " (atheris is missing; install it as shown, on Linux for x86-64 only)"
)


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    options.add_argument("targets", nargs="*", metavar="TARGET", help=f"one or more of {', '.join(TARGETS)}; all where none is named")
    options.add_argument("--runs", type=int, help="cases to try of each target")
    options.add_argument("--seconds", type=int, default=0, help="end each target's search after so long, whatever --runs says")
    asked = options.parse_args(arguments)
    unknown = sorted(set(asked.targets) - set(TARGETS))
    if unknown:
        options.error(f"no such target: {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    if importlib.util.find_spec("atheris") is None:
        print(_MISSING, file=sys.stderr)
        return 1
    guide = load_guide()  # Compiled here: the searches, in which everything is slower, only read it.
    broken = [name for name in asked.targets or TARGETS if not search(TARGETS[name], guide, asked.runs, asked.seconds)]
    if broken:
        print(f'broken: {", ".join(broken)}. The JSON line before each traceback, with a "note", belongs into {FOUND.name}.', file=sys.stderr)
    return 1 if broken else 0


def search(target: Target, guide: Guide, runs: int | None, seconds: int) -> bool:
    """Search one target; return whether it held."""
    kept = _KEPT / target.name
    kept.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="fuzz-") as folder:
        begin = Path(folder, "seeds")
        begin.mkdir()
        for number, case in enumerate(target.seeds(guide)):
            (begin / f"{number:05}").write_bytes(target.encode(case)[:_LONGEST])
        words = Path(folder, "terms")
        words.write_text("\n".join(terms(target.name)) + "\n", encoding="ascii")
        limits = {
            "runs": (runs or target.runs) + len(list(kept.iterdir())) + len(list(begin.iterdir())),
            "max_total_time": seconds,
            "max_len": _LONGEST,
            "timeout": _HANGS_AFTER,
            "rss_limit_mb": _MEGABYTES,
            "dict": words,
            "artifact_prefix": f"{_KEPT}/{target.name}-",
            "print_final_stats": 1,
        }
        command = [sys.executable, "-m", "fuzz.engine", target.name, *[f"-{name}={value}" for name, value in limits.items()], str(kept), str(begin)]
        log = _KEPT / f"{target.name}.log"
        with log.open("wb") as written:
            held = subprocess.run(command, stdout=written, stderr=subprocess.STDOUT, check=False).returncode == 0
    said = log.read_text(encoding="utf-8", errors="replace")
    print(f"{target.name:<12} {_figures(said)}", flush=True)
    if not held:
        print(said[-_SHOWN:], file=sys.stderr)
    return held


def _figures(said: str) -> str:
    """Return what libFuzzer says at its end: how many cases, how fast, how many of them led somewhere new."""
    names = ("number_of_executed_units", "average_exec_per_sec", "new_units_added")
    found = [re.search(rf"^stat::{name}:\s+(\d+)", said, re.MULTILINE) for name in names]
    return "broken, or ended before its time" if None in found else "{:>9} cases {:>6} a second {:>6} new".format(*(one[1] for one in found if one))


if __name__ == "__main__":
    sys.exit(main())
