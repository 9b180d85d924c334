"""Citations as people write them: 民法典675, 刑法293条之一, 《民法典》第六百七十五条第一款, civil-code/675.

A citation is read only where the instrument is named as it is known; a slip of the pen leads to a suggestion, never
silently to another law.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from debtguide.language.normalize import Normalizer, admit
from debtguide.model.law import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.model.law import ArticleVersion, StatuteNames

READ_AT_MOST = 400
"""A citation is short; of a longer text only the beginning is read."""

NAME_SCORE = 50
"""How alike (0 to 100) two names must be for one to be suggested for the other."""

# What people leave out of a title, or put in, without meaning another instrument.
_DROPPED = re.compile(
    r"中华人民共和国|全国人民代表大会常务委员会|全国人大常委会|最高人民法院|最高人民检察院|最高法|最高检|两高|公安部|司法部|中国人民银行|中国银保监会|"
    r"国家金融监督管理总局|若干|试行|的|[\W_]+"
)
_LEAD = re.compile("请问|想问|查一下|查询|查看|查找|查|搜索|搜|看一下|看看|看|根据|依据|依照|按照|参照|适用|依|按|见|我国|中国|现行|最新|新版|新")
_OPENING = re.compile('[《〈<「『"“]')

_ONE = "零〇○一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = f"(?:[0-9]{{1,6}}|[{_ONE}]{{1,12}})"
_AFTER = "[-‐‑–—−之]"
# A number without 条 must not be a year, an amount or a chapter.
_NOT_AN_ARTICLE = f"(?![0-9{_ONE}年月日号元万亿岁次倍期章节编页版款项%.])"
_ARTICLE = (
    rf"第?\s*(?:(?P<unnumbered>u[0-9]{{1,4}})(?![0-9])|(?P<main>{_NUMBER})\s*"
    rf"(?:(?P<mark>条)(?:\s*{_AFTER}\s*(?P<after>{_NUMBER}))?|{_AFTER}\s*(?P<sub>{_NUMBER})\s*条?|{_NOT_AN_ARTICLE}))"
)
_PARAGRAPH = rf"(?:[\s,]*第?\s*(?P<paragraph>{_NUMBER})\s*款)?"
_ITEM = rf"(?:[\s,]*第?\s*(?:[(]\s*(?P<item>{_NUMBER})\s*[)]\s*项?|(?P<item_bare>{_NUMBER})\s*项))?"
_BOOK = "(?:(?:总则|物权|合同|人格权|婚姻家庭|继承|侵权责任)编)?"
_AFTER_NAME = re.compile(rf"[\W_]*(?:的|中|里)?{_BOOK}[\W_]*{_ARTICLE}{_PARAGRAPH}{_ITEM}")
_ALONE = re.compile(rf"{_ARTICLE}{_PARAGRAPH}{_ITEM}(?P<tail>.*)", re.DOTALL)
_ANYWHERE = re.compile(_ARTICLE)
_MARKS = re.compile(r"[\W_]+")
_NOTHING = re.compile(r"[\W_]*")
_NUMERAL = re.compile(f"[0-9{_ONE}]")
_DIGITS_ONLY = re.compile("[零一二三四五六七八九]{2,}")


class Citation(NamedTuple):
    """What a citation says.

    ``statute`` is the instrument's id, None where none is named; ``article`` is "675", "293-1" or "u1"; ``item`` the
    item's number in digits.
    """

    statute: str | None
    article: str
    paragraph: int | None = None
    item: str | None = None


class Found(NamedTuple):
    """What a citation leads to on a day.

    ``versions``: first the version in force on the day, then older ones that said another rule under the same number;
    where the number holds nothing in force, the versions it had. ``moved_to``: the ids under which the rules of those
    older versions stand today. ``nearest``: ids of what may have been meant, only where nothing was found.
    """

    versions: tuple[ArticleVersion, ...]
    moved_to: tuple[str, ...]
    nearest: tuple[str, ...]


def parse_citation(text: str, statutes: Sequence[StatuteNames], normalizer: Normalizer | None = None) -> Citation | None:
    """Return the first citation in ``text``, which begins with it, or None where there is none that is beyond doubt.

    Args:
        text: what somebody wrote; anything at all.
        statutes: the instruments that are known.
        normalizer: makes the normal form; without one, full width and case are folded but not traditional characters.
    """
    fold = normalizer or Normalizer("", "")
    normal = fold(admit(text).text[:READ_AT_MOST]).text
    return _cited(normal, _names(statutes, fold))


def find(text: str, knowledge_base: KnowledgeBase, day: str) -> Found:
    """Return the provision that ``text`` cites, as it stands on ``day`` (ISO); never raises for what is written."""
    statutes, fold = knowledge_base.bodies.statutes(), _normalizer(knowledge_base)
    citation = parse_citation(text, statutes, fold)
    versions = knowledge_base.bodies.article(f"{citation.statute}/{citation.article}") if citation is not None and citation.statute else ()
    if not versions and citation is None:
        versions = _only_provision(text, knowledge_base, fold)
    if not versions:
        return Found((), (), nearest(text, knowledge_base))
    current = [version for version in versions if version.in_force(day)]
    others = [version for version in reversed(versions) if version not in current and (not current or _other_rule(version, current[0]))]
    moved_to = [target for version in others for name in version.became for target in _today(name, knowledge_base, day)]
    return Found((*current, *others), tuple(dict.fromkeys(moved_to)), ())


def nearest(text: str, knowledge_base: KnowledgeBase, limit: int = 5) -> tuple[str, ...]:
    """Return at most ``limit`` article ids that ``text`` may have meant, the likeliest first.

    The instrument right but the number not held: the numbers next to it. The instrument not known: the same number in
    the instruments whose names are most alike. No instrument: that number wherever it is held.
    """
    fold = _normalizer(knowledge_base)
    statutes = knowledge_base.bodies.statutes()
    names = _names(statutes, fold)
    normal = fold(admit(text).text[:READ_AT_MOST]).text
    held = _held(knowledge_base)
    citation = _cited(normal, names)
    if citation is not None and citation.statute is None:
        return _same_number(citation.article, held, statutes)[:limit]
    if citation is not None:
        return _neighbours(str(citation.statute), citation.article, held)[:limit]
    written, article = _split(normal)
    whole = next((statute for statute, rest in _named(normal, names) if _NOTHING.fullmatch(rest)), None)
    if whole is not None:
        return _neighbours(whole, None, held)[:limit]
    alike = _alike(_canonical(written)[0], names)
    if not alike and article is not None:
        return _same_number(article, held, statutes)[:limit]
    exact = [f"{statute}/{article}" for statute in alike if article in held.get(statute, ())]
    around = [name for statute in alike[:1] for name in _neighbours(statute, article, held)]
    return tuple(dict.fromkeys(exact + around))[:limit]


def _normalizer(knowledge_base: KnowledgeBase) -> Normalizer:
    return Normalizer(*knowledge_base.tables.variants)


def _canonical(normal: str) -> tuple[str, list[int]]:
    """Return ``normal`` without marks and without what titles are quoted with or without, and the place of each character left."""
    places: list[int] = []
    start = 0
    for match in _DROPPED.finditer(normal):
        places.extend(range(start, match.start()))
        start = match.end()
    places.extend(range(start, len(normal)))
    return "".join([normal[place] for place in places]), places


def _names(statutes: Sequence[StatuteNames], fold: Normalizer) -> dict[str, str]:
    """Return the id of every instrument by each of its names, canonical; titles also without 关于."""
    names: dict[str, str] = {}
    for statute in statutes:
        for written in (statute.id, statute.title, statute.short, *statute.aliases):
            name = _canonical(fold(written).text)[0]
            for variant in (name, name.removeprefix("关于")):
                if len(variant) > 1:
                    names.setdefault(variant, statute.id)
    return names


def _cited(normal: str, names: Mapping[str, str]) -> Citation | None:
    for statute, rest in _named(normal, names):
        match = _AFTER_NAME.match(rest)
        if match is not None:
            return _citation(statute, match)
    match = _ALONE.match(normal[_skip_lead(normal) :])
    # Without an instrument only the number itself may stand there, or one that is plainly an article's.
    if match is None or match["unnumbered"] or not (match["mark"] or _NOTHING.fullmatch(match["tail"])):
        return None
    return _citation(None, match)


def _skip_lead(normal: str) -> int:
    place = 0
    while True:
        match = _MARKS.match(normal, place) or _LEAD.match(normal, place)
        if match is None:
            return place
        place = match.end()


def _named(normal: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the instruments named where a citation may begin, each with the text after its name; the longest name wins."""
    canonical, places = _canonical(normal)
    starts = [0] + [bisect_left(places, match.end()) for match in _OPENING.finditer(normal)]
    seen = set()
    while starts:
        start = starts.pop(0)
        if start in seen or start >= len(canonical):
            continue
        seen.add(start)
        name = max((name for name in names if canonical.startswith(name, start)), key=len, default="")
        if name:
            end = start + len(name)
            rest = normal[places[end - 1] + 1 :]
            # 婚姻家庭编解释一, then 十条: where the name's own numeral ends cannot be told.
            unclear = _NUMERAL.match(name[-1]) and _NUMERAL.match(rest) and name[-1].isascii() == rest[0].isascii()
            if not unclear:
                yield names[name], rest
            # 民法典担保制度解释: the name of the act stands before that of its interpretation.
            starts.insert(0, end)
            continue
        lead = _LEAD.match(canonical, start)
        if lead is not None:
            starts.insert(0, lead.end())


