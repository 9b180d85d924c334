"""Knowledge files: any bytes are a record, or problems with their places; a sound record is compiled or told, never a traceback."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from debtguide.knowledge import nodes
from debtguide.knowledge.additions import with_additions
from debtguide.knowledge.checks import check_library
from debtguide.knowledge.compiler import compile_library
from debtguide.knowledge.kinds import Record
from debtguide.knowledge.learnt import Learnt
from debtguide.knowledge.library import read_library
from debtguide.knowledge.nodes import Source, read_node
from debtguide.knowledge.store import dump, loads
from debtguide.knowledge.tables import CASE_FILES, FILE_KINDS, GUIDE
from debtguide.service.locate import builtin_directory

from .questions import TESTS
from .target import Target, bytes_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from debtguide import Guide
    from debtguide.errors import Problem
    from debtguide.knowledge.kinds import Kind
    from debtguide.knowledge.library import Library

    from .target import Case

SHOWN = "knowledge.yaml"
MINIMAL = TESTS / "minimal_knowledge"
TABLES: dict[str, Kind] = {"guide": GUIDE, **{kind.name: kind.table for kind in (*FILE_KINDS, CASE_FILES)}}
_KEYS = {kind.name: kind.key for kind in FILE_KINDS}
_FOLDERS = {kind.folder: kind.name for kind in (*FILE_KINDS, CASE_FILES)}
_NAMES = tuple(TABLES)
_CODE = re.compile("DG[1-4][0-9]{2}")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202e\u2028\u2029\ufeff\ud800-\udfff]")
_SMALL = 4_000
_COMPILED = 200
"""One in so many sound records is compiled too, which takes three hundred times as long as reading and checking one."""


class _Bytes(NamedTuple):
    """A file that was never written."""

    raw: bytes

    @property
    def st_size(self) -> int:
        return len(self.raw)

    def stat(self) -> _Bytes:
        return self

    def read_bytes(self) -> bytes:
        return self.raw


def seeds(_: Guide) -> Iterable[Case]:
    """The minimal knowledge, every broken file of tests/bad_knowledge, and small files of the built-in knowledge."""
    files = [*MINIMAL.rglob("*.yaml"), *sorted(Path(builtin_directory()).rglob("*.yaml"))]
    found = [(kind_of(path), path.read_bytes()) for path in files if path.stat().st_size < _SMALL]
    for path in sorted((TESTS / "bad_knowledge").glob("*.yaml")):
        raw = path.read_bytes()
        at = re.search(rb"^# at: (\S+)", raw, re.MULTILINE)
        found.append((kind_of(Path(at[1].decode())) if at else "guide", raw))
    return [{"kind": kind, "text": text_of(raw)} for kind, raw in found]


def kind_of(path: Path) -> str:
    """Return which kind of thing a knowledge file holds, by its folder."""
    return next((_FOLDERS[part] for part in reversed(path.parts[:-1]) if part in _FOLDERS), "guide")


def encode(case: Case) -> bytes:
    return bytes([_NAMES.index(case["kind"])]) + bytes_of(case["text"])


def decode(raw: bytes) -> Case:
    return {"kind": _NAMES[raw[0] % len(_NAMES) if raw else 0], "text": text_of(raw[1:])}


def hold(_: Guide, case: Case) -> None:
    kind, raw = case["kind"], bytes_of(case["text"])
    record, problems = read(kind, raw)
    are_told(problems, raw)
    assert record is not None or problems, "nothing was read, and nothing said"
    if record is None or problems:
        return
    means_the_same_without_c(kind, raw, record)
    library = laid_over(kind, record)
    if library is None:
        return
    problems = check_library(library)
    are_told(problems, raw)
    if not problems and zlib.crc32(raw) % _COMPILED == 0:
        compiles(library)


def read(kind: str, raw: bytes) -> tuple[Record | None, list[Problem]]:
    """Return the record in a file of ``kind``, and what is wrong with it."""
    problems: list[Problem] = []
    source = Source(_Bytes(raw), SHOWN, problems.append)  # type: ignore[arg-type]
    node = read_node(source)
    return (None if node is None else TABLES[kind].read(node, source)), problems


def means_the_same_without_c(kind: str, raw: bytes, record: Record) -> None:
    """Fail where the parser that is pure Python makes something else of a sound file; it may find a fault in it (a bare ``? ``)."""
    usual = nodes._Loader
    nodes._Loader = yaml.BaseLoader
    try:
        other, problems = read(kind, raw)
    finally:
        nodes._Loader = usual
    assert problems or _plain(other) == _plain(record)


def _plain(value: Any) -> Any:
    """Return what was read, and where, as plain values."""
    if isinstance(value, Record):
        return {name: (_plain(part), value.mark_of(name)) for name, part in value.values.items()}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value, getattr(value, "mark", None)


def are_told(problems: list[Problem], raw: bytes) -> None:
    """Fail unless every problem has a place in the file, one line that says what is wrong, and one that says what to do."""
    lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert _CODE.fullmatch(problem.code), problem
        assert problem.message, problem
        assert problem.hint, problem
        assert not any(_UNSEEN.search(line) for line in str(problem).split("\n")), problem
        assert len(str(problem).split("\n")) == 2, problem
        if problem.mark.file == SHOWN:
            assert 1 <= problem.mark.line <= len(lines), problem
            assert 1 <= problem.mark.column <= len(lines[problem.mark.line - 1]) + 1, problem


def laid_over(kind: str, record: Record) -> Library | None:
    """Return the minimal knowledge with ``record`` in it, or None where it is no part of what answers."""
    library = _minimal()
    if kind == "guide":
        return library._replace(guide=record)
    if kind not in _KEYS:
        return None
    records = {**library.records, kind: {**library.records[kind], str(record[_KEYS[kind]]): record}}
    return library._replace(records=with_additions(records))


@cache
def _minimal() -> Library:
    problems: list[Problem] = []
    library = read_library(MINIMAL, MINIMAL, problems)
    assert library is not None
    assert not problems
    return library


def compiles(library: Library) -> None:
    """Fail unless what was found sound can be compiled and read again."""

    def taught_nothing(*_: Any) -> Learnt:
        return Learnt({}, 1, {})

    assert loads(dump(*compile_library(library, taught_nothing))).digest == library.digest


KNOWLEDGE_FILES = Target("knowledge", 150_000, seeds, encode, decode, hold)
