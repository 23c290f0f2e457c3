"""The register as Parquet: typed columns, lists as lists, written group by group."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from regparse.errors import ExportError
from regparse.exports import register
from regparse.exports.selection import Selection
from regparse.register.columns import Row, fields

GROUP = 20_000
"""Rows that are held in memory and written together."""


def write(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write the register with the columns of :class:`regparse.register.columns.Row`.

    Raises ExportError when pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError("needs-pyarrow") from error
    schema = pa.schema(fields(pa))
    rows = register.rows(found)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            columns = dict(zip(Row._fields, zip(*group, strict=True), strict=True))
            arrays = [pa.array(columns[field.name], field.type) for field in schema]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
