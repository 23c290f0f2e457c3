"""The corpus: notices that answer to an id, each in one or more editions.

A corpus is a folder with a ``manifest.toml``; the one that ships with regparse is found by :func:`load`. This module
knows files and hashes and nothing of what stands in them: it parses no notice.

A reference to an entry is ``ID`` (the notice's default edition) or ``ID@EDITION``::

    yinfa-2026-42
    yinfa-2026-42@en-press
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from regparse import resources
from regparse.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of a notice. ``path`` is its file, ``sha256`` what the manifest says of the file's bytes."""

    notice: str
    name: str
    language: str
    path: Path
    sha256: str
    note: str
    gold: Path | None = None

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
            raise CorpusError(f"{self.ref}: cannot read {self.path}: {error.strerror}") from error
        found = hashlib.sha256(data).hexdigest()
        if found != self.sha256:
            raise CorpusError(
                f"{self.ref}: {self.path.name} has changed: its sha256 is {found}, the manifest says {self.sha256}"
            )
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
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(self.entries)}."
            raise CorpusError(f"no notice {notice!r} in the corpus; {hint} To read a file, give its path.")
        edition = entry.editions.get(name if at else entry.default)
        if edition is None:
            raise CorpusError(f"no edition {name!r} of {notice}; it has {', '.join(entry.editions)}.")
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

    def verify(self) -> tuple[str, ...]:
        """Give one sentence for each file that is missing or is not what the manifest says; none when all is well."""
        wrong = []
        for edition in self.editions():
            try:
                edition.read()
            except CorpusError as error:
                wrong.append(str(error))
        return tuple(wrong)


def load(root: Path | None = None) -> Corpus:
    """Give the corpus in the folder ``root``, or the one that ships with regparse.

    Raises CorpusError when the manifest is missing, is no TOML, lacks a field, or names a file outside the folder.
    """
    root = root or resources.folder("corpus")
    manifest = root / "manifest.toml"
    try:
        data = tomllib.loads(manifest.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(f"cannot read {manifest}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{manifest} is no TOML: {error}") from error
    entries: dict[str, Entry] = {}
    try:
        for row in data.get("notice", []):
            entry = _entry(root, row)
            if entry.id in entries:
                raise CorpusError(f"{manifest} lists {entry.id} twice")
            entries[entry.id] = entry
    except KeyError as error:
        raise CorpusError(f"{manifest}: an entry lacks the field {error}") from error
    return Corpus(root, entries)


def _entry(root: Path, row: dict[str, Any]) -> Entry:
    notice = row["id"]
    editions = {
        e["name"]: Edition(
            notice=notice,
            name=e["name"],
            language=e["language"],
            path=_inside(root, e["file"]),
            sha256=e["sha256"],
            note=e["note"],
            gold=_inside(root, e["gold"]) if "gold" in e else None,
        )
        for e in row["edition"]
    }
    if row["default"] not in editions:
        raise CorpusError(f"{notice}: the default edition {row['default']!r} is not among its editions")
    alignments = {a["old"]: _inside(root, a["file"]) for a in row.get("alignment", [])}
    return Entry(notice, row["default"], editions, alignments)


def _inside(root: Path, name: str) -> Path:
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise CorpusError(f"{name!r} lies outside the corpus folder {root}")
    return path
