"""The command line: reads arguments, calls the service, writes; nothing else."""

from __future__ import annotations

import argparse
import gc
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from debtguide.interfaces.streams import complain, discard_output, open_missing, quoted, stdin_lines, stdin_text, write_json, write_text
from debtguide.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from debtguide.service.guide import Guide

ANSWERED, FAULT, USAGE, NOT_ANSWERED, CRISIS = 0, 1, 2, 3, 5

_A_COMMAND = "命令"
_ARGPARSE_WORDS = (
    ("unrecognized arguments: ", "不认识的参数："),
    ("the following arguments are required: ", "缺少参数："),
    ("expected one argument", "后面要跟一个值"),
    ("ignored explicit argument ", "后面不跟值，多了 "),
    ("invalid int value: ", "应当是整数，现在是 "),
    ("not allowed with argument ", "不能同时用 "),
    ("argument ", "参数 "),
)


class _Help(argparse.HelpFormatter):
    """Help of a fixed width: measuring the terminal would import shutil on every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=80)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese: one line, what was wrong and what to do."""

    def __init__(self, **options: Any) -> None:
        # Without abbreviations: a script that says --js must not change its meaning when an option is added.
        super().__init__(formatter_class=_Help, allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        for english, chinese in _ARGPARSE_WORDS:
            message = message.replace(english, chinese)
        complain(f"用法不对：{' '.join(message.split())}。写法见 {self.prog} --help")
        raise SystemExit(USAGE)

    def format_help(self) -> str:
        # Below the heading of the commands argparse names them once more.
        return super().format_help().replace("usage: ", "用法：", 1).replace(f"\n  {_A_COMMAND}\n", "\n", 1)

    def print_help(self, file: object = None) -> None:
        # argparse writes by itself, and fails on a console that cannot show Chinese.
        write_text(self.format_help().rstrip())

    def _check_value(self, action: argparse.Action, value: str) -> None:
        if action.choices is not None and value not in action.choices:
            ask = "；要提问请写 debtguide ask 问题" if "ask" in action.choices else ""
            self.error(f"没有{quoted(value)}这个命令，可以用 {'、'.join(action.choices)}{ask}")


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    open_missing()
    try:
        options = _parser(arguments).parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has seen enough and left.
        discard_output()
        return ANSWERED
    except OSError as error:
        discard_output()
        complain(f"读写失败：{error.strerror or error}{'：' + quoted(str(error.filename)) if error.filename else ''}")
        return FAULT


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; of the commands only the one that is asked for gets its arguments, since each costs start-up."""
    parser = _Parser(prog="debtguide", description="逾期债务自助指引：用平常的话提问，每句涉及法律的话都注明依据。不联网，不保存。", add_help=False)
    _help(parser)
    parser.add_argument("--version", action="version", version=f"debtguide {__version__}", help="显示版本")
    parser.add_argument("--knowledge", metavar="DIR", help="用另一个知识库文件夹，或叠加在内置知识库上")
    parser.set_defaults(command=_bare, parser=parser)
    _add_commands(parser, _COMMANDS, arguments)
    return parser


class _Command(NamedTuple):
    """A command: its title, what it does, its arguments, and the commands below it."""

    title: str
    run: Callable[[argparse.Namespace], int]
    arguments: Callable[[argparse.ArgumentParser], None] | None = None
    commands: dict[str, _Command] | None = None


def _add_commands(parser: argparse.ArgumentParser, commands: dict[str, _Command], arguments: Sequence[str]) -> None:
    below = parser.add_subparsers(title=_A_COMMAND, metavar=_A_COMMAND, parser_class=_Parser, prog=parser.prog)
    for name, command in commands.items():
        child = below.add_parser(name, help=command.title, description=command.title, add_help=False)
        if name not in arguments:
            continue
        _help(child)
        child.set_defaults(command=command.run, parser=child)
        if command.arguments is not None:
            command.arguments(child)
        if command.commands is not None:
            _add_commands(child, command.commands, arguments)


def _help(parser: argparse.ArgumentParser) -> None:
    parser._optionals.title = "选项"
    parser._positionals.title = "参数"
    parser.add_argument("-h", "--help", action="help", help="显示这份说明")


def _bare(options: argparse.Namespace) -> int:
    if sys.stdin.isatty() and sys.stdout.isatty():
        options.plain, options.as_of, options.case, options.history = False, None, None, None
        return _chat(options)
    return _needs_more(options)


def _needs_more(options: argparse.Namespace) -> int:
    options.parser.print_help()
    return ANSWERED


def _guide(options: argparse.Namespace, before_saying: Callable[[], None] = lambda: None) -> Guide:
    """Return the guide asked for; problems of its knowledge end the command. Before anything is said, ``before_saying`` is called."""
    from debtguide.service.load import guide_over

    def announce() -> None:
        before_saying()
        if sys.stderr.isatty():
            complain("知识库有改动，正在整理，大约需要半分钟……")

    try:
        return guide_over(options.knowledge, announce)
    except FileNotFoundError:
        before_saying()
        complain("找不到内置知识库：安装不完整，请重新安装 debtguide。")
    except Exception as error:
        from debtguide.errors import KnowledgeError

        if not isinstance(error, KnowledgeError):
            raise
        before_saying()
        complain(f"知识库有问题，没有载入：\n{error}")
    raise SystemExit(FAULT)


def _day(options: argparse.Namespace) -> str | None:
    """Return ``--as-of`` as ISO text, or None; what is no day is wrong usage."""
    from debtguide.service.day import iso_day

    if options.as_of is None:
        return None
    try:
        return iso_day(options.as_of, "")
    except ValueError:
        complain(f"--as-of 的{quoted(options.as_of)}不是日期，请写成 2026-11-22 这样。")
        raise SystemExit(USAGE) from None


def _chat(options: argparse.Namespace) -> int:
    from debtguide.interfaces.chat import Wishes, chat

    wishes = Wishes(_day(options), options.plain, options.case, options.history)
    return chat(lambda before_saying: _guide(options, before_saying), wishes)


def _ask(options: argparse.Namespace) -> int:
    day = _day(options)
    if options.jsonl:
        from debtguide.interfaces.jsonl import answers

        gc.enable()
        lines = iter(options.question) if options.question else stdin_lines()
        for line in answers(lines, _guide(options), day):
            write_json(line)
        return ANSWERED
    if not options.question and sys.stdin.isatty():
        options.parser.error("请在 ask 后面写上问题，或从标准输入给出")
    question = " ".join(options.question) if options.question else stdin_text().strip()
    guide = _guide(options)
    answer = guide.ask(question, day)
    if options.json:
        write_json(answer.to_dict())
    else:
        from debtguide.interfaces.render import write_answer

        write_answer(answer)
    if options.explain:
        from debtguide.replies.explain import explained

        (complain if options.json else write_text)(explained(answer, guide.knowledge_base))
    if answer.crisis:
        return CRISIS
    return ANSWERED if answer.outcome == "answered" else NOT_ANSWERED


def _law_show(options: argparse.Namespace) -> int:
    from debtguide.interfaces.law import show

    day = _day(options)
    return show(_guide(options).knowledge_base, " ".join(options.citation), day)


def _law_search(options: argparse.Namespace) -> int:
    from debtguide.interfaces.law import search

    day = _day(options)
    return search(_guide(options).knowledge_base, " ".join(options.text), day, options.limit)


def _law_list(options: argparse.Namespace) -> int:
    from debtguide.interfaces.law import listing

    return listing(_guide(options).knowledge_base, jsonl=options.jsonl)


def _case_list(options: argparse.Namespace) -> int:
    from debtguide.interfaces.case_commands import listing

    return listing()


def _case_show(options: argparse.Namespace) -> int:
    from debtguide.interfaces.case_commands import show

    day = _day(options)
    return show(lambda: _guide(options), options.case, day)


def _case_export(options: argparse.Namespace) -> int:
    from debtguide.interfaces.case_commands import export

    day = _day(options)
    return export(lambda: _guide(options), options.case, options.format, options.output, day)


def _case_purge(options: argparse.Namespace) -> int:
    from debtguide.interfaces.case_commands import purge

    if bool(options.case) == options.all:
        options.parser.error("请写明删哪一个，或用 --all 全部删掉")
    return purge(options.case, every=options.all, sure=options.yes)


def _kb_check(options: argparse.Namespace) -> int:
    from debtguide.authoring.check import check

    return check(options.directory or options.knowledge, write_text)


def _kb_test(options: argparse.Namespace) -> int:
    from debtguide.authoring.testing import test

    gc.enable()
    return test(options.directory or options.knowledge, write_text)


def _kb_stats(options: argparse.Namespace) -> int:
    from debtguide.authoring.stats import stats

    return stats(options.directory or options.knowledge, write_text)


def _kb_schema(options: argparse.Namespace) -> int:
    from debtguide.authoring.schema import schema

    write_json(schema())
    return ANSWERED


def _as_of_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="日期", help="按哪一天有效的规定回答，例如 2026-11-22；默认今天")


def _chat_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plain", action="store_true", help="只用纯文字，适合读屏软件")
    parser.add_argument("--case", metavar="FILE", help="接着存过的案件说，每说一句存一次；没有就新建")
    parser.add_argument("--history", metavar="FILE", help="把输入过的话记进这个文件，下次可以按上箭头找回")
    _as_of_argument(parser)


def _ask_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="*", metavar="问题", help="要问的话；不写就从标准输入读")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON")
    form.add_argument("--jsonl", action="store_true", help="每行一个问题，每行一个答复")
    parser.add_argument("--explain", action="store_true", help="说明为什么这样回答")
    _as_of_argument(parser)


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("citation", nargs="+", metavar="条文")
    _as_of_argument(parser)


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="文字")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="最多列几条，默认 10")
    _as_of_argument(parser)


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jsonl", action="store_true", help="每行一条，带全文")


def _case_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="案件", help="名字，或文件的路径")
    _as_of_argument(parser)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    _case_argument(parser)
    parser.add_argument("--format", choices=("html", "md", "json"), help="html 看和打印，md 文字，json 给程序；默认看文件名，再默认 md")
    parser.add_argument("-o", "--output", metavar="FILE", help="写进这个文件（不能已经存在）；不写就输出到屏幕")


def _purge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", nargs="*", metavar="案件", help="名字，或文件的路径")
    parser.add_argument("--all", action="store_true", help="存过的全部删掉")
    parser.add_argument("--yes", action="store_true", help="不再问一遍")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", nargs="?", metavar="DIR", help="知识库文件夹；不写就用内置的")


_COMMANDS = {
    "chat": _Command("对话", _chat, _chat_arguments),
    "ask": _Command("问一个问题，得到一个答复", _ask, _ask_arguments),
    "case": _Command(
        "存过的案件",
        _needs_more,
        commands={
            "list": _Command("列出存过的案件", _case_list),
            "show": _Command("看一个案件：记下的情况和方案", _case_show, _case_argument),
            "export": _Command("导出一个案件，给自己看、打印", _case_export, _export_arguments),
            "purge": _Command("删掉案件", _case_purge, _purge_arguments),
        },
    ),
    "law": _Command(
        "查法条",
        _needs_more,
        commands={
            "show": _Command("看一条，例如 民法典675", _law_show, _show_arguments),
            "search": _Command("按意思找法条", _law_search, _search_arguments),
            "list": _Command("列出收录的所有条文", _law_list, _list_arguments),
        },
    ),
    "kb": _Command(
        "检查知识库（给编写者）",
        _needs_more,
        commands={
            "check": _Command("检查每个文件，一次列出所有问题", _kb_check, _check_arguments),
            "test": _Command("把每句话语问一遍，看找到的是不是它的话题", _kb_test, _check_arguments),
            "stats": _Command("数一数有多少话题、条文、参数", _kb_stats, _check_arguments),
            "schema": _Command("输出各种文件的 JSON Schema", _kb_schema),
        },
    ),
}
