"""From No. 237 to No. 42: the changes that a reader of both texts wrote down, and none that he did not see."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from regparse import parse
from regparse.comparison import compare
from regparse.comparison.gone import gone
from regparse.files.resources import folder
from regparse.model import Notice, Span
from regparse.model.changes import AnyPoint, LawChange
from regparse.model.comparison import Comparison

LIST = Path(__file__).parent / "lists" / "yinfa-2021-237-to-2026-42.yaml"
UP, DOWN, BOTH = {"added", "widened"}, {"removed", "narrowed"}, {"altered", "widened", "narrowed"}
WAYS = {"added": UP, "widened": UP, "removed": DOWN, "narrowed": DOWN, "altered": BOTH}


@pytest.fixture(scope="module")
def texts() -> tuple[Notice, Notice]:
    return parse("yinfa-2021-237"), parse("yinfa-2026-42")


@pytest.fixture(scope="module")
def result(texts: tuple[Notice, Notice]) -> Comparison:
    return compare(*texts)


@pytest.fixture(scope="module")
def listed() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    path = folder("corpus") / "yinfa-2026-42" / "alignment.yaml"
    changes: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["norm_changes"]
    return changes


def places(text: str, quote: str | None) -> Span | None:
    """Give where a quotation of the list stands in a text; a quotation that does not stand there is a fault."""
    if quote is None:
        return None
    at = text.index(quote)
    return at, at + len(quote)


def meets(row: LawChange, side: str, span: Span | None) -> bool:
    quote = getattr(row, side)
    return bool(span and quote and quote.span[0] < span[1] and span[0] < quote.span[1])


def told(result: Comparison) -> list[LawChange]:
    return [row for row in result.changes if row.change != "kept"]


def test_what_the_reader_listed_is_found_with_its_direction(
    result: Comparison, texts: tuple[Notice, Notice], listed: list[dict[str, Any]]
) -> None:
    missed = list[str]()
    for one in listed:
        spans = {side: places(text.text, one.get(side)) for side, text in zip(("old", "new"), texts, strict=True)}
        need = ["new"] if one["change"] == "added" else ["old"] if one["change"] == "removed" else ["old", "new"]
        rows = [row for row in told(result) if all(meets(row, side, spans[side]) for side in need)]
        if not any(row.change in WAYS[one["change"]] for row in rows):
            missed.append(one["id"])
    # One law in the place of another is told as one that went and one that came.
    assert missed == ["basis-new-laws"]


def test_nothing_is_told_that_the_reader_did_not_see(
    result: Comparison, texts: tuple[Notice, Notice], listed: list[dict[str, Any]]
) -> None:
    spans = [
        (side, places(text.text, one[side]))
        for one in listed
        for side, text in zip(("old", "new"), texts, strict=True)
        if one.get(side)
    ]
    assert [row for row in told(result) if not any(meets(row, side, span) for side, span in spans)] == []


def test_nothing_is_told_twice(result: Comparison) -> None:
    seen = Counter((row.change, row.old and row.old.span, row.new and row.new.span) for row in told(result))
    assert [one for one, count in seen.items() if count > 1] == []


def test_every_sentence_is_in_a_change_or_the_same(result: Comparison) -> None:
    for row in result.sentences:
        for side, sentences in (("old", row.old), ("new", row.new)):
            for one in sentences:
                inside = any(meets(change, side, one.span) for change in told(result))
                again = {"".join(other.text.split()) for other in (row.new if side == "old" else row.old)}
                same = row.state in ("same", "heading") or "".join(one.text.split()) in again
                assert inside or same, one.text


def _acts(points: tuple[AnyPoint, ...]) -> set[str]:
    return {code for point in points for code in [*getattr(point, "acts", ()), getattr(point, "code", None)] if code}


def test_the_bans_that_were_added(result: Comparison, gold: dict[str, Any]) -> None:
    norms = {norm.id: norm for _, norm in parse("yinfa-2026-42").provisions()}
    wider = [row for row in told(result) if row.change in UP and row.new]
    found = {act.code for row in wider if row.new for act in _norm_acts(norms, row.new.provision)}
    found |= {code for row in wider for code in _acts(row.points)}
    assert set(gold["added_prohibitions"]) <= found


def _norm_acts(norms: dict[str, Any], name: str | None) -> Any:
    return norms[name].activities if name in norms else ()


def test_what_is_gone_is_one_question(result: Comparison) -> None:
    words = " | ".join(one.quote.text for one in gone(result))
    for lost in (
        "shall not provide services for business activities related to virtual currency.",
        "realize full-chain tracking and full-time",
        "cross-border gambling",
        "guide financial institutions and non-bank payment institutions",
    ):
        assert lost in words, lost


def test_bodies(result: Comparison, gold: dict[str, Any]) -> None:
    bodies = {row.id: row for row in result.agencies}
    for code in gold["agencies_gained"]:
        assert bodies[code].old_roles == ()
        assert "issuer" in bodies[code].new_roles
    for code in gold["agencies_moved_from_issuer_to_consulted"]:
        assert "issuer" in bodies[code].old_roles
        assert "consulted" in bodies[code].new_roles
        assert "issuer" not in bodies[code].new_roles
    assert set(gold["succession"]) & set(bodies) == set(), "who was succeeded is no body of its own"
    assert {"NIFA", "PCAC", "CBA"} <= {code for code, row in bodies.items() if not row.new_roles}


def test_the_law_it_rests_on(result: Comparison) -> None:
    def titles(change: str) -> set[str]:
        rows = [row for row in result.changes if row.change == change and row.kind == "legal-basis"]
        return {side.text.strip('",') for row in rows if (side := row.new or row.old)}

    assert titles("removed") == {
        "Regulations on the Administration of Futures Trading",
        "Decision of the State Council on Cleaning Up and Rectifying Various Trading Venues to Effectively "
        "Prevent Financial Risks",
        "Implementing Opinions of the General Office of the State Council on Cleaning Up and Rectifying "
        "Various Trading Venues",
    }
    assert len(titles("kept")) == 6
    assert titles("added") == {
        "Law of the People's Republic of China on Securities Investment Funds",
        "Law of the People's Republic of China on Futures and Derivatives",
        "Regulations of the People's Republic of China on the Administration of Renminbi",
        "Regulations of the People's Republic of China on Foreign Exchange Administration",
    }


def test_every_change_quotes_its_texts(result: Comparison, texts: tuple[Notice, Notice]) -> None:
    words = {notice.id: notice.text for notice in texts}
    for row in result.changes:
        sides = [side for side in (row.old, row.new) if side]
        assert all(words[side.notice][slice(*side.span)] == side.text for side in sides)
        assert len(sides) == (1 if row.change in {"added", "removed"} else 2)
        for point in row.points:
            for side, quote in ((row.old, point.old), (row.new, point.new)):
                assert quote is None or (side and words[side.notice][slice(*quote.span)] == quote.text)
