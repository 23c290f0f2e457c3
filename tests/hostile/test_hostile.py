"""Files from anybody: damaged, protected, huge, deep, or made to hurt. Each gives its text or one clean sentence."""

from __future__ import annotations

import contextlib
import html
import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest
from growth import TOLERATED, growth
from handmade_files import W, docx, pdf, refused, say, text

from regparse import readers
from regparse.analysis import pipeline
from regparse.errors import NoNoticeError, ReadError
from regparse.files import limits


def test_a_pdf_written_by_hand_is_read() -> None:
    assert text(pdf(say("Banks shall report."))) == ["Banks shall report."]
    assert text(pdf(say("Banks shall report."), packed=True)) == ["Banks shall report."]


def test_a_pdf_behind_other_bytes_is_still_one() -> None:
    assert text(b"\r\n\r\n" + pdf(say("Banks shall report."))) == ["Banks shall report."]


def test_a_page_on_its_side_is_read_as_it_is_seen() -> None:
    lines = b"BT /F 12 Tf 0 1 -1 0 100 72 Tm (First line.) Tj ET BT /F 12 Tf 0 1 -1 0 130 72 Tm (Second line.) Tj ET"
    assert text(pdf(lines, extra=b"/Rotate 90")) == ["First line.", "Second line."]


def test_a_scan_is_said_to_be_one() -> None:
    refused(pdf(b"q 595 0 0 842 0 0 cm /I Do Q", page=b"/XObject<</I 6 0 R>>"), "scan without a text layer")


def test_a_pdf_without_text_or_picture_says_so() -> None:
    refused(pdf(b""), "has no text")


def test_an_encrypted_pdf_says_so() -> None:
    keys = b"/O<%s>/U<%s>" % (b"11" * 32, b"22" * 32)
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44%s>>" % keys
    refused(pdf(say("secret"), trailer=lock), "encrypted")


@pytest.mark.parametrize("data", [b"%PDF-1.7 \x00", b"%PDF-1.4\n%%EOF", pdf(say("x"))[:200]])
def test_a_damaged_pdf_is_one_sentence(data: bytes) -> None:
    refused(data, "the PDF")


def test_a_pdf_that_unpacks_to_more_than_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = pdf(b" " * 80_000_000, packed=True)
    assert len(bomb) < 100_000
    refused(bomb, "REGPARSE_MAX_UNPACKED_BYTES")
    twice = bomb.replace(b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]")
    refused(twice, "compressed twice")


def test_a_pdf_with_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_PDF_PAGES", "1")
    assert text(pdf(say("One page."))) == ["One page."]
    two = pdf(say("One page.")).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R 3 0 R]/Count 2")
    refused(two, "2 pages, more than the limit of 1; cut the file, or set REGPARSE_MAX_PDF_PAGES")


def test_a_packing_that_is_no_name_is_none() -> None:
    odd = pdf(say("Banks shall report."), packed=True).replace(b"/Filter/FlateDecode", b"/Filter[[/FlateDecode]]")
    with contextlib.suppress(ReadError):  # it is read or refused, as PDFium takes it; it breaks nothing
        readers.read(odd, "upload")


def test_names_in_a_damaged_archive_are_not_told_at_length() -> None:
    whole = docx("<w:p><w:r><w:t>Banks shall report.</w:t></w:r></w:p>")
    long = whole.replace(struct.pack("<H", len("word/document.xml")), struct.pack("<H", 400), 1)
    with pytest.raises(ReadError) as raised:
        readers.read(long, "upload")
    assert len(str(raised.value)) < 400


