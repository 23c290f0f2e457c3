"""A comparison as tables and redlines, for a terminal or as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from regparse.cli.terminal import opening, paint, paragraph, titled
from regparse.comparison.cited import fresh as fresh_citations
from regparse.comparison.editions import name, paired
from regparse.comparison.gone import gone
from regparse.documents.synopsis.rows import Cell, in_rows
from regparse.errors import RegparseError, UnknownValueError
from regparse.model import Clause, Notice
from regparse.model.changes import LawChange, Side
from regparse.model.comparison import AgencyChange, Comparison, EditionFact, Pair
from regparse.model.ids import parse as parse_id
from regparse.notation import commonmark
from regparse.wording import changes as wording

_MARKS = {"insert": ("{+", "+}"), "delete": ("[-", "-]"), "equal": ("", "")}


def tables(
    result: Comparison, old: Notice, new: Notice, columns: int | None, which: Sequence[str], *, narrowed: bool = False
) -> str:
    """Give tables, those of ``TABLES`` that are asked for in its order. ``columns`` of None asks for Markdown.

    Of a comparison that was ``narrowed`` down a table without rows is left out.

    Raises UnknownValueError when one is none of them.
    """
    for one in which:
        if one not in TABLES:
            raise UnknownValueError("table", one, known=list(TABLES))
    # Whoever asks for what was kept alone is shown it; elsewhere it is only counted.
    only_kept = narrowed and result.changes and all(norm.change == "kept" for norm in result.changes)
    known = TABLES | ({"law": _kept} if only_kept else {})
    made = [make(result, old, new) for one, make in known.items() if one in which]
    parts = [titled(*one, columns) for one in made if one[2] or not narrowed] or ["Nothing fits."]
    if result.editorial:
        remarks = [
            (r.on.partition("/")[2] or r.on, r.materiality or "-", r.text, f"{r.author}, {r.date}")
            for r in result.editorial
        ]
        parts.append(titled("Remarks, by their authors", ("on", "materiality", "remark", "by"), remarks, columns))
    return "\n\n".join(parts)


def as_json(result: Comparison, which: Sequence[str]) -> str:
    """Give the parts of a comparison that are behind some tables, with what was compared with what.

    Raises UnknownValueError when a table is none of ``TABLES``.
    """
    for one in which:
        if one not in TABLES:
            raise UnknownValueError("table", one, known=list(TABLES))
    whole = result.model_dump(mode="json", by_alias=True)
    parts = dict.fromkeys(["schema", "old", "new", "source", *(part for one in which for part in _BEHIND[one])])
    made = {part: whole[part] for part in parts if part in whole}
    if "gone" in which:
        made["gone"] = [
            {"words": one.quote.model_dump(mode="json"), "change": one.change.model_dump(mode="json")}
            for one in gone(result)
        ]
    return json.dumps(made, ensure_ascii=False, indent=2)


_BEHIND = {
    "destinations": ("pairs",),
    "derivations": ("pairs",),
    "law": ("changes", "terms"),
    "gone": (),
    "agencies": ("agencies",),
    "sentences": ("sentences",),
}
"""Which fields of a comparison a table prints."""


_Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def _destinations(result: Comparison, old: Notice, new: Notice) -> _Table:
    clauses = _clauses(old) | _clauses(new)
    rows = [
        (
            _labels(pair.old, clauses),
            _labels(pair.new, clauses),
            ", ".join(pair.labels) + (" (possible)" if pair.state == "possible" else ""),
            f"{pair.score:.2f}" if pair.old and pair.new else "",
            _caption(pair, clauses),
        )
        for pair in result.pairs
    ]
    return f"Clauses: {old.id} became {new.id}", ("old", "new", "what", "score", "clause"), list[tuple[str, ...]](rows)


def _derivations(result: Comparison, old: Notice, new: Notice) -> _Table:
    clauses = _clauses(old) | _clauses(new)
    cited = fresh_citations(old, new)
    rows = list[tuple[str, ...]]()
    for clause in new.clauses:
        pairs = [pair for pair in result.pairs if clause.id in pair.new]
        if not pairs:
            continue
        came = [_labels(pair.old, clauses) + (" (possible)" if pair.state == "possible" else "") for pair in pairs]
        labels = dict.fromkeys(label for pair in pairs for label in pair.labels)
        fresh = not any(pair.old and pair.state == "linked" for pair in pairs)
        found = dict.fromkeys(c.text for unit in clause.walk() for c in unit.citations if fresh and c.text in cited)
        origin = ", ".join(one for one in came if one != "-") or "-"
        rows.append((_labels((clause.id,), clauses), origin, ", ".join(labels), "; ".join(found) or "-"))
    return f"Derivations: where {new.id} comes from", ("new", "from", "what", "cites, where it is new"), rows


def _law(result: Comparison, _old: Notice, _new: Notice) -> _Table:
    kept = sum(n.change == "kept" for n in result.changes)
    rows = [_row(n) for n in result.changes if n.change != "kept"]
    return f"Changes in law ({kept} kept)", ("change", "kind", "what", "old", "new"), rows


def _gone(result: Comparison, old: Notice, _new: Notice) -> _Table:
    rows = [
        (_place(one.change.old), one.change.kind, _place(one.change.new), opening(one.quote.text, _LONG))
        for one in gone(result)
    ]
    return f"What {old.id} said that is said no longer", ("old", "kind", "beside", "words"), list[tuple[str, ...]](rows)


def _kept(result: Comparison, _old: Notice, _new: Notice) -> _Table:
    return "Kept", ("change", "kind", "what", "old", "new"), [_row(n) for n in result.changes]


def _row(n: LawChange) -> tuple[str, ...]:
    what = ("translation only: " if n.translation_only else "") + _said(n)
    return n.change, n.kind, what, _place(n.old), _place(n.new)


def _said(change: LawChange) -> str:
    """Give what changed; where that is said in codes alone, with the words of the provision."""
    said = wording.said(change, "en")
    side = change.new or change.old
    if change.change == "kept" or any(point.old or point.new for point in change.points) or not side:
        return opening(said, _LONG)
    return opening(f"{said}: “{opening(side.text, 70)}”" if said != side.text else said, _LONG)


_LONG = 200
"""Columns of what is said of a change; all words stand in the clauses."""


def _agencies(result: Comparison, _old: Notice, _new: Notice) -> _Table:
    rows = [(a.id, ", ".join(a.old_roles) or "-", ", ".join(a.new_roles) or "-", _note(a)) for a in result.agencies]
    return "Agencies whose part changed", ("agency", "old roles", "new roles", "note"), list[tuple[str, ...]](rows)


def _sentences(result: Comparison, _old: Notice, _new: Notice) -> _Table:
    """Give every sentence of both sides, each once: the proof that none was passed over."""
    counts = [
        sum(len(side) for side in sides) for sides in zip(*((r.old, r.new) for r in result.sentences), strict=True)
    ]
    rows = [
        (
            ", ".join(dict.fromkeys(_unit(one.clause) for one in row.old)) or "-",
            " / ".join(opening(one.text, 60) for one in row.old) or "-",
            ", ".join(dict.fromkeys(_unit(one.clause) for one in row.new)) or "-",
            " / ".join(opening(one.text, 60) for one in row.new) or "-",
        )
        for row in result.sentences
    ]
    return (
        f"Sentences: {counts[0]} old and {counts[1]} new, each once",
        ("old", "says", "new", "says"),
        list[tuple[str, ...]](rows),
    )


TABLES: dict[str, Callable[[Comparison, Notice, Notice], _Table]] = {
    "destinations": _destinations,
    "derivations": _derivations,
    "law": _law,
    "gone": _gone,
    "agencies": _agencies,
    "sentences": _sentences,
}
"""What a comparison prints, in this order."""


def texts(result: Comparison, old: Notice, new: Notice, way: str, columns: int | None) -> str:
    """Give both texts side by side, the old one annotated, or the new one with marks.

    Raises RegparseError when they are in two languages.
    """
    rows = list(in_rows(result, old, new))
    if way == "side":
        cells = [["\n".join(map(_cell, row.old)), _cell(row.new) if row.new else ""] for row in rows]
        head = (old.number.text if old.number else old.id, new.number.text if new.number else new.id)
        return titled("Side by side", head, cells, columns)
    if way == "old":
        found = [cell for row in sorted(rows, key=lambda row: row.place) for cell in row.old or (row.new,)]
    else:
        found = [cell for row in rows for cell in ((row.new,) if row.new else row.old if row.kind == "clause" else ())]
    lines = [_cell(cell).split("\n") for cell in found if cell]
    if columns is None:
        return "\n\n".join("\n\n".join(map(_plain, block)) for block in lines)
    return "\n\n".join("\n".join(paragraph(line, columns, "  ", "") for line in block) for block in lines)


def _cell(cell: Cell) -> str:
    words = "".join(p.before + _marked(p.op, p.text) + p.after for p in cell.pieces)
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if cell.label and lines:
        lines[0] = f"{cell.label} {lines[0]}"
    return "\n".join([*lines, *([f"[{cell.note}]"] if cell.note else [])])


def _unit(clause: str) -> str:
    return parse_id(clause).unit or clause


def _note(body: AgencyChange) -> str:
    return "; ".join(filter(None, [body.note, "translation only" if body.translation_only else None]))


def _plain(line: str) -> str:
    """Return a line as Markdown prints it."""
    return commonmark.opening(commonmark.inside(line))


def redlines(
    result: Comparison, old: Notice, new: Notice, columns: int | None, only: tuple[str, str] | None = None
) -> str:
    """Give the redline of each linked pair, or of the pair whose clauses ``only`` names by number or id.

    ``columns`` of None asks for Markdown. Raises RegparseError when there is no such clause, or no such link.
    """
    clauses = _clauses(old) | _clauses(new)
    wanted = [pair for pair in result.pairs if pair.redline and pair.state != "none"]
    if only:
        first, second = _find(only[0], old), _find(only[1], new)
        wanted = [pair for pair in wanted if first.id in pair.old and second.id in pair.new]
        if not wanted:
            ways = {(pair.state, c) for pair in result.pairs if first.id in pair.old for c in pair.new}
            became = tuple(sorted(c for state, c in ways if state == "linked"))
            maybe = int(("possible", second.id) in ways)
            raise RegparseError("not-linked", first=first.id, second=second.id, maybe=maybe, became=became)
    blocks = []
    for pair in wanted:
        head = f"{_labels(pair.old, clauses)} -> {_labels(pair.new, clauses)}  {', '.join(pair.labels)}"
        text = "".join(_marked(change.op, change.text, change.move) for change in pair.redline)
        lines = [line for line in text.split("\n") if line.strip()]
        if columns is None:
            blocks.append("\n\n".join(map(_plain, (head, *lines))))
        else:
            blocks.append("\n".join([paint(head, "bold"), *(paragraph(line, columns, "  ") for line in lines)]))
    return "\n\n".join(blocks) or "no linked clauses"


def editions(facts: Iterable[EditionFact], first: Notice, other: Notice, columns: int | None) -> str:
    """Give what stands in one of two editions only, a row a matter, with what each of them says."""
    names = name(first), name(other)
    rows = []
    for sides in paired(facts, names[0]):
        fact = next(filter(None, sides))
        quotes = [side.quote if side else None for side in sides]
        if not all(sides):  # what the other has nearest
            quotes = [quote or fact.other for quote in quotes]
        rows.append(
            (
                str(parse_id(fact.clause).unit or "") if fact.clause else "-",
                fact.field,
                *(
                    "\n".join([side.value if side else "-", *([f"“{opening(quote.text, 90)}”"] if quote else [])])
                    for side, quote in zip(sides, quotes, strict=True)
                ),
            )
        )
    title = f"{first.id}: {names[0]} beside {names[1]}"
    return titled(title, ("clause", "what", *names), rows, columns)


def _clauses(notice: Notice) -> dict[str, Clause]:
    return {clause.id: clause for clause in notice.walk()}


def _labels(ids: Iterable[str], clauses: dict[str, Clause]) -> str:
    return ", ".join(_named(i, clauses[i]) if i in clauses else i for i in ids) or "-"


def _named(name: str, clause: Clause) -> str:
    """Give a clause as printed, behind its number where that tells more than its label: 2.1 （一）."""
    unit, label = _unit(name), clause.label or str(clause.number)
    return label if unit == str(clause.number) else f"{unit} {clause.label}" if clause.label else unit


def _caption(pair: Pair, clauses: dict[str, Clause]) -> str:
    clause = next((clauses[i] for i in (*pair.new, *pair.old) if i in clauses), None)
    if clause is None:
        return ""
    return opening(clause.heading or clause.text.removeprefix(clause.label or "").strip(), 60)


def _place(side: Side | None) -> str:
    return (parse_id(side.clause).unit or "") if side and side.clause else "-"


def _find(name: str, notice: Notice) -> Clause:
    for clause in notice.walk():
        if name in (clause.id, clause.label, parse_id(clause.id).unit):
            return clause
    raise RegparseError("no-such-clause", notice=notice.id, clause=name, example=notice.clauses[0].id)


def _marked(op: str, text: str, move: int | None = None) -> str:
    if op == "equal" or not text.strip():
        return text
    painted = paint(text, "green" if op == "insert" else "red")
    before, after = _MARKS[op]
    moved = f"«{move}»" if move else ""  # the same number stands where it came from and where it went
    return f"{before}{painted}{after}{moved}"
