"""The shipped notices as a reader states them, and the same notice from a page with other prose around it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

import regparse
from regparse.analysis import pipeline
from regparse.corpus import sources
from regparse.model import Clause, Notice
from regparse.wording import say

NEW, PRESS, OLD = "yinfa-2026-42", "yinfa-2026-42@en-press", "yinfa-2021-237"


@cache
def parsed(ref: str) -> Notice:
    return regparse.parse(ref)


def clause(ref: str, number: int) -> Clause:
    return next(c for c in parsed(ref).clauses if c.number == number)


def codes(ref: str) -> list[str]:
    return [problem.code for problem in parsed(ref).problems]


def roles(ref: str, number: int) -> set[tuple[str, str]]:
    return {(a.id, str(a.role)) for p in clause(ref, number).provisions for a in p.agencies}


# --- the head and the closing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ref", "ident", "issuers"),
    [
        (NEW, (2026, 42), "PBOC NDRC MIIT MPS SAMR NFRA CSRC SAFE"),
        (PRESS, (2026, 42), "PBOC NDRC MIIT MPS SAMR CBIRC CSRC SAFE"),
        (OLD, (2021, 237), "PBOC CAC SPC SPP MIIT MPS SAMR CBIRC CSRC SAFE"),
    ],
)
def test_number_and_issuers(ref: str, ident: tuple[int, int], issuers: str) -> None:
    notice = parsed(ref)
    assert notice.number
    assert (notice.number.code, notice.number.year, notice.number.serial) == ("yinfa", *ident)
    assert notice.id == f"yinfa-{ident[0]}-{ident[1]}"
    assert {issuer.id for issuer in notice.issuers} == set(issuers.split())
    assert len(notice.issuers) == len(issuers.split())


def test_the_new_notice_states_whom_it_consulted_and_who_approved() -> None:
    for ref in (NEW, PRESS):
        notice = parsed(ref)
        assert {a.id for a in notice.consulted} == {"CAC", "SPC", "SPP"}
        assert {a.id for a in notice.approved_by} == {"STATE-COUNCIL"}
        assert {a.id for a in notice.recipients} == {"PROVINCIAL-GOV"}


@pytest.mark.parametrize(("ref", "count"), [(NEW, 10), (PRESS, 10), (OLD, 9)])
def test_legal_basis(ref: str, count: int) -> None:
    basis = parsed(ref).legal_basis
    assert len(basis) == count
    assert {citation.kind for citation in basis} == {"legal-basis"}


def test_dates() -> None:
    old, new, press = (parsed(ref) for ref in (OLD, NEW, PRESS))
    assert old.issued_on
    assert old.issued_on.date == dt.date(2021, 9, 15)
    assert new.issued_on
    assert new.issued_on.date == dt.date(2026, 2, 6)
    assert press.issued_on is None  # what circulates carries no signature and no date
    assert (old.effective.kind, old.effective.date) == ("unstated", None)  # it has no commencement clause
    assert {n.effective.kind for n in (new, press)} == {"on-issuance"}
    assert new.effective.date == dt.date(2026, 2, 6)
    assert press.effective.date is None


def test_the_new_notice_repeals_the_old_one_and_no_other() -> None:
    for ref in (NEW, PRESS):
        assert [(c.kind, c.target) for c in parsed(ref).repeals] == [("repeals", OLD)]
    assert parsed(OLD).repeals == ()
    assert parsed(NEW).closing is not None


# --- the body ------------------------------------------------------------------------------------------------


def test_the_press_edition_has_nineteen_clauses_with_the_labels_as_printed() -> None:
    labels = "(I) (II) (III) (IV) (5) (6) (7) (8) (IX) (X) (XI) (XII) (XIII) (XIV) (15) (16) (17) (18) (19)"
    clauses = parsed(PRESS).clauses
    assert " ".join(c.label or "-" for c in clauses) == labels
    assert [c.number for c in clauses] == list(range(1, 20))
    assert [c.id for c in clauses] == [f"yinfa-2026-42/{n}" for n in range(1, 20)]
    assert [len(c.paragraphs) for c in clauses[:3]] == [3, 2, 2]


def test_a_label_without_a_space_and_the_closing_outside_the_clauses() -> None:
    assert clause(PRESS, 2).text.startswith("(II)Tokenization of Real-World Assets refers to")
    closing = parsed(PRESS).closing
    assert closing is not None
    assert {p.kind for p in closing.provisions} == {"commencement", "repeal"}
    assert clause(PRESS, 19).span[1] < closing.span[0]


@pytest.mark.parametrize(("ref", "clauses", "sections"), [(NEW, 19, 6), (PRESS, 19, 0), (OLD, 16, 5)])
def test_clauses_and_sections(ref: str, clauses: int, sections: int) -> None:
    notice = parsed(ref)
    assert [c.number for c in notice.clauses] == list(range(1, clauses + 1))
    assert [c.id for c in notice.clauses] == [f"{notice.id}/{n}" for n in range(1, clauses + 1)]
    assert [s.number for s in notice.sections] == list(range(1, sections + 1))
    assert all(c.section for c in notice.clauses) is bool(sections)


def test_clause_three_tells_who_leads_and_who_joins() -> None:
    joint = {"NDRC", "MIIT", "MPS", "SAMR", "CSRC", "SAFE"}
    for ref, watchdog in ((NEW, "NFRA"), (PRESS, "CBIRC")):
        expected = {(code, "joint") for code in {*joint, watchdog}}
        expected |= {("PBOC", "lead"), ("CSRC", "lead"), ("PBOC", "joint")}
        expected |= {(code, "coordinate") for code in ("CAC", "SPC", "SPP")}
        assert roles(ref, 3) >= expected


def test_a_body_that_was_gone_names_its_successor() -> None:
    gone = [a for _, p in parsed(PRESS).provisions() for a in p.agencies if a.id == "CBIRC"]
    assert gone
    assert {a.successor for a in gone} == {"NFRA"}
    then = [a for _, p in parsed(OLD).provisions() for a in p.agencies if a.id == "CBIRC"]
    assert then
    assert {a.successor for a in then} == {None}  # in 2021 it was there


def test_the_renminbi_stablecoin_ban_stands_under_consent_and_binds_anyone() -> None:
    for ref in (NEW, PRESS):
        (ban,) = [
            p
            for p in clause(ref, 1).provisions
            if p.kind == "prohibition" and "stablecoin-issuance" in {a.code for a in p.activities}
        ]
        assert [a.code for a in ban.addressees] == ["anyone"]
        assert (ban.condition, ban.territory, ban.assets) == ("approval", "overseas", ("stablecoin",))


def test_the_void_acts_and_the_losses_are_sanctions() -> None:
    for ref in (NEW, PRESS):
        kinds = {p.sanction.kind for p in clause(ref, 19).provisions if p.sanction}
        assert "civil-invalidity" in kinds


# --- problems --------------------------------------------------------------------------------------------------


def test_what_a_careful_reader_flags_in_the_press_edition() -> None:
    found = codes(PRESS)
    assert {"count-mismatch", "mixed-numbering", "superseded-agency"} <= set(found)
    (gone,) = [p for p in parsed(PRESS).problems if p.code == "superseded-agency"]
    assert "CBIRC" in say(gone)
    assert "NFRA" in say(gone)


def test_ten_other_departments_are_ten_in_all() -> None:
    mismatch = [p for p in parsed(PRESS).problems if p.code == "count-mismatch"]
    text = parsed(PRESS).text
    assert any("ten other departments" in text[slice(*p.span)] for p in mismatch if p.span)


def test_the_old_notice_flags_no_body_that_was_there_then() -> None:
    assert "superseded-agency" not in codes(OLD)


# --- a page around the notice -----------------------------------------------------------------------------------

BEFORE = """\
Home | Ledger Lane | Podcasts | Sign in
Coffee and Compliance: a talk with a clerk
Q: How did you come to read notices for a living?
A: By accident. Somebody had to number the paragraphs, and I liked the quiet.
Q: Which ones do you read twice?
A: Three kinds, as I tell every trainee:
1. The short ones, which are never as short as they look.
2. The long ones, since nobody else has reached the end.
3. The ones that say that nothing changes.
Advertisement
Try Pencil Pro for a month.
"""
BETWEEN = """\
Advertisement
Our umbrellas keep the rain from any filing cabinet.
Subscribe to the Friday letter
"""
AFTER = """\
Related articles
(1) Why clerks whistle
(2) The museum of rubber stamps opens again
Copyright Ledger Lane, a street that is not there
"""


@cache
def page() -> Notice:
    edition = sources.shipped().get(PRESS)
    text = edition.read().decode("utf-8").strip("\n")
    return regparse.parse(f"{BEFORE}\n{text}\n\n{BETWEEN}\n{text}\n\n{AFTER}", name="page")


def test_the_page_gives_the_notice_of_the_edition() -> None:
    edition = parsed(PRESS)
    assert page().text == edition.text
    own = {"source", "problems", "edition"}
    assert page().model_dump(exclude=own) == edition.model_dump(exclude=own)


def test_the_page_says_what_it_left_out() -> None:
    around = "boilerplate-dropped"
    assert [p.code for p in page().problems if p.lines] == [around, around, "duplicate-copy", around]
    assert [p for p in page().problems if not p.lines] == [p for p in parsed(PRESS).problems if not p.lines]


def test_every_line_of_the_page_is_in_the_notice_or_in_a_problem() -> None:
    edition = sources.shipped().get(PRESS).read().decode("utf-8").strip("\n")
    lines = f"{BEFORE}\n{edition}\n\n{BETWEEN}\n{edition}\n\n{AFTER}".split("\n")
    dropped = {n for p in page().problems if p.lines for n in range(p.lines[0], p.lines[1] + 1)}
    kept = [line.strip() for n, line in enumerate(lines, 1) if line.strip() and n not in dropped]
    assert kept == page().text.split("\n")


# --- every edition ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ref", [edition.ref for edition in sources.shipped().editions()])
def test_the_same_bytes_give_the_same_json(ref: str, tmp_path: Path) -> None:
    edition = sources.shipped().get(ref)
    again = pipeline.parse(edition.read(), edition.path.name, edition=edition.name)
    assert again.to_json() == pipeline.parse(edition.read(), edition.path.name, edition=edition.name).to_json()
    # From a file the notice is the same but for its edition.
    path = tmp_path / edition.path.name
    path.write_bytes(edition.read())
    assert regparse.parse(path).clauses == parsed(ref).clauses
