"""From a checked library to the plain structure that is written to disk and read at start-up.

Everything a question always needs stands in the head; answers, articles and the rest are bodies, found by their place.
Statements are lists in the order of ``Statement``'s fields, so that no keys travel past this point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.knowledge import weight_rows
from debtguide.knowledge.assessments import compile_rules, written_condition
from debtguide.knowledge.festivals import festivals
from debtguide.knowledge.folding import variant_characters
from debtguide.knowledge.learnt import Learnt, learn
from debtguide.knowledge.names import names_table
from debtguide.knowledge.phrases import phrases_expression
from debtguide.knowledge.search_index import compile_search
from debtguide.knowledge.statements import SPEAKERS
from debtguide.knowledge.vocabulary import Vocabulary, compile_vocabulary
from debtguide.model.condition_syntax import parse_comparison
from debtguide.model.conditions import Assessed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library


if TYPE_CHECKING:
    Learn = Callable[[Library, Vocabulary, Mapping[str, int]], Learnt]

Plain = Any
"""What JSON can say."""


def compile_library(library: Library, learn: Learn = learn) -> tuple[dict[str, Plain], dict[str, dict[str, Plain]]]:
    """Return the head and the bodies (by section and id) of ``library``, which must be free of problems.

    Args:
        library: the knowledge.
        learn: gives what is learnt from its utterances.
    """
    vocabulary = compile_vocabulary(library)
    topics = _topic_cards(library)
    numbers = {card[0]: number for number, card in enumerate(topics)}
    safety = [
        [name, rule.text("kind"), rule.text("topic"), [str(trap) for trap in rule.list("traps")], rule["gentle"]] for name, rule in library.of("safety").items()
    ]
    learnt = learn(library, vocabulary, numbers)
    head: dict[str, Plain] = {
        "kb": library.digest,
        "version": library.guide.text("version"),
        "reviewed_on": library.guide["reviewed_on"],
        "notice": library.guide.text("notice"),
        "topics": topics,
        "stages": _stage_cards(library),
        "safety": safety,
        "variants": list(variant_characters()),
        "total": vocabulary.total,
        "rarest": learnt.rarest,
        "concepts": {str(item): concept for item, concept in sorted(vocabulary.concepts.items())},
    }
    bodies = _bodies(library, vocabulary)
    bodies["initial"] = _by_initial(vocabulary.words, vocabulary.scan, vocabulary.spellings.rows)
    bodies["weights"] = dict(weight_rows.lines(learnt.weights))
    bodies["entities"] = {"names": names_table(vocabulary.names), "festivals": festivals(), "guards": [vocabulary.spellings.before, vocabulary.spellings.after]}
    bodies["patterns"] = _patterns_by_item(library, vocabulary, numbers, [str(row[0]) for row in safety], learnt.items)
    return head, bodies


def _by_initial(*tables: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return [words, terms, spellings] for each character that one of them begins with."""
    split: dict[str, Plain] = {}
    for number, table in enumerate(tables):
        for key, value in table.items():
            split.setdefault(key[0], [{}, {}, {}])[number][key] = value
    return split


def _topic_cards(library: Library) -> list[Plain]:
    cards = [[name, topic.text("title"), topic["stage"], topic["sub_stage"], topic.text("status")] for name, topic in library.of("topic").items()]
    for name, stage in library.of("stage").items():
        parent = stage["parent"]
        cards.append([stage.text("topic"), stage.text("title"), parent or name, name if parent else None, "finished"])
    return sorted(cards, key=lambda card: str(card[0]))


def _stage_cards(library: Library) -> list[Plain]:
    stages = sorted(library.of("stage").items(), key=lambda pair: float(pair[1]["order"]))
    return [[name, stage.text("title"), stage["parent"], stage.text("topic")] for name, stage in stages]


def _patterns_by_item(library: Library, vocabulary: Vocabulary, topics: dict[str, int], safety: list[str], heard: Mapping[str, int]) -> dict[str, Plain]:
    """Return, for the rarest item of each pattern, its next rarest (or -1), and there [owner, groups, absent, text].

    A text is held only against patterns whose two rarest items both occur in it, so that the number of patterns tried
    follows the text and not the size of the knowledge; the rarest are those ``heard`` in the fewest utterances. Safety rules
    own from -1 downward.
    """
    found: dict[str, Plain] = {}
    for pattern in vocabulary.patterns:
        if pattern.speaker == "safety":
            owner = -1 - safety.index(pattern.owner)
        else:
            owner = topics[pattern.owner if pattern.speaker == "topic" else str(library.of("stage")[pattern.owner]["topic"])]
        items = sorted({item for group in pattern.groups for _, item in group}, key=lambda item: (heard.get(str(item), 0), item))
        second = items[1] if len(items) > 1 else -1
        row = [owner, pattern.groups, pattern.absent, pattern.text]
        found.setdefault(str(items[0]), {}).setdefault(str(second), []).append(row)
    return found


