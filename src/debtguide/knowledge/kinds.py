"""Kinds of value that a field of a knowledge file may hold: how each is read, and its JSON Schema.

A table of fields (``tables``) is made of these; reader, checks and the published JSON Schema all follow from the tables,
so they cannot drift apart. A kind reads a YAML node and gives a typed value, or notes a Problem and gives None.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from debtguide.knowledge.nodes import Scalar, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.spans import SourceMark

Schema = dict[str, Any]
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Record:
    """A mapping that was read by a table: values by field name, absent fields as None.

    The one place where knowledge travels keyed by strings; it ends at the compiler.
    """

    def __init__(self, mark: SourceMark, values: dict[str, Any], marks: dict[str, SourceMark], flawed: frozenset[str] = frozenset()) -> None:
        self.mark = mark
        self.values = values
        self.marks = marks
        self.flawed = flawed

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return a text field, or an empty text."""
        return self.values.get(name) or ""

    def list(self, name: str) -> list[Any]:
        """Return a list field, or an empty list."""
        return self.values.get(name) or []

    def absent(self, name: str) -> bool:
        """Return whether nothing was written there; what was written but could not be read is not nothing."""
        return not self.values.get(name) and name not in self.flawed

    def mark_of(self, name: str) -> SourceMark:
        """Return where the field's value stands, or the record where the field is absent."""
        return self.marks.get(name, self.mark)


class Kind:
    """Base of all kinds."""

    expects = "值"
    advice = "请对照 docs/authoring.md。"

    def read(self, node: yaml.Node, source: Source) -> Any:
        """Return the typed value of ``node``, or None after noting a Problem."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """Return the JSON Schema of this kind."""
        raise NotImplementedError

    def wrong(self, node: yaml.Node, source: Source) -> None:
        """Note that ``node`` is not of this kind."""
        source.problem(source.mark_of(node), "DG202", f"这里是{_what(node)}，应当是{self.expects}", self.advice)


def is_day(text: str) -> bool:
    """Return whether ``text`` is a day of the calendar, written 2026-01-01."""
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _what(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "“键: 值”"
    if isinstance(node, yaml.SequenceNode):
        return "一个列表"
    return f"“{node.value[:20]}”" if node.value else "空值"


class Text(Kind):
    """Prose, or a short text; never empty."""

    expects = "一段文字"
    advice = "直接写文字；以 { [ 开头的，或里面有冒号加空格的，整段放进双引号。"

    def read(self, node: yaml.Node, source: Source) -> Scalar | None:
        """Return the text without blanks at its ends."""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, source)
            return None
        text = node.value.strip()
        if not text or text == "null":
            source.problem(source.mark_of(node), "DG211", "这里是空的，应当有文字", "补上文字，或删去这个键。")
            return None
        return Scalar(text, source.mark_of(node))

    def schema(self) -> Schema:
        """Return the JSON Schema of a text."""
        return {"type": "string", "minLength": 1}


class Id(Text):
    """An id: ASCII letters, digits, dots, hyphens, underscores."""

    expects = "一个 id（小写英文字母、数字、点、短横线、下划线）"
    advice = "不用汉字、空格和大写字母，例如 credit.reporting。"
    pattern = r"[a-z0-9][a-z0-9._-]*"

    def read(self, node: yaml.Node, source: Source) -> Scalar | None:
        """Return the id."""
        text = super().read(node, source)
        if text is not None and not re.fullmatch(self.pattern, text):
            self.wrong(node, source)
            return None
        return text

    def schema(self) -> Schema:
        """Return the JSON Schema of an id."""
        return {"type": "string", "pattern": f"^{self.pattern}$"}


class Ref(Id):
    """The id of something defined elsewhere; whether it exists is a check, made when all files are read."""

    def __init__(self, target: str, title: str) -> None:
        self.target = target
        self.expects = title
        self.advice = "只写 id，不要写名称、书名号或“第几条”。"
        self.pattern = r"[a-z0-9][a-z0-9._-]*/[a-z0-9-]+" if target == "article" else Id.pattern

    def schema(self) -> Schema:
        """Return the JSON Schema of a reference."""
        return {**super().schema(), "description": self.expects}


class Choice(Text):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.expects = "其中之一：" + "、".join(words)

    def read(self, node: yaml.Node, source: Source) -> Scalar | None:
        """Return the word."""
        text = super().read(node, source)
        if text is not None and text not in self.words:
            source.problem(source.mark_of(node), "DG204", f"“{text}”不在可选的词里", suggestion(text, self.words))
            return None
        return text

    def schema(self) -> Schema:
        """Return the JSON Schema of a choice."""
        return {"type": "string", "enum": list(self.words)}


class Day(Text):
    """A calendar day, 2026-01-01."""

    expects = "一个日期，例如 2026-01-01"

    def read(self, node: yaml.Node, source: Source) -> Scalar | None:
        """Return the day as ISO text."""
        text = super().read(node, source)
        if text is None:
            return None
        if not is_day(text):
            source.problem(source.mark_of(node), "DG205", f"“{text}”不是一个日期", "写成 2026-01-01 这样：年四位、月两位、日两位。")
            return None
        return text

    def schema(self) -> Schema:
        """Return the JSON Schema of a day."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}


