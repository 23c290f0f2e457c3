"""`regparse export`: which format it writes, where to, and what it refuses."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import regparse

Run = Callable[..., Any]
SIGNS = {"json": "{", "jsonl": "{", "csv": "notice,edition", "akn": "<?xml", "jsonld": '{"@context"', "md": "# Notice"}


@pytest.mark.parametrize("to", SIGNS)
def test_text_goes_to_stdout(run: Run, file: Path, to: str) -> None:
    result = run("export", str(file), "--to", to)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(SIGNS[to])


def test_json_is_the_default_and_what_parse_prints(run: Run, file: Path) -> None:
    assert run("export", str(file)).out == run("parse", str(file), "--format", "json").out


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("a.json", b"{"),
        ("a.JSONL", b'{"notice"'),
        ("a.csv", b"notice,"),
        ("a.xlsx", b"PK"),
        ("a.parquet", b"PAR1"),
        ("a.xml", b"<?xml"),
        ("a.akn.xml", b"<?xml"),
        ("a.akn", b"<?xml"),
        ("a.jsonld", b'{"@context"'),
        ("deep/a.md", b"# "),
    ],
)
def test_the_name_of_the_file_says_the_format(run: Run, file: Path, tmp_path: Path, name: str, sign: bytes) -> None:
    result = run("export", str(file), "-o", name)
    assert (result.code, result.out) == (0, f"{Path(name)}\n")
    assert result.err.startswith("wrote ")
    assert (tmp_path / name).read_bytes().startswith(sign)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("-o", "a.xlsx", "--to", "csv"), "a.xlsx is the name of a xlsx file, but --to says csv"),
        (("-o", "a.doc"), "a.doc: the name does not say the format; end it in"),
        (("--to", "pdf"), "'pdf' is not one of"),
        (("yinfa-2026-42", "--to", "akn"), "holds one notice, but several are given"),
    ],
)
def test_what_cannot_be_written_gets_one_sentence(
    run: Run, file: Path, tmp_path: Path, args: tuple[str, ...], sentence: str
) -> None:
    result = run("export", str(file), *args)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert not list(tmp_path.glob("a.*"))


def test_a_name_without_a_known_suffix_is_fine_where_the_format_is_given(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("export", str(file), "--to", "csv", "-o", "register.txt").code == 0
    assert (tmp_path / "register.txt").read_text(encoding="utf-8").startswith("notice,")


def test_a_failure_leaves_the_old_file(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("old")
    assert run("export", str(file), "yinfa-2026-42", "-o", "a.xml").code == 2
    assert (tmp_path / "a.xml").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"a.xml", file.name}


@pytest.mark.parametrize("to", ["xlsx", "parquet"])
def test_bytes_do_not_go_to_a_terminal(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    result = run("export", str(file), "--to", to)
    assert result.code == 2
    assert f"{to} cannot be shown on a terminal; name a file with -o" in result.err


def test_several_sources_make_one_register(run: Run, file: Path) -> None:
    lines = run("export", str(file), "yinfa-2021-237", "--to", "jsonl").out.splitlines()
    assert list(dict.fromkeys(json.loads(line)["notice"] for line in lines)) == ["yinfa-2019-7", "yinfa-2021-237"]


def test_stdin_is_a_source(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    assert json.loads(run("export", "-").out)["id"] == "yinfa-2019-7"


def test_a_query_is_exported_over_the_corpus_or_some_sources(run: Run, file: Path) -> None:
    asked = ("--kind", "prohibition")
    rows = [json.loads(line) for line in run("export", *asked, "--to", "jsonl").out.splitlines()]
    assert {row["kind"] for row in rows} == {"prohibition"}
    assert {row["notice"] for row in rows} == {"yinfa-2021-237", "yinfa-2026-42"}
    (row,) = [json.loads(line) for line in run("export", str(file), *asked, "--to", "jsonl").out.splitlines()]
    assert row["quotation"] == "Banks shall not issue bearer cards."
    words = run("export", "--words", "stablecoin").out  # a query is JSONL by default
    assert all("stablecoin" in json.loads(line)["quotation"].lower() for line in words.splitlines())
    assert words


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ((), "give a SOURCE, or options that say which provisions to find in the store"),
        (("--kind", "ban", "--to", "csv"), "unknown kind of provision “ban”"),
        (("--kind", "prohibition", "--to", "akn"), "akn holds whole notices"),
        (("--kind", "prohibition", "--to", "json"), "json holds whole notices"),
    ],
)
def test_a_query_that_cannot_be_written_gets_one_sentence(run: Run, args: tuple[str, ...], sentence: str) -> None:
    result = run("export", *args)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert result.err.count("\n") == 1


def test_the_corpus_says_what_repealed_a_notice(run: Run) -> None:
    assert 'type="repeal"/>' in run("export", "yinfa-2021-237", "--to", "akn").out.partition("<analysis")[0]
    assert "date_no_longer_in_force" in run("export", "yinfa-2021-237", "--to", "jsonld").out
    assert "date_no_longer_in_force" not in run("export", "yinfa-2026-42", "--to", "jsonld").out
    for args in (("yinfa-2021-237", "yinfa-2026-42", "--to", "jsonl"), ("--kind", "prohibition")):
        rows = [json.loads(line) for line in run("export", *args).out.splitlines()]
        said = {(row["notice"], row["repealed_by"]) for row in rows}
        assert said == {("yinfa-2021-237", "yinfa-2026-42"), ("yinfa-2026-42", None)}


def test_what_is_exported_reads_back(run: Run, file: Path, tmp_path: Path) -> None:
    run("export", str(file), "-o", "a.xml")
    assert regparse.read_notice((tmp_path / "a.xml").read_bytes()) == regparse.parse(file)
