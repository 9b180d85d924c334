"""make peers: the same questions, answered by what a bot would otherwise be built with.

    python bench/peers.py [--files fresh.jsonl …]

Everyone is taught the same utterances, those of the knowledge, out-of-scope topics included: whoever ranks an ``oos.`` topic
first declines. Near misses, patterns and the lexicon are debtguide's own; that it makes use of them is what is compared.
Questions are those of tests/questions, but for the few that stand in the knowledge word for word. The peers:

- character pairs, BM25: the topic of the nearest utterance; what a search engine does without a dictionary;
- words, BM25: the same over jieba's words;
- rapidfuzz: the topic of the most similar utterance, by ``ratio``, ``partial_ratio``, or ``token_set_ratio`` over jieba's words;
- linear SVM: scikit-learn's LinearSVC over TF-IDF of character pairs, and of one to three characters; only where scikit-learn is
  installed (pip install -e '.[bench]').

A margin is debtguide's figure less the peer's; "alone right" counts the questions that only debtguide : only the peer has
right at once. docs/benchmarks.md tells how to read the table.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz, process

from bm25 import Bm25, character_pairs
from debtguide import load_guide
from debtguide.knowledge.folding import normalizer
from debtguide.knowledge.library import read_library
from debtguide.knowledge.utterances import NEAR_MISSES, told
from debtguide.knowledge.vocabulary import shielded_jieba
from debtguide.service.locate import builtin_directory
from samples import DAY, labelled, labelled_files
from scoring import Offer, offer_of, scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from debtguide.knowledge.library import Library
    from samples import Labelled

    Answerer = Callable[[str], Offer]

OUTSIDE = "oos."
MOST_TOPICS = 3
NEAREST = 200
"""How many similar utterances are looked through for three topics."""


class Voice(NamedTuple):
    """An utterance and its topic."""

    text: str
    topic: str


def voices_of(library: Library) -> list[Voice]:
    """Return every utterance of topics, stages and safety rules with the topic that answers it."""
    return [Voice(str(one.text), one.owner if one.speaker == "topic" else str(one.record["topic"])) for one in told(library) if one.key != NEAR_MISSES]


def not_told(questions: Sequence[Labelled], library: Library) -> list[Labelled]:
    """Return the questions that do not stand in the knowledge word for word: short ones are thought of twice."""
    fold = normalizer()

    def bare(text: str) -> str:
        return re.sub(r"[\W_]", "", fold(text).text)

    known = {bare(one.text) for one in told(library)}
    return [question for question in questions if bare(question.text) not in known]


def offer(ranked: Iterable[str]) -> Offer:
    """Return what is offered where topics are ranked so; a topic counts once, at its best place.

    As the guide does: either side wins by its first topic, and no topic of the other is offered beside it.
    """
    order = list(dict.fromkeys(ranked))
    inside = bool(order) and not order[0].startswith(OUTSIDE)
    return Offer(inside, tuple([topic for topic in order if topic.startswith(OUTSIDE) != inside][:MOST_TOPICS]))


def by_bm25(voices: Sequence[Voice], cut: Callable[[str], Sequence[str]]) -> Answerer:
    ranker = Bm25({number: voice.text for number, voice in enumerate(voices)}, cut)
    return lambda question: offer(voices[number].topic for number in ranker(question))


def by_rapidfuzz(voices: Sequence[Voice], scorer: Any, prepared: Callable[[str], str]) -> Answerer:
    texts = [prepared(voice.text) for voice in voices]

    def answer(question: str) -> Offer:
        found = process.extract(prepared(question), texts, scorer=scorer, limit=NEAREST)
        return offer(voices[number].topic for _, _, number in found)

    return answer


def by_linear_svm(voices: Sequence[Voice], shortest: int, longest: int) -> Answerer:
    """Return what a linear support vector machine learns over TF-IDF of so many neighbouring characters.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    machine = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(shortest, longest), sublinear_tf=True), LinearSVC(random_state=0))
    machine.fit([voice.text for voice in voices], [voice.topic for voice in voices])
    topics = machine.classes_

    def answer(question: str) -> Offer:
        points = machine.decision_function([question])[0]
        return offer(str(topics[number]) for number in sorted(range(len(topics)), key=lambda number: (-points[number], number)))

    return answer


