"""Akoma Ntoso as :mod:`regparse.exports.akn` writes it, read back as the notice that it was."""

from __future__ import annotations

import json
from typing import Any, get_args

from lxml import etree

from regparse.errors import ExportError
from regparse.exports import units
from regparse.exports.akn_body import HOME, follows_label
from regparse.exports.facts import NOTICE_LISTS, UNIT_LISTS, Facts
from regparse.exports.layout import Piece, Unit
from regparse.exports.pointers import Places
from regparse.exports.xml import AKN, OURS, _Element, character, digest, parse, plain
from regparse.model import SCHEMA, BlockKind, Cover, Dated, DocumentNumber, Effective, IssuedOn, Model, Quote, Source

_UNITS = frozenset({*units.KINDS, *units.SECTIONS.values(), "section"})
_LEAVES = frozenset({"p", "block", "num", "heading"})
_KINDS = frozenset(get_args(BlockKind))
_ONE: dict[str, type[Model]] = {
    "number": DocumentNumber,
    "issued-on": IssuedOn,
    "promulgated-on": Dated,
    "adopted-on": Dated,
    "amended-on": Dated,
    "printed-on": Dated,
    "effective": Effective,
    "valid-until": Dated,
    "cover": Cover,
    "preamble": Quote,
    "signature": Quote,
    "source": Source,
}


def fields(data: bytes) -> dict[str, Any]:
    """Give the fields of the notice in a file, for its model to check.

    Raises ExportError when the file is no XML, was not written by regparse, or was changed so that it cannot be read.
    """
    root = parse(data)
    act = root.find(f"{{{AKN}}}act")
    held = root.find(f".//{{{AKN}}}proprietary/{{{OURS}}}notice")
    if act is None or held is None:
        raise ExportError("akn-not-ours", missing="act" if act is None else "notice")
    if held.get("schema") != SCHEMA:
        raise ExportError("other-schema", found=str(held.get("schema"))[:60], read=SCHEMA)
    number = act.find(f"{{{AKN}}}meta/{{{AKN}}}identification/{{{AKN}}}FRBRWork/{{{AKN}}}FRBRnumber")
    if number is None:
        raise ExportError("akn-not-ours", missing="FRBRnumber")
    reader = _Reader(plain(number.get("value") or ""))
    for part in act:
        if etree.QName(part).localname != "meta":
            reader.enter(part, reader.root, HOME.get(etree.QName(part).localname, "clause"))
    return reader.notice(act, held)


