"""``kb schema``: the JSON Schema of every kind of knowledge file, made from the field tables that the readers use."""

from __future__ import annotations

from typing import Any

from debtguide.knowledge.kinds import ConditionKind
from debtguide.knowledge.tables import CASE_FILES, FILE_KINDS, GUIDE


def schema() -> dict[str, Any]:
    """Return one JSON Schema with a definition for each kind of file."""
    definitions = {kind.name: kind.table.schema() for kind in (*FILE_KINDS, CASE_FILES)}
    definitions["guide"] = GUIDE.schema()
    definitions["condition"] = ConditionKind().schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "debtguide knowledge",
        "$defs": definitions,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in definitions if name != "condition"],
    }
