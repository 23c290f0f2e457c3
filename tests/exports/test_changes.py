"""The changes in law of a comparison as tables: one row a change, both quotations whole, no cell a formula."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from pyarrow import parquet
from revised_texts import compared
from typer.testing import CliRunner

from regparse.cli import application
from regparse.exports import changes

BEFORE = "商业银行应当在5个工作日内报告灯油的储备，并登记船名。"
AFTER = "商业银行应当在10个工作日内报告灯油的储备。"


def test_csv_has_a_row_for_each_change() -> None:
    table = list(csv.DictReader(io.StringIO(changes.write(compared(BEFORE, AFTER), "csv").decode("utf-8-sig"))))
    assert {row["change"] for row in table} == {"narrowed"}
    assert (table[0]["old_text"], table[0]["new_text"]) == (BEFORE, AFTER)
    assert "deadline-changed" in table[0]["points"]


def test_what_changed_is_said_in_the_language() -> None:
    (first, *_) = changes.rows(compared(BEFORE, AFTER), "zh")
    assert "由“5个工作日”改为“10个工作日”" in first.what


def test_a_workbook_runs_no_formula() -> None:
    made = changes.write(compared("=1+1", "=2+2的，商业银行应当报告。"), "xlsx")
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert made == changes.write(compared("=1+1", "=2+2的，商业银行应当报告。"), "xlsx")


def test_parquet_and_pandas_have_the_same_rows() -> None:
    comparison = compared(BEFORE, AFTER)
    table = parquet.read_table(io.BytesIO(changes.write(comparison, "parquet")))
    frame = pytest.importorskip("pandas") and comparison.to_pandas()
    assert table.column("old_text").to_pylist() == list(frame["old_text"])


def test_json_has_the_tables_that_are_asked_for(tmp_path: object) -> None:
    args = ["compare", "yinfa-2021-237", "yinfa-2026-42", "--format", "json", "--table", "gone"]
    made = json.loads(CliRunner().invoke(application(), args).stdout)
    assert set(made) == {"schema", "old", "new", "source", "gone"}
    assert set(made["source"]) >= {"version", "old_sha256", "new_sha256"}
    assert all(one["words"]["text"] for one in made["gone"])
