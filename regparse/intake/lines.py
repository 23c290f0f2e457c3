"""The lines of a JSONL file as documents, and the text in such a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from regparse.errors import ReadError
from regparse.files import limits
from regparse.intake.documents import Document

TEXT_FIELDS = (
    *("text", "content", "body", "fulltext", "full_text", "html", "markdown", "raw_content", "document"),
    *("正文", "全文", "内容"),
)
"""The fields that may hold the text: the first of these that a line has as a string."""
ID_FIELDS = ("id", "doc_id", "document_id", "docid", "uid", "uuid", "url", "编号")
"""The fields that may hold a line's own id: the first of these that a line has as a string or a number."""

_CHUNK = 1 << 16


class Row(NamedTuple):
    """What a line of JSONL holds: the document's bytes, and its own id where it has one."""

    data: bytes
    id: str | None


def read(stream: BinaryIO, name: str) -> Iterator[Document]:
    """Give the lines of a JSONL stream, blank ones left out.

    A line beyond the limit is not held. Raises what the stream raises.
    """
    most = limits.get("FILE_BYTES")
    number, base = 0, PurePosixPath(name).name
    while line := stream.readline(most + 1):
        number += 1
        fault = None
        label, file = f"{name}:{number}", f"{base}:{number}"
        if len(line) > most and not line.endswith(b"\n"):
            fault = limits.beyond("FILE_BYTES", file)
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
        elif not line.strip():
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield Document(label, file, None if fault else line, fault, row=True)


def take(line: bytes, name: str, text_field: str | None, id_field: str | None) -> Row:
    """Take the text and the id out of a line of JSONL.

    Raises ReadError when it is no JSON object, or the field is not there or holds no text.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError("line-no-json", name=name, why=" ".join(str(error).split())[:120]) from None
    if not isinstance(row, dict):
        raise ReadError("line-no-object", name=name)
    field = text_field or next((key for key in TEXT_FIELDS if isinstance(row.get(key), str)), None)
    if field is None:
        has = ", ".join(map(repr, list(row)[:8])) or "none"
        raise ReadError("no-text-field", name=name, has=has[:200])
    text = row.get(field)
    if not isinstance(text, str):
        raise ReadError("field-empty", name=name, field=field)
    key = id_field or next((key for key in ID_FIELDS if _is_id(row.get(key))), None)
    found = row.get(key) if key is not None else None
    # Half of a surrogate pair, which JSON can state and UTF-8 cannot: it is no character.
    return Row(text.encode("utf-8", "replace"), str(found) if _is_id(found) else None)


def _is_id(value: object) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)
