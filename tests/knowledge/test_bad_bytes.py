"""Files that no editor would show as broken, and sizes that no author would write: each is told, none is fatal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from debtguide.errors import KnowledgeError, Problem
from debtguide.knowledge.build import problems_of
from debtguide.knowledge.library import digest_of

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = """\
id: fees.late
title: "晚还要加钱吗"
status: stub
utterances: ["晚还要加钱吗"]
answer:
  certainty: uncertain
  summary: { text: "各家不同。" }
"""


def told(knowledge: Path) -> list[tuple[str, str]]:
    """Return the place below ``knowledge`` and the code of every problem."""
    return [(_place(problem, knowledge), problem.code) for problem in problems_of(str(knowledge), str(knowledge))]


def _place(problem: Problem, knowledge: Path) -> str:
    return str(problem.mark).removeprefix(f"{knowledge.as_posix()}/")


@pytest.fixture
def topic(minimal_knowledge: Path) -> Path:
    return minimal_knowledge / "topics/fees/fees.late.yaml"


FINE = {
    "with a byte order mark": b"\xef\xbb\xbf" + TOPIC.encode(),
    "with the line ends of Windows": TOPIC.replace("\n", "\r\n").encode(),
    "with the line ends of old Macs": TOPIC.replace("\n", "\r").encode(),
    "without a line end at the end": TOPIC.strip().encode(),
    "with comments": f"# 说明\n{TOPIC}# 完\n".encode(),
}


@pytest.mark.parametrize("raw", FINE.values(), ids=FINE.keys())
def test_what_editors_save_differently_is_fine(raw: bytes, topic: Path, minimal_knowledge: Path) -> None:
    topic.write_bytes(raw)
    assert told(minimal_knowledge) == []


def test_line_ends_do_not_change_what_a_knowledge_base_is_known_by(topic: Path, minimal_knowledge: Path) -> None:
    topic.write_bytes(TOPIC.encode())
    before = digest_of(minimal_knowledge)
    topic.write_bytes(TOPIC.replace("\n", "\r\n").encode())
    assert digest_of(minimal_knowledge) == before


BYTES = {
    "an empty file": (b"", "1:1", "DG102"),
    "a byte order mark and nothing else": (b"\xef\xbb\xbf", "1:1", "DG102"),
    "blank lines only": (b"\n \n\n", "1:1", "DG102"),
    "GBK": ("id: fees.late\ntitle: 晚还\n".encode("gbk"), "2:8", "DG101"),
    "GBK after a byte order mark": (b"\xef\xbb\xbf" + "id: fees.late\ntitle: 晚还\n".encode("gbk"), "2:8", "DG101"),
    "GBK with the line ends of old Macs": ("id: fees.late\rtitle: 晚还\r".encode("gbk"), "2:8", "DG101"),
    "UTF-16": (TOPIC.encode("utf-16"), "1:1", "DG101"),
    "a character cut in half": (TOPIC.encode()[:26], "2:10", "DG101"),
    "a lone surrogate": (b"id: fees.late\ntitle: \xed\xa0\x80\n", "2:8", "DG101"),
    "a NUL": (b"id: fees.late\ntitle: a\x00b\n", "2:9", "DG103"),
    "a terminal escape": ("id: fees.late\ntitle: 晚\x1b[31m还\n".encode(), "2:9", "DG103"),
    "a zero-width blank in an id": ("id: fees\u200b.late\n".encode(), "1:9", "DG103"),
    "a right-to-left mark": ("id: fees.late\ntitle: \u202e晚还\n".encode(), "2:8", "DG103"),
    "a line separator that only Unicode knows": ("id: fees.late\ntitle: 晚\u2028还\n".encode(), "2:9", "DG103"),
    "a second byte order mark": ("\ufeff\ufeffid: fees.late\n".encode(), "1:1", "DG103"),
    "binary": (b"PK\x03\x04\x14\x00", "1:3", "DG103"),
}


@pytest.mark.parametrize(("raw", "place", "code"), BYTES.values(), ids=BYTES.keys())
def test_bytes_that_are_no_text_are_told_with_their_place(raw: bytes, place: str, code: str, topic: Path, minimal_knowledge: Path) -> None:
    topic.write_bytes(raw)
    assert (f"topics/fees/fees.late.yaml:{place}", code) in told(minimal_knowledge)
    assert {file.split(":")[0] for file, _ in told(minimal_knowledge)} == {"topics/fees/fees.late.yaml"}


SIZES = {
    "a file of more than a megabyte": ("title: " + "长" * 400_000, "1:1"),
    "a text of 20,001 characters": ("title: " + "长" * 20_001, "1:8"),
    "a list of 2,001 items": (TOPIC.replace('["晚还要加钱吗"]', str([f"第{number}句" for number in range(2_001)])), "4:13"),
    "half a million brackets": ("title: " + "[" * 500_000, "1:23"),
    "half a million braces": ("title: " + "{a: " * 250_000, "1:68"),
    "half a million dashes": ("title:\n  " + "- " * 500_000 + "a", "2:33"),
    "half a million question marks": ("? " * 500_000 + "a", "1:33"),
    "a thousand levels of indentation": ("".join(" " * level + "a:\n" for level in range(1_000)), "17:17"),
}


@pytest.mark.parametrize(("text", "place"), SIZES.values(), ids=SIZES.keys())
def test_absurd_sizes_are_refused_and_not_survived_by_luck(text: str, place: str, topic: Path, minimal_knowledge: Path) -> None:
    topic.write_text(text, encoding="utf-8")
    assert told(minimal_knowledge) == [(f"topics/fees/fees.late.yaml:{place}", "DG108")]


def test_a_file_name_that_not_every_system_can_write_is_refused(topic: Path, minimal_knowledge: Path) -> None:
    topic.rename(topic.with_name("晚还.yaml"))
    assert ("topics/fees/晚还.yaml:1:1", "DG109") in told(minimal_knowledge)


def test_hidden_files_and_notes_beside_the_folders_are_left_alone(minimal_knowledge: Path) -> None:
    (minimal_knowledge / ".DS_Store").write_bytes(b"\x00")
    (minimal_knowledge / "topics/.gitkeep").write_bytes(b"")
    (minimal_knowledge / "README.md").write_text("说明", encoding="utf-8")
    (minimal_knowledge / "cases").mkdir()
    assert told(minimal_knowledge) == []


def test_a_folder_that_is_not_there_is_one_clear_problem(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        problems_of(str(tmp_path / "nowhere"), str(tmp_path))
    (problem,) = caught.value.problems
    assert problem.code == "DG109"
    assert "没有这个知识库文件夹" in str(caught.value)
