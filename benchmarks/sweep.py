"""Parse many texts and report what holds of them: nothing raises, nothing is lost, every fact quotes.

    python benchmarks/sweep.py PATH [--md FILE] [--name WHAT] [--limit N] [--list N] [--profile]

PATH is a folder of texts and web pages, or a JSONL file with one object a line: ``text``, and where they are known
``id`` and ``title``. The title is compared with what the parse reads from the text. The table goes to stdout, and with
``--md`` to a file; sentences that hold a word that bans and no prohibition, with no reason known, are listed below it
on stdout only. Times are process time on one core, the parse alone.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from regparse import readers
from regparse.checking import bans
from regparse.corpus import sources
from regparse.errors import NoNoticeError
from regparse.grammar import citations
from regparse.lexicon import agencies
from regparse.model import Clause, Notice, Section
from regparse.notation import markers
from regparse.structure import lines

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

_PAGE = re.compile(r"[—－–-]\d{1,4}[—－–-]|^\d{1,4}$|^第\d+页.{0,9}$|^Page\d+(?:of\d+)?$")
"""A page number: the parse says in one problem how many of them it left out."""
FACTS = {
    "title": ("title-missing",),
    "number": ("number-missing",),
    "issuers": ("issuer-missing",),
    "issued": ("issue-date-missing",),
    "effective": ("effect-missing",),
}
"""The facts of a head, and the problems that tell that one is not printed."""
_OF_ISSUERS = ("title", "number", "issuers", "signature", "foreword")
SUFFIXES = (".txt", ".html", ".htm", ".md", ".docx", ".pdf")


class Text(NamedTuple):
    """One text of the sweep."""

    name: str
    data: bytes
    title: str | None


@dataclass
class Result:
    """What was counted over the texts. ``listed`` are pairs of a text's name and a sentence or a fault."""

    seconds: float = 0.0
    characters: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    raised: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    listed: list[tuple[str, str]] = field(default_factory=list)


def texts(path: Path) -> list[Text]:
    """Give the texts under a path, in order."""
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
        return [Text(p.relative_to(path).as_posix(), p.read_bytes(), None) for p in files]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Text(row.get("id") or f"line {n}", row["text"].encode(), row.get("title")) for n, row in enumerate(rows, 1)]


def sweep(found: list[Text]) -> Result:
    """Parse every text and count."""
    result = Result()
    for done, text in enumerate(found):
        _progress(done, len(found))
        started = time.process_time()
        try:
            notice = sources.parse(text.data, name=text.name)
        except NoNoticeError:
            result.counts["no notice"] += 1
            continue
        except Exception as error:  # what a sweep is for: every fault of every text
            result.raised[type(error).__name__] += 1
            result.listed.append((text.name, f"raised {type(error).__name__}: {error}"))
            continue
        finally:
            result.seconds += time.process_time() - started
        result.counts["parsed"] += 1
        _count(result, text, notice)
    _progress(len(found), len(found))
    return result


def _count(result: Result, text: Text, notice: Notice) -> None:
    read = readers.read(text.data, text.name).text
    result.characters += len(read)
    for line in unplaced(notice, read):
        result.counts["lines lost"] += 1
        result.listed.append((text.name, f"lost: {line}"))
    for quoted, fault in quotes(notice, notice.text):
        result.counts["spans"] += 1
        if not quoted:
            result.counts["spans wrong"] += 1
            result.listed.append((text.name, f"does not quote: {fault}"))
    numbered = gapless(notice)
    result.counts[{None: "unnumbered", True: "gapless", False: "with gaps"}[numbered]] += 1
    said = {"numbering-gap", "numbering-restart", "duplicate-label", "stray-label"}
    if numbered is False and not any(p.code in said for p in notice.problems):
        result.counts["gaps not said"] += 1
        result.listed.append((text.name, "its numbering has a gap that no problem tells"))
    if text.title:
        for what, agrees in titled(notice, text.title):
            result.counts[f"{what} {agrees}"] += 1
            if agrees in ("differs", "not read"):
                result.listed.append((text.name, f"{what} of the title: {agrees}"))
    result.kinds.update(provision.kind.value for _, provision in notice.provisions())
    result.problems.update(problem.code for problem in notice.problems)
    for what, fate in facts(notice):
        result.counts[f"{what} {fate}"] += 1
        if fate == "neither":
            result.listed.append((text.name, f"{what}: neither read nor told missing"))
    _count_bans(result, text, notice)


def _count_bans(result: Result, text: Text, notice: Notice) -> None:
    """Count sentences by the fate of the words that ban in them: the worst one, where there are several."""
    order: tuple[bans.Fate, ...] = ("prohibition", *bans.REASONS, "unread")
    worst: dict[tuple[int, int], bans.Fate] = {}
    for ban in bans.walk(notice):
        worst[ban.sentence] = max(worst.get(ban.sentence, ban.fate), ban.fate, key=order.index)
    for (start, end), fate in worst.items():
        result.fates[fate] += 1
        if fate == "unread":
            result.listed.append((text.name, f"unread ban: {notice.text[start:end]}"))


