"""The three ways to install: a wheel, an editable install, a source distribution that builds the same wheel.

Everything happens on a copy of the repository and in environments of its own; each test is one thing that a user of such
an install relies on.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "node_modules")
QUESTION = "网贷逾期三个月会被起诉吗"
DAY = "2026-11-22"
TIME_LIMIT = 300


class Installed(NamedTuple):
    """An environment with debtguide in it."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def script(self) -> Path:
        return self.python.with_name("debtguide.exe" if os.name == "nt" else "debtguide")

    @property
    def package(self) -> Path:
        return next(path for path in self.folder.rglob("site-packages/debtguide") if path.is_dir())


class Ran(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def clean_environment(**more: str | None) -> dict[str, str]:
    """Return this process's environment without what would lead Python or debtguide elsewhere; None takes a variable away."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DEBTGUIDE", "COV_CORE", "VIRTUAL_ENV"))}
    kept.update({name: value for name, value in more.items() if value is not None})
    return {name: value for name, value in kept.items() if more.get(name, value) is not None}


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> Ran:
    """Run a command to its end."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=env or clean_environment(), capture_output=True, encoding="utf-8", errors="replace", timeout=TIME_LIMIT
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def must(*command: object, cwd: Path) -> str:
    """Run a command that has to succeed and return what it printed."""
    ran = run(*command, cwd=cwd)
    assert ran.code == 0, f"{command}\n{ran.out}\n{ran.err}"
    return ran.out


def environment(folder: Path, *wanted: object, cwd: Path) -> Installed:
    """Make an empty environment and install ``wanted`` into it."""
    must(sys.executable, "-m", "venv", folder, cwd=cwd)
    installed = Installed(folder)
    pip = (installed.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--use-pep517")
    must(*pip, "--constraint", REPOSITORY / "constraints.txt", *wanted, cwd=cwd)
    return installed


def answered(installed: Installed, cwd: Path, **more: str | None) -> dict[str, Any]:
    """Ask the question as a program does and return the answer."""
    ran = run(installed.script, "ask", "--json", "--as-of", DAY, QUESTION, cwd=cwd, env=clean_environment(**more))
    assert (ran.code, ran.err) == (0, ""), ran
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


def digest_of(knowledge: Path) -> str:
    """Return the digest that every answer from ``knowledge`` carries."""
    from debtguide.knowledge import library

    return "sha256:" + library.digest_of(knowledge)


def contents(wheel: Path) -> dict[str, bytes]:
    """Return the files of a wheel by name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, so that nothing is ever built in it."""
    return Path(shutil.copytree(REPOSITORY, tmp_path_factory.mktemp("copy") / "debtguide", ignore=NOT_COPIED))


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    must(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=repository)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution of the repository."""
    folder = tmp_path_factory.mktemp("sdist")
    must(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, cwd=repository)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def from_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An environment with the wheel and what it needs, far from any repository."""
    folder = tmp_path_factory.mktemp("installed")
    return environment(folder / "venv", wheel, cwd=folder)


class TestWheel:
    def test_holds_the_knowledge_as_yaml_and_compiled(self, wheel: Path, repository: Path) -> None:
        held = contents(wheel)
        data = {name.removeprefix("debtguide/_data/") for name in held if name.startswith("debtguide/_data/")}
        written = {path.relative_to(repository).as_posix() for path in (repository / "knowledge").rglob("*.yaml")}
        assert data == written | {"compiled.kb"}
        assert all(held[f"debtguide/_data/{name}"] == (repository / name).read_bytes() for name in written)
        assert not [name for name in held if "/__pycache__/" in name or name.startswith(("tests/", "bench/", "knowledge/"))]

    def test_answers_with_nothing_of_the_repository_near(self, from_wheel: Installed, repository: Path, tmp_path: Path) -> None:
        answer = answered(from_wheel, tmp_path)
        assert answer["kb"] == digest_of(repository / "knowledge")
        assert answer["topics"][0]["id"] == "litigation.will_sue"
        assert answer["summary"]["citations"]
        assert {cite for said in (answer["summary"], *answer["points"]) for cite in said["citations"]} <= {cite["id"] for cite in answer["citations"]}

    def test_answers_the_same_wherever_it_is_called_from(self, from_wheel: Installed, repository: Path, tmp_path: Path) -> None:
        (tmp_path / "knowledge").mkdir()
        (tmp_path / "knowledge" / "guide.yaml").write_text("this: is not the guide\n", encoding="utf-8")
        assert answered(from_wheel, tmp_path) == answered(from_wheel, repository) == answered(from_wheel, Path(tmp_path.anchor))

    def test_answers_without_a_home_and_leaves_nothing_behind(self, from_wheel: Installed, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir()
        file = tmp_path / "file"
        file.write_text("", encoding="utf-8")
        expected = answered(from_wheel, tmp_path, HOME=str(home), XDG_CACHE_HOME=None, LOCALAPPDATA=None)
        assert files_below(home) == []
        before = [name for name in files_below(from_wheel.package) if "__pycache__" not in name]
        home.chmod(0o555)
        for where in (None, str(home), str(file), str(tmp_path / "nowhere")):
            assert answered(from_wheel, tmp_path, HOME=where, XDG_CACHE_HOME=where, LOCALAPPDATA=where) == expected
        home.chmod(0o755)
        assert files_below(home) == []
        assert [name for name in files_below(from_wheel.package) if "__pycache__" not in name] == before

    def test_answers_from_a_read_only_package_without_byte_code_under_the_strictest_warnings(self, from_wheel: Installed, tmp_path: Path) -> None:
        expected = run(from_wheel.script, "ask", "--as-of", DAY, QUESTION, cwd=tmp_path)
        site = Path(shutil.copytree(from_wheel.package.parent, tmp_path / "site", ignore=shutil.ignore_patterns("__pycache__")))
        for path in (site, *site.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        strict = (from_wheel.python, "-W", "error", "-X", "dev", "-B", "-m", "debtguide")
        ran = run(*strict, "ask", "--as-of", DAY, QUESTION, cwd=tmp_path, env=clean_environment(PYTHONPATH=str(site)))
        for path in (site, *site.rglob("*")):
            path.chmod(0o755)
        assert ran == expected
        assert (ran.code, ran.err) == (0, "")
        assert QUESTION not in ran.out.splitlines()[0]

    def test_lays_an_overlay_over_the_knowledge_that_it_carries(self, from_wheel: Installed, tmp_path: Path) -> None:
        overlay = tmp_path / "ours"
        overlay.mkdir()
        (overlay / "guide.yaml").write_text("version: ours\nextends: builtin\nnotice: 本所热线请打前台。\n", encoding="utf-8")
        ran = run(from_wheel.script, "--knowledge", overlay, "ask", "--json", "--as-of", DAY, QUESTION, cwd=tmp_path, env=clean_environment(HOME=None))
        assert (ran.code, ran.err) == (0, ""), ran
        answer, builtin = json.loads(ran.out), answered(from_wheel, tmp_path)
        assert answer["notice"] == "本所热线请打前台。"
        assert answer["kb"] != builtin["kb"]
        assert {key: value for key, value in answer.items() if key not in ("notice", "kb")} == {
            key: value for key, value in builtin.items() if key not in ("notice", "kb")
        }


class TestSourceDistribution:
    def test_builds_the_same_wheel_in_an_environment_of_its_own(self, sdist: Path, wheel: Path, tmp_path: Path) -> None:
        """pip installs nothing but the build requirements that pyproject.toml names, and builds from what was unpacked."""
        pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--use-pep517", "--no-deps")
        must(*pip, "--wheel-dir", tmp_path, sdist, cwd=tmp_path)
        again = next(tmp_path.glob("*.whl"))
        assert again.name == wheel.name
        first, second = contents(wheel), contents(again)
        assert second.keys() == first.keys()
        assert [name for name in first if first[name] != second[name]] == []

    def test_holds_what_a_reader_and_a_packager_look_for(self, sdist: Path) -> None:
        with tarfile.open(sdist) as archive:
            held = {name.partition("/")[2] for name in archive.getnames()}
        wanted = "README.md README.en.md LICENSE CHANGELOG.md CONTRIBUTING.md Makefile constraints.txt pyproject.toml hatch_build.py knowledge/guide.yaml"
        assert set(wanted.split()) <= held
        assert not [name for name in held if "__pycache__" in name or name.startswith((".venv", ".git/"))]


class TestEditableInstall:
    def test_follows_the_knowledge_folder(self, repository: Path, tmp_path: Path) -> None:
        place = Path(shutil.copytree(repository, tmp_path / "debtguide"))
        knowledge = place / "knowledge"
        # The mechanism is the same over any knowledge, and the small one compiles in no time.
        shutil.rmtree(knowledge)
        shutil.copytree(place / "tests" / "minimal_knowledge", knowledge)
        installed = environment(tmp_path / "venv", "--editable", place, cwd=tmp_path)
        cache = tmp_path / "cache"
        assert not (place / "src" / "debtguide" / "_data").exists()

        def answer() -> dict[str, Any]:
            ran = run(installed.script, "ask", "--jsonl", QUESTION, cwd=tmp_path, env=clean_environment(DEBTGUIDE_CACHE_DIR=str(cache)))
            assert (ran.code, ran.err) == (0, ""), ran
            said: dict[str, Any] = json.loads(ran.out)
            return said

        before = answer()
        assert before["kb"] == digest_of(knowledge)
        kept = files_below(cache)
        assert len([name for name in kept if name.endswith(".kb") and not name.startswith("learnt-")]) == 1
        assert answer() == before
        assert files_below(cache) == kept

        guide = knowledge / "guide.yaml"
        written = guide.read_text(encoding="utf-8")
        guide.write_text("\n".join("notice: 改过的说明。" if line.startswith("notice:") else line for line in written.split("\n")), encoding="utf-8")
        after = answer()
        assert after["notice"] == "改过的说明。"
        assert after["kb"] == digest_of(knowledge) != before["kb"]

        guide.write_text(written + "notice: 又写了一遍\n", encoding="utf-8")
        ran = run(installed.script, "ask", QUESTION, cwd=tmp_path, env=clean_environment(DEBTGUIDE_CACHE_DIR=str(cache)))
        assert (ran.code, ran.out) == (1, "")
        line = written.count("\n") + 1
        assert f"knowledge/guide.yaml:{line}:1: DG105 " in ran.err
        assert "Traceback" not in ran.err
