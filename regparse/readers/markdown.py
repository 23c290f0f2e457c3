"""Markdown: the marks are taken off, the words and the printed labels stay.

No Markdown library is used: they number lists anew, where the printed label is the law's, and by CommonMark's rule
``**（一）**银行`` is no emphasis, where every Chinese writer means one.
"""

from __future__ import annotations

import html
import re

from regparse.notation.expressions import expression
from regparse.readers import lines as wrapped
from regparse.readers import text as plain

_FRONT_MATTER = expression(r"\A---[ ]*\n(?:.*\n){0,200}?(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_FENCE = expression(r" {0,3}(?:```+|~~~+)[^`]*$")
_RULE = expression(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,}|=+ *)$")
_TABLE_RULE = expression(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$")
_HEADING = expression(r" {0,3}#{1,6}(?=[ \t]|[^\x00-\x7f]|$)")
_QUOTES = expression(r"(?: {0,3}>[ ]?)*+")
_BULLET = expression(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_FOOTNOTE = expression(r" {0,3}\[\^[^\]\s]{1,40}\]:")
_REFERENCE = expression(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*$")
_IMAGE = expression(
    r"!\[[^\]\n]{0,500}\](?:\([^()\s]{0,2000}(?:[ \t]+[\"'][^\"'\n]{0,500}[\"'])?\)|\[[^\]\n]{0,200}\])"
)
_LINK = expression(r"\[(?P<words>[^\[\]\n]{1,1000})\]\(<?[^()\s<>]{0,2000}>?(?:[ \t]+[\"'][^\"'\n]{0,500}[\"'])?\)")
_NOTE_MARK = expression(r"\[\^[^\]\s]{1,40}\]")
_AUTOLINK = expression(r"<(?P<words>(?:https?://|mailto:)[^<>\s]{1,2000})>")
_BREAK = expression(r"<br[ ]*/?>", re.IGNORECASE)
_TAG = expression(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:[ \t][^<>\n]{0,1000})?/?>")
_CODE = expression(r"(?<!`)(`+)(?!`)(?P<words>[^`\n]{1,2000})\1(?!`)")
_STARS = expression(r"(?<!\*)(\*{1,3})(?=\S)(?P<words>[^*\n]{1,4000}?)(?<=\S)\1(?!\*)")
_LOWLINES = expression(r"(?<![\w_])(_{1,3})(?=\S)(?P<words>[^_\n]{1,4000}?)(?<=\S)\1(?![\w_])")
_STRIKE = expression(r"~~(?=\S)(?P<words>[^~\n]{1,4000}?)(?<=\S)~~")
_ESCAPE = expression(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = expression("[\ue000-\ue07f]")
_HIDDEN = 0xE000  # escaped marks are put away as private characters while marks are taken off


def read(data: bytes, name: str, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a Markdown file. Raises ReadError when it is no text."""
    source, encoding, damage = plain.decode(data, name, declared)
    source, cleaners = plain.tidy(source)
    text = strip(source)
    joined = wrapped.unwrap(text)
    said = ("wrapped-lines-joined",) if joined != text else ()
    return joined, encoding, (*damage, *cleaners, "markdown-marks", *said)


def strip(source: str) -> str:
    """Give the words of a Markdown text: a line for each of its lines, and a blank one around headings and lists."""
    source = _uncommented(_FRONT_MATTER.sub("", _PRIVATE.sub("\ufffd", source)))
    out: list[str] = []
    fenced = note = False
    for raw in source.split("\n"):
        if _FENCE.match(raw):
            fenced = not fenced
            out.append("")
            continue
        if fenced:
            out.append(raw)
            continue
        line = _QUOTES.sub("", raw, count=1)
        # A footnote goes on in the indented lines below it.
        note = bool(_FOOTNOTE.match(line)) or (note and line.startswith(("    ", "\t")))
        if note or _REFERENCE.match(line) or _TABLE_RULE.match(line.lstrip(" ")) or _RULE.match(line):
            out.append("")
        elif heading := _HEADING.match(line):
            words = line[heading.end() :].rstrip(" \t")
            closed = words.rstrip("#")
            words = closed if closed.endswith((" ", "\t")) else words
            out += ["", *_inline(words.strip(" \t")), ""]
        elif bullet := _BULLET.match(line):
            out += ["", *_inline(line[bullet.end() :])]
        else:
            if line.strip().startswith("|") and line.strip().endswith("|"):
                line = " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
            hard = line.endswith("  ") or line.endswith("\\")
            out += _inline(line.strip(" ").removesuffix("\\") if hard else line.strip(" "))
            out += [""] if hard else []
    return "\n".join(out)


def _uncommented(text: str) -> str:
    """Take out comments. Not by a pattern: one looks for the end anew from every start."""
    out, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        out.append(text[at:start])
        at = end + 3
    return "".join([*out, text[at:]])


def _inline(line: str) -> list[str]:
    """Take the marks off a line; ``<br>`` parts it."""
    if line.isalnum():
        return [line]
    text = _ESCAPE.sub(lambda found: chr(_HIDDEN + ord(found[1])), line)
    text = _CODE.sub(lambda found: _put_away(found["words"].strip()), text)
    text = _NOTE_MARK.sub("", _IMAGE.sub("", text))
    for _ in range(3):  # marks stand in marks: a link in bold, italics in bold
        before = text
        for mark in (_LINK, _STARS, _LOWLINES):
            text = mark.sub(lambda found: found["words"], text)
        if text == before:
            break
    text = _STRIKE.sub("", text)
    text = _AUTOLINK.sub(lambda found: found["words"], text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = html.unescape(text)
    text = "".join(chr(ord(c) - _HIDDEN) if _HIDDEN <= ord(c) < _HIDDEN + 128 else c for c in text)
    return text.split("\n")


def _put_away(words: str) -> str:
    return "".join(chr(_HIDDEN + ord(c)) if "!" <= c <= "~" and not c.isalnum() else c for c in words)
