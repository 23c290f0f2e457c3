"""How long a brief takes, beside the layout engine on the finished page alone; how large it is; what validators say.

    python benchmarks/brief.py [--rounds N] [--pages N] [--write] [--zh NOTICE OLD]

The brief is that of the shipped notice with the one it replaces, from two parsed notices to bytes. Beside it WeasyPrint
alone sets the same finished page, in turn with it in one process: what is above 1 is what regparse adds. The long
brief is of a notice made here, until its brief has so many pages; it is rendered in a process of its own, whose peak
memory is what the operating system says. ``--zh`` takes two Chinese texts, which do not ship. ``--write`` puts the
table into reports/brief.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import weasyprint

import regparse
from regparse.documents import typeset
from regparse.documents.typeset.engine import _Templates
from regparse.files.resources import folder
from regparse.model import Notice

REPORT = Path(__file__).parent.parent / "reports" / "brief.md"
WHO = ("Banks", "Payment institutions", "Internet enterprises", "Intermediary institutions", "Enterprises")
ACTS = ("open accounts for", "advertise", "keep in custody", "insure", "settle trades in", "take as collateral")
THINGS = ("virtual currency", "stablecoins", "lamp oil futures", "bearer cards", "unregistered vouchers")


def long_notice(clauses: int) -> str:
    """Make a notice of so many invented clauses: bans with a way through, duties, tasks, consequences."""
    head = "Notice on the Administration of Lighthouse Assets\nYinfa [2031] No. 9\n\nTo all banks:\n\n"
    body = []
    for n in range(1, clauses + 1):
        who, act, thing = WHO[n % len(WHO)], ACTS[n % len(ACTS)], THINGS[(n // 3) % len(THINGS)]
        body.append(
            f"{n}. Rule {n}. In recent years the business of {thing} has grown in the harbours, and with it the risks "
            f"of loss, of fraud and of fire that those who keep a lighthouse have to bear. {who} shall not {act} "
            f"{thing} "
            "within the territory without the consent of the People's Bank of China, in whatever form and under "
            f"whatever name this is done. {who} shall report each month what they hold of {thing} to the relevant "
            f"departments, together with the names of those for whom they hold it, and shall keep the records of shelf "
            f"{n} for {n % 20 + 5} years. The People's Bank of China, together with the Ministry of Public Security, "
            f"strengthens the supervision of shelf {n}, so that what is kept there is found again when the inspectors "
            f"ask for it. Whoever violates rule {n} shall be fined in accordance with the law."
        )
    foot = "This Notice shall enter into force on the date of its issuance.\n\nMay 3, 2031\n"
    return "\n\n".join((head.strip(), *body, foot))


def alone(html: str) -> bytes:
    """Set a finished page by WeasyPrint and nothing else, as PDF/A-3a."""
    base = folder("templates").resolve()
    page = weasyprint.HTML(string=html, base_url=f"{base.as_uri()}/", url_fetcher=_Templates(base))
    return bytes(page.write_pdf(pdf_variant="pdf/a-3a"))


def measure(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Give the seconds of each, the rounds of all in turn so that the machine's moods hit all alike."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for call in contenders.values():
        call()
    for _ in range(rounds):
        for name, call in contenders.items():
            start = time.process_time()
            call()
            times[name].append(time.process_time() - start)
    return times


def verdict(pdf: bytes) -> str:
    """Say what a validator of each standard says."""
    if not importlib.util.find_spec("page"):
        return "not checked: page-validation is not installed"
    validator = importlib.import_module("page")
    found = []
    for name, profile in (("PDF/A-3a", "3a"), ("PDF/UA-1", "ua1")):
        report = validator.validate_pdf_bytes(pdf, profile=profile)
        found.append(f"{name} {'pass' if report.is_compliant else f'{report.checks.failed} failed'}")
    return ", ".join(found)


def pages(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    import pypdfium2  # noqa: PLC0415 - after the brief is made, whose memory is measured

    return len(pypdfium2.PdfDocument(pdf))


def inside(text: str) -> None:
    """Render the brief of a text and print seconds, memory and size: run in a process of its own."""
    notice = regparse.parse(text)
    start = time.process_time()
    pdf = regparse.render_brief(notice, extent="full")
    taken = time.process_time() - start
    mib = peak()
    Path(sys.argv[2]).write_bytes(pdf)
    print(json.dumps({"seconds": taken, "mib": mib, "bytes": len(pdf), "pages": pages(pdf)}))


def peak() -> float:
    """Give the most memory that this process has had, in MiB.

    Linux tells it of the program; the use of resources is handed on from the process that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def long_brief(wanted: int, output: Path) -> dict[str, float]:
    """Give the figures of the first long brief with as many pages as wanted."""
    clauses = 20
    while True:
        command = [sys.executable, __file__, "--inside", str(output)]
        done = subprocess.run(command, input=long_notice(clauses), capture_output=True, text=True, check=True)
        figures: dict[str, float] = json.loads(done.stdout)
        if figures["pages"] >= wanted:
            return figures | {"clauses": clauses}
        clauses = max(clauses + 4, round(clauses * wanted / figures["pages"]))


