"""Print what the guide says to the project's own questions, a line each with the sum of every word, so that two runs can be compared.

    python tests/same_answers.py answers              what this Python says
    python tests/same_answers.py knowledge            what it makes of the knowledge
    python tests/same_answers.py ... --only NAME ...     as if of all packages only these were installed
    python tests/same_answers.py ... --without NAME ...  as if these modules were not there

The lines of any two Pythons, and of any choice of packages that suffices to answer, must be the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide import Guide
    from debtguide.knowledge.library import Library

TESTS = Path(__file__).resolve().parent
DAY, BEFORE = "2026-11-22", "2025-12-31"
GOES_ON = ("两万多，逾期四个月", "昨天收到传票，我自己签收的", "不知道", "/复核", "/方案")
ASKED = ("question", "text", "typed", "query", "said")
EVERY = 10
"""One in so many of the articles is looked up by its name, and one in so many utterances is learnt from."""


class Absent:
    """Lets imports fail as they do where a package is not installed."""

    def __init__(self, only: list[str] | None, without: list[str]) -> None:
        self._only = None if only is None else {*only, "debtguide", *sys.stdlib_module_names}
        self._without = frozenset(without)

    def find_spec(self, name: str, *_: object) -> None:
        top = name.partition(".")[0]
        if name in self._without or top in self._without or (self._only is not None and top not in self._only):
            raise ModuleNotFoundError(f"{name} is not there", name=name)


def everything_said() -> Iterator[tuple[str, Any]]:
    """Yield what is said to every question, in every talk, and of the law."""
    from debtguide import load_guide

    guide = load_guide()
    yield from answers(guide)
    yield from talks(guide)
    yield from law(guide)


def questions() -> Iterator[tuple[str, str]]:
    """Yield every question of tests/questions with its file and line."""
    for file in sorted((TESTS / "questions").glob("*.jsonl")):
        yield from rows(file)


def rows(file: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        yield f"{file.name}:{number}", next(row[name] for name in ASKED if name in row)


def answers(guide: Guide) -> Iterator[tuple[str, Any]]:
    """Yield what is answered to every question, and why."""
    from debtguide.replies.explain import explained

    for place, question in questions():
        answer = guide.ask(question, DAY)
        yield f"ask {place}", [answer.to_dict(), explained(answer, guide.knowledge_base)]
        yield f"ask {place} {BEFORE}", guide.ask(question, BEFORE).to_dict()


def talks(guide: Guide) -> Iterator[tuple[str, Any]]:
    """Yield every turn of conversations that begin with one of our first messages or stories."""
    for name in ("conversations/first_messages.jsonl", "questions/stories.jsonl", "questions/stories2.jsonl"):
        for place, said in rows(TESTS / name):
            session = guide.session(as_of=DAY)
            replies = [session.send(turn).to_dict() for turn in (said, *GOES_ON)]
            yield f"talk {place}", [*replies, session.to_dict()]


def law(guide: Guide) -> Iterator[tuple[str, Any]]:
    """Yield what is found for questions about the law, and under the names of articles, one of whose characters is left out too."""
    from debtguide.lawbook.citation import find
    from debtguide.lawbook.search import search

    base = guide.knowledge_base
    for place, query in rows(TESTS / "questions/law_search.jsonl"):
        yield f"search {place}", search(query, base, DAY)
    for article in base.bodies.article_ids()[::EVERY]:
        name = base.bodies.article(article)[-1].name
        yield f"show {article}", [find(written, base, DAY) for written in (name, name[:2] + name[3:])]


def compiled() -> Iterator[tuple[str, Any]]:
    """Yield the parts of the built-in knowledge, and what is learnt anew from a tenth of its utterances: from all takes minutes."""
    from debtguide.knowledge.build import checked
    from debtguide.knowledge.compiler import compile_library
    from debtguide.knowledge.learnt import learn, recall
    from debtguide.knowledge.store import dump
    from debtguide.knowledge.vocabulary import compile_vocabulary
    from debtguide.service.locate import builtin_directory

    library, problems = checked(builtin_directory(), builtin_directory())
    yield "problems", [str(problem) for problem in problems]
    assert library is not None
    head, bodies = compile_library(library, recall)
    for name, part in {**head, **bodies}.items():
        yield f"compiled {name}", part
    yield "compiled", hashlib.sha256(dump(head, bodies)).hexdigest()
    numbers = {card[0]: number for number, card in enumerate(head["topics"])}
    for name, part in learn(thinned(library), compile_vocabulary(library), numbers)._asdict().items():
        yield f"learnt {name}", part


def thinned(library: Library) -> Library:
    """Return ``library`` with one in so many of its utterances."""
    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.statements import SPEAKERS

    def thin(record: Record) -> Record:
        return Record(record.mark, {**record.values, "utterances": record.list("utterances")[::EVERY]}, record.marks)

    few = {speaker: {name: thin(record) for name, record in library.of(speaker).items()} for speaker in SPEAKERS}
    return library._replace(records={**library.records, **few})


_PARTS = {"answers": everything_said, "knowledge": compiled}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("parts", nargs="+", choices=("answers", "knowledge"))
    options.add_argument("--only", nargs="*", metavar="NAME")
    options.add_argument("--without", nargs="*", metavar="NAME", default=[])
    asked = options.parse_args()
    sys.meta_path.insert(0, Absent(asked.only, asked.without))  # type: ignore[arg-type]
    for part in asked.parts:
        for place, said in _PARTS[part]():
            show(place, said)


def show(place: str, said: Any) -> None:
    # In the order of the keys as they come: that, too, must be the same.
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode("utf-8", "surrogatepass")
    sys.stdout.write(f"{place} {hashlib.sha256(written).hexdigest()[:16]}\n")


if __name__ == "__main__":
    main()
