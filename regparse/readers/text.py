"""Plain text: decoding, line ends, characters that are not seen, lines wrapped at a width."""

from __future__ import annotations

import codecs
import re
import unicodedata

from regparse.errors import ReadError
from regparse.readers import lines as wrapped

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f\u205f\t]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_FONTS = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
"""Forms that fonts have, and what is copied from PDFs, for the ordinary character: Kangxi radicals, compatibility
ideographs, ligatures."""
_TIDY = (
    ("line-ends", re.compile("[\r\f\v\x85](?:(?<=\r)\n)?"), "\n"),
    ("invisible-characters", re.compile(f"{_INVISIBLE.pattern}|{_CONTROL.pattern}"), ""),
    ("spaces", _SPACES, " "),
    ("compatibility-characters", _FONTS, None),
)
# Most texts hold none of these; one class of characters is read five times as fast as alternatives.
_UNTIDY = re.compile(
    f"[\r\f\v\x85{_INVISIBLE.pattern[1:-1]}{_CONTROL.pattern[1:-1]}{_SPACES.pattern[1:-1]}{_FONTS.pattern[1:-1]}]"
)
_ENCODING = re.compile(r"(?:utf-8|gb18030|big5(?:-?hkscs)?|iso-8859-\d+|(?:windows-|cp)125\d|us-ascii|euc-\w+)$")
"""Encodings of pages; Python knows others under names that a page could give, some of them slow or no encodings."""

MAX_DAMAGE = 0.002
"""Largest share of a file's bytes that may be undecodable: more is no text, less is a text with a flaw."""


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Decode bytes: by byte order mark, as UTF-8 where that is beyond doubt, as declared, as GB18030.

    Gives the text, the encoding's name, and ``undecodable-bytes-replaced`` where a few bytes fitted none (a file cut
    inside a character). Raises ReadError when nothing fits or the result is not text.
    """
    trials = _trials(data, declared)
    for encoding in trials:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text):
            return text, encoding, ()
    for encoding in trials:
        try:
            text = data.decode(encoding, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") <= 1 + len(text) * MAX_DAMAGE and len(text) > 16 and _is_text(text):
            return text, encoding, ("undecodable-bytes-replaced",)
    raise ReadError("not-text", name=name)


def _trials(data: bytes, declared: str | None) -> list[str]:
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return [encoding]
    known = (declared or "").lower().replace("_", "-")
    if known.startswith(("gb", "x-gb", "cp936", "chinese")):
        known = "gb18030"  # it contains gbk and gb2312, which pages declare when they mean it
    # A text of some length that reads as UTF-8 is UTF-8, whatever it declares; a page in UTF-16 cannot say so in ASCII.
    sure = known in ("utf-8", "utf8") or known.startswith("utf-16") or _surely_utf8(data)
    trials = ["utf-8", known, "gb18030"] if sure else [known, "utf-8", "gb18030"]
    return [t for t in dict.fromkeys(trials) if _ENCODING.match(t)]


def _surely_utf8(data: bytes) -> bool:
    """Say whether bytes are UTF-8 that no other encoding gives by chance: many long sequences, hardly one broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(data) - len(text) > 16 and broken * 50 < len(data) - len(text)


def _is_text(text: str) -> bool:
    head = text[:100_000]
    return len(_CONTROL.findall(head)) <= len(head) // 1000


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """Unify line ends and spaces and drop invisible characters: the text and the cleaners that changed it."""
    done: list[str] = []
    if not _UNTIDY.search(text):
        return text, ()
    for label, pattern, new in _TIDY:
        after = pattern.sub(new, text) if new is not None else compatible(text)
        if after != text:
            done.append(label)
            text = after
    return text, tuple(done)


def compatible(text: str) -> str:
    """Give ``text`` with the ordinary character for each that only a font has (the radical ⼈, the ligature ﬁ)."""
    return _FONTS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def read(data: bytes, name: str, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a plain text file. Raises ReadError when it is none."""
    text, encoding, damage = decode(data, name, declared)
    text, cleaners = tidy(text)
    joined = wrapped.unwrap(text)
    return joined, encoding, (*damage, *cleaners, *(("wrapped-lines-joined",) if joined != text else ()))
