"""Plain text: decoding, line ends, characters that are not seen, lines wrapped at a width."""

from __future__ import annotations

import codecs
import re
import unicodedata

from regparse.errors import ReadError
from regparse.notation.expressions import expression
from regparse.readers import lines as wrapped

_INVISIBLE = expression(
    "[\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufffc"
    "\U000e0000-\U000e0fff]"
)
"""Marks of direction and width, soft hyphens, variation selectors, tags, and what stands for a picture."""
_SPACES = expression("[\u00a0\u1680\u2002-\u200a\u202f\u205f\u3164\uffa0\t]")
_CONTROL = expression(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
    + "]"
)
"""Control characters, halves of pairs, and what Unicode has for no character."""
_FONTS = expression(
    "[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe4f\uff61-\uff65\U0002f800-\U0002fa1f]"
)
"""Forms that fonts have, and what is copied from PDFs, for the ordinary character: radicals, compatibility ideographs,
marks of upright text, ligatures."""
_RADICALS = dict(
    zip(
        range(0x2E81, 0x2EF4),
        "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄心扌攵\u2e9a旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟网罒网网网羊羊羊"
        "耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=False,
    )
)
"""The ideographs that radicals of the supplement are (Unicode, EquivalentUnifiedIdeograph): NFKC leaves them."""
_DIVIDED = expression("\u00ad[ \u3000]*\n[ \u3000]*(?=\\S)")
_TIDY = (
    ("line-ends", re.compile("[\r\f\v\x85\u2028\u2029](?:(?<=\r)\n)?"), "\n"),
    ("divided-words-joined", _DIVIDED, ""),
    ("control-characters", _CONTROL, ""),
    ("invisible-characters", _INVISIBLE, ""),
    ("spaces", _SPACES, " "),
    ("compatibility-characters", _FONTS, None),
)
# Most texts hold none of these; one class of characters is read five times as fast as alternatives.
_UNTIDY = expression(
    f"[\r\f\v\x85\u2028\u2029{_INVISIBLE.pattern[1:-1]}{_CONTROL.pattern[1:-1]}{_SPACES.pattern[1:-1]}{_FONTS.pattern[1:-1]}]"
)
_ENCODING = expression(r"(?:utf-8|gb18030|big5(?:-?hkscs)?|iso-8859-\d+|(?:windows-|cp)125\d|us-ascii|euc-\w+)$")
"""Encodings of pages; Python knows others under names that a page could give, some of them slow or no encodings."""

MAX_CONTROL = 0.01
"""Largest share of control characters in a text; a binary file has many more, a text that tools have worn a few."""
FEW_CONTROL = 8
"""So many of them a short text may hold, one in sixteen characters at most."""
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
        if text.count("\ufffd") <= FEW_CONTROL + len(text) * MAX_DAMAGE and len(text) > 16 and _is_text(text):
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
    odd = len(_CONTROL.findall(head))
    return odd <= max(min(FEW_CONTROL, len(head) // 16), len(head) * MAX_CONTROL)


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
    return _FONTS.sub(lambda found: _RADICALS.get(ord(found[0])) or unicodedata.normalize("NFKC", found[0]), text)


def read(data: bytes, name: str, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a plain text file. Raises ReadError when it is none."""
    text, encoding, damage = decode(data, name, declared)
    text, cleaners = tidy(text)
    joined = wrapped.unwrap(text)
    return joined, encoding, (*damage, *cleaners, *(("wrapped-lines-joined",) if joined != text else ()))
