"""What a lawyer says about a notice, from a file beside it: opinions, kept apart from what is computed.

The file is TOML and stands beside the notice under its name (``en.remarks.toml`` for ``en.txt``), with one table for
each remark::

    [[remark]]
    on = "yinfa-2026-42/9"          # a clause, or a norm: "yinfa-2026-42/9#2"; in --notes "9" will do
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

from regparse.errors import ReadError
from regparse.model import Notice, ids
from regparse.model.comparison import Remark

SUFFIX = ".remarks.toml"


def beside(path: Path, notice: str) -> tuple[Remark, ...]:
    """Give the remarks beside the file of a notice: in ``en.remarks.toml`` for ``en.txt``, and in that of its id.

    Raises ReadError as :func:`load` does.
    """
    files = dict.fromkeys((path.with_name(path.stem + SUFFIX), path.with_name(notice + SUFFIX)))
    return tuple(remark for file in files for remark in load(file))


def load(path: Path) -> tuple[Remark, ...]:
    """Read a file of remarks, in its order; none where there is no file.

    Raises ReadError when it cannot be read, is no TOML, or a remark lacks what it must have: on what, by whom, when,
    the words.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ReadError("remarks-unreadable", path=path, why=reason) from error
    rows = table.pop("remark", [])
    if table:
        raise ReadError("remarks-table", path=path, table=min(table))
    if not isinstance(rows, list):
        raise ReadError("remarks-brackets", path=path)
    return tuple(_remark(row, f"{path}, remark {n}") for n, row in enumerate(rows, start=1))


def _remark(row: object, where: str) -> Remark:
    """Check one table; whatever is wrong with it is said at once."""
    try:
        remark = Remark.model_validate(row)
    except ValidationError as error:
        raise ReadError("remark-fields", where=where, example=_EXAMPLE, **_faults(error)) from error
    blank = [name for name in ("on", "author", "text") if not getattr(remark, name).strip()]
    if blank:
        raise ReadError("remark-empty", where=where, fields=tuple(blank))
    try:
        ids.parse(remark.on)
    except ValueError as error:
        raise ReadError("remark-place", where=where, why=error) from error
    return remark


_EXAMPLE = 'on = "yinfa-2026-42/6", author = "A. Example", date = 2026-02-10, text = "…"'


def _faults(error: ValidationError) -> dict[str, tuple[str, ...]]:
    """Return the fields that are wrong by what is wrong with them; faults of another sort as pydantic words them."""
    faults: dict[str, list[str]] = {"missing": [], "days": [], "unknown": [], "others": []}
    for one in error.errors():
        name = ".".join(map(str, one["loc"]))
        if one["type"] == "missing":
            faults["missing"].append(name)
        elif one["type"].startswith("date"):
            faults["days"].append(name)
        elif one["type"] == "extra_forbidden":
            faults["unknown"].append(name)
        else:
            faults["others"].append(f"{name}: {one['msg']}" if name else one["msg"])
    return {sort: tuple(names) for sort, names in faults.items()}


def about(remarks: Iterable[Remark], *notices: Notice) -> tuple[Remark, ...]:
    """Give the remarks on the notices, their clauses and norms, in the order of ids; others are left out."""
    there = {clause.id for n in notices for clause in n.walk()} | {
        norm.id for n in notices for _, norm in n.provisions()
    }
    named = {n.id for n in notices} | there
    found = (remark for remark in remarks if remark.on in named)
    return tuple(sorted(found, key=lambda remark: (ids.sort_key(remark.on), remark.date, remark.author, remark.text)))
