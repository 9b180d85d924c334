"""How debtguide starts: on the newest Python, without byte-code, with every warning an error; and what it does not import.

The compiled knowledge is laid beside a copy of the source as in a wheel, so that nothing but the standard library is needed.
"""

from __future__ import annotations

import glob
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import debtguide

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE = Path(debtguide.__file__).parent
QUESTION = "费用最多能收多少"
NOT_ON_THE_PATH = {
    "asyncio",
    "chinese_calendar",
    "cn2an",
    "dataclasses",
    "importlib.metadata",
    "importlib.resources",
    "inspect",
    "jieba",
    "opencc",
    "pathlib",
    "pkg_resources",
    "prompt_toolkit",
    "rapidfuzz",
    "rich",
    "yaml",
    "debtguide.assessment.assess",
    "debtguide.knowledge.build",
    "debtguide.knowledge.compiler",
    "debtguide.knowledge.nodes",
    "debtguide.knowledge.stored_rules",
    "debtguide.service.session",
}


def version_of(python: str) -> tuple[int, int] | None:
    """Return the version of an interpreter, or None where it does not run."""
    try:
        run = subprocess.run([python, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, timeout=60, check=True)
        major, minor = map(int, run.stdout.split())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return major, minor


def newer_pythons() -> dict[tuple[int, int], str]:
    """Return the interpreters of this machine that are newer than the one that runs the tests."""
    named = [shutil.which(f"python3.{minor}") for minor in range(sys.version_info[1] + 1, 30)]
    built = glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python")) + glob.glob("/opt/python/*/bin/python") + glob.glob("/usr/local/bin/python3.??")
    found = {version_of(python): python for python in (*filter(None, named), *built)}
    return {version: python for version, python in found.items() if version is not None and version > sys.version_info[:2]}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, minimal_compiled: bytes) -> Path:
    """A folder that holds the package as a wheel would: source without byte-code, knowledge compiled."""
    folder = tmp_path_factory.mktemp("installed")
    package = shutil.copytree(PACKAGE, folder / "debtguide", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    (Path(package) / "_data").mkdir()
    (Path(package) / "_data/compiled.kb").write_bytes(minimal_compiled)
    return folder


def run(python: str, options: Sequence[str], arguments: Sequence[str], installed: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "DEBTGUIDE"))}
    environment |= {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "HOME": str(installed)}
    command = [python, *options, "-m", "debtguide", *arguments]
    return subprocess.run(command, env=environment, input=said, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("which", ["this Python", "the newest Python"])
def test_ask_prints_nothing_but_the_answer(which: str, installed: Path) -> None:
    python = sys.executable
    if which == "the newest Python":
        newer = newer_pythons()
        if not newer:
            pytest.skip(f"no Python newer than {sys.version_info[0]}.{sys.version_info[1]}, which runs the tests, is found here")
        python = newer[max(newer)]
    json_run = run(python, ["-W", "error"], ["ask", "--json", "--as-of", "2026-11-22", QUESTION], installed)
    assert (json_run.returncode, json_run.stderr) == (0, "")
    (line,) = json_run.stdout.splitlines()
    assert json.loads(line)["topics"][0]["id"] == "fees.cap"
    text_run = run(python, ["-W", "error"], ["ask", "--as-of", "2026-11-22"], installed, said=QUESTION)
    assert (text_run.returncode, text_run.stderr) == (0, "")
    assert text_run.stdout.startswith("费用和利息合计不得超过24%。")
    assert not list(installed.rglob("__pycache__"))


def imported(arguments: Sequence[str], installed: Path, said: str = "") -> set[str]:
    """Return the modules that a command imported beyond those with which the bare interpreter starts."""
    told = run(sys.executable, ["-X", "importtime"], arguments, installed, said)
    return set(re.findall(r"^import time:[\s\d]+\|[\s\d]+\|\s*(\S+)$", told.stderr, re.MULTILINE))


COMMANDS = {
    "ask": (["ask", QUESTION], ""),
    "ask --json": (["ask", "--json", "--as-of", "2026-11-22", QUESTION], ""),
    "ask from standard input": (["ask"], QUESTION),
    "ask --jsonl": (["ask", "--jsonl"], f'{QUESTION}\n{{"question": "{QUESTION}", "as_of": "2021-01-01"}}\n'),
    "ask --explain": (["ask", "--explain", QUESTION], ""),
    "a question in traditional characters": (["ask", "手續費有沒有上限"], ""),
    "a question that is not understood": (["ask", "嗯嗯"], ""),
    "a cry for help": (["ask", "我想死"], ""),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_question_imports_no_more_than_it_needs(command: str, installed: Path) -> None:
    arguments, said = COMMANDS[command]
    found = imported(arguments, installed, said)
    assert "debtguide.service.guide" in found
    unwanted = {name for name in found if name in NOT_ON_THE_PATH or name.split(".")[0] in NOT_ON_THE_PATH}
    assert unwanted == set()


def test_the_version_and_the_help_import_no_guide(installed: Path) -> None:
    for arguments in (["--version"], ["--help"], ["ask", "--help"]):
        assert not {name for name in imported(arguments, installed) if name.startswith(("debtguide.service", "debtguide.knowledge"))}
