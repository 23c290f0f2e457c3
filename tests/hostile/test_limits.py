"""Limits that stand before what would take time or memory beyond all proportion."""

from __future__ import annotations

import pytest
from handmade_files import docx, refused, text

from regparse.files import limits


@pytest.mark.parametrize("tag", ["<p {} >", "<p {}", '<p x=">" {} >', '<p x="<" {} >', "<p/{}>"])
def test_a_tag_of_too_many_attributes_is_refused(tag: str) -> None:
    many = " ".join(f"a{n}=b" for n in range(limits.get("ATTRIBUTES") + 10))
    refused(f"<html><body>{tag.format(many)}Banks shall report.".encode(), "REGPARSE_MAX_ATTRIBUTES")


def test_a_tag_with_a_long_attribute_and_a_long_paragraph_are_none() -> None:
    words = "it's said that banks shall report " * 1_000
    page = f"<html><body><p title='{'a b=c ' * 5_000}' class=x>{words}</p></body></html>"
    assert text(page.encode()) == [words.strip()]


def test_the_xml_in_a_word_file_is_held_to_it_too() -> None:
    many = " ".join(f'a{n}="b"' for n in range(limits.get("ATTRIBUTES") + 10))
    refused(docx(f"<w:p {many}><w:r><w:t>x</w:t></w:r></w:p>"), "REGPARSE_MAX_ATTRIBUTES")


def test_a_line_beyond_all_instruments_is_refused() -> None:
    refused("银行".encode() * (limits.get("LINE_CHARS") // 2 + 1), "REGPARSE_MAX_LINE_CHARS")


@pytest.mark.parametrize("page", [b"<p>a</p>", b"a<br>"])
def test_a_page_of_more_lines_than_any_instrument_is_refused(page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_TEXT_LINES", "1000")
    refused(b"<html><body>" + page * 2_000, "REGPARSE_MAX_TEXT_LINES")


def test_a_word_file_of_more_paragraphs_than_any_instrument_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_TEXT_LINES", "1000")
    refused(docx("".join(f"<w:p><w:r><w:t>Bank {n}.</w:t></w:r></w:p>" for n in range(2_000))), "TEXT_LINES")