# --- what is asked of one notice ----------------------------------------------------------------------------------


def unplaced(notice: Notice, read: str) -> Iterator[str]:
    """Give the lines that were lost: lines of the text that no line of the notice holds, and no problem names; and
    lines of the notice in no block.

    The notice's lines are mended ones, so letters are compared and blanks are not.
    """
    ranges = [p.lines for p in notice.problems if p.lines and p.code != "page-numbers-dropped"]
    letters, at = "".join(notice.text.split()), 0
    for line in lines.split(read):
        if any(first <= line.number <= last for first, last in ranges):
            continue
        words = "".join(line.text.split())
        for candidate in (words, _PAGE.sub("", words)):
            found = letters.find(candidate, at, at + len(candidate) + 200)
            if found >= 0:
                at = found + len(candidate)
                break
        else:
            yield line.text
    covered = bytearray(len(notice.text))
    for start, end in (block.span for block in notice.blocks):
        covered[start:end] = b"\1" * (end - start)
    for found in re.finditer(r"\S.*", notice.text):
        if not all(covered[found.start() : found.end()]):
            yield found[0]


def quotes(model: BaseModel, text: str) -> Iterator[tuple[bool, str]]:
    """Walk a model: for every span beside a text, and every ``x_span`` beside an ``x``, say whether it quotes."""
    fields = dict(model)
    for name, value in fields.items():
        words = fields.get("text") if name == "span" else fields.get(name.removesuffix("_span"))
        if (name == "span" or name.endswith("_span")) and value is not None and isinstance(words, str):
            quoted = text[slice(*value)]
            yield quoted == words, f"{type(model).__name__} {words[:40]!r} is {quoted[:40]!r}"
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, BaseModel):
                yield from quotes(inner, text)


def gapless(notice: Notice) -> bool | None:
    """Say whether every series of numbers goes up by one; None for a notice without numbers.

    Labels of one form are a series. Under another parent its numbers begin again at 1, or go on.
    """
    units = [(unit.span[0], _form(unit.label), _parent(unit), unit.number) for unit in notice.sections]
    units += [(unit.span[0], _form(unit.label), _parent(unit), unit.number) for unit in notice.clauses if unit.label]
    if not units:
        return None
    last: dict[str, tuple[str | None, int]] = {}
    for _, form, parent, number in sorted(units, key=lambda unit: unit[0]):
        parent_before, before = last.get(form, (None, 0))
        if number != before + 1 and not (number == 1 and parent != parent_before):
            return False
        last[form] = (parent, number)
    return all(map(_consecutive, notice.walk()))


def _form(label: str | None) -> str:
    mark = markers.read(f"{label} x") or markers.loose(f"{label} x")
    return f"{mark.family} {mark.path[:-1]}" if mark and mark.path else mark.family if mark else ""


def _parent(unit: Section | Clause) -> str | None:
    return unit.parent if isinstance(unit, Section) else unit.section


def _consecutive(clause: Clause) -> bool:
    numbers = [child.number for child in clause.children if child.label]
    return not numbers or (numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers)))


def facts(notice: Notice) -> Iterator[tuple[str, str]]:
    """Say of each fact of the head whether it is ``read``, ``told missing`` by a problem, or ``neither``."""
    there = {
        "title": bool(notice.title) and notice.title_span is not None,
        "number": notice.number is not None,
        "issuers": bool(notice.issuers),
        "issued": notice.issued_on is not None,
        "effective": notice.effective.kind != "unstated",
    }
    codes = {problem.code for problem in notice.problems}
    for what, missing in FACTS.items():
        yield what, "told missing" if codes.intersection(missing) else "read" if there[what] else "neither"


def titled(notice: Notice, title: str) -> Iterator[tuple[str, str]]:
    """Compare the document number and the issuers with a title that names them.

    Each ``agrees``, ``differs``, is ``not read`` although the text has it, or is ``not printed`` in the text (issuers:
    in its head or signature) at all.
    """
    numbers = citations.find_numbers(title, 0, len(title))
    if numbers:
        own, named = notice.number, (numbers[-1].year, numbers[-1].serial)
        printed = named in {(n.year, n.serial) for n in citations.find_numbers(notice.text, 0, len(notice.text))}
        yield "number", _agreement(own and (own.year, own.serial), named, printed)
    head = title.partition("关于")[0] if "关于" in title else ""
    issuers = {mention.id for mention in agencies.load().find(head)}
    if issuers:
        places = [block.span for block in notice.blocks if block.kind in _OF_ISSUERS]
        there = {mention.id for span in places for mention in agencies.load().find(notice.text[slice(*span)])}
        printed = issuers <= there
        yield "issuers", _agreement({mention.id for mention in notice.issuers} or None, issuers, printed)


def _agreement(read: object, named: object, printed: bool) -> str:
    if read == named:
        return "agrees"
    if not printed:
        return "not printed"
    return "not read" if read is None else "differs"


# --- the table ----------------------------------------------------------------------------------------------------


