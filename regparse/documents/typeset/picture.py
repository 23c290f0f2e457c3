"""A picture in a Word file: its size read from its own bytes, the drawing that shows it in a line.

PNG (ISO/IEC 15948, IHDR) and JPEG (ITU-T T.81, the frame header) only: Word shows SVG beside a second picture alone.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from lxml import etree

from regparse.documents.typeset.ooxml import OFFICE, element

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WP, _A, _PIC = f"{_DRAWING}/wordprocessingDrawing", f"{_DRAWING}/main", f"{_DRAWING}/picture"
_MM = 36_000
"""English metric units in a millimetre."""

_TALL, _WIDE = 16, 60
"""Millimetres that a logo takes at most, as on the page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file with its ending and its size in pixels."""

    data: bytes
    ending: str
    width: int
    height: int


def read(address: str) -> Picture | None:
    """Give the picture of a data address; None for none, for another kind than PNG and JPEG, or without a size."""
    head, _, body = address.partition(";base64,")
    ending = {"data:image/png": "png", "data:image/jpeg": "jpeg"}.get(head)
    if ending is None:
        return None
    data = base64.b64decode(body)
    width, height = (_png if ending == "png" else _jpeg)(data)
    return Picture(data, ending, width, height) if width and height else None


def _png(data: bytes) -> tuple[int, int]:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return 0, 0
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0


def draw(parent: etree._Element, picture: Picture, relation: str, said: str) -> None:
    """Put a picture into a paragraph; ``relation`` is the id of its part, ``said`` what it shows."""
    scale = min(_TALL / picture.height, _WIDE / picture.width)
    size = {"cx": str(round(picture.width * scale * _MM)), "cy": str(round(picture.height * scale * _MM))}
    drawing = element("drawing", element("r", parent))
    inline = etree.SubElement(drawing, f"{{{_WP}}}inline", nsmap={"wp": _WP, "a": _A, "pic": _PIC})
    etree.SubElement(inline, f"{{{_WP}}}extent", size)
    etree.SubElement(inline, f"{{{_WP}}}docPr", {"id": "1", "name": "Logo", "descr": said})
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic")
    inner = etree.SubElement(graphic, f"{{{_A}}}graphicData", {"uri": _PIC})
    pic = etree.SubElement(inner, f"{{{_PIC}}}pic")
    about = etree.SubElement(pic, f"{{{_PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{_PIC}}}cNvPr", {"id": "1", "name": "Logo"})
    etree.SubElement(about, f"{{{_PIC}}}cNvPicPr")
    fill = etree.SubElement(pic, f"{{{_PIC}}}blipFill")
    etree.SubElement(fill, f"{{{_A}}}blip", {f"{{{OFFICE}}}embed": relation})
    etree.SubElement(etree.SubElement(fill, f"{{{_A}}}stretch"), f"{{{_A}}}fillRect")
    shape = etree.SubElement(pic, f"{{{_PIC}}}spPr")
    place = etree.SubElement(shape, f"{{{_A}}}xfrm")
    etree.SubElement(place, f"{{{_A}}}off", {"x": "0", "y": "0"})
    etree.SubElement(place, f"{{{_A}}}ext", size)
    outline = etree.SubElement(shape, f"{{{_A}}}prstGeom", {"prst": "rect"})
    etree.SubElement(outline, f"{{{_A}}}avLst")
