"""How much each page of a PDF draws, counted before PDFium builds it in memory.

A form is drawn by its name, as often as one likes and from other forms: six forms of a line each make a page of four
million characters. PDFium tells what is on a page only once it has built it, so the draws are followed here, in a copy
that PDFium itself writes: decrypted, without object streams, each object where its table says.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections import Counter
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from regparse.errors import ReadError
from regparse.files import limits
from regparse.notation.expressions import expression
from regparse.readers import filters

_REGULAR = rb"[^\s\0()<>\[\]{}/%]"
_ENTRY = expression(rb"(\d{10}) \d{5} ([nf])\s*|(\d{1,10}) (\d{1,10})\s*")
_TOKEN = expression(
    rb"\s*(?:(?P<open><<|\[)|(?P<close>>>|\])|/(?P<name>" + _REGULAR + rb"*)|\((?:[^\\()]|\\.)*\)|<[^<>]*>"
    rb"|(?P<ref>\d{1,10}) \d{1,10} R|(?P<word>" + _REGULAR + rb"+))",
    re.DOTALL,
)
_STREAM = expression(rb"\s*stream\r?\n")
_DO = expression(rb"(?:/(" + _REGULAR + rb"*)[\s\0]*)?(?<![^\s\0()<>\[\]{}])Do(?!" + _REGULAR + rb")")
_THING = expression(rb"(?<![^\s\0()<>\[\]{}])(?:[qSsFfBb'\"]|[fBb]\*|sh|BI|BMC|BDC|Do|T[jJ])(?!" + _REGULAR + rb")")
_MARK = expression(rb"(?<![^\s\0()<>\[\]{}])(?:(B)(?:MC|DC)|EMC)(?!" + _REGULAR + rb")")
_HEX = expression(rb"(?<!<)<(?!<)[^>]*")
_PAREN = expression(rb"\\.|[()]", re.DOTALL)
_FILTERS = {b"/Fl": b"/FlateDecode", b"/A85": b"/ASCII85Decode", b"/AHx": b"/ASCIIHexDecode"}
_DEPTH = 50
"""Forms in each other that are followed; PDFium itself stops at 40."""
_SPELT = 65
"""Hexadecimal digits, with the bracket, that no ligature of a font takes: sixteen characters."""
_STEPS = 200_000
"""Forms that are looked at in one file; each is looked at once for every depth at which it stands."""
_PAGES = 20
"""Pages as full as a page may be that a file may have."""


class _Ref(NamedTuple):
    number: int


class _Weight(NamedTuple):
    """What a stream draws by itself: characters, other things, and forms by their names."""

    chars: int
    things: int
    draws: Counter[bytes | None]


def check(document: Any, name: str) -> None:
    """Raise ReadError when a page of the file ``name`` draws more than ``PAGE_CHARS`` or ``PAGE_THINGS``."""
    out = io.BytesIO()
    try:
        document.save(out, flags=pdfium.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        raise ReadError("pdf-damaged", name=name) from None
    _Copy(out.getvalue(), name).check(len(document))


class _Copy:
    """The objects of a file as PDFium writes it, each read when it is asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name
        self.places = _places(data)
        self.objects: dict[int, tuple[Any, int]] = {}
        self.weights: dict[int, _Weight] = {}
        self.totals: dict[tuple[int, int, int, int], tuple[int, int]] = {}
        self.fonts: set[int] = set()
        self.steps = self.unpacked = 0

    def check(self, pages: int) -> None:
        """Raise ReadError when a page draws too much, or all of them together do."""
        chars, things, found = [0], [0], 0
        spelt = self.spelt()
        for number in self.holding(b"/Contents"):
            for page in _dicts(self.object(number)):
                if isinstance(page.get(b"Contents"), _Ref | list):
                    found += 1
                    one, other = self.page(page)
                    chars.append(one * spelt)
                    things.append(other)
                    for limit, count in (("PAGE_CHARS", chars[-1]), ("PAGE_THINGS", other)):
                        if count > limits.get(limit):
                            raise limits.beyond(limit, self.name)
        again = max(pages - found, 0)  # one page may be listed many times
        for limit, counts in (("PAGE_CHARS", chars), ("PAGE_THINGS", things)):
            if sum(counts) + again * max(counts) > _PAGES * limits.get(limit):
                raise limits.beyond(limit, self.name)

    def holding(self, key: bytes) -> list[int]:
        """Give the numbers of the objects in whose bytes ``key`` stands."""
        starts = sorted((place, number) for number, place in self.places.items())
        ends = [*(place for place, _ in starts[1:]), len(self.data)]
        return [n for (place, n), end in zip(starts, ends, strict=True) if self.data.find(key, place, end) >= 0]

    def page(self, page: dict[bytes, Any]) -> tuple[int, int]:
        """Give how many characters and other things a page draws."""
        resources: dict[bytes, Any] = {}
        holder = page
        for _ in range(_DEPTH):
            resources = resources or self.dict(holder.get(b"Resources"))
            holder = self.dict(holder.get(b"Parent"))
        content = page[b"Contents"]
        listed = self.value(content)
        parts = listed if isinstance(listed, list) else [content]
        size = 0
        streams = []
        for part in parts:
            streams.append(self.unpack(part))
            size += len(streams[-1])
            self.bound(size)
        self.unpacked += size
        self.bound(self.unpacked // _PAGES)
        return self.total(self.weigh(b" ".join(streams)), resources, resources)

    def total(
        self, weight: _Weight, resources: dict[bytes, Any], page: dict[bytes, Any], depth: int = 0
    ) -> tuple[int, int]:
        """Give what a stream draws with its forms."""
        self.steps += 1
        if self.steps > _STEPS:
            raise limits.beyond("PAGE_THINGS", self.name)
        chars, things = weight.chars, weight.things
        forms = self.dict(resources.get(b"XObject")) or self.dict(page.get(b"XObject"))
        for glyph, own in self.glyphs(resources):
            one, other = self.form(glyph, own or resources, page, depth)
            chars, things = chars + one, things + other
        for drawn, times in weight.draws.items():
            named = [forms.get(drawn)] if drawn is not None else list(forms.values())
            totals = [self.form(ref, resources, page, depth) for ref in named if isinstance(ref, _Ref)]
            chars += times * max((one for one, _ in totals), default=0)
            things += times * max((other for _, other in totals), default=0)
        return chars, things

    def form(self, ref: _Ref, resources: dict[bytes, Any], page: dict[bytes, Any], depth: int) -> tuple[int, int]:
        """Give what one draw of a form comes to; nothing for a picture. One may draw itself."""
        entry = self.dict(ref)
        if depth > _DEPTH or not entry or self.value(entry.get(b"Subtype")) == b"/Image":
            return 0, 0
        own = self.dict(entry.get(b"Resources")) or resources
        key = (ref.number, id(own), id(page), depth)
        if key not in self.totals:
            if ref.number not in self.weights:
                self.weights[ref.number] = self.weigh(self.unpack(ref))
            self.totals[key] = self.total(self.weights[ref.number], own, page, depth + 1)
        return self.totals[key]

    def glyphs(self, resources: dict[bytes, Any]) -> list[tuple[_Ref, dict[bytes, Any]]]:
        """Give the glyphs of fonts that are drawn as forms are, each once in a file, with the font's resources."""
        found: list[tuple[_Ref, dict[bytes, Any]]] = []
        for ref in self.dict(resources.get(b"Font")).values():
            font = self.dict(ref)
            if b"CharProcs" in font and id(font) not in self.fonts:
                self.fonts.add(id(font))
                own = self.dict(font.get(b"Resources"))
                found += [(glyph, own) for glyph in self.dict(font[b"CharProcs"]).values() if isinstance(glyph, _Ref)]
        return found

    def spelt(self) -> int:
        """Give how many characters a glyph may stand for at most; 1 where all fonts are as fonts are."""
        longest = 0
        for number in self.holding(b"/ToUnicode"):
            for font in _dicts(self.object(number)):
                ref = font.get(b"ToUnicode")
                if isinstance(ref, _Ref) and ref.number not in self.fonts:
                    self.fonts.add(ref.number)
                    codes = self.unpack(ref)
                    self.unpacked += len(codes)
                    self.bound(self.unpacked // _PAGES)
                    longest = max(longest, max((len(code) for code in _HEX.findall(codes)), default=0))
        return longest // 4 if longest > _SPELT else 1

    def weigh(self, content: bytes) -> _Weight:
        """Count what a stream draws by itself; no less than there is, and no more than is refused."""
        depth = 0
        few = content.count(b"BMC") + content.count(b"BDC") <= limits.get("NESTING")
        for mark in () if few else _MARK.finditer(content):
            depth += 1 if mark[1] else -(depth > 0)
            limits.check("NESTING", depth, self.name)  # PDFium notes all marks around each of them
        most = limits.get("PAGE_THINGS") + 1
        things = sum(1 for _ in islice(_THING.finditer(content), most))
        drawn = _DO.finditer(content) if b"Do" in content else iter(())
        draws = Counter(_plain(found[1]) for found in islice(drawn, most))
        return _Weight(_shown(content, limits.get("PAGE_CHARS")), things, draws)

    def unpack(self, ref: Any) -> bytes:
        """Give the content of a stream; empty when it is none or is packed in a way that no content is."""
        if not isinstance(ref, _Ref):
            return b""
        entry, at = self.read(ref.number)
        start = _STREAM.match(self.data, at)
        if not isinstance(entry, dict) or not start:
            return b""
        size = self.value(entry.get(b"Length"))
        length = int(size) if isinstance(size, bytes) and size.isdigit() and len(size) < 12 else 0
        data = self.data[start.end() : start.end() + length]
        named = self.value(entry.get(b"Filter"))
        for packing in named if isinstance(named, list) else [named] if named else []:
            data = self.unpacked_once(data, self.value(packing))
        for extra in _dicts(self.value(entry.get(b"DecodeParms") or entry.get(b"DP"))):
            if self.value(extra.get(b"Predictor")) not in (None, b"0", b"1"):
                raise ReadError("pdf-packing", name=self.name)
        return data

    def unpacked_once(self, data: bytes, packing: Any) -> bytes:
        """Undo one filter; what PDFium undoes only for pictures stays as it is."""
        packing = _FILTERS.get(packing, packing) if isinstance(packing, bytes) else None
        most = limits.get("UNPACKED_BYTES")
        if packing == b"/FlateDecode":
            data = filters.inflated(data, most)
        elif packing == b"/LZWDecode":
            data = filters.unlzw(data, most)
        elif packing == b"/RunLengthDecode":
            data = filters.unrun(data, most)
        elif packing == b"/ASCIIHexDecode":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
            data = binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        elif packing == b"/ASCII85Decode":
            found = re.match(rb"[!-uz\s\0]*", data)
            try:
                data = base64.a85decode(found[0] if found else b"", ignorechars=b" \t\n\r\v\f\0")
            except ValueError:
                raise ReadError("pdf-damaged", name=self.name) from None
        self.bound(len(data))
        return data

    def bound(self, size: int) -> None:
        if size > limits.get("UNPACKED_BYTES"):
            raise limits.beyond("UNPACKED_BYTES", self.name)

    def dict(self, value: Any) -> dict[bytes, Any]:
        """Give a dictionary, its own or that of a stream; an empty one for anything else."""
        found = self.value(value)
        return found if isinstance(found, dict) else {}

    def value(self, value: Any) -> Any:
        """Follow a reference."""
        for _ in range(_DEPTH):
            if not isinstance(value, _Ref):
                return value
            value = self.object(value.number)
        return None

    def object(self, number: int) -> Any:
        return self.read(number)[0]

    def read(self, number: int) -> tuple[Any, int]:
        """Give an object and where it ends."""
        if number not in self.objects:
            place = self.places.get(number)
            head = re.compile(rb"\d+ \d+ obj").match(self.data, place) if place is not None else None
            self.objects[number] = _parse(self.data, head.end()) if head else (None, 0)
        return self.objects[number]


def _places(data: bytes) -> dict[int, int]:
    """Give where each object stands, by the table at the end."""
    table = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data[-200:])
    at = data.find(b"xref", int(table[1])) + 4 if table else len(data)
    places: dict[int, int] = {}
    number = 0
    at += len(data[at : at + 2]) - len(data[at : at + 2].lstrip())
    while found := _ENTRY.match(data, at):
        if found[3]:
            number = int(found[3])
        else:
            if found[2] == b"n":
                places[number] = int(found[1])
            number += 1
        at = found.end()
    return places


def _parse(data: bytes, at: int) -> tuple[Any, int]:
    """Give the value that stands at a place, and where it ends; without recursion, since values nest."""
    stack: list[list[Any]] = [[]]
    kinds: list[bytes] = []
    while (kinds or not stack[0]) and (token := _TOKEN.match(data, at)):
        at = token.end()
        if token["open"]:
            stack.append([])
            kinds.append(token["open"])
        elif token["close"]:
            if not kinds:
                break
            made = stack.pop()
            keys = [key[1:] if isinstance(key, bytes) else b"" for key in made[::2]]
            stack[-1].append(dict(zip(keys, made[1::2], strict=False)) if kinds.pop() == b"<<" else made)
        elif token["ref"]:
            stack[-1].append(_Ref(int(token["ref"])))
        elif token["name"] is not None:
            stack[-1].append(b"/" + (_plain(token["name"]) or b""))
        else:
            stack[-1].append(token["word"] or b"")
    return (stack[0][0] if stack[0] else None), at


def _plain(name: bytes | None) -> bytes | None:
    """Give a name without its escapes."""
    return name and re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name)


def _dicts(value: Any) -> list[dict[bytes, Any]]:
    """Give the dictionaries in a value, it too."""
    found, todo = [], [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            found.append(one)
            todo += one.values()
        elif isinstance(one, list):
            todo += one
    return found


def _shown(content: bytes, most: int) -> int:
    """Count the bytes of the strings of a stream; a character takes one or more. Stops behind ``most``."""
    count = depth = start = 0
    for found in _PAREN.finditer(content):
        if found[0] == b"(":
            if not depth:
                count += sum(len(digits) // 2 for digits in _HEX.findall(content, start, found.start()))
                start = found.end()
            depth += 1
        elif found[0] == b")" and depth:
            depth -= 1
            if not depth:
                count += found.start() - start
                start = found.end()
        if count > most:
            return count
    rest = content[start:]
    return count + (len(rest) if depth else sum(len(digits) // 2 for digits in _HEX.findall(rest)))
