"""``debtguide ask --jsonl``: questions a line in, answers a line out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from .conftest import Terminal, environment, process


def error_of(line: str, debtguide_run: Terminal) -> dict[str, Any]:
    ran = debtguide_run("ask", "--jsonl", stdin=line + "\n")
    assert ran.code == 0
    assert not ran.err
    return ran.json


def test_every_line_gets_its_answer_in_order(debtguide_run: Terminal) -> None:
    lines = ["网贷逾期会怎样", '{"question": "欠网贷会坐牢吗", "id": "a-1"}', '  {"id": 7, "question": "征信保留几年", "as_of": "2025-06-01"}', "今天天气"]
    ran = debtguide_run("ask", "--jsonl", "--as-of", "2026-11-22", stdin="\n".join(lines))
    assert ran.code == 0
    answers = ran.json_lines
    assert [answer["id"] for answer in answers] == [None, "a-1", 7, None]
    assert [answer["question"] for answer in answers] == ["网贷逾期会怎样", "欠网贷会坐牢吗", "征信保留几年", "今天天气"]
    assert [answer["as_of"] for answer in answers] == ["2026-11-22", "2026-11-22", "2025-06-01", "2026-11-22"]
    assert {answer["schema"] for answer in answers} == {"debtguide.answer/1"}


def test_blank_lines_are_skipped_and_counted(debtguide_run: Terminal) -> None:
    answers = debtguide_run("ask", "--jsonl", stdin="\n\r\n \t \n欠网贷会坐牢吗\r\n\n[]\n").json_lines
    assert [answer["schema"] for answer in answers] == ["debtguide.answer/1", "debtguide.error/1"]
    assert answers[0]["question"] == "欠网贷会坐牢吗"
    assert answers[1]["line"] == 6


def test_the_end_of_the_stream_needs_no_newline_and_an_empty_stream_no_answer(debtguide_run: Terminal) -> None:
    assert len(debtguide_run("ask", "--jsonl", stdin="欠网贷会坐牢吗").json_lines) == 1
    empty = debtguide_run("ask", "--jsonl", stdin="")
    assert (empty.code, empty.out) == (0, b"")


def test_crisis_and_out_of_scope_leave_the_exit_code_alone(debtguide_run: Terminal) -> None:
    ran = debtguide_run("ask", "--jsonl", stdin="我不想活了\n今天天气怎么样\n")
    assert ran.code == 0
    assert [answer["outcome"] for answer in ran.json_lines] == ["crisis", "declined"]


def test_questions_may_stand_on_the_command_line(debtguide_run: Terminal) -> None:
    assert [answer["question"] for answer in debtguide_run("ask", "--jsonl", "欠网贷会坐牢吗", "会上门吗").json_lines] == ["欠网贷会坐牢吗", "会上门吗"]


@pytest.mark.parametrize(
    ("line", "code", "id_"),
    [
        ('{"question": "会坐', "bad_json", None),
        ("{", "bad_json", None),
        ("[", "bad_json", None),
        ('{"question": "欠网贷会坐牢吗"} 再来一个', "bad_json", None),
        ('{"question": NaN}', "bad_json", None),
        ('{"question": "欠网贷会坐牢吗", "id": Infinity}', "bad_json", None),
        ("[" * 100_000, "bad_json", None),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "bad_json", None),
        ("{" + "9" * 10_000 + "}", "bad_json", None),
        ('["欠网贷会坐牢吗"]', "not_an_object", None),
        ("[]", "not_an_object", None),
        ("{}", "no_question", None),
        ('{"id": "x", "question": 5}', "no_question", "x"),
        ('{"id": 3.5, "question": null}', "no_question", 3.5),
        ('{"id": "x", "text": "欠网贷会坐牢吗"}', "no_question", "x"),
        ('{"id": true, "question": "欠网贷会坐牢吗"}', "bad_id", None),
        ('{"id": [1], "question": "欠网贷会坐牢吗"}', "bad_id", None),
        ('{"id": {}, "question": "欠网贷会坐牢吗"}', "bad_id", None),
        ('{"id": 1e999, "question": "欠网贷会坐牢吗"}', "bad_id", None),
        ('{"id": -1e999, "question": "欠网贷会坐牢吗"}', "bad_id", None),
        ('{"id": 1, "question": "欠网贷会坐牢吗", "as_of": "昨天"}', "bad_as_of", 1),
        ('{"id": 1, "question": "欠网贷会坐牢吗", "as_of": "2026-02-29"}', "bad_as_of", 1),
        ('{"id": 1, "question": "欠网贷会坐牢吗", "as_of": 20260101}', "bad_as_of", 1),
    ],
)
def test_what_is_no_question_gets_an_error_line(debtguide_run: Terminal, line: str, code: str, id_: object) -> None:
    error = error_of(line, debtguide_run)
    assert list(error) == ["schema", "id", "line", "code", "message"]
    assert error["schema"] == "debtguide.error/1"
    assert (error["code"], error["id"], error["line"]) == (code, id_, 1)
    assert 0 < len(error["message"]) < 100


def test_a_huge_integer_is_an_error_or_an_id_but_never_a_crash(debtguide_run: Terminal) -> None:
    for digits in (30, 4000, 10_000):
        answer = error_of(f'{{"id": {"9" * digits}, "question": "欠网贷会坐牢吗"}}', debtguide_run)
        assert answer["schema"] == ("debtguide.answer/1" if digits < 4300 else "debtguide.error/1")


def test_the_stream_goes_on_after_an_error(debtguide_run: Terminal) -> None:
    schemas = [answer["schema"] for answer in debtguide_run("ask", "--jsonl", stdin='{"question"\n欠网贷会坐牢吗\n[1]\n会上门吗\n').json_lines]
    assert schemas == ["debtguide.error/1", "debtguide.answer/1"] * 2


@pytest.mark.parametrize("id_", ["", "号码-1", "\ud800", "\x1b[31m", "\u202e倒", "\u2028", 0, -1, 1.5, 1e-300, 2**63, None])
def test_the_id_comes_back_as_it_was(debtguide_run: Terminal, id_: object) -> None:
    ran = debtguide_run("ask", "--jsonl", stdin=json.dumps({"id": id_, "question": "欠网贷会坐牢吗"}))
    assert ran.json["id"] == id_
    assert ran.is_calm()


def test_the_last_of_two_equal_keys_counts(debtguide_run: Terminal) -> None:
    assert debtguide_run("ask", "--jsonl", stdin='{"question": 1, "question": "欠网贷会坐牢吗"}').json["question"] == "欠网贷会坐牢吗"


def test_a_line_without_a_bracket_is_the_question_itself(debtguide_run: Terminal) -> None:
    assert debtguide_run("ask", "--jsonl", stdin='"欠网贷会坐牢吗"\n').json["question"] == '"欠网贷会坐牢吗"'


def test_answers_are_flushed_a_line_at_a_time() -> None:
    command = [sys.executable, "-m", "debtguide", "ask", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for question in ("欠网贷会坐牢吗", "会上门吗", "征信保留几年"):
            running.stdin.write(question.encode() + b"\n")
            running.stdin.flush()
            # Would wait for ever if the answer were kept back until the end of the input.
            assert json.loads(running.stdout.readline())["question"] == question
        running.stdin.close()
        assert running.wait(30) == 0


@pytest.mark.parametrize("command", [["ask", "--jsonl"], ["law", "list"], ["law", "list", "--jsonl"], ["chat"]])
def test_a_reader_that_leaves_early_is_no_error(command: list[str]) -> None:
    pipe = subprocess.PIPE
    head = [sys.executable, "-c", "import sys; sys.stdin.buffer.readline()"]
    with (
        subprocess.Popen([sys.executable, "-m", "debtguide", *command], stdin=pipe, stdout=pipe, stderr=pipe, env=environment()) as running,
        subprocess.Popen(head, stdin=running.stdout) as leaving,
    ):
        assert running.stdout is not None
        running.stdout.close()
        _, err = running.communicate("欠网贷会坐牢吗\n".encode() * 3000)
        assert leaving.wait(30) == 0
    assert err == b""
    assert running.returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux's")
@pytest.mark.parametrize("form", [[], ["--json"], ["--jsonl"]])
def test_a_full_disk_is_one_clear_error(form: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "debtguide", "ask", "欠网贷会坐牢吗", *form]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment(), check=False)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("读写失败")
    assert done.stderr.count(b"\n") == 1


def test_a_process_of_its_own_says_the_same() -> None:
    ran = process("ask", "--jsonl", stdin="欠网贷会坐牢吗\n".encode())
    assert ran.code == 0
    assert not ran.err
    assert ran.json["topics"][0]["id"] == "criminal.jail"
