"""What a conversation in a terminal does with files: the session only says which command was given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from debtguide.casefiles.file import CaseFile, readable
from debtguide.casefiles.folder import case_path, kept_cases
from debtguide.casefiles.writing import create_private
from debtguide.dialogue import commands
from debtguide.errors import StateError
from debtguide.service.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.casefiles.timeline import Step
    from debtguide.replies.reply import HostAction, Reply
    from debtguide.service.guide import Guide
    from debtguide.service.session import Session

_DEFAULT_NAME = "我的案件"
_SAVE_FIRST = "上次 /保存 以后说的还没有存。要存请输入 /保存；不存就再退出一次。"
_PAPER = "里面有您说过的情况，请自己收好。"


class Desk:
    """A session with the files beside it.

    Args:
        guide: the guide of the session.
        day: the day of every turn as ISO text, or None for each turn's own.
    """

    def __init__(self, guide: Guide, day: str | None) -> None:
        self._guide = guide
        self._day = day
        self.session: Session = guide.session(as_of=day)
        self._file: CaseFile | None = None
        self._each_turn = False
        self._kept: dict[str, Any] | None = None
        self._said: list[str] = []
        self._warned = False

    @property
    def day(self) -> str:
        """The day of the next turn."""
        return self._day or today()

    @property
    def path(self) -> str:
        """Where the case is saved; empty where it is not."""
        return "" if self._file is None else self._file.path

    def steps(self, reply: Reply) -> tuple[Step, ...]:
        """Return the timeline after ``reply``."""
        from debtguide.casefiles.document import steps_of

        return steps_of(self._guide, self.session.to_dict(), reply)

    def take_up(self, name: str) -> bool:
        """Go on with a case file, saving each turn from now on; return whether there was one already.

        Raises:
            StateError: it cannot be read, or there is no room for it.
        """
        file = CaseFile(case_path(name))
        exists = os.path.lexists(file.path)
        if exists:
            self._open(file)
        self._file, self._each_turn = file, True
        if not exists:
            file.save(self.session.to_dict(), self.day)
        return exists

    def remember(self, typed: str) -> None:
        """Note what was said, for a case of the knowledge."""
        self._said.append(typed)

    def after_turn(self) -> str:
        """Save, where each turn is to be saved; return what is to be said of it, usually nothing."""
        if not self._each_turn or self._file is None:
            return ""
        try:
            return self._save(self._file, quietly=True)
        except StateError as error:
            return f"这一轮没有存上。{error}"

    def may_leave(self) -> str:
        """Return what is to be said before leaving, once; empty where nothing is unsaved."""
        unsaved = self._file is not None and self._kept != self.session.to_dict()
        if not unsaved or self._warned:
            return ""
        self._warned = True
        return _SAVE_FIRST

    def do(self, action: HostAction) -> str:
        """Do what the session asks of its host; return what is to be said of it."""
        doers: dict[str, Callable[[str], str]] = {
            commands.SAVE: self._save_as,
            commands.OPEN: self._open_case,
            commands.EXPORT: self._export,
            commands.KEEP_AS_CASE: self._keep_as_case,
        }
        try:
            return doers[action.action](action.argument)
        except StateError as error:
            return str(error)

    # --- one command each

    def _save_as(self, name: str) -> str:
        file = self._file
        if file is None or name:
            path = case_path(name or _DEFAULT_NAME)
            file = file if file is not None and file.path == path else CaseFile(path)
        return self._save(file)

    def _save(self, file: CaseFile, *, quietly: bool = False) -> str:
        state = self.session.to_dict()
        wanted = file.name
        in_place = file.save(state, self.day)
        self._file, self._kept, self._warned = file, state, False
        if not in_place:
            return f"“{wanted}”里已经有别的内容（别处存的），没有动它；这次的存进了旁边的“{file.name}”。"
        return "" if quietly else f"存好了：{file.path}\n身份证号、电话、卡号都已遮住。别人能用您的电脑时，请收好；不要了可以用 debtguide case purge 删掉。"

    def _open_case(self, name: str) -> str:
        if not name:
            names = case_names()
            return "要打开哪一个？" + "".join(f"\n· {one}" for one in names) if names else "还没有存过案件。"
        file = CaseFile(case_path(name))
        self._open(file)
        self._each_turn = False
        return f"打开了“{file.name}”。\n\n{self.session.send('').text}"

    def _open(self, file: CaseFile) -> None:
        case = file.open()
        self.session = self._guide.session(dict(case.session), as_of=self._day)
        self._file, self._kept, self._said = file, self.session.to_dict(), []

    def _export(self, name: str) -> str:
        path = os.path.abspath(os.path.expanduser(name or "欠款方案.html"))
        from debtguide.interfaces.case_commands import exported

        text = exported(self._guide, self.session.to_dict(), self.day, os.path.splitext(path)[1].lstrip(".").lower())
        with readable(path):
            create_private(path, text.encode())
        return f"写好了：{path}\n{_PAPER}"

    def _keep_as_case(self, name: str) -> str:
        from debtguide.authoring.recording import case_id, recorded

        path = os.path.abspath(os.path.expanduser(name))
        text = recorded(self._guide, self._said, case_id(path), self.day)
        with readable(path):
            create_private(path, text.encode())
        return f"写好了：{path}\n长串数字已遮住；放进知识库以前，请把 title 写清楚，只留要守住的几样。"


def case_names() -> tuple[str, ...]:
    """Return the names of the cases in the folder, as they are typed."""
    return tuple([os.path.basename(path).removesuffix(".json") for path in kept_cases()])
