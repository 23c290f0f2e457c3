"""Small files that cost much: what they cost must grow with their size, or they are refused with the limit."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Iterator

import pytest
from test_hostile import W, docx, refused

from regparse import readers
from regparse.readers import lines, numbering

PATIENCE = 5
"""Seconds after which a reading hangs, on the slowest machine; what is in proportion takes a tenth of it."""


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < PATIENCE


# --- text -------------------------------------------------------------------------------------------------

FULL = "the bank shall report to the people and the council on all matters of "


def test_lines_that_end_in_a_hyphen_are_joined_in_proportion() -> None:
    line = FULL + "interest-\n"
    read = readers.read((line * 6_000).encode(), "upload.txt")
    assert read.text.startswith(line.strip() + "the bank")
    assert "wrapped-lines-joined" in read.source.cleaners


def test_a_paragraph_of_many_lines_is_joined_as_two_lines_are() -> None:
    chance = random.Random(5)
    ends = ["inter-", "cross-", "世界-", "matters", "and —", "全部事", "x" * 7, "\u00adof a\u2010"]
    page = [FULL + chance.choice(ends) for _ in range(400)]
    text = "\n".join([*page, "national law; interest, cross-national"])
    whole = page[0]
    for line in text.split("\n")[1:]:
        whole = lines.join(whole, line, lines.vocabulary(text))
    assert lines.unwrap(text) == whole


def test_a_line_of_blanks_is_no_rule_of_a_table() -> None:
    assert readers.read(b" " * 300_000 + b"x\n", "upload.md").text.strip() == "x"
    assert readers.read(b"|a|b|\n  | --- |:-:|\n|c|d|\n", "upload.md").text.split() == ["a", "|", "b", "c", "|", "d"]


# --- web pages and Word -----------------------------------------------------------------------------------


def test_a_table_of_many_rows_is_put_together_once() -> None:
    rows = 30_000
    page = b"<html><body>before<table>" + b"<tr><td>a<td>b" * rows + b"<tr></table>behind"
    read = [line for line in readers.read(page, "upload").text.split("\n") if line]
    assert read == ["before", *["a | b"] * rows, "behind"]


LISTED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Banks</w:t></w:r></w:p>'
)


def numbered(pattern: str, levels: int = 1, lists: int = 1) -> str:
    level = f'<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{pattern}"/>'
    made = "".join(f'<w:lvl w:ilvl="{n}">{level}</w:lvl>' for n in range(levels))
    nums = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="0"/></w:num>' for n in range(lists))
    return f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>{nums}</w:numbering>'


def test_a_label_longer_than_any_is_refused() -> None:
    data = docx(LISTED * 8_000, numbering=numbered("第%1条" * 5_000))
    assert len(data) < 5_000
    refused(data, "20,000 characters in the pattern of a list's labels, more than the 250 that are read")
    assert readers.read(docx(LISTED, numbering=numbered("第%1条")), "upload").text.strip() == "第1条 Banks"
    # A label that no paragraph has does no harm.
    readers.read(docx(LISTED.replace('numId w:val="1"', 'numId w:val="9"'), numbering=numbered("x" * 300)), "upload")


def test_labels_that_make_a_short_file_a_long_text_are_counted_as_they_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REGPARSE_MAX_TEXT_CHARS", "10000")
    seen = 0

    def counted(*_: object) -> str:
        nonlocal seen
        seen += 1
        return "x" * 200

    monkeypatch.setattr(numbering.Numbering, "label", counted)
    refused(docx(LISTED * 5_000, numbering=numbered("%1.")), "more than the 10,000 that are read")
    assert seen < 60


def test_lists_of_more_levels_than_word_has_are_not_copied() -> None:
    data = docx(LISTED, numbering=numbered("%1.", levels=4_000, lists=40_000))
    assert readers.read(data, "upload").text.strip() == "1. Banks"


def test_paragraphs_without_end_are_put_together_once() -> None:
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Banks shall report losses to all. </w:t></w:r></w:p>"
    assert readers.read(docx(gone * 60_000), "upload").text.startswith("Banks shall report losses to all. Banks")


# --- PDF --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [b"", b"endstream"])
def test_streams_that_never_end_are_looked_at_once(end: bytes) -> None:
    refused(b"%PDF-1.4\n" + b"stream\n\x78\x9c" * 200_000 + end, "damaged")


def test_streams_in_streams_that_say_to_be_pictures_are_counted_too() -> None:
    zeros = zlib.compress(bytes(50_000_000), 9)
    pictures = b"<</Subtype/Image>>stream\n" + zeros + b"\nendstream\n"
    refused(b"%PDF-1.4\n" + pictures * 90, "REGPARSE_MAX_UNPACKED_BYTES")
