"""Small files that cost much: what they cost must grow with their size, or they are refused with the limit."""

from __future__ import annotations

import base64
import io
import random
import zipfile
import zlib

import pytest
from growth import TOLERATED, growth
from handmade_files import W, docx, refused, say, text

from regparse import readers
from regparse.readers import filters, lines, numbering

pytestmark = pytest.mark.slow

# --- text -------------------------------------------------------------------------------------------------

FULL = "the bank shall report to the people and the council on all matters of "


def test_lines_that_end_in_a_hyphen_are_joined_in_proportion() -> None:
    line = FULL + "interest-\n"
    read = readers.read((line * 6_000).encode(), "upload.txt")
    assert read.text.startswith(line.strip() + "the bank")
    assert "wrapped-lines-joined" in read.source.cleaners
    assert growth(lambda size: readers.read((line * size).encode(), "upload.txt"), 1_500, 6_000) < TOLERATED


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
    assert growth(lambda size: readers.read(b" " * size + b"x\n", "upload.md"), 50_000, 300_000) < TOLERATED
    assert readers.read(b" " * 300_000 + b"x\n", "upload.md").text.strip() == "x"
    assert readers.read(b"|a|b|\n  | --- |:-:|\n|c|d|\n", "upload.md").text.split() == ["a", "|", "b", "c", "|", "d"]


# --- web pages and Word -----------------------------------------------------------------------------------


def test_a_table_of_many_rows_is_put_together_once() -> None:
    def read(rows: int) -> None:
        page = b"<html><body>before<table>" + b"<tr><td>a<td>b" * rows + b"<tr></table>behind"
        found = [line for line in readers.read(page, "upload").text.split("\n") if line]
        assert found == ["before", *["a | b"] * rows, "behind"]

    assert growth(read, 7_500, 30_000) < TOLERATED


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
    refused(data, "20,000 characters in the pattern of a list's labels, more than the limit of 250")
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
    refused(docx(LISTED * 5_000, numbering=numbered("%1.")), "more than the limit of 10,000")
    assert seen < 60


def test_lists_of_more_levels_than_word_has_are_not_copied() -> None:
    def read(lists: int) -> None:
        data = docx(LISTED, numbering=numbered("%1.", levels=lists // 10, lists=lists))
        assert readers.read(data, "upload").text.strip() == "1. Banks"

    assert growth(read, 10_000, 40_000) < TOLERATED


def test_paragraphs_without_end_are_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_LINE_CHARS", "2000000")
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Banks shall report losses to all. </w:t></w:r></w:p>"

    def read(paragraphs: int) -> None:
        words = readers.read(docx(gone * paragraphs), "upload").text
        assert words.startswith("Banks shall report losses to all. Banks")

    assert growth(read, 8_000, 30_000) < TOLERATED


# --- PDF --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [b"", b"endstream"])
def test_streams_that_never_end_are_looked_at_once(end: bytes) -> None:
    def refuse(streams: int) -> None:
        refused(b"%PDF-1.4\n" + b"stream\n\x78\x9c" * streams + end, "damaged")

    assert growth(refuse, 20_000, 80_000) < TOLERATED


def test_streams_that_say_to_be_pictures_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_UNPACKED_BYTES", "1000000")
    zeros = zlib.compress(bytes(900_000), 9)
    pictures = b"<</Subtype/Image>>stream\n" + zeros + b"\nendstream\n"
    refused(b"%PDF-1.4\n" + pictures * 90, "REGPARSE_MAX_UNPACKED_BYTES")


WORDS = "Banks shall report to the People."
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
PACKED = b"/Filter/FlateDecode"


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), head, content)


