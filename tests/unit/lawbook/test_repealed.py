"""The codes before the Civil Code: what people still cite says what it was, until when, and which article it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from debtguide.lawbook.citation import find

if TYPE_CHECKING:
    from debtguide import Guide

TODAY = "2026-11-22"
LAST_DAY = "2020-12-31"

REPEALED = {
    "contract-law-1999": LAST_DAY,
    "guarantee-law-1995": LAST_DAY,
    "property-law-2007": LAST_DAY,
    "marriage-law-1980": LAST_DAY,
    "marriage-interpretation-2": LAST_DAY,
    "inheritance-law-1985": LAST_DAY,
    "general-principles-1986": LAST_DAY,
    "general-provisions-2017": LAST_DAY,
    "tort-law-2009": LAST_DAY,
    "private-lending-provisions-2015": "2020-08-19",
}


@pytest.mark.parametrize(
    ("text", "article", "moved_to"),
    [
        ("合同法206条", "contract-law-1999/206", ["civil-code/675"]),
        ("合同法第二百零七条", "contract-law-1999/207", ["civil-code/676"]),
        ("《中华人民共和国合同法》第八十条第一款", "contract-law-1999/80", ["civil-code/546"]),
        ("原合同法第114条", "contract-law-1999/114", ["civil-code/585"]),
        ("合同法200", "contract-law-1999/200", ["civil-code/670"]),
        ("担保法19", "guarantee-law-1995/19", ["civil-code/686"]),
        ("旧担保法第二十六条", "guarantee-law-1995/26", ["civil-code/692", "civil-code/693"]),
        ("物权法176条", "property-law-2007/176", ["civil-code/392"]),
        ("婚姻法41", "marriage-law-1980/41", ["civil-code/1089", "civil-code/1064"]),
        ("继承法第33条", "inheritance-law-1985/33", ["civil-code/1161"]),
        ("民法通则第135条", "general-principles-1986/135", ["civil-code/188"]),
        ("民法总则188条", "general-provisions-2017/188", ["civil-code/188"]),
        ("侵权责任法36", "tort-law-2009/36", ["civil-code/1195"]),
        ("民间借贷司法解释（2015）第二十六条", "private-lending-provisions-2015/26", ["private-lending-provisions/25"]),
        ("法释〔2015〕18号第30条", "private-lending-provisions-2015/30", ["private-lending-provisions/29"]),
    ],
)
def test_an_article_of_a_repealed_code_says_until_when_and_what_it_is_now(guide: Guide, text: str, article: str, moved_to: list[str]) -> None:
    found = find(text, guide.knowledge_base, TODAY)
    assert [(version.id, version.effective_to) for version in found.versions] == [(article, REPEALED[article.partition("/")[0]])]
    assert list(found.moved_to) == moved_to


@pytest.mark.parametrize("text", ["婚姻法解释（二）第二十四条", "婚姻法司法解释二24条", "婚姻法解释二第24条"])
def test_both_wordings_of_the_article_on_debts_of_spouses_are_found(guide: Guide, text: str) -> None:
    found = find(text, guide.knowledge_base, TODAY)
    assert [(version.id, version.effective_to) for version in found.versions] == [
        ("marriage-interpretation-2/24", LAST_DAY),
        ("marriage-interpretation-2/24", "2017-02-28"),
    ]
    assert found.moved_to == ("civil-code/1064", "marriage-family-interpretation-1/34")


@pytest.mark.parametrize(
    ("text", "day", "article"),
    [
        ("合同法206", LAST_DAY, "contract-law-1999/206"),
        ("担保法19", "2007-10-01", "guarantee-law-1995/19"),
        ("2015年民间借贷司法解释26条", "2020-08-19", "private-lending-provisions-2015/26"),
    ],
)
def test_on_a_day_when_it_was_law_it_has_not_moved(guide: Guide, text: str, day: str, article: str) -> None:
    found = find(text, guide.knowledge_base, day)
    assert [version.id for version in found.versions] == [article]
    assert found.versions[0].in_force(day)
    assert found.moved_to == ()


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("民法典675", "civil-code/675"),
        ("民法典总则编188", "civil-code/188"),
        ("劳动合同法39", "labour-contract-law/39"),
        ("民间借贷司法解释26", "private-lending-provisions/26"),
        ("最高人民法院关于审理民间借贷案件适用法律若干问题的规定第二十六条", "private-lending-provisions/26"),
        ("婚姻家庭编解释（二）第三条", "marriage-family-interpretation-2/3"),
    ],
)
def test_the_names_of_what_is_law_today_lead_to_it_as_before(guide: Guide, text: str, article: str) -> None:
    versions = find(text, guide.knowledge_base, TODAY).versions
    assert versions[0].id == article
    assert versions[0].in_force(TODAY)


@pytest.mark.parametrize("statute", REPEALED)
def test_what_is_repealed_is_summed_up_and_leads_only_to_what_is_law_today(guide: Guide, statute: str) -> None:
    bodies = guide.knowledge_base.bodies
    held = [version for name in bodies.article_ids() if name.startswith(f"{statute}/") for version in bodies.article(name)]
    assert held
    assert max(version.effective_to or "" for version in held) == REPEALED[statute]
    for version in held:
        assert not version.verbatim, version.id
        assert version.effective_to is not None, version.id
        assert version.effective_to <= REPEALED[statute], version.id
        for target in version.became:
            assert any(one.in_force(TODAY) for one in bodies.article(target)), (version.id, target)
