"""Every word that the guide quotes is the law's own: each article version equals the digests that were made from the official text.

``law_digests.tsv`` says in its head how they were made; the folding and the cutting into pieces here are the same.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

import debtguide
from debtguide.replies.answer import listed_article

if TYPE_CHECKING:
    from debtguide import Guide

YAML_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DIGESTS = Path(__file__).with_name("law_digests.tsv")
FOLDED = str.maketrans("(),;:?[]“”‘’．－—─", "（），；：？〔〕\"\"''.---")
KEYS = ["id", "title", "article", "article_zh", "text", "verbatim", "part", "level", "issuer", "doc_no", "effective_from", "effective_to", "source", "read_on"]

Row = dict[str, Any]


class Official(NamedTuple):
    """Digests of one official article: of the whole (None where only a part was at hand), and of its pieces in order."""

    whole: str | None
    pieces: tuple[str, ...]


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(FOLDED)


def pieces(text: str) -> list[str]:
    """Return ``text`` cut at paragraph ends and after every 。 ； ： of its folded form."""
    return [piece for paragraph in text.split("\n") for piece in re.findall("[^。；：]*[。；：]|[^。；：]+", folded(paragraph))]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def stands_in(found: list[str], official: tuple[str, ...]) -> bool:
    """Return whether the pieces ``found`` all stand among the ``official`` ones, in their order."""
    rest = iter(official)
    return all(any(digest(piece)[:16] == known for known in rest) for piece in found)


def difference(row: Row, official: Official | None) -> str | None:
    """Return in what ``row`` differs from the official article, or None where it is its very words."""
    if official is None:
        return "no digest of the official text"
    found = pieces(row["text"])
    if not found:
        return "no words"
    if row["part"]:
        return None if stands_in(found, official.pieces) else "a piece that the official article has not, or not in this order"
    if official.whole is None:
        return "held whole, but only a part of the official article was at hand"
    return None if digest(folded(row["text"])) == official.whole else "other words than the official article"


@cache
def digests() -> dict[tuple[str, str], Official]:
    """Return the digests by article id and first day."""
    found: dict[tuple[str, str], Official] = {}
    lines = [line for line in DIGESTS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[0].split("\t") == ["statute_id", "article", "effective_from", "whole", "pieces"]
    for line in lines[1:]:
        statute, article, first, whole, parts = line.split("\t")
        key = (f"{statute}/{article}", first)
        assert key not in found, f"{key} stands twice"
        found[key] = Official(None if whole == "-" else whole, tuple(parts.split()))
    return found


@pytest.fixture(scope="module")
def listed(guide: Guide) -> list[Row]:
    """Every article version, as ``law list --jsonl`` prints it for other programs."""
    bodies = guide.knowledge_base.bodies
    return [listed_article(version) for name in bodies.article_ids() for version in bodies.article(name)]


def test_every_quotation_is_the_official_wording(listed: list[Row]) -> None:
    known = digests()
    wrong = {}
    for row in listed:
        if row["verbatim"]:
            found = difference(row, known.get((row["id"], row["effective_from"])))
            if found:
                wrong[f"{row['id']} ({row['effective_from']})"] = found
    assert wrong == {}


def test_there_is_no_digest_of_what_is_not_held(listed: list[Row]) -> None:
    quoted = {(row["id"], row["effective_from"]) for row in listed if row["verbatim"]}
    assert sorted(set(digests()) - quoted) == []


def test_there_is_enough_law(listed: list[Row]) -> None:
    quoted = [row for row in listed if row["verbatim"]]
    assert len(quoted) >= 40
    assert len({row["title"] for row in quoted}) >= 10


def test_a_changed_character_does_not_pass(listed: list[Row]) -> None:
    known = digests()
    for row in [row for row in listed if row["verbatim"]][::7]:
        official = known[(row["id"], row["effective_from"])]
        text = row["text"]
        for place in range(0, len(text), max(1, len(text) // 5)):
            if re.fullmatch(r"[\s\W]", text[place]):
                continue
            other = "可" if text[place] != "可" else "应"
            assert difference({**row, "text": text[:place] + other + text[place + 1 :]}, official), (row["id"], place)
            assert difference({**row, "text": text[:place] + text[place + 1 :]}, official), (row["id"], place)


OFFICIAL = "甲应当还款。乙可以催收；不得骚扰：\n（一）夜间；\n（二）第三人。"
CHANGES = [
    ("甲应当还款。乙可以催收；不得骚扰：\n（一）夜间；\n（二）第三人。", False, True, "the words themselves"),
    ("甲应当还款。 乙可以催收;不得骚扰:\n(一)夜间;\n(二)第三人。", False, True, "white space and the width of marks do not count"),
    ("甲可以还款。乙可以催收；不得骚扰：\n（一）夜间；\n（二）第三人。", False, False, "one character changed"),
    ("甲应当还款。乙可以催收；不得骚扰：\n（一）夜间；", False, False, "held whole but cut short"),
    ("甲应当还款。\n（二）第三人。", True, True, "two pieces in order"),
    ("（二）第三人。\n甲应当还款。", True, False, "two pieces in the other order"),
    ("甲应当还款", True, False, "a piece without its end"),
    ("应当还款。", True, False, "a piece without its beginning"),
    ("甲应当还款。甲应当还款。", True, False, "a piece twice"),
    ("", True, False, "nothing"),
]


@pytest.mark.parametrize(("text", "part", "same"), [row[:3] for row in CHANGES], ids=[row[3] for row in CHANGES])
def test_what_counts_as_the_official_wording(text: str, part: bool, same: bool) -> None:
    official = Official(digest(folded(OFFICIAL)), tuple(digest(piece)[:16] for piece in pieces(OFFICIAL)))
    assert (difference({"text": text, "part": part}, official) is None) is same


def test_the_list_for_other_programs_is_what_the_files_say(builtin_knowledge: Path, listed: list[Row]) -> None:
    assert all(tuple(row) == tuple(KEYS) for row in listed)
    written = {}
    for path in (builtin_knowledge / "statutes").glob("*.yaml"):
        for article in yaml.load(path.read_text(encoding="utf-8"), YAML_LOADER)["articles"]:
            written[(f"{path.stem}/{article['id']}", article["effective_from"])] = "".join(article["text"].split())
    assert {(row["id"], row["effective_from"]): "".join(row["text"].split()) for row in listed} == written


def test_the_command_prints_the_list_a_line_an_article_version(tmp_path: Path) -> None:
    source = str(Path(debtguide.__file__).parents[1])
    command = [sys.executable, "-m", "debtguide", "--knowledge", str(Path(__file__).parents[1] / "minimal_knowledge"), "law", "list", "--jsonl"]
    run = subprocess.run(command, env={"PYTHONPATH": source, "DEBTGUIDE_CACHE_DIR": str(tmp_path)}, capture_output=True, check=True)
    rows = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["loan-act/10", "loan-act/10", "loan-act/20", "loan-act/20", "loan-act/21", "loan-guidance/1"]
    assert all(list(row) == KEYS for row in rows)
