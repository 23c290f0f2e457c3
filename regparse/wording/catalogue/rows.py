"""The rows of the catalogue, read from its TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from regparse.model import Language

_FOLDER = Path(__file__).resolve().parent


class Row(NamedTuple):
    """One thing in both languages."""

    en: str
    zh: str

    def said(self, language: Language) -> str:
        """Return it in a language."""
        return self.zh if language == "zh" else self.en


@cache
def sections() -> tuple[str, ...]:
    """Return the names of all sections, in order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def rows(section: str) -> Mapping[str, Row]:
    """Return the rows of a section by key, nested ones with a dot. Read once a process.

    Raises FileNotFoundError when there is no such section, and ValueError when a row is not in both languages.
    """
    table = tomllib.loads((_FOLDER / f"{section}.toml").read_text(encoding="utf-8"))
    return dict(_walk(table, section))


def _walk(table: Mapping[str, Any], section: str, above: str = "") -> Iterator[tuple[str, Row]]:
    for name, value in table.items():
        key = f"{above}{name}"
        if isinstance(value, str):
            if not above or name not in {"en", "zh"}:
                raise ValueError(f"{section}.toml: {key} is no row: it needs en and zh")
            continue
        words = [name for name in ("en", "zh") if isinstance(value.get(name), str)]
        if words:
            if len(words) < 2:
                raise ValueError(f"{section}.toml: {key} is not in both languages")
            yield key, Row(value["en"], value["zh"])
        yield from _walk(value, section, f"{key}.")
