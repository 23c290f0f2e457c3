"""The corpus: notices that answer to an id, each in one or more editions.

A corpus is a folder with a ``manifest.toml``. One ships with regparse and is only read (:func:`load`); a user's own
stands in the platform's data folder, in ``REGPARSE_CORPUS`` or where the command line says (:func:`folder`), and is set
over it (:meth:`Corpus.over`). This module reads; :mod:`regparse.corpus.collection` writes. It knows files and hashes
and nothing of what stands in them: it parses no notice.

A reference to an entry is ``ID`` (the notice's default edition) or ``ID@EDITION``::

    yinfa-2026-42
    yinfa-2026-42@en-press
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from regparse.errors import CorpusError
from regparse.files import resources
from regparse.notation.expressions import expression

VARIABLE = "REGPARSE_CORPUS"
FOLDER: ContextVar[Path | None] = ContextVar("FOLDER", default=None)
"""The folder of the user's corpus, where the caller names one: before ``REGPARSE_CORPUS``."""

_NAME = expression(r"\w[\w-]*\Z")
_RESERVED = expression(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")  # names that Windows keeps for devices
_LONGEST = 200
"""Most bytes of an id or the name of an edition: they become names of files."""
_TRIALS = 20
"""Most times that an edition is read anew because another process keeps replacing it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of a notice.

    ``path`` is its file, ``sha256`` what the manifest says of the file's bytes, ``origin`` the name the file had,
    ``url`` and ``retrieved`` where it came from and when. ``shipped`` editions are only read.
    """

    notice: str
    name: str
    language: str
    path: Path
    sha256: str
    note: str
    gold: Path | None = None
    origin: str | None = None
    media_type: str | None = None
    url: str | None = None
    retrieved: dt.date | None = None
    shipped: bool = False

    @property
    def ref(self) -> str:
        """The reference that names this edition: ``ID@EDITION``."""
        return f"{self.notice}@{self.name}"

    def read(self) -> bytes:
        """Give the file's bytes.

        Raises CorpusError when the file is missing or is not the one the manifest describes.
        """
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise CorpusError("text-unreadable", ref=self.ref, path=self.path, why=error.strerror) from error
        found = hashlib.sha256(data).hexdigest()
        if found != self.sha256:
            raise CorpusError("text-changed", ref=self.ref, file=self.path.name, found=found, listed=self.sha256)
        return data


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice of the corpus. ``alignments`` maps an older notice's id to a reader's judgement of its clauses."""

    id: str
    default: str
    editions: Mapping[str, Edition]
    alignments: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The entries of one corpus by notice id, in the manifest's order."""

    root: Path
    entries: Mapping[str, Entry]

    def __contains__(self, ref: str) -> bool:
        notice, _, edition = ref.partition("@")
        entry = self.entries.get(notice)
        return entry is not None and (edition in entry.editions if "@" in ref else True)

    def get(self, ref: str) -> Edition:
        """Give the edition that ``ID`` or ``ID@EDITION`` names.

        Raises CorpusError, with the nearest id, when there is none.
        """
        notice, at, name = ref.partition("@")
        entry = self.entries.get(notice)
        if entry is None:
            near = get_close_matches(notice.lower(), self.entries, n=1, cutoff=0.5)
            known = () if near else tuple(self.entries)
            raise CorpusError("not-in-corpus", notice=notice, near=tuple(near), known=known)
        edition = entry.editions.get(name if at else entry.default)
        if edition is None:
            raise CorpusError("no-edition", edition=name, notice=notice, known=tuple(entry.editions))
        return edition

    def others(self, edition: Edition) -> tuple[Edition, ...]:
        """Give the other editions of the same notice, in the manifest's order."""
        return tuple(e for e in self.entries[edition.notice].editions.values() if e.name != edition.name)

    def defaults(self) -> tuple[Edition, ...]:
        """Give the default edition of every notice, in the manifest's order."""
        return tuple(entry.editions[entry.default] for entry in self.entries.values())

    def editions(self) -> tuple[Edition, ...]:
        """Give every edition of every notice, in the manifest's order."""
        return tuple(edition for entry in self.entries.values() for edition in entry.editions.values())

    def over(self, base: Corpus) -> Corpus:
        """Give ``base`` with this corpus over it.

        An entry of both has the default of ``base`` and the editions of both, the own ones behind; where both have an
        edition of one name it is the own one.
        """
        entries = dict(base.entries)
        for notice, own in self.entries.items():
            below = entries.get(notice)
            entries[notice] = (
                own
                if below is None
                else replace(
                    below,
                    editions={**below.editions, **own.editions},
                    alignments={**below.alignments, **own.alignments},
                )
            )
        return Corpus(self.root, entries)

    def verify(self) -> tuple[CorpusError, ...]:
        """Return an error for each file that is missing or is not what the manifest says; none when all is well."""
        return tuple(fault for edition in self.editions() if (fault := self._wrong(edition)))

    def _wrong(self, edition: Edition) -> CorpusError | None:
        """Say what is wrong with an edition; nothing when another process has just replaced or removed it."""
        for _ in range(_TRIALS):
            try:
                edition.read()
                return None
            except CorpusError as error:
                fault = error
            if edition.shipped:
                return fault
            try:
                entry = load(self.root).entries.get(edition.notice)
            except CorpusError:
                return fault
            fresh = entry.editions.get(edition.name) if entry else None
            if fresh is None:
                return None
            if fresh == edition:
                return fault
            edition = fresh
        return fault


def folder() -> Path:
    """Give the folder of the user's corpus, which need not be there.

    It is the one the caller names (``FOLDER``), else that in the environment, else one in the platform's data folder.
    """
    named = FOLDER.get() or (Path(said) if (said := os.environ.get(VARIABLE, "")).strip() else None)
    if named:
        return named.expanduser().absolute()
    return data_folder() / "corpus"


def data_folder() -> Path:
    """Give the folder in which the platform keeps regparse's data."""
    from platformdirs import user_data_path

    return user_data_path("regparse", appauthor=False)


def load(root: Path | None = None) -> Corpus:
    """Give the corpus in the folder ``root``, or the one that ships with regparse.

    Raises CorpusError when the manifest is missing, is no TOML, lacks a field, or names a file outside the folder.
    """
    shipped = root is None
    root = root or resources.folder("corpus")
    entries: dict[str, Entry] = {}
    try:
        for row in rows(root):
            entry = _entry(root, row, shipped=shipped)
            if entry.id in entries:
                raise CorpusError("listed-twice", path=root / MANIFEST, notice=entry.id)
            entries[entry.id] = entry
    except KeyError as error:
        raise CorpusError("entry-lacks", path=root / MANIFEST, field=error) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise CorpusError("entry-wrong", path=root / MANIFEST, why=error) from error
    return Corpus(root, entries)


MANIFEST = "manifest.toml"


def rows(root: Path) -> list[dict[str, Any]]:
    """Give the entries of a manifest as they stand there.

    Raises CorpusError when the manifest is missing or no TOML.
    """
    manifest = root / MANIFEST
    try:
        data = tomllib.loads(manifest.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError("unreadable", path=manifest, why=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError("not-toml", path=manifest, why=error) from error
    return list(data.get("notice", []))


def check_name(what: str, name: str) -> str:
    """Give ``name`` back when it can stand in an id and name a file on every system.

    Raises CorpusError when it has a separator, a dot, a blank or a capital in it, is too long, or is a device's name.
    """
    good = _NAME.match(name) and name == name.lower() and len(name.encode()) <= _LONGEST and not _RESERVED.match(name)
    if not good:
        raise CorpusError("bad-name", name=name[:80], what=what)
    return name


def _entry(root: Path, row: dict[str, Any], *, shipped: bool) -> Entry:
    notice = check_name("notice", row["id"])
    editions = {
        e["name"]: Edition(
            notice=notice,
            name=check_name("edition", e["name"]),
            language=e["language"],
            path=inside(root, e["file"]),
            sha256=e["sha256"],
            note=e["note"],
            gold=inside(root, e["gold"]) if "gold" in e else None,
            origin=e.get("origin"),
            media_type=e.get("media_type"),
            url=e.get("url"),
            retrieved=_date(e.get("retrieved")),
            shipped=shipped,
        )
        for e in row["edition"]
    }
    if row["default"] not in editions:
        raise CorpusError("default-missing", notice=notice, edition=row["default"])
    alignments = {a["old"]: inside(root, a["file"]) for a in row.get("alignment", [])}
    return Entry(notice, row["default"], editions, alignments)


def _date(value: object) -> dt.date | None:
    if value is not None and not isinstance(value, dt.date):
        raise TypeError(f"{value!r} is no date")
    return value


def inside(root: Path, name: str) -> Path:
    """Give the path of a file of the corpus, links followed.

    Raises CorpusError when it lies outside the folder.
    """
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise CorpusError("outside-corpus", path=name, root=root)
    return path
