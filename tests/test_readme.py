"""What README promises, done: its commands, its conversation, its library example, its topic."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from debtguide.interfaces.cli import run
from debtguide.knowledge.build import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Typed = Callable[..., tuple[int, str, str]]

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
ENGLISH = (REPOSITORY / "README.en.md").read_text(encoding="utf-8")
BOTH = pytest.mark.parametrize("readme", [README, ENGLISH], ids=["zh", "en"])
LEFT_OUT = "……"
SAID = "您> "


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)


def commands_of(readme: str) -> list[list[str]]:
    """Return the debtguide commands of a README, those in its table and those in its blocks."""
    lines = re.findall(r"^\| `(debtguide [^`]+)` \|", readme, re.MULTILINE)
    lines += [line for block in blocks(readme, "sh") for line in block.splitlines() if line.startswith("debtguide ")]
    return [shlex.split(line)[1:] for line in lines]


@pytest.fixture
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile into the folder that the other tests use too."""
    monkeypatch.setenv("DEBTGUIDE_CACHE_DIR", str(request.config.cache.mkdir("debtguide")))


@pytest.fixture
def typed(kept: None, capfdbinary: pytest.CaptureFixture[bytes]) -> Typed:
    """Run one debtguide command here; returns its exit code, output and complaints."""

    def typed(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        printed = capfdbinary.readouterr()
        return code, printed.out.decode("utf-8"), printed.err.decode("utf-8")

    return typed


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """README's overlay, written down as it says."""
    guide, topic = blocks(README, "yaml")
    place = tmp_path / "mine" / "topics" / "negotiation"
    place.mkdir(parents=True)
    (tmp_path / "mine" / "guide.yaml").write_text(guide, encoding="utf-8")
    (place / "negotiation.payday.yaml").write_text(topic, encoding="utf-8")
    return tmp_path / "mine"


def test_the_targets_that_are_named_are_in_the_makefile() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    contributing = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = {target for text in (README, ENGLISH, contributing) for target in re.findall(r"^make ([\w-]+)", text, re.MULTILINE)}
    assert {"chat", "test", "check"} <= named
    assert named <= set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))


@BOTH
def test_the_files_that_are_linked_exist(readme: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert links
    assert [link for link in links if not (REPOSITORY / link).exists()] == []


def test_both_readmes_say_the_same_commands() -> None:
    assert commands_of(README) == commands_of(ENGLISH)
    assert blocks(README, "bat") == blocks(ENGLISH, "bat")
    assert blocks(README, "sh")[1] == blocks(ENGLISH, "sh")[1]


def test_the_commands_of_the_table_answer(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    commands = [command for command in commands_of(README) if "mine" not in command and command[0] != "chat"]
    assert len(commands) >= 6
    for command in commands:
        code, out, err = typed(*command)
        assert (code, err) == (0, ""), (command, err)
        assert out.strip(), command


@BOTH
def test_the_conversation_is_a_real_one(readme: str, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = blocks(readme, "text")[0].splitlines()
    said = "".join(line.removeprefix(SAID) + "\n" for line in shown if line.startswith(SAID))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(said.encode("utf-8"))))
    code, out, err = typed("chat", "--as-of", "2026-11-22")
    assert (code, err) == (0, "")
    lines = iter(out.splitlines())
    for line in shown:
        if line and line != LEFT_OUT:
            assert line in lines, f"README shows a line that the guide no longer says here; put in what it says now:\n{line}"


@BOTH
def test_the_library_example_runs(readme: str, kept: None, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks(readme, "python")
    assert len([line for line in example.splitlines() if line.strip()]) <= 12
    exec(compile(example, "README", "exec"), {})
    printed = capsys.readouterr().out
    assert printed.startswith("litigation.will_sue 法律没有规定")
    assert "《民法典》第六百七十五条 2021-01-01" in printed


def test_the_topic_is_sound(mine: Path, builtin_knowledge: Path) -> None:
    assert problems_of(str(mine), str(builtin_knowledge)) == []
    english = [[line.partition("#")[0].rstrip() for line in block.splitlines()] for block in blocks(ENGLISH, "yaml")]
    chinese = [[line.partition("#")[0].rstrip() for line in block.splitlines()] for block in blocks(README, "yaml")]
    assert english == chinese


@BOTH
def test_the_mistake_is_told_as_shown(readme: str, mine: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    topic = mine / "topics" / "negotiation" / "negotiation.payday.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("[negotiation.how]", "[negotiation.hwo]"), encoding="utf-8")
    monkeypatch.chdir(mine.parent)
    code, out, _ = typed("kb", "check", "mine")
    assert (code, out) == (1, blocks(readme, "text")[1])


@pytest.mark.slow
def test_the_topic_answers(mine: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mine.parent)
    (ask,) = [command for command in commands_of(README) if "mine" in command and "ask" in command]
    code, out, err = typed(*ask)
    assert (code, err) == (0, "")
    assert out.startswith("可以提出来，但要对方同意才算改了。")
    assert "《民法典》第五百四十三条" in out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the form for Linux and macOS")
def test_the_plain_form_installs_and_talks(tmp_path: Path) -> None:
    """Word by word, in a copy of the repository, save for the name of the Python that begins it."""
    place = shutil.copytree(REPOSITORY, tmp_path / "debtguide", ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist"))
    make_venv, install, chat = blocks(README, "sh")[1].splitlines()

    def done(line: str, typed: str = "") -> str:
        words = shlex.split(line)
        if words[0] == "python3":
            words[0] = sys.executable
        return subprocess.run(words, cwd=place, input=typed, check=True, capture_output=True, encoding="utf-8", timeout=300).stdout

    done(make_venv)
    done(install)
    said = done(chat, "网贷逾期三个月会被起诉吗\n/退出\n")
    assert "《民法典》第六百七十五条" in said
