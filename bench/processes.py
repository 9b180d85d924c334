"""Whole processes beside a bare interpreter: time and peak memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from debtguide.service.locate import package_directory
from samples import DAY, ONE_QUESTION, short_questions
from table import Row, at_most, median

PAIRS = 15
BARE = ["-c", "pass"]
ASK = ["-c", "from debtguide.__main__ import main; main()", "ask"]
"""What the console script does."""

MEGABYTE = ONE_QUESTION + "。我还有很多话要说" * 120_000

PEAK = """
import sys

def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        import resource
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)
"""
"""The peak from the kernel's own account: what getrusage says of a child on Linux includes its parent's memory."""

PEAK_OF_ONE = """
sys.argv[1:] = ["ask", "--json", QUESTION]
from debtguide.__main__ import main
try:
    main()
except SystemExit:
    print(peak(), file=sys.stderr)
"""
PEAK_OF_MANY = """
import gc
from debtguide import load_guide
guide = load_guide()
for question in QUESTIONS:
    guide.ask(question, DAY).to_dict()
print(peak(), file=sys.stderr)
"""


def as_installed(folder: Path, compiled: bytes) -> Path:
    """Lay out the package in ``folder`` as a wheel does, with its knowledge compiled beside it, and return where to find it."""
    package = folder / "debtguide"
    shutil.copytree(package_directory(), package, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    (package / "_data").mkdir()
    (package / "_data" / "compiled.kb").write_bytes(compiled)
    return folder


def run(arguments: list[str], found_in: Path | None = None, stdin: str = "") -> tuple[float, str]:
    """Run an interpreter; return the seconds it took, and what it wrote to standard error."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PYTHONPATH"] = str(found_in or Path(package_directory()).parent)
    environment["PYTHONUTF8"] = "1"
    began = perf_counter()
    done = subprocess.run([sys.executable, *arguments], input=stdin.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, check=False)
    took = perf_counter() - began
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr.decode())
    return took, done.stderr.decode()


def times(wheel: Path) -> list[Row]:
    """Return how a whole ``ask --json`` compares with an interpreter that does nothing, in pairs run in turn."""
    rows = []
    for name, found_in, most in (("from a wheel", wheel, 6.0), ("editable: looks whether a file has changed", None, None)):
        asking = [*ASK, "--json", ONE_QUESTION]
        run(asking, found_in)
        ratios, bare_ms = [], []
        for _ in range(PAIRS):
            bare = run(BARE, found_in)[0]
            ratios.append(run(asking, found_in)[0] / bare)
            bare_ms.append(bare * 1000)
        what = f"ask --json, {name}, x bare"
        spread = f" ({min(ratios):.2f} to {max(ratios):.2f})"
        rows.append(Row(what, f"{median(ratios):.2f}{spread}") if most is None else at_most(what, median(ratios), most, note=spread))
        rows.append(Row("  (bare interpreter, milliseconds)", f"{median(bare_ms):.1f}"))
    return rows


def megabyte(wheel: Path) -> list[Row]:
    """Return how long a whole process takes over a megabyte of text."""
    assert len(MEGABYTE) > 1_000_000
    took = median(run([*ASK, "--json"], wheel, MEGABYTE)[0] for _ in range(3))
    return [at_most("one million characters on standard input, whole process", took, 2, " s")]


def memory(wheel: Path) -> list[Row]:
    """Return the peak memory of a process that asks one question, and of one that asks all of them."""
    named = f"QUESTION, QUESTIONS, DAY = {ONE_QUESTION!r}, {short_questions()!r}, {DAY!r}\n"
    programs = {
        "bare interpreter": "print(peak(), file=sys.stderr)",
        "ask --json": PEAK_OF_ONE,
        f"one process over {len(short_questions())} questions": PEAK_OF_MANY,
    }
    peaks = {name: float(run(["-c", PEAK + named + code], wheel)[1]) for name, code in programs.items()}
    bare = peaks["bare interpreter"]
    rows = [Row("peak memory, bare interpreter", f"{bare:.1f} MB")]
    rows += [at_most(f"peak memory, {name}", peak, 40, " MB", f" ({peak / bare:.1f} x)") for name, peak in peaks.items() if name != "bare interpreter"]
    return rows
