"""The text of a notice as Akoma Ntoso: preface, preamble, body, conclusions, annexes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from regparse.exports import akn_names, units
from regparse.exports.akn_marks import Mark, put
from regparse.exports.facts import literal
from regparse.exports.layout import Piece, Unit
from regparse.exports.pointers import Places
from regparse.exports.xml import OURS, _Element, akn
from regparse.model import BlockKind, Notice, Span

HOME: dict[str, BlockKind] = {
    "preface": "foreword",
    "preamble": "preamble",
    "body": "clause",
    "conclusions": "closing",
    "mainBody": "annex",
}
"""What a ``p`` is in each part of a document; a line of another kind is a ``block`` that names it."""

_ENDS = ("closing", "signature", "annex", "colophon")


class Body:
    """Writes the text of one notice and keeps where each element stands."""

    def __init__(self, notice: Notice, root: Unit, marks: list[Mark]) -> None:
        """Take a notice, its tree with its eIds, and the marks inside its lines."""
        self.notice, self.root, self.text = notice, root, notice.text
        self.places = Places()
        self._marks = marks
        self._next = 0
        self._counts: dict[str, int] = {}

    def write(self, act: _Element) -> None:
        """Add all parts of the text to ``act``."""
        front, middle, back = self._parts()
        for tag in ("preface", "preamble"):
            opens = next((i for i, piece in enumerate(front) if piece.kind == "preamble"), len(front))
            self._flow(act, tag, front[:opens] if tag == "preface" else front[opens:])
        body = akn(act, "body")
        self._grown(body, middle, "", None)
        if not len(body):
            akn(body, "hcontainer", name="empty", eId=self._count("hcontainer"))
        annexes = self._annexes(back)
        held = sum(map(len, annexes))
        self._flow(act, "conclusions", back[: len(back) - held])
        if annexes:
            attachments = akn(act, "attachments")
            for number, pieces in enumerate(annexes, 1):
                self._annex(attachments, number, pieces)

    def _parts(self) -> tuple[list[Piece], list[Piece | Unit], list[Piece]]:
        """Part the tree into what stands before the first unit, the units with what is between, and what follows."""
        parts = self.root.parts
        at = [i for i, part in enumerate(parts) if isinstance(part, Unit)]
        pieces = [part for part in parts if isinstance(part, Piece)]
        if not at:
            split = next((i for i, piece in enumerate(pieces) if piece.kind in _ENDS), len(pieces))
            return pieces[:split], [], pieces[split:]
        first, last = at[0], at[-1] + 1
        return pieces[:first], parts[first:last], pieces[len(pieces) - (len(parts) - last) :]

    def _flow(self, act: _Element, tag: str, pieces: list[Piece]) -> None:
        if not pieces:
            return
        element = akn(act, tag, eId=tag)
        for piece in pieces:
            self._line(element, tag, piece, HOME[tag])
        self.places.add(tag, self._around(pieces))

    def _around(self, pieces: list[Piece]) -> Span:
        return (pieces[0].words(self.text)[0], pieces[-1].words(self.text)[1])

    def _annexes(self, back: list[Piece]) -> list[list[Piece]]:
        """Give the annexes that nothing follows, each with its lines."""
        opens = {annex.span[0] for annex in self.notice.annexes}
        start = len(back)
        while start and back[start - 1].kind == "annex":
            start -= 1
        found: list[list[Piece]] = []
        for piece in back[start:]:
            if not found or piece.words(self.text)[0] in opens:
                found.append([])
            found[-1].append(piece)
        return found

    def _annex(self, attachments: _Element, number: int, pieces: list[Piece]) -> None:
        eid = f"att_{number}"
        attachment = akn(attachments, "attachment", eId=eid)
        doc = akn(attachment, "doc", name="annex")
        identification(akn(doc, "meta"), self.notice, f"annex_{number}")
        main = akn(doc, "mainBody")
        for piece in pieces:
            self._line(main, eid, piece, "annex")
        self.places.add(eid, self._around(pieces))

    def _grown(self, above: _Element, parts: list[Piece | Unit], eid: str, section: str | None) -> None:
        """Write units and, in containers, the lines between them."""
        for is_unit, group in groupby(parts, key=lambda part: isinstance(part, Unit)):
            if is_unit:
                for part in group:
                    assert isinstance(part, Unit)
                    self._unit(above, part, section)
            else:
                name = self._count(f"{eid}__hcontainer" if eid else "hcontainer")
                held = akn(above, "hcontainer", name="between", eId=name)
                content = akn(held, "content")
                for part in group:
                    assert isinstance(part, Piece)
                    self._line(content, name, part, "clause")

    def _unit(self, above: _Element, unit: Unit, section: str | None) -> None:
        element = akn(above, unit.tag, eId=unit.eid)
        said = units.derive(unit, self.text, self.notice.id, section)
        for name, value in said.items():
            actual = getattr(unit.of, name)
            if actual != value:
                element.set(f"{{{OURS}}}{name}", literal(actual))
        inner = unit.of.id if unit.of is not None and unit.tag not in units.KINDS else section
        rest = list(unit.parts)
        for role in ("num", "heading"):
            if rest and isinstance(rest[0], Piece) and rest[0].role == role:
                piece = rest.pop(0)
                assert isinstance(piece, Piece)
                self._piece(akn(element, role, eId=f"{unit.eid}__{role}"), f"{unit.eid}__{role}", piece)
        holds = [i for i, part in enumerate(rest) if isinstance(part, Unit)]
        first, last = (holds[0], holds[-1] + 1) if holds else (len(rest), len(rest))
        self._lines(element, "intro" if holds else "content", unit.eid, rest[:first])
        self._grown(element, rest[first:last], unit.eid, inner)
        self._lines(element, "wrapUp", unit.eid, rest[last:])
        pieces = [piece for piece in unit.pieces() if piece.own]
        self.places.add(unit.eid, self._around(pieces))

    def _lines(self, element: _Element, tag: str, eid: str, parts: list[Piece | Unit]) -> None:
        if not parts:
            return
        held = akn(element, tag)
        name = eid if tag == "content" else f"{eid}__{tag.lower()}"
        for part in parts:
            assert isinstance(part, Piece)
            self._line(held, name, part, "clause")

    def _line(self, above: _Element, eid: str, piece: Piece, home: BlockKind) -> None:
        plain = piece.own if home == "clause" else piece.kind == home
        tag = "p" if plain else "block"
        name = self._count(f"{eid}__{tag}")
        element = akn(above, tag, eId=name, **({} if plain else {"name": piece.kind}))
        self._piece(element, name, piece)

    def _piece(self, element: _Element, eid: str, piece: Piece) -> None:
        """Write the text of a piece; it says where it runs in or not, unless it follows a label, where it does."""
        if piece.runs_in is not follows_label(element):
            element.set(f"{{{OURS}}}line", "same" if piece.runs_in else "new")
        self.places.add(eid, piece.words(self.text), line=True)
        held = []
        while self._next < len(self._marks) and self._marks[self._next].span[0] < piece.end:
            mark = self._marks[self._next]
            if mark.span[0] >= piece.start and mark.span[1] <= piece.end:
                held.append(mark)
            self._next += 1
        put(element, piece, self.text, held, self.places)

    def _count(self, prefix: str) -> str:
        self._counts[prefix] = self._counts.get(prefix, 0) + 1
        return f"{prefix}_{self._counts[prefix]}"


def follows_label(element: _Element) -> bool:
    """Tell whether a piece of text is the first behind the label of its unit."""
    for up in (element, element.getparent()):
        if up is None:
            return False
        before = up.getprevious()
        if before is not None:
            return etree.QName(before).localname == "num"
        if up is element and etree.QName(element).localname in ("num",):
            return False
    return False


def identification(meta: _Element, notice: Notice, component: str = "main") -> None:
    """Add who wrote what and when, on the levels of FRBR: work, expression, manifestation."""
    work, expression = akn_names.work_of(notice), akn_names.expression_of(notice)
    date, name = akn_names.dated(notice)
    authors = list(dict.fromkeys(akn_names.tlc("org", one.id) for one in notice.issuers)) or ["org-unknown"]
    held = akn(meta, "identification", source="#regparse")
    for tag, iri, suffix in (
        ("FRBRWork", work, ""),
        ("FRBRExpression", expression, ""),
        ("FRBRManifestation", expression, ".xml"),
    ):
        level = akn(held, tag)
        akn(level, "FRBRthis", value=f"{iri}/!{component}{suffix}")
        akn(level, "FRBRuri", value=f"{iri}{suffix}")
        if tag == "FRBRWork" and component == "main":
            akn(level, "FRBRalias", name="title", value=notice.title)
        if tag == "FRBRExpression" and notice.edition is not None and component == "main":
            akn(level, "FRBRalias", name="edition", value=notice.edition)
        akn(level, "FRBRdate", date=date, name=name)
        if tag == "FRBRManifestation":
            akn(level, "FRBRauthor", href="#regparse", **{"as": "#editor"})
            akn(level, "FRBRformat", value="application/akn+xml")
            continue
        for author in authors:
            akn(level, "FRBRauthor", href=f"#{author}", **{"as": "#author"})
        if tag == "FRBRWork":
            akn(level, "FRBRcountry", value="cn")
            akn(level, "FRBRnumber", value=notice.id)
        else:
            if notice.language == "en":  # the law is the Chinese text
                akn(level, "FRBRauthoritative", value="false")
            akn(level, "FRBRlanguage", language=akn_names.LANGUAGES[notice.language])


def clause_eids(root: Unit) -> Iterator[tuple[str, str]]:
    """Give the id and the eId of every unit of a tree."""
    for part in root.parts:
        if isinstance(part, Unit):
            if part.of is not None:
                yield part.of.id, part.eid
            yield from clause_eids(part)
