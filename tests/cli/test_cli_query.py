"""The commands query and agencies as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

import regparse
from regparse.cli import asking
from regparse.lexicon import tables
from regparse.model import Condition, Kind, Role, Territory

Run = Callable[..., Any]


def hits(run: Run, *args: str) -> set[tuple[str, str]]:
    """The clauses and kinds that a query finds."""
    result = run("query", *args, "--format", "json")
    return {(r["clause"], r["kind"]) for r in json.loads(result.out)["results"]}


def test_help_names_every_value_of_the_closed_lists(run: Run) -> None:
    help = run("query", "--help").out
    assets = tables.load("assets")
    for values in (Role, Kind, get_args(Condition), get_args(Territory), assets):
        for value in map(str, values):
            assert re.search(rf"(?<![\w-]){value}(?![\w-])", help), value
    assert asking.ROLES.split(", ") == list(Role)
    assert asking.KINDS.split(", ") == list(Kind)
    assert asking.CONDITIONS.split(", ") == list(get_args(Condition))
    assert asking.TERRITORIES.split(", ") == list(get_args(Territory))
    assert asking.ASSETS.split(", ") == sorted(assets)


def test_query_by_agency_finds_the_clauses_that_give_it_a_part(run: Run) -> None:
    # by reading: the two working mechanisms, monitoring, crime, overseas tokenization; and the mechanism of 2021
    assert {clause for clause, _ in hits(run, "--agency", "CSRC")} == {
        "yinfa-2021-237/5",
        "yinfa-2026-42/3",
        "yinfa-2026-42/5",
        "yinfa-2026-42/11",
        "yinfa-2026-42/14",
    }


@pytest.mark.parametrize("name", ["China Securities Regulatory Commission", "证监会", "中国证券监督管理委员会"])
def test_every_name_of_a_body_is_understood(run: Run, name: str) -> None:
    assert hits(run, "--agency", name) == hits(run, "--agency", "CSRC")


def test_conditions_narrow(run: Run) -> None:
    lead = hits(run, "--agency", "CSRC", "--role", "lead")
    assert {clause for clause, _ in lead} == {"yinfa-2026-42/3", "yinfa-2026-42/14"}
    bans = ("--kind", "prohibition", "--addressee", "internet-enterprise", "--notice", "yinfa-2026-42")
    assert hits(run, *bans, "--exact") == {("yinfa-2026-42/7", "prohibition")}
    # an internet enterprise is an enterprise (names, clause 8) and a domestic entity (tokens abroad, clause 13)
    wider = {int(clause.rpartition("/")[2]) for clause, _ in hits(run, *bans)}
    assert {7, 8, 13} < wider
    assert 6 not in wider  # financial institutions
    assert hits(run, "--condition", "approval", "--territory", "overseas", "--asset", "virtual-currency") == {
        ("yinfa-2026-42/13", "prohibition")
    }
    assert hits(run, "--activity", "new-mining-project") == {("yinfa-2026-42/9", "prohibition")}


def test_words_are_found_in_the_quotation(run: Run) -> None:
    answer = json.loads(run("query", "mining", "strictly", "--format", "json").out)
    assert answer["total"] > 0
    assert all("mining" in r["text"].lower() and "strictly" in r["text"].lower() for r in answer["results"])


def test_an_argument_of_several_words_asks_for_each_and_marks_within_make_a_phrase(run: Run) -> None:
    assert hits(run, "clearing custody") == hits(run, "clearing", "custody") != set()
    assert hits(run, '"custody, clearing"') == hits(run, "clearing custody"), "they stand there in this order"
    assert hits(run, '"clearing custody"') == set()


def test_formats_say_the_same(run: Run) -> None:
    args = ("query", "--agency", "CSRC")
    answer = json.loads(run(*args, "--format", "json").out)
    clauses = [r["clause"] for r in answer["results"]]
    assert answer["total"] == len(clauses)
    lines = run(*args, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == answer["results"]
    rows = list(csv.DictReader(io.StringIO(run(*args, "--format", "csv").out)))
    assert [row["clause"] for row in rows] == clauses
    assert len(run(*args, "--format", "md").out.splitlines()) == len(clauses) + 2
    table = run(*args)
    assert all(clause in table.out for clause in clauses)
    assert f"{len(clauses)} found" in table.err


def test_a_query_may_look_in_a_file(run: Run, file: Path) -> None:
    assert hits(run, "--notice", str(file), "--agency", "PBOC", "--role", "recipient") == {
        ("yinfa-2019-7/2", "obligation")
    }


def test_nothing_found_is_exit_code_1_and_a_word_on_stderr(run: Run) -> None:
    assert run("query", "zeppelin") == (1, "", "no matching provisions\n")


def test_what_is_nearest_is_said_where_nothing_is_found(run: Run) -> None:
    result = run("query", "--addressee", "bank", "--exact")
    assert (result.code, result.out) == (1, "")
    told = " ".join(result.err.split())
    assert "no provision here has the addressee bank; the nearest that occur: financial-institution (" in told


def test_a_bank_is_bound_by_what_binds_financial_institutions_and_anyone(run: Run) -> None:
    results = json.loads(run("query", "--addressee", "bank", "--format", "json").out)["results"]
    via = [r["via"][0]["found"] for r in results if not r["repealed_by"]]
    assert {"financial-institution", "anyone"} <= set(via)
    assert via == sorted(via, key=lambda found: found == "anyone")  # everybody's last
    assert "(as financial-institution)" in " ".join(run("query", "--addressee", "bank").out.split())


def test_a_repealed_notice_is_marked_and_comes_last(run: Run) -> None:
    gone = [r["repealed_by"] for r in json.loads(run("query", "--agency", "CSRC", "--format", "json").out)["results"]]
    assert set(gone) == {None, "yinfa-2026-42"}
    assert gone == sorted(gone, key=bool)
    assert "yinfa-2021-237/5 (5)  repealed by yinfa-2026-42\n" in run("query", "--agency", "CSRC").out
    # also where the notice that repeals it is not searched
    alone = run("query", "--agency", "CSRC", "--notice", "yinfa-2021-237").out
    assert alone.startswith("yinfa-2021-237/5 (5)  repealed by yinfa-2026-42\n")
    both = run("agencies", "--notice", "yinfa-2021-237", "--notice", "yinfa-2026-42").out
    assert both.index("yinfa-2026-42@en:") < both.index("(repealed by yinfa-2026-42):")


def test_predecessors_and_groups_of_a_body_are_told(run: Run) -> None:
    result = run("query", "--agency", "NFRA")
    assert "(as CBIRC)" in " ".join(result.out.split())
    assert hits(run, "--agency", "NFRA", "--exact") < hits(run, "--agency", "NFRA")
    assert "\n  regparse query --agency FIN-REG\n" in result.err
    assert "which may include NFRA" in " ".join(result.err.split())
    # the command keeps what else was asked
    command = "regparse query --agency FIN-REG --kind mandate --notice yinfa-2026-42\n"
    assert command in run("query", "--agency", "NFRA", "--kind", "mandate", "--notice", "yinfa-2026-42").err


def test_a_name_of_two_bodies_and_one_that_is_gone_are_told(run: Run) -> None:
    assert "also a name of CYBERSPACE" in " ".join(run("query", "--agency", "Cyberspace Administration").err.split())
    assert "CBIRC was succeeded by NFRA" in run("query", "--agency", "CBIRC").err


@pytest.mark.parametrize("args", [("query", "--agency", "CSRC"), ("parse", "yinfa-2026-42"), ("agencies",)])
def test_each_code_of_a_body_is_explained_once(run: Run, args: tuple[str, ...]) -> None:
    told = " ".join(run(*args).out.partition("\nAgencies: ")[2].split())
    assert told.count("CSRC China Securities Regulatory Commission") == 1


def test_a_caption_and_a_clause_without_a_norm_are_found_by_their_words(run: Run) -> None:
    results = json.loads(run("query", "Internet", "information", "content", "--format", "json").out)["results"]
    assert [(r["clause"], r["provision"], r["kind"]) for r in results] == [
        ("yinfa-2026-42/7", None, None),
        ("yinfa-2021-237/10", None, None),
    ]
    text = regparse.parse("yinfa-2026-42").text
    assert text[slice(*results[0]["span"])] == results[0]["text"]


def test_an_edition_is_searched_where_a_notice_has_it(run: Run) -> None:
    results = json.loads(run("query", "--edition", "en-press", "--format", "json").out)["results"]
    assert {(r["notice"], r["edition"]) for r in results} == {("yinfa-2026-42", "en-press")}
    assert "editions are en, en-press" in run("query", "--edition", "fr").err


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("--agency", "Securities Comission"), "unknown agency “Securities Comission”"),
        (("--agency", "CSCR"), "CSRC"),
        (("--role", "leader"), "did you mean lead"),
        (("--kind", "ban"), "unknown kind of provision “ban”"),
    ],
)
def test_an_unknown_value_is_exit_code_2(run: Run, args: tuple[str, ...], hint: str) -> None:
    result = run("query", *args)
    assert (result.code, result.out) == (2, "")
    assert hint in result.err


def test_the_matrix_names_the_clauses_of_each_role(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = json.loads(run("agencies", "--notice", "yinfa-2026-42", "--format", "json").out)
    roles = {row["agency"]: row["roles"] for row in found["agencies"]}
    assert roles["CSRC"]["lead"] == ["yinfa-2026-42/3", "yinfa-2026-42/14"]
    assert roles["CAC"]["coordinate"] == ["yinfa-2026-42/3"]
    assert "lead" not in roles["SAFE"]
    table = run("agencies", "--notice", "yinfa-2026-42").out
    row = next(line for line in table.splitlines() if line.startswith("CSRC "))
    assert "3 14" in row
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("agencies", "--notice", "yinfa-2026-42").out.splitlines()
    assert next(line.split(maxsplit=1)[1] for line in lines if line.startswith("CSRC ")).startswith("lead 3, 14; joint")
    both = ("--notice", "yinfa-2021-237", "--notice", "yinfa-2026-42")
    rows = list(csv.DictReader(io.StringIO(run("agencies", *both, "--format", "csv").out)))
    assert {row["notice"] for row in rows} == {"yinfa-2021-237", "yinfa-2026-42"}


def test_the_matrix_of_all_counts_norms_and_notices(run: Run) -> None:
    rows = {row["agency"]: row for row in json.loads(run("agencies", "--format", "json").out)}
    # by reading: CSRC leads in clauses 3 and 14 of 2026; it has a part in 3, 5, 11, 14 of 2026 and in 5 of 2021
    assert rows["CSRC"]["roles"]["lead"] == 2
    assert rows["CSRC"]["notices"] == 2
    force = {row["agency"]: row for row in json.loads(run("agencies", "--status", "in-force", "--format", "json").out)}
    assert force["CSRC"]["notices"] == 1
    assert force["CSRC"]["norms"] < rows["CSRC"]["norms"]
    assert "CSRC" in run("agencies").out


def test_the_words_asked_for_are_marked_and_no_line_parts_the_mark(run: Run) -> None:
    out = run("query", "custody", "consented", "--notice", "yinfa-2026-42").out
    assert "*custody*" in out
    assert "*consented*" in out
    assert re.search(r"\*\*custody\*\*", run("query", "custody", "--format", "md").out)
    hit = json.loads(run("query", "custody", "--format", "jsonl").out.splitlines()[0])
    assert {hit["text"][slice(*mark)].lower() for mark in hit["marks"]} == {"custody"}


def test_a_table_shows_a_page_and_data_gives_all(run: Run) -> None:
    table = run("query", "--limit", "2")
    total = json.loads(run("query", "--format", "json").out)["total"]
    assert f"{total} found" in table.err
    assert "showing 1 to 2; --offset 2 continues" in table.err
    assert len(run("query", "--format", "jsonl").out.splitlines()) == total
    assert len(run("query", "--format", "jsonl", "--offset", "3", "--limit", "4").out.splitlines()) == 4


def test_every_hit_has_a_command_that_shows_it(run: Run) -> None:
    for line in run("query", "--agency", "CSRC", "--format", "jsonl").out.splitlines():
        hit = json.loads(line)
        assert hit["show"] in run("query", "--agency", "CSRC").out
        assert hit["text"] in json.loads(run(*hit["show"].split()[1:], "--format", "json").out)["text"]


def test_facets_are_printed_in_place_of_hits(run: Run) -> None:
    facets = json.loads(run("query", "--agency", "CSRC", "--facets", "--format", "json").out)
    assert facets["status"] == {"in-force": 6, "repealed": 1}
    assert "repealed" in run("query", "--agency", "CSRC", "--facets").out
    assert "status,repealed,1" in run("query", "--agency", "CSRC", "--facets", "--format", "csv").out


def test_a_clause_is_shown_with_its_forerunner(run: Run) -> None:
    out = " ".join(run("show", "yinfa-2026-42/6").out.split())
    assert "Was yinfa-2021-237/9, amended" in out
    assert "in force since 2026-02-06" in out
    assert "repealed since 2026-02-06 by yinfa-2026-42/closing" in " ".join(run("show", "yinfa-2021-237").out.split())
    result = run("show", "yinfa-2026-42/99")
    assert (result.code, result.out) == (2, "")
    assert "did you mean yinfa-2026-42/9" in result.err


def test_what_is_printed_as_markdown_is_all_of_it(run: Run) -> None:
    norms = len(run("query", "--format", "csv").out.splitlines()) - 1
    assert norms > 50  # what a table shows of them
    assert len(run("query", "--format", "md").out.splitlines()) == norms + 2
    assert len(run("query", "--format", "md", "--limit", "3").out.splitlines()) == 3 + 2


TWO_BODIES = """Notice on Gift Cards
Yinfa [2019] No. 7

