"""A case on paper as one page: for a phone or a printer, with nothing to load and nothing that runs."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from debtguide.casefiles.document import is_contacts
from debtguide.casefiles.drawing import drawing
from debtguide.casefiles.markdown import TITLE

if TYPE_CHECKING:
    from debtguide.casefiles.document import CaseDocument, Passage

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --quiet: #565656; --line: #c9c9c9; --here: #0a4f9e; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --quiet: #b0b0b0; --line: #4a4a4a; --here: #8fc1ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 40rem; font: 1.0625rem/1.75 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.4; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
ul { margin: 0; padding-left: 1.2em; }
ul.bare { list-style: none; padding-left: 0; }
li { margin: .4rem 0; }
a { color: inherit; display: inline-block; min-height: 1.75em; }
.quiet { color: var(--quiet); font-size: .9375rem; }
svg { display: block; width: 100%; height: auto; max-width: 26rem; }
svg text { fill: var(--ink); font-size: 15px; }
svg .here { font-weight: bold; fill: var(--here); }
svg .dot { fill: var(--paper); stroke: var(--quiet); stroke-width: 2; }
svg .dot-here { fill: var(--here); stroke: var(--here); stroke-width: 2; }
svg .way { stroke: var(--line); stroke-width: 2; }
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #333; --line: #999; --here: #000; }
  body { max-width: none; padding: 0; font-size: 11pt; line-height: 1.5; }
  h2 { break-after: avoid; }
  li { break-inside: avoid; }
}
"""
_NUMBER = re.compile(r"(?<![\d/.])\d[\d-]{3,13}\d(?![\d/.])")
_BULLET = "· "


def page(document: CaseDocument) -> str:
    """Return the whole page: well-formed, without script, and allowed by its own policy nothing but its one style."""
    allowed = b64encode(sha256(_STYLE.encode()).digest()).decode()
    blocks = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8" />',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'\" />",
        '<meta name="viewport" content="width=device-width, initial-scale=1" />',
        '<meta name="referrer" content="no-referrer" />',
        '<meta name="robots" content="noindex" />',
        f"<title>{TITLE}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{TITLE}</h1>",
        f'<p class="quiet">按 {document.as_of} 有效的规定。{_text(document.notice)}</p>',
    ]
    if document.steps:
        blocks += ["<section>", "<h2>走到哪一步</h2>", drawing(document.steps), "</section>"]
    blocks += [_section(passage) for passage in document.passages]
    return "\n".join([*blocks, "</body>", "</html>"]) + "\n"


def _section(passage: Passage) -> str:
    bullets = any(line.startswith(_BULLET) for line in passage.lines)
    lines = [line[len(_BULLET) :] if line.startswith(_BULLET) else line for line in passage.lines]
    items = [f"<li>{_called(line) if is_contacts(passage) else _text(line)}</li>" for line in lines]
    opening = "<ul>" if bullets else '<ul class="bare">'
    return "\n".join(["<section>", f"<h2>{_text(passage.heading)}</h2>", opening, *items, "</ul>", "</section>"])


def _called(line: str) -> str:
    """Return a line whose telephone numbers can be touched to call; the name before ： is where they stand."""
    name, mark, what = line.partition("：")
    return _NUMBER.sub(lambda number: f'<a href="tel:{number[0].replace("-", "")}">{number[0]}</a>', _text(name)) + mark + _text(what)


def _text(text: str) -> str:
    return escape(text, quote=True)