class Number(Text):
    """A decimal number, kept as its text so that nothing is lost."""

    expects = "一个数"

    def read(self, node: yaml.Node, source: Source) -> Scalar | None:
        """Return the number's text."""
        text = super().read(node, source)
        if text is None:
            return None
        if not NUMBER.fullmatch(text):
            source.problem(source.mark_of(node), "DG206", f"“{text}”不是一个数", "写成 3 或 1.75；单位写在 unit 里。")
            return None
        return text

    def schema(self) -> Schema:
        """Return the JSON Schema of a number."""
        return {"type": ["number", "string"]}


class Value(Text):
    """A number, a day or a time of day, as the unit beside it says; kept as its text."""

    expects = "一个值"
    advice = '写成 3、1.75、2026-01-01 或 "22:00"。'

    def schema(self) -> Schema:
        """Return the JSON Schema of a value."""
        return {"type": ["number", "string"]}


class Flag(Choice):
    """True or false."""

    def __init__(self) -> None:
        super().__init__("true", "false")

    def read(self, node: yaml.Node, source: Source) -> Any:
        """Return the truth value."""
        text = super().read(node, source)
        return None if text is None else text == "true"

    def schema(self) -> Schema:
        """Return the JSON Schema of a flag."""
        return {"type": "boolean"}


class ListOf(Kind):
    """A list of one kind; a missing item is noted by that kind and left out."""

    expects = "一个列表"
    advice = "写成 [甲, 乙]，或每项另起一行，以短横线加空格开头。"

    def __init__(self, item: Kind, *, at_most: int = 2000, may_be_empty: bool = False) -> None:
        self.item = item
        self.at_most = at_most
        self.may_be_empty = may_be_empty

    def read(self, node: yaml.Node, source: Source) -> list[Any] | None:
        """Return the items in order."""
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, source)
            return None
        if not node.value and not self.may_be_empty:
            source.problem(source.mark_of(node), "DG211", "这个列表是空的", "补上条目，或删去这个键。")
            return None
        if len(node.value) > self.at_most:
            source.problem(source.mark_of(node), "DG108", f"这个列表有 {len(node.value)} 项，太多了", f"最多 {self.at_most} 项。")
            return None
        items = (self.item.read(part, source) for part in node.value)
        return [item for item in items if item is not None]

    def schema(self) -> Schema:
        """Return the JSON Schema of the list."""
        return {"type": "array", "items": self.item.schema(), **({} if self.may_be_empty else {"minItems": 1})}


class ByDay(Kind):
    """A mapping from a day to a record."""

    expects = "“日期: 值”的列表"
    advice = "例如 2021-01-01: { value: 3, cites: [civil-code/188] }，一行一个。"

    def __init__(self, item: Kind) -> None:
        self.item = item

    def read(self, node: yaml.Node, source: Source) -> list[tuple[Scalar, Any]] | None:
        """Return (day, record) pairs in the order written."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, source)
            return None
        pairs = []
        for key, value in node.value:
            day, record = Day().read(key, source), self.item.read(value, source)
            if day is not None and record is not None:
                pairs.append((day, record))
        return pairs

    def schema(self) -> Schema:
        """Return the JSON Schema of the mapping."""
        return {"type": "object", "patternProperties": {r"^\d{4}-\d\d-\d\d$": self.item.schema()}, "additionalProperties": False}


class ByFact(Kind):
    """A mapping from the id of a fact to its value, as it is known: a text, or a list of texts for several choices."""

    expects = "“事实: 值”的列表"
    advice = "例如 { overdue_days: 122, documents_received: [summons] }；没有收到任何文书写 []。"

    def read(self, node: yaml.Node, source: Source) -> list[tuple[Scalar, Any]] | None:
        """Return (fact, text or list of texts) pairs in the order written."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, source)
            return None
        pairs = []
        for key, value in node.value:
            kind: Kind = ListOf(Text(), may_be_empty=True) if isinstance(value, yaml.SequenceNode) else Text()
            fact, read = Id().read(key, source), kind.read(value, source)
            if fact is not None and read is not None:
                pairs.append((fact, read))
        return pairs

    def schema(self) -> Schema:
        """Return the JSON Schema of the mapping."""
        plain: Schema = {"type": ["string", "number", "boolean"]}
        return {"type": "object", "additionalProperties": {"anyOf": [plain, {"type": "array", "items": plain}]}}


