"""Words of the domain that a blind search would need ages to come upon, as libFuzzer's dictionary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from debtguide.knowledge.library import read_records
from debtguide.knowledge.tables import FILE_KINDS
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 60
"""Bytes that libFuzzer takes of a word."""
_NUMBERS = [*"零〇一二三四五六七八九十百千万亿两俩仨半几多0123456789.-%块元wk厘分", "百分之", "利息", "年化", "月息", "日息", "每天"]
_DAYS = [
    *"年月日号天周", "个月", "星期", "今天", "昨天", "大前天", "上个月", "去年", "月底", "年初", "国庆", "春节前", "2024-02-29", "三天后", "半年多", "个半月",
]  # fmt: skip
_STATUS = [*"，。？、\n\u200b", "如果", "没有", "不是", "会不会", "吗", "要是", "我弟弟", "朋友", "已经", "以前", "不用", "怎么办", "还没", "听说"]
_CITED = [*"第条款项（）《》法的/-〇百编", "之一", "解释", "规定", "u1", "两百", "中华人民共和国", "最高人民法院"]
_COMMANDS = [
    *"/、\n", "/改 ", "/撤销", "/重做", "/方案", "/复核", "/依据", "/为什么", "/清除", "/帮助", "不对，是", "都没有", "不知道", "自己签收的", "1和2",
]  # fmt: skip
_YAML = [*"：\"'[]\t\\~\ufeff\u2028\x85", "- ", ": ", "|\n", ">\n", "{ ", " }", "? ", "&a ", "*a", "!!str ", "# ", "---\n", "...\n", "\\n", "\\x", "null"]
_VALUES = ["2021-01-01", "true", "false", "loan-act/1", "fee.cap", "overdue_days", "{fee.cap}", ">=", "any:", "{甲、乙} * {丙}"]


def terms(target: str) -> Iterator[str]:
    """Yield the lines of the dictionary for a target: a word in quotes each, every byte written out."""
    for word in dict.fromkeys(_words(target)):
        written = word.encode("utf-8")
        if written and len(written) <= _LONGEST:
            yield '"' + "".join(f"\\x{byte:02x}" for byte in written) + '"'


def _words(target: str) -> Iterator[str]:
    if target == "knowledge":
        yield from _YAML
        for kind in FILE_KINDS:
            yield from _keys(kind.table.schema())
        yield from _VALUES
        return
    if target == "citing":
        yield from [*_CITED, *_NUMBERS]
        for statute in _records("statute").values():
            yield from (statute.text("short"), *map(str, statute.list("aliases")))
        return
    yield from [*_NUMBERS, *_DAYS, *_STATUS]
    if target == "talking":
        yield from _COMMANDS
    for concept in _records("lexicon").values():
        yield from _listed(concept.values)


def _records(name: str) -> dict[str, Any]:
    kind = next(kind for kind in FILE_KINDS if kind.name == name)
    return read_records(Path(builtin_directory()), kind, [])


def _listed(value: Any) -> Iterator[str]:
    """Yield every text inside lists, however deep they lie."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _listed(part)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, str):
                yield str(part)
            else:
                yield from _listed(getattr(part, "values", part))


def _keys(schema: Any) -> Iterator[str]:
    """Yield the keys that a JSON Schema knows, each with its colon."""
    if isinstance(schema, dict):
        yield from (f"{key}: " for key in schema.get("properties", ()))
        yield from (str(word) for word in schema.get("enum", ()))
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)