def rows(result: Result, total: int) -> list[tuple[str, str]]:
    """Give the table as pairs of words and a figure."""
    counts, parsed = result.counts, max(result.counts["parsed"], 1)
    numbered = counts["gapless"] + counts["with gaps"]
    table = [
        ("texts", f"{total:,}"),
        ("raised", _split(result.raised)),
        ("said to hold no notice", f"{counts['no notice']}"),
        ("lines neither placed nor in problems", f"{counts['lines lost']}"),
        ("spans that do not quote", f"{counts['spans wrong']} of {counts['spans']:,}"),
        ("gapless numbering", f"{_share(counts['gapless'], numbered)}; {counts['unnumbered']} have no numbers"),
        ("gaps that no problem tells", f"{counts['gaps not said']}"),
    ]
    for what in ("number", "issuers"):
        agrees, differs, unread = (counts[f"{what} {k}"] for k in ("agrees", "differs", "not read"))
        absent = counts[f"{what} not printed"]
        if agrees + differs + unread + absent:
            label = "document number" if what == "number" else "issuers"
            rest = f"{differs} differ, {unread} not read; {absent} not printed there"
            table.append((f"{label} as in the title", f"{_share(agrees, agrees + differs + unread)}; {rest}"))
    for what in FACTS:
        read, told, neither = (counts[f"{what} {fate}"] for fate in ("read", "told missing", "neither"))
        table.append((f"fact: {what}", f"{read:,} read, {told:,} told missing, {neither:,} neither"))
    table.append(("sentences with a word that bans", f"{sum(result.fates.values()):,}"))
    table.append(("— in a prohibition", f"{result.fates['prohibition']:,}"))
    table += [(f"— {why}", f"{result.fates[fate]:,}") for fate, why in bans.REASONS.items() if result.fates[fate]]
    table.append(("— none of these", f"{result.fates['unread']}"))
    table.append(("provisions", f"{sum(result.kinds.values()):,}"))
    table += [
        (f"— {kind}", f"{number:,}") for kind, number in sorted(result.kinds.items(), key=lambda k: (-k[1], k[0]))
    ]
    table.append(("problems", f"{sum(result.problems.values()):,}"))
    table += [(f"— {code}", f"{number:,}") for code, number in sorted(result.problems.items())]
    seconds = max(result.seconds, 1e-9)
    table += [
        ("characters", f"{result.characters:,}"),
        ("texts a second", f"{total / seconds:,.0f}"),
        ("characters a second", f"{result.characters / seconds:,.0f}"),
        ("milliseconds a text, mean", f"{seconds * 1000 / parsed:.1f}"),
        ("peak memory", memory()),
    ]
    return table


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.1%})" if whole else "none"


def _split(counter: Counter[str]) -> str:
    named = ", ".join(f"{n} {name}" for name, n in sorted(counter.items()))
    return f"{sum(counter.values())}" + (f" ({named})" if named else "")


def memory() -> str:
    """Give the most memory this process has held, where the system tells."""
    if resource is None:
        return "not told"
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{used // (1024 * 1024 if sys.platform == 'darwin' else 1024)} MiB"


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and total:
        filled = 40 * done // total
        end = "\n" if done == total else ""
        print(f"\r[{'#' * filled}{' ' * (40 - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def profiled(found: list[Text], functions: int = 30) -> None:
    """Print where the time of parsing goes."""
    profile = cProfile.Profile()
    for text in found:
        profile.enable()
        try:
            sources.parse(text.data, name=text.name)
        except NoNoticeError:
            pass
        finally:
            profile.disable()
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(functions)


def main(argv: list[str] | None = None) -> int:
    """Print the table; give 1 when a text raised, a line was lost or a span does not quote."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("path", type=Path)
    options.add_argument("--md", type=Path, help="write the table to this file too")
    options.add_argument("--name", help="what the table calls the texts")
    options.add_argument("--limit", type=int, help="read only the first N texts")
    options.add_argument("--list", type=int, default=50, help="most faults and sentences to list")
    options.add_argument("--profile", action="store_true", help="print the functions that take the time, and stop")
    given: Any = options.parse_args(argv)
    found = texts(given.path)[: given.limit]
    if not found:
        print(f"{given.path}: no texts ({', '.join(SUFFIXES)})", file=sys.stderr)
        return 2
    if given.profile:
        profiled(found)
        return 0
    sources.parse("yinfa-2026-42")  # the tables are read and compiled once, before the clock runs
    result = sweep(found)
    table = rows(result, len(found))
    wide = max(len(label) for label, _ in table)
    print("\n".join(f"{label:<{wide}}  {figure}" for label, figure in table))
    for name, words in result.listed[: given.list]:
        print(f"{name}: {' '.join(words.split())}")
    if given.md:
        name = given.name or f"{len(found)} texts"
        lines = [f"| {label} | {figure} |" for label, figure in table]
        head = f"# Sweep\n\nWhat holds of {name}, as `benchmarks/sweep.py` counted it.\n\n| | |\n| --- | --- |\n"
        given.md.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return int(bool(result.raised or result.counts["lines lost"] or result.counts["spans wrong"]))


if __name__ == "__main__":
    sys.exit(main())
