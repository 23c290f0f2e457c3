"""The brief as a file: its bytes, its tags, its fonts, and what it says where the layout library is missing."""

from __future__ import annotations

import base64
import builtins
import ctypes.util
import datetime as dt
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pydyf
import pytest
from handmade_notice import FULL, ID, OLD, notice

import regparse
from regparse.documents.typeset import Style
from regparse.errors import RenderError
from regparse.model.comparison import Remark
from regparse.wording import voice

pytestmark = pytest.mark.slow

OPINION = Remark(on=f"{ID}/1", author="A. Example", date=dt.date(2031, 4, 1), text="Narrow.")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(RenderError, match="pdf, html, docx, md or txt, not as “odt”"):
        regparse.render_brief(notice(), format="odt")  # type: ignore[arg-type]


def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pango(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    engine = "regparse.documents.typeset.engine"
    for name in [name for name in sys.modules if name == engine or name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(engine, raising=False)
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(RenderError) as error:
        regparse.render_brief(notice())
    message = str(error.value)
    for said in ("libpango-1.0-0", "brew install pango", "Windows", "--format html"):
        assert said in message
    assert "\n" not in message
    assert b"Gift Cards" in regparse.render_brief(notice(), format="html")


PRINT_HASHES = """
import hashlib, sys
sys.path.insert(0, {folder!r})
import regparse
import handmade_notice as t
for form in ("pdf", "html"):
    print(hashlib.sha256(regparse.render_brief(t.notice(), format=form, **t.FULL)).hexdigest())
"""


def test_two_processes_give_the_same_bytes() -> None:
    def run(seed: str) -> list[str]:
        code = PRINT_HASHES.format(folder=str(Path(__file__).parent.parent / "support"))
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        return done.stdout.split()

    first = run("1")
    assert len(set(first)) == 2
    assert first == run("2")


def test_fonts_are_subset_by_harfbuzz_where_it_is() -> None:
    if not ctypes.util.find_library("harfbuzz-subset"):
        pytest.skip("libharfbuzz-subset is not installed; the PDF takes longer")
    ffi = pytest.importorskip("weasyprint.text.ffi")
    assert ffi.harfbuzz_subset is not None


def inflated(pdf: bytes) -> bytes:
    """Give a PDF with what is compressed in it written out behind."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"\n".join(zlib.decompress(one) for one in streams if one[:1] == b"x")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return regparse.render_brief(notice(), **FULL)


def test_the_pdf_is_tagged_bookmarked_and_linked(pdf: bytes) -> None:
    found = inflated(pdf)
    assert found.startswith(b"%PDF-1.7")
    for needed in (b"/StructTreeRoot", b"/Outlines", b"/Lang", b"/DisplayDocTitle true", b"/Dests", b"/Scope /Column"):
        assert needed in found


def faults(pdf: bytes) -> list[str]:
    """Give what a validator of each standard finds wrong with a PDF."""
    page = pytest.importorskip("page")
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("3a", "ua1")]
    return [f"{fault.rule_id}: {fault.message}" for report in reports for fault in report.failures]


def test_the_pdf_is_for_the_archive_and_for_screen_readers_at_once(pdf: bytes) -> None:
    assert faults(pdf) == []
    assert faults(pdf.replace(b'pdfuaid:part="1"', b'pdfuaid:part="9"')) != [], "the validator does look"


def test_every_pdf_is_so(pdf: bytes) -> None:
    comparison = FULL["comparison"]
    made = [
        regparse.render_brief(notice(language="zh"), lang="zh", notes=[OPINION]),
        regparse.render_brief(notice(), audience="enterprise", against=OLD, comparison=comparison),
        regparse.render_brief(notice(), audience="bank", style=Style(name="Firm", logo=_dot())),
        regparse.render_comparison(comparison, OLD, notice()),
    ]
    assert [faults(one) for one in made] == [[], [], [], []]


def _dot() -> str:
    """Give a picture of one grey dot as a data address."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    png = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(png).decode()


def test_a_stream_that_would_end_in_a_line_end_gets_another(monkeypatch: pytest.MonkeyPatch) -> None:
    from regparse.documents.typeset import archive

    unclear = b"\t"  # its checksum ends in 1 + 9, a line feed
    assert not archive.ends_clearly(unclear)
    assert zlib.compress(unclear)[-1:] in b"\r\n", "a validator takes it for the line end before “endstream”"
    stream = pydyf.Stream([unclear], compress=True)
    archive.compress(stream)
    data = stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    assert data[-1:] not in b"\r\n"
    assert zlib.decompress(data).rstrip(b"\n") == unclear.rstrip(b"\n")
    asked = []
    real = archive.is_clear
    monkeypatch.setattr(archive, "is_clear", lambda pdf: asked.append(pdf) or (len(asked) > 1 and real(pdf)))
    assert faults(regparse.render_brief(notice())) == []
    assert len(asked) == 2
    assert asked[0] != asked[1], "the second try has other bytes"


def test_the_notice_is_attached_as_the_source_and_dated_as_it_is(pdf: bytes) -> None:
    found = inflated(pdf)
    assert b"(kafa-2031-8.json)" in found
    assert b"/AFRelationship /Source" in found
    assert notice().to_json(voice=voice("en")).encode() in found
    dates = set(re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d+)", found))
    assert dates == {b"20310305000000"}, "the day of the notice: a clock would make every run another file"


def test_a_page_reads_nothing_outside_its_templates(tmp_path: Path) -> None:
    from regparse.documents.typeset import engine

    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red; }", encoding="utf-8")
    inside = tmp_path / "templates"
    (inside / "fonts").mkdir(parents=True)
    (inside / "fonts" / "a.css").write_text("p { color: blue; }", encoding="utf-8")
    fetch = engine._Templates(inside).fetch
    assert fetch((inside / "fonts" / "a.css").as_uri()).read() == b"p { color: blue; }"
    outside = f"{inside.as_uri()}/../secret.css"
    for address in (secret.as_uri(), outside, f"{inside.as_uri()}/%2e%2e/secret.css", "https://example.org/a.css"):
        with pytest.raises(ValueError, match="a page reads its templates only"):
            fetch(address)


def test_numbers_that_draw_are_no_finer_than_can_be_seen_and_all_else_is_left() -> None:
    from regparse.documents.typeset import archive

    stream = pydyf.Stream(
        [b"0.642788 -0.766044 2 3.00049 5 6.5 cm", b"12.345678 0.004 m", b"[<0012> -7.001 <3456>] TJ"]
    )
    held = pydyf.String("9.87654")
    stream.stream.append(held)
    archive.round_off(stream)
    assert stream.stream == [b"0.643 -0.766 2 3 5 6.5 cm", b"12.35 0 m", b"[<0012> -7 <3456>] TJ", held]