# --- Word -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"OFD.xml": "<x/>"}, "an OFD file"),
        ({"xl/workbook.xml": "<x/>"}, "a spreadsheet"),
        ({"content.xml": "<x/>"}, "an OpenDocument file"),
        ({"notes.txt": "x"}, "not a Word file"),
        ({"word/document.xml": "<x>"}, "is not XML"),
        ({"word/document.xml": "<x/>"}, "no body"),
        ({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body/></w:document>'}, "has no text"),
        (
            {"word/document.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'},
            "declares entities",
        ),
    ],
)
def test_an_archive_that_is_no_notice(parts: dict[str, str], says: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    refused(file.getvalue(), says)


def test_no_part_expands_entities() -> None:
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    refused(docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>", styles=f"{laughs}<w>&b;</w>"), "declares entities")


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "<w:p><w:r><w:t>" + " " * 5_000_000 + "x</w:t></w:r></w:p>"
    refused(docx(words), "REGPARSE_MAX_UNPACKED_RATIO")
    monkeypatch.setenv("REGPARSE_MAX_UNPACKED_RATIO", "100000")
    monkeypatch.setenv("REGPARSE_MAX_UNPACKED_BYTES", "1000000")
    refused(docx(words), "REGPARSE_MAX_UNPACKED_BYTES")


def test_what_a_zip_says_of_sizes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_UNPACKED_BYTES", "1000000")
    honest = docx("<w:p><w:r><w:t>" + "ab" * 1_000_000 + "</w:t></w:r></w:p>")
    size = zipfile.ZipFile(io.BytesIO(honest)).infolist()[0].file_size
    lying = honest.replace(struct.pack("<I", size), struct.pack("<I", 100))
    assert lying != honest
    with pytest.raises(ReadError):
        readers.read(lying, "upload")


def test_an_archive_of_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_DOCX_ENTRIES", "2")
    body = "<w:p><w:r><w:t>Banks shall report.</w:t></w:r></w:p>"
    assert text(docx(body, a="x")) == ["Banks shall report."]
    refused(docx(body, a="x", b="x"), "3 files in the archive, more than the limit of 2")


@pytest.mark.parametrize("depth", [20, 300, 100_000])
def test_tables_in_tables_lose_nothing_in_silence(depth: int) -> None:
    words = "<w:p><w:r><w:t>inside</w:t></w:r></w:p>"
    nested = "<w:tbl><w:tr><w:tc>" * depth + words + "</w:tc></w:tr></w:tbl>" * depth
    if depth < 30:
        assert text(docx(nested)) == ["inside"]
    else:
        refused(docx(nested), "nested more deeply" if depth < 1_000 else "REGPARSE_MAX_UNPACKED_RATIO")


def test_styles_in_a_ring_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("AB", "BA")
    )
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Banks shall report.</w:t></w:r></w:p>'
    assert text(docx(body, styles=f'<w:styles xmlns:w="{W}">{styles}</w:styles>')) == ["Banks shall report."]


# --- web pages and text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [900, 1_500, 100_000])
def test_a_deep_page_is_read_or_refused_with_the_limit(depth: int) -> None:
    page = ("<html><body><p>before</p>" + "<div>" * depth + "inside" + "</div>" * depth + "<p>behind</p>").encode()
    if depth < limits.get("NESTING"):
        assert text(page) == ["before", "inside", "behind"]
    else:
        refused(page, "REGPARSE_MAX_NESTING")


def test_a_page_of_tags_only_is_refused_at_once() -> None:
    def refuse(tags: int) -> None:
        refused(b"<html><body>" + b"<b>" * tags, "REGPARSE_MAX_TAGS")

    assert growth(refuse, 1_250_000, 5_000_000) < TOLERATED


def test_a_file_beyond_all_instruments_is_refused() -> None:
    refused(b"a" * (limits.get("FILE_BYTES") + 1), "cut the file, or set REGPARSE_MAX_FILE_BYTES")
    refused(b"ab " * 1_200_000, "REGPARSE_MAX_TEXT_CHARS")
    refused(b"a\n" * 200_000, "REGPARSE_MAX_TEXT_LINES")


@pytest.mark.parametrize("said", ["0", "-5", "many", "1e9", "٣"])
def test_a_limit_that_is_no_number_is_said(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_FILE_BYTES", said)
    with pytest.raises(ReadError, match=r"REGPARSE_MAX_FILE_BYTES=.*not a positive whole number"):
        readers.read(b"a", "upload")


def test_a_limit_that_the_parsers_cannot_keep_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_NESTING", "5000")
    with pytest.raises(ReadError, match="2,000 is the most"):
        readers.read(b"<html><p>a", "upload")


def test_a_page_fetches_and_includes_nothing() -> None:
    page = b"""<!DOCTYPE html SYSTEM "http://localhost:9/x.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body>
    <iframe src="file:///etc/passwd">inside</iframe><object data="file:///etc/passwd"></object>
    <xi:include href="file:///etc/passwd" parse="text"/><p>Banks shall report. &e;</p></body></html>"""
    assert "root:" not in "".join(text(page))
    assert "Banks shall report. &e;" in text(page)


def test_markup_in_the_text_is_text() -> None:
    words = '<script>alert(1)</script> & "x"'
    page = f"<html><body><p>{html.escape(words)}</p></body></html>".encode()
    assert text(page) == [words]


@pytest.mark.parametrize(
    "mark",
    ["*", "[", "`", "_a", "<", "> ", "~~", "![", "[a](", "<a ", "|", "- ", "# ", "<!--", "**a", "[^", " #", "\\"],
)
def test_no_mark_of_markdown_makes_the_reader_hang(mark: str) -> None:
    def read(size: int) -> None:
        readers.read((mark * (size // len(mark))).encode(), "upload.md")

    assert growth(read, 100_000, 500_000) < TOLERATED


@pytest.mark.parametrize("filling", [b" ", b" #"])
def test_no_heading_of_markdown_makes_the_reader_hang(filling: bytes) -> None:
    def read(size: int) -> None:
        readers.read(b"# " + filling * (size // len(filling)) + b"x", "upload.md")

    assert growth(read, 100_000, 500_000) < TOLERATED


# --- damage -----------------------------------------------------------------------------------------------

NOTICE = "关于测试账户管理的通知\n银发〔2019〕7号\n各银行：\n现就有关事项通知如下：\n" + "".join(
    f"（{n}）银行不得出借账户，应当报告损失。\n" for n in "一二三四五六七八九"
)


def _page() -> bytes:
    body = "".join(f"<p>{line}</p>" for line in NOTICE.split("\n"))
    return f'<html><head><meta charset="utf-8"></head><body>{body}<table><tr><td>1<td>2<tr><td>3</table>'.encode()


def _word() -> bytes:
    return docx("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NOTICE.split("\n")))


def _pdf() -> bytes:
    lines = b"".join(
        b"BT /F 12 Tf 72 %d Td (%d. Banks shall report losses.) Tj ET " % (700 - 20 * n, n) for n in range(9)
    )
    return pdf(lines, packed=True)


@pytest.mark.parametrize("make", [NOTICE.encode, _page, _word, _pdf], ids=["text", "page", "word", "pdf"])
@pytest.mark.parametrize("how", ["cut", "flip"])
def test_damaged_bytes_give_a_text_or_one_sentence(make: Callable[[], bytes], how: str) -> None:
    whole = make()
    chance = random.Random(7)
    messages = []
    for _ in range(60):
        if how == "cut":
            data = whole[: chance.randrange(1, len(whole))]
        else:
            bad = bytearray(whole)
            for _ in range(chance.randrange(1, 20)):
                bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
            data = bytes(bad)
        try:
            pipeline.parse(data, "upload")
        except (ReadError, NoNoticeError) as error:
            messages.append(str(error))
    assert not any("\n" in message for message in messages)


def test_a_text_cut_inside_a_character_keeps_the_rest() -> None:
    document = readers.read(NOTICE.encode()[:-3], "upload")
    assert document.source.encoding == "utf-8"
    assert document.source.cleaners == ("undecodable-bytes-replaced",)
    assert document.text.startswith(NOTICE[:100])
