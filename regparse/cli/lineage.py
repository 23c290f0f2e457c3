"""A lineage of notices as tables, as JSON or as pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from regparse.cli.language import comma, name, tell
from regparse.cli.terminal import columns, titled
from regparse.comparison import compare, trace
from regparse.corpus import sources
from regparse.documents.synopsis.lineage import place
from regparse.errors import RegparseError
from regparse.model import Language, Notice, Provision
from regparse.model.comparison import Lineage, Thread
from regparse.wording import text


def show(named: Sequence[Notice], format: str, language: Language, *, narrowed: bool) -> str | bytes:
    """Return the lineage of the notices that were named, by their dates.

    Raises RegparseError when one notice repeals none of the corpus, or when something was asked for that only a
    comparison of two has.
    """
    if narrowed:
        raise RegparseError("lineage-option", example=tuple(one.id for one in named[-2:]))
    notices = _by_date(named, language)
    if len(notices) < 2:
        raise RegparseError("repeals-none", notice=notices[0].id)
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
        raise RegparseError("word-of-two")
    tell(language, "lineage-drawn", n=len(notices))
    return tables(found, notices, None if format == "md" else columns(), language)


def _by_date(named: Sequence[Notice], language: Language) -> tuple[Notice, ...]:
    """Order notices by their dates, where each has one, and say so when that is not how they were named."""
    days = {one.id for one in named if one.issued_on}
    ordered = sorted(named, key=lambda one: one.issued_on.date if one.issued_on else dt.date.max)
    if len(days) < len(named) or list(named) == ordered:
        return tuple(named)
    tell(language, "reordered", notices=tuple(one.id for one in ordered))
    return tuple(ordered)


def tables(found: Lineage, notices: Sequence[Notice], width: int | None, language: Language) -> str:
    """Return three tables: the notices, the threads of clauses, the threads of norms."""
    names = [one.number or one.notice for one in found.stages]
    stages = [
        (name, str(one.issued_on or "-"), str(one.clauses), str(one.norms), one.title)
        for name, one in zip(names, found.stages, strict=True)
    ]
    norms = {norm.id: norm for one in notices for _, norm in one.provisions()}
    said = [
        (
            name(language, "kind", norms[thread.name].kind),
            comma(language).join(_acts(norms[thread.name], language)) or "-",
            *_steps(thread, language),
        )
        for thread in found.norms
        if thread.name in norms
    ]

    def word(key: str) -> str:
        return text(f"cli.lineage.{key}", language)

    head = tuple(map(word, ("number", "issued", "clause-count", "provision-count", "title")))
    return "\n\n".join(
        [
            titled(word("notices"), head, stages, width),
            titled(word("clauses"), names, [_steps(one, language) for one in found.clauses], width),
            titled(word("provisions"), (word("kind"), word("act"), *names), said, width),
        ]
    )


def _acts(norm: Provision, language: Language) -> list[str]:
    """Return the acts of a norm by code, else whom it binds."""
    acts = [name(language, "activity", act.code) for act in norm.activities if act.code]
    acts = acts or [name(language, "addressee", person.code) for person in norm.addressees]
    return list(dict.fromkeys(acts))


def _steps(thread: Thread, language: Language) -> list[str]:
    cells = list[str]()
    for step in thread.steps:
        places = ", ".join(dict.fromkeys(place(one) for one in step.ids)) or "-"
        labels = comma(language).join(name(language, "change", label) for label in step.labels)
        cells.append(f"{places} ({labels})" if labels else places)
    return cells
