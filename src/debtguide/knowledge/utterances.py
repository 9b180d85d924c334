"""Everything that the knowledge says people say, read once: what the weights are learnt from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from debtguide.knowledge.folding import normalizer
from debtguide.knowledge.statements import SPEAKERS
from debtguide.language.words import WordCutter
from debtguide.matching.features import features
from debtguide.model.knowledge_base import Initial
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.knowledge.vocabulary import Vocabulary

NEAR_MISSES = "not_utterances"
SAID = ("utterances", NEAR_MISSES)


class Told(NamedTuple):
    """One utterance or near miss, and who gives it."""

    speaker: str
    owner: str
    record: Record
    key: str
    text: str


class Heard(NamedTuple):
    """What was read: the features of each text with their counts, in order, and in how many texts each item of patterns stands."""

    features: list[dict[str, int]]
    items: Counter[int]


def told(library: Library) -> Iterator[Told]:
    """Yield every utterance and near miss of topics, stages and safety rules, in the order of ids."""
    for speaker in SPEAKERS:
        for owner, record in library.of(speaker).items():
            for key in SAID:
                for text in record.list(key):
                    yield Told(speaker, owner, record, key, text)


def hear(library: Library, vocabulary: Vocabulary) -> Heard:
    """Read every text of ``told``; readings are large, so that only what is counted is kept."""
    everything = Initial(vocabulary.words, vocabulary.scan, vocabulary.spellings.rows)
    guards = (vocabulary.spellings.before, vocabulary.spellings.after)
    cutter = WordCutter(lambda _: everything, vocabulary.total)
    reader = Reader(normalizer(), cutter, lambda _: everything, vocabulary.concepts, guards=lambda: guards)
    heard = Heard([], Counter())
    for one in told(library):
        reading = reader.read(one.text)
        heard.features.append(features(reading))
        heard.items.update(reading.present)
    return heard
