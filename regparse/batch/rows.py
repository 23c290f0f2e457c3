"""What a batch writes of a notice: a line of JSON, or a row of Parquet for each of its provisions.

The columns of Parquet are ``document``, ``id`` and those of the register (:class:`regparse.register.columns.Row`) but
``repealed_by``; a notice without provisions has one row, whose columns of a provision are null.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from regparse.errors import BatchError
from regparse.model import Notice
from regparse.register import columns
from regparse.wording import voice

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
    return f'{start},"notice":{found.notice.to_json(None, voice=voice("en"))}}}\n'.encode("utf-8", "replace")


def schema() -> pa.Schema:
    """Give the columns. Raises BatchError when pyarrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError:
        raise BatchError("needs-pyarrow") from None
    # A notice without norms has none of them; what repeals a notice, no single document tells.
    optional = [field.with_nullable(nullable=True) for field in columns.fields(pa) if field.name != "repealed_by"]
    return pa.schema([("document", pa.string()), ("id", pa.string()), *optional])


def arrow(found: list[Found]) -> bytes:
    """Give the rows of some notices as an Arrow stream. Raises BatchError as :func:`schema`."""
    columns = schema()
    import pyarrow as pa

    batch = pa.RecordBatch.from_pylist([row for one in found for row in _rows(one)], columns)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, columns) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def _columns(row: columns.Row) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name != "repealed_by"}


def _rows(found: Found) -> Iterator[dict[str, Any]]:
    notice = found.notice
    head = {"document": found.document, "id": found.id}
    headings = {section.id: section.heading for section in notice.sections}
    empty = True
    for clause, norm in notice.provisions():
        empty = False
        yield head | _columns(columns.row(notice, clause, norm, headings))
    if empty:
        day = notice.issued_on.date if notice.issued_on else None
        yield head | {
            "notice": notice.id,
            "edition": notice.edition,
            "language": notice.language,
            "title": notice.title,
            "issued_on": day,
        }
