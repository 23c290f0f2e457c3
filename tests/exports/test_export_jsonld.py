"""JSON-LD: it loads without the network, and questions of law can be asked of the graph."""

from __future__ import annotations

import json
import re
import socket
from typing import Any

import awkward_notices
import handmade_notice
import pytest
import rdflib
from generated_texts import TEXT, analysed
from hypothesis import given, settings
from rdflib import namespace

import regparse
from regparse.corpus import sources
from regparse.exports import Selection, jsonld

ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
RP = rdflib.Namespace("urn:regparse:term:")
SCHEMA = rdflib.Namespace("https://schema.org/")
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
PREFIXES = f"PREFIX odrl: <{namespace.ODRL2}> PREFIX eli: <{ELI}> PREFIX schema: <{SCHEMA}> PREFIX rp: <{RP}> "

ELI_TERMS = frozenset(
    {
        *("LegalResource", "LegalResourceSubdivision", "LegalExpression", "amends", "based_on", "changes", "cites"),
        *(
            "date_document",
            "date_no_longer_in_force",
            "first_date_entry_in_force",
            "has_part",
            "id_local",
            "implements",
        ),
        *("is_part_of", "is_realized_by", "jurisdiction", "number", "passed_by", "realizes", "repealed_by", "repeals"),
        "title",
    }
)
"""Terms of ELI 1.4 that we use, each looked up in the ontology."""
NEWER = {"legislationRepeals", "legislationAmends"}
"""Terms of schema.org that rdflib's list of them is too old for."""


def graph(given: Any) -> rdflib.Graph:
    text = regparse.export(given, "jsonld")
    return rdflib.Graph().parse(data=text, format="json-ld")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", none)


def test_a_bank_finds_what_it_must_not_do() -> None:
    found = graph(sources.parse("yinfa-2026-42")).query(
        PREFIXES
        + """SELECT ?words WHERE { ?policy a odrl:Set ; odrl:prohibition ?rule . ?rule a odrl:Prohibition ;
        odrl:assignee <urn:regparse:addressee:financial-institution> ; odrl:action <urn:regparse:activity:custody> ;
        rp:quotation ?words }"""
    )
    quoted = [str(row[0]) for row in found]
    assert quoted
    assert all("custody" in words for words in quoted)


def test_every_ban_duty_and_permission_is_a_rule_with_somebody_bound_and_a_target() -> None:
    notice = sources.parse("yinfa-2026-42")
    made = graph(notice)
    kinds = [norm.kind.value for _, norm in notice.provisions()]
    for kind, term, link in (
        ("prohibition", namespace.ODRL2.Prohibition, namespace.ODRL2.prohibition),
        ("obligation", namespace.ODRL2.Duty, namespace.ODRL2.obligation),
        ("permission", namespace.ODRL2.Permission, namespace.ODRL2.permission),
    ):
        rules = set(made.subjects(namespace.RDF.type, term))
        assert len(rules) == kinds.count(kind)
        assert rules == set(made.objects(None, link))
        for rule in rules:
            assert (rule, namespace.ODRL2.assignee, None) in made
            assert (rule, namespace.ODRL2.target, None) in made


def test_a_condition_is_a_constraint() -> None:
    made = graph(handmade_notice.notice())
    (row,) = made.query(
        PREFIXES
        + """SELECT ?right WHERE { ?rule a odrl:Prohibition ; odrl:constraint
        [ odrl:leftOperand rp:condition ; odrl:operator odrl:eq ; odrl:rightOperand ?right ] }"""
    )
    assert str(row[0]) == "urn:regparse:condition:approval"


def test_a_document_says_who_passed_it_when_and_what_it_repeals() -> None:
    made = graph(sources.parse("yinfa-2026-42"))
    work = rdflib.URIRef("urn:regparse:notice:yinfa-2026-42")
    assert (work, namespace.RDF.type, SCHEMA.Legislation) in made
    assert made.value(work, SCHEMA.legislationIdentifier) == rdflib.Literal("Yinfa [2026] No. 42")
    assert made.value(work, ELI.date_document) == rdflib.Literal("2026-02-06", datatype=namespace.XSD.date)
    assert len(set(made.objects(work, ELI.passed_by))) == 8
    old = rdflib.URIRef("urn:regparse:notice:yinfa-2021-237")
    assert (work, ELI.repeals, old) in made
    assert (work, SCHEMA.legislationRepeals, old) in made


