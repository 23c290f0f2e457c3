"""What the tools for agents do, in a process that can be ended (:mod:`regparse.processes`)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Unpack

from regparse.checking import disagreements
from regparse.comparison import compare as compare_notices
from regparse.corpus import catalogue, sources
from regparse.errors import CorpusError
from regparse.model import Notice
from regparse.model.query import Conditions
from regparse.store import Store, current
from regparse.store.narrowing import narrow
from regparse.wording import voice

_MOST = 100
"""Most hits of one answer: an agent that wants more narrows its question, or goes on with ``offset``."""


class Setup(NamedTuple):
    """The store that is asked, None for the user's own or the corpus; and the folder of the user's corpus."""

    store: Path | None
    corpus: Path


def answer(asked: tuple[str, dict[str, Any]], setup: Setup) -> dict[str, Any]:
    """Return the answer of a verb, given by its name and its arguments. Raises what is the client's to mend."""
    name, given = asked
    catalogue.FOLDER.set(setup.corpus)
    verbs: dict[str, Callable[..., dict[str, Any]]]
    verbs = {"query": _query, "show": _show, "compare": _compare, "check": _check}
    return verbs[name](setup.store, **given)


def _query(path: Path | None, words: str, limit: int, offset: int, **conditions: Unpack[Conditions]) -> dict[str, Any]:
    with current(path) as store, store.reading():
        results = store.query(words, **conditions)
        return _plain(results.answer(max(offset, 0), min(max(limit, 1), _MOST)).model_dump_json(exclude_defaults=True))


def _show(path: Path | None, id: str, edition: str | None) -> dict[str, Any]:
    with current(path) as store, store.reading():
        return _plain(store.show(id, edition).model_dump_json(by_alias=True))


def _compare(
    path: Path | None,
    *,
    old: str,
    new: str,
    change: list[str] | None,
    agency: list[str] | None,
    addressee: list[str] | None,
    redlines: bool,
) -> dict[str, Any]:
    with current(path) as store, store.reading():
        before, after = _notice(store, old), _notice(store, new)
    whole = compare_notices(before, after)
    found = narrow(whole, before, after, changes=change or (), agencies=agency or (), addressees=addressee or ())
    if not change:
        found = found.model_copy(update={"changes": tuple(norm for norm in found.changes if norm.change != "kept")})
    left_out: dict[str, Any] = {"sentences": True}
    if not redlines:
        left_out["pairs"] = {"__all__": {"redline", "evidence", "part"}}
    return _plain(found.model_dump_json(by_alias=True, exclude=left_out))


def _check(_path: Path | None, notice: str) -> dict[str, Any]:
    report = disagreements.run(_content(notice))
    return {
        "notice": report.notice.id,
        "edition": report.notice.edition,
        "problems": [
            {
                **_plain(finding.problem.model_dump_json(context=voice("en"))),
                "line": finding.source.line,
                "column": finding.source.column,
            }
            for finding in report.findings
        ],
    }


def _notice(store: Store, named: str) -> Notice:
    if "\n" in named:
        return sources.parse_text(named)
    return store.notice(named.strip())


def _content(named: str) -> sources.Content:
    """Give what a client names: an edition of the corpus or a text, never a file."""
    if "\n" not in named and named.strip() not in sources.library():
        raise CorpusError("not-in-corpus-mcp", notice=named[:80])
    return sources.content_of_text(named) if "\n" in named else sources.content(named.strip())


def _plain(text: str) -> dict[str, Any]:
    """Give a model's JSON as plain values, as they stand in every other output."""
    found: dict[str, Any] = json.loads(text)
    return found