def _citation(statute: str | None, match: re.Match[str]) -> Citation | None:
    article = _article(match)
    if article is None:
        return None
    paragraph = match["paragraph"] and _number(match["paragraph"])
    item = match["item"] or match["item_bare"]
    number = item and _number(item)
    return Citation(statute, article, paragraph or None, str(number) if number else None)


def _article(match: re.Match[str]) -> str | None:
    """Return the article's number as ids write it, or None where the numeral is no number."""
    if match["unnumbered"]:
        return str(match["unnumbered"])
    main = _number(match["main"])
    after = match["after"] or match["sub"]
    if main is None or not after:
        return None if main is None else str(main)
    sub = _number(after)
    return None if sub is None else f"{main}-{sub}"


def _split(normal: str) -> tuple[str, str | None]:
    """Return what stands before the number of an article, and the number; a number with 条 goes before one without."""
    matches = list(_ANYWHERE.finditer(normal))
    match = next((match for match in matches if match["mark"]), matches[-1] if matches else None)
    if match is None:
        return normal, None
    return normal[: match.start()] or normal, _article(match)


def _number(written: str) -> int | None:
    """Return the number that ``written`` says, or None: 一百五 may be 105 or 150, so it is neither."""
    if written.isdigit() and written.isascii():
        return int(written)
    from cn2an import cn2an

    plain = written.replace("〇", "零").replace("○", "零").replace("两", "二")
    if plain[0] in "百千佰仟":
        plain = "一" + plain
    try:
        return int(cn2an(plain, "normal" if _DIGITS_ONLY.fullmatch(plain) else "strict"))
    except ValueError:
        return None