class _Reader:
    """Reads the body into text and a tree, then the facts that point into it."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.root = Unit(None)
        self.said: list[str] = []
        self.length = 0
        self.elements_seen = False
        self.elements: list[tuple[_Element, list[Piece]]] = []
        self.units: dict[str, tuple[Unit, _Element]] = {}
        self.marks: list[tuple[_Element, int, int]] = []

    def enter(self, element: _Element, unit: Unit, home: BlockKind) -> list[Piece]:
        """Read an element of structure: its lines go to ``unit``, and ``home`` is what a ``p`` in it is."""
        held: list[Piece] = []
        for child in element:
            if not isinstance(child.tag, str):
                continue
            tag = etree.QName(child).localname
            if tag in _LEAVES:
                held.append(self._leaf(child, tag, unit, home))
            elif tag in _UNITS:
                inner = Unit(None, tag=tag, eid=child.get("eId") or "")
                if inner.eid in self.units:
                    raise ExportError("akn-twice", eid=inner.eid[:60])
                unit.parts.append(inner)
                self.units[inner.eid] = (inner, child)
                held += [piece for piece in self.enter(child, inner, "clause") if piece.own]
            elif tag != "meta":
                held += self.enter(child, unit, HOME.get(tag, home))
        self.elements.append((element, held))
        return held

    def _leaf(self, element: _Element, tag: str, unit: Unit, home: BlockKind) -> Piece:
        line = element.get(f"{{{OURS}}}line")
        runs_in = line == "same" if line else follows_label(element)
        if not runs_in and self.elements_seen:
            self._say("\n")
        start = self.length
        self._text(element)
        self.elements_seen = True
        named = element.get("name") if tag == "block" else None
        kind: Any = named if named in _KINDS else home
        if tag in ("num", "heading") and unit.tag not in units.KINDS:
            kind = "section"
        role: Any = tag if tag in ("num", "heading") else "text"
        own = tag != "block" and home == "clause"
        piece = Piece(start, self.length, role, kind, own=own, runs_in=runs_in)
        unit.parts.append(piece)
        self.elements.append((element, [piece]))
        return piece

    def _say(self, text: str) -> None:
        self.said.append(text)
        self.length += len(text)

    def _text(self, element: _Element) -> None:
        self._say(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                start = self.length
                if etree.QName(child).localname == "marker":
                    self._say(character(child))
                else:
                    self._text(child)
                    self.marks.append((child, start, self.length))
            self._say(child.tail or "")

    def notice(self, act: _Element, held: _Element) -> dict[str, Any]:
        text = "".join(self.said)
        if held.get("text") != digest(text):
            raise ExportError("akn-text-changed")
        facts = Facts(self.id, text, self._places(text))
        found = _in_units(act, facts)
        sections: list[dict[str, Any]] = []
        clauses = self._clauses(self.root, text, None, sections, found)
        title_span = facts.places.find(held)
        said = held.get("title")
        blocks = held.get("blocks")
        edition = act.find(f".//{{{AKN}}}FRBRExpression/{{{AKN}}}FRBRalias[@name='edition']")
        fields: dict[str, Any] = {
            "schema": held.get("schema"),
            "id": self.id,
            "title": _value(said) if said else text[slice(*title_span)] if title_span else None,
            "title_span": title_span,
            "language": held.get("language"),
            "edition": plain(edition.get("value") or "") if edition is not None else None,
            "number": None,
            "sections": sections,
            "clauses": clauses,
            "text": text,
        }
        if blocks:
            fields["blocks"] = [{"kind": kind, "span": (start, end)} for kind, start, end in _value(blocks)]
        else:
            fields["blocks"] = units.blocks(self.root, text)
        lists = {tag: (field, model) for field, (tag, model) in NOTICE_LISTS.items()}
        for child in held:
            tag = etree.QName(child).localname
            if tag in lists:
                field, model = lists[tag]
                fields.setdefault(field, []).append(facts.read(child, model))
            elif tag == "closing":
                span = facts.places.find(child)
                fields["closing"] = {"span": span, "text": text[slice(*span)] if span else None}
                fields["closing"] |= found.get("closing", {})
            elif tag in _ONE:
                fields[tag.replace("-", "_")] = facts.read(child, _ONE[tag])
        return fields

    def _places(self, text: str) -> Places:
        places = Places()
        for element, pieces in self.elements:
            eid = element.get("eId")
            if eid and pieces:
                places.add(eid, (pieces[0].words(text)[0], pieces[-1].words(text)[1]))
        for element, start, end in self.marks:
            if eid := element.get("eId"):
                places.add(eid, (start, end))
        return places

    def _clauses(
        self, unit: Unit, text: str, section: str | None, sections: list[dict[str, Any]], found: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Give the clauses under a unit; those of a section belong to the notice, the section goes to ``sections``."""
        clauses: list[dict[str, Any]] = []
        for part in unit.parts:
            if not isinstance(part, Unit):
                continue
            fields = units.derive(part, text, self.id, section)
            element = self.units[part.eid][1]
            for key, value in element.attrib.items():
                name = etree.QName(str(key))
                if name.namespace == OURS and name.localname in fields:
                    fields[name.localname] = _value(str(value))
            if part.tag in units.KINDS:
                span: Any = fields["span"]
                fields["text"] = text[slice(*span)]
                fields |= found.get(part.eid, {})
                fields["children"] = self._clauses(part, text, section, sections, found)
                clauses.append(fields)
            else:
                sections.append(fields)
                clauses += self._clauses(part, text, str(fields["id"]), sections, found)
        return clauses


def _in_units(act: _Element, facts: Facts) -> dict[str, dict[str, Any]]:
    """Give the norms and citations by the eId of the unit they belong to."""
    tags = {tag: (field, model) for field, (tag, model) in UNIT_LISTS.items()}
    found: dict[str, dict[str, Any]] = {}
    for held in act.iterfind(f".//{{{AKN}}}otherAnalysis/{{{OURS}}}in"):
        fields = found.setdefault(held.get("part") or (held.get("href") or "").removeprefix("#"), {})
        for child in held:
            field, model = tags.get(etree.QName(child).localname, (None, None))
            if field and model:
                fields.setdefault(field, []).append(facts.read(child, model))
    return found


def _value(said: str) -> Any:
    try:
        return json.loads(plain(said))
    except ValueError as error:
        raise ExportError("akn-value", value=said[:40]) from error
