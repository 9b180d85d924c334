"""What a message answers to the question that was just asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.hearing import TELLS, Heard, compiled, fact_value, speaks_against
from debtguide.dialogue.masking import masked
from debtguide.dialogue.telling import names_one
from debtguide.dialogue.values import LONGEST_TEXT, is_month
from debtguide.model.interview import DEBT, DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.dialogue.hearing import Hearing
    from debtguide.dialogue.papers import Placed
    from debtguide.model.interview import Question

_TAKES = {"money": ("amount",), "days": ("duration",), "day": ("date", "duration"), "rate": ("rate",), "count": ("count",)}
_NUMERALS = "一二三四五六七八九"
_NUMBER = re.compile(r"(?:第|选|选项)?\s*(\d{1,2}|[一二三四五六七八九]|十[一二三四五六七]?)\s*(?:个|项|号|种)?")
_SPLIT = re.compile(r"[、,，\s和跟及与/；;]+")
_BARE_AMOUNT = re.compile(r"\d{3,9}(?:\.\d{1,2})?")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%")
_CASE_NUMBER = re.compile(r"[（(\[【]?\d{4}[）)\]】]?[\u4e00-\u9fff\d]{2,20}?[字第]*\d+号")
_SHORT_ANSWER = 24
_NEVER = "(?:没有?|从未|未)(?:再|收到|接到|被|人|来|过|任何|的){0,3}"
_KIND_OF = {"amount": "money", "date": "day", "duration": "days", "rate": "rate"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERVICE_NUMBER = re.compile(r"(?!\d\d000)(?:9[56]\d{3}|123\d\d|100(?:10|86))")
"""The number that a message came from (12368, 95588) is no amount."""
_LIKE_MONEY = 4
"""Digits from which on a bare number is taken for money where nothing says so."""


class Taken(NamedTuple):
    """An answer: a value with ``mark`` ("" or ``approx``), or None with ``unknown`` or ``refused``; ``spans`` say which words it used."""

    value: Any
    mark: str
    spans: tuple[tuple[int, int], ...] = ()


def answer_to(question: Question, hearing: Hearing, day: str) -> Taken | None:
    """Return what ``hearing`` answers to ``question`` on ``day``, or None where it answers something else or nothing clear."""
    told = _told(question, hearing, day)
    if told is not None:
        return told
    if hearing.asks or len(hearing.text) > _SHORT_ANSWER:
        return None
    if "refused" in hearing.manners:
        return Taken(None, "refused")
    if "unknown" in hearing.manners:
        return Taken("unknown", "") if question.choice("unknown") is not None else Taken(None, "unknown")
    if "none_came" in hearing.manners and question.fact != "documents_received":
        return None
    if "no" in hearing.manners or "nothing_more" in hearing.manners or _never(question, hearing.text):
        return _none(question)
    return None


def _never(question: Question, text: str) -> bool:
    """Return whether ``text`` says that what is asked of has not come to pass: 没有催过, 没收到过催收."""
    return question.kind in ("day", "choices") and question.about == DEBT and any(re.search(_NEVER + re.escape(cue), text) for cue in question.cues)


def _told(question: Question, hearing: Hearing, day: str) -> Taken | None:
    own = [fact for fact in hearing.facts if fact.fact == question.fact]
    if hearing.lenders and question.about == DEBT and question.kind != "choice" and question.fact != "lender":
        # What is said of a lender by name is told of that lender's debt, which need not be the one asked about.
        return None
    if question.kind in _TAKES:
        if own:
            return Taken(own[-1].value, "approx" if own[-1].approx else "", ((own[-1].start, own[-1].end),))
        return _value(question, hearing, day)
    if question.kind == "choices":
        return _several(question, hearing)
    if own:
        return Taken(own[-1].value, "", ((own[-1].start, own[-1].end),))
    if question.kind == "flag":
        return _flag(hearing)
    if question.kind == "choice":
        return _one(question, hearing)
    return _text(question, hearing)


def _value(question: Question, hearing: Hearing, day: str) -> Taken | None:
    """Return the value of an entity that no other fact has a claim to."""
    claimed = {(fact.start, fact.end) for fact in hearing.facts if not fact.bare}
    for one in _of_kind(question, hearing):
        claimed_by_another = (one.start, one.end) in claimed or speaks_against(question, hearing.text, one)
        value = None if claimed_by_another else fact_value(question, one.entity, day)
        if value is not None and not (question.about == DOCUMENT and is_month(value)):
            return Taken(value, "approx" if one.entity.approx else "", ((one.start, one.end),))
    percent = _PERCENT.fullmatch(hearing.text.strip(" \t\n。.是")) if question.kind == "rate" else None
    if percent is not None:
        return Taken(round(float(percent[1]) / 100, 6), "")
    bare = hearing.text.strip(" \t\n。.元块钱")
    if question.fact.startswith("monthly_") and bare in ("0", "零"):
        return Taken(0, "")
    if question.kind == "money" and _BARE_AMOUNT.fullmatch(bare):
        number = float(bare)
        return Taken(int(number) if number.is_integer() else number, "")
    return None


def _of_kind(question: Question, hearing: Hearing) -> Iterator[Placed]:
    for kind in _TAKES[question.kind]:
        for one in hearing.entities:
            if one.entity.kind == kind and one.entity.status in TELLS:
                yield one


def _flag(hearing: Hearing) -> Taken | None:
    if "yes" in hearing.manners:
        return Taken(True, "")
    if "no" in hearing.manners:
        return Taken(False, "")
    return {1: Taken(True, ""), 2: Taken(False, ""), 3: Taken(None, "unknown")}.get(chosen(hearing.text, 3) or 0)


def _one(question: Question, hearing: Hearing) -> Taken | None:
    if question.fact == "lender_kind":
        kinds = {one.entity.lender_kind for one in hearing.lenders if one.entity.lender_kind}
        if len(kinds) == 1:
            return Taken(kinds.pop(), "")
    numbers = _numbers(hearing.text, len(question.choices))
    if len(numbers) == 1:
        return Taken(question.choices[numbers[0] - 1].id, "")
    named = _named(question, hearing.text)
    return Taken(named[0], "") if len(named) == 1 else None


def _several(question: Question, hearing: Hearing) -> Taken | None:
    told = dict.fromkeys(one for fact in hearing.facts if fact.fact == question.fact for one in fact.value)
    spans = tuple([(fact.start, fact.end) for fact in hearing.facts if fact.fact == question.fact])
    if not told:
        told = dict.fromkeys(question.choices[number - 1].id for number in _numbers(hearing.text, len(question.choices)))
    if not told and question.fact == "documents_received" and "none_came" in hearing.manners:
        return Taken([], "")
    if not told and not hearing.asks:
        told = dict.fromkeys(_named(question, hearing.text))
        if not told and any(one.entity.kind == "document" and one.entity.status == "denied" for one in hearing.entities):
            return Taken([], "")
    return Taken(list(told), "", spans) if told else None


def _named(question: Question, text: str) -> list[str]:
    """Return the choices that a short text names: by the whole title, by a part of it, or in the words of the choice."""
    bare = text.strip(" \t\n。.，,！!")
    if not 1 < len(bare) <= _SHORT_ANSWER:
        return []
    titled = [choice.id for choice in question.choices if choice.title == bare]
    titled = titled or [choice.id for choice in question.choices if bare in choice.title or choice.title in bare]
    if titled:
        return titled
    spoken = [(found.end() - found.start(), choice.id) for choice in question.choices if choice.says and (found := compiled(choice.says).search(bare))]
    longest = max(spoken, default=(0, ""))[0]
    return [name for length, name in spoken if length == longest or question.kind == "choices"]


def _text(question: Question, hearing: Hearing) -> Taken | None:
    if question.fact == "case_no":
        found = _CASE_NUMBER.search(hearing.text)
        return None if found is None else Taken(found[0][:LONGEST_TEXT], "", (found.span(),))
    if hearing.lenders:
        # A mere kind of lender is no name, and a question about one (网贷会坐牢吗) no answer.
        named = [] if hearing.asks else [one for one in hearing.lenders if names_one(one)]
        return Taken(str(named[-1].entity.value)[:LONGEST_TEXT], "") if named else None
    bare = hearing.text.strip(" \t\n。.，,！!")
    spoken = hearing.asks or hearing.manners or not 1 < len(bare) <= 15 or spoken_value(hearing) is not None
    return None if spoken else Taken(masked(bare), "")


def _none(question: Question) -> Taken | None:
    if question.kind == "choices":
        return Taken([], "")
    if question.fact == "monthly_income_yuan":
        # Nobody lives on nothing: 没有 to what a month costs is asked once more, 没有 to income is an answer.
        return Taken(0, "")
    return Taken(None, "unknown") if question.kind in ("text", "day", "rate") else None


def spoken_value(hearing: Hearing) -> tuple[str, str] | None:
    """Return the kind (``money``, ``day``, ``days``, ``rate``) and the words of a value that can be read, or None."""
    for one in reversed(hearing.entities):
        if one.entity.kind in _KIND_OF and one.entity.status in TELLS:
            return _KIND_OF[one.entity.kind], hearing.text[one.start : one.end]
    bare = hearing.text.strip(" \t\n。.元块")
    if _YEAR.fullmatch(bare):
        return "day", f"{bare}年"
    return ("money", bare) if _BARE_AMOUNT.fullmatch(bare) and not _SERVICE_NUMBER.fullmatch(bare) else None


def bare_amount(hearing: Hearing) -> Heard | None:
    """Return what is owed where a message is digits and nothing else (12000)."""
    bare = hearing.text.strip(" \t\n。.元块")
    told = None if hearing.entities or len(bare) < _LIKE_MONEY else spoken_value(hearing)
    if told is None or told[0] != "money":
        return None
    number = float(bare)
    return Heard("principal_yuan", int(number) if number.is_integer() else number, False, 0, len(hearing.text), None, True)


def _numbers(text: str, most: int) -> list[int]:
    """Return the numbers of choices that ``text`` names and nothing else: 2, 第二个, 1和3."""
    found = []
    for piece in _SPLIT.split(text.strip(" \t\n。.，,！!()（）")):
        if not piece:
            continue
        number = _NUMBER.fullmatch(piece)
        if number is None:
            return []
        found.append(_number(number[1]))
    return list(dict.fromkeys(found)) if found and all(1 <= number <= most for number in found) else []


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    if written.startswith("十"):
        return 10 + (_NUMERALS.index(written[1]) + 1 if len(written) > 1 else 0)
    return _NUMERALS.index(written) + 1


def chosen(text: str, offered: int) -> int | None:
    """Return the number of the choice that a whole message names (2, 第二个), or None."""
    numbers = _numbers(text, offered)
    return numbers[0] if len(numbers) == 1 else None
