"""Cases of a law that changed on a day: what is said the day before, and what on the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.model.law import ArticleVersion
    from debtguide.replies.answer import Said

Case = dict[str, Any]
SIDES = ("before", "after")


def day_of(case: Case, side: str) -> str:
    """Return the day on which the law changed, or the day before."""
    return case["day"] if side == "after" else (date.fromisoformat(case["day"]) - timedelta(days=1)).isoformat()


def hold(expected: dict[str, list[str]], said: Sequence[Said], cited: Sequence[ArticleVersion]) -> None:
    """Fail where what was said is not what must be."""
    text = "\n".join(part.text for part in said)
    versions = {f"{version.id}@{version.effective_from}" for version in cited}
    assert [words for words in expected.get("says", ()) if words not in text] == [], text
    assert [words for words in expected.get("not", ()) if words in text] == [], text
    assert sorted(set(expected.get("cites", ())) - versions) == [], sorted(versions)
    assert [name for name in expected.get("not_cites", ()) if any(version.startswith(f"{name}@") for version in versions)] == []
