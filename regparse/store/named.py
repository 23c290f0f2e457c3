"""What words name by themselves: a notice by its number, a body by its code or a name. Both are found as words too."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple
from unicodedata import normalize

from regparse.lexicon import agencies, tables
from regparse.model import Params
from regparse.notation.expressions import expression
from regparse.store.answer import Hint

LONGEST = 200
"""Most characters of a name: nothing longer is looked up."""

_RUN = expression(r"\d+|[^\W\d_]+")
_IDLE = frozenset({"no", "nos", "号", "第", "年"})
_ID = expression(r"(?P<code>.+?)-(?P<number>(?:\d{4}-)?\d+)")


class Named(NamedTuple):
    """A notice or a body that words name: its id or code, the message that says so, and the command that shows it."""

    sort: Literal["notice", "agency"]
    code: str
    message: Hint
    command: str


def named(conn: sqlite3.Connection, words: str, known: Mapping[str, Sequence[str]] | None = None) -> tuple[Named, ...]:
    """Give what words name: the notices of a number or an id, then the body of a code or a name.

    ``known`` are the :func:`numbers` of the store, where they are at hand.
    """
    said = words.strip().strip('"“”').strip()
    if not said or len(said) > LONGEST:
        return ()
    key = number_key(said)
    ids = (numbers(conn) if known is None else known).get(key, ()) if key else ()
    found = [
        Named("notice", one, _hint("notice-named", said, one), shlex.join(["regparse", "show", one])) for one in ids
    ]
    bodies = agencies.load()
    if code := bodies.lookup(said):
        command = shlex.join(["regparse", "query", "--agency", code])
        found.append(Named("agency", code, _hint("agency-named", said, code), command))
    return tuple(found)


def _hint(code: str, name: str, named: str) -> Hint:
    return Hint(code=code, params=Params(name=name, code=named))


def numbers(conn: sqlite3.Connection) -> dict[str, list[str]]:
    """Give the ids of the notices by their numbers, as :func:`number_key` writes them: as printed, as the id has them,
    and in the other forms of the issuer's code.
    """
    forms = tables.load("instruments").get("number", {})
    found: dict[str, dict[str, None]] = {}
    for notice, number in conn.execute("SELECT DISTINCT notice, number FROM text ORDER BY notice, number"):
        row = _ID.fullmatch(notice)
        code = forms.get(row["code"], {}) if row else {}
        said = [f"{form} {row['number']}" for form in (*code.get("zh", ()), *code.get("en", ()))] if row else []
        for one in (number or "", notice, *said):
            if key := number_key(one):
                found.setdefault(key, {})[notice] = None
    return {key: list(ids) for key, ids in found.items()}


def number_key(text: str) -> str:
    """Give a number, or an id, as numbers are compared: "银发〔2026〕42号" as "银发 2026 42", "Yin Fa [2026] No. 42" as
    "yinfa 2026 42". Empty for what has not both letters and figures.
    """
    runs = [run for run in _RUN.findall(normalize("NFKC", text).lower()) if run not in _IDLE]
    letters, figures = ([run for run in runs if run[0].isdigit() is wanted] for wanted in (False, True))
    return " ".join(["".join(letters), *figures]) if letters and figures else ""
