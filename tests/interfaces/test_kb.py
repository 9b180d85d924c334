"""``debtguide kb check`` and ``kb schema``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jsonschema

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Terminal


def test_sound_knowledge_has_nothing_to_report(debtguide_run: Terminal, minimal_knowledge: Path) -> None:
    ran = debtguide_run("kb", "check", str(minimal_knowledge))
    assert (ran.code, ran.text) == (0, "没有发现问题。\n")


def test_every_problem_is_reported_at_once_with_file_line_and_column(debtguide_run: Terminal, minimal_knowledge: Path) -> None:
    cap, late = (minimal_knowledge / "topics" / "fees" / f"fees.{name}.yaml" for name in ("cap", "late"))
    cap.write_text(cap.read_text(encoding="utf-8") + "unheard_of: 1\n", encoding="utf-8")
    late.write_text(late.read_text(encoding="utf-8") + "\tx\n", encoding="utf-8")
    ran = debtguide_run("kb", "check", str(minimal_knowledge))
    assert ran.code == 1
    assert not ran.err
    for path in (cap, late):
        assert f"{path.as_posix()}:{len(path.read_text(encoding='utf-8').splitlines())}:1: DG" in ran.text
    assert ran.text.endswith("2 个文件，2 处问题\n")


def test_a_folder_that_is_not_there_or_empty_is_a_problem(debtguide_run: Terminal, tmp_path: Path) -> None:
    for folder in (tmp_path / "nothing", tmp_path, tmp_path / "file"):
        if folder.name == "file":
            folder.write_text("x", encoding="utf-8")
        ran = debtguide_run("kb", "check", str(folder))
        assert ran.code == 1
        assert "DG" in ran.text
        assert ran.is_calm()


def test_the_folder_may_be_named_as_for_every_command(debtguide_run: Terminal, minimal_knowledge: Path) -> None:
    (minimal_knowledge / "guide.yaml").unlink()
    assert debtguide_run("--knowledge", str(minimal_knowledge), "kb", "check").code == 1


def test_problems_are_shown_on_any_console(debtguide_run: Terminal, tmp_path: Path) -> None:
    assert debtguide_run("kb", "check", str(tmp_path), encoding="ascii").code == 1


def test_the_schema_is_a_json_schema(debtguide_run: Terminal) -> None:
    ran = debtguide_run("kb", "schema")
    assert ran.code == 0
    schema = ran.json
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {"topic", "statute", "parameter", "contact", "safety", "stage", "guide"} <= set(schema["$defs"])


def test_the_schema_tells_a_topic_from_a_heap_of_keys(debtguide_run: Terminal) -> None:
    schema = debtguide_run("kb", "schema").json
    topic = jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": "#/$defs/topic"}]})
    faults = " ".join(error.message for error in topic.iter_errors({"id": "fees.cap", "titel": "x"}))
    assert faults
    assert not topic.is_valid([])
