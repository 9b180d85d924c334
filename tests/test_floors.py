"""The house stands: a room imports from the floors below it, nobody imports the face, libraries stay where they are used.

The same floors as import-linter's contracts in pyproject.toml, held here over the syntax tree alone, so that imports
``for types only`` and those inside functions count too.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

import debtguide

PACKAGE = Path(debtguide.__file__).parent
PROJECT = Path(__file__).parents[1] / "pyproject.toml"
IMPORTED_AS = {"pyyaml": "yaml", "chinesecalendar": "chinese_calendar"}
"""Packages that are imported by another name than they are installed by."""

FLOORS = (
    {"__main__"},
    {"interfaces"},
    {"authoring", "casefiles"},
    {"service"},
    {"replies"},
    {"knowledge", "dialogue"},
    {"assessment"},
    {"safety", "lawbook"},
    {"matching"},
    {"understanding"},
    {"model", "language"},
    {"errors"},
    {"spans", "version"},
)
FLOOR_OF = {room: number for number, rooms in enumerate(reversed(FLOORS)) for room in rooms}

ALLOWED_LIBRARIES = {
    "yaml": {"knowledge.nodes", "knowledge.kinds"},
    "jieba": {"knowledge.vocabulary"},
    "opencc": {"knowledge.folding"},
    "cn2an": {"knowledge.compiler", "lawbook.citation"},
    "chinese_calendar": {"assessment.calendar"},
    "rapidfuzz": {"knowledge.kinds", "lawbook.citation"},
    "rich": {"interfaces"},
    "prompt_toolkit": {"interfaces"},
}


@cache
def imports() -> dict[str, set[str]]:
    """Return for every module (without ``debtguide.``) what it imports anywhere in its text, written in full."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        names = found.setdefault(name, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name} imports by dots"
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def inner(imported: str) -> str | None:
    """Return the module of the package that ``imported`` lies in, or None where it is another's; the face is empty."""
    if imported != "debtguide" and not imported.startswith("debtguide."):
        return None
    path = imported.removeprefix("debtguide").lstrip(".")
    while path not in imports():
        path = path.rpartition(".")[0]
    return path


ARROWS = sorted((name, target) for name, names in imports().items() for target in map(inner, names) if target is not None and target != name)
INSIDE = [arrow for arrow in ARROWS if arrow[0]]


def test_every_room_has_its_floor() -> None:
    assert {name.split(".")[0] for name in imports() if name} == set(FLOOR_OF)


@pytest.mark.parametrize("name", sorted(imports()))
def test_a_module_imports_only_from_its_own_room_and_from_floors_below(name: str) -> None:
    upward = []
    for target in (target for source, target in INSIDE if source == name and target):
        own, other = name.split(".")[0], target.split(".")[0]
        if own != other and FLOOR_OF[other] >= FLOOR_OF[own]:
            upward.append(target)
    assert upward == []


def test_nobody_inside_imports_the_face() -> None:
    assert [name for name, target in INSIDE if not target] == []


def test_there_is_no_circle_of_imports() -> None:
    below: dict[str, set[str]] = {name: {target for source, target in INSIDE if source == name} for name in imports()}
    standing = set(below)
    while ground := {name for name in standing if not below[name] & standing}:
        standing -= ground
    assert standing == set(), "in a circle, or above one"


@pytest.mark.parametrize("library", sorted(ALLOWED_LIBRARIES))
def test_a_library_is_imported_only_where_its_work_is_done(library: str) -> None:
    users = {name for name, names in imports().items() if any(one.split(".")[0] == library for one in names)}
    allowed = ALLOWED_LIBRARIES[library]
    assert {name for name in users if name not in allowed and name.split(".")[0] not in allowed} == set()
    assert users, "nobody imports it any more: take it out of the table"


def test_what_is_imported_is_installed_with_the_package_and_nothing_else_is() -> None:
    """There is no optional package whose presence could change an answer: what is imported is asked for, and asked for by name."""
    declared = re.search(r"^dependencies = \[\n(.*?)^\]", PROJECT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert declared is not None
    names = {name.lower() for name in re.findall(r'^    "([A-Za-z0-9_.-]+?)[<>=;" ]', declared[1], re.MULTILINE)}
    others = {one.split(".")[0] for names in imports().values() for one in names} - {"debtguide", *sys.stdlib_module_names}
    assert others == {IMPORTED_AS.get(name, name) for name in names}


def test_nothing_is_tried_that_may_be_missing_but_what_a_system_lacks() -> None:
    """A package that is used if it happens to be there makes two answers of one; termios is there or not with the system."""
    tried = [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if "ImportError" in _names(path) or "ModuleNotFoundError" in _names(path)]
    assert tried == ["interfaces/first_prompt.py"]


def _names(path: Path) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}
