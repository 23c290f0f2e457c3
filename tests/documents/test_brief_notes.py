"""Notes of the firm and its house style: opinion is framed and signed, a fault in a file is named with its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from brief_page import html
from handmade_notice import FULL, ID, notice
from lxml import html as parser

import regparse
from regparse.corpus import remarks
from regparse.documents import typeset
from regparse.documents.typeset import style as house
from regparse.errors import ReadError, RenderError
from regparse.model.comparison import Remark
from regparse.wording import say


def remark(on: str, text: str = "We read this narrowly.") -> Remark:
    return Remark(on=on, author="A. Example", date=dt.date(2031, 4, 1), text=text, materiality="high")


def test_a_note_is_framed_signed_and_stands_at_its_clause() -> None:
    page = parser.fromstring(html(notes=[remark(f"{ID}/3#1"), remark(ID, "Of the whole.")]))
    found = page.xpath("//aside[@class='opinion']")
    assert [" ".join(one.text_content().split()) for one in found] == [
        "Opinion high materiality Of the whole.A. Example, 1 April 2031 · on the notice",
        "Opinion high materiality We read this narrowly.A. Example, 1 April 2031 · on clause 3",
        "Opinion high materiality We read this narrowly.A. Example, 1 April 2031 · on clause 3",
    ], "the section of remarks has both, and the one on a clause stands at it, too"
    before = found[2].getprevious()
    assert before.text_content().strip().endswith("keeps a register of cards.")


def test_a_note_on_the_earlier_notice_names_it() -> None:
    page = html(**FULL, notes=[remark("kafa-2029-3/2")])
    assert "on Kafa [2029] No. 3, clause 2" in page


def test_a_note_on_what_is_not_there_is_not_dropped_in_silence() -> None:
    with pytest.raises(
        RenderError, match=r"a remark by A. Example is on kafa-2031-8/99, which kafa-2031-8 does not have"
    ):
        regparse.render_brief(notice(), notes=[remark(f"{ID}/99")], format="html")


def test_a_note_may_name_the_bare_number_of_a_clause_and_keeps_its_paragraphs() -> None:
    page = parser.fromstring(html(notes=[remark("3", "One.\n\nTwo\nlines.")]))
    found = page.xpath("//aside[@class='opinion']")[0]
    assert [" ".join(one.text_content().split()) for one in found.xpath("p")] == [
        "Opinion high materiality One.",
        "Two lines.",
        "A. Example, 1 April 2031 · on clause 3",
    ]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[remark]]\non = "3"', "remark 1: author, date, text missing; for example on ="),
        ('[[remark]]\non = "3"\nauthor = "A"\ndate = 2031-04-01\ntext = " "', "remark 1: text must not be empty"),
        ('[[remark]]\non = "3"\nauthor = "A"\ndate = "soon"\ntext = "b"', "date must be a date, such as 2026-02-10"),
        ('[[remark]]\non = "3"\nauthor = "A"\ndate = 2031-04-01\ntext = "b"\nink = 1', "unknown: ink"),
        ("[[remark", "the remarks cannot be read"),
    ],
)
def test_a_fault_in_the_notes_says_which_remark_and_all_that_it_lacks(tmp_path: Path, toml: str, said: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(ReadError) as error:
        remarks.load(file)
    assert str(error.value).startswith(f"{file}")
    assert said in str(error.value)
    file.write_text('[[remark]]\non = "3.1"\nauthor = "A"\ndate = 2031-04-01\ntext = "b"', encoding="utf-8")
    assert [one.on for one in remarks.load(file)] == ["3.1"]


def test_a_house_style_shows(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")
    file = tmp_path / "firm.toml"
    file.write_text(
        'name = "Example & Partners"\nfooter = "Confidential"\nlogo = "logo.svg"\n[colours]\naccent = "#7A1F1F"\n'
        '[fonts]\nsans = "Example Sans"\n',
        encoding="utf-8",
    )
    found = house.load(file)
    assert found.warnings == ()
    page = regparse.render_brief(notice(), style=found, format="html").decode()
    assert "#7a1f1f" in page
    assert house.PLAIN.accent not in page
    assert 'font-family: "Example Sans", "Source Sans 3"' in page
    (logo,) = parser.fromstring(page).xpath("//img")
    assert logo.get("src").startswith("data:image/svg+xml;base64,")
    assert logo.get("alt") == "Example & Partners"
    assert "Example &amp; Partners · Confidential" in page


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('color = "#123456"', "color is unknown; known are name, footer, logo, [colours], [fonts]"),
        ('[colours]\naccent = "blue"', 'colours.accent must be a colour such as "#14506b", not “blue”'),
        ('[colours]\nink = "#000000"', "colours.ink is unknown; known are accent, text, muted"),
        ('logo = "logo.gif"', "logo must be a file ending in .png, .jpg, .jpeg or .svg, not “logo.gif”"),
        ('logo = "gone.png"', "logo is “gone.png”, which cannot be read beside it"),
        ('[colours]\ntext = "#ffffff"', "colours.text = #ffffff cannot be read on white: its contrast is 1.0"),
        ("footer = 3", "footer must be one line of text"),
        ('[fonts]\nserif = "x; } body {"', "fonts.serif must be the name of a font"),
        ("name = ", "the house style cannot be read"),
    ],
)
def test_a_fault_in_a_house_style_is_named_with_its_key(tmp_path: Path, toml: str, said: str) -> None:
    file = tmp_path / "firm.toml"
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(RenderError) as error:
        house.load(file)
    assert str(error.value).startswith(f"{file}: ")
    assert said in str(error.value)


def test_headings_have_the_colour_of_the_text_and_a_font_that_is_not_here_is_told(tmp_path: Path) -> None:
    file = tmp_path / "firm.toml"
    file.write_text('[colours]\ntext = "#333333"\n[fonts]\nsans = "No Such Face 77"\n', encoding="utf-8")
    found = house.load(file)
    assert (found.heading, house.PLAIN.heading) == ("#333333", "#10222e")
    assert typeset.missing_fonts(found) == ("No Such Face 77",)
    assert typeset.missing_fonts(house.Style(sans="Source Sans 3")) == (), "it comes with regparse"


def test_a_logo_or_a_font_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "_LARGEST", 10)
    (tmp_path / "a.png").write_bytes(b"x" * 11)
    (tmp_path / "a.ttf").write_bytes(b"x" * 101)
    file = tmp_path / "firm.toml"
    for said in ('logo = "a.png"', '[fonts]\nsans = { family = "A", regular = "a.ttf" }'):
        file.write_text(said, encoding="utf-8")
        with pytest.raises(RenderError, match="which is too large"):
            house.load(file)
    (tmp_path / "a.ttf").write_bytes(b"x" * 100)
    assert house.load(file).sans == "A", "a font may be ten times as large as a logo"


def test_the_rows_of_a_clause_that_a_remark_is_on_lead_to_it() -> None:
    page = parser.fromstring(html(notes=[remark("1")]))
    marked = page.xpath("//table[@class='bans']//a[@href='#remarks']/ancestor::tr")
    assert [row.xpath("string(td[last()])")[0] for row in marked] == ["1", "1"], "both bans of clause 1"


def test_a_colour_that_is_hard_to_read_is_warned_of(tmp_path: Path) -> None:
    file = tmp_path / "firm.toml"
    file.write_text('[colours]\naccent = "#ffcc00"\n', encoding="utf-8")
    (warning,) = house.load(file).warnings
    assert "colours.accent = #ffcc00: its contrast on white is 1.5" in say(warning)
    assert house.contrast("#000000") == pytest.approx(21)
    assert house.contrast("#ffffff") == pytest.approx(1)


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("<p>\n{{ nothing }}</p>", "line 2: 'nothing' is undefined"),
        ("<p>\n\n{% if %}</p>", "line 3: "),
        ("{% set one = 1 %}\n{{ one + 'a' }}", "line 2: unsupported operand"),
    ],
)
def test_an_error_in_a_template_names_the_template_and_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, place: str
) -> None:
    (tmp_path / "page.html").write_text('{% include "part.html" %}', encoding="utf-8")
    (tmp_path / "part.html").write_text(template, encoding="utf-8")
    monkeypatch.setattr(typeset, "folder", lambda _name: tmp_path)
    with pytest.raises(RenderError) as error:
        typeset.fill("page.html", say=str)
    assert f"templates/part.html, {place}" in str(error.value)
    assert "\n" not in str(error.value)
