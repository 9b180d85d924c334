"""Questions a line in, answers a line out."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from debtguide.service.guide import Guide

ERROR_SCHEMA = "debtguide.error/1"


class Question(NamedTuple):
    """One line's question; ``id`` is echoed."""

    text: str
    id: str | int | float | None
    as_of: str | None


class Fault(NamedTuple):
    """Why a line is no question."""

    id: str | int | float | None
    code: str
    message: str


def answers(lines: Iterable[str], guide: Guide, as_of: str | None) -> Iterator[dict[str, Any]]:
    """Yield one answer, or one error, for each line that is not blank."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        parsed = parse_line(line)
        if isinstance(parsed, Question):
            try:
                yield guide.ask(parsed.text, parsed.as_of or as_of, id=parsed.id).to_dict()
                continue
            except ValueError:
                parsed = Fault(parsed.id, "bad_as_of", f"as_of 应当是 2026-11-22 这样的日期，现在是“{str(parsed.as_of)[:30]}”")
        yield {"schema": ERROR_SCHEMA, "id": parsed.id, "line": number, "code": parsed.code, "message": parsed.message}


def parse_line(line: str) -> Question | Fault:
    """Return the question of a line: a JSON object where it begins with a bracket, else the line itself."""
    if line.lstrip()[:1] not in ("{", "["):
        return Question(line, None, None)
    try:
        value = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return Fault(None, "bad_json", '这一行不是完整的 JSON；每行写一个对象，例如 {"question": "…"}，或直接写问题')
    if not isinstance(value, dict):
        return Fault(None, "not_an_object", '这一行应当是一个 JSON 对象，例如 {"question": "…"}')
    id_ = value.get("id")
    if isinstance(id_, bool) or not isinstance(id_, (str, int, float, type(None))) or (isinstance(id_, float) and not math.isfinite(id_)):
        return Fault(None, "bad_id", "id 应当是字符串或数字")
    question = value.get("question")
    if not isinstance(question, str):
        return Fault(id_, "no_question", "缺少 question，或它不是字符串")
    as_of = value.get("as_of")
    if as_of is not None and not isinstance(as_of, str):
        return Fault(id_, "bad_as_of", "as_of 应当是 2026-11-22 这样的日期")
    return Question(question, id_, as_of)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
