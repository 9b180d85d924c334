"""A knowledge directory, read: every file's record by kind and id, and every problem on the way."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from debtguide.errors import KnowledgeError, Problem
from debtguide.knowledge.additions import with_additions
from debtguide.knowledge.kinds import Record, suggestion
from debtguide.knowledge.nodes import Source, read_node
from debtguide.knowledge.tables import FILE_KINDS, GUIDE, FileKind
from debtguide.spans import SourceMark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OTHER_FOLDERS = ("cases",)


class Library(NamedTuple):
    """Every record of a knowledge base, typed but not yet held against one another.

    ``records[kind][id]``; for overlays the overlay's record stands in place of the built-in one, and additions are joined
    to what they are for. ``doubtful`` are the
    (kind, id) of files that could not be read whole: what they would have defined is not held against others.
    """

    guide: Record
    records: dict[str, dict[str, Record]]
    digest: str
    overlay: bool
    doubtful: frozenset[tuple[str, str]]

    def of(self, kind: str) -> dict[str, Record]:
        """Return the records of one kind by id, in the order of ids."""
        return self.records[kind]


def read_library(directory: Path, builtin: Path, problems: list[Problem]) -> Library | None:
    """Read ``directory``, and below it the built-in knowledge where its guide.yaml says ``extends: builtin``.

    Returns:
        The library, or None where there is no usable guide.yaml; problems are appended to ``problems``.

    Raises:
        KnowledgeError: ``directory`` is no directory.
    """
    shown = directory.as_posix()
    if not directory.is_dir():
        mark = SourceMark(shown, 1, 1)
        raise KnowledgeError([Problem(mark, "DG109", "没有这个知识库文件夹", "检查路径；内置知识库不用写 --knowledge。")])
    guide = _read_guide(directory, problems)
    records, doubtful = _read_folders(directory, problems)
    digest = hashlib.sha256(_digest(directory))
    overlay = guide is not None and guide["extends"] == "builtin"
    if overlay:
        below, doubtful_below = _read_folders(builtin, problems)
        doubtful |= doubtful_below
        builtin_guide = _read_guide(builtin, problems)
        for kind, own in records.items():
            below[kind].update(own)
            records[kind] = dict(sorted(below[kind].items()))
        digest.update(_digest(builtin))
        if guide is not None and builtin_guide is not None:
            guide = _merge_guides(guide, builtin_guide)
    if guide is None:
        return None
    return Library(guide, with_additions(records), "sha256:" + digest.hexdigest(), overlay, frozenset(doubtful))


def knowledge_files(directory: Path) -> Iterator[Path]:
    """Yield the files that make up a knowledge directory, in one order on every platform."""
    if (directory / "guide.yaml").is_file():
        yield directory / "guide.yaml"
    for kind in FILE_KINDS:
        yield from _files_of(directory, kind)


def digest_of(directory: Path) -> str:
    """Return the sha256 of a knowledge directory's names and contents, line ends folded; the same on every platform."""
    return hashlib.sha256(_digest(directory)).hexdigest()


def _digest(directory: Path) -> bytes:
    total = hashlib.sha256()
    for path in knowledge_files(directory):
        name = path.relative_to(directory).as_posix()
        try:
            body = path.read_bytes().replace(b"\r\n", b"\n")
        except OSError:
            body = b""
        total.update(f"{name}\0{len(body)}\0".encode())
        total.update(body)
    return total.digest()


def _merge_guides(own: Record, below: Record) -> Record:
    values = {**below.values, **own.values}
    values["literals"] = below.list("literals") + own.list("literals")
    return Record(own.mark, values, {**below.marks, **own.marks}, own.flawed | below.flawed)


def _read_guide(directory: Path, problems: list[Problem]) -> Record | None:
    path = directory / "guide.yaml"
    source = Source(path, path.as_posix(), problems.append)
    if not path.is_file():
        source.problem(source.mark(), "DG203", "知识库里没有 guide.yaml", "新建 guide.yaml，写上 version；叠加在内置知识库上的再写 extends: builtin。")
        return None
    node = read_node(source)
    return None if node is None else GUIDE.read(node, source)


