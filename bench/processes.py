"""Whole processes beside a bare interpreter: time and peak memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

try:
    import pty
except ImportError:  # Windows
    pty = None  # type: ignore[assignment]

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
    environment = _environment(found_in)
    began = perf_counter()
    done = subprocess.run([sys.executable, *arguments], input=stdin.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, check=False)
    took = perf_counter() - began
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr.decode())
    return took, done.stderr.decode()


def _environment(found_in: Path | None, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPATH": str(found_in or Path(package_directory()).parent), "PYTHONUTF8": "1", **more}


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


def first_prompt(wheel: Path) -> list[Row]:
    """Return when a conversation in a terminal shows its first prompt, and when the editor shows what was typed."""
    if pty is None:
        return [Row("chat, first prompt", "no pseudo-terminals here")]
    bares, prompts, echoes = [], [], []
    for _ in range(PAIRS):
        bares.append(run(BARE, wheel)[0])
        prompt, echo = _opened(wheel)
        prompts.append(prompt)
        echoes.append(echo)
    bare = median(bares)
    ratios = sorted(prompt / own for prompt, own in zip(prompts, bares))
    what = "chat, first prompt in a terminal, x bare"
    return [
        at_most(what, median(ratios), 12, note=f" ({ratios[0]:.2f} to {ratios[-1]:.2f})"),
        Row("  (first prompt, milliseconds)", f"{median(prompts) * 1000:.1f}"),
        Row("  (line editor shows what was typed meanwhile, x bare)", f"{median(echoes) / bare:.2f}"),
    ]


def _opened(found_in: Path) -> tuple[float, float]:
    """Open a conversation in a pseudo-terminal and type a letter at once; return after how long the prompt and the letter are seen."""
    assert pty is not None
    end, inside = pty.openpty()
    began = perf_counter()
    code = ["-c", "from debtguide.__main__ import main; main()", "chat"]
    running = subprocess.Popen([sys.executable, *code], stdin=inside, stdout=inside, stderr=inside, env=_environment(found_in, TERM="xterm-256color"))
    os.close(inside)
    try:
        prompt = _seen(end, b"\xe6\x82\xa8> ", began)
        os.write(end, b"z")
        return prompt, _seen(end, b"z", began)
    finally:
        running.kill()
        running.wait()
        os.close(end)


def _seen(end: int, mark: bytes, began: float) -> float:
    shown = b""
    while mark not in shown:
        shown += os.read(end, 1 << 16)
    return perf_counter() - began


def megabyte(wheel: Path) -> list[Row]:
    """Return how long a whole process takes over a megabyte of text."""
    assert len(MEGABYTE) > 1_000_000
    took = median(run([*ASK, "--json"], wheel, MEGABYTE)[0] for _ in range(3))
    return [at_most("one million characters on standard input, whole process", took, 2, " s")]


def check() -> list[Row]:
    """Return how long ``kb check`` takes over the built-in knowledge, as an author waits for it."""
    took = median(run(["-m", "debtguide", "kb", "check"])[0] for _ in range(3))
    return [at_most("kb check, built-in knowledge, whole process", took, 2, " s")]


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
