"""The register as Parquet: typed columns, lists as lists, written group by group."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from regparse.errors import ExportError
from regparse.exports import register
from regparse.exports.selection import Selection

GROUP = 20_000
"""Rows that are held in memory and written together."""

_LISTS = ("addressees", "activities", "exceptions", "agencies", "roles", "assets")
_MISSING = "Parquet needs pyarrow; run: pip install 'regparse[parquet]'"


def write(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write the register with the columns of :class:`regparse.exports.register.Row`.

    Raises ExportError when pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError(_MISSING) from error
    schema = _schema(pa)
    rows = register.rows(found)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            columns = dict(zip(register.Row._fields, zip(*group, strict=True), strict=True))
            arrays = [pa.array(columns[field.name], field.type) for field in schema]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _schema(pa: Any) -> Any:
    types: dict[str, Any] = {name: pa.list_(pa.string()) for name in _LISTS}
    types |= {"issued_on": pa.date32(), "start": pa.int64(), "end": pa.int64(), "open_ended": pa.bool_()}
    never = {"notice", "title", "clause", "provision", "kind", "quotation", "start", "end", "rule", "open_ended"}
    return pa.schema(
        [
            pa.field(name, types.get(name, pa.string()), nullable=name not in never and name not in _LISTS)
            for name in register.Row._fields
        ]
    )
