"""make leave-out: is every topic reached by its own utterances when they are taken out of the knowledge?

    python bench/leave_out.py [--folds 10] [--worst 20] [--processes 2] [--verbose]

The knowledge is compiled once for each fold, without the fold's share of the utterances, and each utterance taken out is
asked. An utterance reaches its topic where the topic, or a part of it, is among those offered; one of safety.crisis where the
safety gate answers it, since nothing else leads there; one of a safety rule where an alarm of the rule's kind rings; one of an
``oos.`` topic where the guide declines.

Folds are the stricter stand-in for taking out one utterance at a time, which would compile the knowledge once for each:
a topic misses a tenth of its voices at once, those nearest to the one that is asked perhaps among them. Where an utterance
also stands as a near miss of another topic, that goes out too. What stays: the patterns, which an author may have written for
that very utterance, and the vocabulary, so that a word that stood in it alone is still cut as one word, but nothing is known of it.

A fold takes a core about twenty seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from debtguide import Guide
from debtguide.knowledge import compiler
from debtguide.knowledge.kinds import Record
from debtguide.knowledge.library import read_library
from debtguide.knowledge.statements import SPEAKERS
from debtguide.knowledge.store import dump, loads
from debtguide.knowledge.utterances import NEAR_MISSES, SAID, told
from debtguide.knowledge.vocabulary import compile_vocabulary
from debtguide.service.locate import builtin_directory
from samples import DAY
from scoring import offer_of
from table import Row, at_least, printed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.utterances import Told
    from debtguide.knowledge.vocabulary import Vocabulary

OFFERED_AT_LEAST = 0.85
OUTSIDE = "oos."


class Asked(NamedTuple):
    """An utterance that was taken out, and what the guide without it made of it.

    ``kind`` is the kind of alarm that it should raise, for those of safety rules; ``instead`` what came first.
    """

    topic: str
    kind: str | None
    text: str
    first: bool
    offered: bool
    instead: str


def without(library: Library, taken: Collection[str]) -> Library:
    """Return ``library`` with none of the texts ``taken`` among what people say."""
    records = dict(library.records)
    for speaker in SPEAKERS:
        records[speaker] = {name: _lacking(record, taken) for name, record in library.of(speaker).items()}
    return library._replace(records=records)


def _lacking(record: Record, taken: Collection[str]) -> Record:
    kept = {key: [text for text in record.list(key) if text not in taken] for key in SAID}
    return Record(record.mark, {**record.values, **kept}, record.marks, record.flawed)


def taught_without(library: Library, vocabulary: Vocabulary, taken: Collection[str]) -> Guide:
    """Return the guide that learnt from all of ``library`` but the texts ``taken``; it cannot search the law."""
    with (
        patch.object(compiler, "compile_vocabulary", lambda _: vocabulary),
        patch.object(compiler, "compile_search", lambda *_: {}),
    ):
        return Guide(loads(dump(*compiler.compile_library(without(library, taken)))))


def ask_folds(directory: str, builtin: str, folds: int, own: Sequence[int]) -> list[Asked]:
    """Return what became of each utterance of the folds ``own``; utterances are dealt out in turn, so that each topic gives its share to each fold."""
    library = read_library(Path(directory), Path(builtin), [])
    assert library is not None
    vocabulary = compile_vocabulary(library)
    utterances = [one for one in told(library) if one.key != NEAR_MISSES]
    asked = []
    for fold in own:
        taken = utterances[fold::folds]
        guide = taught_without(library, vocabulary, {one.text for one in taken})
        asked += [ask(guide, one) for one in taken]
        print(f"fold {fold + 1} of {folds}", file=sys.stderr, flush=True)
    return asked


def ask(guide: Guide, one: Told) -> Asked:
    """Ask an utterance of a guide that was not taught it."""
    # A plain text: the library's own also know where they stand, and do not travel between processes.
    text = str(one.text)
    answer = guide.ask(text, DAY)
    if one.speaker == "safety":
        kind, alarm = str(one.record["kind"]), answer.explanation.alarm
        heard = alarm is not None and alarm.rule.kind == kind
        return Asked(one.owner, kind, text, heard, heard, answer.topics[0].id if alarm is None else alarm.rule.kind)
    topic = one.owner if one.speaker == "topic" else str(one.record["topic"])
    if topic.startswith(OUTSIDE):
        return Asked(topic, None, text, not answer.in_scope, not answer.in_scope, answer.topics[0].id)
    offer = offer_of(answer)
    return Asked(topic, None, text, offer.first([topic]), offer.among([topic]), answer.topics[0].id)


def totals(asked: Sequence[Asked]) -> list[Row]:
    """Return the share of utterances that reached their topic, were declined, or raised their alarm."""
    inside = [one for one in asked if one.kind is None and not one.topic.startswith(OUTSIDE)]
    outside = [one for one in asked if one.kind is None and one.topic.startswith(OUTSIDE)]
    rows = [
        Row("topic first", f"{_share(one.first for one in inside):.3f}   ({len(inside)} utterances)"),
        at_least("topic among those offered", _share(one.offered for one in inside), OFFERED_AT_LEAST),
        Row("oos.: declined", f"{_share(one.offered for one in outside):.3f}   ({len(outside)} utterances)"),
    ]
    for kind in sorted({one.kind for one in asked if one.kind is not None}):
        own = [one.offered for one in asked if one.kind == kind]
        rows.append(Row(f"alarm heard: {kind}", f"{_share(own):.3f}   ({len(own)} utterances)"))
    return rows


def worst(asked: Sequence[Asked], most: int, *, verbose: bool) -> list[Row]:
    """Return the topics and safety rules least often reached, at most ``most``, with what came first instead."""
    by_topic: dict[str, list[Asked]] = {}
    for one in asked:
        by_topic.setdefault(one.topic if one.kind is None else f"safety rule {one.topic}", []).append(one)
    rows = []
    for topic, own in sorted(by_topic.items(), key=lambda pair: (_share(one.offered for one in pair[1]), pair[0]))[:most]:
        missed = [one for one in own if not one.offered]
        first = "" if own[0].kind is not None or topic.startswith(OUTSIDE) else f", first {_share(one.first for one in own):.2f}"
        instead = ", ".join(f"{name} {count}" for name, count in Counter(one.instead for one in missed).most_common(3))
        rows.append(Row(f"{topic}: {_share(one.offered for one in own):.2f} of {len(own)}{first}", instead))
        if verbose:
            rows += [Row(f"    {one.text[:40]}", one.instead) for one in missed]
    return rows


def _share(held: Iterable[bool]) -> float:
    each = list(held)
    return sum(each) / max(1, len(each))


def main() -> None:
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)  # type: ignore[union-attr]
    options = _options()
    builtin, workers = builtin_directory(), min(options.processes, options.folds)
    with ProcessPoolExecutor(workers) as pool:
        tasks = [pool.submit(ask_folds, builtin, builtin, options.folds, range(options.folds)[number::workers]) for number in range(workers)]
        asked = [one for task in tasks for one in task.result()]
    print(printed(f"Taught without them ({options.folds} folds)", totals(asked)))
    print(printed(f"The {options.worst} least reached, and what came first instead", worst(asked, options.worst, verbose=options.verbose)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=10, help="into how many shares the utterances are dealt out, 2 or more")
    parser.add_argument("--worst", type=int, default=20, help="how many topics to name")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1), help="how many folds at a time; each takes some 450 MB")
    parser.add_argument("--verbose", action="store_true", help="name each utterance of those topics that did not reach")
    options = parser.parse_args()
    if options.folds < 2 or options.processes < 1:
        parser.error("--folds must be 2 or more, --processes 1 or more")
    return options


if __name__ == "__main__":
    main()
