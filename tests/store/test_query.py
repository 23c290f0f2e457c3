"""Query and agency matrix, on a notice made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from regparse.errors import QueryError, UnknownValueError
from regparse.lexicon import addressees, agencies
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
from regparse.register.matrix import matrix
from regparse.store.query import query
from regparse.wording import say

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
        ("token", [1]),  # tokens, which is a form of it; tokenized is another word
        ("token*", [1, 2]),
        ("tok*", [1, 2]),
        ("tok", []),
        ("oken", []),  # the middle is not
        ('"custody for"', [1]),
        ('"for custody"', []),
        ("挖矿", [3]),
        ("矿", [3]),
        ("custody NOT tokens", [2]),
        ("custody -tokenized", [1]),
        ("review OR 挖矿", [2, 3]),
        ("custody (tokens OR review)", [1, 2]),
        ("NOT custody", [3, "closing"]),
        ('"Banks shall"', [1]),
        ("bank", [1]),
        ("nowhere", []),
    ],
)
def test_words(notice: Notice, words: str, clauses: list[int]) -> None:
    assert sorted(found(notice, words)) == [f"x-2020-7/{n}" for n in clauses]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("(custody", "a parenthesis in .* is not closed"),
        ("custody)", "has no opening one"),
        ('"custody', "a quotation mark in .* is not closed"),
        ("OR custody", "OR in .* has no word beside it"),
        ("custody AND", "AND in .* has no word beside it"),
        ("custody NOT", "NOT in .* is followed by no word"),
        ("custody OR NOT tokens", "NOT beside OR"),
        ("()", "nothing to search for"),
        ("…", "neither letters nor figures"),
        ("x" * 1001, "at most 1,000"),
    ],
)
def test_words_that_cannot_be_understood_are_told(notice: Notice, words: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        found(notice, words)


def test_hits_that_say_more_of_the_words_come_first_when_asked(notice: Notice) -> None:
    answer = query("custody", notices=[notice], sort="relevance")
    # seven letters of 43, and seven of 80
    assert [(h.clause, h.score) for h in answer.results] == [("x-2020-7/1", 0.1628), ("x-2020-7/2", 0.0875)]


def test_the_words_asked_for_are_marked_in_the_quotation(notice: Notice) -> None:
    (hit,) = query('"custody for" bank', notices=[notice]).results
    assert [hit.text[start:end] for start, end in hit.marks] == ["Banks", "custody for"]


def test_facets_count_hits_and_not_mentions(notice: Notice) -> None:
    facets = query(notices=[notice]).facets
    assert facets["kind"] == {"prohibition": 2, "commencement": 1, "mandate": 1}
    assert facets["agency"] == {"CBIRC": 1, "PBOC": 1}
    assert facets["notice"] == {"x-2020-7": 4}


def bound(notice: Notice, **persons: str) -> Notice:
    """The notice with a prohibition a clause, each for the addressee given: ``a="bank"`` is clause 1."""
    clauses = []
    for clause_, code in zip(notice.clauses, persons.values(), strict=False):
        ban = clause_.provisions[0].model_copy(
            update={
                "kind": Kind.PROHIBITION,
                "addressees": (Addressee(text=clause_.text, span=clause_.span, code=code),),
            }
        )
        clauses.append(clause_.model_copy(update={"provisions": (ban,)}))
    return notice.model_copy(update={"clauses": tuple(clauses)})


def via(notice: Notice, **conditions: object) -> list[tuple[str, list[str]]]:
    hits = query("", notices=[notice], **conditions).results  # type: ignore[arg-type]
    return [(hit.clause.rpartition("/")[2], [one.found for one in hit.via]) for hit in hits]


def test_an_addressee_is_reached_by_what_it_is_and_by_anyone_and_its_own_norms_come_first(notice: Notice) -> None:
    one = bound(notice, a="anyone", b="financial-institution", c="bank")
    assert via(one, addressee=["bank"]) == [("3", []), ("2", ["financial-institution"]), ("1", ["anyone"])]
    assert via(one, addressee=["bank"], exact=True) == [("3", [])]
    # what binds banks alone binds not every financial institution: that is a hint and no hit
    assert via(one, addressee=["financial-institution"]) == [("2", []), ("1", ["anyone"])]
    (hint,) = query(notices=[one], addressee=["financial-institution"]).hints
    assert (hint.field, hint.value, hint.count) == ("addressee", "bank", 1)
    assert via(one, addressee=["anyone"]) == [("1", [])]
    assert via(one, addressee=["merchant"]) == [("1", ["anyone"])]


def test_what_is_two_kinds_is_reached_by_both(notice: Notice) -> None:
    one = bound(notice, a="domestic-entity", b="overseas-entity", c="enterprise")
    assert via(one, addressee=["overseas-branch-of-financial-institution"]) == [
        ("1", ["domestic-entity"]),
        ("2", ["overseas-entity"]),
    ]


def test_a_predecessor_is_named_where_it_was_found(notice: Notice) -> None:
    assert via(notice, agency=["NFRA"]) == [("2", ["CBIRC"])]
    assert via(notice, agency=["NFRA", "PBOC"]) == [("2", [])]  # by the name asked for, if there is one
    assert via(notice, agency=["NFRA"], exact=True) == []
    assert via(notice, agency=["CBRC"]) == []  # powers pass on, not back


def test_kinds_of_addressees_are_told_both_ways() -> None:
    kinds = addressees.load()
    assert kinds.above("bank") == ("financial-institution", "domestic-entity", "anyone")
    assert kinds.above("anyone") == ()
    assert "internet-enterprise" in kinds.below("enterprise")
    assert "bank" in kinds.below("domestic-entity")
    assert kinds.below("anyone") == ()  # all are
    assert "financial-institution" not in kinds.above("payment-institution")  # 非银行支付机构 stand beside 金融机构


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a": {"is": ["b"]}}, "unknown addressee: .'b'"),
        ({"a": {"is": ["b"]}, "b": {"is": ["a"]}}, "one of itself"),
    ],
)
def test_a_table_of_kinds_that_cannot_hold_is_refused(table: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        addressees.Addressees(table)


def test_bodies_and_those_they_came_from_belong_to_groups() -> None:
    bodies = agencies.load()
    assert {"FIN-REG", "SECURITIES-REG", "RELEVANT-DEPTS", "ALL-DEPTS"} <= set(bodies.groups("CSRC"))
    assert {"FIN-REG", "BANKING-REG", "INSURANCE-REG"} <= set(bodies.groups("CIRC"))  # by way of NFRA
    assert "FIN-REG" not in bodies.groups("MIIT")
    assert bodies.groups("FIN-REG") == []
    assert bodies.before("NFRA") == ["CBIRC", "CBRC", "CIRC"]


def test_groups_of_a_body_are_hinted_with_what_else_they_would_find(notice: Notice) -> None:
    second = notice.clauses[1].provisions[0]
    fin = second.model_copy(update={"agencies": (body("CBIRC", "FIN-REG", Role.LEAD),), "id": "x-2020-7/3#1"})
    one = notice.model_copy(
        update={"clauses": (notice.clauses[1], notice.clauses[2].model_copy(update={"provisions": (fin,)}))}
    )
    hints = query(notices=[one], agency=["PBOC"], role=["joint", "lead"]).hints
    assert [(hint.field, hint.value, hint.count) for hint in hints] == [("agency", "FIN-REG", 1)]
    assert query(notices=[one], agency=["PBOC"], role=["joint"]).hints == ()  # FIN-REG joins nobody


def test_consent_is_also_asked_for_by_consent_and_filing(notice: Notice) -> None:
    ban = notice.clauses[0].provisions[0].model_copy(update={"condition": "approval-and-filing", "assets": ("rwa",)})
    one = notice.model_copy(update={"clauses": (notice.clauses[0].model_copy(update={"provisions": (ban,)}),)})
    assert via(one, condition=["approval"]) == [("1", ["approval-and-filing"])]
    assert via(one, condition=["approval"], exact=True) == []
    assert via(one, condition=["unauthorized"]) == []
    assert via(one, asset=["rwa"]) == [("1", [])]
    assert via(one, territory=["overseas"]) == []


def test_nothing_found_names_the_codes_that_occur_and_what_each_condition_finds(notice: Notice) -> None:
    one = bound(notice, a="financial-institution", b="payment-institution", c="merchant")
    (hint,) = query(notices=[one], addressee=["bank"], exact=True).hints
    # first what a bank is, then what is beside it
    assert say(hint).endswith("that occur: financial-institution (1), payment-institution (1), merchant (1)")
    (apart,) = query(notices=[one], kind=["prohibition"], agency=["PBOC"], words="挖矿").hints
    assert say(apart) == "agency PBOC alone: 1; kind prohibition alone: 3; the words alone: 1"


def test_a_clause_is_found_by_its_caption_and_by_text_that_no_norm_quotes(notice: Notice) -> None:
    first = notice.clauses[0]
    start = first.span[0]
    bare = first.model_copy(update={"provisions": (), "paragraphs": (first.span,)})
    headed = first.model_copy(update={"heading": "Tokens kept safe", "paragraphs": (first.span,)})
    one = notice.model_copy(update={"clauses": (bare,), "closing": None})
    (hit,) = query("custody banks", notices=[one]).results
    assert (hit.clause, hit.provision, hit.kind, hit.span) == ("x-2020-7/1", None, None, (start, first.span[1]))
    assert query("custody banks", notices=[one], kind=["prohibition"]).results == ()
    assert query('"(1)"', notices=[one]).results == ()  # the label is no text
    one = notice.model_copy(update={"clauses": (headed,), "closing": None})
    assert [hit.provision for hit in query("safe", notices=[one]).results] == [None]
    assert [hit.provision for hit in query("custody", notices=[one]).results] == ["x-2020-7/1#1"]  # once, as the norm


@pytest.mark.parametrize(
    ("condition", "value", "hint"),
    [
        ("role", "leed", "did you mean lead"),
        ("kind", "prohibitions", "did you mean prohibition"),
        ("addressee", "banks", "did you mean bank"),
        ("activity", "custdy", "did you mean custody"),
        ("agency", "CSRCC", "did you mean CSRC"),
        ("role", "zzz", "one of: lead, joint"),
        ("condition", "aproval", "did you mean approval"),
        ("asset", "stablecoins", "did you mean stablecoin"),
        ("territory", "abroad", "one of: domestic, overseas, inbound, outbound"),
    ],
)
def test_an_unknown_value_is_told_with_the_nearest(notice: Notice, condition: str, value: str, hint: str) -> None:
    with pytest.raises(UnknownValueError, match=f"unknown .*“{value}”; {hint}"):
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
