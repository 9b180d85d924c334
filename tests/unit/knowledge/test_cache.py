"""What is kept between runs is private, never trusted blindly, and never needed."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from debtguide import load_guide
from debtguide.knowledge import cache

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = "费用最多能收多少"
needs_posix = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEBTGUIDE_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def found(key: str) -> bytes | None:
    """Return what is kept under ``key``, without the sum at its end."""
    path = cache.find(key)
    return None if path is None else cache.content(path)


def kept(folder: Path) -> Path:
    """Keep something and return its file."""
    cache.keep("key", b"compiled")
    (path,) = folder.iterdir()
    assert found("key") == b"compiled"
    return path


def test_what_was_kept_is_read_again(folder: Path) -> None:
    kept(folder)
    assert found("another") is None
    cache.keep("key", b"newer")
    assert found("key") == b"newer"


@needs_posix
def test_what_is_kept_is_for_its_owner_only(folder: Path) -> None:
    path = kept(folder)
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "a changed byte": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "a changed sum": lambda data: data[:-1] + b"x",
    "cut short": lambda data: data[:-1],
    "something appended": lambda data: data + b"x",
    "emptied": lambda data: b"",
    "a sum alone": lambda data: data[-8:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_not_read(folder: Path, damage: str) -> None:
    path = kept(folder)
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    assert found("key") is None


@needs_posix
def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    path = kept(folder)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert found("key") is None


@needs_posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_read(folder: Path, mode: int) -> None:
    kept(folder).chmod(mode)
    assert found("key") is None


@needs_posix
def test_a_file_of_somebody_else_is_not_read(folder: Path) -> None:
    path = kept(folder)
    try:
        os.chown(path, 12_345, -1)
    except PermissionError:
        pytest.skip("only root can give a file away")
    assert found("key") is None


def test_a_folder_in_place_of_a_file_is_not_read(folder: Path) -> None:
    path = kept(folder)
    path.unlink()
    path.mkdir()
    assert found("key") is None


@needs_posix
def test_a_pipe_in_place_of_a_file_is_not_waited_for(folder: Path) -> None:
    path = kept(folder)
    path.unlink()
    os.mkfifo(path)
    assert found("key") is None


@needs_posix
def test_nothing_is_kept_in_a_folder_that_others_may_write(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    cache.keep("key", b"compiled")
    assert list(folder.iterdir()) == []


@needs_posix
def test_nothing_is_kept_in_a_folder_that_is_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    cache.keep("key", b"compiled")
    assert list(folder.iterdir()) == []


def test_old_files_do_not_fill_the_disk(folder: Path) -> None:
    for number in range(80):
        cache.keep(f"key{number}", b"compiled")
    assert len(list(folder.iterdir())) <= 64
    assert found("key79") == b"compiled"


def test_many_small_files_do_not_push_out_a_large_one_nor_do_large_ones_fill_the_disk(folder: Path) -> None:
    large = b"compiled" * (1 << 17)
    cache.keep("large", large)
    for number in range(80):
        cache.keep(f"key{number}", b"compiled")
    assert found("large") == large
    for number in range(12):
        cache.keep(f"large{number}", large)
    assert len([path for path in folder.iterdir() if path.stat().st_size > len(large)]) <= 8
    assert found("large11") == large


HOMES = [
    ("linux", {"XDG_CACHE_HOME": "/tmp/xdg"}, "/tmp/xdg/debtguide"),
    ("linux", {"HOME": "/home/zhang"}, "/home/zhang/.cache/debtguide"),
    ("linux", {"HOME": "relative"}, None),
    ("darwin", {"HOME": "/Users/zhang"}, "/Users/zhang/Library/Caches/debtguide"),
    ("win32", {}, None),
    ("linux", {"DEBTGUIDE_CACHE_DIR": "/tmp/mine", "HOME": "/home/zhang"}, "/tmp/mine"),
]


@needs_posix
@pytest.mark.parametrize(("platform", "environment", "expected"), HOMES)
def test_where_it_is_kept(platform: str, environment: dict[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEBTGUIDE_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache.cache_folder() == expected


def test_a_guide_loads_where_there_is_no_home_for_a_cache(minimal_knowledge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    for nowhere in (tmp_path / "file" / "cache", Path("/proc/nothing/cache")):
        monkeypatch.setenv("DEBTGUIDE_CACHE_DIR", str(nowhere))
        assert load_guide(minimal_knowledge).ask(QUESTION).topics[0].id == "fees.cap"


def test_a_guide_loads_from_the_cache_what_it_compiled(minimal_knowledge: Path, folder: Path) -> None:
    first = load_guide(minimal_knowledge).ask(QUESTION, "2026-11-22").to_dict()
    assert sorted(path.name.startswith("learnt-") for path in folder.iterdir()) == [False, True]
    assert load_guide(minimal_knowledge).ask(QUESTION, "2026-11-22").to_dict() == first


def test_a_changed_file_is_seen(minimal_knowledge: Path, folder: Path) -> None:
    before = load_guide(minimal_knowledge).ask(QUESTION, "2026-11-22")
    topic = minimal_knowledge / "topics/fees/fees.cap.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("费用和利息合计", "所有费用合计"), encoding="utf-8")
    after = load_guide(minimal_knowledge).ask(QUESTION, "2026-11-22")
    assert after.summary.text.startswith("所有费用合计")
    assert after.kb != before.kb
    # What people say is as before: it need not be learnt from again.
    assert sorted(path.name.startswith("learnt-") for path in folder.iterdir()) == [False, False, True]


def test_a_changed_utterance_is_learnt_from(minimal_knowledge: Path, folder: Path) -> None:
    before = load_guide(minimal_knowledge).ask(QUESTION, "2026-11-22")
    topic = minimal_knowledge / "topics/fees/fees.cap.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace('  - "手续费有没有上限"', '  - "手续费有没有上限"\n  - "管理费封不封顶"'), encoding="utf-8")
    assert load_guide(minimal_knowledge).ask("管理费封不封顶").topics[0].id == before.topics[0].id == "fees.cap"
    assert sorted(path.name.startswith("learnt-") for path in folder.iterdir()) == [False, False, True, True]


@pytest.mark.parametrize("poison", [b"{}\n", b'{"format":1}\n', b"garbage", b'{"format":1,"size":0,"topics":[[1]]}\n'])
def test_a_cache_file_that_holds_something_else_is_compiled_anew(poison: bytes, minimal_knowledge: Path, folder: Path) -> None:
    load_guide(minimal_knowledge)
    for path in folder.iterdir():
        path.write_bytes(poison + f"{zlib.crc32(poison):08x}".encode())
    assert load_guide(minimal_knowledge).ask(QUESTION).topics[0].id == "fees.cap"


KEEPER = """
import sys
from debtguide.knowledge import cache
data = sys.argv[1].encode() * 100_000
for turn in range(30):
    cache.keep("key", data)
    path = cache.find("key")
    found = path and cache.content(path)
    assert not found or (len(found) == len(data) and len(set(found)) == 1), "torn"
"""


def test_several_processes_keep_at_once_and_none_reads_a_torn_file(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    running = [subprocess.Popen([sys.executable, "-c", KEEPER, letter], env=environment, stderr=subprocess.PIPE) for letter in "abcd"]
    for process in running:
        _, complaints = process.communicate()
        assert process.returncode == 0, complaints.decode()
    content = found("key")
    assert content is not None
    assert set(content) <= set(b"abcd")
    assert not [path for path in folder.iterdir() if path.suffix == ".tmp"]
