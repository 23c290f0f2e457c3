"""The register: CSV, JSONL, Parquet, the workbook and Markdown; nothing in it runs, and it comes as a stream."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import weakref
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import awkward_notices
import markdown_it
import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regparse
from regparse.corpus import sources
from regparse.errors import ExportError, UnknownValueError
from regparse.exports import Format, Selection, markdown, parquet, workbook, write
from regparse.exports.register import worded
from regparse.model import Notice
from regparse.notation.cells import inert
from regparse.register.columns import Row, row

STALLS = awkward_notices.read(awkward_notices.TWICE)
NO_42 = sources.parse("yinfa-2026-42")


def data(given: Any, to: Format) -> bytes:
    made = regparse.export(given, to)
    return made if isinstance(made, bytes) else made.encode()


def csv_lines(given: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data(given, "csv").decode())))


def book(given: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data(given, "xlsx")))


# The rows


def test_a_row_says_who_may_not_do_what_on_what_condition() -> None:
    rows = [json.loads(line) for line in data(NO_42, "jsonl").decode().splitlines()]
    assert len(rows) == sum(1 for _ in NO_42.provisions())
    (row,) = [
        one for one in rows if one["quotation"].endswith("shall issue a stablecoin pegged to the renminbi overseas.")
    ]
    assert row["kind"] == "prohibition"
    assert row["clause"] == "yinfa-2026-42/1"
    assert row["addressees"] == ["anyone"]
    assert row["activities"] == ["stablecoin-issuance"]
    assert row["condition"] == "approval"
    assert row["roles"] == ["RELEVANT-DEPTS approve"]
    assert row["issued_on"] == "2026-02-06"
    assert all(NO_42.text[one["start"] : one["end"]] == one["quotation"] for one in rows)


def test_words_of_the_text_are_no_codes() -> None:
    acts = worded(
        row(NO_42, None, next(norm for _, norm in NO_42.provisions()), {})._replace(activities=("re-sell it",))
    )
    assert acts.acts == ("Re-sell it",)


def test_only_the_wanted_norms_are_written() -> None:
    wanted = frozenset({"yinfa-2026-42/1#2", "yinfa-2026-42/9#1"})
    for to in ("jsonl", "csv"):
        assert data(Selection(NO_42, wanted), to).decode().count("yinfa-2026-42/") == 4  # clause and norm, twice
    read = pyarrow.parquet.read_table(io.BytesIO(data(Selection(NO_42, wanted), "parquet")))
    assert set(read["provision"].to_pylist()) == wanted
    assert book(Selection(NO_42, wanted))["Register"].max_row == 3
    assert "\n## Text\n" not in data(Selection(NO_42, wanted), "md").decode()


@pytest.mark.parametrize("to", ["jsonl", "csv", "xlsx", "parquet", "md", "json", "jsonld"])
def test_nothing_at_all_can_be_written(to: Format) -> None:
    assert data([], to) or to in ("jsonl", "md")


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(UnknownValueError, match="unknown format “xls”; did you mean xlsx"):
        regparse.export(STALLS, "xls")  # type: ignore[arg-type]


# Nothing runs


def test_no_cell_of_csv_is_a_formula() -> None:
    cells = [cell for row in csv_lines(hostile()) for cell in row.values()]
    assert "'=SUM(A1) is no fee; stalls shall not charge." in cells
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]


def test_csv_reads_back_with_the_columns_of_the_team() -> None:
    rows = csv_lines(NO_42)
    assert list(rows[0]) == [*Row._fields, "owner", "status", "due"]
    assert [row["quotation"] for row in rows] == [norm.text for _, norm in NO_42.provisions()]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_cell_that_would_run_is_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert inert(f"a{cell}") == f"a{cell}"


def hostile() -> Notice:
    """A notice whose title, heading, label and quotations begin as formulas and links do."""
    text = '=HYPERLINK("http://example.org")\n=1+1\n(1) =SUM(A1) is no fee; stalls shall not charge.\n'
    notice = awkward_notices.read(text, "=cmd")
    (clause,) = notice.clauses
    begin = text.index("=SUM")
    words = text[begin:].rstrip()
    (norm, *_) = clause.provisions
    changed = norm.model_copy(update={"text": words, "span": (begin, begin + len(words))})
    changed = changed.model_copy(
        update={"activities": tuple(a.model_copy(update={"code": None, "phrase": "@x"}) for a in norm.activities)}
    )
    clause = clause.model_copy(update={"provisions": (changed,), "heading": "+1", "label": "-1"})
    return notice.model_copy(update={"clauses": (clause,), "title": "=1+1", "edition": "http://example.org"})


def test_no_cell_of_the_workbook_is_a_formula_or_a_link_out() -> None:
    made = book([hostile(), STALLS])
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=SUM(A1) is no fee; stalls shall not charge." in {cell.value for cell in cells}
    raw = zipfile.ZipFile(io.BytesIO(data([hostile()], "xlsx")))
    assert not [name for name in raw.namelist() if "<f>" in raw.read(name).decode(errors="ignore")]
    assert not [name for name in raw.namelist() if b"TargetMode" in raw.read(name)]


# The workbook


def test_the_workbook_is_a_register_that_a_team_can_keep() -> None:
    made = book(NO_42)
    assert made.sheetnames == ["Register", "Text", "About"]
    sheet = made["Register"]
    head = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:R{sheet.max_row}"
    assert sheet.max_row == 1 + sum(1 for _ in NO_42.provisions())
    status, due = (f"{openpyxl.utils.get_column_letter(head.index(name) + 1)}2" for name in ("Status", "Due"))
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == '"open,in progress,done,not applicable"'
    assert status in rules["list"].sqref
    assert due in rules["date"].sqref
    assert sheet[due].number_format == "yyyy-mm-dd"
    by_id = {row[head.index("Norm id")].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=2)}
    ban = dict(zip(head, by_id["yinfa-2026-42/1#9"], strict=True))
    assert ban["Norm"] == "Ban"
    assert ban["Activity"] == "Stablecoin issuance"
    assert ban["Condition"] == "Open with consent"
    assert (ban["Owner"], ban["Status"], ban["Due"]) == (None, "open", None)
    statuses = {(row[head.index("Norm")], row[head.index("Status")]) for row in by_id.values()}
    assert {what for what, said in statuses if said} == {"Ban", "Duty"}


def test_what_is_repealed_asks_nothing_any_more() -> None:
    made = book([Selection(STALLS, repealed_by=NO_42), NO_42])
    head = [cell.value for cell in made["Register"][1]]
    rows = [
        dict(zip(head, map(str, row), strict=True)) for row in made["Register"].iter_rows(min_row=2, values_only=True)
    ]
    said = {(row["Repealed by"], row["Status"]) for row in rows if row["Norm"] in ("Ban", "Duty")}
    assert said == {(NO_42.id, "not applicable"), ("None", "open")}
    about = [[cell.value for cell in row] for row in made["About"].iter_rows()]
    assert [row[about[0].index("Repealed by")] for row in about[1:3]] == [NO_42.id, None]


def test_links_of_the_workbook_lead_to_the_clause() -> None:
    made = book([NO_42, STALLS])
    sheet, text = made["Register"], made["Text"]
    places = {cell.coordinate: cell.hyperlink.location for (cell,) in sheet["A2" : f"A{sheet.max_row}"]}
    assert len(places) == sheet.max_row - 1
    ids = {row[0].row: row[-1].value for row in sheet.iter_rows(min_row=2)}
    for at, place in places.items():
        sheet_name, _, cell = place.partition("!")
        assert sheet_name.strip("'") == "Text"
        row = text[cell].row
        unit = ids[int(at[1:])].partition("#")[0]
        assert f"{text.cell(row, 1).value}/{text.cell(row, 2).value}" == unit


def test_the_workbook_says_what_it_was_read_from() -> None:
    about = [[cell.value for cell in row] for row in book(NO_42)["About"].iter_rows()]
    facts = dict(zip(about[0], about[1], strict=True))
    assert facts["SHA-256 of the source"] == NO_42.source.sha256
    assert facts["Number"] == "Yinfa [2026] No. 42"
    assert facts["Repeals"] == "Yinfa [2021] No. 237"
    assert "the text alone is the law" in about[-1][2]


def test_a_long_clause_takes_several_rows_and_a_long_quotation_says_that_it_is_cut() -> None:
    text = "(1) Banks shall not sell " + "cards, " * 6000 + "ever.\n(2) Banks shall not lend."
    notice = awkward_notices.read(text)
    made = book(notice)
    rows = [row for row in made["Text"].iter_rows(min_row=2, values_only=True) if row[1] == "1"]
    assert "".join(row[4] for row in rows) == text[4 : text.index("\n")]
    quotation = made["Register"].cell(2, 9).value
    assert len(quotation) == workbook.CELL
    assert quotation.endswith("(cut; the sheet Text has it whole)")


def test_a_table_too_long_for_a_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 30)
    made = book(NO_42)
    sheets = [name for name in made.sheetnames if name.startswith("Register")]
    norms = [row[-1] for name in sheets for row in made[name].iter_rows(min_row=2, values_only=True)]
    assert norms == [norm.id for _, norm in NO_42.provisions()]
    assert all(made[name].max_row <= 30 for name in sheets)
    assert made[sheets[-1]].freeze_panes == "A2"


def test_links_end_where_excel_ends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LINKS", 5)
    sheet = book(NO_42)["Register"]
    assert sum(cell.hyperlink is not None for (cell,) in sheet["A2" : f"A{sheet.max_row}"]) == 5
    assert sheet["A20"].value


def test_a_notice_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def two() -> Iterator[Notice]:
        yield NO_42
        raise ExportError("the second cannot be read")

    with pytest.raises(ExportError, match="the second"):
        regparse.export(two(), "xlsx")
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=30))
def test_any_characters_make_a_workbook_that_opens(text: str) -> None:
    notice = awkward_notices.read(f"(1) Banks shall not {text}", text)
    assert book(notice.model_copy(update={"title": text, "edition": text}))["Register"].max_row >= 1


# Parquet


def test_parquet_has_types() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(data([NO_42, STALLS], "parquet")))
    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds["issued_on"] == "date32[day]"
    assert kinds["start"] == "int64"
    assert kinds["agencies"].startswith("list<")
    rows = table.to_pylist()
    assert [row["provision"] for row in rows[:2]] == ["yinfa-2026-42/1#1", "yinfa-2026-42/1#2"]
    assert rows[0]["issued_on"] == dt.date(2026, 2, 6)
    assert rows[-1]["edition"] is None


def test_parquet_is_written_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 10)
    file = pyarrow.parquet.ParquetFile(io.BytesIO(data(NO_42, "parquet")))
    assert file.num_row_groups == -(-file.metadata.num_rows // 10)


def test_without_pyarrow_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install 'regparse\[parquet\]'"):
        regparse.export(STALLS, "parquet")


# Markdown


def test_markdown_has_facts_text_and_norms() -> None:
    lines = data(awkward_notices.read(awkward_notices.MEASURES), "md").decode().splitlines()
    assert lines[0] == "# 礼品卡管理办法"
    assert "### 第一章 总则" in lines
    assert "#### 第二节 禁止" in lines
    assert "**第三条** 发卡银行应当具备下列条件：" in lines
    assert "  - **（一）** 有健全的制度；" not in lines
    assert "- **（一）** 有健全的制度；" in lines
    assert "  - **1.** 没有制度；" in lines
    assert "| Clause | Norm | Who is bound | Activity | Condition | Agency | Quotation |" in lines


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a*b_c`d", r"a\*b\_c\`d"),
        ("1. x", r"1\. x"),
        ("- x", r"\- x"),
        ("# x", r"\# x"),
        ("<b>|&amp;", r"&lt;b\>\|\&amp;"),
        ("a\nb\x07", "a b"),
        ("[x](y)", r"\[x\](y)"),
    ],
)
def test_text_is_no_markdown(text: str, printed: str) -> None:
    assert markdown.escaped(text) == printed


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1.)*_-+=#<>[]()!|`~\\&;:/@\"'\n\t银"), max_size=20))
def test_any_text_is_printed_as_it_is(text: str) -> None:
    printed = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown.escaped(text))
    assert html.unescape(re.sub(r"</?p>", "", printed)).strip() == " ".join(text.split())


# Streams and bytes


@pytest.mark.parametrize("to", ["jsonl", "csv", "xlsx", "parquet", "jsonld"])
def test_notices_are_taken_one_by_one_and_let_go(to: Format) -> None:
    class Counted(Notice):
        pass

    given: list[weakref.ref[Notice]] = []
    most = 0

    def many() -> Iterator[Notice]:
        nonlocal most
        for _ in range(6):
            most = max(most, sum(one() is not None for one in given))
            made = Counted.model_construct(**dict(STALLS))
            given.append(weakref.ref(made))
            yield made
            del made

    out = io.BytesIO()
    write(many(), to, out)
    assert len(given) == 6
    assert most <= 2
    assert out.getvalue()


_PRINT = """
import hashlib, sys, regparse
given = [regparse.parse("yinfa-2026-42"), regparse.parse("yinfa-2021-237")]
for to in sys.argv[1:]:
    made = regparse.export(given, to)
    print(hashlib.sha256(made if isinstance(made, bytes) else made.encode()).hexdigest())
"""


def test_another_process_gives_the_same_bytes() -> None:
    formats: tuple[Format, ...] = ("json", "jsonl", "csv", "xlsx", "parquet", "jsonld", "md")
    environment = {**os.environ, "PYTHONHASHSEED": "4242"}
    command = [sys.executable, "-c", _PRINT, *formats]
    done = subprocess.run(command, capture_output=True, check=True, env=environment, text=True)
    given = [NO_42, sources.parse("yinfa-2021-237")]
    assert done.stdout.split() == [hashlib.sha256(data(given, to)).hexdigest() for to in formats]
