"""Query and agency matrix, on a notice made by hand."""

from __future__ import annotations

import pytest

from regparse.errors import UnknownValueError
from regparse.matrix import matrix
from regparse.model import (
    Activity,
    Addressee,
    AgencyRole,
    Clause,
    Closing,
    Effective,
    Kind,
    Notice,
    Provision,
    Role,
    Source,
)
from regparse.search import query

TEXT = (
    "(1) Banks shall not provide custody for tokens.\n"
    "(2) The CBIRC, together with the PBoC, leads the custody review of tokenized assets.\n"
    "(3) 银行不得为挖矿提供服务。\n"
    "This Notice takes effect today."
)


def quote(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"text": words, "span": (start, start + len(words))}


def body(words: str, code: str, role: Role, successor: str | None = None) -> AgencyRole:
    return AgencyRole.model_validate({**quote(words), "id": code, "role": role, "successor": successor})


def norm(where: str, words: str, kind: Kind, **rest: object) -> Provision:
    return Provision.model_validate({**quote(words), "id": f"x-2020-7/{where}#1", "kind": kind, "rule": "hand", **rest})


def clause(number: int, words: str, provision: Provision) -> Clause:
    return Clause.model_validate(
        {
            **quote(words),
            "id": f"x-2020-7/{number}",
            "number": number,
            "label": f"({number})",
            "kind": "clause",
            "section": None,
            "heading": None,
            "paragraphs": (),
            "provisions": (provision,),
        }
    )


@pytest.fixture(scope="module")
def notice() -> Notice:
    lines = TEXT.split("\n")
    bank = Addressee.model_validate({**quote("Banks"), "code": "bank"})
    custody = Activity.model_validate({**quote("custody"), "code": "custody", "phrase": "provide custody"})
    return Notice(
        id="x-2020-7",
        title="A notice",
        language="en",
        edition="en",
        number=None,
        effective=Effective(kind="on-issuance"),
        clauses=(
            clause(1, lines[0], norm("1", lines[0][4:], Kind.PROHIBITION, addressees=(bank,), activities=(custody,))),
            clause(
                2,
                lines[1],
                norm(
                    "2",
                    lines[1][4:],
                    Kind.MANDATE,
                    agencies=(body("CBIRC", "CBIRC", Role.LEAD, "NFRA"), body("PBoC", "PBOC", Role.JOINT)),
                ),
            ),
            clause(3, lines[2], norm("3", lines[2][4:], Kind.PROHIBITION)),
        ),
        closing=Closing.model_validate(
            {**quote(lines[3]), "provisions": (norm("closing", lines[3], Kind.COMMENCEMENT),)}
        ),
        source=Source(name="hand", media_type="text/plain", sha256="", encoding=None),
        text=TEXT,
    )


def found(notice: Notice, words: str = "", **conditions: object) -> list[str]:
    answer = query(words, notices=[notice], **conditions)  # type: ignore[arg-type]
    assert answer.total == len(answer.results)
    return [hit.clause for hit in answer.results]


def test_without_conditions_every_norm_is_found_in_document_order(notice: Notice) -> None:
    assert found(notice) == ["x-2020-7/1", "x-2020-7/2", "x-2020-7/3", "x-2020-7/closing"]


@pytest.mark.parametrize("name", ["PBOC", "pboc", "PBoC", "People's Bank of China", "中国人民银行", "人民银行"])
def test_every_name_of_a_body_finds_it(notice: Notice, name: str) -> None:
    assert found(notice, agency=[name]) == ["x-2020-7/2"]


def test_a_body_answers_for_the_one_whose_powers_it_has(notice: Notice) -> None:
    assert found(notice, agency=["NFRA"]) == ["x-2020-7/2"]
    assert found(notice, agency=["CSRC"]) == []


def test_agency_and_role_must_hold_of_one_mention(notice: Notice) -> None:
    assert found(notice, agency=["PBOC"], role=["joint"]) == ["x-2020-7/2"]
    assert found(notice, agency=["PBOC"], role=["lead"]) == []


def test_values_of_one_sort_are_alternatives_and_sorts_hold_together(notice: Notice) -> None:
    assert found(notice, kind=["mandate", "commencement"]) == ["x-2020-7/2", "x-2020-7/closing"]
    assert found(notice, kind=["prohibition"], addressee=["bank"]) == ["x-2020-7/1"]
    assert found(notice, kind=["mandate"], addressee=["bank"]) == []
    assert found(notice, activity=["custody"]) == ["x-2020-7/1"]


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("CUSTODY", [1, 2]),
        ("custody tokenized", [2]),
        ("token", [1, 2]),  # the beginning of a word is enough in Latin script
        ("oken", []),  # the middle is not
        ('"custody for"', [1]),
        ('"for custody"', []),
        ("挖矿", [3]),
        ("矿", [3]),
        ("(", []),  # in the label, which is no part of the norm; and no pattern
        ("nowhere", []),
    ],
)
def test_words(notice: Notice, words: str, clauses: list[int]) -> None:
    assert sorted(found(notice, words)) == [f"x-2020-7/{n}" for n in clauses]


def test_hits_that_say_more_of_the_words_come_first(notice: Notice) -> None:
    answer = query("custody", notices=[notice])
    # seven letters of 43, and seven of 80
    assert [(h.clause, h.score) for h in answer.results] == [("x-2020-7/1", 0.1628), ("x-2020-7/2", 0.0875)]


def test_facets_count_hits_and_not_mentions(notice: Notice) -> None:
    facets = query(notices=[notice]).facets
    assert facets["kind"] == {"prohibition": 2, "commencement": 1, "mandate": 1}
    assert facets["agency"] == {"CBIRC": 1, "PBOC": 1}
    assert facets["notice"] == {"x-2020-7": 4}


@pytest.mark.parametrize(
    ("condition", "value", "hint"),
    [
        ("role", "leed", "did you mean lead"),
        ("kind", "prohibitions", "did you mean prohibition"),
        ("addressee", "banks", "did you mean bank"),
        ("activity", "custdy", "did you mean custody"),
        ("agency", "CSRCC", "did you mean CSRC"),
        ("role", "zzz", "one of: lead, joint"),
    ],
)
def test_an_unknown_value_is_told_with_the_nearest(notice: Notice, condition: str, value: str, hint: str) -> None:
    with pytest.raises(UnknownValueError, match=f"no {condition} '{value}'; {hint}"):
        found(notice, **{condition: [value]})


def test_the_matrix_has_a_row_a_body_and_names_successors(notice: Notice) -> None:
    rows = matrix(notice)
    assert [(row.agency, row.successor, row.roles) for row in rows] == [
        ("CBIRC", "NFRA", {Role.LEAD: ("x-2020-7/2",)}),
        ("PBOC", None, {Role.JOINT: ("x-2020-7/2",)}),
    ]


def test_the_matrix_names_a_clause_once_and_puts_the_busiest_body_first(notice: Notice) -> None:
    second = notice.clauses[1].provisions[0]
    again = second.model_copy(update={"agencies": (body("PBoC", "PBOC", Role.JOINT),)})
    clauses = (
        notice.clauses[0].model_copy(update={"provisions": (again,)}),
        notice.clauses[1].model_copy(update={"provisions": (second, again)}),
    )
    rows = matrix(notice.model_copy(update={"clauses": clauses}))
    assert [(row.agency, row.roles) for row in rows] == [
        ("PBOC", {Role.JOINT: ("x-2020-7/1", "x-2020-7/2")}),
        ("CBIRC", {Role.LEAD: ("x-2020-7/2",)}),
    ]
