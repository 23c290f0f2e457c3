"""The names of codes: those a lawyer may add to from the tables of the lexicon, the others from the catalogue."""

from __future__ import annotations

from regparse.lexicon import agencies, tables
from regparse.model import Language
from regparse.wording.catalogue.rows import rows

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
    row = rows(section).get(f"{part}{dot}{code}")
    return row.said(language) if row else code
