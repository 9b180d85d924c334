"""make bench: what debtguide promises in figures, as one table.

    python bench/run.py [--verbose] [--only PART …]

Times are ratios of things measured in turn in one run, because machines differ and are noisy; nothing here fails on a slow
machine. --verbose names each miss of the quality figures. docs/benchmarks.md tells how to read the table.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import blow_up
import processes
import quality
import questions
from debtguide import Guide
from debtguide.knowledge.store import loads
from samples import compiled_knowledge
from table import Row, printed

if TYPE_CHECKING:
    from collections.abc import Callable

GROWN = (10, 100)


def main() -> None:
    # By the time the first figure is known, a pipe's reader wants to see it.
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)  # type: ignore[union-attr]
    options = _options()
    compiled = compiled_knowledge()
    guide = Guide(loads(compiled))
    with tempfile.TemporaryDirectory() as folder:
        wheel = processes.as_installed(Path(folder), compiled)
        parts: dict[str, tuple[str, Callable[[], list[Row]]]] = {
            "memory": ("Memory", lambda: processes.memory(wheel)),
            "process": ("A whole process", lambda: processes.times(wheel) + processes.first_prompt(wheel) + processes.megabyte(wheel)),
            "speed": ("In one process", lambda: questions.rate(compiled) + questions.length(compiled)),
            "growth": ("Knowledge blown up (weights copied, not learnt; see docs/benchmarks.md)", lambda: _growth(compiled)),
            "safety": ("Safety gate (tests/questions)", lambda: _safety(guide, verbose=options.verbose)),
            "topics": ("Topics and scope (tests/questions)", lambda: _topics(guide, verbose=options.verbose)),
            "law": ("Law search (tests/questions/law_search.jsonl)", lambda: quality.law(guide)),
        }
        print(_measured(guide, compiled))
        for name, (title, rows) in parts.items():
            if not options.only or name in options.only:
                print(printed(title, rows()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="name each miss")
    parser.add_argument("--only", nargs="+", default=[], help="memory, process, speed, growth, safety, topics, law")
    return parser.parse_args()


def _measured(guide: Guide, compiled: bytes) -> str:
    base = guide.knowledge_base
    # What else the machine is doing; above the number of cores, seconds are longer than they should be.
    load = f" (load {os.getloadavg()[0]:.1f})" if hasattr(os, "getloadavg") else ""
    return (
        f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores{load}; {len(base.topics)} topics, "
        f"{len(base.bodies.article_ids())} articles, {len(compiled) / 1e6:.1f} MB compiled, {base.digest[:19]}"
    )


def _growth(compiled: bytes) -> list[Row]:
    return questions.growth({1: compiled} | {times: blow_up.blown_up(times) for times in GROWN})


def _safety(guide: Guide, *, verbose: bool) -> list[Row]:
    return [row for name in ("safety.jsonl", "safety_holdout.jsonl") for row in quality.safety(guide, name, verbose=verbose)]


def _topics(guide: Guide, *, verbose: bool) -> list[Row]:
    return [
        row for name in ("fresh.jsonl", "fresh2.jsonl", "stories.jsonl", "stories2.jsonl", "thin.jsonl") for row in quality.topics(guide, name, verbose=verbose)
    ]


if __name__ == "__main__":
    main()
