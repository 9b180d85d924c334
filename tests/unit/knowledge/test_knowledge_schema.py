"""The JSON Schema that completes an author's typing accepts what the reader accepts, and refuses what it refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from debtguide.authoring.schema import schema
from debtguide.knowledge.library import knowledge_files
from debtguide.knowledge.tables import FILE_KINDS
from debtguide.service.locate import builtin_directory

MINIMAL = Path(__file__).parents[2] / "minimal_knowledge"
KINDS = {kind.folder: kind.name for kind in FILE_KINDS}
SCHEMA = schema()


class EditorLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as editors read it (the core schema of YAML 1.2): 22:00 and 2026-01-01 are texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, pattern in (("bool", "true|false"), ("null", "null|~|"), ("int", "[-+]?[0-9]+"), ("float", r"[-+]?[0-9]+\.[0-9]+")):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)


def faults(path: Path, text: str, directory: Path) -> list[str]:
    """Return what an editor would underline in ``text``, were it at ``path``."""
    folder = path.relative_to(directory).parts[0]
    kind = "guide" if folder == "guide.yaml" else KINDS[folder]
    validator = Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]})
    return [error.message for error in validator.iter_errors(yaml.load(text, EditorLoader))]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("directory", [MINIMAL, Path(builtin_directory())], ids=["minimal", "built-in"])
def test_an_editor_underlines_nothing_in_sound_knowledge(directory: Path) -> None:
    underlined = {path.name: found for path in knowledge_files(directory) if (found := faults(path, path.read_text(encoding="utf-8"), directory))}
    assert underlined == {}


MISTAKES = [
    ("topics/fees/fees.late.yaml", "status: stub", "status: stubs"),
    ("topics/fees/fees.late.yaml", "status: stub", "state: stub"),
    ("topics/fees/fees.late.yaml", "utterances:", "utterance:"),
    ("topics/fees/fees.cap.yaml", "cites: [loan-act/10]", "cites: [借款法第十条]"),
    ("topics/fees/fees.cap.yaml", "reviewed_on: 2026-11-22", "reviewed_on: 昨天"),
    ("parameters/fee.cap_twice.yaml", "factor: 2", "factor: [2]"),
    ("parameters/fee.cap.yaml", "  2015-01-01:", "  去年:"),
    ("statutes/loan-act.yaml", "verbatim: false", "verbatim: 不是"),
    ("assessments/unserved.yaml", "  any:", "  all:"),
    ("stages/calls.yaml", "title:", "tilte:"),
]


@pytest.mark.parametrize(("name", "right", "wrong"), MISTAKES)
def test_an_editor_underlines_what_the_reader_would_refuse(name: str, right: str, wrong: str) -> None:
    text = (MINIMAL / name).read_text(encoding="utf-8")
    assert right in text
    assert faults(MINIMAL / name, text.replace(right, wrong, 1), MINIMAL)


def test_every_key_says_in_chinese_what_it_means() -> None:
    for kind, definition in SCHEMA["$defs"].items():
        for key, field in definition.get("properties", {}).items():
            assert kind == "condition" or re.search("[\u4e00-\u9fff]|id|url", field["description"]), (kind, key)
