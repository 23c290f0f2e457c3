"""A comparison as tables and redlines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from regparse.cli.terminal import opening, paint, paragraph, titled
from regparse.compare.editions import name, paired
from regparse.comparison import AgencyChange, Change, Comparison, EditionFact, NormSide, Pair
from regparse.errors import RegparseError
from regparse.ids import parse as parse_id
from regparse.model import Clause, Notice

_MARKS = {"insert": ("{+", "+}"), "delete": ("[-", "-]"), "equal": ("", "")}


def tables(result: Comparison, old: Notice, new: Notice, columns: int | None) -> str:
    """Give three tables: clauses, changes in law, agencies. ``columns`` of None asks for Markdown."""
    clauses = _clauses(old) | _clauses(new)
    pairs = [
        (
            _labels(pair.old, clauses),
            _labels(pair.new, clauses),
            ", ".join(pair.labels) + (" (possible)" if pair.state == "possible" else ""),
            f"{pair.score:.2f}" if pair.old and pair.new else "",
            _caption(pair, clauses),
        )
        for pair in result.pairs
    ]
    norms = [
        (
            n.change,
            n.kind,
            ("translation only: " if n.translation_only else "") + opening(n.what, 160),
            _place(n.old),
            _place(n.new),
        )
        for n in result.norms
        if n.change != "kept"
    ]
    bodies = [(a.id, ", ".join(a.old_roles) or "-", ", ".join(a.new_roles) or "-", _note(a)) for a in result.agencies]
    kept = sum(n.change == "kept" for n in result.norms)
    parts = [
        titled(f"Clauses: {old.id} became {new.id}", ("old", "new", "what", "score", "clause"), pairs, columns),
        titled(f"Changes in law ({kept} norms kept)", ("change", "kind", "what", "old", "new"), norms, columns),
        titled("Agencies whose part changed", ("agency", "old roles", "new roles", "note"), bodies, columns),
    ]
    if result.editorial:
        remarks = [
            (r.on.partition("/")[2] or r.on, r.materiality or "-", r.text, f"{r.author}, {r.date}")
            for r in result.editorial
        ]
        parts.append(titled("Remarks, by their authors", ("on", "materiality", "remark", "by"), remarks, columns))
    return "\n\n".join(parts)


def _note(body: AgencyChange) -> str:
    return "; ".join(filter(None, [body.note, "translation only" if body.translation_only else None]))


def redlines(result: Comparison, old: Notice, new: Notice, columns: int, only: tuple[str, str] | None = None) -> str:
    """Give the redline of each linked pair, or of the pair whose clauses ``only`` names by number or id.

    Raises RegparseError when there is no such clause, or no such link.
    """
    clauses = _clauses(old) | _clauses(new)
    wanted = [pair for pair in result.pairs if pair.redline and pair.state != "none"]
    if only:
        first, second = _find(only[0], old), _find(only[1], new)
        wanted = [pair for pair in wanted if first.id in pair.old and second.id in pair.new]
        if not wanted:
            became = sorted({c for pair in result.pairs if first.id in pair.old for c in pair.new})
            told = f"it became {', '.join(became)}" if became else "it has no counterpart"
            raise RegparseError(f"{first.id} and {second.id} are not linked; {told}")
    blocks = []
    for pair in wanted:
        head = f"{_labels(pair.old, clauses)} -> {_labels(pair.new, clauses)}  {', '.join(pair.labels)}"
        text = "".join(_marked(change) for change in pair.redline)
        lines = [paragraph(line, columns, "  ") for line in text.split("\n") if line.strip()]
        blocks.append("\n".join([paint(head, "bold"), *lines]))
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
    printed = [clauses[i].label or str(clauses[i].number) if i in clauses else i for i in ids]
    return ", ".join(printed) or "-"


def _caption(pair: Pair, clauses: dict[str, Clause]) -> str:
    clause = next((clauses[i] for i in (*pair.new, *pair.old) if i in clauses), None)
    if clause is None:
        return ""
    return opening(clause.heading or clause.text.removeprefix(clause.label or "").strip(), 60)


def _place(side: NormSide | None) -> str:
    return (parse_id(side.clause).unit or "") if side and side.clause else "-"


def _find(name: str, notice: Notice) -> Clause:
    for clause in notice.walk():
        if name in (clause.id, clause.label, parse_id(clause.id).unit):
            return clause
    raise RegparseError(f"{notice.id} has no clause {name}; give its number, as in {notice.clauses[0].id}")


def _marked(change: Change) -> str:
    if change.op == "equal" or not change.text.strip():
        return change.text
    painted = paint(change.text, "green" if change.op == "insert" else "red")
    before, after = _MARKS[change.op]
    moved = f"«{change.move}»" if change.move else ""  # the same number stands where it came from and where it went
    return f"{before}{painted}{after}{moved}"
