"""What is compiled for matching, and how jieba is kept from changing its host."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from debtguide.knowledge.folding import folded
from debtguide.knowledge.kinds import suggestion

if TYPE_CHECKING:
    from debtguide import Guide

SHIELD = """
import logging, sys, warnings
before = (logging.getLogger().level, list(logging.getLogger().handlers))
import pkgutil
warnings.simplefilter("error")
from debtguide.knowledge.vocabulary import shielded_jieba
jieba = shielded_jieba()
assert "pkg_resources" not in sys.modules, "pkg_resources was imported"
logger = logging.getLogger("jieba")
assert (logger.handlers, logger.level, logger.propagate) == ([], logging.NOTSET, True), "jieba's logger was left as jieba made it"
assert (logging.getLogger().level, list(logging.getLogger().handlers)) == before, "the host's logging was changed"
assert list(jieba.Tokenizer().cut("", HMM=False)) == []
assert shielded_jieba() is jieba
"""


def test_importing_jieba_changes_nothing_for_its_host() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    run = subprocess.run([sys.executable, "-B", "-c", SHIELD], env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert (run.stdout, run.stderr) == ("", "")


SAME = [
    ("手续费有没有上限", "手續費有沒有上限"),
    ("App 打不开！", "ａｐｐ打不开"),
    ("“急”……怎么办？？", "急怎么办"),
    ("上_门", "上门"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_texts_that_say_the_same_fold_to_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


SUGGESTIONS = [
    ("titel", ("title", "stage", "status"), "您是不是想写 title？"),
    ("民法", ("法律", "实务"), "可以写：法律、实务"),
    ("zzz", tuple(f"id{number}" for number in range(30)), "请对照 docs/authoring.md。"),
    ("zzz", (), "请对照 docs/authoring.md。"),
]


@pytest.mark.parametrize(("found", "known", "hint"), SUGGESTIONS)
def test_the_nearest_known_word_is_suggested(found: str, known: tuple[str, ...], hint: str) -> None:
    assert suggestion(found, known) == hint


OWN = [
    ("费用最多能收多少", "fees.cap"),
    ("手續費有沒有上限？", "fees.cap"),
    ("晚还要加钱吗", "fees.late"),
    ("上门通知", "visits.home"),
    ("今天天气怎么样", "oos.other"),
]


@pytest.mark.parametrize(("said", "topic"), OWN)
def test_what_an_author_wrote_reaches_the_topic_it_was_written_for(said: str, topic: str, minimal_guide: Guide) -> None:
    assert minimal_guide.ask(said).topics[0].id == topic
