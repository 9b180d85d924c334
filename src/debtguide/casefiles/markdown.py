"""A case on paper as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from debtguide.casefiles.document import CaseDocument
    from debtguide.casefiles.timeline import Step

TITLE = "我的欠款：走到哪一步，要做什么"
_MARKUP = re.compile(r"[\\`*_<>#|~]|\](?=[(:])")
_BULLET = "· "


def markdown(document: CaseDocument) -> str:
    """Return the whole paper, ending in a line feed."""
    blocks = [f"# {TITLE}", f"按 {document.as_of} 有效的规定。{_escaped(document.notice)}"]
    if document.steps:
        blocks.append("## 走到哪一步\n\n" + "\n".join(map(_step, document.steps)))
    blocks += [f"## {passage.heading}\n\n" + "\n".join(map(_line, passage.lines)) for passage in document.passages]
    return "\n\n".join(blocks) + "\n"


def _step(step: Step) -> str:
    title = f"**{_escaped(step.title)}** ← {_escaped('；'.join(step.notes))}" if step.here else _escaped("：".join((step.title, *step.notes)))
    return f"{'  ' * step.depth}- {title}"


def _line(line: str) -> str:
    return f"- {_escaped(line[len(_BULLET) :] if line.startswith(_BULLET) else line)}"


def _escaped(text: str) -> str:
    """Return ``text`` so that nothing in it is taken for markup, whoever wrote it."""
    return _MARKUP.sub(lambda mark: "\\" + mark[0], text)