def page_of(notice: Notice, given: dict[str, Any]) -> str:
    """Give the finished page as a brief hands it to the layout engine."""
    with mock.patch.object(typeset, "pdf", return_value=b"") as engine:
        regparse.render_brief(notice, **given)
    return str(engine.call_args.args[0])


def words(pdf: bytes) -> int:
    """Count the words of a PDF; a Chinese character is one."""
    import pypdfium2  # noqa: PLC0415 - after the brief is made, whose memory is measured

    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return len(re.findall(r"[\u3400-\u9fff]|[A-Za-z0-9][\w'’-]*", text))


def row(name: str, notice: Notice, old: Notice, rounds: int, **more: Any) -> str:
    """Measure one brief beside the layout alone; give a row of the table."""
    given = {"against": old, "comparison": regparse.compare(old, notice), **more}
    html = page_of(notice, given)
    times = measure({"brief": lambda: regparse.render_brief(notice, **given), "alone": lambda: alone(html)}, rounds)
    ratios = [ours / theirs for ours, theirs in zip(times["brief"], times["alone"], strict=True)]
    pdf = regparse.render_brief(notice, **given)
    cells = (
        name,
        f"{pages(pdf)}",
        f"{words(pdf):,}",
        f"{statistics.median(times['brief']):.2f}",
        f"{statistics.median(times['alone']):.2f}",
        f"{statistics.median(ratios):.2f}",
        f"{len(pdf) / 1024:.0f}",
        verdict(pdf),
    )
    return "| " + " | ".join(cells) + " |"


def main() -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--pages", type=int, default=100)
    options.add_argument("--write", action="store_true")
    options.add_argument("--zh", nargs=2, type=Path, metavar=("NOTICE", "OLD"))
    options.add_argument("--inside", metavar="PDF", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.inside:
        inside(sys.stdin.read())
        return 0
    notice = regparse.parse("yinfa-2026-42")
    replaced = regparse.parse("yinfa-2021-237")
    rows = [
        row(f"Yinfa [2026] No. 42, English, {extent}", notice, replaced, given.rounds, extent=extent)
        for extent in ("page", "short", "full")
    ]
    if given.zh:
        new, old = (regparse.parse(path) for path in given.zh)
        rows += [
            row(f"the same, Chinese, {extent}", new, old, given.rounds, lang="zh", extent=extent)
            for extent in ("short", "full")
        ]
    made = Path(folder("templates").parent / "reports" / ".long.pdf")
    figures = long_brief(given.pages, made)
    long = verdict(made.read_bytes())
    made.unlink()
    lines = [
        "# The brief, measured\n",
        "Made by `benchmarks/brief.py`; seconds of one processor, of a shared machine under load (they swing).\n",
        "| brief | pages | words | seconds | WeasyPrint alone on the page | ratio | KiB | validators |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *rows,
        "\nAim: a ratio of at most 1.15; the short brief four to six pages. WeasyPrint alone collects garbage as",
        "often as Python does by",
        "itself, the brief more rarely: that is why the ratio is below 1. Two fifths of the Chinese file are fonts.\n",
        "| long brief | pages | seconds | peak MiB | KiB | validators |",
        "| --- | --- | --- | --- | --- | --- |",
        f"| {figures['clauses']:.0f} invented clauses | {figures['pages']:.0f} | {figures['seconds']:.1f} "
        f"| {figures['mib']:.0f} | {figures['bytes'] / 1024:.0f} | {long} |",
        "\nAim: 100 pages in at most 10 s and 300 MiB.",
    ]
    report = "\n".join(lines) + "\n"
    print(report, end="")
    if given.write:
        REPORT.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
