"""Two texts under one id: copies of one notice, or two notices that an id cannot tell apart.

A page and a file of one notice differ in furniture, line breaks and slips, and are one. What differs in most of its
words is another instrument, whatever its number says: it gets an id of its own, and nothing is lost.
"""

from __future__ import annotations

import hashlib
import re

from rapidfuzz import fuzz

from regparse.model import Notice
from regparse.notation import markers

ENOUGH = 4000
"""Code points of two texts that are compared."""
ALIKE = 60.0
"""How alike, of 100, two texts of one notice are at least."""


def alike(one: str, other: str) -> bool:
    """Say whether two texts are those of one notice: blanks, case and what stands above the first label apart."""
    first, second = _key(one), _key(other)
    return first == second or fuzz.ratio(first[:ENOUGH], second[:ENOUGH], score_cutoff=ALIKE) > 0


def other_id(notice: Notice) -> str:
    """Return the id of a notice whose own is taken by another text: its own with a short hash of its words."""
    return f"{notice.id}-{hashlib.sha256(_key(notice.text).encode()).hexdigest()[:8]}"


def called(notice: Notice, id: str) -> Notice:
    """Return a notice with another id, and with it those of its clauses, norms and references within it."""
    own = re.escape(notice.id)
    # A title may be the same words as the id: only what names an id is one.
    places = "|".join(f'(?<="{field}":")' for field in ("id", "target", "parent", "section"))
    fields = re.compile(rf'(?:{places}){own}(?=["/#])|(?<=[\[,]"){own}(?=/)')
    body = fields.sub(lambda _: id, notice.model_copy(update={"text": ""}).to_json(None))
    return Notice.model_validate_json(body).model_copy(update={"text": notice.text})


def _key(text: str) -> str:
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if markers.read(line)), 0)
    return "".join("".join(lines[start:]).split()).lower()
