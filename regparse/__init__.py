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

from regparse.version import __version__ as __version__

if TYPE_CHECKING:
    from regparse.batch import run_batch as run_batch
    from regparse.comparison import compare as compare
    from regparse.comparison import compare_editions as compare_editions
    from regparse.comparison import trace as trace
    from regparse.corpus.catalogue import load as open_corpus
    from regparse.corpus.sources import other_editions as other_editions
    from regparse.corpus.sources import parse as parse
    from regparse.corpus.sources import parse_file as parse_file
    from regparse.corpus.sources import parse_text as parse_text
    from regparse.corpus.sources import replaced as replaced
    from regparse.documents.brief import render_brief as render_brief
    from regparse.documents.synopsis import render_comparison as render_comparison
    from regparse.documents.synopsis import render_lineage as render_lineage
    from regparse.exports import export as export
    from regparse.exports import read_notice as read_notice
    from regparse.store.database import open_store as open_store
    from regparse.store.narrowing import narrow as narrow
    from regparse.store.query import query as query
    from regparse.web.site.write import write_site as write_site

_VERBS = {
    "compare": ("regparse.comparison", "compare"),
    "compare_editions": ("regparse.comparison", "compare_editions"),
    "trace": ("regparse.comparison", "trace"),
    "export": ("regparse.exports", "export"),
    "narrow": ("regparse.store.narrowing", "narrow"),
    "open_corpus": ("regparse.corpus.catalogue", "load"),
    "other_editions": ("regparse.corpus.sources", "other_editions"),
    "parse": ("regparse.corpus.sources", "parse"),
    "parse_file": ("regparse.corpus.sources", "parse_file"),
    "parse_text": ("regparse.corpus.sources", "parse_text"),
    "open_store": ("regparse.store.database", "open_store"),
    "query": ("regparse.store.query", "query"),
    "read_notice": ("regparse.exports", "read_notice"),
    "render_brief": ("regparse.documents.brief", "render_brief"),
    "render_comparison": ("regparse.documents.synopsis", "render_comparison"),
    "render_lineage": ("regparse.documents.synopsis", "render_lineage"),
    "run_batch": ("regparse.batch", "run_batch"),
    "replaced": ("regparse.corpus.sources", "replaced"),
    "write_site": ("regparse.web.site.write", "write_site"),
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
    "parse_file",
    "parse_text",
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
