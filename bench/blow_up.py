"""The built-in knowledge blown up: topics that recombine its own words.

Utterances are made of clauses, and patterns of items, drawn from the existing topics; so a question meets as many familiar
words in the new topics as in the old ones. They go through the real compiler (vocabulary, pair index of the patterns,
tables by first character) with two exceptions, which the table names: the weights, which the learner would need hours for,
are the existing topics' rows with each weight moved to a random copy of its topic, so that a feature speaks of as many
topics as it may in the real table; and the law search's index, which no question touches, is left out. As no weights are learnt
from them, the new topics' utterances only feed the dictionary, and a few of each are enough.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from debtguide.knowledge import compiler
from debtguide.knowledge.kinds import Record
from debtguide.knowledge.learnt import Learnt, recall
from debtguide.knowledge.library import Library, read_library
from debtguide.knowledge.store import dump
from debtguide.knowledge.utterances import hear
from debtguide.knowledge.vocabulary import compile_vocabulary
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from debtguide.knowledge.vocabulary import Vocabulary

SEED = 20261122
UTTERANCES = 8
CLAUSES = re.compile("[^，。！？；、,.!?; ]+")
ITEMS = re.compile(r"(!?)(\{[^{}]+\}|<[^<>]+>|[^\s{}<>*&!]+)")


class Words:
    """What new topics are made of.

    An item takes the place of another that stood at the same place of an equally long pattern: what holds alone is as
    special as it was, and what needs company keeps needing it.
    """

    def __init__(self, topics: Sequence[Record], chance: random.Random) -> None:
        self._chance = chance
        self._clauses = sorted({clause for topic in topics for text in topic.list("utterances") for clause in CLAUSES.findall(text)})
        self._items: dict[tuple[int, int], list[str]] = {}
        for pattern in sorted({str(text) for topic in topics for text in topic.list("patterns")}):
            for place, item in _places(pattern):
                self._items.setdefault(place, []).append(item)

    def utterance(self, like: str) -> str:
        """Return an utterance of as many clauses as ``like``."""
        return "，".join(self._chance.choice(self._clauses) for _ in range(max(1, len(CLAUSES.findall(like)))))

    def pattern(self, like: str) -> str:
        """Return a pattern of the form of ``like`` with other items in its places."""
        places = iter(_places(like))
        return ITEMS.sub(lambda item: item[1] + self._chance.choice(self._items[next(places)[0]]), like)


def _places(pattern: str) -> list[tuple[tuple[int, int], str]]:
    """Return each item of ``pattern`` with how many there are that must stand there, and its place among them (-1: must not)."""
    found = ITEMS.findall(pattern)
    wanted = sum(not absent for absent, _ in found)
    places, place = [], 0
    for absent, item in found:
        places.append(((wanted, -1 if absent else place), item))
        place += not absent
    return places


def blown_up(times: int) -> bytes:
    """Return the built-in knowledge with ``times`` as many topics, compiled."""
    directory = Path(builtin_directory())
    library = read_library(directory, directory, [])
    assert library is not None
    chance = random.Random(SEED)
    topics = library.of("topic")
    before = _ids(library)
    learnt = recall(library, compile_vocabulary(library), {name: number for number, name in enumerate(before)})
    words = Words(list(topics.values()), chance)
    copies: dict[str, list[str]] = {name: [name] for name in topics}
    grown = dict(topics)
    for number in range(1, times):
        for name, topic in topics.items():
            new = f"oos.x{number:04}.{name}" if name.startswith("oos.") else f"x{number:04}.{name}"
            copies[name].append(new)
            grown[new] = _topic(new, topic, words)
    library.records["topic"] = dict(sorted(grown.items()))
    weights = _moved(learnt.weights, before, _ids(library), copies, chance)

    def copied(grown_library: Library, vocabulary: Vocabulary, _: Mapping[str, int]) -> Learnt:
        # The copies say the same words: how often each item stands in what people say is counted over the originals.
        originals = grown_library._replace(records={**grown_library.records, "topic": topics})
        items = hear(originals, vocabulary).items
        return Learnt(weights, learnt.rarest, {str(item): times for item, times in items.items()})

    with patch.object(compiler, "compile_search", lambda *_: {}):
        return dump(*compiler.compile_library(library, copied))


def _topic(name: str, like: Record, words: Words) -> Record:
    answer = like["answer"]
    own = {
        "id": name,
        "utterances": [words.utterance(text) for text in like.list("utterances")[:UTTERANCES]],
        "not_utterances": [],
        "patterns": [words.pattern(text) for text in like.list("patterns")],
        # What is said does not matter here, and eleven thousand times all of it would not fit into the memory.
        "answer": Record(answer.mark, {"certainty": answer["certainty"], "summary": answer["summary"]}, {}),
    }
    return Record(like.mark, {**like.values, **own}, like.marks)


def _ids(library: Library) -> list[str]:
    """Return the topics in the order of their numbers."""
    return sorted([*library.of("topic"), *(stage.text("topic") for stage in library.of("stage").values())])


def _moved(weights: Mapping[str, str], old: list[str], new: list[str], copies: Mapping[str, Sequence[str]], chance: random.Random) -> dict[str, str]:
    """Return ``weights`` of the old topics with the new ones' numbers, each moved to one of the copies of its topic."""
    numbers = {name: number for number, name in enumerate(new)}
    moved = {}
    for feature, row in weights.items():
        rarity, *written = row.split()
        pairs = [rarity]
        for pair in written:
            topic, _, weight = pair.partition(":")
            # The numbers after the topics' stand for the scope and for the kinds of alarm.
            behind = int(topic) - len(old)
            lane = len(new) + behind if behind >= 0 else numbers[chance.choice(copies.get(old[int(topic)], [old[int(topic)]]))]
            pairs.append(f"{lane}:{weight}")
        moved[feature] = " ".join(pairs)
    return moved
