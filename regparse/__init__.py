"""regparse turns a Chinese financial regulator's notice into structured provisions, a comparison and a brief.

    >>> import regparse
    >>> notice = regparse.parse("yinfa-2026-42")          # a corpus id, a path, a text or bytes
    >>> notice.clauses[8].id
    'yinfa-2026-42/9'
    >>> old = regparse.parse("yinfa-2021-237")
    >>> comparison = regparse.compare(old, notice)
    >>> html = regparse.render_brief(notice, against=old, comparison=comparison, format="html")
    >>> regparse.read_notice(regparse.export(notice, "akn")) == notice
    True

These are all the public verbs; the types they take and give are in :mod:`regparse.model`, what they raise in
:mod:`regparse.errors`. What a verb needs is imported when it is first used, so that ``import regparse`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Bound at once: this verb is also the name of a folder, which would take its place when it is first imported.
from regparse.compare import compare as compare
from regparse.compare import compare_editions as compare_editions
from regparse.compare import trace as trace
from regparse.version import __version__ as __version__

if TYPE_CHECKING:
    from regparse.batch import run_batch as run_batch
    from regparse.brief import render_brief as render_brief
    from regparse.corpus import load as open_corpus
    from regparse.exports import export as export
    from regparse.exports import read_notice as read_notice
    from regparse.narrowing import narrow as narrow
    from regparse.site.write import write_site as write_site
    from regparse.sources import other_editions as other_editions
    from regparse.sources import parse as parse
    from regparse.sources import replaced as replaced
    from regparse.store.database import open_store as open_store
    from regparse.store.query import query as query
    from regparse.synopsis import render_comparison as render_comparison
    from regparse.synopsis import render_lineage as render_lineage

_VERBS = {
    "export": ("regparse.exports", "export"),
    "narrow": ("regparse.narrowing", "narrow"),
    "open_corpus": ("regparse.corpus", "load"),
    "other_editions": ("regparse.sources", "other_editions"),
    "parse": ("regparse.sources", "parse"),
    "open_store": ("regparse.store.database", "open_store"),
    "query": ("regparse.store.query", "query"),
    "read_notice": ("regparse.exports", "read_notice"),
    "render_brief": ("regparse.brief", "render_brief"),
    "render_comparison": ("regparse.synopsis", "render_comparison"),
    "render_lineage": ("regparse.synopsis", "render_lineage"),
    "run_batch": ("regparse.batch", "run_batch"),
    "replaced": ("regparse.sources", "replaced"),
    "write_site": ("regparse.site.write", "write_site"),
}

__all__ = [
    "__version__",
    "compare",
    "compare_editions",
    "export",
    "narrow",
    "open_corpus",
    "open_store",
    "other_editions",
    "parse",
    "query",
    "read_notice",
    "render_brief",
    "render_comparison",
    "render_lineage",
    "replaced",
    "run_batch",
    "trace",
    "write_site",
]


def __getattr__(name: str) -> Any:
    """Import a verb when it is first asked for."""
    if name not in _VERBS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _VERBS[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    """List the verbs, imported or not."""
    return sorted(__all__)