class Field(NamedTuple):
    """One key of a record: its kind, whether it must be there, and what it means to an author."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False


class RecordOf(Kind):
    """A mapping with the given keys and no others."""

    expects = "“键: 值”"

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = tuple(fields)
        self.advice = "可以写的键：" + "、".join(field.name for field in fields)
        self._by_name = {field.name: field for field in fields}

    def read(self, node: yaml.Node, source: Source) -> Record | None:
        """Return the record; unknown keys and missing keys are noted."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, source)
            return None
        mark = source.mark_of(node)
        values: dict[str, Any] = {}
        marks: dict[str, SourceMark] = {}
        flawed = set()
        sound = True
        for key, value in node.value:
            field = self._by_name.get(key.value)
            if field is None:
                source.problem(source.mark_of(key), "DG201", f"不认识的键“{key.value}”", suggestion(key.value, tuple(self._by_name)))
                continue
            marks[field.name] = source.mark_of(value)
            if isinstance(value, yaml.ScalarNode) and value.value in ("null", "") and not value.style and not field.required:
                continue
            so_far = source.faults
            values[field.name] = field.kind.read(value, source)
            if source.faults > so_far:
                flawed.add(field.name)
        for field in self.fields:
            if field.required and field.name not in marks:
                source.problem(mark, "DG203", f"缺少键“{field.name}”", f"{field.name}：{field.meaning}")
            sound = sound and not (field.required and values.get(field.name) is None)
        return Record(mark, values, marks, frozenset(flawed)) if sound else None

    def schema(self) -> Schema:
        """Return the JSON Schema of the record."""
        return {
            "type": "object",
            "properties": {field.name: {**field.kind.schema(), "description": field.meaning} for field in self.fields},
            "required": [field.name for field in self.fields if field.required],
            "additionalProperties": False,
        }


class ConditionKind(Kind):
    """A condition over the public facts: one comparison, a list (all must hold), or ``any: [...]``."""

    expects = "一个条件"
    advice = '例如 "overdue_days >= 90"；几个都要满足写成列表，满足一个就行写成 any: [...]。'

    def read(self, node: yaml.Node, source: Source) -> Any:
        """Return a Scalar, a list, or ``{"any": [...]}`` of the same."""
        if isinstance(node, yaml.ScalarNode):
            return Text().read(node, source)
        if isinstance(node, yaml.SequenceNode):
            parts = [self.read(part, source) for part in node.value]
            return None if None in parts or not parts else parts
        if [key.value for key, _ in node.value] == ["any"] and isinstance(node.value[0][1], yaml.SequenceNode):
            parts = [self.read(part, source) for part in node.value[0][1].value]
            return None if None in parts or not parts else {"any": parts}
        self.wrong(node, source)
        return None

    def schema(self) -> Schema:
        """Return the JSON Schema of a condition."""
        text: Schema = {"type": "string", "minLength": 3}
        several = {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1}
        return {"anyOf": [text, several, {"type": "object", "properties": {"any": several}, "required": ["any"], "additionalProperties": False}]}


def suggestion(found: str, known: Sequence[str]) -> str:
    """Return a hint that names the nearest known word, or all of a few."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(found, known, scorer=fuzz.ratio, score_cutoff=55) if known else None
    if near is not None:
        return f"您是不是想写 {near[0]}？"
    return "可以写：" + "、".join(known) if 0 < len(known) <= 24 else "请对照 docs/authoring.md。"
