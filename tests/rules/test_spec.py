"""The specification runs: every fenced case of tests/spec/*.md, in the format that tests/spec/README.md tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from regparse import readers
from regparse.analysis import pipeline
from regparse.analysis.extract import Extractor
from regparse.errors import NoNoticeError
from regparse.grammar import roles
from regparse.grammar.reading import Reading
from regparse.grammar.unit import prepare
from regparse.model import Clause, Notice, Provision, Source
from regparse.notation.markers import read as read_marker
from regparse.structure import locate, outline, tree
from regparse.structure.lines import numbered, split

FOLDER = Path(__file__).parent.parent / "spec"
_FENCE = re.compile(r"^```(norms|roles|outline|locate)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"(\w+)=(\"[^\"]*\"|\S+)")
_HAN = re.compile("[\u4e00-\u9fff]")
NORMS = ["prohibitions", "obligations", "permissions", "mandates", "sanctions", "declarations"]
RULES = [*NORMS, "roles", "scope", "numbering", "locate"]
HEAD = {
    True: ("关于账户管理有关事项的通知", "各商业银行：", "现就有关事项通知如下："),
    False: ("Notice on the Administration of Accounts", "To all banks:", "Matters are hereby notified as follows:"),
}


class Case(NamedTuple):
    """A fenced case: what is parsed, what is expected, and the options behind the fence's name."""

    kind: str
    text: str
    expected: str
    options: dict[str, str]


def cases() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.md")):
        page = path.read_text("utf-8")
        for fence in _FENCE.finditer(page):
            kind, info, body = fence.groups()
            line = page.count("\n", 0, fence.start()) + 1
            text, arrow, expected = body.partition("=>\n")
            assert arrow, f"{path.name}:{line} has no =>"
            options = {name: value.strip('"') for name, value in _OPTION.findall(info)}
            bug = options.pop("bug", None)
            marks = [pytest.mark.xfail(strict=True, reason=bug)] if bug else []
            case = Case(kind, text.strip("\n"), expected.strip("\n"), options)
            yield pytest.param(case, id=f"{path.stem}:{line}", marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: Case) -> None:
    check = {"norms": _norms, "roles": _roles, "outline": _outline, "locate": _locate}[case.kind]
    check(case)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_page_with_cases_in_both_languages(rule: str) -> None:
    bodies = [fence[3].partition("=>")[0] for fence in _FENCE.finditer((FOLDER / f"{rule}.md").read_text("utf-8"))]
    assert len(bodies) >= 8
    assert {bool(_HAN.search(body)) for body in bodies} == {True, False}


# --- norms ------------------------------------------------------------------------------------------------


def _norms(case: Case) -> None:
    found = _found(case)
    expected = _blocks(case.expected)
    assert [kind for kind, _ in expected] == [str(p.kind) for p in found], [p.text for p in found]
    for norm, (_, fields) in zip(found, expected, strict=True):
        assert {name: FIELDS[name](norm) or "-" for name in fields} == fields


def _found(case: Case) -> list[Provision]:
    """Parse a case: lines that begin with a label as a notice under a short head, others as one clause's text."""
    text, chinese = case.text, bool(_HAN.search(case.text))
    on = dt.date.fromisoformat(case.options.get("on", "2024-07-01"))
    if read_marker(text):
        notice = _notice((*HEAD[chinese], *text.split("\n")), on)
        return [p for _, p in notice.provisions()]
    spans = tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    worker = Extractor(text, chinese=chinese, on=on, titles=(), number=None)
    return list(worker.provisions(prepare(Reading(text, chinese, on), spans), "case/1"))


def _notice(lines: tuple[str, ...], on: dt.date | None = None) -> Notice:
    signed = (f"{on.year}年{on.month}月{on.day}日",) if on and _HAN.search(lines[0]) else ()
    text = "\n".join((*lines, *signed))
    source = Source(name="case", media_type="text/plain", sha256="0" * 64, encoding="utf-8")
    return pipeline.analyse(locate.whole(text), readers.Document(source, text))


def _blocks(expected: str) -> list[tuple[str, dict[str, str]]]:
    blocks: list[tuple[str, dict[str, str]]] = []
    for line in expected.split("\n"):
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            blocks[-1][1][name.rstrip(":")] = value.strip()
        elif line.strip() and line != "none":
            blocks.append((line.strip(), {}))
    return blocks


