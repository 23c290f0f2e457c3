"""XML as it is written and read here: namespaces, characters that XML has no place for, indentation."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from lxml import etree

from regparse.errors import ExportError
from regparse.notation.expressions import expression

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:regparse:notice:1"
"""The namespace of what Akoma Ntoso has no element for."""

_Element = etree._Element
MIXED = frozenset(f"{{{AKN}}}{tag}" for tag in ("p", "block", "num", "heading"))
"""Elements whose blanks are text."""
_FORBIDDEN = expression("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = expression(r"\\(?:u\{([0-9a-f]+)\}|\\)")


def opened() -> _Element:
    """Give the root of a document of Akoma Ntoso."""
    names: dict[Any, str] = {None: AKN, "rp": OURS}
    return etree.Element(f"{{{AKN}}}akomaNtoso", nsmap=names)


def akn(above: _Element, tag: str, **attributes: str) -> _Element:
    """Add an element of Akoma Ntoso."""
    return etree.SubElement(above, f"{{{AKN}}}{tag}", {key: escaped(value) for key, value in attributes.items()})


def ours(above: _Element, tag: str, **attributes: str) -> _Element:
    """Add an element of our own."""
    return etree.SubElement(above, f"{{{OURS}}}{tag}", {key: escaped(value) for key, value in attributes.items()})


def escaped(value: str) -> str:
    r"""Give a text for an attribute: a character that XML forbids is ``\u{b}``, a backslash is doubled."""
    return _FORBIDDEN.sub(lambda c: f"\\u{{{ord(c[0]):x}}}", value.replace("\\", "\\\\"))


def plain(value: str) -> str:
    """Give the text that :func:`escaped` was given."""
    return _ESCAPED.sub(lambda c: chr(int(c[1], 16)) if c[1] else "\\", value)


def say(element: _Element, text: str) -> None:
    """Add text at the end of an element; a character that XML forbids is ``<marker name="U+000B"/>``."""
    at = 0
    for found in _FORBIDDEN.finditer(text):
        _append(element, text[at : found.start()])
        akn(element, "marker", name=f"U+{ord(found[0]):04X}")
        at = found.end()
    _append(element, text[at:])


def _append(element: _Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def character(marker: _Element) -> str:
    """Give the character that a marker of :func:`say` stands for; nothing for another marker."""
    found = re.fullmatch(r"U\+([0-9A-F]{4,6})", marker.get("name") or "")
    return chr(int(found[1], 16)) if found and int(found[1], 16) <= 0x10FFFF else ""


def indent(element: _Element, depth: int = 0) -> None:
    """Put line breaks between elements, where blanks are no text."""
    if element.tag in MIXED or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth


def digest(text: str) -> str:
    """Give the SHA-256 of a text, by which a change of the body is seen."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse(data: bytes) -> _Element:
    """Read a file of XML, without entities, document types or the network.

    Raises ExportError when it is none or has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ExportError("xml-broken", why=error.msg) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ExportError("xml-doctype")
    return root
