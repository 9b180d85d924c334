"""What ``additions/`` adds to a topic or a concept, so that an overlay need not copy a file to say one thing more.

An addition with terms or misspellings is for a concept, any other for a topic (a stage's own topic among them). What it
adds keeps its place in its own file, so that every later fault is told there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.knowledge.kinds import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

Records = dict[str, dict[str, Record]]

FOR_CONCEPTS = ("terms", "misspellings")
FOR_TOPICS = ("patterns", "utterances", "not_utterances", "contacts")


def target_of(addition: Record) -> str:
    """Return what kind of thing ``addition`` is for: concept or topic."""
    return "concept" if any(not addition.absent(key) for key in FOR_CONCEPTS) else "topic"


def with_additions(records: Records) -> Records:
    """Return ``records`` with every addition joined to what it names; one that names nothing is left to the checks."""
    joined = dict(records)
    for name, addition in records["addition"].items():
        if target_of(addition) == "concept":
            joined["lexicon"] = {file: _lexicon_with(lexicon, name, addition) for file, lexicon in joined["lexicon"].items()}
        elif name in joined["topic"]:
            joined["topic"] = {**joined["topic"], name: _topic_with(joined["topic"][name], addition)}
        else:
            joined["stage"] = {file: _topic_with(stage, addition) if stage["topic"] == name else stage for file, stage in joined["stage"].items()}
    return joined


def _lexicon_with(lexicon: Record, name: str, addition: Record) -> Record:
    if all(concept["id"] != name for concept in lexicon.list("concepts")):
        return lexicon
    concepts = [_longer(concept, addition, FOR_CONCEPTS) if concept["id"] == name else concept for concept in lexicon.list("concepts")]
    return _changed(lexicon, {"concepts": concepts})


def _topic_with(topic: Record, addition: Record) -> Record:
    longer = _longer(topic, addition, ("patterns", "utterances", "not_utterances"))
    return _changed(longer, {"answer": _longer(topic["answer"], addition, ("contacts",))})


def _longer(record: Record, addition: Record, keys: tuple[str, ...]) -> Record:
    """Return ``record`` with the lists under ``keys`` made longer by what is not in them yet."""
    return _changed(record, {key: record.list(key) + [item for item in addition.list(key) if item not in record.list(key)] for key in keys})


def _changed(record: Record, values: Mapping[str, object]) -> Record:
    return Record(record.mark, {**record.values, **values}, record.marks, record.flawed)
