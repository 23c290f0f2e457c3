"""A comparison narrowed down to a kind of change, a body, a person bound."""

from __future__ import annotations

import pytest

import regparse
from regparse.errors import UnknownValueError
from regparse.model import Notice
from regparse.model.changes import RoleMoved
from regparse.model.comparison import Comparison
from regparse.store.narrowing import narrow

OLD = """Notice on the Leasing of Lamps
Dengfa [2031] No. 3

To all ports:

The following is notified:

(1) Banks shall not lend against brass lamps.
(2) Insurers shall keep a ledger of every lamp in the harbour.
(3) The China Securities Regulatory Commission is responsible for lamp futures."""
NEW = """Notice on the Leasing of Lamps and Lanterns
Dengfa [2033] No. 8

To all ports:

The following is notified:

(1) Banks shall not lend against brass lamps.
(2) Insurers shall keep a ledger of every lamp in the harbour.
(3) The China Securities Regulatory Commission is responsible for lamp futures.
(4) Banks shall not open accounts for lantern traders.
(5) Enterprises shall not advertise lanterns at sea.
(6) The National Financial Regulatory Administration is responsible for lantern insurance."""


@pytest.fixture(scope="module")
def made() -> tuple[Comparison, Notice, Notice]:
    old, new = regparse.parse(OLD), regparse.parse(NEW)
    return regparse.compare(old, new), old, new


def new_clauses(result: Comparison) -> list[str]:
    return [one.new.clause.rpartition("/")[2] for one in result.changes if one.new and one.new.clause]


def test_without_conditions_nothing_is_left_out(made: tuple[Comparison, Notice, Notice]) -> None:
    assert narrow(*made) is made[0]


def test_by_what_happened(made: tuple[Comparison, Notice, Notice]) -> None:
    found = narrow(*made, changes=["added"])
    assert new_clauses(found) == ["4", "5", "6"]
    assert [pair.new[0].rpartition("/")[2] for pair in found.pairs if pair.state == "none"] == ["4", "5", "6"]
    kept = narrow(*made, changes=["Kept"])
    assert {one.change for one in kept.changes} == {"kept"}


def test_by_what_became_of_a_clause(made: tuple[Comparison, Notice, Notice]) -> None:
    found = narrow(*made, changes=["new"])
    assert [pair.labels for pair in found.pairs] == [("new",)] * 3
    assert found.changes == (), "a label is no change in law"


def test_by_body_also_under_the_name_of_its_predecessor(made: tuple[Comparison, Notice, Notice]) -> None:
    assert new_clauses(narrow(*made, agencies=["CSRC"])) == ["3"]
    older = regparse.parse(OLD.replace("China Securities Regulatory Commission", "China Banking Regulatory Commission"))
    result = regparse.compare(older, made[2])
    found = narrow(result, older, made[2], agencies=["NFRA"])
    assert "6" in new_clauses(found)
    assert any(one.old and "Banking Regulatory" in one.old.text for one in found.changes)


def test_by_person_bound_together_with_what_happened(made: tuple[Comparison, Notice, Notice]) -> None:
    assert new_clauses(narrow(*made, addressees=["bank"], changes=["added"])) == ["4"]
    both = narrow(*made, addressees=["bank", "enterprise"], changes=["added"])
    assert new_clauses(both) == ["4", "5"]


def test_an_unknown_value_gets_the_nearest(made: tuple[Comparison, Notice, Notice]) -> None:
    with pytest.raises(UnknownValueError, match="widened"):
        narrow(*made, changes=["widend"])
    with pytest.raises(UnknownValueError, match="CSRC"):
        narrow(*made, agencies=["CSRD"])
    with pytest.raises(UnknownValueError, match="bank"):
        narrow(*made, addressees=["bnak"])


def test_a_body_that_took_over_a_task_binds_no_bank() -> None:
    old = regparse.parse(OLD)
    new = regparse.parse(
        OLD.replace("Regulatory Commission is", "Regulatory Commission and the People's Bank of China are")
    )
    result = regparse.compare(old, new)
    joined = [point for one in narrow(result, old, new, agencies=["PBOC"]).changes for point in one.points]
    assert [point.agency for point in joined if isinstance(point, RoleMoved)] == ["PBOC"]
    found = narrow(result, old, new, agencies=["PBOC"], addressees=["bank"])
    assert (found.changes, found.agencies) == ((), ())