FIELDS: dict[str, Callable[[Provision], str]] = {
    "text": lambda p: p.text,
    "cue": lambda p: p.cue.text if p.cue else "",
    "rule": lambda p: p.rule,
    "addressees": lambda p: ", ".join(sorted(a.code for a in p.addressees)),
    "named": lambda p: " | ".join(a.text for a in p.addressees),
    "acts": lambda p: " | ".join(a.text for a in p.activities),
    "phrases": lambda p: " | ".join(a.phrase for a in p.activities),
    "codes": lambda p: ", ".join(a.code or "-" for a in p.activities),
    "assets": lambda p: ", ".join(p.assets),
    "territory": lambda p: p.territory or "",
    "condition": lambda p: p.condition or "",
    "exceptions": lambda p: " | ".join(e.text for e in p.exceptions if e.kind == "except"),
    "limits": lambda p: " | ".join(f"{e.kind} {e.text}" for e in p.exceptions),
    "deadlines": lambda p: " | ".join(
        f"{d.kind} {d.value or '-'} {d.text}" + (f" < {d.from_.text}" if d.from_ else "") for d in p.deadlines
    ),
    "figures": lambda p: " | ".join(f"{f.bound} {f.quantity} {f.unit}" for f in p.figures),
    "agencies": lambda p: ", ".join(f"{a.id} {a.role}" for a in p.agencies),
    "sanction": lambda p: f"{p.sanction.kind}: {p.sanction.text}" if p.sanction else "",
    "unit": lambda p: p.id.split("/")[1].split("#")[0],
    "basis": lambda p: p.basis,
    "certainty": lambda p: p.certainty,
    "doubts": lambda p: ", ".join(p.doubts),
    "except": lambda p: ", ".join(dict.fromkeys(code for a in p.addressees for code in a.except_)),
}


# --- roles ------------------------------------------------------------------------------------------------


def _roles(case: Case) -> None:
    chinese = bool(_HAN.search(case.text))
    on = dt.date.fromisoformat(case.options.get("on", "2024-07-01"))
    found = roles.find(Reading(case.text, chinese, on), 0, len(case.text))
    said = [f"{a.id} {a.role}" + (f" now {a.successor}" if a.successor else "") for a in found]
    assert said == ([] if case.expected == "none" else case.expected.split("\n"))


# --- outline ----------------------------------------------------------------------------------------------


def _outline(case: Case) -> None:
    """Compare the units of a body in order, a line each: what it is, its id, its label, its caption."""
    lines = tuple(case.text.split("\n"))
    body = len(HEAD[True])
    shape = outline.shape(numbered((*HEAD[bool(_HAN.search(case.text))], *lines)))
    grown = tree.build(shape, "n")
    said: list[tuple[int, str]] = []
    for section in grown.sections:
        said.append((section.span[0], f"section {section.id[6:]} {section.label} {section.heading}".rstrip()))
    for clause in grown.clauses:
        said += _units(clause, 0)
    for block in grown.blocks:
        if block.kind not in ("section", "clause") and block.span[0] >= shape.spans[body][0]:
            said.append((block.span[0], f"{block.kind}: {shape.text[slice(*block.span)]}".replace("\n", " / ")))
    for problem in grown.problems:
        assert problem.span
        said.append((problem.span[0], f"! {problem.code}"))
    said.sort(key=lambda item: (item[0], item[1].startswith("!")))
    assert [line for _, line in said] == [re.sub(r"  +", "  ", line).rstrip() for line in case.expected.split("\n")]


def _units(clause: Clause, depth: int) -> Iterator[tuple[int, str]]:
    words = ["  " * min(depth, 1) + clause.kind, clause.id[2:], clause.label or "-", clause.heading or ""]
    extra = f" +{len(clause.paragraphs) - 1}" if len(clause.paragraphs) > 1 else ""
    yield clause.span[0], " ".join(words).rstrip() + extra
    for child in clause.children:
        yield from _units(child, depth + 1)


# --- locate -----------------------------------------------------------------------------------------------


def _locate(case: Case) -> None:
    """Compare which lines of a page are the notice, and what is said of the others; lines count from 1."""
    page = case.text
    try:
        body = locate.locate(page, "page")
    except NoNoticeError:
        assert case.expected == "none"
        return
    below = iter(split(page))  # the same line may stand on a page twice
    kept = [next(line.number for line in below if line.text == kept) for kept in body.lines]
    said = [f"notice {_ranges(kept)}"]
    for problem in body.problems:
        assert problem.lines
        first, last = problem.lines
        said.append(f"{problem.code} {first}-{last}" if last != first else f"{problem.code} {first}")
    assert said == case.expected.split("\n")


def _ranges(numbers: list[int]) -> str:
    out: list[list[int]] = []
    for number in numbers:
        if out and number == out[-1][-1] + 1:
            out[-1].append(number)
        else:
            out.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in out)
