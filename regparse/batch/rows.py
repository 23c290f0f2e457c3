"""What a batch writes of a notice: a line of JSON, or a row of Parquet for each of its provisions.

The columns of Parquet are these and no others; a notice without provisions has one row, whose columns of a provision
are null.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from regparse.errors import BatchError
from regparse.model import Clause, Notice, Provision

if TYPE_CHECKING:
    import pyarrow as pa


class Found(NamedTuple):
    """A notice with the document that it was found in, and the id that the line of JSONL gave that."""

    document: str
    id: str | None
    notice: Notice


def line(found: Found) -> bytes:
    """Give the line of JSON: ``document``, ``id`` where the line of the input had one, ``notice`` as the contract."""
    head = {"document": found.document} | ({"id": found.id} if found.id is not None else {})
    start = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    return f'{start},"notice":{found.notice.to_json(indent=None)}}}\n'.encode("utf-8", "replace")


def schema() -> pa.Schema:
    """Give the columns. Raises BatchError when pyarrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError:
        raise BatchError("Parquet needs pyarrow; install it with: pip install 'regparse[parquet]'") from None
    text, texts = pa.string(), pa.list_(pa.string())
    return pa.schema(
        [
            ("document", text),
            ("id", text),
            ("notice", text),
            ("title", text),
            ("language", text),
            ("issued_on", pa.date32()),
            ("clause", text),
            ("provision", text),
            ("kind", text),
            ("text", text),
            ("span_start", pa.int32()),
            ("span_end", pa.int32()),
            ("addressees", texts),
            ("activities", pa.list_(pa.struct([("code", text), ("phrase", text)]))),
            ("agencies", pa.list_(pa.struct([("id", text), ("role", text), ("holder", text)]))),
            ("assets", texts),
            ("territory", text),
            ("condition", text),
            ("sanction", text),
        ]
    )


def arrow(found: list[Found]) -> bytes:
    """Give the rows of some notices as an Arrow stream. Raises BatchError as :func:`schema`."""
    columns = schema()
    import pyarrow as pa

    batch = pa.RecordBatch.from_pylist([row for one in found for row in _rows(one)], columns)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, columns) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def _rows(found: Found) -> Iterator[dict[str, Any]]:
    notice = found.notice
    head = {
        "document": found.document,
        "id": found.id,
        "notice": notice.id,
        "title": notice.title,
        "language": notice.language,
        "issued_on": notice.issued_on.date if notice.issued_on else None,
    }
    empty = True
    for clause, provision in notice.provisions():
        empty = False
        yield head | _provision(clause, provision)
    if empty:
        yield head


def _provision(clause: Clause | None, provision: Provision) -> dict[str, Any]:
    return {
        "clause": clause.id if clause else None,
        "provision": provision.id,
        "kind": provision.kind.value,
        "text": provision.text,
        "span_start": provision.span[0],
        "span_end": provision.span[1],
        "addressees": [addressee.code for addressee in provision.addressees],
        "activities": [{"code": act.code, "phrase": act.phrase} for act in provision.activities],
        "agencies": [{"id": body.id, "role": body.role.value, "holder": body.holder} for body in provision.agencies],
        "assets": list(provision.assets),
        "territory": provision.territory,
        "condition": provision.condition,
        "sanction": provision.sanction.kind if provision.sanction else None,
    }
