"""Tables and wrapped lines that hold Chinese."""

from __future__ import annotations

import pytest

from regparse.cli import terminal


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("挖矿", 4), ("（9）", 5), ("é", 1), ("", 0)])
def test_width_counts_columns(text: str, expected: int) -> None:
    assert terminal.width(text) == expected


def test_wrap_breaks_english_between_words() -> None:
    assert terminal.wrap("no entity shall issue tokens", 12) == ["no entity", "shall issue", "tokens"]


def test_wrap_breaks_chinese_between_characters_and_starts_no_line_with_a_stop() -> None:
    assert terminal.wrap("任何单位不得，违者必究。", 12) == ["任何单位不", "得，违者必", "究。"]


def test_wrap_cuts_a_word_longer_than_the_line() -> None:
    assert terminal.wrap("abcdefgh", 3) == ["abc", "def", "gh"]


def test_wrap_keeps_a_code_whole_and_breaks_one_longer_than_the_line_at_a_hyphen() -> None:
    assert terminal.wrap("bound: payment-institution", 20) == ["bound:", "payment-institution"]
    assert terminal.wrap("payment-institution", 12) == ["payment-", "institution"]


def test_a_table_fits_when_no_word_of_it_is_broken() -> None:
    rows = [("CSRC", "3 14"), ("FIN-REG-BRANCHES", "5")]  # sixteen columns, a gap, five for the head
    assert terminal.fits(("agency", "joint"), rows, 23)
    assert not terminal.fits(("agency", "joint"), rows, 22)


def test_wrap_lets_no_escape_sequence_through() -> None:
    assert terminal.wrap("a\x1b[31mred\x9b0m", 40) == ["a[31mred0m"]


def test_a_table_fits_and_its_columns_line_up() -> None:
    out = terminal.table(("body", "what"), [("央行", "leads the work of all"), ("CSRC", "joins")], 20).split("\n")
    assert all(terminal.width(line) <= 20 for line in out)
    starts = {terminal.width(line[: line.index(word)]) for line in out for word in ("leads", "joins") if word in line}
    assert len(starts) == 1


def test_a_table_without_rows_has_its_head() -> None:
    assert terminal.table(("a", "b"), [], 80).startswith("a  b\n")


def test_a_spreadsheet_runs_no_cell() -> None:
    assert terminal.csv_rows(("text",), [("=1+1",), ("plain",), ("@a, b",)]).split("\n") == [
        "text",
        "'=1+1",
        "plain",
        '"\'@a, b"',
    ]


def test_markdown_keeps_pipes_and_tags_as_text() -> None:
    assert terminal.markdown(("x",), [("a|b <script>\nc",)]).split("\n")[2] == "| a\\|b &lt;script\\> c |"


def test_opening_cuts_to_the_width_with_an_ellipsis() -> None:
    assert terminal.opening("short", 10) == "short"
    assert terminal.opening("挖矿活动整治", 8) == "挖矿活…"
    assert terminal.opening("two\nlines", 20) == "two lines"
    assert terminal.opening("one or two words", 13) == "one or two…"
    assert terminal.opening("one unpronounceable", 13) == "one unpronou…"  # a word may fill the line


def test_no_colour_off_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print(terminal.paint("x", "red"))
    assert capsys.readouterr().out == "x\n"


def test_no_color_is_heeded_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert terminal.paint("x", "red") == "\x1b[31mx\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.paint("x", "red") == "x"
