"""Plain text: decoding, line ends, characters that are not seen."""

from __future__ import annotations

import re

from regparse.errors import ReadError

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")
_SPACES = re.compile("[\u00a0\u2002\u2003\u2009\u202f\t]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """Decode by byte order mark, then as declared, then UTF-8, then GB18030: the text and the encoding's name.

    Raises ReadError when none fits or the result is not text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            trials: tuple[str, ...] = (encoding,)
            break
    else:
        # gb18030 contains gbk and gb2312, which pages declare when they mean it.
        trials = ("utf-8", "gb18030")
        if declared:
            known = "gb18030" if declared.lower().startswith("gb") else declared.lower()
            trials = (known, *trials)
    for encoding in trials:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if len(_CONTROL.findall(text[:100_000])) <= len(text[:100_000]) // 1000:
            return text, encoding
    raise ReadError(f"{name}: this is not text in UTF-8, UTF-16 or GB18030; is it a binary file?")


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """Unify line ends and spaces and drop invisible characters: the text and the cleaners that changed it."""
    done: list[str] = []
    for label, new in (
        ("line-ends", lambda t: t.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")),
        ("invisible-characters", lambda t: _CONTROL.sub("", _INVISIBLE.sub("", t))),
        ("spaces", lambda t: _SPACES.sub(" ", t)),
    ):
        after = new(text)
        if after != text:
            done.append(label)
            text = after
    return text, tuple(done)


def read(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a plain text file. Raises ReadError when it is none."""
    text, encoding = decode(data, name)
    text, cleaners = tidy(text)
    return text, encoding, cleaners
