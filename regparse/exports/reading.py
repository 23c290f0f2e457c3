"""What was exported, read back: the contract's JSON and our Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from regparse.errors import ExportError
from regparse.exports import akn_read
from regparse.model import SCHEMA, Notice, Quote


def read_notice(data: str | bytes) -> Notice:
    """Give the notice that ``export`` wrote as ``json`` or ``akn``, or ``regparse parse --format json`` printed.

    It equals the one that was written, field by field. What it quotes is checked against its text.

    Raises ExportError when the data is neither, holds several notices, is of another version of the schema, or was
    changed so that a fact no longer quotes the text.
    """
    raw = data.encode() if isinstance(data, str) else data
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        if raw.startswith(b"<"):
            notice = Notice.model_validate(akn_read.fields(raw))
        else:
            notice = Notice.model_validate(_of_json(raw))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise ExportError(
            "not-a-notice", schema=SCHEMA, where=where, why=first["msg"][:1].lower() + first["msg"][1:]
        ) from error
    for quote in _quotes(notice):
        if notice.text[slice(*quote.span)] != quote.text:
            raise ExportError("quote-changed", notice=notice.id[:80], words=quote.text[:40])
    return notice


def _of_json(raw: bytes) -> dict[str, Any]:
    try:
        found = from_json(raw)
    except ValueError as error:
        raise ExportError("not-an-export", why=error) from error
    several = found if isinstance(found, list) else [found]
    if len(several) != 1 or not isinstance(several[0], dict):
        raise ExportError("not-one-notice", count=len(several))
    one: dict[str, Any] = several[0]
    if one.get("schema") != SCHEMA:
        raise ExportError("other-schema", found=str(one.get("schema"))[:60], read=SCHEMA)
    return one


def _quotes(value: Any) -> Iterator[Quote]:
    if isinstance(value, Quote):
        yield value
    if isinstance(value, BaseModel):
        for _, inner in value:
            yield from _quotes(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _quotes(inner)
