"""docs/embedding.md, done: its code runs from top to bottom as it stands, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "embedding.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder to work in, and the compiled knowledge that the other tests use too."""
    monkeypatch.setenv("DEBTGUIDE_CACHE_DIR", str(request.config.cache.mkdir("debtguide")))
    monkeypatch.chdir(tmp_path)


def test_the_code_of_the_page_runs_from_top_to_bottom(elsewhere: None, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = list(re.finditer(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
    assert len(blocks) >= 9
    names: dict[str, object] = {}
    for block in blocks:
        # Blank lines before it give an error the line number of the page.
        exec(compile("\n" * TEXT.count("\n", 0, block.start(1)) + block[1], PAGE.name, "exec"), names)
    names["database"].close()  # type: ignore[attr-defined]
    printed = capsys.readouterr().out
    assert printed.startswith("litigation.will_sue 法律没有规定")
    assert "记下了" in printed
    assert "中华人民共和国民事诉讼法" in printed


def test_the_first_example_is_ten_lines() -> None:
    first = re.search(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert first is not None
    assert len([line for line in first[1].splitlines() if line.strip()]) <= 10


@pytest.mark.parametrize("page", [PAGE, REPOSITORY / "examples/nonebot_plugin_debtguide/README.md"], ids=["embedding", "plugin"])
def test_the_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []
