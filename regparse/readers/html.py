"""Web pages: the visible text, a line for each block or ``<br>``.

lxml's HTML parser is used without network and without entity expansion beyond HTML's own. What is
furniture on the page is not decided here but in :mod:`regparse.locate`, which knows notices.
"""

from __future__ import annotations

import re

from lxml import etree

from regparse.errors import ReadError
from regparse.readers import text as plain

_START = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<div|<table|<p[ >]|<meta|<!--)", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SKIP = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "button", "select"})
_BLOCK_TAGS = """
address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
_BLOCK = frozenset(_BLOCK_TAGS.split())


def looks_like(data: bytes) -> bool:
    """Say whether bytes are a web page, by how they begin."""
    return bool(_START.match(data[:2000].lstrip(b"\xef\xbb\xbf")))


def read(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a web page.

    Raises ReadError when it cannot be parsed or holds no text.
    """
    declared = _CHARSET.search(data[:4096])
    source, encoding = plain.decode(data, name, declared[1].decode("ascii", "replace") if declared else None)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        # An encoding declaration inside a decoded string is an error to lxml.
        root = etree.fromstring(re.sub(r"\A\s*<\?xml[^>]*>", "", source), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{name}: the page cannot be read as HTML ({error})") from None
    if root is None:
        raise ReadError(f"{name}: the page holds no text")
    lines = "".join(_pieces(root))
    body, cleaners = plain.tidy(lines)
    if not body.strip():
        raise ReadError(f"{name}: the page holds no text")
    return body, encoding, ("html-text", *cleaners)


def _pieces(root: etree._Element) -> list[str]:
    """Give the text in document order with a line end around every block; without recursion, pages nest deeply."""
    out: list[str] = []
    hidden = 0  # how many skipped elements we stand in
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCK:
            out.append("\n")
        if event == "start":
            hidden += tag in _SKIP
            words = node.text
        else:
            hidden -= tag in _SKIP
            words = node.tail
        if words and not hidden:
            out.append(re.sub(r"[ \t\r\n]+", " ", words))
    return out
