"""The measure of the exports: it counts what holds, and lists what does not."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import awkward_notices
import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "benchmarks"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"measure_{name}", FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


measure: Any = load("export")


def test_it_counts_the_corpus_and_a_file_of_instruments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "some.jsonl"
    rows = [
        {"id": "a", "text": awkward_notices.MEASURES},
        {"id": "b", "text": "A talk about bread, and no more than that."},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert measure.main([str(path), "-o", str(tmp_path / "export.md")]) == 0
    printed = capsys.readouterr().out
    assert "| Akoma Ntoso valid under the strict schema | 4 of 4 |" in printed
    assert "| Akoma Ntoso read back, equal in every field | 4 of 4 |" in printed
    assert "| JSON-LD loaded by rdflib | 4 of 4 |" in printed
    assert "| said to hold no notice, not exported | 1 |" in printed
    assert printed.strip() in (tmp_path / "export.md").read_text(encoding="utf-8")


def test_a_notice_that_does_not_return_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    other = awkward_notices.read(awkward_notices.TWICE)
    monkeypatch.setattr(measure, "read_notice", lambda _: other)
    measured = measure.Measured()
    measured.take(awkward_notices.read(awkward_notices.MEASURES, "c.txt"))
    assert measured.counts["akn returns"] == 0
    assert any(
        name == "c.txt" and words.startswith("akn comes back otherwise: id, title") for name, words in measured.faults
    )