def _only_provision(text: str, knowledge_base: KnowledgeBase, fold: Normalizer) -> tuple[ArticleVersion, ...]:
    """Return the one provision that is held of a short instrument, where ``text`` is that instrument's name."""
    normal = fold(admit(text).text[:READ_AT_MOST]).text
    for statute, rest in _named(normal, _names(knowledge_base.bodies.statutes(), fold)):
        held = _held(knowledge_base).get(statute, [])
        if len(held) == 1 and (held[0] == "1" or held[0].startswith("u")) and _NOTHING.fullmatch(rest):
            return knowledge_base.bodies.article(f"{statute}/{held[0]}")
    return ()


def _other_rule(version: ArticleVersion, current: ArticleVersion) -> bool:
    """Return whether ``version`` is older than ``current`` and said another rule under the same number."""
    if version.effective_from > current.effective_from:
        return False
    came_from_elsewhere = current.renumbered_from is not None and current.renumbered_from != current.id
    return came_from_elsewhere or bool(version.became and version.id not in version.became)


def _today(name: str, knowledge_base: KnowledgeBase, day: str) -> list[str]:
    """Return the ids under which the rule that became ``name`` stands on ``day``, following later moves."""
    found: list[str] = []
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        versions = knowledge_base.bodies.article(current)
        onward = [target for version in versions for target in version.became]
        if onward and not any(version.in_force(day) for version in versions):
            waiting.extend(onward)
        else:
            found.append(current)
    return found


def _held(knowledge_base: KnowledgeBase) -> dict[str, list[str]]:
    """Return the article numbers that are held of each instrument, in their order."""
    held: dict[str, list[str]] = {}
    for name in knowledge_base.bodies.article_ids():
        statute, _, article = name.partition("/")
        held.setdefault(statute, []).append(article)
    for articles in held.values():
        articles.sort(key=_place)
    return held


def _place(article: str) -> tuple[int, int, int, str]:
    """Return what article numbers are ordered by; provisions without a number come last."""
    main, _, sub = article.partition("-")
    if not main.isdigit():
        digits = main[1:]
        return 1, int(digits) if digits.isdigit() else 0, 0, article
    return 0, int(main), int(sub) if sub.isdigit() else 0, article


def _neighbours(statute: str, article: str | None, held: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the ids of what is held of ``statute``, the numbers nearest to ``article`` first."""
    articles = held.get(statute, ())
    if article is not None:
        asked = _place(article)
        articles = sorted(articles, key=lambda other: (other != article, _place(other)[0], abs(_place(other)[1] - asked[1]), _place(other)))
    return tuple(f"{statute}/{other}" for other in articles)


def _same_number(article: str, held: Mapping[str, Sequence[str]], statutes: Sequence[StatuteNames]) -> tuple[str, ...]:
    """Return the ids with this number in all instruments, the highest level first."""
    ranked = sorted(statutes, key=lambda statute: (LEVELS.index(statute.level) if statute.level in LEVELS else len(LEVELS), statute.id))
    return tuple(f"{statute.id}/{article}" for statute in ranked if article in held.get(statute.id, ()))


def _alike(written: str, names: Mapping[str, str]) -> list[str]:
    """Return the ids of the instruments whose names are most like what is ``written``, the likest first."""
    from rapidfuzz import fuzz, process

    scored = process.extract(written, list(names), scorer=fuzz.ratio, limit=None, score_cutoff=NAME_SCORE)
    return list(dict.fromkeys(names[name] for name, _, _ in sorted(scored, key=lambda row: (-row[1], row[0]))))
