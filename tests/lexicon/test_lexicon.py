"""The vocabulary of bodies: every entry claims its own examples under the whole table, and names stay apart."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regparse.lexicon import agencies, instruments
from regparse.lexicon.matching import Matcher, expand

FOLDER = Path(agencies.__file__).parent
TABLE: dict[str, Any] = tomllib.loads((FOLDER / "agencies.toml").read_text("utf-8"))
ROWS = {code: row for code, row in TABLE.items() if code != "not_bodies"}
NUMBERS: dict[str, Any] = tomllib.loads((FOLDER / "instruments.toml").read_text("utf-8"))["number"]
HAN = re.compile("[\u4e00-\u9fff]")


def codes(text: str) -> list[str]:
    return [mention.id for mention in agencies.load().find(text)]


def quoted(text: str) -> list[tuple[str, str]]:
    return [(mention.id, text[mention.start : mention.end]) for mention in agencies.load().find(text)]


# --- the tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ROWS)
def test_every_body_claims_its_examples_and_no_counter_example(code: str) -> None:
    row = ROWS[code]
    for example in row["examples"]:
        assert code in codes(example), example
    for example in row.get("counter_examples", ()):
        assert code not in codes(example), example


@pytest.mark.parametrize("code", ROWS)
def test_every_body_has_an_example_in_each_language_it_has_a_name_in(code: str) -> None:
    row = ROWS[code]
    if row.get("zh"):
        assert any(HAN.search(example) for example in row["examples"])
    if row.get("en"):
        assert any(not HAN.search(example) for example in row["examples"])


@pytest.mark.parametrize("code", ROWS)
def test_a_body_is_found_under_its_official_names_whole(code: str) -> None:
    for name in filter(None, (ROWS[code].get("zh"), ROWS[code].get("en"))):
        assert (code, name) in quoted(name)


def test_tables_are_ordered_by_code() -> None:
    assert list(ROWS) == sorted(ROWS)
    assert list(NUMBERS) == sorted(NUMBERS)


def test_the_codes_of_the_contract_are_there() -> None:
    ministries = "PBOC NDRC MIIT MPS MOF MOFCOM SAMR NFRA CBIRC CBRC CIRC CSRC SAFE CAC SPC SPP STATE-COUNCIL STA GACC"
    kinds = "PROVINCIAL-GOV LOCAL-GOV LOCAL-FIN-REG FIN-REG FIN-REG-BRANCHES PBOC-BRANCHES TELECOM CYBERSPACE"
    others = "PUBLIC-SECURITY MARKET-SUPERVISION COURTS PROCURATORATES JUDICIAL COMPETENT-AUTHORITY RELEVANT-DEPTS"
    contract = " ".join((ministries, kinds, others, "ALL-DEPTS INDUSTRY-ASSOC NIFA PCAC CBA")).split()
    assert not set(contract) - set(ROWS)


def test_succession_is_told_from_both_sides_and_in_time() -> None:
    for code, row in ROWS.items():
        for before in row.get("predecessors", ()):
            assert ROWS[before]["successor"] == code
        if "successor" in row:
            after = ROWS[row["successor"]]
            assert code in after["predecessors"]
            assert row["until"] >= after.get("since", dt.date.min)


@pytest.mark.parametrize("code", NUMBERS)
def test_every_issuer_code_reads_its_examples_whole(code: str) -> None:
    for example in NUMBERS[code]["examples"]:
        found = instruments.load().find(example)
        assert [(number.code, number.text) for number in found] == [(code, example)]


def test_every_issuer_is_a_body_we_know() -> None:
    assert not {row["issuer"] for row in NUMBERS.values()} - set(ROWS)


# --- names that must not be taken for one another ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公安部部署公安机关行动，公安部门配合。", ["MPS", "PUBLIC-SECURITY", "PUBLIC-SECURITY"]),
        ("《中华人民共和国中国人民银行法》由中国人民银行执行。", ["PBOC"]),
        ("香港证监会与证监会会商。", ["SFC", "CSRC"]),
        ("银保监会接替银监会和保监会。", ["CBIRC", "CBRC", "CIRC"]),
        ("地方金融监管部门移送金融监管部门。", ["LOCAL-FIN-REG", "FIN-REG"]),
        ("财政部门应当报财政部。", ["FINANCE-DEPTS", "MOF"]),
        ("中国人民银行深圳市中心支行报中国人民银行。", ["PBOC-BRANCHES", "PBOC"]),
        ("中国人民银行批准设立分行。", ["PBOC"]),
        ("促进互联网联合发展，集中办理，个人行为自负。", []),
        ("The Cybersecurity Law protects cyberspace.", []),
        ("The Cyberspace Administration of China and the cyberspace administration act.", ["CAC", "CYBERSPACE"]),
        ("Keep the funds safe; file with SAFE.", ["SAFE"]),
        ("Foreign central banks and the central bank agreed.", ["PBOC"]),
        ("a pattern of work between central and local governments", []),
        ("local government bonds are bought by a local government", ["LOCAL-GOV"]),
    ],
)
def test_the_longest_name_wins(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网信、电信主管和公安部门依法处置。", ["CYBERSPACE", "TELECOM", "PUBLIC-SECURITY"]),
        ("公安、市场监管等部门参加。", ["PUBLIC-SECURITY", "MARKET-SUPERVISION"]),
        ("做好公安、网信工作，加强市场监管。", []),
        (
            "courts, as well as departments of cyberspace and public security",
            ["COURTS", "CYBERSPACE", "PUBLIC-SECURITY"],
        ),
        ("cyberspace, public security, and other departments", ["CYBERSPACE", "PUBLIC-SECURITY"]),
        ("judicial and procuratorial organs", ["JUDICIAL", "PROCURATORATES"]),
        ("This endangers public security and market order.", []),
    ],
)
def test_short_forms_count_in_a_list_of_bodies_only(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_composed_name_is_one_mention() -> None:
    assert quoted("各部门、各地区要落实。") == [("ALL-DEPTS", "各部门、各地区")]
    branches = "branches and dispatched institutions of the State Council's financial regulatory department"
    assert quoted("All departments, regions, and others act") == [("ALL-DEPTS", "All departments, regions")]
    assert quoted(f"with participation from {branches}, and others") == [("FIN-REG-BRANCHES", branches)]
    # The printed name may run over a line, and curly apostrophes are apostrophes; the span quotes what is printed.
    printed = "People\u2019s Bank\n   of China"
    assert quoted(f"the {printed} issues") == [("PBOC", printed)]


# --- asking the table -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["CSRC", "csrc", "证监会", "中国证监会", "中国证券监督管理委员会", "China Securities Regulatory Commission",
     "the china securities regulatory commission"],
)  # fmt: skip
def test_a_body_answers_to_every_name(name: str) -> None:
    assert agencies.load().lookup(name) == "CSRC"


def test_an_unknown_name_gets_suggestions_and_no_code() -> None:
    table = agencies.load()
    assert table.lookup("CSRX") is None
    assert "CSRC" in table.suggest("CSRX")
    assert table.suggest("qqqqqqqq") == []


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("CBIRC", dt.date(2026, 2, 6), "NFRA"),
        ("CBIRC", dt.date(2021, 9, 15), None),
        ("CBIRC", dt.date(2023, 5, 18), "NFRA"),  # the day NFRA was set up
        ("CBIRC", dt.date(2023, 5, 17), None),
        ("CBRC", dt.date(2019, 1, 1), "CBIRC"),
        ("CIRC", dt.date(2024, 1, 1), "NFRA"),  # two steps
        ("CBRC", dt.date(2018, 4, 7), None),
        ("CIRC", None, "NFRA"),
        ("PBOC", dt.date(2026, 2, 6), None),
        ("NOBODY", dt.date(2026, 2, 6), None),
    ],
)
def test_who_holds_the_powers_on_a_day(code: str, on: dt.date | None, expected: str | None) -> None:
    assert agencies.load().succession(code, on) == expected


# --- the matcher ----------------------------------------------------------------------------------------


def test_alternatives_are_written_out() -> None:
    assert expand("{relevant|other|} departments") == ["relevant departments", "other departments", "departments"]
    assert expand("plain") == ["plain"]


def test_leftmost_longest_and_whole_words() -> None:
    matcher = Matcher([("bank", "B"), ("bank of china", "BC"), ("RWA", "R"), ("代币", "T"), ("代币化", "TZ")])
    assert [m.id for m in matcher.find("Bank of china, bank of chinas, banks, RWA代币化, 代币")] == [
        "BC",
        "B",
        "R",
        "TZ",
        "T",
    ]
    assert [m.id for m in matcher.find("BANK")] == []


def test_a_blank_line_parts_a_phrase_and_a_line_break_does_not() -> None:
    matcher = Matcher([("public security", "P")])
    assert [m[1:] for m in matcher.find("of public \n security")] == [(3, 20)]
    assert matcher.find("public\n\nsecurity") == []


def test_a_short_phrase_at_the_very_end_ends_with_the_text() -> None:
    assert [m[1:] for m in Matcher([("ab", "1"), ("ab cd", "2")]).find("of ab")] == [(3, 5)]
    assert [m[1:] for m in Matcher([("甲", "1"), ("甲乙", "2")]).find("乙甲")] == [(1, 2)]
    assert [m[1:] for m in Matcher([("甲", "1"), ("甲乙", "2")]).find("甲乙", 0, 1)] == [(0, 1)]


def test_a_phrase_belongs_to_one_entry() -> None:
    with pytest.raises(ValueError, match="claimed by both"):
        Matcher([("x", "A"), ("x", "B")])
    with pytest.raises(ValueError, match="blank"):
        Matcher([("  ", "A")])


PHRASES = ["ab", "ab cd", "b", "甲", "甲乙", "乙丙丁", "cd"]


@given(st.text(alphabet="abcd 甲乙丙丁\n\u2019.", max_size=60), st.integers(0, 10), st.integers(0, 60))
def test_matches_are_in_order_inside_the_bounds_and_quote_their_phrase(text: str, start: int, end: int) -> None:
    matcher = Matcher([(phrase, phrase) for phrase in PHRASES])
    last = start
    for match in matcher.find(text, start, end):
        assert last <= match.start < match.end <= min(end, len(text))
        assert re.sub(r"\s+", " ", text[match.start : match.end]).lower() == match.id
        last = match.end


@given(st.text(alphabet="ab 甲乙丙", max_size=40))
def test_the_matcher_agrees_with_a_plain_regular_expression(text: str) -> None:
    plain = re.compile(r"\bab\b|甲乙|甲|乙丙|\bb\b", re.ASCII)
    found = Matcher([("ab", "1"), ("甲乙", "2"), ("甲", "3"), ("乙丙", "4"), ("b", "5")]).find(text)
    assert [match[1:] for match in found] == [match.span() for match in plain.finditer(text)]


@given(st.text(max_size=80))
def test_finding_bodies_never_fails(text: str) -> None:
    for mention in agencies.load().find(text):
        assert 0 <= mention.start < mention.end <= len(text)
