"""YAML text into nodes that still know where they stand.

Everything is read as a string with its mark: no ``no`` becomes ``False``, no ``2020-08-20`` becomes a date, and a
key written twice is seen (a usual loader drops the first silently). Typing is the readers' work.
What this subset of YAML refuses (anchors, aliases, tags, scalars that run over a line end without ``|``) is refused
because an author who meets it by accident loses text without a word.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from debtguide.errors import Problem
from debtguide.spans import SourceMark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_FILE_BYTES = 1 << 20
MAX_DEPTH = 16
MAX_SCALAR = 20_000

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STR_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})
_MAY_ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*][^\s,\]}]", re.MULTILINE)
_TAB_INDENT = re.compile(r"^[ ]*\t", re.MULTILINE)
_PLAIN_STYLES = (None, "")

_YAML_WORDS = (
    ("found character '\\t'", "这里用了制表符（Tab）", "缩进只能用空格，每级两个空格。"),
    ("could not find expected ':'", "这一行缺少冒号", "键和值之间写成“键: 值”，冒号后面要有一个空格。"),
    ("mapping values are not allowed", "这里不能再出现“键: 值”", "文字里有冒号时，请把整段文字放进双引号；或检查上一行的缩进。"),
    ("did not find expected key", "这里的缩进或括号对不上", "同一层的键要左对齐；检查上一行的引号、方括号、花括号是否成对。"),
    ("expected <block end>", "缩进对不上", "同一层的条目要左对齐，每级两个空格。"),
    ("did not find expected '-' indicator", "列表的缩进对不上", "同一个列表里每一项的短横线要左对齐。"),
    ("unexpected end of stream", "引号或括号没有合上", "检查这一处之后的双引号、方括号、花括号是否成对。"),
    ("did not find expected ',' or", "方括号或花括号里缺少逗号，或没有合上", "写成 [甲, 乙]；文字里有逗号或冒号时放进双引号。"),
    ("expected a single document", "一个文件里出现了第二份文档（---）", "一个文件只写一样东西，请拆成两个文件。"),
    ("special characters are not allowed", "含有看不见的控制字符", "请删去这个字符后重新输入。"),
    ("unknown escape", "双引号里的反斜杠用法不对", "正文里不需要反斜杠；要写反斜杠请写两个。"),
    ("cannot start any token", "这里的符号不能这样开头", "以 @ ` % 等符号开头的文字请放进双引号。"),
)


class Scalar(str):
    """A text of a knowledge file, and where it stands."""

    __slots__ = ("mark",)
    mark: SourceMark

    def __new__(cls, text: str, mark: SourceMark) -> Scalar:
        """Return ``text`` with its place."""
        scalar = super().__new__(cls, text)
        scalar.mark = mark
        return scalar


class Source:
    """One knowledge file: its name as the author sees it, and the problems found in it so far."""

    def __init__(self, path: Path, shown: str, report: Callable[[Problem], None]) -> None:
        self.path = path
        self.shown = shown
        self._report = report

    def mark(self, line: int = 1, column: int = 1) -> SourceMark:
        """Return a place in this file."""
        return SourceMark(self.shown, line, column)

    def mark_of(self, node: yaml.Node) -> SourceMark:
        """Return where ``node`` begins."""
        return SourceMark(self.shown, node.start_mark.line + 1, node.start_mark.column + 1)

    def problem(self, mark: SourceMark, code: str, message: str, hint: str = "") -> None:
        """Note one fault; reading goes on."""
        self._report(Problem(mark, code, message, hint))


def read_node(source: Source) -> yaml.MappingNode | None:
    """Return the root mapping of a knowledge file, or None after noting why there is none."""
    text = _read_text(source)
    if text is None:
        return None
    for match in _TAB_INDENT.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        source.problem(source.mark(line, match.end() - match.start()), "DG104", "缩进里有制表符（Tab）", "缩进只能用空格，每级两个空格。")
        return None
    try:
        if _MAY_ANCHOR.search(text) and _refuse_anchors(source, text):
            return None
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        _note_yaml_error(source, error)
        return None
    except RecursionError:
        source.problem(source.mark(), "DG108", "括号或缩进套得太深", f"最多 {MAX_DEPTH} 层。")
        return None
    if root is None:
        source.problem(source.mark(), "DG102", "文件是空的，或只有注释", "写上内容；暂时不用的文件请删去。")
        return None
    if not isinstance(root, yaml.MappingNode):
        source.problem(source.mark_of(root), "DG202", "文件最外层应当是“键: 值”的形式", "第一行通常是 id: …")
        return None
    return root if _sound(source, root) else None


def _read_text(source: Source) -> str | None:
    try:
        size = source.path.stat().st_size
        if size > MAX_FILE_BYTES:
            source.problem(source.mark(), "DG108", f"文件有 {size} 字节，太大了", f"一个文件最多 {MAX_FILE_BYTES} 字节；一个文件只写一样东西。")
            return None
        raw = source.path.read_bytes()
    except OSError as error:
        source.problem(source.mark(), "DG109", f"读不了这个文件：{error.strerror}", "检查文件是否存在、是否有读取权限。")
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        source.problem(source.mark(line), "DG101", "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8（带不带 BOM 都可以）。")
        return None


def _note_yaml_error(source: Source, error: yaml.YAMLError) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    place = source.mark(mark.line + 1, mark.column + 1) if mark is not None else source.mark()
    for known, message, hint in _YAML_WORDS:
        if known in words:
            code = "DG104" if "Tab" in message else "DG103"
            source.problem(place, code, message, hint)
            return
    source.problem(place, "DG103", "这里不合 YAML 的写法", "检查这一行和上一行的缩进、冒号、引号、括号。")


def _refuse_anchors(source: Source, text: str) -> bool:
    """Note anchors and aliases; the composer would resolve them without leaving a trace."""
    found = False
    for event in yaml.parse(text, Loader=_Loader):
        anchor = getattr(event, "anchor", None)
        if anchor:
            found = True
            mark = source.mark(event.start_mark.line + 1, event.start_mark.column + 1)
            source.problem(mark, "DG106", f"用了 YAML 的锚点或别名“{anchor}”", "这里不用锚点和别名；同样的话请各写一遍，以 & 或 * 开头的文字请放进双引号。")
    return found


def _sound(source: Source, root: yaml.Node) -> bool:
    """Note tags, duplicate keys, glued scalars and absurd sizes below ``root``; True where there were none."""
    sound = True
    for node, depth in _walk(root):
        if depth > MAX_DEPTH:
            source.problem(source.mark_of(node), "DG108", f"套了超过 {MAX_DEPTH} 层", "把内容拆开写。")
            return False
        if node.tag not in _STR_TAGS:
            source.problem(source.mark_of(node), "DG106", f"用了 YAML 标签“{node.tag}”", "直接写值；以感叹号开头的文字请放进双引号。")
            sound = False
        if isinstance(node, yaml.ScalarNode):
            sound = _scalar_sound(source, node) and sound
        elif isinstance(node, yaml.MappingNode):
            sound = _keys_sound(source, node) and sound
    return sound


def _walk(root: yaml.Node) -> Iterator[tuple[yaml.Node, int]]:
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        if isinstance(node, yaml.MappingNode):
            stack.extend((part, depth + 1) for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend((part, depth + 1) for part in node.value)


def _scalar_sound(source: Source, node: yaml.ScalarNode) -> bool:
    if len(node.value) > MAX_SCALAR:
        source.problem(source.mark_of(node), "DG108", f"这段文字有 {len(node.value)} 个字，太长了", f"一段最多 {MAX_SCALAR} 个字。")
        return False
    if node.style in (*_PLAIN_STYLES, "'", '"') and node.start_mark.line != node.end_mark.line and node.value:
        source.problem(
            source.mark_of(node),
            "DG107",
            "这段文字跨了行，YAML 会把两行悄悄接成一行",
            "如果是两个列表项，请把短横线左对齐；如果是一段话，请写在一行里，或用 | 另起一块。",
        )
        return False
    if node.style == ">":
        source.problem(source.mark_of(node), "DG107", "用了 >，中文行与行之间会多出空格", "改用 |，一句一行。")
        return False
    return True


def _keys_sound(source: Source, node: yaml.MappingNode) -> bool:
    seen: dict[str, yaml.Node] = {}
    sound = True
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            source.problem(source.mark_of(key), "DG202", "键应当是一个词", "检查这里的括号和问号。")
            return False
        if key.value in seen:
            first = source.mark_of(seen[key.value])
            source.problem(source.mark_of(key), "DG105", f"键“{key.value}”写了两次", f"第一次在第 {first.line} 行；两处合成一处。")
            sound = False
        seen[key.value] = key
    return sound
