"""Case files: saved whole, opened again, kept from others, and never mistaken for something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import debtguide
from debtguide.casefiles import folder, writing
from debtguide.casefiles.case import LARGEST, case_of, read, written
from debtguide.casefiles.file import CaseFile
from debtguide.casefiles.folder import case_path, kept_cases
from debtguide.errors import StateError

from .conftest import DAY, SECRETS

if TYPE_CHECKING:
    from debtguide import Guide

has_rights = pytest.mark.skipif(os.name == "nt", reason="rights of owner and group are not to be had here")


def test_a_case_is_taken_up_where_it_was_left(guide: Guide, state: dict[str, Any], tmp_path: Path) -> None:
    path = str(tmp_path / "mine.json")
    assert CaseFile(path).save(state, DAY)
    case = CaseFile(path).open()
    assert (case.saved_on, case.kb) == (DAY, guide.knowledge_base.digest)
    again, before = guide.session(dict(case.session), as_of=DAY), guide.session(state, as_of=DAY)
    assert again.send("/方案").to_dict() == before.send("/方案").to_dict()
    assert again.send("/撤销").text == before.send("/撤销").text


def test_long_numbers_are_blotted_out_even_where_a_state_still_has_them(state: dict[str, Any], tmp_path: Path) -> None:
    core = {**state["core"], "s:1": f"身份证{SECRETS[0]}", "f:d1.lender": [f"老王{SECRETS[1]}", "", 1, DAY]}
    state = {**state, "core": core, "undo": [{"s:1": f"卡号6222 0212 3456 7890 {SECRETS[0]}"}]}
    path = tmp_path / "mine.json"
    CaseFile(str(path)).save(state, DAY)
    text = path.read_text(encoding="utf-8")
    assert not any(secret in text for secret in (*SECRETS, "6222", "7890"))
    assert f'"{DAY}"' in text  # days are no secrets
    assert "老王" in text


@has_rights
def test_only_the_owner_can_read_a_case_and_its_folder(state: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(folder.sys, "platform", "linux")
    before = os.umask(0)
    try:
        file = CaseFile(case_path("我的"))
        file.save(state, DAY)
    finally:
        os.umask(before)
    assert os.stat(file.path).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(file.path)).st_mode & 0o777 == 0o700
    assert kept_cases() == (file.path,)
    os.chmod(file.path, 0o644)
    file.save(state, DAY)
    assert os.stat(file.path).st_mode & 0o777 == 0o600


def test_what_another_process_saved_meanwhile_is_kept_beside_ours(state: dict[str, Any], tmp_path: Path) -> None:
    path = str(tmp_path / "mine.json")
    ours, theirs = CaseFile(path), CaseFile(path)
    assert ours.save(state, DAY)
    theirs.open()
    assert theirs.save(state, "2026-11-23")
    assert not ours.save(state, "2026-11-24")
    assert ours.path == path + ".另存"
    assert ours.save(state, "2026-11-25")
    assert CaseFile(path).open().saved_on == "2026-11-23"
    assert CaseFile(ours.path).open().saved_on == "2026-11-25"


def test_a_new_case_does_not_take_the_place_of_an_old_one_or_of_another_file(state: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text("别的文件", encoding="utf-8")
    for number in ("", "2", "3"):
        file = CaseFile(str(path))
        assert not file.save(state, DAY)
        assert file.path == f"{path}.另存{number}"
    assert path.read_text(encoding="utf-8") == "别的文件"


def test_a_case_that_was_deleted_meanwhile_is_saved_anew(state: dict[str, Any], tmp_path: Path) -> None:
    file = CaseFile(str(tmp_path / "mine.json"))
    file.save(state, DAY)
    os.unlink(file.path)
    assert file.save(state, DAY)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "已损坏"),
        (b"\xff\xfe\x00", "已损坏"),
        (b"{" * 20_000, "已损坏"),
        (b"[" * 60_000, "已损坏"),
        (b'{"schema": "debtguide.case/1"', "已损坏"),
        (b'{"schema": "debtguide.case/1", "session": [], "saved_on": "2026-11-22", "kb": ""}', "已损坏"),
        (b'{"schema": "debtguide.case/1", "session": {}, "saved_on": "2026-13-40", "kb": ""}', "已损坏"),
        (b"9" * 5000, "已损坏"),
        (b"[]", "不是 debtguide 的案件文件"),
        (b'{"schema": "debtguide.answer/1"}', "不是 debtguide 的案件文件"),
        (b'{"schema": 1}', "不是 debtguide 的案件文件"),
        (b'{"schema": "debtguide.case/2"}', "请升级 debtguide"),
        (b" " * (LARGEST + 1), "太大了"),
    ],
)
def test_what_is_no_case_is_refused_in_one_clear_line(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    with pytest.raises(StateError, match=says) as refused:
        CaseFile(str(path)).open()
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == content


def test_every_cut_of_a_case_is_refused_or_the_whole_case(state: dict[str, Any]) -> None:
    data = written(case_of(state, DAY))
    for end in range(0, len(data) - 2, 37):
        with pytest.raises(StateError):
            read(data[:end])


@has_rights
@pytest.mark.parametrize("kind", ["link", "second name", "folder", "pipe", "device", "nothing", "no folder"])
def test_only_a_file_of_its_own_is_opened(kind: str, state: dict[str, Any], tmp_path: Path) -> None:
    real, path = tmp_path / "real.json", tmp_path / "mine.json"
    CaseFile(str(real)).save(state, DAY)
    if kind == "link":
        path.symlink_to(real)
    elif kind == "second name":
        os.link(real, path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path(os.devnull)
    elif kind == "no folder":
        path = tmp_path / "nowhere" / "mine.json"
    with pytest.raises(StateError) as refused:
        CaseFile(str(path)).open()
    assert "\n" not in str(refused.value)


@has_rights
def test_a_link_in_the_place_of_a_case_is_not_followed_when_saving(state: dict[str, Any], tmp_path: Path) -> None:
    real, path = tmp_path / "real.txt", tmp_path / "mine.json"
    real.write_text("不要动我", encoding="utf-8")
    path.symlink_to(real)
    with pytest.raises(StateError, match="链接"):
        CaseFile(str(path)).save(state, DAY)
    assert real.read_text(encoding="utf-8") == "不要动我"
    assert path.is_symlink()


def test_a_file_that_is_held_for_a_moment_is_tried_again(state: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, tries = os.replace, []

    def held(source: str, target: str) -> None:
        tries.append(source)
        if len(tries) < 3:
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(writing.os, "replace", held)
    file = CaseFile(str(tmp_path / "mine.json"))
    assert file.save(state, DAY)
    assert len(tries) == 3


def test_a_save_that_fails_leaves_what_was_there_and_nothing_else(state: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = CaseFile(str(tmp_path / "mine.json"))
    file.save(state, DAY)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(StateError, match="磁盘满了"):
        file.save(state, "2026-11-23")
    assert CaseFile(file.path).open().saved_on == DAY
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_deleting_leaves_nothing_of_a_case(state: dict[str, Any], tmp_path: Path) -> None:
    file = CaseFile(str(tmp_path / "mine.json"))
    file.save(state, DAY)
    (tmp_path / f"{writing._mark(file.path)}abc.tmp").write_text("broken off", encoding="utf-8")
    file.purge()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StateError, match="没有这个文件"):
        file.purge()


@pytest.mark.parametrize("name", ["", " ", ".", "..", ".hidden", "-x", "a\nb", "a:b", "啊" * 61, "\x1b[31m", "nul", "COM1.a"])
def test_names_that_no_file_can_have_are_refused(name: str) -> None:
    with pytest.raises(StateError):
        case_path(name)


def test_a_name_lies_in_the_folder_and_a_path_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for platform, variable in (("linux", "XDG_DATA_HOME"), ("win32", "LOCALAPPDATA")):
        monkeypatch.setattr(folder.sys, "platform", platform)
        monkeypatch.setenv(variable, str(tmp_path))
        assert case_path("我的") == str(tmp_path / "debtguide" / "cases" / "我的.json")
    monkeypatch.chdir(tmp_path)
    assert case_path("case.json") == str(tmp_path / "case.json")
    assert case_path("./x") == str(tmp_path / "x")
    monkeypatch.setenv("LOCALAPPDATA", "")
    with pytest.raises(StateError, match="写明路径"):
        case_path("我的")
    assert kept_cases() == ()


SAVING = """
import json, sys
from debtguide.casefiles.file import CaseFile
state = json.load(sys.stdin)
file = CaseFile(sys.argv[1])
aside = 0
for turn in range(40):
    file.path = sys.argv[1]
    try:
        file.open()
    except Exception as error:
        assert turn == 0, error
    aside += not file.save({**state, "core": {**state["core"], "turn": turn}}, "2026-11-22")