def _bodies(library: Library, vocabulary: Vocabulary) -> dict[str, dict[str, Plain]]:
    """Return the bodies by section and id."""
    answers: dict[str, Plain] = {}
    for speaker in SPEAKERS:
        for name, record in library.of(speaker).items():
            if record["answer"] is not None:
                key = name if speaker == "topic" else str(record["topic"]) if speaker == "stage" else f"safety/{name}"
                answers[key] = _answer(record["answer"])
    names, articles = [], {}
    for name, statute in library.of("statute").items():
        names.append([name, statute.text("title"), statute.text("short"), [str(alias) for alias in statute.list("aliases")], statute.text("level")])
        by_article: dict[str, list[Record]] = {}
        for article in statute.list("articles"):
            by_article.setdefault(str(article["id"]), []).append(article)
        for number, versions in by_article.items():
            versions.sort(key=lambda version: str(version["effective_from"]))
            articles[f"{name}/{number}"] = [_article(library, statute, version) for version in versions]
    contacts = {
        name: [name, contact.text("title"), contact["number"] or contact.text("url"), contact.text("for"), contact["cannot"]]
        for name, contact in library.of("contact").items()
    }
    return {
        "answer": answers,
        "article": articles,
        "contact": contacts,
        "parameter": {name: _parameter(library, name) for name in library.of("parameter")},
        "assessment": {name: _condition(written_condition(assessment)) for name, assessment in library.of("assessment").items()},
        "rules": {"all": compile_rules(library, _statement, _condition)},
        "law": {"statutes": names, "search": compile_search(library, vocabulary)},
        "interview": _interview(library),
    }


def _interview(library: Library) -> dict[str, Plain]:
    """Return the rows of the interview's facts, of the manners, and what each topic needs to know."""
    return {
        "facts": [_fact(record) for record in library.of("fact").values()],
        "manners": [
            [name, phrases_expression(manner.list("says")), manner["whole"] is True, manner.text("reply")] for name, manner in library.of("manner").items()
        ],
        "needs": {name: needs for name, topic in library.of("topic").items() if (needs := [str(fact) for fact in topic.list("needs")])},
    }


def _fact(record: Record) -> Plain:
    choices = [[choice.text("id"), choice.text("title"), phrases_expression(choice.list("says")), choice["topic"]] for choice in record.list("choices")]
    if record["kind"] == "flag":
        choices = [["true", "有", phrases_expression(record.list("yes")), None], ["false", "没有", phrases_expression(record.list("no")), None]]
    return [
        record.text("fact"),
        record.text("title"),
        record.text("kind"),
        record["about"] or "debt",
        record.text("ask"),
        record.text("why"),
        [str(cite) for cite in record.list("cites")],
        record.text("retry"),
        choices,
        _condition(record["when"]),
        int(record["order"] or 99),
        [str(cue) for cue in record.list("cues")],
        [str(cue) for cue in record.list("not_cues")],
        record["ahead"] is True,
    ]


def _answer(answer: Record) -> Plain:
    points = [_statement(point) for point in answer.list("points")]
    points += [_statement(myth, f"常听人说“{_inner_quotes(myth.text('says'))}”。") for myth in answer.list("myths")]
    steps = [_statement(step) for step in answer.list("steps")]
    steps += [_statement(script, f"对{script.text('to')}可以这样说：", quoted=True) for script in answer.list("say")]
    return [
        answer.text("certainty"),
        _statement(answer["summary"]),
        points,
        [str(stage) for stage in answer.list("shows_stages")],
        steps,
        [_statement(warning) for warning in answer.list("warnings")],
        [str(contact) for contact in answer.list("contacts")],
        [str(topic) for topic in answer.list("follow_ups")],
        [_statement(earlier) for earlier in answer.list("earlier")],
    ]


