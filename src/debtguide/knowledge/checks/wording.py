"""How law may be spoken of: with its citation, at its true level, and without numbers typed into prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from debtguide.errors import Problem
from debtguide.knowledge.checks.references import PLACEHOLDER
from debtguide.knowledge.statements import statements
from debtguide.knowledge.tables import BINDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.knowledge.nodes import Scalar

_BINDING_WORDS = re.compile("应当|有权|不得|必须|禁止|严禁")
_QUOTED = re.compile("“[^”]*”|‘[^’]*’|《[^》]*》")
_NUMERAL = "[0-9０-９]+(?:[.．][0-9０-９]+)?|[〇零一二三四五六七八九十两半][〇零一二三四五六七八九十百千万两半]*"
_IDIOM = "(?<![〇零一二三四五六七八九十百千万两])一(?:天|点|次|块|期|号|周|成|折|日)"
"""一天, 一点, 一次 … are everyday words far more often than numbers of law."""

_UNIT = (
    "个?工作日|个月|个小时|小时|分钟|周岁|周年|年|月|日内|日(?![常前后子益志本夜])|天|周|期|倍|次|万元|亿元|元|块|%|％|"
    "成(?!为|功|立|了|员|年|本|交|果|就|绩|长|人|心)|折|分之|点(?!名|击|开|头|到|儿|钱|也|都|一)|号(?!码|召|称|令|线|主|子)|个百分点|人以上|岁"
)
_TYPED_NUMBER = re.compile(
    f"(?!{_IDIOM})(?:{_NUMERAL})\\s*(?:多|来|余|几)?\\s*(?:{_UNIT})|百分之(?:{_NUMERAL})|[0-9]{{1,2}}[:：][0-9]{{2}}|"
    f"第(?:{_NUMERAL})条|(?<![0-9])(?:1[0-9]{{2,4}}|9[0-9]{{4}})(?![0-9])"
)


def _authority(library: Library) -> Iterator[Problem]:
    """DG401, DG408: a legal statement without a citation of its own, or with one of another level."""
    levels = {name: str(statute["level"]) for name, statute in library.of("statute").items()}
    for said in statements(library):
        if said.part == "say":
            continue
        statement = said.statement
        basis, cites = statement["basis"], statement.list("cites")
        if basis is not None and basis != "实务" and statement.absent("cites"):
            yield Problem(statement.mark_of("basis"), "DG401", f"说到了{basis}，却没有写依据的法条", "加上 cites；如果只是建议，去掉 basis。")
        elif statement.absent("basis") and cites:
            yield Problem(statement.mark_of("cites"), "DG401", "写了法条，却没有写 basis", "basis 写这句话属于哪一层：法律、司法解释……")
        elif basis is not None and basis != "实务" and cites:
            found = {levels[cite.split("/")[0]] for cite in cites if cite.split("/")[0] in levels}
            if found and basis not in found:
                message = f"basis 写的是{basis}，所引条文却属于{'、'.join(sorted(found))}"
                yield Problem(statement.mark_of("basis"), "DG408", message, "basis 要和所引的至少一条属于同一层。")
        yield from _named_but_not_cited(statement)


def _named_but_not_cited(statement: Record) -> Iterator[Problem]:
    """Yield a problem where prose names a provision, or a number that the law sets, and rests on nothing."""
    text = statement["text"]
    for inside in PLACEHOLDER.findall(text):
        kind, _, name = inside.rpartition(":")
        if kind == "law" and name not in statement.list("cites"):
            yield Problem(text.mark, "DG401", f"正文提到了 {name}，cites 里却没有它", f"cites 加上 {name}。")
        elif not kind and statement.absent("basis"):
            yield Problem(text.mark, "DG401", f"正文用了法定的数 {{{name}}}，却没有写依据", "加上 cites 和 basis。")


def _binding_words(library: Library) -> Iterator[Problem]:
    """DG407: 应当, 有权, 不得 … without a binding rule behind them."""
    for said in statements(library):
        text, basis = said.statement["text"], said.statement["basis"]
        if said.part == "say" or basis in BINDING:
            continue
        word = _BINDING_WORDS.search(_QUOTED.sub("", text))
        if word:
            yield Problem(
                text.mark,
                "DG407",
                f"用了“{word[0]}”，但 basis 是{basis or '空的'}，不是有约束力的规定",
                "有法律依据的写上 cites 和 basis；行业自律写“行业自律要求”，惯例写“通常”，建议写“请”“可以”“不要”。",
            )


def _typed_numbers(library: Library) -> Iterator[Problem]:
    """DG406: a number of law typed into prose, where only a dated parameter stays true."""
    allowed = sorted((str(literal["text"]) for literal in library.guide.list("literals")), key=len, reverse=True)
    allowed_text = re.compile("|".join(map(re.escape, allowed))) if allowed else None
    for text in _prose(library):
        bare = PLACEHOLDER.sub("□", _QUOTED_TITLES.sub("□", text))
        if allowed_text is not None:
            bare = allowed_text.sub("□", bare)
        found = [match[0] for match in _TYPED_NUMBER.finditer(bare)]
        if found:
            yield Problem(
                text.mark,
                "DG406",
                f"正文里写死了数字“{'”“'.join(found)}”",
                "法定的数字写成参数占位，例如 {limitation.general}；条号写成 {law:civil-code/675}；"
                "确实不是法定数字的，加进 guide.yaml 的 literals 并说明理由。",
            )


def _prose(library: Library) -> Iterator[Scalar]:
    """Yield every text that is read to people as the guide's own words."""
    for said in statements(library):
        yield said.statement["text"]
        if said.statement["label"] is not None:
            yield said.statement["label"]
    for contact in library.of("contact").values():
        yield contact["for"]
        if contact["cannot"] is not None:
            yield contact["cannot"]


_QUOTED_TITLES = re.compile("《[^》]*》")

RULES = (_authority, _binding_words, _typed_numbers)