def drawing(content: bytes, *objects: bytes, how: bytes = b"", named: bytes = b"", font: bytes = b"5 0 R") -> bytes:
    """A PDF of one page with this content; ``objects`` are numbered from 6 on, ``named`` are the page's forms."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G %s>>%s>>>>"
    everything = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % (font, b"/XObject<<%s>>" % named),
        stream(content, how),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    out, table = b"%PDF-1.4\n", b""
    for number, body in enumerate(everything, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(everything) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def forms(deep: int, draw: bytes = b"/X Do ", first: int = 6, times: int = 10, leaf: bytes = say(WORDS)) -> list[bytes]:
    """Forms that each draw the next one ``times`` times."""
    own = b"%s/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    return [stream(draw * times if n < deep - 1 else leaf, own % (FORM, first + n + 1)) for n in range(deep)]


X = b"/X 6 0 R"


def test_a_form_in_a_form_is_read() -> None:
    assert text(drawing(b"/X Do", *forms(5, times=1), named=X)) == [WORDS]
    assert text(drawing(b"/X Do", *forms(2, times=3), named=X))[0].startswith(WORDS)


@pytest.mark.parametrize(
    "draw", [b"/X Do ", b"(X) Do ", b"<58>Do ", b"/#58 Do ", b"/X%c\nDo ", b"/Y/X Do ", b"/X q Do "]
)
def test_forms_in_forms_are_counted_before_they_are_drawn(draw: bytes) -> None:
    bomb = drawing(draw, *forms(7, draw), named=X)
    assert len(bomb) < 2_500
    refused(bomb, "more than 500,000 characters on one page; cut the file, or set REGPARSE_MAX_PAGE_CHARS")


def test_forms_that_take_their_names_from_the_page_are_counted() -> None:
    named = b"".join(b"/A%d %d 0 R" % (n, n + 6) for n in range(8))
    down = [stream(b"/A%d Do " % (n + 1) * 10 if n < 7 else say(WORDS), FORM) for n in range(8)]
    refused(drawing(b"/A0 Do", *down, named=named), "REGPARSE_MAX_PAGE_CHARS")
    all_of_all = [stream(b"".join(b"/A%d Do " % n for n in range(8)) + say(WORDS), FORM)] * 8
    refused(drawing(b"/A0 Do", *all_of_all, named=named), "REGPARSE_MAX_PAGE_CHARS")
    refused(drawing(b"/A0 Do", stream(b"/A0 Do " * 2, FORM), named=b"/A0 6 0 R"), "REGPARSE_MAX_PAGE_THINGS")


def test_forms_that_show_nothing_are_counted() -> None:
    refused(drawing(b"/X Do", *forms(8, leaf=b""), named=X), "REGPARSE_MAX_PAGE_THINGS")


def test_forms_in_the_glyphs_of_a_font_are_counted() -> None:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</XObject<</X 8 0 R>>>>>>"
    )
    bomb = drawing(b"BT /G 1 Tf (a) Tj ET", font, stream(b"1 0 d0 /X Do"), *forms(7, first=8), font=b"6 0 R")
    refused(bomb, "REGPARSE_MAX_PAGE_CHARS")


def test_a_glyph_that_stands_for_a_page_is_counted() -> None:
    codes = b"begincmap 1 beginbfchar <61> <%s> endbfchar endcmap" % (b"0061" * 500)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    content = b"BT /G 1 Tf (%s) Tj ET" % (b"a" * 20_000)
    refused(drawing(content, font, stream(codes), font=b"6 0 R"), "REGPARSE_MAX_PAGE_CHARS")


@pytest.mark.parametrize(
    ("content", "limit"),
    [
        (b"BT /F 12 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 100_000 + b"ET", "PAGE_CHARS"),
        (b"BT /F 12 Tf " + b"<61616161616161616161616> Tj " * 100_000 + b"ET", "PAGE_CHARS"),
        (b"re f " * 1_100_000, "PAGE_THINGS"),
        (b"q " * 1_100_000, "PAGE_THINGS"),
        (b"/a BMC " * 30_000 + say(WORDS), "NESTING"),
    ],
)
def test_a_page_that_is_too_full_is_refused(content: bytes, limit: str) -> None:
    packed = zlib.compress(content, 9)
    assert len(packed) < 20_000
    refused(drawing(packed, how=PACKED), f"REGPARSE_MAX_{limit}")
    if limit != "NESTING":
        broken = packed[:-40] + b"\xff" * 40  # what stands before the damage is drawn
        refused(drawing(broken, how=PACKED), f"REGPARSE_MAX_{limit}")


def test_content_in_the_packings_of_old_programs_is_read() -> None:
    words = say(WORDS)
    ascii85 = base64.a85encode(zlib.compress(words)) + b"~>"
    assert text(drawing(ascii85, how=b"/Filter[/ASCII85Decode/FlateDecode]")) == [WORDS]
    assert text(drawing(words.hex().encode() + b">", how=b"/Filter/AHx")) == [WORDS]
    assert text(drawing(bytes([len(words) - 1]) + words + b"\x80", how=b"/Filter/RunLengthDecode")) == [WORDS]
    hidden = b"/X Do".hex().encode() + b">"
    refused(drawing(hidden, *forms(7), named=X, how=b"/Filter/ASCIIHexDecode"), "REGPARSE_MAX_PAGE_CHARS")


def test_lzw_is_unpacked_as_the_specification_packs_it() -> None:
    packed = bytes([0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01])  # its example, 7.4.4.2
    assert filters.unlzw(packed, 100) == bytes([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_that_are_unpacked_without_a_bound_are_refused(how: int) -> None:
    file = io.BytesIO()
    body = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Banks shall report.</w:t></w:r></w:p></w:body></w:document>'
    )
    with zipfile.ZipFile(file, "w", how) as zipped:
        zipped.writestr("word/document.xml", body)
    refused(file.getvalue(), "compressed in a way that Word never uses")