def _inner_quotes(text: str) -> str:
    """Return ``text`` fit to stand inside quotation marks."""
    return text.replace("“", "‘").replace("”", "’")


def _statement(statement: Record, lead: str = "", *, quoted: bool = False) -> Plain:
    text = "".join(line.strip() for line in statement.text("text").splitlines())
    if quoted:
        text = f"“{_inner_quotes(text.removeprefix('“').removesuffix('”'))}”"
    due = statement["due"]
    return [
        lead + text,
        [str(cite) for cite in statement.list("cites")],
        statement["basis"],
        _condition(statement["when"]),
        statement["label"],
        statement["from"],
        statement["until"],
        None if due is None else [due.text("within"), due.text("from")],
    ]


def _condition(written: Any) -> Plain:
    """Return ["all"|"any", parts], ["is", id, negated] or ["cmp", fact, since, operator, operand, negated]."""
    if written is None:
        return None
    if isinstance(written, dict):
        return ["any", [_condition(part) for part in written["any"]]]
    if isinstance(written, list):
        return ["all", [_condition(part) for part in written]]
    comparison = parse_comparison(written)
    assert comparison is not None, written
    if isinstance(comparison, Assessed):
        return ["is", comparison.assessment, comparison.negated]
    return ["cmp", *comparison]


def _article(library: Library, statute: Record, article: Record) -> Plain:
    name = statute.text("id")
    edition = next(edition for edition in statute.list("editions") if edition["effective_from"] == article["effective_from"])
    number = str(article["id"])
    return [
        f"{name}/{number}",
        statute.text("title"),
        statute.text("short"),
        number,
        article_in_chinese(number),
        paragraphs(article.text("text")),
        article["verbatim"] is not False,
        article["part"] is True,
        statute.text("level"),
        statute.text("issuer"),
        edition["doc_no"],
        str(article["effective_from"]),
        article["effective_to"],
        article["source"] or edition.text("source"),
        edition.text("read_on"),
        article["renumbered_from"],
        [str(other) for other in article.list("became")],
        [[read.text("says"), read.text("now"), _named(library, read.text("now"))] for read in article.list("reads_today")],
    ]


def _named(library: Library, article: str) -> str:
    """Return an article's id as a reader knows the article: 《民事诉讼法》第二百六十四条."""
    statute, _, number = article.partition("/")
    return f"《{library.of('statute')[statute].text('short')}》{article_in_chinese(number)}"


def paragraphs(written: str) -> str:
    """Return an article's text, one paragraph a line; a line that is indented further goes on with the paragraph before it."""
    lines: list[str] = []
    for line in written.splitlines():
        if line.startswith(" ") and lines:
            lines[-1] += line.strip()
        elif line.strip():
            lines.append(line.strip())
    return "\n".join(lines)


def article_in_chinese(number: str) -> str:
    """Return an article number as statutes write it: 675 → 第六百七十五条, 293-1 → 第二百九十三条之一, u1 → （条号未核）."""
    from cn2an import an2cn

    main, _, after = number.partition("-")
    if not main.isdigit():
        return "（条号未核）"
    words = an2cn(int(main), "low")
    if words.startswith("一十"):
        words = words[1:]
    return f"第{words}条" + (f"之{an2cn(int(after), 'low')}" if after else "")


def _parameter(library: Library, name: str) -> Plain:
    parameter = library.of("parameter")[name]
    source, factor = parameter, None
    if parameter["of"] is not None:
        from decimal import Decimal

        factor = Decimal(parameter["factor"])
        source = library.of("parameter")[str(parameter["of"])]
    pairs = sorted(source.list("values"), key=lambda pair: str(pair[0]))
    values = []
    for day, dated in pairs:
        value = dated.text("value")
        if factor is not None:
            value = format((type(factor)(value) * factor).normalize(), "f")
        cites = [str(cite) for cite in (parameter if factor is not None else dated).list("cites")]
        values.append([str(day), dated["until"], value, cites])
    unit, day = parameter.text("unit"), parameter.text("day")
    fact = parameter["fact"] or ("contract_date" if day == "contract" else None)
    return [name, parameter.text("title"), unit, day, parameter["known_to"] or source["known_to"], values, fact, _SCALES.get(unit)]


_SCALES = {"percent_per_year": "0.01", "percent": "0.01", "per_ten_thousand_per_day": "0.0365"}
"""Facts tell a rate as a fraction a year."""
