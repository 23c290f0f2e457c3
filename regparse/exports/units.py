"""Sections and clauses from a tree of units: what structure alone says, for the way out and the way back.

The ids of Akoma Ntoso are made of ours (``yinfa-2026-42/9.1`` is ``para_9__point_1``) and read back; a level that is
no unit of the document (``3.0``) is joined by a hyphen. Source: Akoma Ntoso Naming Convention 1.0, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regparse.errors import ExportError
from regparse.exports.layout import Piece, Unit
from regparse.model import Block, BlockKind, Clause, ClauseKind, Section, Span, ids
from regparse.notation import markers

SECTIONS = {"part": "part", "chapter": "chapter"}
"""Tags of sections by the family of their labels; any other label makes a section."""
CLAUSES: dict[ClauseKind, str] = {
    "clause": "paragraph",
    "article": "article",
    "item": "point",
    "paragraph": "alinea",
}
KINDS: dict[str, ClauseKind] = {tag: kind for kind, tag in CLAUSES.items()}
_SHORT = {"chapter": "chp", "section": "sec", "article": "art", "paragraph": "para", "alinea": "al"}
_STOPS = " 　。.:："


def name(root: Unit, notice: str) -> None:
    """Give every unit of a tree its tag and its eId; ``notice`` is the notice's id.

    Raises ExportError when an id is none.
    """
    _name(root, [], notice)


def _name(unit: Unit, above: list[tuple[str, str]], notice: str) -> None:
    if unit.of is not None:
        unit.tag = _tag(unit.of)
        path = _path(unit.of.id, notice)
        short = _SHORT.get(unit.tag, unit.tag)
        for up, eid in reversed(above):
            if path.startswith(f"{up}."):
                unit.eid = f"{eid}__{short}_{_written(path[len(up) + 1 :])}"
                break
        else:
            unit.eid = f"{short}_{_written(path)}"
        above = [*above, (path, unit.eid)]
    for part in unit.parts:
        if isinstance(part, Unit):
            _name(part, above, notice)


def _written(path: str) -> str:
    return path.replace("-", "--").replace(".", "-")


def _read(step: str) -> str:
    return re.sub("--?", lambda joint: "-" if joint[0] == "--" else ".", step)


def _tag(of: Section | Clause) -> str:
    if isinstance(of, Clause):
        return CLAUSES[of.kind]
    mark = markers.read(f"{of.label} x")
    return SECTIONS.get(mark.family if mark else "", "section")


def _path(id: str, notice: str) -> str:
    try:
        found = ids.parse(id)
    except ValueError as error:
        raise ExportError("id-wrong", notice=notice, why=error) from error
    if found.notice != notice or not found.unit or found.norm:
        raise ExportError("clause-id", notice=notice, id=id)
    return found.unit.removeprefix("sec.")


def id_of(eid: str, tag: str, notice: str) -> str:
    """Give our id of the unit with an eId."""
    path = ".".join(_read(step.rpartition("_")[2]) for step in eid.split("__"))
    return f"{notice}/{'' if tag in KINDS else 'sec.'}{path}"


def derive(unit: Unit, text: str, notice: str, section: str | None = None) -> dict[str, object]:
    """Give the fields of a section or clause, the children left out, as its place and its pieces say them."""
    own = [part for part in unit.parts if isinstance(part, Piece) and part.own]
    pieces = [piece for piece in unit.pieces() if piece.own]
    num = next((piece for piece in own if piece.role == "num"), None)
    head = next((piece for piece in own if piece.role == "heading"), None)
    number = _number(unit, text[slice(*num.words(text))] if num else "")
    if unit.tag not in KINDS:
        caption = text[slice(*head.words(text))] if head else ""
        return {
            "id": id_of(unit.eid, unit.tag, notice),
            "label": text[slice(*num.words(text))] if num else "",
            "number": number,
            "heading": caption.strip(_STOPS),
            "span": _around(own, text),
            "parent": section,
        }
    bare = text[slice(*head.words(text))].rstrip(_STOPS) if head else ""
    begin = head.words(text)[0] if head else 0
    return {
        "id": id_of(unit.eid, unit.tag, notice),
        "number": number,
        "label": text[slice(*num.words(text))] if num else None,
        "kind": KINDS[unit.tag],
        "section": section,
        "heading": bare or None,
        "heading_span": (begin, begin + len(bare)) if bare else None,
        "span": _around(pieces, text),
        "paragraphs": tuple(_paragraphs(own, text)),
    }


def _number(unit: Unit, label: str) -> int:
    """Give the number of a unit: that of its eId, of a decimal label (2.1.3) the last one."""
    steps = _read(unit.eid.rpartition("__")[2].rpartition("_")[2]).split(".")
    decimal = markers.loose(f"{label} ")
    last = unit.tag not in KINDS or (decimal is not None and bool(decimal.path))
    found = re.match(r"\d{1,18}", steps[-1] if last else steps[0])
    return int(found[0]) if found else 0


def _around(pieces: list[Piece], text: str) -> Span:
    spans = [span for piece in pieces if (span := piece.words(text))[0] < span[1]]
    return (spans[0][0], spans[-1][1]) if spans else (pieces[0].start, pieces[0].start) if pieces else (0, 0)


def _paragraphs(own: list[Piece], text: str) -> Iterator[Span]:
    """Give the spans of a clause's own lines, their label left out."""
    last: Span | None = None
    for piece in own:
        start, end = piece.words(text)
        if piece.role == "num" or start == end:
            continue
        if last and piece.runs_in:
            last = (last[0], end)
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


def blocks(root: Unit, text: str) -> tuple[Block, ...]:
    """Give the blocks: runs of lines of one kind; a line that opens a section and a clause is the clause's."""
    lines: list[tuple[BlockKind, Span]] = []
    for piece in root.pieces():
        start, end = piece.words(text)
        if start == end:
            continue
        if piece.runs_in and lines:
            kind, before = lines[-1]
            lines[-1] = ("clause" if "clause" in (kind, piece.kind) else kind, (before[0], end))
        else:
            lines.append((piece.kind, (start, end)))
    runs: list[tuple[BlockKind, Span]] = []
    for kind, span in lines:
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, (runs[-1][1][0], span[1]))
        else:
            runs.append((kind, span))
    return tuple(Block(kind=kind, span=span) for kind, span in runs)
