"""What a message says of the case: entities and turns of phrase made into facts, each with the debt or paper it is about.

Only what is asserted becomes a fact: what is supposed, denied, asked or somebody else's stays unset.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.papers import Papers, Placed, is_for_me
from debtguide.dialogue.values import is_value
from debtguide.model.interview import DOCUMENT, YES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from debtguide.model.entities import Entity
    from debtguide.model.interview import Interview, Manner, Question
    from debtguide.understanding.reading import Reading

    StatusOf = Callable[[tuple[int, int]], str]

TELLS = ("asserted", "past")
_ENTITY_OF = {"money": "amount", "day": "date", "days": "duration", "rate": "rate", "count": "count"}
_COUNTS = {"role": (*TELLS, "other_person"), "documents_received": ("asserted",)}
"""Which status a turn of phrase may have for facts that differ: an account that was frozen once is not frozen now."""
_TOO_FAR = 10
"""Characters between a word and a value beyond which the one does not speak of the other."""
_BEHIND = 6
"""Characters behind a turn of phrase that say what it is about."""
_BESIDE = 2
"""Characters between a lender's name and an amount that is owed to it."""
_BY_MESSAGE = re.compile("链接|送达|收到|发来|发的|里的|通知的")
_AFTER_A_NAME = re.compile(r"[是的有欠还剩:： ]{0,3}(\d{3,7})(?![\d.%天日月年号期个家张笔次点])")
_WHOLE_DAY = len("2026-01-01")
"""A month says nothing of the day on which a paper came."""
_HALF_A_YEAR = 183
_NOWHERE = (1000, 0)
_TOUCHING = (5, 0)
"""How near a word stands that speaks of a day in so many words: 昨天我在家才看到."""
_SAYS_NO_MORE = 3
_MEANT_WHEN_BARE = ("principal_yuan", "overdue_days")
"""What an amount or a length of time speaks of where a message says nothing else."""
_DURATION = re.compile(r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?")
_DAYS = (365, 365 / 12, 7, 1)
_START, _END = attrgetter("start"), attrgetter("end")


class Heard(NamedTuple):
    """A fact that was told: ``document`` for facts about a paper, None for the paper spoken of.

    ``start`` to ``end`` are its place in the normal form.

    ``bare`` is a value that no word ties to its fact: a question that waits for such a value has the better claim.
    """

    fact: str
    value: Any
    approx: bool
    start: int
    end: int
    document: str | None = None
    bare: bool = False


class Hearing(NamedTuple):
    """Everything heard in one message; ``lenders`` divide what is said of one debt from what is said of the next."""

    text: str
    facts: tuple[Heard, ...]
    lenders: tuple[Placed, ...]
    entities: tuple[Placed, ...]
    manners: frozenset[str]
    asks: bool
    somebody_else: bool


def hear(reading: Reading, found: Sequence[Entity], status_of: StatusOf, interview: Interview, day: str) -> Hearing:
    """Return what the message says, on ``day``."""
    text = reading.normal.text
    placed = _placed(reading, found)
    told = [one for one in placed if one.entity.status in TELLS or _signed_for_me(reading, one)]
    papers = Papers(reading, _papers(text, told), [one for one in told if one.entity.kind == "date"])
    facts = [*_documents(papers.all, interview), *_valued(reading, told, papers, interview, day), *_said(text, status_of, interview, papers)]
    manners = manners_in(text, interview)
    return Hearing(
        text,
        tuple(sorted(facts, key=lambda one: (one.start, one.end, one.fact))),
        tuple([one for one in told if one.entity.kind == "lender"]),
        tuple(placed),
        manners,
        any(clause.asks for clause in reading.clauses) and not _only_seems_to_ask(text, manners),
        any(one.entity.status == "other_person" and one not in told for one in placed),
    )


_EVADES = frozenset(("unknown", "refused", "no", "nothing_more"))
_ABOUT_THE_GUIDE = frozenset(("who_are_you", "abuse", "greeting", "stop_asking"))
_ASKS_AFTER = re.compile("怎么|咋|会不会|能不能|要不要|是不是|多久|为什么|为啥")
_SHORT = 12


def _only_seems_to_ask(text: str, manners: frozenset[str]) -> bool:
    """Return whether words of asking belong to an answer (不知道多少, 什么都没有) or are spoken to the guide itself."""
    ends_asking = text.rstrip(" 。").endswith(("?", "吗", "呢"))
    evades = bool(manners & _EVADES) and len(text) <= _SHORT and not ends_asking
    nothing_came = "none_came" in manners and not ends_asking and len(text) <= 2 * _SHORT and not _ASKS_AFTER.search(text)
    return evades or nothing_came or bool(manners & _ABOUT_THE_GUIDE)


def says_only_manners(text: str, interview: Interview) -> bool:
    """Return whether ``text`` (a normal form) is made of manners and nothing else: 谢谢; 好吧，不想说."""
    kind = [manner for name, manner in interview.manners.items() if name != "abuse" and manner.says]
    pieces = _pieces(text)
    return bool(pieces) and all(any(_is_whole(_ABOUT_ME.sub("", piece), manner) for manner in kind) for piece in pieces)


def manners_in(text: str, interview: Interview) -> frozenset[str]:
    """Return which manners of speaking to the guide itself are in ``text`` (a normal form).

    Those that must be all that is said may stand beside others of their sort: 好吧，没有.
    """
    pieces = _pieces(text)
    whole = [{name for name, manner in interview.manners.items() if manner.whole and _is_whole(piece, manner)} for piece in pieces]
    found = {name for names in whole for name in names} if all(whole) else set()
    return frozenset(found | {name for name, manner in interview.manners.items() if not manner.whole and _found(manner.says, text) is not None})


_ABOUT_ME = re.compile("^(?:我也|我真|我|这个我|这个)+")
_MARKS = re.compile(r"[\s，。！？!?、,.~…“”\"';；]+")
_PARTICLES = re.compile("[啊呀吧呢哦哈啦嘛了]+$")


def _pieces(text: str) -> list[str]:
    return [piece for piece in _MARKS.split(text) if piece]


def _is_whole(piece: str, manner: Manner) -> bool:
    says = compiled(manner.says)
    return says.fullmatch(piece) is not None or says.fullmatch(_PARTICLES.sub("", piece)) is not None


@lru_cache(maxsize=1024)
def compiled(expression: str) -> re.Pattern[str]:
    """Return the compiled expression; a guide has a few dozen of them."""
    return re.compile(expression)


def _placed(reading: Reading, found: Sequence[Entity]) -> list[Placed]:
    origins = reading.normal.origins
    if origins is None:
        return [Placed(one, one.start, one.end) for one in found]
    return [Placed(one, bisect_left(origins, one.start), bisect_left(origins, one.end)) for one in found]


def _signed_for_me(reading: Reading, one: Placed) -> bool:
    """Return whether a paper or its day, told with a relative for subject (我爸代收了支付令), is of mine all the same."""
    return one.entity.status == "other_person" and one.entity.kind in ("date", "document") and is_for_me(reading, one.start)


def _papers(text: str, told: list[Placed]) -> list[Placed]:
    """Return the papers that came; a message by which another paper came (短信链接) is none of its own."""
    papers = [one for one in told if one.entity.kind == "document"]
    others = any(one.entity.value != "sms" for one in papers)
    return [one for one in papers if one.entity.value != "sms" or not (others and _BY_MESSAGE.match(text, one.end))]


def _documents(papers: list[Placed], interview: Interview) -> Iterator[Heard]:
    question = interview.questions.get("documents_received")
    for paper in papers:
        if question is not None and question.choice(str(paper.entity.value)) is not None:
            yield Heard("documents_received", [str(paper.entity.value)], False, paper.start, paper.end)


def _valued(reading: Reading, told: list[Placed], papers: Papers, interview: Interview, day: str) -> Iterator[Heard]:
    """Yield the facts that amounts, days, rates and lengths of time tell, each of the fact whose words stand nearest."""
    lenders = [one for one in told if one.entity.kind == "lender"]
    for one in told:
        asked = [question for question in interview.questions.values() if _ENTITY_OF.get(question.kind) == one.entity.kind]
        question = _nearest(reading, one, asked, lenders) or _of_a_paper(one, asked, papers)
        bare = question is None and len(reading.normal.text.strip(" 。.，,")) - (one.end - one.start) <= _SAYS_NO_MORE
        if bare:
            text = reading.normal.text
            meant = [question for question in asked if question.fact in _MEANT_WHEN_BARE and not any(cue in text for cue in question.not_cues)]
            question = meant[0] if meant else None
        if question is None:
            continue
        value = fact_value(question, one.entity, day)
        if value is None:
            continue
        if question.about != DOCUMENT:
            yield Heard(question.fact, value, one.entity.approx, one.start, one.end, None, bare)
        elif len(value) == _WHOLE_DAY:
            for paper in papers.of_day(one):
                yield Heard(question.fact, value, one.entity.approx, one.start, one.end, paper, bare)
    yield from _plain_amounts(reading.normal.text, told, interview)


def _plain_amounts(text: str, told: list[Placed], interview: Interview) -> Iterator[Heard]:
    """Yield what is owed where a lender's name is followed by bare digits (花呗8000), which by themselves are no amount."""
    if "principal_yuan" not in interview.questions:
        return
    for one in told:
        found = _AFTER_A_NAME.match(text, one.end) if one.entity.kind == "lender" else None
        if found is not None and not any(other.start <= found.start(1) < other.end for other in told):
            yield Heard("principal_yuan", int(found[1]), False, *found.span(1))


def fact_value(question: Question, entity: Entity, day: str) -> Any:
    """Return the value that ``entity`` gives the fact, as a state keeps it, or None where it gives none."""
    value: Any = entity.value
    if question.kind == "days":
        value = _days(value)
    elif question.kind == "day":
        value = _coming_day(entity, day) if question.ahead else _past_day(value, entity.kind, day)
    elif isinstance(value, (list, tuple)):
        value = [_plain(end) for end in value]
    elif question.kind in ("money", "rate", "count"):
        value = _plain(value)
    return value if is_value(question, value) else None


def _plain(number: Any) -> Any:
    try:
        value = float(number)
    except (TypeError, ValueError, OverflowError):
        return None
    return int(value) if value.is_integer() else value


def _days(value: Any) -> Any:
    """Return how many days a duration (ISO 8601), or a range of two, has."""
    if isinstance(value, (list, tuple)):
        return [_days(end) for end in value]
    found = _DURATION.fullmatch(str(value))
    if found is None or not any(found.groups()):
        return None
    return round(sum(float(count) * days for count, days in zip(found.groups(), _DAYS) if count))


def _past_day(value: Any, kind: str, day: str) -> str | None:
    """Return the day or month that ``value`` names, or that lies so long ago; None where it is still to come."""
    if kind == "duration":
        from datetime import date, timedelta

        days = _days(value)
        if not isinstance(days, int) or days > 36_500:
            return None
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat()[: 10 if days < 60 else 7]
    text = str(value)
    if len(text) == 4 and text.isdigit():
        text = f"{text}-06"
    return text if text <= day else None


def _coming_day(entity: Entity, day: str) -> str | None:
    """Return the day that ``entity`` names, be it past or to come; None where it names no single day.

    A day without its year that would lie half a year back is next year's: in December a hearing on 1月8日 is still to come.
    """
    text = str(entity.value)
    if entity.kind != "date" or len(text) != _WHOLE_DAY:
        return None
    from datetime import date

    told = date.fromisoformat(text)
    if "年" in entity.text or (date.fromisoformat(day) - told).days <= _HALF_A_YEAR:
        return text
    return f"{told.year + 1}{text[4:]}" if text[5:] != "02-29" else None


def _nearest(reading: Reading, one: Placed, asked: list[Question], lenders: list[Placed]) -> Question | None:
    """Return the question one of whose cues stands nearest to the entity in its clause, or in the clause before.

    An amount beside a lender's name (花呗八千) is what is owed there.
    """
    start, end = _clause(reading, one.start)
    found = _cue(reading.normal.text, start, end, one, asked)
    beside = bisect_left(lenders, one.start - _BESIDE, key=_END)
    if found is None and beside < len(lenders) and lenders[beside].end <= one.start:
        return next((question for question in asked if question.fact == "principal_yuan"), None)
    if found is None:
        before = _clause_before(reading, start)
        found = None if before is None else _cue(reading.normal.text, before, end, one, asked)
    return found


def _cue(text: str, start: int, end: int, one: Placed, asked: list[Question]) -> Question | None:
    """Return the question with the nearest cue in the stretch, unless a word against it stands as near."""
    ranked = []
    for question in asked:
        speaks = _closest(text, question.cues, start, end, one)
        if speaks is not None and speaks < (_closest(text, question.not_cues, start, end, one) or _NOWHERE):
            ranked.append((speaks, question.order, question))
    return min(ranked, key=lambda row: row[:2])[2] if ranked else None


def _of_a_paper(one: Placed, asked: list[Question], papers: Papers) -> Question | None:
    return next((question for question in asked if question.about == DOCUMENT), None) if papers.signed(one) else None


def speaks_against(question: Question, text: str, one: Placed) -> bool:
    """Return whether the day stands right beside a word that makes it another's: 昨天才看到 is no day on which a paper came."""
    return question.kind == "day" and (_closest(text, question.not_cues, 0, len(text), one) or _NOWHERE) <= _TOUCHING


def _closest(text: str, cues: Sequence[str], start: int, end: int, one: Placed) -> tuple[int, int] | None:
    """Return how near the nearest of ``cues`` stands; of two that stand alike, the longer one is nearer."""
    return min(((distance, -len(cue)) for cue in cues for distance in _distances(text, cue, start, end, one)), default=None)


def _distances(text: str, cue: str, start: int, end: int, one: Placed) -> Iterator[int]:
    """Yield how far each ``cue`` in the stretch stands from the entity; what follows it is further than what leads to it."""
    # Only what stands near enough is looked for: in a clause of ten thousand days every one would look through all of it.
    start, end = max(start, one.start - _TOO_FAR - len(cue)), min(end, one.end + _TOO_FAR // 2 + len(cue))
    place = text.find(cue, start, end)
    while place >= 0:
        after = place + len(cue)
        distance = one.start - after if after <= one.start else 2 * (place - one.end) + 1 if place >= one.end else 0
        if distance <= _TOO_FAR:
            yield distance
        place = text.find(cue, place + 1, end)


def _clause(reading: Reading, place: int) -> tuple[int, int]:
    number = bisect_right(reading.clauses, place, key=_START) - 1
    clause = reading.clauses[number] if number >= 0 else None
    return (clause.start, clause.end) if clause is not None and place < clause.end else (0, len(reading.normal.text))


def _clause_before(reading: Reading, start: int) -> int | None:
    number = bisect_left(reading.clauses, start, key=_START) - 1
    return reading.clauses[number].start if number >= 0 else None


def _said(text: str, status_of: StatusOf, interview: Interview, papers: Papers) -> Iterator[Heard]:
    """Yield flags and choices that turns of phrase tell."""
    for question in interview.questions.values():
        if question.kind == "flag":
            yield from _flag(status_of, question, text)
        elif question.about == DOCUMENT:
            yield from _of_papers(status_of, question, text, papers)
        elif question.kind in ("choice", "choices"):
            yield from _choices(status_of, question, text)


def _flag(status_of: StatusOf, question: Question, text: str) -> Iterator[Heard]:
    told = {choice.id == YES: span for choice in question.choices if (span := _found(choice.says, text)) is not None and not _of_another(question, span, text)}
    # What is denied in so many words (没谈过) holds the assertion inside it (谈过).
    if False in told:
        if status_of(told[False]) not in ("hypothetical", "asked", "other_person"):
            yield Heard(question.fact, False, False, *told[False])
    elif True in told:
        status = status_of(told[True])
        denied = status == "denied" or text[: told[True][0]].endswith(("没", "没有", "无", "未"))
        if denied or status in TELLS:
            yield Heard(question.fact, not denied, False, *told[True])


def _of_another(question: Question, span: tuple[int, int], text: str) -> bool:
    """Return whether the words right behind a turn of phrase make it speak of something else: 没签过仲裁条款."""
    said = text[span[0] : span[1]] + _MARKS.split(text[span[1] : span[1] + _BEHIND])[0]
    return any(cue in said for cue in question.not_cues)


def _choices(status_of: StatusOf, question: Question, text: str) -> Iterator[Heard]:
    """Yield the choices whose words are said; of a fact with one value, the choice that the most words are said for."""
    spans = [(span, choice.id) for choice in question.choices if (span := _found(choice.says, text)) is not None]
    if question.kind == "choice" and spans:
        spans = [max(spans, key=lambda pair: pair[0][1] - pair[0][0])]
    for span, name in spans:
        status = status_of(span)
        if status in _COUNTS.get(question.fact, TELLS):
            yield Heard(question.fact, [name] if question.kind == "choices" else name, False, *span)


def _of_papers(status_of: StatusOf, question: Question, text: str, papers: Papers) -> Iterator[Heard]:
    """Yield a choice for each paper that its words speak of; of several for one paper, the one that the most words are said for."""
    spoken: dict[str | None, tuple[tuple[int, int], str]] = {}
    for choice in question.choices:
        if not choice.says or choice.id == "unknown":
            continue
        for found in compiled(choice.says).finditer(text):
            span = found.span()
            if status_of(span) not in TELLS or (papers.all and papers.names(*span)):
                continue
            for paper in papers.of_phrase(*span):
                known = spoken.get(paper)
                if known is None or span[1] - span[0] > known[0][1] - known[0][0]:
                    spoken[paper] = span, choice.id
    for said_of, (span, name) in spoken.items():
        yield Heard(question.fact, name, False, *span, said_of)


def _found(expression: str, text: str) -> tuple[int, int] | None:
    found = compiled(expression).search(text) if expression else None
    return None if found is None else found.span()
