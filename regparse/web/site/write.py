"""Write the site as files that open from disk, and can be mailed or put on an intranet."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from regparse.documents.synopsis.view import WAYS
from regparse.errors import WriteError
from regparse.lexicon import agencies as lexicon
from regparse.store import Store, current
from regparse.version import __version__
from regparse.web.site import agency, comparison, problems, render, search, table
from regparse.web.site.pages import Addresses, Page, other, path
from regparse.web.site.shelf import Shelf
from regparse.web.site.view import plain
from regparse.web.site.words import TONGUES, Tongue, load

MARK = ".regparse-site"
"""A file that says that a folder was written here, and may be written anew."""


def write_site(folder: str | os.PathLike[str], store: Store | str | os.PathLike[str] | None = None) -> int:
    """Write the site of a store into a folder, whole or not at all, and give the number of its pages.

    ``store`` is an open store or the path of one; without it the user's own, else the corpus. The same store gives the
    same bytes. A folder that this function wrote before is replaced.

    Raises WriteError when the folder holds something else or cannot be written, StoreError when there is no store.
    """
    target = Path(os.path.realpath(folder))  # a link to a folder stays one
    if target.exists() and not _ours(target):
        raise WriteError("not-a-site", path=target)
    if isinstance(store, Store):
        return _write(target, store)
    with current(Path(store) if store is not None else None) as opened:
        return _write(target, opened)


def _ours(target: Path) -> bool:
    return target.is_dir() and ((target / MARK).is_file() or not any(target.iterdir()))


def _write(target: Path, store: Store) -> int:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    except OSError as error:
        raise WriteError("unwritable", path=target, why=error.strerror) from error
    try:
        count = 0
        for name, data in files(store):
            file = part / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            count += name.endswith(".html")
        part.chmod(_mode(target))  # mkdtemp's folders are private
        _put(part, target)
    except OSError as error:
        raise WriteError("unwritable", path=target, why=error.strerror) from error
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(part)
    return count


def _mode(target: Path) -> int:
    """Return the permissions of the folder that stands there; without one those that the system gives a new one."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode) & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o777 & ~umask


def _put(part: Path, target: Path) -> None:
    """Put a site in the place of the one that stands there: between two renamings there is none, and never a half.

    Where the second renaming fails the old one is put back, and the error is raised.
    """
    if not target.exists():
        part.replace(target)
        return
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    try:
        target.replace(aside / "old")
        try:
            part.replace(target)
        except OSError:
            (aside / "old").replace(target)
            raise
    except OSError:
        with contextlib.suppress(OSError):
            aside.rmdir()  # unless it keeps what could not be put back
        raise
    shutil.rmtree(aside, ignore_errors=True)


def files(store: Store) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site: its path, its bytes."""
    shelf = Shelf(store)
    pages = tuple(_pages(shelf))
    known = frozenset(pages)
    yield MARK, f"regparse {__version__}\n".encode()
    yield "index.html", render.page("start", Addresses("en", Page("search"))).encode()
    for name in render.ASSETS:
        yield name, render.asset(name)
    data = json.dumps(table.table(shelf), ensure_ascii=False, separators=(",", ":"))
    yield "data.js", f"globalThis.regparse=JSON.parse({_literal(data)});\n".encode()
    for lang in TONGUES:
        for page in pages:
            at = Addresses(lang, page, known=known, twin=shelf.twin(page, other(lang)))
            yield f"{lang}/{path(page)}", _page(shelf, page, lang, at).encode()


def _literal(text: str) -> str:
    """Give a string of JavaScript: JSON, but for two line ends and what ends a script."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("</", "<\\/")
    )


def _pages(shelf: Shelf) -> Iterator[Page]:
    """Give every page once, in one language."""
    yield from (Page("search"), Page("agencies"), Page("comparisons"), Page("problems"))
    known = {one.code for one in lexicon.load()}
    yield from (Page("agency", (code,)) for code in agency.codes(shelf) if code in known)
    yield from (Page("notice", (key,)) for key in shelf.texts)
    yield from (Page("beside", (key.partition("@")[0], key)) for key in shelf.texts if "@" in key)
    for pair in shelf.pairs:
        yield from (Page("comparison", pair, "" if way == "side" else way) for way in WAYS)
    yield from (Page("lineage", (end,)) for end in shelf.ends())


def _page(shelf: Shelf, page: Page, lang: Tongue, at: Addresses) -> str:
    words = load(lang)
    match page.kind:
        case "search":
            view: object = search.SearchPage(
                question=search.Question(),
                static=True,
                counted=words.count("norms_here", shelf.ask(lang).total),
                hits=(),
                facets=search.facets(table.counts(shelf, lang), search.Question(), words, None),
                hints=(),
                notices=search.listed(shelf, words, at),
                previous="",
                following="",
                fault="",
            )
        case "comparison":
            view = comparison.view(shelf, page, words, at)
        case "problems":
            view = problems.view(shelf, words, at)
        case _:
            view = plain(shelf, page, words, at)
    return render.page(page.kind, at, view=view)
