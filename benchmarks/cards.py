"""Web pages that carry a card on their notice: does the parse say of each what the card says?

    python benchmarks/cards.py FOLDER [--md FILE]

The card (标题, 发文字号, 发文机关, 成文日期) is the page's own, made by whoever published it; regparse leaves it out
and reads the notice below: the two are independent but where the text below lacks the fact. A row for each difference.
"""

from __future__ import annotations

import argparse
import itertools
import re
from pathlib import Path

from regparse import readers
from regparse.analysis import pipeline
from regparse.errors import RegparseError
from regparse.grammar.citations import find_numbers
from regparse.lexicon import agencies
from regparse.model import Notice
from regparse.notation import dates

FIELDS = {"标题": "title", "发文字号": "number", "发文机关": "issuers", "成文日期": "date"}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--md", type=Path, help="write the table to this file too")
    given = options.parse_args()
    agree, said, raised, pages = dict.fromkeys(FIELDS.values(), 0), dict.fromkeys(FIELDS.values(), 0), 0, 0
    differing = list[str]()
    for path in sorted(given.folder.glob("*.htm*")):
        pages += 1
        data = path.read_bytes()
        try:
            notice = pipeline.parse(data, path.name)
        except RegparseError as error:
            raised += 1
            differing.append(f"{path.name}: {error}")
            continue
        for field, value in card(readers.read(data, path.name).text).items():
            said[field] += 1
            same = agrees(field, value, notice)
            agree[field] += same
            if not same:
                differing.append(f"{path.name}: {field}: the card says {value}")
    rows = [("pages", str(pages)), ("without a notice", str(raised))]
    rows += [(f"{field} as on the card", f"{agree[field]} of {said[field]}") for field in FIELDS.values()]
    table = "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)])
    print(table, *differing, sep="\n")
    if given.md:
        head = f"# Pages with a card\n\nMade by `benchmarks/cards.py` from {pages} saved pages of government sites.\n\n"
        given.md.write_text(f"{head}{table}\n", encoding="utf-8")


def card(text: str) -> dict[str, str]:
    """Give the fields of the card of a page's text, by our names: a label on a line, its value on the next."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found: dict[str, str] = {}
    for label, value in itertools.pairwise(lines):
        name = FIELDS.get(re.sub(r"\s", "", label).rstrip("：:"))
        if name and label.endswith(("：", ":")):
            found.setdefault(name, value)
    return found


def agrees(field: str, value: str, notice: Notice) -> bool:
    """Say whether a notice says what the card does, blanks apart."""
    if field == "title":
        return re.sub(r"\s", "", value) == re.sub(r"\s", "", notice.title)
    if field == "number":
        number = find_numbers(value)
        mine = notice.number
        return bool(number and mine and (number[0].year, number[0].serial) == (mine.year, mine.serial))
    if field == "issuers":
        return [m.id for m in agencies.load().find(value)] == [m.id for m in notice.issuers]
    dated = dates.find(value)
    return bool(dated and notice.issued_on and dated[0].date == notice.issued_on.date)


if __name__ == "__main__":
    main()
