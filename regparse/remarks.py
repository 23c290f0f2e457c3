"""What a lawyer says about a notice, from a file beside it: opinions, kept apart from what is computed.

The file is TOML and stands beside the notice under its name (``en.remarks.toml`` for ``en.txt``), with one table for
each remark::

    [[remark]]
    on = "yinfa-2026-42/9"          # a clause, or a norm: "yinfa-2026-42/9#2"
    author = "A. Example"
    date = 2026-02-10
    materiality = "high"            # high, medium or low; may be left out
    text = "New projects stop on the day of issue."
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from regparse import ids
from regparse.comparison import Remark
from regparse.errors import ReadError
from regparse.model import Notice

SUFFIX = ".remarks.toml"


def beside(path: Path, notice: str) -> tuple[Remark, ...]:
    """Give the remarks beside the file of a notice: in ``en.remarks.toml`` for ``en.txt``, and in that of its id.

    Raises ReadError as :func:`load` does.
    """
    files = dict.fromkeys((path.with_name(path.stem + SUFFIX), path.with_name(notice + SUFFIX)))
    return tuple(remark for file in files for remark in load(file))


def load(path: Path) -> tuple[Remark, ...]:
    """Read a file of remarks, in its order; none where there is no file.

    Raises ReadError when it cannot be read, is no TOML, or a remark lacks what it must have: on what, by whom, when.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found = tuple(Remark.model_validate(row) for row in table.pop("remark", []))
        for remark in found:
            ids.parse(remark.on)
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ReadError(f"{path}: {_said(error)}") from error
    if table:
        raise ReadError(f"{path}: unknown table {min(table)!r}; remarks stand under [[remark]]")
    return found


def _said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"a remark is wrong: {'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


def about(remarks: Iterable[Remark], *notices: Notice) -> tuple[Remark, ...]:
    """Give the remarks on the notices, their clauses and norms, in the order of ids; others are left out."""
    there = {clause.id for n in notices for clause in n.walk()} | {
        norm.id for n in notices for _, norm in n.provisions()
    }
    named = {n.id for n in notices} | there
    found = (remark for remark in remarks if remark.on in named)
    return tuple(sorted(found, key=lambda remark: (ids.sort_key(remark.on), remark.date, remark.author, remark.text)))
