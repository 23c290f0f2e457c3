"""Files made by hand, byte for byte, and what is said of those that are refused."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from regparse import readers
from regparse.errors import ReadError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refused(data: bytes, says: str, media_type: str | None = None) -> None:
    with pytest.raises(ReadError) as raised:
        readers.read(data, "upload", media_type)
    assert says in str(raised.value)
    assert str(raised.value).startswith("upload: ")
    assert "\n" not in str(raised.value)


def text(data: bytes, media_type: str | None = None) -> list[str]:
    return [line.strip() for line in readers.read(data, "upload", media_type).text.split("\n") if line.strip()]


def pdf(content: bytes, *, packed: bool = False, extra: bytes = b"", page: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page with this content stream, written by hand."""
    stream = zlib.compress(content, 9) if packed else content
    how = b"/Filter/FlateDecode" if packed else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
        + page
        + b">>"
        + extra
        + b">>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), how, stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n"
        b"\x80\nendstream",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 7/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (trailer, len(out))
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def docx(body: str, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            zipped.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def say(words: str) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % words.encode()


# --- PDF --------------------------------------------------------------------------------------------------