def _read_folders(directory: Path, problems: list[Problem]) -> tuple[dict[str, dict[str, Record]], set[tuple[str, str]]]:
    """Return the records by kind and id, and the (kind, id) of files that could not be read whole."""
    doubtful = _note_strangers(directory, problems)
    records: dict[str, dict[str, Record]] = {}
    for kind in FILE_KINDS:
        records[kind.name] = read_records(directory, kind, problems, doubtful)
    return records, doubtful


def read_records(directory: Path, kind: FileKind, problems: list[Problem], doubtful: set[tuple[str, str]] | None = None) -> dict[str, Record]:
    """Return the records of one kind by id, in order.

    Args:
        directory: a knowledge directory.
        kind: which files.
        problems: where what is wrong with them is noted.
        doubtful: where the (kind, id) of files that could not be read whole is noted.
    """
    found: dict[str, Record] = {}
    for path in _files_of(directory, kind):
        so_far = len(problems)
        record = _read_file(path, kind, problems)
        if len(problems) > so_far and doubtful is not None:
            doubtful.add((kind.name, path.stem))
        if record is None:
            continue
        name = str(record[kind.key])
        if name in found:
            first = found[name].mark
            problems.append(Problem(record.mark_of(kind.key), "DG309", f"{kind.key} “{name}”已经有了", f"另一处在 {first}；改一个 id，或合成一个文件。"))
            continue
        found[name] = record
    return dict(sorted(found.items()))


def _files_of(directory: Path, kind: FileKind) -> list[Path]:
    folder = directory / kind.folder
    pattern = "**/*.yaml" if kind.nested else "*.yaml"
    return sorted((path for path in folder.glob(pattern) if path.is_file()), key=lambda path: path.relative_to(directory).as_posix())


def _read_file(path: Path, kind: FileKind, problems: list[Problem]) -> Record | None:
    source = Source(path, path.as_posix(), problems.append)
    if not path.name.isascii():
        source.problem(source.mark(), "DG109", f"文件名“{path.name}”不是英文字母", "文件名用 id，只含小写字母、数字、点、短横线、下划线。")
        return None
    node = read_node(source)
    if node is None:
        return None
    record: Record | None = kind.table.read(node, source)
    if record is None:
        return None
    name = str(record[kind.key])
    if name != path.name[: -len(".yaml")]:
        source.problem(record.mark_of(kind.key), "DG207", f"{kind.key} 是“{name}”，文件名却是“{path.name}”", f"文件名改成 {name}.yaml，或改 {kind.key}。")
    if kind.nested and path.parent.name != name.split(".")[0]:
        source.problem(record.mark_of(kind.key), "DG207", f"“{name}”放错了文件夹“{path.parent.name}”", f"放到 {kind.folder}/{name.split('.')[0]}/ 下面。")
    return record


def _note_strangers(directory: Path, problems: list[Problem]) -> set[tuple[str, str]]:
    """Note folders and files that look like knowledge but would silently not be read; return what they may have defined."""
    doubtful = set()
    known = tuple(kind.folder for kind in FILE_KINDS) + _OTHER_FOLDERS
    for entry in sorted(os.scandir(directory), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        mark = SourceMark(f"{directory.as_posix()}/{entry.name}", 1, 1)
        if entry.is_dir() and entry.name not in known:
            problems.append(Problem(mark, "DG109", f"不认识的文件夹“{entry.name}”，里面的内容不会被读到", suggestion(entry.name, known)))
        elif entry.is_file() and entry.name.endswith((".yaml", ".yml")) and entry.name != "guide.yaml":
            problems.append(Problem(mark, "DG109", f"“{entry.name}”放在最外层，不会被读到", "放进 topics/、statutes/ 等文件夹，扩展名用 .yaml。"))
    for kind in FILE_KINDS:
        for path in sorted((directory / kind.folder).rglob("*")):
            if path.is_file() and not path.name.startswith(".") and (path.suffix != ".yaml" or (not kind.nested and path.parent.name != kind.folder)):
                mark = SourceMark(path.as_posix(), 1, 1)
                problems.append(Problem(mark, "DG109", f"“{path.name}”不会被读到", "扩展名用 .yaml，放在正确的文件夹里；不是知识的文件请放到别处。"))
                doubtful.add((kind.name, path.stem))
    return doubtful
