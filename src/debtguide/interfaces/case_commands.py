"""``debtguide case``: saved cases listed, shown, exported, deleted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from debtguide.casefiles.file import CaseFile, readable
from debtguide.casefiles.folder import case_folder, case_path, kept_cases
from debtguide.casefiles.writing import create_private
from debtguide.errors import StateError
from debtguide.interfaces.streams import complain, showable, stdin_lines, write_text
from debtguide.service.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from debtguide.service.guide import Guide

DONE, FAULT = 0, 1
FORMS = ("html", "md", "json")
_YES = frozenset(("y", "yes", "是", "好", "删", "删除", "确定"))


def listing() -> int:
    """Write the cases in the folder, one a line; those that cannot be read are named as such."""
    try:
        folder = case_folder()
    except StateError as error:
        complain(str(error))
        return FAULT
    paths = kept_cases()
    if not paths:
        write_text(f"没有存过案件。文件夹：{folder}")
    for path in paths:
        try:
            what = f"{CaseFile(path).open().saved_on} 存"
        except StateError as error:
            what = f"打不开：{error}"
        write_text(f"{os.path.basename(path)}  {what}")
    return DONE


def show(guide: Callable[[], Guide], name: str, day: str | None) -> int:
    """Write what was told in a case, and its plan."""
    return _with_case(name, lambda state: _shown(guide(), state, day or today()))


def export(guide: Callable[[], Guide], name: str, form: str | None, output: str | None, day: str | None) -> int:
    """Write a case as a page, as Markdown or as JSON: to a file that does not exist yet, or to standard output."""

    def write(state: Mapping[str, Any]) -> None:
        suffix = os.path.splitext(output or "")[1].lstrip(".").lower()
        text = exported(guide(), state, day or today(), form or suffix or "md")
        if output is None:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
            return
        path = os.path.abspath(output)
        with readable(path):
            create_private(path, text.encode())
        write_text(f"写好了：{path}")

    return _with_case(name, write)


def purge(names: list[str], *, every: bool, sure: bool) -> int:
    """Delete cases, asking first unless ``sure``; say of each what became of it."""
    try:
        paths = kept_cases() if every else tuple(map(case_path, names))
        if not every:
            for path in paths:
                _ours(path)
    except StateError as error:
        complain(str(error))
        return FAULT
    if not paths:
        write_text("没有存过案件。")
        return DONE
    if not (sure or _agreed(paths)):
        write_text("没有删。")
        return FAULT
    return max(map(_deleted, paths))


def exported(guide: Guide, state: Mapping[str, Any], day: str, form: str) -> str:
    """Return a case as ``form``: html, md or json.

    Raises:
        StateError: the state cannot be read, or there is no such form.
    """
    from debtguide.casefiles.document import as_json, document_of

    if form not in FORMS:
        raise StateError("只能导出成 .html（看、打印）、.md 或 .json，请给出带这样后缀的文件名。")
    document = document_of(guide, state, day)
    if form == "html":
        from debtguide.casefiles.page import page

        return page(document)
    if form == "md":
        from debtguide.casefiles.markdown import markdown

        return markdown(document)
    import json

    return json.dumps(as_json(document), ensure_ascii=False, indent=1) + "\n"


def _with_case(name: str, use: Callable[[Mapping[str, Any]], None]) -> int:
    try:
        use(CaseFile(case_path(name)).open().session)
    except StateError as error:
        complain(str(error))
        return FAULT
    return DONE


def _shown(guide: Guide, state: Mapping[str, Any], day: str) -> None:
    from debtguide.casefiles.document import steps_of
    from debtguide.interfaces.turns import write_turn
    from debtguide.replies.reply import QUESTION

    session = guide.session(dict(state), as_of=day)
    for command in ("/复核", "/方案"):
        reply = session.send(command)
        # A question is for a conversation.
        reply = reply._replace(parts=tuple([part for part in reply.parts if part.kind != QUESTION]), asks=None)
        write_turn(reply, steps_of(guide, session.to_dict(), reply), plain=False)


def _ours(path: str) -> None:
    """Refuse what is no case file: a slip of the keyboard must not delete somebody's work.

    Raises:
        StateError: it is none, and lies outside our own folder.
    """
    if os.path.dirname(path) != case_folder() or not os.path.lexists(path):
        CaseFile(path).open()


def _agreed(paths: tuple[str, ...]) -> bool:
    for path in paths:
        write_text(f"· {path}")
    sys.stdout.write(showable("删了就找不回来。真的要删吗？（是/否）"))
    sys.stdout.flush()
    return next(stdin_lines(), "").strip().lower() in _YES


def _deleted(path: str) -> int:
    try:
        CaseFile(path).purge()
    except StateError as error:
        complain(str(error))
        return FAULT
    write_text(f"删掉了：{path}")
    return DONE
