"""What was exported is read back, and what cannot be is told in one sentence."""

from __future__ import annotations

import json
import re
import tomllib

import awkward_notices
import handmade_notice
import pytest

import regparse
from regparse.corpus import sources
from regparse.errors import ExportError
from regparse.exports import kinds
from regparse.wording import voice

STALLS = awkward_notices.read(awkward_notices.TWICE)
REFS = [edition.ref for edition in sources.shipped().editions()]


@pytest.mark.parametrize("notice", [*map(sources.parse, REFS), STALLS, handmade_notice.notice()], ids=lambda n: n.id)
def test_json_returns(notice: regparse.exports.Notice) -> None:  # type: ignore[name-defined]
    assert regparse.read_notice(regparse.export(notice, "json")) == notice
    assert regparse.read_notice(notice.to_json().encode()) == notice


def test_json_of_one_notice_is_what_parse_prints_and_of_several_a_list() -> None:
    assert regparse.export(STALLS, "json") == STALLS.to_json(voice=voice("en")) + "\n"
    listed = json.loads(regparse.export([STALLS, STALLS, STALLS], "json"))
    assert [one["id"] for one in listed] == [STALLS.id] * 3
    assert regparse.read_notice(json.dumps(listed[:1])) == STALLS


def test_a_byte_order_mark_and_blanks_before_it_are_no_matter() -> None:
    for to in ("json", "akn"):
        made = regparse.export(STALLS, to)
        assert isinstance(made, str)
        assert regparse.read_notice("\ufeff  " + re.sub(r"^<\?xml.*?\?>\s*", "", made)) == STALLS


AKN = str(regparse.export(STALLS, "akn"))
JSON = STALLS.to_json()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "neither JSON nor Akoma Ntoso"),
        ("hello", "neither JSON nor Akoma Ntoso"),
        ("[]", "holds 0 notices"),
        (f"[{JSON},{JSON}]", "holds 2 notices"),
        ("7", "holds 1 notices, not one"),
        (JSON.replace("notice/1", "notice/9"), "schema “regparse/notice/9”; this version of regparse reads"),
        ('{"id": "a"}', "schema “None”"),
        (JSON.replace('"title":', '"heading":', 1), "not a notice of regparse/notice/1"),
        (JSON.replace("Fees. =SUM", "Fees. =SAM", 1), "is not what its span has"),
        ("<a", "not well-formed XML"),
        ("<a/>", "our element “act”"),
        (f"<akomaNtoso xmlns='{regparse.__name__}'><act/></akomaNtoso>", "our element “act”"),
        (re.sub(r"<proprietary.*</proprietary>", "", AKN, flags=re.DOTALL), "our element “notice”"),
        (AKN.replace('notice/1" language', 'notice/2" language'), "schema “regparse/notice/2”"),
        (AKN.replace("<FRBRnumber", "<FRBRname"), "our element “FRBRnumber”"),
        (AKN.replace('eId="sec_1__para_2b"', 'eId="sec_1__para_2"'), "two units have the eId"),
        (AKN.replace('<p eId="sec_1__para_1__p_1"', "<p"), "which no element has"),
        (re.sub(r'from="\d+"', 'from="x"', AKN), "must be numbers"),
        (re.sub(r'title-at="\d+ ', 'title-at="x ', AKN.replace('code="kafa"', 'title-at="1 2"')), "not two numbers"),
        (AKN.replace('kind="obligation"', 'kind="wish"'), "not a notice of regparse/notice/1: clauses"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "has a document type"),
        ("<a>" * 5000, "not well-formed XML"),
        ("[" * 100000, "neither JSON nor Akoma Ntoso"),
    ],
)
def test_what_is_no_export_is_told_in_one_sentence(data: str, sentence: str) -> None:
    with pytest.raises(ExportError, match=re.escape(sentence)) as told:
        regparse.read_notice(data)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("word", "other"),
    [("Stalls may open", "Stalls must open"), ("</num>\n", " </num>\n"), ('rp:line="same"', ""), ("&lt;", "&gt;")],
)
def test_a_change_of_the_body_is_told(word: str, other: str) -> None:
    assert word in AKN
    with pytest.raises(ExportError, match="text was changed after it was exported"):
        regparse.read_notice(AKN.replace(word, other, 1))


def test_line_breaks_between_elements_are_no_text() -> None:
    assert regparse.read_notice(re.sub(r">\n +<(?!p |num|heading|block)", "><", AKN)) == STALLS


def test_every_kind_of_instrument_is_read_from_its_examples() -> None:
    table = tomllib.loads(kinds._TABLE.read_text(encoding="utf-8"))
    for name, row in table.items():
        for title in row["examples"]:
            assert kinds.named(title, "en" if title.isascii() else "zh") == name
    assert kinds.named("关于礼品卡的说明", "zh") == "act"
