"""What mark-up may hold before a parser sees it: so many tags, and so many attributes in one of them.

The parsers compare each attribute of a tag with all before it, so their time grows with the square.
"""

from __future__ import annotations

from regparse.files import limits
from regparse.notation.expressions import expression

_LONG = 4_000
"""Bytes up to which a tag cannot hold too many attributes, as limits go."""
_QUOTED = expression(rb"\"[^\"]*\"|'[^']*'")
_NO_TAG = (b"/", b"!", b"?")


def check(data: bytes, name: str) -> None:
    """Raise ReadError when a page, or the XML in a file, goes beyond the limits on tags and on attributes."""
    limits.check("TAGS", data.count(b"<"), name)
    most = limits.get("ATTRIBUTES")
    long = min(_LONG, 2 * most)
    start = data.find(b"<")
    while start >= 0:
        end = data.find(b"<", start + 1)
        stop = len(data) if end < 0 else end
        if stop - start > long and not data.startswith(_NO_TAG, start + 1):
            words = _QUOTED.sub(b"", data[start:stop]).partition(b">")[0]
            limits.check("ATTRIBUTES", max(len(words.split()) - 1, words.count(b"=")), name)
        start = end