To all banks:

(1) Banks shall report losses to the People's Bank of China.

(2) The China Securities Regulatory Commission is responsible for supervising issuers of gift cards.

People's Bank of China

March 4, 2019
"""


@pytest.mark.parametrize(
    ("options", "bodies"),
    [
        ((), {"PBOC", "CSRC"}),
        (("--kind", "obligation"), {"PBOC"}),
        (("--kind", "mandate"), {"CSRC"}),
        (("--kind", "prohibition"), set()),
        (("--issuer", "PBOC"), {"PBOC", "CSRC"}),
        (("--issuer", "CSRC"), set()),
        (("--status", "in-force", "--since", "2019-03", "--until", "2019"), {"PBOC", "CSRC"}),
        (("--status", "repealed"), set()),
        (("--since", "2020"), set()),
        (("--until", "2018"), set()),
        (("--status", "in-force", "--on", "2019-03-03"), set()),
    ],
)
def test_the_matrix_of_a_notice_is_narrowed_as_that_of_the_store(
    run: Run, tmp_path: Path, options: tuple[str, ...], bodies: set[str]
) -> None:
    (tmp_path / "n.txt").write_text(TWO_BODIES, encoding="utf-8")
    result = run("agencies", "--notice", "n.txt", "--format", "json", *options)
    assert {row["agency"] for notice in json.loads(result.out) for row in notice["agencies"]} == bodies
    assert (result.code, result.err) == ((0, "") if bodies else (1, "no matching provisions\n"))
    assert run("agencies", "--notice", "n.txt", *options).code == result.code
