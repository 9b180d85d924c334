"""Whatever is typed: no exception, the published form, the same answer again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from debtguide.interfaces.jsonl import Question, answers, parse_line
from debtguide.interfaces.streams import INVISIBLE, showable
from published import REPLY_KEYS, is_published_answer

from .conftest import DAY

if TYPE_CHECKING:
    from debtguide import Guide

PHRASES = [
    "网贷逾期", "会被起诉吗", "我不想活了", "催收", "天天打电话", "传票", "怎么办", "三个月", "两万块", "征信", "法院", "不是", "没有", "转移财产",
    "，", "。", "？", "\n", " ", "\x1b[31m", "\u202e", "\u200b", "\ud800", "😭", "/", "/依据", "{", "}", "[", '"', "%s", "\x00", "网貸逾期", "Ｗａｎｇ",
]  # fmt: skip
characters = st.characters(codec=None, exclude_categories=())
texts = st.one_of(st.text(characters, max_size=200), st.lists(st.one_of(st.sampled_from(PHRASES), st.text(characters, max_size=3)), max_size=40).map("".join))
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(["question", "id", "as_of", "x"]), inner, max_size=4)),
    max_leaves=10,
)


@given(texts)
@settings(max_examples=400)
def test_any_question_is_answered(guide: Guide, text: str) -> None:
    answer = guide.ask(text, DAY, id="x")
    plain = answer.to_dict()
    is_published_answer(plain)
    assert guide.ask(text, DAY, id="x").to_dict() == plain


@given(st.lists(texts, max_size=6))
@settings(max_examples=150)
def test_any_conversation_goes_on_and_can_be_kept(guide: Guide, turns: list[str]) -> None:
    session = guide.session(as_of=DAY)
    for turn in turns:
        state = json.loads(json.dumps(session.to_dict(), ensure_ascii=False, allow_nan=False).encode("utf-8"))
        assert len(json.dumps(state, ensure_ascii=False).encode("utf-8")) < 16 * 1024
        again = guide.session(state, as_of=DAY)
        reply = session.send(turn)
        plain = reply.to_dict()
        assert list(plain) == REPLY_KEYS
        assert plain == json.loads(json.dumps(plain, ensure_ascii=False, allow_nan=False).encode("utf-8"))
        assert plain["text"]
        assert again.send(turn).to_dict() == plain or "依据" in turn
        if plain["answer"] is not None:
            is_published_answer(plain["answer"])


@given(texts)
@settings(max_examples=200)
def test_any_text_is_shown_without_what_moves_a_cursor(text: str) -> None:
    for encoding in ("utf-8", "cp936", "ascii"):
        shown = showable(text, encoding)
        assert INVISIBLE.isdisjoint(shown)
        assert "\r" not in shown
        shown.encode(encoding)


@given(json_values)
@settings(max_examples=200)
def test_any_json_line_gets_one_line_back(guide: Guide, value: object) -> None:
    (answer,) = answers([json.dumps({"question": value} if not isinstance(value, (dict, list)) else value)], guide, DAY)
    json.dumps(answer, allow_nan=False)
    assert answer["schema"] in ("debtguide.answer/1", "debtguide.error/1")


@given(texts)
@settings(max_examples=200)
def test_any_line_is_a_question_or_a_named_fault(text: str) -> None:
    parsed = parse_line(text)
    if not text.lstrip().startswith(("{", "[")):
        assert parsed == Question(text, None, None)
    else:
        assert isinstance(parsed, Question) or parsed.code in ("bad_json", "not_an_object", "bad_id", "no_question", "bad_as_of")
