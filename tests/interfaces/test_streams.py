"""Any input encoding in, any console out: what comes in is read, what goes out never fails and moves no cursor."""

from __future__ import annotations

import json

import pytest

from debtguide.interfaces.streams import quoted, showable

from .conftest import Ran, Terminal, process

QUESTION = "网贷逾期三个月会被起诉吗"
CONSOLES = ["utf-8", "cp936", "gb18030", "big5", "cp437", "latin-1", "ascii", "utf-16-le"]

HOSTILE = {
    "terminal escapes": "\x1b[31m欠款\x1b[0m会被起诉吗\x1b]0;标题\x07\x1b[2J",
    "8-bit escapes": "\x9b31m欠款会被起诉吗\x9d0;标题\x9c",
    "right to left": "欠款\u202e吗诉起被会\u202c，\u2066欠网贷会坐牢吗\u2069\u200f",
    "zero width": "欠\u200b款\u200d会\ufeff被\u2060起\u00ad诉吗",
    "NULs and bells": "欠款\x00会\x07被\x08起诉吗\x7f",
    "carriage return": "欠款会被起诉吗\r放心，不会",
    "emoji": "😭😭欠款💸会被起诉吗🙏🏻👨‍👩‍👧‍👦",
    "lone surrogates": "欠款\ud83d会被\udc00起诉吗",
    "combining marks": "欠" + "\u0301" * 300 + "款会被起诉吗",
    "other planes": "𠮷𠮷欠款\U000e0041会被起诉吗\U0010ffff\ufffe",
    "half a JSON line": '{"question": "欠款会被',
    "markup": "<b>欠款</b>[bold red]会被起诉吗[/] {limitation.general} {0} %s $(id) `id`",
    "only blanks": " \u3000\t\u2003\u200b",
    "only marks": "？？！！……、、//\\\\",
    "nothing": "",
    "only invisible": "\u200b\u200d\ufeff\x00",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_gets_a_calm_answer(debtguide_run: Terminal, text: str) -> None:
    for ran in (debtguide_run("ask", text), debtguide_run("ask", stdin=text.encode("utf-8", "surrogatepass"))):
        assert ran.code in (0, 3)
        assert ran.out
        assert not ran.err
        assert ran.is_calm()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_escaped_in_json(debtguide_run: Terminal, text: str) -> None:
    ran = debtguide_run("ask", "--json", text)
    assert ran.code in (0, 3)
    assert ran.is_calm()
    assert not set(ran.text) & set(map(chr, [*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0xFEFF]))
    assert ran.json["question"] == "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("command", [["law", "show"], ["law", "search"], ["ask", "--as-of"], ["ask", "--explain"], ["--knowledge"]], ids=" ".join)
def test_hostile_arguments_are_named_without_their_sting(debtguide_run: Terminal, command: list[str], text: str) -> None:
    arguments = [*command, text] if command != ["--knowledge"] else [*command, text.replace("\x00", "") or "x", "ask", QUESTION]
    ran = debtguide_run(*arguments)
    assert ran.code in (0, 1, 2, 3)
    assert ran.is_calm()


@pytest.mark.parametrize("encoding", CONSOLES)
@pytest.mark.parametrize(
    "command", [["ask", QUESTION], ["ask", HOSTILE["emoji"]], ["ask", "--explain", "不想活了"], ["law", "list"], ["law", "show", "没有"], ["--nothing"]]
)
def test_text_never_fails_on_a_console_that_cannot_show_it(debtguide_run: Terminal, command: list[str], encoding: str) -> None:
    ran = debtguide_run(*command, encoding=encoding)
    assert ran.code in (0, 1, 2, 3, 5)
    assert (ran.out or ran.err).decode(encoding)


def test_what_a_chinese_windows_console_cannot_show_becomes_a_question_mark() -> None:
    assert showable("欠款😭《民法典》第六百七十五条“·”", "cp936") == "欠款?《民法典》第六百七十五条“·”"


def test_no_answer_loses_a_character_on_a_chinese_windows_console(debtguide_run: Terminal) -> None:
    for command in (["ask", QUESTION], ["law", "list"], ["ask", "不想活了"], ["chat"]):
        assert debtguide_run(*command, encoding="cp936").out.decode("cp936") == debtguide_run(*command).text


@pytest.mark.parametrize("encoding", CONSOLES)
def test_json_is_utf8_on_every_console(debtguide_run: Terminal, encoding: str) -> None:
    same = debtguide_run("ask", "--json", QUESTION).out
    assert debtguide_run("ask", "--json", QUESTION, encoding=encoding).out == same
    assert debtguide_run("ask", "--jsonl", stdin=QUESTION, encoding=encoding).out == same
    assert b"\r" not in same
    assert QUESTION.encode("utf-8") in same
    assert debtguide_run("law", "list", "--jsonl", encoding=encoding).out == debtguide_run("law", "list", "--jsonl").out


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (QUESTION.encode("utf-8"), "utf-8"),
        (QUESTION.encode("utf-8-sig"), "utf-8"),
        (QUESTION.encode("utf-8"), "cp936"),
        (QUESTION.encode("utf-8-sig"), "cp936"),
        (QUESTION.encode("gbk"), "cp936"),
        (QUESTION.encode("gb18030"), "gb18030"),
        (QUESTION.encode("utf-8") + b"\r\n", "utf-8"),
        (QUESTION.encode("gbk") + b"\r\n\r\n", "cp936"),
    ],
)
def test_input_is_utf8_else_the_consoles_encoding(debtguide_run: Terminal, raw: bytes, encoding: str) -> None:
    for form in ("--json", "--jsonl"):
        assert debtguide_run("ask", form, stdin=raw, encoding=encoding).json["question"] == QUESTION


