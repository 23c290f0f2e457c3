"""Which notices are in force, as far as the notices in the store tell: by what repeals them, and from when."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Literal

from regparse.model import Model, ids

Status = Literal["in-force", "repealed", "not-yet-in-force"]


class Force(Model):
    """Whether a notice is in force, and what that follows from.

    ``repealed_by`` and ``clause`` are the notice that repeals it, and the clause that says so; ``since`` is the day on
    which the status began, None where the text gives none.
    """

    status: Status
    since: dt.date | None = None
    repealed_by: str | None = None
    clause: str | None = None


_REPEALS = """
SELECT coalesce(numbered.notice, named.notice, c.cites), t.notice, t.in_force_from, u.ref
FROM citation c JOIN text t ON t.id = c.text LEFT JOIN clause u ON u.id = c.clause
LEFT JOIN text numbered ON numbered.notice = c.cites
LEFT JOIN name n ON n.key = c.title_key
LEFT JOIN text named ON named.id = n.text AND (c.number IS NULL OR named.number IS NULL)
WHERE c.kind = 'repeals' AND c.article IS NULL AND c.cites IS NOT NULL
ORDER BY t.in_force_from IS NULL, t.in_force_from, t.preferred DESC, t.notice, c.id
"""


def repealed(conn: sqlite3.Connection, on: dt.date | None = None) -> dict[str, Force]:
    """Give the notices that others repeal, by id; the first repeal counts.

    ``on`` leaves out what takes effect later; without it everything in the store is taken as in effect. A repeal of
    single articles repeals no notice. A notice is found by its number, else by its title, where that is the same and
    not both have numbers. What it annexes goes with it.
    """
    found: dict[str, Force] = {}
    for old, new, since, clause in conn.execute(_REPEALS):
        if old == new or old in found or (on and since and since > on.isoformat()):
            continue
        day = dt.date.fromisoformat(since) if since else None
        found[old] = Force(status="repealed", since=day, repealed_by=new, clause=clause)
    for (annex,) in conn.execute("SELECT DISTINCT notice FROM text WHERE notice LIKE '%-annex-%'"):
        if (host := ids.host(annex)) in found:
            found.setdefault(annex, found[host])
    return found


def status(
    conn: sqlite3.Connection, notice: str, on: dt.date | None = None, known: dict[str, Force] | None = None
) -> Force:
    """Give whether a notice of the store is in force; ``known`` are the repealed notices where they are at hand."""
    if gone := (repealed(conn, on) if known is None else known).get(notice):
        return gone
    rows = conn.execute(
        "SELECT in_force_from FROM text WHERE notice = ? AND in_force_from IS NOT NULL ORDER BY preferred DESC, id",
        (notice,),
    ).fetchone()
    since = dt.date.fromisoformat(rows[0]) if rows else None
    pending = on is not None and since is not None and since > on
    return Force(status="not-yet-in-force" if pending else "in-force", since=since)
