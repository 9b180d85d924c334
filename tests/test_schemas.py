"""The published JSON Schemas, held against real answers, replies and error lines of every kind."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from debtguide.interfaces.jsonl import answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide import Guide

REPOSITORY = Path(__file__).parents[1]
ANSWER, REPLY = (json.loads((REPOSITORY / f"docs/{name}.schema.json").read_text(encoding="utf-8")) for name in ("answer", "reply"))
RESOURCES: Registry[Any] = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in (ANSWER, REPLY))
VALIDATORS = {
    name: Draft202012Validator({"$ref": reference}, registry=RESOURCES)
    for name, reference in (("answer", ANSWER["$id"]), ("reply", REPLY["$id"]), ("error", f"{ANSWER['$id']}#/$defs/error"))
}
OPEN_OBJECTS = ("facts", "debt")
"""Where only what is known is said."""


def faults(kind: str, value: object) -> list[str]:
    """Return what is wrong with ``value`` as it would arrive: written as JSON and read again."""
    plain = json.loads(json.dumps(value, ensure_ascii=False))
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[kind].iter_errors(plain)]


def objects(schema: object, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every part of a schema that describes an object."""
    if isinstance(schema, dict):
        if "properties" in schema and "type" in schema:
            yield name, schema
        for key, part in schema.items():
            yield from objects(part, key)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part, name)


@pytest.mark.parametrize("schema", [ANSWER, REPLY], ids=["answer", "reply"])
def test_a_schema_is_one_and_asks_for_every_key_and_no_other(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    for name, part in objects(schema):
        assert part["additionalProperties"] is False, name
        optional = set(part["properties"]) - set(part.get("required", ()))
        assert optional == set() or name in OPEN_OBJECTS or optional == {"lender_kind"}, name


QUESTIONS = {
    "an answer with steps, periods, contacts and follow-ups": "费用最多能收多少",
    "an answer that lists stages": "上门要先说一声吗",
    "the answer of a stage": "刚晚了几天会怎样",
    "a question for somebody else": "今天天气怎么样",
    "a cry for help": "我想死",
    "a request that is declined": "怎么藏钱",
    "a question that is not understood": "嗯",
    "nothing": "",
    "blanks": " \n\t ",
    "a very long text": "费用最多能收多少。" * 5_000,
    "lone surrogates and controls": "费用\ud83d最多\x00\x1b[31m能收\u202e多少",
    "traditional characters": "手續費有沒有上限",
}
DAYS = ["2014-12-31", "2018-01-01", "2026-11-22"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_fits_the_schema(question: str, day: str, minimal_guide: Guide) -> None:
    answer = minimal_guide.ask(QUESTIONS[question], day, id="q1").to_dict()
    assert faults("answer", answer) == []
    assert list(answer) == list(ANSWER["properties"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_reply_fits_the_schema(question: str, minimal_guide: Guide) -> None:
    session = minimal_guide.session(as_of="2026-11-22")
    replies = [session.send(text).to_dict() for text in (QUESTIONS[question], "/依据", "/帮助", "/没有这个命令", "/退出")]
    for reply in replies:
        assert faults("reply", reply) == []
        assert list(reply) == list(REPLY["properties"])
        assert reply["answer"] is None or faults("answer", reply["answer"]) == []


@given(st.text(max_size=200))
def test_whatever_is_typed_the_answer_fits_the_schema(minimal_guide: Guide, typed: str) -> None:
    assert faults("answer", minimal_guide.ask(typed, "2026-11-22").to_dict()) == []


def lines_of(name: str) -> list[str]:
    return (REPOSITORY / "tests/questions" / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["fresh.jsonl", "stories.jsonl", "safety.jsonl"])
def test_answers_to_what_people_really_ask_fit_the_schema(name: str, guide: Guide) -> None:
    wrong = {}
    for line in lines_of(name):
        row = json.loads(line)
        found = faults("answer", guide.ask(row.get("question") or row["text"], "2026-11-22", id=row["id"]).to_dict())
        if found:
            wrong[row["id"]] = found
    assert wrong == {}


BAD_LINES = {
    "half a line of JSON": ('{"question": "费用', "bad_json", None),
    "a list": ('["费用"]', "not_an_object", None),
    "an object without a question": ('{"id": 7}', "no_question", 7),
    "a question that is no text": ('{"id": "a", "question": 5}', "no_question", "a"),
    "an id that is a list": ('{"id": [], "question": "费用"}', "bad_id", None),
    "an id that is true": ('{"id": true, "question": "费用"}', "bad_id", None),
    "an id beyond all numbers": ('{"id": 1e999, "question": "费用"}', "bad_id", None),
    "not a number": ('{"id": NaN, "question": "费用"}', "bad_json", None),
    "a day that is none": ('{"id": 1.5, "question": "费用", "as_of": "2026-02-30"}', "bad_as_of", 1.5),
    "a day that is a number": ('{"question": "费用", "as_of": 20260230}', "bad_as_of", None),
    "nested without end": ('{"question": ' + "[" * 100_000, "bad_json", None),
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_line_that_is_no_question_gets_an_error_line_and_the_stream_goes_on(line: str, minimal_guide: Guide) -> None:
    text, code, id_ = BAD_LINES[line]
    error, answer = answers(["", text, "费用最多能收多少"], minimal_guide, "2026-11-22")
    assert faults("error", error) == []
    assert (error["code"], error["id"], error["line"]) == (code, id_, 2)
    assert faults("answer", answer) == []


def changed(answer: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy of ``answer`` with the value at ``path`` replaced, or taken away where ``value`` is ``...``."""
    copied = copy.deepcopy(answer)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = copied
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return copied


CHANGES = [
    ("notice", ...),
    ("entities", ...),
    ("extra", "x"),
    ("schema", "debtguide.answer/2"),
    ("outcome", "maybe"),
    ("crisis", True),
    ("as_of", "22.11.2026"),
    ("kb", "sha256:abc"),
    ("topics.0.score", 1.5),
    ("summary.basis", "民法"),
    ("summary.citations.0", "第十条"),
    ("points.0.text", ""),
    ("steps.0.due", ...),
    ("steps.0.due.from", "birth"),
    ("citations.0.verbatim", "yes"),
    ("citations.0.effective_to", ...),
    ("contacts.0.number", None),
    ("follow_ups.0", 5),
]


@pytest.mark.parametrize(("path", "value"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_changed_answer_does_not_fit(path: str, value: object, minimal_guide: Guide) -> None:
    answer = minimal_guide.ask("费用最多能收多少", "2026-11-22").to_dict()
    assert faults("answer", answer) == []
    assert faults("answer", changed(answer, path, value))
