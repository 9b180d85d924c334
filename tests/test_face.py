"""What others may rely on: the names of the face, their signatures, and that importing the face costs nothing."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import date, datetime

import pytest

import debtguide
from debtguide import Answer, Guide, Reply, Session, load_guide
from debtguide.errors import StateError

FACE = [
    "Answer",
    "CalculationError",
    "DebtGuideError",
    "Guide",
    "KnowledgeError",
    "NotInForceError",
    "Reply",
    "Session",
    "StateError",
    "__version__",
    "load_guide",
]

SIGNATURES = [
    (load_guide, "(knowledge: str | os.PathLike[str] | None = None) -> Guide"),
    (Guide.ask, "(self, question: str, as_of: date | str | None = None, *, id: str | int | float | None = None) -> Answer"),
    (Guide.session, "(self, state: dict[str, Any] | None = None, *, as_of: date | str | None = None) -> Session"),
    (Session.send, "(self, text: str) -> Reply"),
    (Session.to_dict, "(self) -> dict[str, Any]"),
    (Answer.to_dict, "(self) -> dict[str, Any]"),
    (Reply.to_dict, "(self) -> dict[str, Any]"),
]


def written(function: object) -> str:
    """Return a signature as it stands in the source."""
    assert callable(function)
    return str(inspect.signature(function)).replace("'", "")


def test_the_names_of_the_face() -> None:
    assert debtguide.__all__ == FACE
    assert dir(debtguide) == sorted(FACE)
    assert all(getattr(debtguide, name) is not None for name in FACE)


@pytest.mark.parametrize(("function", "signature"), SIGNATURES, ids=[row[0].__qualname__ for row in SIGNATURES])
def test_the_signatures_of_the_face(function: object, signature: str) -> None:
    assert written(function) == signature


def test_what_the_face_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        debtguide.nothing  # noqa: B018


def test_importing_the_face_imports_nothing_but_the_version() -> None:
    script = "import sys, debtguide; print(sorted(name for name in sys.modules if name.startswith('debtguide')))"
    path = str(debtguide.__file__).rsplit("debtguide", 1)[0]
    run = subprocess.run([sys.executable, "-c", script], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['debtguide', 'debtguide.version']"


def test_every_part_of_the_face_says_what_it_is() -> None:
    for name in FACE:
        assert name == "__version__" or getattr(debtguide, name).__doc__


DAYS = ["2026-11-22", date(2026, 11, 22), datetime(2026, 11, 22, 23, 59)]


@pytest.mark.parametrize("day", DAYS)
def test_a_day_is_a_date_or_its_text(day: date | str, minimal_guide: Guide) -> None:
    assert minimal_guide.ask("费用", day).as_of == "2026-11-22"
    assert minimal_guide.session(as_of=day).send("费用").to_dict()["answer"]["as_of"] == "2026-11-22"


@pytest.mark.parametrize("day", ["昨天", "2026-2-3", "2026-02-30", "2026-11-22T00:00", ""])
def test_what_is_no_day_is_a_value_error(day: str, minimal_guide: Guide) -> None:
    with pytest.raises(ValueError):
        minimal_guide.ask("费用", day)
    with pytest.raises(ValueError):
        minimal_guide.session(as_of=day)


def test_an_answer_echoes_the_id_it_was_asked_with(minimal_guide: Guide) -> None:
    assert [minimal_guide.ask("费用", id=id_).to_dict()["id"] for id_ in ("a", 7, None)] == ["a", 7, None]


def test_a_session_goes_on_from_its_state(minimal_guide: Guide) -> None:
    first = minimal_guide.session(as_of="2026-11-22")
    first.send("费用最多能收多少")
    second = minimal_guide.session(first.to_dict(), as_of="2026-11-22")
    assert first.send("/依据").to_dict() == second.send("/依据").to_dict()


STATES = [{}, {"schema": "another/1"}, {"schema": "debtguide.session/99"}, {"schema": "debtguide.session/1"}, [], "state", {"schema": 1}]


@pytest.mark.parametrize("state", STATES, ids=repr)
def test_a_state_that_is_not_ours_is_a_state_error(state: dict[str, object], minimal_guide: Guide) -> None:
    with pytest.raises(StateError):
        minimal_guide.session(state)


def test_the_same_question_has_equal_answers(guide: Guide) -> None:
    for question in ("网贷逾期三个月会被起诉吗", "春节前欠的两万五，收到传票了，会不会冻结微信", "我不想活了", "怎么做红烧肉"):
        assert guide.ask(question, "2026-11-22") == guide.ask(question, "2026-11-22")
        assert guide.session(as_of="2026-11-22").send(question) == guide.session(as_of="2026-11-22").send(question)
    assert guide.ask("网贷逾期三个月会被起诉吗", "2026-11-22") != guide.ask("网贷逾期四个月会被起诉吗", "2026-11-22")
