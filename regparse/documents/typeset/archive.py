"""What turns a page of WeasyPrint into a file for the archive that a screen reader can follow.

The two standards are ISO 19005-3 (PDF/A-3, level A: tagged, every font inside, files attached) and ISO 14289-1
(PDF/UA-1). WeasyPrint writes the one or the other; a file of both says so twice in its metadata and describes there the
schema of the second, which the first demands of every schema that it does not know (ISO 19005-3, 6.6.2.3).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pydyf

from regparse.notation.expressions import expression

_CELLS = frozenset({"/TH", "/TD"})
_EMPTY = frozenset({"/Span", "/NonStruct"})
_HOLDERS = _CELLS | _EMPTY | {"/P", "/LBody", "/Lbl", "/Link", "/Caption", *(f"/H{n}" for n in range(1, 7))}
"""Elements that may hold words themselves; the others hold elements."""

_TREE = frozenset({"/StructTreeRoot", "/StructElem", "/OBJR"})
_BARE = frozenset({"Type", "S", "K", "Pg", "P"})

_END = b"</rdf:RDF>"
_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that this file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(document: Any, pdf: Any, spare: int = 0) -> None:
    """Say the second standard in the metadata, which stays readable, and what each header of a table is a header of.

    ``spare`` objects are added that nothing refers to: they give a file of other bytes and the same content.
    """
    pdf.catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"  # the title instead of the file name
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    head, end, tail = b"".join(metadata.stream).partition(_END)
    metadata.stream = [head + _UA + end + tail]
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "th" and box.element is not None and getattr(box, "mark", None):
                row = box.element.get("scope") == "row"
                box.mark.setdefault("A", {})["Scope"] = "/Row" if row else "/Column"
    _fold(pdf)
    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary({"Spare": "true"}))
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            compress(one)


def is_clear(pdf: bytes) -> bool:
    """Tell whether every stream ends where a reader takes it to end: a carriage return that is its last byte may be
    taken for the line end before the word that closes it (ISO 32000-1, 7.3.8.1; ISO 19005-3, 6.1.7.1).
    """
    return b"\r\nendstream" not in pdf


def ends_clearly(data: bytes) -> bool:
    """Tell whether what is compressed ends clearly: its last byte is that of its checksum (RFC 1950)."""
    return zlib.adler32(data) & 0xFF not in b"\r\n"


def round_off(stream: Any) -> None:
    """Print the numbers that draw a page no finer than can be seen: a hundredth of a point, finer where they scale.

    WeasyPrint prints six places; these are a tenth of the file.
    """
    stream.stream = [_rounded(one) if isinstance(one, bytes) else one for one in stream.stream]


def _rounded(operator: bytes) -> bytes:
    places = 3 if operator.endswith(_SCALES) else 2
    return _FINE.sub(lambda found: (b"%.*f" % (places, float(found[0]))).rstrip(b"0").rstrip(b"."), operator)


_FINE = expression(rb"-?\d+\.\d{3,}")
_SCALES = (b" cm", b" Tm")
"""Operators that take a matrix (ISO 32000-1, 8.4.4 and 9.4.2)."""


def compress(stream: Any) -> None:
    """Compress a stream so that it ends clearly; a line end is added to the content where it would not."""
    packed = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    if packed.endswith((b"\r", b"\n")):
        raw = zlib.decompress(packed)
        while not ends_clearly(raw):
            raw += b"\n"
        packed = zlib.compress(raw, 9)
        if "Length1" in stream.extra:
            stream.extra["Length1"] = len(raw)
    stream.stream, stream.compress = [packed], False
    stream.extra["Filter"] = "/FlateDecode"


def _fold(pdf: Any) -> None:
    """Take out of the tree of tags what says nothing: the file is a quarter smaller.

    A span without attributes around words of a paragraph or a cell hands its words up to it; and since the headers of
    tables say what they head, no cell lists its headers.
    """
    tree = {one.reference: one for one in pdf.objects if _type(one) == "/StructElem"}
    moved: dict[bytes, bytes] = {}
    for element in reversed(tree.values()):  # children stand behind their parents
        if element["S"] in _CELLS:
            element.pop("ID", None)
            element.get("A", {}).pop("Headers", None)
        if element["S"] in _HOLDERS:
            element["K"][:] = list(_handed_up(element, tree, moved))
    for element in tree.values():
        if element and not any(isinstance(kid, int) for kid in element["K"]):
            element.pop("Pg", None)  # the page of words, and here are none
    _close_ranks(pdf, min(one.number for one in tree.values()), moved)


def _close_ranks(pdf: Any, first: int, moved: dict[bytes, bytes]) -> None:
    """Number the objects from ``first`` on anew without the empty ones, and follow those in what refers to them.

    The tree of tags is the last thing that is made but for the metadata, so that only these, the root of the tree and
    the catalogue refer to them.
    """
    kept = [one for one in pdf.objects[first:] if not (isinstance(one, dict) and not one and one is not pdf.info)]
    now: dict[bytes, bytes] = {}
    for number, one in enumerate(kept, start=first):
        before = one.reference
        one.number = number
        now[before] = one.reference
    for old in moved:
        now[old] = now[_last(old, moved)]
    pdf.objects[first:] = kept
    for one in (pdf.catalog, *(one for one in pdf.objects if isinstance(one, dict) and _is_tree(one))):
        _follow(one, now)


def _is_tree(one: dict[str, Any]) -> bool:
    return one.get("Type") in _TREE or "Nums" in one


def _follow(one: Any, now: dict[bytes, bytes]) -> None:
    """Put the new references for the old ones in a dictionary or a list, and in the lists in it."""
    for key, value in one.items() if isinstance(one, dict) else enumerate(one):
        if isinstance(value, bytes):
            one[key] = now.get(value, value)
        elif isinstance(value, list):
            _follow(value, now)


def _type(one: Any) -> str | None:
    return one.get("Type") if isinstance(one, dict) else None


def _handed_up(element: Any, tree: dict[bytes, Any], moved: dict[bytes, bytes]) -> Iterator[Any]:
    for kid in element["K"]:
        child = tree.get(kid) if isinstance(kid, bytes) else None
        if child is None or not (_says_nothing(child) and child["Pg"] == element["Pg"]):
            yield kid
            continue
        yield from child["K"]
        moved[kid] = element.reference
        child.clear()


def _says_nothing(element: Any) -> bool:
    return element.keys() == _BARE and element["S"] in _EMPTY and all(isinstance(kid, int) for kid in element["K"])


def _last(reference: bytes, moved: dict[bytes, bytes]) -> bytes:
    while reference in moved:
        reference = moved[reference]
    return reference
