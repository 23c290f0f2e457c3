"""Text as the words that the store finds it by.

Latin script and figures are taken by words, without case. Chinese is taken by pairs of neighbouring characters, and
the last character of a run by itself: 备案管理 gives 备案, 案管, 管理, 理. A run of characters is then a run of
tokens, so that a phrase of any length is found exactly, and a word of two characters is one token. (A segmenter cuts
the same phrase now here, now there; SQLite's trigrams cannot see two characters.) Full-width forms count as the plain
ones, and a blank or a line break inside a Chinese run counts for nothing: scanning puts them there.
"""

from __future__ import annotations

from unicodedata import normalize

from regparse.notation.expressions import expression

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
"""The characters that are taken by pairs, as a range of a regular expression."""

_RUN = expression(rf"[{HAN}](?:\s*[{HAN}])*|[^\W_{HAN}]+")
_HAN = expression(f"[{HAN}]")
_SIGN = expression(r"[\W_]")
_BLANK = expression(r"\s+")


def runs(text: str) -> list[str]:
    """Give a text's words and runs of Chinese characters in order, without case, blanks inside a run left out."""
    return [_BLANK.sub("", run) if _HAN.match(run) else run.casefold() for run in _RUN.findall(normalize("NFKC", text))]


def chinese(run: str) -> bool:
    """Tell whether a run is one of Chinese characters."""
    return bool(_HAN.match(run))


def tokens(text: str) -> str:
    """Give a text as the line of tokens that is indexed."""
    return " ".join(token for run in runs(text) for token in (_pairs(run) if _HAN.match(run) else (run,)))


def value(field: str, code: str) -> str:
    """Give the token of a field's value: it begins with a character that no text's token has."""
    return "\ue000" + field + _SIGN.sub("", code).casefold()


def phrase(text: str, *, prefix: bool = False) -> str:
    """Give a phrase as an FTS5 expression that finds it exactly; with ``prefix`` the last word may go on.

    Empty where the text holds nothing to look for.
    """
    found = runs(text)
    if not found:
        return ""
    last = found[-1]
    inner = [token for run in found[:-1] for token in (_pairs(run) if _HAN.match(run) else (run,))]
    if not _HAN.match(last):
        return _quoted([*inner, last]) + ("*" if prefix else "")
    if len(last) == 1:  # it stands at the beginning of a pair, or by itself at the end of a run
        return _quoted([*inner, last]) + "*"
    return _quoted([*inner, *(last[i : i + 2] for i in range(len(last) - 1))])


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run))]


def _quoted(words: list[str]) -> str:
    return '"' + " ".join(words) + '"'