def word_cutter() -> Callable[[str], list[str]]:
    """Return jieba as it comes, but for the cache file that it would leave in the temporary folder; without blanks and marks."""
    jieba = shielded_jieba()
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    return lambda text: [word for word in cutter.lcut(text.lower()) if re.search(r"[^\W_]", word)]


def answerers(voices: Sequence[Voice], words: Callable[[str], Sequence[str]]) -> dict[str, Answerer]:
    """Return debtguide, then its peers, ``words`` being how a text is cut for them; without scikit-learn two less, which is said."""
    guide = load_guide()
    found: dict[str, Answerer] = {
        "debtguide": lambda question: offer_of(guide.ask(question, DAY)),
        "character pairs, BM25": by_bm25(voices, character_pairs),
        "words (jieba), BM25": by_bm25(voices, words),
        "rapidfuzz ratio": by_rapidfuzz(voices, fuzz.ratio, str.lower),
        "rapidfuzz partial_ratio": by_rapidfuzz(voices, fuzz.partial_ratio, str.lower),
        "rapidfuzz token_set_ratio": by_rapidfuzz(voices, fuzz.token_set_ratio, lambda text: " ".join(words(text))),
    }
    try:
        found["character pairs, linear SVM"] = by_linear_svm(voices, 2, 2)
        found["characters 1-3, linear SVM"] = by_linear_svm(voices, 1, 3)
    except ImportError:
        print("没有安装 scikit-learn，少比两项（线性 SVM）。要比，先运行：pip install -e '.[bench]'", file=sys.stderr)
    return found


def table(name: str, questions: Sequence[Labelled], offers: dict[str, list[Offer]]) -> str:
    """Return the figures of everyone over the same questions; the first is whose margins are told."""
    ours = next(iter(offers.values()))
    own = scored(questions, ours)
    lines = [f"{name} ({len(questions)} questions, {own.inside} of them for the guide)"]
    lines.append(f"  {'':<28}{'hit@1':<16}{'hit@3':<16}{'scope F1':<16}alone right")
    for peer, theirs in offers.items():
        figures = scored(questions, theirs).figures
        if theirs is ours:
            lines.append(f"  {peer:<28}" + "".join(f"{figure:<16.3f}" for figure in figures).rstrip())
        else:
            shown = [f"{figure:.3f} ({_margin(best, figure)})" for best, figure in zip(own.figures, figures)]
            lines.append(f"  {peer:<28}" + "".join(f"{each:<16}" for each in shown) + "{} : {}".format(*alone_right(questions, ours, theirs)))
    return "\n".join(lines)


def alone_right(questions: Sequence[Labelled], ours: Sequence[Offer], theirs: Sequence[Offer]) -> tuple[int, int]:
    """Return for how many questions only the one's first topic is right, and only the other's; two like numbers are chance."""
    pairs = [(mine.first(question.accept), other.first(question.accept)) for question, mine, other in zip(questions, ours, theirs) if question.in_scope]
    return pairs.count((True, False)), pairs.count((False, True))


def _margin(own: float, theirs: float) -> str:
    # What rounds to nothing has no sign.
    return f"{round(own - theirs, 3) + 0.0:+.3f}"


def main() -> None:
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)  # type: ignore[union-attr]
    files = _options().files or labelled_files()
    builtin = Path(builtin_directory())
    library = read_library(builtin, builtin, [])
    assert library is not None
    voices = voices_of(library)
    print(f"{len(voices)} utterances, {len({voice.topic for voice in voices})} topics, {library.digest[:19]}; in brackets: debtguide's margin")
    questions = {name: not_told(labelled(name), library) for name in files}
    left_out = sum(len(labelled(name)) - len(own) for name, own in questions.items())
    if left_out:
        print(f"{left_out} questions that stand in the knowledge word for word are left out")
    offers = {
        peer: {name: [answer(question.text) for question in own] for name, own in questions.items()}
        for peer, answer in answerers(voices, word_cutter()).items()
    }
    for name, own in questions.items():
        print(table(name, own, {peer: made[name] for peer, made in offers.items()}))
    if len(questions) > 1:
        everything = [question for own in questions.values() for question in own]
        print(table("all", everything, {peer: [one for name in files for one in made[name]] for peer, made in offers.items()}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", nargs="+", default=[], help="of tests/questions; all that are labelled where none is named")
    return parser.parse_args()


if __name__ == "__main__":
    main()
