"""From No. 237 to No. 42: the changes that a reader of both texts wrote down, and none that he did not see."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from regparse import parse
from regparse.comparison import compare
from regparse.files.resources import folder
from regparse.model.comparison import Comparison, NormChange


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(parse("yinfa-2021-237"), parse("yinfa-2026-42"))


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    path = folder("corpus") / "yinfa-2026-42" / "alignment.yaml"
    changes: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["norm_changes"]
    return changes


def rows(result: Comparison, change: str, *kinds: str) -> list[NormChange]:
    return [row for row in result.norms if row.change == change and row.kind in kinds]


def test_every_ban_that_was_added_is_found_and_every_one_found_was_added(
    result: Comparison, gold: dict[str, Any]
) -> None:
    found = {row.what.partition(";")[0] for row in rows(result, "added", "prohibition")}
    assert set(gold["added_prohibitions"]) <= found
    # beyond the reader's list: services across the border and clearing are banned for tokenization too
    assert found - set(gold["added_prohibitions"]) == {"cross-border-service", "clearing-settlement"}


def test_bans_that_were_widened(result: Comparison) -> None:
    wider = [row.what for row in rows(result, "widened", "prohibition")]
    assert "derivatives-trading to crypto-product-trading" in wider
    abroad = next(what for what in wider if what.startswith("cross-border-service"))
    assert "now “entities”, before “virtual currency exchanges”" in abroad
    assert "now “in any form”, before “through the Internet”" in abroad
    names = next(what for what in wider if what.startswith("registration-naming"))
    assert "names also stablecoin, tokenization of real-world assets, RWA" in names
    assert any("takes in “or related financial products”" in what for what in wider), "as collateral"
    assert any("now “securities and futures business”" in what for what in wider)
    assert rows(result, "removed", "prohibition") == []


def test_duties_that_went_came_and_stayed(result: Comparison) -> None:
    gone = " ".join(row.old.text for row in rows(result, "removed", "obligation", "mandate") if row.old)
    assert "full-chain tracking and full-time information backup" in gone
    assert "guide financial institutions and non-bank payment institutions to strengthen the monitoring" in gone
    assert "special campaign against cross-border gambling" in gone
    come = " ".join(row.new.text for row in rows(result, "added", "obligation", "mandate") if row.new)
    assert "They strengthen risk monitoring" in come
    assert "Overseas subsidiaries and branches of domestic financial institutions" in come
    assert "Intermediary institutions and information technology service institutions that provide services" in come
    stayed = [row.old.text for row in rows(result, "kept", "obligation") if row.old]
    assert any(text.startswith("Upon discovering clues") for text in stayed)


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
    leads = [row for row in rows(result, "added", "mandate") if "led by CSRC" in row.what]
    assert any(row.new and row.new.clause == "yinfa-2026-42/3" for row in leads)


def test_the_law_it_rests_on(result: Comparison) -> None:
    def titles(change: str) -> set[str]:
        return {row.what.strip('",') for row in rows(result, change, "legal-basis")}

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
    sources = [row for row in rows(result, "added", "citation") if row.new and row.new.clause == "yinfa-2026-42/9"]
    assert any("1283" in row.what for row in sources), "what the mining clause rests on"


def test_every_change_quotes_its_texts(result: Comparison) -> None:
    texts = {notice.id: notice.text for notice in (parse("yinfa-2021-237"), parse("yinfa-2026-42"))}
    for row in result.norms:
        sides = [side for side in (row.old, row.new) if side]
        assert all(texts[side.notice][slice(*side.span)] == side.text for side in sides)
        assert len(sides) == (1 if row.change in {"added", "removed"} and row.kind != "agency-role" else 2)
        assert row.basis
