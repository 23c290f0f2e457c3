"""Make the brief of a notice, with whatever the corpus has to set beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NamedTuple

from regparse import atomic, sources
from regparse.brief import render_brief
from regparse.compare import compare, compare_editions
from regparse.comparison import Comparison, EditionFact
from regparse.model import Notice


class Published(NamedTuple):
    """What was read, what it was compared with, and where the brief is; ``path`` is None when it was not written."""

    notice: Notice
    against: Notice | None
    comparison: Comparison | None
    other_edition: Notice | None
    editions: tuple[EditionFact, ...]
    path: Path | None
    data: bytes


def publish(
    notice: Notice,
    *,
    against: Notice | None = None,
    format: Literal["pdf", "html"] = "pdf",
    output: str | os.PathLike[str] | None = None,
) -> Published:
    """Render the brief of ``notice`` and write it to ``output``; ``reports/<id>.<format>`` when that is None.

    ``against`` is the older notice; without one, the notice that this one repeals is taken where the corpus has it.
    Where the corpus has another edition of the notice, the facts that stand in one only are part of the brief.
    An ``output`` of ``-`` writes nothing: the caller has the bytes.

    Raises RenderError when the brief cannot be rendered, WriteError when it cannot be written.
    """
    against = against or sources.replaced(notice)
    nearer = (*sources.originals(against), *sources.originals(notice)) if against else ()
    comparison = compare(against, notice, originals=nearer) if against else None
    other = next(iter(sources.other_editions(notice)), None)
    editions = tuple(compare_editions(notice, other)) if other else ()
    data = render_brief(
        notice,
        against=against,
        comparison=comparison,
        editions=editions,
        other_edition=other,
        originals=nearer,
        format=format,
    )
    path = None
    if output != "-":
        path = Path(output) if output else Path("reports") / f"{notice.id}.{format}"
        atomic.write(path, data)
    return Published(notice, against, comparison, other, editions, path, data)
