"""The names of codes: those a lawyer may add to from the tables of the lexicon, the others from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from regparse.lexicon import agencies, tables
from regparse.model import Language
from regparse.notation.expressions import expression
from regparse.wording.catalogue.rows import rows, sections

_TABLES = {"addressee": "addressees", "activity": "activities", "asset": "assets"}
_BODIES = frozenset({"agency", "issuer"})


def named(what: str, code: str, language: Language) -> str:
    """Return the name of a code of the sort ``what``; a code that has none is its own name.

    ``what`` is a sort of code of the lexicon, a section of the catalogue, or a part of one with a dot (``name.kind``).
    """
    if what in _BODIES:
        try:
            body = agencies.load().get(code)
        except KeyError:
            return code
        return (body.zh if language == "zh" else body.en) or body.en or code
    if what in _TABLES:
        found = tables.load(_TABLES[what]).get(code, {})
        label = found.get("label", {}) if isinstance(found, dict) else {}
        return str(label.get(language) or label.get("en") or code)
    section, dot, part = what.partition(".")
    if section not in sections():
        return code
    row = rows(section).get(f"{part}{dot}{code}")
    return row.said(language) if row else code


def fact(value: str, language: Language) -> str:
    """Return a fact of an edition (``agency NFRA joint``, ``activity prohibition: custody``) with its codes named.

    English keeps the codes, by which a query asks for them.
    """
    if language == "en":
        return value
    known = ("name.kind", "name.role", "name.condition", "name.territory", "name.field", "name.fact")
    for row in _PHRASES:
        value = value.replace(row, named("name.fact", row, language))
    return _CODE.sub(lambda code: _first(code[0], (*_TABLES, "agency", *known)), value).replace(": ", "：")


def _first(code: str, sorts: Iterable[str]) -> str:
    """Return the first name that a code has among the sorts of codes."""
    return next((name for sort in sorts if (name := named(sort, code, "zh")) != code), code)


_CODE = expression(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_PHRASES = ("without a number", "and others", "section headings")
