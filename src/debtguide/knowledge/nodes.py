"""YAML text into nodes that still know where they stand.

Everything is read as a string with its mark: no ``no`` becomes ``False``, no ``2020-08-20`` becomes a date, and a
key written twice is seen (a usual loader drops the first silently). Typing is the readers' work.
What this subset of YAML refuses (anchors, aliases, tags, scalars that run over a line end without ``|``) is refused
because an author who meets it by accident loses text without a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from debtguide.errors import Problem
from debtguide.spans import SourceMark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAX_FILE_BYTES = 1 << 20
MAX_DEPTH = 16
MAX_SCALAR = 20_000

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STR_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})
_MAY_ANCHOR_OR_TAG = re.compile(r"(?:^|[\s\[{,])(?:[&*][^\s,\]}]|!!\w)", re.MULTILINE)
_OPENERS = "[{-?"
_MANY_OPENERS = 2_000
_INVISIBLE = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_UNSEEN_IN_QUOTES = re.compile(rf"[{_INVISIBLE}\t\r\ud800-\udfff]")
"""What a backslash in double quotes can bring in besides; with one of the two parsers even half a character."""
_PLAIN_STYLES = (None, "")


class _YamlFault(NamedTuple):
    """What the parser says, in an author's words; ``from_start`` where the place to look at is where the piece begins."""

    parser_says: tuple[str, ...]
    message: str
    hint: str
    from_start: bool = False


