"""`regparse brief`: what it writes, what it says that it did, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regparse.lexicon import addressees

Run = Callable[..., Any]


def test_the_brief_says_what_it_did_and_where_the_file_is(run: Run, tmp_path: Path) -> None:
    result = run("brief", "yinfa-2026-42", "--format", "html")
    assert result.code == 0
    assert result.out == f"{Path('reports') / 'yinfa-2026-42.html'}\n"
    assert "<html" in (tmp_path / "reports" / "yinfa-2026-42.html").read_text(encoding="utf-8")
    assert "read yinfa-2026-42@en: 19 clauses" in result.err
    assert "compared with yinfa-2021-237@en" in result.err
    assert "en-press" not in result.err, "other texts are compared for the annexes alone"
    full = run("brief", "yinfa-2026-42", "--full", "--format", "html")
    assert "compared with edition yinfa-2026-42@en-press: " in full.err
    assert "The full text" in (tmp_path / "reports" / "yinfa-2026-42.html").read_text(encoding="utf-8")


def test_the_brief_of_two_files(run: Run, tmp_path: Path, file: Path) -> None:
    newer = tmp_path / "newer.txt"
    newer.write_text(
        file.read_text(encoding="utf-8").replace("[2019] No. 7", "[2020] No. 8").replace("bearer", "paper"),
        encoding="utf-8",
    )
    result = run("brief", str(newer), "--against", str(file), "--full", "-o", "out/brief.html")
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
        (("-o", "x.odt"), "a brief is written as pdf, html, docx, md or txt"),
        (("--format", "html", "-o", "z.pdf"), "z.pdf is the name of a pdf file, but --format says html"),
        (("--format", "pdf", "-o", "z.htm"), "--format says pdf"),
        (("--full", "--one-page"), "--full and --one-page exclude each other: choose one"),
        (("--against", "yinfa-2026-42@en-press"), "--against is also yinfa-2026-42;"),
    ],
)
def test_a_brief_that_makes_no_sense_is_refused(run: Run, tmp_path: Path, args: tuple[str, ...], sentence: str) -> None:
    result = run("brief", "yinfa-2026-42", *args)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_made_is_told(run: Run, file: Path) -> None:
    assert f"created the folder {Path('a') / 'b'}\n" in run("brief", str(file), "-o", "a/b/x.html").err
    assert "created the folder" not in run("brief", str(file), "-o", "a/b/y.html").err


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


def test_every_form_and_option_is_written(run: Run, tmp_path: Path) -> None:
    notes = tmp_path / "ours.toml"
    notes.write_text(
        '[[remark]]\non = "yinfa-2026-42/6"\nauthor = "A. Example"\ndate = 2026-03-01\ntext = "Check the wallets."\n',
        encoding="utf-8",
    )
    firm = tmp_path / "firm.toml"
    firm.write_text('footer = "Confidential"\n[colours]\naccent = "#ffcc00"\n', encoding="utf-8")
    result = run(
        *("brief", "yinfa-2026-42", "-o", "b.md", "--audience", "bank"),
        *("--notes", str(notes), "--style", str(firm)),
    )
    assert (result.code, result.out) == (0, "b.md\n")
    assert "colours.accent = #ffcc00: its contrast on white is 1.5" in result.err
    made = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "Compliance brief for banks" in made
    assert "Check the wallets." in made
    assert run("brief", "yinfa-2026-42", "--format", "md", "--audience", "bank").out.strip().endswith("42.bank.md")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--audience", "bnk"), "unknown reader “bnk”; did you mean bank?"),
        (("--notes", "gone.toml"), "gone.toml: no such file"),
        (("--style", "gone.toml"), "gone.toml: the house style cannot be read: no such file or folder"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(
    run: Run, tmp_path: Path, args: tuple[str, ...], sentence: str
) -> None:
    result = run("brief", "yinfa-2026-42", "--format", "md", *args)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_chinese_brief_is_made_of_the_chinese_text_where_there_is_one(run: Run, root: Path, tmp_path: Path) -> None:
    for name, lang, text in (
        ("a.txt", "en", "Notice on Cards\nYinfa [2031] No. 8\n(1) Shops shall not sell cards.\nMarch 5, 2031\n"),
        ("b.txt", "zh", "关于规范礼品卡的通知\n银发〔2031〕8号\n（一）商店不得出售礼品卡。\n2031年3月5日\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        added = run("corpus", "add", name, "--lang", lang)
        assert added.code == 0
    stored = run("corpus", "list").out
    assert "yinfa-2031-8" in stored
    said = run("brief", "yinfa-2031-8", "--lang", "zh", "-o", "x.html")
    assert "@zh" in said.err
    assert "商店不得出售礼品卡" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_a_language_that_no_text_has_is_told(run: Run) -> None:
    both = run("brief", "yinfa-2026-42", "--lang", "both", "--audience", "bank", "-o", "x.md")
    assert "quotations are in one language" in both.err
    chinese = run("brief", "yinfa-2026-42", "--lang", "zh", "--audience", "bank", "-o", "y.md")
    assert "引文为英文" in chinese.err


def test_page_one_is_plain_text_for_a_terminal(run: Run) -> None:
    result = run("brief", "yinfa-2026-42", "--format", "txt", "-o", "-")
    assert result.code == 0
    first, *lines = result.out.splitlines()
    assert first.startswith("Real-world asset tokenization joins virtual currency on the list of prohibited business")
    assert "What has to be known first" in lines
    assert "How far to rely on this" in lines
    assert max(map(len, lines)) <= 88


def test_progress_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    from regparse.cli.progress import stages

    with stages() as stage:
        stage("comparing")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with stages() as stage:
        stage("comparing")
        stage("laying out")
    assert "laying out …" in capsys.readouterr().err


def test_the_help_names_every_reader(run: Run) -> None:
    said = "".join(run("brief", "--help").out.split())
    assert [
        code for code in addressees.load().codes if code not in said and code not in {addressees.ANYONE, "other"}
    ] == []
