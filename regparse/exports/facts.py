"""Facts of a notice as elements: a model's fields are attributes, the models in it elements, its words a place.

No words of the text are stored here: what a fact quotes is pointed at, and what it names in its own words (a title, a
phrase) is told by where it stands in them. Only what the text does not say so is written out.
"""

from __future__ import annotations

import datetime as dt
import json
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from regparse.errors import ExportError
from regparse.exports.pointers import Places
from regparse.exports.xml import _Element, escaped, ours, plain
from regparse.model import (
    Activity,
    Addressee,
    AgencyMention,
    AgencyRole,
    Citation,
    Deadline,
    DocumentNumber,
    Figure,
    Limit,
    Message,
    Model,
    Params,
    Problem,
    Provision,
    Quote,
    Sanction,
    Span,
)
from regparse.wording import say

_INNER: dict[str, type[Model]] = {
    "number": DocumentNumber,
    "sanction": Sanction,
    "cue": Quote,
    "addressees": Addressee,
    "activities": Activity,
    "exceptions": Limit,
    "deadlines": Deadline,
    "from_": Quote,
    "figures": Figure,
    "agencies": AgencyRole,
}
"""The models that stand in fields of others."""
_LISTS = frozenset({"addressees", "activities", "exceptions", "deadlines", "figures", "agencies"})
_STRINGS = frozenset({"assets", "cleaners", "except_", "doubts", "targets"})
_ONE = {
    "addressees": "addressee",
    "activities": "activity",
    "exceptions": "exception",
    "deadlines": "deadline",
    "figures": "figure",
    "except_": "excepted",
    "doubts": "doubt",
    "agencies": "agency",
    "assets": "asset",
    "cleaners": "cleaner",
    "targets": "points-at",
}
_MANY = {one: many for many, one in _ONE.items()}
_QUOTED = frozenset({"title", "article", "phrase"})
"""Fields whose words mostly stand in the fact's own quotation."""
_IDS = frozenset({"id", "target"})
_PLACED = frozenset({"text", "span"})


class Facts:
    """Writes and reads facts of one notice."""

    def __init__(self, notice: str, text: str, places: Places) -> None:
        """Take the notice's id, its text and the places of its elements."""
        self.notice, self.text, self.places = notice, text, places

    def write(self, above: _Element, tag: str, fact: BaseModel) -> _Element:
        """Add a fact.

        Raises ExportError when it does not quote the text.
        """
        fields = dict(fact)
        element = ours(above, tag)
        span, said = fields.get("span"), fields.get("text")
        if span is not None:
            self.place(element, span)
            if said is not None and self.text[slice(*span)] != said:
                raise ExportError("fact-quote", notice=self.notice, words=said[:40])
        elif said is not None:
            element.set("text", escaped(said))
        if isinstance(fact, Message):
            element.set("message", escaped(say(fact)))
        for name, value in fields.items():
            if not (name in _PLACED or value is None or value is False or value in ((), {})):
                self._field(element, name, value, said)
        return element

    def place(self, element: _Element, span: Span) -> None:
        """Have an element point at a span."""
        for key, value in self.places.point(span).items():
            element.set(key, value)

    def _field(self, element: _Element, name: str, value: Any, said: str | None) -> None:
        if isinstance(value, BaseModel):
            self.write(element, name, value)
        elif name in _LISTS:
            for inner in value:
                self.write(element, _ONE[name], inner)
        elif name in _STRINGS:
            for string in value:
                ours(element, _ONE[name], value=string)
        elif name == "phrase" and value == said:
            return
        elif name in _QUOTED and said is not None and value in said:
            element.set(f"{name}-at", f"{said.index(value)} {said.index(value) + len(value)}")
        else:
            element.set(name, escaped(self._attribute(name, value)))

    def _attribute(self, name: str, value: Any) -> str:
        if name in _IDS and isinstance(value, str) and value.startswith(f"{self.notice}/"):
            return value[len(self.notice) :]
        if name in _IDS and isinstance(value, str) and value.startswith("/"):
            raise ExportError("fact-id", notice=self.notice, value=value[:40])
        if isinstance(value, Params):
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, bool):
            return "true"
        if isinstance(value, tuple):
            return " ".join(map(str, value))
        return value.isoformat() if isinstance(value, dt.date) else str(value)

    def read(self, element: _Element, model: type[Model]) -> dict[str, Any]:
        """Give the fields of a fact, for its model to check."""
        fields: dict[str, Any] = dict.fromkeys(_nullable(model))
        span = self.places.find(element)
        if span is not None:
            fields["span"] = span
            if "text" in model.model_fields:
                fields["text"] = self.text[slice(*span)]
        for key, value in element.attrib.items():
            if key not in ("at", "from", "to"):
                name, read = self._read(str(key), str(value), str(fields.get("text") or ""))
                fields[name] = read
        if model is Activity and fields.get("phrase") is None:
            fields["phrase"] = fields.get("text")
        for child in element:
            tag = str(child.tag).rpartition("}")[2]
            name = _MANY.get(tag, tag)
            inner: Any = plain(child.get("value") or "") if name in _STRINGS else None
            if name in _INNER:
                inner = self.read(child, _INNER[name])
            if name in _LISTS or name in _STRINGS:
                fields.setdefault(name, []).append(inner)
            elif name in _INNER:
                fields[name] = inner
        return fields

    def _read(self, name: str, value: str, said: str) -> tuple[str, Any]:
        """Give the field that an attribute says, and its value."""
        if name.endswith("-at"):
            first, last = self.numbers(value)
            return name.removesuffix("-at"), said[first:last]
        if name == "lines" or name.endswith("_span"):
            return name, self.numbers(value)
        read = plain(value)
        if name == "params":
            return name, _values(read)
        return name, self.notice + read if name in _IDS and read.startswith("/") else read

    def numbers(self, value: str) -> tuple[int, int]:
        """Read two numbers with a blank between them.

        Raises ExportError when they are none.
        """
        try:
            first, last = map(int, value.split())
        except ValueError as error:
            raise ExportError("akn-numbers", value=value[:40]) from error
        return first, last


def _values(written: str) -> Any:
    try:
        return json.loads(written)
    except ValueError as error:
        raise ExportError("akn-value", value=written[:40]) from error


@cache
def _nullable(model: type[Model]) -> tuple[str, ...]:
    """Give the fields that must be said even where they are None."""
    return tuple(name for name, field in model.model_fields.items() if field.is_required() and name not in _PLACED)


NOTICE_LISTS: dict[str, tuple[str, type[Model]]] = {
    "issuers": ("issuer", AgencyMention),
    "consulted": ("consulted", AgencyMention),
    "approved_by": ("approved-by", AgencyMention),
    "recipients": ("recipient", AgencyMention),
    "legal_basis": ("legal-basis", Citation),
    "repeals": ("repeal", Citation),
    "annexes": ("annex", Quote),
    "problems": ("problem", Problem),
    "citations": ("cited", Citation),
}
"""Lists of facts that a notice has itself, with the element of one of them."""

UNIT_LISTS: dict[str, tuple[str, type[Model]]] = {
    "provisions": ("norm", Provision),
    "citations": ("citation", Citation),
}
"""Lists of facts that a clause has."""


def literal(value: object) -> str:
    """Give a value that the structure does not say, as JSON."""
    return escaped(json.dumps(value, ensure_ascii=False, default=str))