def test_input_is_read_in_the_locales_encoding_where_the_console_says_utf8(debtguide_run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda do_setlocale=True: "cp936")
    assert debtguide_run("ask", "--json", stdin=QUESTION.encode("gbk")).json["question"] == QUESTION


def test_what_no_encoding_reads_is_replaced(debtguide_run: Terminal) -> None:
    ran = debtguide_run("ask", "--json", stdin=b"\xff\xfe" + "欠款会被起诉吗".encode() + b"\xc0\x80")
    assert ran.code == 0
    assert "欠款会被起诉吗" in ran.json["question"]
    assert "\ufffd" in ran.json["question"]


@pytest.mark.parametrize("size", [19_999, 20_000, 20_001, 1_000_000])
def test_a_megabyte_of_text_is_answered_from_its_head_and_tail(debtguide_run: Terminal, size: int) -> None:
    text = QUESTION + "啊" * (size - len(QUESTION))
    answer = debtguide_run("ask", "--json", stdin=text).json
    assert answer["topics"][0]["id"] == "litigation.will_sue"
    assert ("只读了开头和结尾" in answer["notice"]) is (size > 20_000)
    assert len(answer["question"]) <= 20_010


def test_a_megabyte_in_every_script_ends(debtguide_run: Terminal) -> None:
    for piece in ("欠款会被起诉吗？", "ab1", "😭", "\x1b[31m", "\u202e", "[[[", "\n", "。", "1" * 50 + "元"):
        ran = debtguide_run("ask", stdin=piece * (1_000_000 // len(piece)))
        assert ran.code in (0, 3)
        assert ran.is_calm()


def test_a_quotation_in_a_message_is_one_short_line() -> None:
    assert quoted("民法典\n675\x1b[0m") == "“民法典 675[0m”"
    assert quoted("长" * 1000) == f"“{'长' * 40}…”"
    assert quoted("") == "“”"


def gbk_process(*arguments: str, stdin: bytes = b"") -> Ran:
    return process(*arguments, stdin=stdin, PYTHONIOENCODING="cp936")


def test_a_chinese_windows_pipe_end_to_end() -> None:
    ran = gbk_process("ask", stdin=QUESTION.encode("gbk") + b"\r\n")
    assert ran.code == 0
    assert "以上按" in ran.out.decode("cp936")
    assert json.loads(gbk_process("ask", "--json", stdin=QUESTION.encode("gbk")).out)["question"] == QUESTION


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp936", "utf-8:strict"])
def test_a_process_on_a_poor_console_ends_well(encoding: str) -> None:
    ran = process("ask", "欠款😭会被起诉吗", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.code == 0
    assert not ran.err


def test_closed_streams_are_no_crash() -> None:
    import subprocess
    import sys

    from .conftest import environment

    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        command = ["sh", "-c", f'"{sys.executable}" -m debtguide ask 欠网贷会坐牢吗 {closed}']
        done = subprocess.run(command, capture_output=True, env=environment(), check=False)
        assert done.returncode == 0
        assert not done.stderr
