"""The bot of twenty lines, run as a program: several people, one process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "examples" / "console_bot.py"


@pytest.fixture(scope="module")
def heard(request: pytest.FixtureRequest) -> list[str]:
    """What the bot sent back, a reply each."""
    said = "小王: 借呗一万二，逾期两个月\n小李: /复核\n小王: /复核\n小李: 我真的不想活了\n小王: 谢谢\n"
    environment = {**os.environ, "DEBTGUIDE_CACHE_DIR": str(request.config.cache.mkdir("debtguide")), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run([sys.executable, str(BOT)], input=said.encode(), capture_output=True, env=environment, timeout=300, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode().split("→ ")[1:]


def test_everybody_is_answered_in_turn(heard: list[str]) -> None:
    assert [reply.splitlines()[0] for reply in heard] == ["小王", "小李", "小王", "小李", "小王"]
    assert "12356" in heard[3]


def test_what_one_told_is_kept_for_them_and_not_shown_to_another(heard: list[str]) -> None:
    assert "1.2万元" in heard[2]
    assert "1.2万元" not in heard[1] + heard[3]


def test_a_damaged_state_does_not_keep_a_cry_for_help_from_its_answer(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("DEBTGUIDE_CACHE_DIR", str(request.config.cache.mkdir("debtguide")))
    bot: dict[str, object] = {"__name__": "console_bot"}
    exec(compile(BOT.read_text(encoding="utf-8"), str(BOT), "exec"), bot)
    bot["states"]["小王"] = '{"schema": "debtguide.session/99"}'  # type: ignore[index]
    shown = bot["turn"]("小王", "我真的不想活了")  # type: ignore[operator]
    assert shown.startswith("我看到您说的了")
    assert "读不出来了" in shown
    assert "读不出来" not in bot["turn"]("小王", "嗯")  # type: ignore[operator]


def test_it_is_as_short_as_it_says() -> None:
    code = [line for line in BOT.read_text(encoding="utf-8").split('"""', 2)[2].splitlines() if line.strip()]
    assert len(code) <= 22