_YAML_FAULTS = (
    _YamlFault(("could not find expected ':'",), "这一行缺少冒号", "写成“键: 值”，用半角冒号，冒号后面空一格。", True),
    _YamlFault(
        ("mapping values are not allowed",),
        "这里不能再出现“键: 值”",
        "文字里有冒号时，请把整段文字放进双引号；或检查上一行的缩进，和冒号后面有没有空格。",
    ),
    _YamlFault(("sequence entries are not allowed",), "列表不能写在键的同一行", "短横线另起一行，或写成 [甲, 乙]。"),
    _YamlFault(("unexpected end of stream",), "从这里开始的引号没有合上", "在这段文字的末尾补上引号。", True),
    _YamlFault(("expected ',' or",), "从这里开始的方括号或花括号里缺少逗号，或没有合上", "写成 [甲, 乙]；文字里有逗号或冒号时放进双引号。", True),
    _YamlFault(
        ("did not find expected key", "did not find expected '-' indicator", "expected <block end>"),
        "这里的缩进、引号或括号对不上",
        "同一层的键和短横线要左对齐，每级两个空格；文字里有引号或括号时，整段放进双引号，里面的引号用“”。",
    ),
    _YamlFault(("expected a single document",), "一个文件里出现了第二份文档（---）", "一个文件只写一样东西，请拆成两个文件。"),
    _YamlFault(("expected <document start>", "expected '<document start>'"), "从这里起和上面的内容接不上", "最外层的键要顶格写，上下左对齐；不要写“...”。"),
    _YamlFault(("unknown escape",), "双引号里的反斜杠用法不对", "正文里不需要反斜杠；要写反斜杠请写两个。", True),
    _YamlFault(
        ("while scanning an alias", "while scanning an anchor", "while parsing a tag", "while scanning a tag"),
        "这里的 * & ! 会被当成 YAML 的记号",
        '句式整行放进双引号，例如 "{甲、乙} * {丙}"。',
        True,
    ),
    _YamlFault(("expected node content", "expected the node content"), "这里缺一个值", "补上值，或删去多余的逗号、冒号；括号没有合上的，先把括号合上。"),
    _YamlFault(("cannot start any token",), "这里的符号不能这样开头", "以 @ ` % 等符号开头的文字请放进双引号。"),
    _YamlFault(("while scanning a block scalar",), "| 后面不能再写字", "| 单独放在行尾，正文从下一行开始，多缩进两个空格。", True),
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
        self.faults = 0

    def mark(self, line: int = 1, column: int = 1) -> SourceMark:
        """Return a place in this file."""
        return SourceMark(self.shown, line, column)

    def mark_of(self, node: yaml.Node) -> SourceMark:
        """Return where ``node`` begins."""
        return SourceMark(self.shown, node.start_mark.line + 1, node.start_mark.column + 1)

    def problem(self, mark: SourceMark, code: str, message: str, hint: str = "") -> None:
        """Note one fault; reading goes on."""
        self.faults += 1
        self._report(Problem(mark, code, message, hint))


def read_node(source: Source) -> yaml.MappingNode | None:
    """Return the root mapping of a knowledge file, or None after noting why there is none."""
    text = _read_text(source)
    if text is None:
        return None
    if not _readable(source, text):
        return None
    try:
        if _needs_closer_look(text) and not _plain_events(source, text):
            return None
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        _note_yaml_error(source, text, error)
        return None
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        source.problem(source.mark(), "DG102", "文件是空的，或只有注释", "写上内容；暂时不用的文件请删去。")
        return None
    if not isinstance(root, yaml.MappingNode):
        source.problem(source.mark_of(root), "DG202", "文件最外层应当是“键: 值”的形式", "例如 id: credit.reporting，一行一个；用半角冒号，冒号后面空一格。")
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
        return _one_line_end(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # The error counts in its own object, which has no byte order mark any more.
        before = _one_line_end(bytes(error.object[: error.start]).decode("utf-8", "replace"))
        source.problem(_place(source, before, len(before)), "DG101", "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8（带不带 BOM 都可以）。")
        return None


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(source: Source, text: str, position: int) -> SourceMark:
    """Return where the character at ``position`` of ``text`` stands."""
    return source.mark(text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def _readable(source: Source, text: str) -> bool:
    """Note every tab and every character that nobody can see; True where there were none."""
    found = False
    for line, row in enumerate(text.split("\n"), 1):
        for character in _UNSEEN.finditer(row):
            found = True
            shown = f"U+{ord(character[0]):04X}"
            source.problem(source.mark(line, character.start() + 1), "DG103", f"含有看不见的字符 {shown}", "请删去这个字符；多半是从网页或聊天里复制来的。")
        if "\t" in row:
            found = True
            source.problem(source.mark(line, row.index("\t") + 1), "DG104", "这里有制表符（Tab）", "请换成空格；缩进只能用空格，每级两个空格。")
    return not found


def _note_yaml_error(source: Source, text: str, error: yaml.YAMLError) -> None:
    says = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    start, end = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    for fault in _YAML_FAULTS:
        if any(known in says for known in fault.parser_says):
            mark = start if fault.from_start and start is not None else end
            source.problem(_inside(text, _parser_mark(source, mark)), "DG103", fault.message, fault.hint)
            return
    source.problem(_inside(text, _parser_mark(source, end or start)), "DG103", "这里不合 YAML 的写法", "检查这一行和上一行的缩进、冒号、引号、括号。")


def _inside(text: str, mark: SourceMark) -> SourceMark:
    """Return ``mark``, or the end of ``text`` where the parser points at the line after the last one, which no editor shows."""
    lines = text.split("\n")
    return mark if mark.line <= len(lines) else mark._replace(line=len(lines), column=len(lines[-1]) + 1)


def _parser_mark(source: Source, mark: Any) -> SourceMark:
    return source.mark() if mark is None else source.mark(mark.line + 1, mark.column + 1)


def _needs_closer_look(text: str) -> bool:
    """Return whether ``text`` may hold an anchor, a tag or a depth that the composer, which calls itself, would not survive."""
    return sum(map(text.count, _OPENERS)) > _MANY_OPENERS or _MAY_ANCHOR_OR_TAG.search(text) is not None


def _plain_events(source: Source, text: str) -> bool:
    """Note anchors, aliases and tags, which the composer would resolve without leaving a trace, and absurd depth."""
    plain = True
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            plain = False
            hint = "这里不用锚点和别名；同样的话请各写一遍，以 & 或 * 开头的文字请放进双引号。"
            source.problem(_parser_mark(source, event.start_mark), "DG106", f"用了 YAML 的锚点或别名“{anchor}”", hint)
        if tag in _STR_TAGS:
            plain = False
            _note_tag(source, _parser_mark(source, event.start_mark), str(tag))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            _note_depth(source, _parser_mark(source, event.start_mark))
            return False
    return plain


def _note_tag(source: Source, mark: SourceMark, tag: str) -> None:
    source.problem(mark, "DG106", f"用了 YAML 标签“{tag}”", "直接写值；以感叹号开头的文字请放进双引号。")


def _note_depth(source: Source, mark: SourceMark) -> None:
    source.problem(mark, "DG108", f"套了超过 {MAX_DEPTH} 层", "把内容拆开写；检查方括号、花括号是否多了。")


def _sound(source: Source, root: yaml.Node) -> bool:
    """Note tags, duplicate keys, glued scalars and absurd sizes below ``root``; True where there were none."""
    sound = True
    for node, depth in _walk(root):
        if depth > MAX_DEPTH:
            _note_depth(source, source.mark_of(node))
            return False
        if node.tag not in _STR_TAGS:
            _note_tag(source, source.mark_of(node), node.tag)
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
    unseen = _UNSEEN_IN_QUOTES.search(node.value)
    if unseen:
        message = f"双引号里的反斜杠写出了看不见的字符 U+{ord(unseen[0]):04X}"
        source.problem(source.mark_of(node), "DG103", message, "删去反斜杠和它后面的字；正文里不需要反斜杠，要写反斜杠请写两个。")
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
