"""The command line: reads arguments, calls the service, writes; nothing else."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from debtguide.interfaces.streams import complain, stdin_lines, stdin_text, write_json, write_text
from debtguide.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from debtguide.service.guide import Guide

ANSWERED, FAULT, USAGE, NOT_ANSWERED, CRISIS = 0, 1, 2, 3, 5

_DAY_HELP = "按哪一天有效的规定回答，例如 2026-11-22；默认今天"
_ARGPARSE_WORDS = (
    ("unrecognized arguments: ", "不认识的参数："),
    ("the following arguments are required: ", "缺少参数："),
    ("invalid choice: ", "没有这个选项："),
    ("expected one argument", "后面要跟一个值"),
    ("invalid int value: ", "应当是整数："),
    ("not allowed with argument ", "不能同时用 "),
    ("(choose from ", "（可以用："),
    ("argument ", "参数 "),
)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese: one line, what was wrong and what to do."""

    def error(self, message: str) -> NoReturn:
        for english, chinese in _ARGPARSE_WORDS:
            message = message.replace(english, chinese)
        complain(f"用法不对：{message}。写法见 {self.prog} --help")
        raise SystemExit(USAGE)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has left; pointing stdout elsewhere keeps the interpreter from complaining at exit.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="debtguide", description="逾期债务自助指引：用平常的话提问，每句涉及法律的话都注明依据。不联网，不保存。", add_help=False)
    _help(parser)
    parser.add_argument("--version", action="version", version=f"debtguide {__version__}", help="显示版本")
    parser.add_argument("--knowledge", metavar="DIR", help="用另一个知识库文件夹，或叠加在内置知识库上")
    parser.set_defaults(command=_bare, parser=parser)
    commands = parser.add_subparsers(title="命令", metavar="", parser_class=_Parser)

    chat = _command(commands, "chat", "对话", _chat)
    chat.add_argument("--plain", action="store_true", help="只用纯文字，适合读屏软件")
    chat.add_argument("--as-of", metavar="日期", help=_DAY_HELP)

    ask = _command(commands, "ask", "问一个问题，得到一个答复", _ask)
    ask.add_argument("question", nargs="*", metavar="问题", help="要问的话；不写就从标准输入读")
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON")
    form.add_argument("--jsonl", action="store_true", help="每行一个问题，每行一个答复")
    ask.add_argument("--explain", action="store_true", help="说明为什么这样回答")
    ask.add_argument("--as-of", metavar="日期", help=_DAY_HELP)

    law = _command(commands, "law", "查法条", _needs_more)
    laws = law.add_subparsers(title="命令", metavar="", parser_class=_Parser)
    show = _command(laws, "show", "看一条，例如 民法典675", _law_show)
    show.add_argument("citation", nargs="+", metavar="条文")
    show.add_argument("--as-of", metavar="日期", help=_DAY_HELP)
    search = _command(laws, "search", "按意思找法条", _law_search)
    search.add_argument("text", nargs="+", metavar="文字")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="最多列几条，默认 10")
    search.add_argument("--as-of", metavar="日期", help=_DAY_HELP)
    listing = _command(laws, "list", "列出收录的所有条文", _law_list)
    listing.add_argument("--jsonl", action="store_true", help="每行一条，带全文")

    kb = _command(commands, "kb", "检查知识库（给编写者）", _needs_more)
    kbs = kb.add_subparsers(title="命令", metavar="", parser_class=_Parser)
    check = _command(kbs, "check", "检查每个文件，一次列出所有问题", _kb_check)
    check.add_argument("directory", nargs="?", metavar="DIR")
    _command(kbs, "schema", "输出各种文件的 JSON Schema", _kb_schema)
    return parser


def _command(
    commands: argparse._SubParsersAction[_Parser], name: str, title: str, function: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=title, description=title, add_help=False)
    _help(parser)
    parser.set_defaults(command=function, parser=parser)
    return parser


def _help(parser: argparse.ArgumentParser) -> None:
    parser._optionals.title = "选项"
    parser._positionals.title = "参数"
    parser.add_argument("-h", "--help", action="help", help="显示这份说明")


def _bare(options: argparse.Namespace) -> int:
    if sys.stdin.isatty() and sys.stdout.isatty():
        options.plain, options.as_of = False, None
        return _chat(options)
    return _needs_more(options)


def _needs_more(options: argparse.Namespace) -> int:
    write_text(options.parser.format_help().rstrip().replace("usage: ", "用法："))
    return ANSWERED


def _guide(options: argparse.Namespace) -> Guide:
    """Return the guide asked for; problems of its knowledge end the command."""
    from debtguide.service.load import load_guide

    try:
        return load_guide(options.knowledge)
    except FileNotFoundError:
        complain("找不到内置知识库：安装不完整，请重新安装 debtguide。")
    except Exception as error:
        from debtguide.errors import KnowledgeError

        if not isinstance(error, KnowledgeError):
            raise
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
        complain(f"--as-of 的“{options.as_of}”不是日期，请写成 2026-11-22 这样。")
        raise SystemExit(USAGE) from None


def _chat(options: argparse.Namespace) -> int:
    from debtguide.interfaces.chat import chat

    day = _day(options)
    return chat(_guide(options), day, plain=options.plain)


def _ask(options: argparse.Namespace) -> int:
    day = _day(options)
    if options.jsonl:
        from debtguide.interfaces.jsonl import answers

        lines = iter(options.question) if options.question else stdin_lines()
        for answer in answers(lines, _guide(options), day):
            write_json(answer)
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


def _kb_check(options: argparse.Namespace) -> int:
    from debtguide.authoring.check import check

    return check(options.directory or options.knowledge, write_text)


def _kb_schema(options: argparse.Namespace) -> int:
    from debtguide.authoring.schema import schema

    write_json(schema())
    return ANSWERED
