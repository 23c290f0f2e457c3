"""`regparse brief`: what it writes, what it says that it did, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_the_brief_says_what_it_did_and_where_the_file_is(run: Run, tmp_path: Path) -> None:
    result = run("brief", "yinfa-2026-42", "--format", "html")
    assert result.code == 0
    assert result.out == f"{Path('reports') / 'yinfa-2026-42.html'}\n"
    assert "<html" in (tmp_path / "reports" / "yinfa-2026-42.html").read_text(encoding="utf-8")
    assert "read yinfa-2026-42@en: 19 clauses" in result.err
    assert "compared with yinfa-2021-237@en" in result.err
    assert "set beside yinfa-2026-42@en-press" in result.err


def test_the_brief_of_two_files(run: Run, tmp_path: Path, file: Path) -> None:
    newer = tmp_path / "newer.txt"
    newer.write_text(
        file.read_text(encoding="utf-8").replace("[2019] No. 7", "[2020] No. 8").replace("bearer", "paper"),
        encoding="utf-8",
    )
    result = run("brief", str(newer), "--against", str(file), "-o", "out/brief.html")
    assert result.out == "out/brief.html\n"
    assert "compared with yinfa-2019-7 (notice.txt)" in result.err
    assert "bearer" in (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")


def test_a_notice_that_replaces_nothing_known_says_so(run: Run, file: Path) -> None:
    result = run("brief", str(file), "--format", "html")
    assert result.code == 0
    assert "compared with nothing" in result.err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("-o", "x.docx"), "a brief is written as pdf or html"),
        (("--format", "html", "-o", "z.pdf"), "z.pdf is the name of a file in pdf, and --format says html"),
        (("--format", "pdf", "-o", "z.htm"), "--format says pdf"),
        (("--against", "yinfa-2026-42@en-press"), "--against is yinfa-2026-42 too"),
    ],
)
def test_a_brief_that_makes_no_sense_is_refused(run: Run, tmp_path: Path, args: tuple[str, ...], sentence: str) -> None:
    result = run("brief", "yinfa-2026-42", *args)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_made_is_told(run: Run, file: Path) -> None:
    assert f"made the folder {Path('a') / 'b'}\n" in run("brief", str(file), "-o", "a/b/x.html").err
    assert "made the folder" not in run("brief", str(file), "-o", "a/b/y.html").err


def test_an_against_that_is_newer_is_told(run: Run, file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.txt"
    newer.write_text(
        file.read_text(encoding="utf-8").replace("[2019] No. 7", "[2020] No. 8").replace("2019", "2020"),
        encoding="utf-8",
    )
    warning = "warning: yinfa-2020-8 (2020-03-04) is newer than yinfa-2019-7 (2019-03-04)"
    assert warning in run("brief", str(file), "--against", str(newer), "-o", "x.html").err
    assert warning in run("compare", str(newer), str(file)).err
    assert run("compare", str(file), str(newer)).err == ""
    assert "both are yinfa-2019-7" in run("compare", str(file), str(file)).err
