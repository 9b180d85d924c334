"""Patterns as authors write them, held against texts by the whole way: knowledge file, compiler, reader, matcher."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from debtguide.knowledge import store
from debtguide.knowledge.build import compile_directory
from debtguide.language.normalize import Normalizer
from debtguide.language.words import WordCutter
from debtguide.matching.matcher import Matcher
from debtguide.matching.pattern_syntax import Item, parse_pattern
from debtguide.matching.patterns import Pattern
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

MINIMAL = Path(__file__).parents[2] / "minimal_knowledge"

HOLDS = [
    ("晚还加钱", "晚还加钱吗", "literal text without braces"),
    ("{晚还、迟还}", "我迟还了", "any of the alternatives"),
    ("{晚还} * {加钱}", "晚还的话是不是要加钱", "a gap where the star is"),
    ("{晚还} * {加钱}", "晚还加钱", "a gap of nothing"),
    ("{晚还} * {加钱}", "晚还了，听说要加钱", "a gap over a comma"),
    ("{银行卡} {冻结}", "银行卡冻结", "next to each other"),
    ("{银行卡} {冻结}", "银行卡被冻结", "next to each other but for a character or two"),
    ("{上门} & {通知}", "没有通知就来上门", "both in any order"),
    ("{上门} & {通知}", "他们上门。之前没通知", "both in two sentences"),
    ("<debt> * {还}", "借款怎么还", "a term of a concept"),
    ("<debt> * {还}", "欠歀怎么还", "a misspelling of a concept"),
    ("<fee>", "手續費", "a term in traditional characters"),
    ("{APP}", "ａｐｐ打不开", "full width and small letters"),
    ("{加钱}", "加\u200b钱", "a character that cannot be seen in between"),
    ("{晚还} !{提前}", "晚还三天", "nothing of what must be absent"),
    ("{晚还} * {加钱} & <debt>", "借款晚还要加钱", "a sequence and something anywhere"),
    ("{还} * {还} * {还}", "还了又还还不完", "the same thing several times"),
    ("{加钱} * {晚还} * {加钱}", "加钱吗晚还要加钱", "a thing before and again after another"),
    ("{银行卡、卡} {冻结}", "银行卡冻结", "the alternative that fits, where a shorter one also stands there"),
    ("{晚还} * {银行卡} {冻结}", "晚还后银行卡没事，后来银行卡冻结", "a later place where the first is not followed"),
]

DOES_NOT = [
    ("{晚还} * {加钱}", "加钱以后晚还", "the other order"),
    ("{晚还} * {加钱}", "我晚还了。要加钱吗", "a gap over the end of a sentence"),
    ("{银行卡} {冻结}", "银行卡昨天被冻结", "next to each other, but more than two characters between"),
    ("{银行卡} {冻结}", "冻结银行卡", "next to each other in the other order"),
    ("{银行卡} {冻结}", "银行卡。冻结", "next to each other over the end of a sentence"),
    ("{上门} & {通知}", "他们上门了", "only one of both"),
    ("{晚还} !{提前}", "提前说了要晚还", "something that must be absent"),
    ("{晚还} !<fee>", "晚还的手续费", "a concept that must be absent"),
    ("{加钱} * {加钱}", "要加钱吗", "one place is not two"),
    ("{晚还}", "晚上还", "characters apart"),
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], set[str]]:
    """Return what tells the patterns that hold for a text."""
    knowledge = Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("patterns") / "knowledge"))
    patterns = dict.fromkeys(pattern for pattern, _, _ in HOLDS + DOES_NOT)
    lines = "".join(f'  - "{pattern}"\n' for pattern in patterns)
    topic = knowledge / "topics/fees/fees.late.yaml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(text.replace("patterns:\n", "patterns:\n" + lines), encoding="utf-8")
    base = store.loads(compile_directory(str(knowledge), str(knowledge)))
    tables = base.tables
    reader = Reader(Normalizer(*tables.variants), WordCutter(tables.initial, tables.total), tables.initial, tables.concepts)
    matcher = Matcher(base)
    return lambda typed: {pattern.text for pattern, _ in matcher.patterns(reader.read(typed))}


@pytest.mark.parametrize(("pattern", "text"), [row[:2] for row in HOLDS], ids=[row[2] for row in HOLDS])
def test_a_pattern_holds(pattern: str, text: str, held: Callable[[str], set[str]]) -> None:
    assert pattern in held(text)


@pytest.mark.parametrize(("pattern", "text"), [row[:2] for row in DOES_NOT], ids=[row[2] for row in DOES_NOT])
def test_a_pattern_does_not_hold(pattern: str, text: str, held: Callable[[str], set[str]]) -> None:
    assert pattern not in held(text)


def test_a_pattern_is_read_into_groups_of_items() -> None:
    read = parse_pattern("{晚还、迟还、晚还} * <debt> 还 & {短信} !{公安} !<court>")
    assert not isinstance(read, str)
    first, second = read.groups
    assert first == ((False, Item(("晚还", "迟还"), None)), (True, Item((), "debt")), (False, Item(("还",), None)))
    assert second == ((False, Item(("短信",), None)),)
    assert read.absent == (Item(("公安",), None), Item((), "court"))


def test_a_long_text_of_the_same_words_is_done_in_one_pass() -> None:
    # Tried place by place, four items that stand there five thousand times each would take years.
    hits = {item: [(place, place + 1) for place in range(item, 20_000, 4)] for item in range(4)}
    late = [(0, 1)]
    group = ((0, 0), (1, 1), (1, 2), (1, 4))
    assert Pattern.of(0, (group,), (), "").match({**hits, 4: late}, []) is None
    assert Pattern.of(0, (group,), (), "").match({**hits, 4: [*late, (19_999, 20_000)]}, []) == (0, 20_000)


NOT_READ = ["{晚还|迟还}", "{晚还｜迟还}", "{晚还", "晚还}", "<Debt>", "{晚还、}", "{}", "!{晚还}", "& {晚还}", "{晚还} &", "*", "", "{a{b}}"]


@pytest.mark.parametrize("pattern", NOT_READ)
def test_what_is_no_pattern_is_told_in_words(pattern: str) -> None:
    assert isinstance(parse_pattern(pattern), str)
