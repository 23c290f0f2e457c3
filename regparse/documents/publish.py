"""Make the brief of a notice, with whatever the corpus has to set beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from regparse.comparison import compare, compare_editions
from regparse.corpus import sources
from regparse.documents.brief import Extent, Format, Lang, render_brief
from regparse.documents.typeset import PLAIN, Style
from regparse.files import atomic
from regparse.model import Language, Notice
from regparse.model.comparison import Comparison, EditionFact, Remark


class Published(NamedTuple):
    """What was read, what it was compared with, and where the brief is; ``path`` is None when it was not written."""

    notice: Notice
    against: Notice | None
    comparison: Comparison | None
    other_edition: Notice | None
    editions: tuple[EditionFact, ...]
    path: Path | None
    data: bytes
    further: tuple[tuple[Notice, tuple[EditionFact, ...]], ...] = ()


def publish(
    notice: Notice,
    *,
    against: Notice | None = None,
    format: Format = "pdf",
    audience: str | None = None,
    extent: Extent = "short",
    lang: Lang = "en",
    notes: Sequence[Remark] = (),
    style: Style = PLAIN,
    stage: Callable[[str], None] = lambda _stage: None,
    output: str | os.PathLike[str] | None = None,
) -> Published:
    """Render the brief of ``notice`` and write it to ``output``; ``reports/<id>.<format>`` when that is None.

    The brief of one audience is ``reports/<id>.<audience>.<format>``. ``audience``, ``extent``, ``lang``, ``notes``
    and ``style`` are as for :func:`regparse.render_brief`; ``stage`` is told what is being done.
    ``against`` is the older notice; without one, the notice that this one repeals is taken where the corpus has it.
    Where the corpus has other editions of the notice, the facts on which each of them differs from it are an annex;
    ``further`` are the second of them and those after it.
    An ``output`` of ``-`` writes nothing: the caller has the bytes.

    Raises RenderError when the brief cannot be rendered, WriteError when it cannot be written.
    """
    stage("reading the notices")
    against = against or sources.replaced(notice)
    if against and against.language != notice.language:
        against = text_in(against, notice.language)
    lineage = (*sources.chain(against), notice) if against and extent == "full" else (notice,)
    nearer = (*sources.originals(against), *sources.originals(notice)) if against else ()
    stage("comparing")
    comparison = compare(against, notice, originals=nearer) if against else None
    beside = sources.other_editions(notice) if extent == "full" or lang == "both" else ()
    pairs = tuple((one, tuple(compare_editions(notice, one))) for one in beside)
    other, editions = pairs[0] if pairs else (None, ())
    stage("laying out")
    data = render_brief(
        notice,
        against=against,
        comparison=comparison,
        editions=editions,
        other_edition=other,
        originals=nearer,
        lineage=lineage,
        audience=audience,
        extent=extent,
        lang=lang,
        notes=notes,
        further=pairs[1:],
        style=style,
        format=format,
    )
    path = None
    if output != "-":
        name = f"{notice.id}.{audience}" if audience else notice.id
        path = Path(output) if output else Path("reports") / f"{name}.{format}"
        stage("writing")
        atomic.write(path, data)
    return Published(notice, against, comparison, other, editions, path, data, pairs[1:])


def text_in(notice: Notice, language: Language) -> Notice:
    """Give the text of a notice in a language where the corpus has one, else the notice itself."""
    if notice.language == language:
        return notice
    return next((one for one in sources.other_editions(notice) if one.language == language), notice)
