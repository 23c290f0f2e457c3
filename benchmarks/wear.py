"""What a parse loses when its text is worn: as scans, web pages and copying wear texts, one kind of wear at a time.

    python benchmarks/wear.py INSTRUMENTS.jsonl [--longest N] [--show KIND]

INSTRUMENTS.jsonl has one object a line with a field ``text``, in Chinese. Each text is parsed as it is and worn; a
norm is another one when its kind or its words differ (blanks, the style of marks and of digits left out). ``--show``
lists the texts that suffer most from a kind of wear. What it prints is `reports/wear.md`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

import regparse
from regparse.errors import RegparseError
from regparse.model import Notice

Wear = Callable[[str], str]
_HAN = "\u4e00-\u9fff"
_MARKS = str.maketrans("，；：（）", ",;:()")
_STRAIGHT = str.maketrans("“”", '""')
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_SAME = str.maketrans(",;:().０１２３４５６７８９", "，；：（）。0123456789")


def _pages(text: str, number: str) -> str:
    """Put a page number behind each 25 lines."""
    out = list[str]()
    for n, line in enumerate(text.split("\n"), 1):
        out.append(line)
        if n % 25 == 0:
            out.append(number.format(n // 25))
    return "\n".join(out)


def _wrapped(text: str, width: int = 38) -> str:
    lines = text.split("\n")
    return "\n".join("\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in lines)


def _lost_mark(text: str) -> str:
    """Lose one mark that comes in pairs, drawn at random; the same one each time."""
    places = [found.start() for found in re.finditer("[《》“”（）〔〕]", text)]
    at = random.Random(len(text)).choice(places) if places else 0
    return text[:at] + text[at + 1 :] if places else text


def _site(text: str) -> str:
    above, below = "首页 > 法律法规 > 正文\n字号：大 中 小", "上一篇：无\n下一篇：无\n版权所有：某网站"
    return f"{above}\n\n{text}\n\n{below}\n"


def _page(text: str, before: str, after: str) -> str:
    return f"<html><body>{''.join(f'{before}{escape(line)}{after}' for line in text.split(chr(10)))}</body></html>"


WEAR: dict[str, Wear] = {
    "commas, colons, brackets in half width": lambda text: text.translate(_MARKS),
    "straight quotation marks": lambda text: text.translate(_STRAIGHT),
    "Western full stops": lambda text: text.replace("。", "."),
    "digits in full width": lambda text: text.translate(_WIDE),
    "blanks beside digits": lambda text: re.sub(rf"(?<=[{_HAN}])(?=\d)|(?<=\d)(?=[{_HAN}])", " ", text),
    "no blank behind 第X条": lambda text: re.sub(r"(?m)^(第[一二三四五六七八九十百]+条)\s+", r"\1", text),
    "一. for 一、": lambda text: re.sub(r"(?m)^([一二三四五六七八九十]+)、", r"\1.", text),
    "one mark of a pair lost (its norm counted)": _lost_mark,
    "page numbers (— 3 —)": lambda text: _pages(text, "— {} —"),
    "page numbers (第 3 页 共 9 页)": lambda text: _pages(text, "第 {} 页 共 9 页"),
    "indents": lambda text: re.sub(r"(?m)^(?=.)", "\u3000\u3000", text),
    "a site's lines around it": _site,
    "a paragraph of HTML for each line": lambda text: _page(text, "<p>", "</p>"),
    "a <br> behind each line": lambda text: _page(text, "", "<br>"),
    "lines of 38 characters": _wrapped,
}


class Law(NamedTuple):
    """What a parse found: its norms, its clauses, and what it says of the notice as a whole."""

    norms: Counter[tuple[str, str]]
    clauses: list[str]
    head: tuple[object, ...]


def law(text: str) -> Law | None:
    """Give the law of a text; None where it holds no notice."""
    try:
        notice = regparse.parse(text.encode(), name="x.html" if text.startswith("<html>") else "x.txt")
    except RegparseError:
        return None
    norms = Counter((str(norm.kind), _bare(norm.text)) for _, norm in notice.provisions())
    return Law(norms, [clause.id.rpartition("/")[2] for clause in notice.clauses], _head(notice))


def _head(notice: Notice) -> tuple[object, ...]:
    issued = notice.issued_on.date if notice.issued_on else None
    return _bare(notice.title or ""), sorted(body.id for body in notice.issuers), issued


def _bare(text: str) -> str:
    return re.sub(r'[\s“”"]', "", text).translate(_SAME)


def report(texts: Sequence[str], show: str | None) -> None:
    """Print a table, a line for each kind of wear; with ``show`` the texts that suffer most from it."""
    whole = [(text, found) for text in texts if (found := law(text))]
    norms = sum(found.norms.total() for _, found in whole)
    print(f"# Wear\n\nOf {len(whole)} instruments with {norms:,} norms, as `benchmarks/wear.py` counted it.\n")
    print("| worn by | other norms | texts with other clauses | with another title, issuer or date | no notice found |")
    print("| --- | --- | --- | --- | --- |")
    for name, wear in WEAR.items():
        if show and name != show:
            continue
        other, clauses, heads, lost = 0, 0, 0, 0
        worst = list[tuple[int, str]]()
        for text, found in whole:
            worn = law(wear(text))
            if worn is None:
                lost += 1
                worst.append((found.norms.total(), text[:60]))
                continue
            gone = (found.norms - worn.norms).total()
            other += gone
            clauses += found.clauses != worn.clauses
            heads += found.head != worn.head
            worst.append((gone, text[:60]))
        print(f"| {name} | {other} ({100 * other / norms:.1f}%) | {clauses} | {heads} | {lost} |", flush=True)
        for count, start in sorted(worst, reverse=True)[:10] if show else ():
            print(f"  {count}  {start!r}", file=sys.stderr)


def main() -> None:
    """Read the instruments and print the report."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("instruments", type=Path)
    options.add_argument("--longest", type=int, default=15_000, help="longest text that is worn, in code points")
    options.add_argument("--show", choices=list(WEAR))
    given = options.parse_args()
    texts = [str(json.loads(line)["text"]) for line in given.instruments.read_text(encoding="utf-8").splitlines()]
    report([text for text in texts if len(text) <= given.longest], given.show)


if __name__ == "__main__":
    main()
