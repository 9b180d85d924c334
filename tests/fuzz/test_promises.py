"""The promises of every target, held for what was once found, for the seeds, and for what hypothesis makes of them."""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .__main__ import FOUND, main
from .knowledge_files import are_told
from .knowledge_files import read as read_knowledge
from .normalising import leads_back
from .targets import TARGETS
from .terms import terms

if TYPE_CHECKING:
    from debtguide import Guide

    from .target import Target

EACH = pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
BEGINNINGS = 400
FOUND_ONCE: list[dict[str, Any]] = [json.loads(line) for line in FOUND.read_text(encoding="utf-8").splitlines()]


@cache
def beginnings(target: Target, guide: Guide) -> list[bytes]:
    """Return some of the seeds of a target, from all over them."""
    seeds = list(target.seeds(guide))
    return [target.encode(seed) for seed in seeds[:: max(1, len(seeds) // BEGINNINGS)]]


@pytest.mark.parametrize("case", FOUND_ONCE, ids=lambda case: f"{case['target']}: {case['note']}")
def test_what_was_found_once_holds(case: dict[str, str], guide: Guide) -> None:
    TARGETS[case["target"]].hold(guide, case)


@EACH
@settings(max_examples=80)
@given(data=st.data())
def test_what_is_made_of_the_seeds_holds(target: Target, guide: Guide, data: st.DataObject) -> None:
    seeds = st.sampled_from(beginnings(target, guide))
    raw = data.draw(seeds)
    for piece in data.draw(st.lists(st.binary(max_size=6) | seeds, min_size=1, max_size=3)):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 40)))
        raw = raw[:start] + piece[: data.draw(st.integers(0, len(piece)))] + raw[end:]
    target.hold(guide, target.decode(raw))


@EACH
@settings(max_examples=40)
@given(raw=st.binary(max_size=120))
def test_any_bytes_hold(target: Target, guide: Guide, raw: bytes) -> None:
    target.hold(guide, target.decode(raw))


@EACH
def test_a_seed_is_begun_from_as_it_was_written(target: Target, guide: Guide) -> None:
    seeds = list(target.seeds(guide))
    assert len(seeds) > 300
    assert [target.decode(target.encode(seed)) for seed in seeds] == seeds


@EACH
def test_the_words_to_search_with_are_written_as_the_engine_reads_them(target: Target) -> None:
    words = list(terms(target.name))
    assert len(words) > 100
    assert all(re.fullmatch(r'"(?:\\x[0-9a-f]{2}){1,60}"', word) for word in words)


@pytest.mark.parametrize("first_day", [b"\x00\x00", b"\x00\x0f", b"\xff\xff", b"\xff\xf0"])
def test_the_first_and_the_last_days_can_be_searched(first_day: bytes) -> None:
    day = TARGETS["entities"].decode(first_day)["as_of"]
    assert day.startswith(("0001-01-", "9999-12-"))


def test_a_broken_promise_is_seen(guide: Guide) -> None:
    """The checks themselves can fail: a map that leads astray, a problem that stands nowhere."""
    normal = guide._reader.normalizer("网\u200b贷")
    leads_back(normal, "网\u200b贷")
    with pytest.raises(AssertionError):
        leads_back(normal._replace(origins=[0, 5]), "网\u200b贷")
    with pytest.raises(AssertionError):
        leads_back(normal._replace(origins=[2, 0]), "网\u200b贷")
    raw = b"title: [\n"
    _, (problem, *_) = read_knowledge("topic", raw)
    are_told([problem], raw)
    with pytest.raises(AssertionError):
        are_told([problem._replace(mark=problem.mark._replace(line=9))], raw)


def test_where_there_is_no_atheris_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert main(["citing"]) == 1
    assert "pip install" in capsys.readouterr().err


def test_a_target_that_does_not_exist_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["everything"])
    assert ended.value.code == 2
    assert "normalising" in capsys.readouterr().err
