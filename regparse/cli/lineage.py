"""A lineage of notices as tables, as JSON or as pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from regparse.cli.terminal import columns, say, titled
from regparse.comparison import compare, trace
from regparse.corpus import sources
from regparse.documents.synopsis.lineage import place
from regparse.errors import RegparseError
from regparse.model import Notice, Provision
from regparse.model.comparison import Lineage, Thread


def show(named: Sequence[Notice], format: str, *, narrowed: bool) -> str | bytes:
    """Give the lineage of the notices that were named, by their dates.

    Raises RegparseError when one notice repeals none of the corpus, or when something was asked for that only a
    comparison of two has.
    """
    if narrowed:
        names = " and ".join(one.id for one in named[-2:])
        raise RegparseError(f"a lineage of several notices has no such option; name two, as {names}")
    notices = _by_date(named)
    if len(notices) < 2:
        raise RegparseError(f"{notices[0].id} repeals no notice of the corpus; name an older one to compare it with")
    steps = [
        compare(old, new, originals=(*sources.originals(old), *sources.originals(new)))
        for old, new in pairwise(notices)
    ]
    found = trace(notices, steps)
    if format == "json":
        return found.to_json()
    if format in ("html", "pdf"):
        from regparse.documents.synopsis import render_lineage

        return render_lineage(found, notices, format="pdf" if format == "pdf" else "html")
    if format == "docx":
        raise RegparseError("a Word file holds the changes between two notices; name two")
    say(f"{len(notices)} notices; --format html draws them")
    return tables(found, notices, None if format == "md" else columns())


def _by_date(named: Sequence[Notice]) -> tuple[Notice, ...]:
    """Order notices by their dates, where each has one, and say so when that is not how they were named."""
    days = {one.id for one in named if one.issued_on}
    ordered = sorted(named, key=lambda one: one.issued_on.date if one.issued_on else dt.date.max)
    if len(days) < len(named) or list(named) == ordered:
        return tuple(named)
    say("put in the order of their dates: " + ", ".join(one.id for one in ordered))
    return tuple(ordered)


def tables(found: Lineage, notices: Sequence[Notice], width: int | None) -> str:
    """Give three tables: the notices, the threads of clauses, the threads of norms."""
    names = [one.number or one.notice for one in found.stages]
    stages = [
        (name, str(one.issued_on or "-"), str(one.clauses), str(one.norms), one.title)
        for name, one in zip(names, found.stages, strict=True)
    ]
    norms = {norm.id: norm for one in notices for _, norm in one.provisions()}
    said = [
        (str(norms[thread.name].kind), ", ".join(_acts(norms[thread.name])) or "-", *_steps(thread))
        for thread in found.norms
        if thread.name in norms
    ]
    return "\n\n".join(
        [
            titled("Notices", ("number", "issued", "clauses", "norms", "title"), stages, width),
            titled("Clauses, each with what it comes from", names, [_steps(one) for one in found.clauses], width),
            titled("Norms", ("kind", "act or person", *names), said, width),
        ]
    )


def _acts(norm: Provision) -> list[str]:
    """Give the acts of a norm by code, else whom it binds."""
    acts = [act.code for act in norm.activities if act.code] or [person.code for person in norm.addressees]
    return list(dict.fromkeys(acts))


def _steps(thread: Thread) -> list[str]:
    cells = list[str]()
    for step in thread.steps:
        places = ", ".join(dict.fromkeys(place(one) for one in step.ids)) or "-"
        cells.append(f"{places} ({', '.join(step.labels)})" if step.labels else places)
    return cells