def test_a_repealed_document_says_by_what_and_since_when() -> None:
    made = graph(Selection(sources.parse("yinfa-2021-237"), repealed_by=sources.parse("yinfa-2026-42")))
    work = rdflib.URIRef("urn:regparse:notice:yinfa-2021-237")
    assert made.value(work, ELI.repealed_by) == rdflib.URIRef("urn:regparse:notice:yinfa-2026-42")
    assert made.value(work, ELI.date_no_longer_in_force) == rdflib.Literal("2026-02-06", datatype=namespace.XSD.date)
    assert made.value(work, SCHEMA.legislationLegalForce) == SCHEMA.NotInForce


def test_a_repeal_of_some_articles_repeals_no_document() -> None:
    made = graph(awkward_notices.read("（一）银行不得出借账户。\n《旧办法》（银发〔2019〕3号）第五条同时废止。", "a"))
    assert not set(made.subject_objects(ELI.repeals))


def test_parts_make_a_tree() -> None:
    made = graph(awkward_notices.read(awkward_notices.MEASURES))
    work = rdflib.URIRef("urn:regparse:notice:yinfa-2031-12")
    assert {str(one) for one in made.objects(work, ELI.has_part)} == {f"{work}/sec.{n}" for n in (1, 2, 3)}
    assert (rdflib.URIRef(f"{work}/3.2"), ELI.is_part_of, rdflib.URIRef(f"{work}/3")) in made
    assert (rdflib.URIRef(f"{work}/3"), ELI.is_part_of, rdflib.URIRef(f"{work}/sec.2.1")) in made
    assert set(made.subject_objects(ELI.has_part)) == {(a, b) for b, a in made.subject_objects(ELI.is_part_of)} | {
        (work, rdflib.URIRef(f"{work}/sec.{n}")) for n in (1, 2, 3)
    }


def test_two_texts_of_a_notice_share_the_work_and_keep_their_norms_apart() -> None:
    texts = [sources.parse(ref) for ref in ("yinfa-2026-42@en", "yinfa-2026-42@en-press")]
    made = graph(texts)
    assert len(set(made.subjects(namespace.RDF.type, ELI.LegalExpression))) == 2
    assert len(set(made.subjects(RP.quotation, None))) == sum(sum(1 for _ in one.provisions()) for one in texts)


def test_only_the_wanted_norms_are_rules() -> None:
    made = graph(Selection(sources.parse("yinfa-2026-42"), frozenset({"yinfa-2026-42/1#2"})))
    assert len(set(made.subjects(RP.quotation, None))) == 1


@pytest.mark.parametrize("given", [sources.parse("yinfa-2026-42"), awkward_notices.read(awkward_notices.MEASURES)])
def test_terms_of_others_are_theirs(given: Any) -> None:
    made = graph(given)
    used = {str(p) for p in made.predicates()} | {str(o) for o in made.objects(None, namespace.RDF.type)}
    used |= {str(o) for p in (namespace.ODRL2.operator, namespace.ODRL2.leftOperand) for o in made.objects(None, p)}
    for term in sorted(used):
        name = re.split(r"[/#:]", term)[-1]
        if term.startswith(str(namespace.ODRL2)):
            assert name in namespace.ODRL2
        elif term.startswith(str(SCHEMA)):
            assert name in namespace.SDO or name in NEWER
        elif term.startswith(str(ELI)):
            assert name in ELI_TERMS
        else:
            assert term.startswith((str(RP), str(namespace.RDF)))
            assert str(namespace.RDF) in term or name in (jsonld.__doc__ or "") or name in ("agency", "role")


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_any_lines_make_a_graph(text: str) -> None:
    notice = analysed(text)
    made = graph(notice)
    assert len(set(made.subjects(RP.quotation, None))) == sum(1 for _ in notice.provisions())


def test_ids_with_signs_that_an_iri_lacks_are_written_as_one() -> None:
    notice = awkward_notices.read("（一）银行不得出借账户。").model_copy(
        update={"id": 'a<b>"c"{d}|e^`f\\g%h', "clauses": ()}
    )
    text = regparse.export(notice, "jsonld")
    ids = [node["@id"] for node in json.loads(text)["@graph"]]
    assert not [one for one in ids if re.search(r'[<>"{}|^`\\ ]', one)]
    assert len(graph(notice)) > 3