print(aside)
"""


def test_two_processes_over_one_case_lose_nothing_and_spoil_nothing(state: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    environment = {**os.environ, "PYTHONPATH": str(Path(debtguide.__file__).parents[1])}
    saving = [
        subprocess.Popen([sys.executable, "-c", SAVING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(2)
    ]
    said = json.dumps(state).encode()
    aside = 0
    for one in saving:
        assert one.stdin is not None
        one.stdin.write(said)
        one.stdin.close()
        one.stdin = None
    for one in saving:
        out, err = one.communicate(timeout=60)
        assert one.returncode == 0, err.decode()
        aside += int(out)
    kept = list(tmp_path.glob("mine.json*"))
    assert len(kept) == 1 + aside
    for one_path in kept:
        CaseFile(str(one_path)).open()
    assert not list(tmp_path.glob("*.tmp"))


KILLED = """
import json, os, random, signal, sys, time
from debtguide.casefiles.file import CaseFile
state, path = json.load(sys.stdin), sys.argv[1]
chance = random.Random(20261122)
saved, broken_off = -1, 0
for attempt in range(200):
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        file = CaseFile(path)
        if saved >= 0:
            file.open()
        for turn in range(saved + 1, saved + 100000):
            assert file.save({**state, "core": {**state["core"], "turn": turn}}, "2026-11-22")
            os.write(tell, turn.to_bytes(8, "big"))
        os._exit(0)
    os.close(tell)
    first = os.read(told, 8)
    time.sleep(chance.uniform(0, 0.004))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    heard = first
    while more := os.read(told, 8):
        heard = more
    os.close(told)
    saved = int.from_bytes(heard, "big")
    kept = CaseFile(path).open().session["core"]["turn"]
    assert kept in (saved, saved + 1), (kept, saved)
    left = [name for name in os.listdir(os.path.dirname(path)) if name.endswith(".tmp")]
    broken_off += bool(left)
    saved = kept
CaseFile(path).purge()
print(broken_off, os.listdir(os.path.dirname(path)))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the attempts are forked off one process")
def test_200_processes_killed_while_saving_lose_no_saved_state(state: dict[str, Any], tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(debtguide.__file__).parents[1])}
    command = [sys.executable, "-c", KILLED, str(tmp_path / "mine.json")]
    done = subprocess.run(command, input=json.dumps(state).encode(), capture_output=True, env=environment, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    broken_off, left = done.stdout.decode().split(" ", 1)
    assert int(broken_off) > 10, "hardly any was killed in the middle of a save: nothing was tried"
    assert left.strip() == "[]"
