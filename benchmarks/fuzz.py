"""Look for texts that break regparse, for as long as one has time.

    python benchmarks/fuzz.py FOLDER --seconds 600                 # mutations of every format, then doubling
    python benchmarks/fuzz.py FOLDER --mutate docx --seconds 600   # one format
    python benchmarks/fuzz.py FOLDER --double --verb check         # the hostile patterns through one verb

*Mutations* take a small file of a format, cut, flip, repeat, insert and splice bytes of it, and parse what comes of it
in a process of its own within a time and a memory. A fault is whatever is neither a notice nor one clean sentence: an
exception that is no ``RegparseError``, a death, a hang, a fact that does not quote the text.

*Doubling* takes patterns of which attackers make texts, puts each into a notice twice as often again and again, and
gives the exponent by which the time of a verb grows: 1 is in proportion, 2 with the square. What grows by more than
``EXPONENT`` where a text takes longer than ``LEAST`` is a fault. Time is that of the processor, so that a machine that
has other things to do changes little.

What is found is kept in FOLDER, one file each with a name that says what and how; the program exits 1 when there is
something. A seed makes a run repeatable: ``--seed``.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import io
import math
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regparse.analysis import pipeline
from regparse.checking import check as checking
from regparse.cli import problems
from regparse.comparison import compare as compare_notices
from regparse.documents.brief import render_brief
from regparse.errors import RegparseError
from regparse.intake import inputs
from regparse.store.database import in_memory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from handmade_files import docx, pdf

EXPONENT = 1.2
"""The most by which the time of a verb may grow."""
LEAST = 0.25
"""Seconds below which a growth is not looked at: what is done once outweighs it."""
ENOUGH = 1.5
"""Seconds at which a pattern is not doubled again."""
CHARS = 400_000
"""Characters at which a pattern is not doubled again."""
PATIENCE = 30.0
"""Seconds after which the parse of a mutated file hangs."""
MEMORY = 3_000_000_000
"""Bytes that the parse of a mutated file may take."""

_HEAD = "关于测试账户管理的通知\n银发〔2019〕7号\n各银行：\n现就有关事项通知如下：\n"
_HEAD_EN = (
    "Notice on Testing Accounts\nYinfa [2019] No. 7\nTo all banks:\nThe relevant matters are notified as follows:\n"
)


class Pattern(NamedTuple):
    """A hostile text: what stands before, what is repeated (``{n}`` is its number), what stands behind."""

    before: str
    unit: str
    after: str = ""

    def text(self, times: int) -> str:
        """Return the text with so many units."""
        english = self.unit.isascii() and self.before.isascii() and self.unit.strip() != "" and self.unit[0].isalpha()
        head = _HEAD_EN if english else _HEAD
        middle = (
            "".join(self.unit.replace("{n}", str(n)) for n in range(1, times + 1))
            if "{n}" in self.unit
            else (self.unit * times)
        )
        return f"{head}{self.before}{middle}{self.after}\n"


PATTERNS: dict[str, Pattern] = {
    # one sentence without an end
    "bodies in a row": Pattern("一、", "银行，", "应当报告。"),
    "bodies with conjunctions": Pattern("一、", "银行、支付机构和", "应当报告。"),
    "duties without a stop": Pattern("一、", "银行应当报告"),
    "bans without a stop": Pattern("一、", "不得"),
    "conditions of bans": Pattern("一、", "未经批准，不得"),
    "bans with commas": Pattern("一、银行", "不得出借账户，"),
    "negations": Pattern("一、银行", "不", "得出借。"),
    "may and must": Pattern("一、银行", "可以应当"),
    "exceptions": Pattern("一、银行不得出借账户", "，但另有规定的除外"),
    "deadlines": Pattern("一、银行应当", "于10日内", "报告。"),
    "conditions": Pattern("一、", "有下列情形的，", "银行应当报告。"),
    "agencies": Pattern("一、", "中国人民银行、中国证监会、", "负责监督。"),
    "agencies together": Pattern("一、", "会同公安部门", "监督。"),
    "nouns with 的": Pattern("一、银行应当报告", "银行的", "账户。"),
    "figures": Pattern("一、银行应当缴存", "10万元以上20万元以下"),
    "acts": Pattern("一、银行应当", "报告、备案、"),
    "semicolons": Pattern("一、银行应当", "报告；"),
    "colons": Pattern("一、银行应当", "报告："),
    "one letter": Pattern("一、", "银"),
    "no letter": Pattern("一、", "　"),
    "digits": Pattern("一、", "1"),
    "stops": Pattern("一、", "。"),
    # sentences, lines, clauses
    "sentences": Pattern("一、", "银行应当报告。"),
    "sentences with bans": Pattern("一、", "银行不得出借账户。"),
    "lines with duties": Pattern("一、银行：\n", "银行应当报告。\n"),
    "clauses": Pattern("", "第{n}条 银行应当报告。\n"),
    "labels alone": Pattern("一、银行：\n", "（1）\n（2）\n"),
    "labels counted": Pattern("一、银行：\n", "（{n}）\n"),
    "labels in a line": Pattern("一、银行：", "（一）报告；（二）备案；"),
    "one label": Pattern("", "一、\n"),
    "falling labels": Pattern("", "一、银行应当报告。\n（一）\n1.\n（1）\n"),
    "chapters": Pattern("", "第一章 总则\n"),
    "empty lines": Pattern("一、银行应当报告。", "\n"),
    "lines of blanks": Pattern("一、银行应当报告。", " \n"),
    "short lines": Pattern("一、银行应当报告。\n", "银\n"),
    "dates": Pattern("一、银行应当报告。\n", "2019年3月4日\n"),
    "annexes": Pattern("一、银行应当报告。\n", "附件{n}\n银行名单\n"),
    "titles as lines": Pattern("一、银行应当报告。\n", "关于测试的通知\n"),
    "notices": Pattern("一、银行应当报告。\n", "关于测试的通知\n银发〔2019〕{n}号\n各银行：\n一、银行应当报告。\n"),
    "addressees": Pattern("一、银行应当报告。\n", "各银行：\n"),
    "numbers": Pattern("一、银行应当报告。\n", "银发〔2019〕{n}号\n"),
    "tables": Pattern("一、银行应当报告。\n", "银行 | 账户 | 备注\n"),
    # marks
    "opening title marks": Pattern("一、银行应当报告", "《"),
    "closing title marks": Pattern("一、银行应当报告", "》"),
    "title marks in a ring": Pattern("一、银行应当报告", "《》"),
    "opening quotes": Pattern("一、银行应当报告", "“"),
    "quotes": Pattern("一、", "“银行应当报告”"),
    "straight quotes": Pattern("一、银行应当报告", '"'),
    "opening brackets": Pattern("一、银行应当报告", "（"),
    "closing brackets": Pattern("一、银行应当报告", "）"),
    "brackets in brackets": Pattern("一、银行（", "银行（银行）"),
    "short names": Pattern("一、", "银行（以下简称银行）"),
    "short names of titles": Pattern("一、依据", "《账户办法》（以下简称《办法》）"),
    # what is cited
    "titles": Pattern("一、依据", "《关于的通知》"),
    "titles with numbers": Pattern("一、依据", "《关于测试的通知》（银发〔2019〕{n}号）、", "报告。"),
    "repealed titles": Pattern("一、", "《关于测试{n}的通知》", "同时废止。"),
    "repealed numbers": Pattern("一、", "银发〔2019〕{n}号、", "同时废止。"),
    "articles": Pattern("一、依据", "第{n}条、第{n}款", "报告。"),
    "own articles": Pattern("一、依据本通知", "第一条、", "报告。"),
    # English
    "english bans": Pattern("1. ", "Banks shall not "),
    "english duties": Pattern("1. ", "Banks shall report "),
    "english lists": Pattern("1. ", "banks, ", "shall report."),
    "english and": Pattern("1. Banks shall ", "report and "),
    "english of": Pattern("1. Banks shall report ", "the accounts of "),
    "english sentences": Pattern("1. ", "Banks shall report. "),
    "english clauses": Pattern("", "Article {n} Banks shall report.\n"),
    "english conditions": Pattern("1. ", "If banks report, "),
    "english unless": Pattern("1. Banks shall report ", "unless approved "),
    "english capitals": Pattern("1. ", "The People's Bank of China and "),
    "english letters": Pattern("1. ", "a"),
    "english hyphens": Pattern("1. ", "inter-\n"),
    "english orders": Pattern("1. ", "Order of the State Council No. 3 "),
    "days of effect": Pattern("一、本通知", "自2019年3月4日起施行"),
    "english quotes": Pattern("1. ", "“Banks” (hereinafter “Banks”) "),
}  # fmt: skip
"""Texts of which attackers make long ones."""


def parse(text: str) -> object:
    """Parse a text."""
    return pipeline.parse(text.encode(), "fuzz.txt")


def check(text: str) -> object:
    """Check a text, and print its problems."""
    report = checking.run(text.encode(), name="fuzz.txt")
    return problems.listed(report, "fuzz.txt", 80)


def compare(text: str) -> object:
    """Compare a text with one that differs in every unit."""
    return compare_notices(_parsed(text), _parsed(text.replace("报告", "备案").replace("report", "file")))


def query(text: str) -> object:
    """Put a text into a store, and ask it."""
    with in_memory([_parsed(text)]) as store:
        return [store.query(words).answer(0, 20) for words in ("", "银行", "banks")]


def brief(text: str) -> object:
    """Make the brief of a text, as a page."""
    return render_brief(_parsed(text), format="html")


VERBS: dict[str, Callable[[str], object]] = {
    "parse": parse, "check": check, "compare": compare, "query": query, "brief": brief
}  # fmt: skip
"""What is done with a text. What the parse takes is no part of what others take."""

_LAST: dict[str, Any] = {}
"""Texts that were parsed for a verb, so that its own time is measured alone."""


def _parsed(text: str) -> Any:
    if text not in _LAST:
        _LAST[text] = parse(text)
    return _LAST[text]


class Growth(NamedTuple):
    """How the time of a verb grew with a pattern: the last exponent, the characters and the seconds at the end."""

    exponent: float
    chars: int
    seconds: float
    fault: str = ""


def growth(pattern: Pattern, verb: str) -> Growth:
    """Double a pattern until it is slow or long enough; the exponent is from a quarter of the last text to it."""
    times, taken = 64, list[tuple[int, float]]()
    while True:
        text = pattern.text(times)
        _LAST.clear()
        try:
            if verb in ("compare", "query", "brief"):
                _parsed(text)
                _parsed(text.replace("报告", "备案").replace("report", "file"))
            gc.collect()
            begun = time.process_time()
            VERBS[verb](text)
            taken.append((len(text), time.process_time() - begun))
        except RegparseError:  # a limit, said in one sentence
            break
        except Exception:
            return Growth(math.inf, len(text), 0, traceback.format_exc(limit=-3))
        if taken[-1][1] > ENOUGH or len(text) > CHARS:
            break
        times *= 2
    if len(taken) < 3:
        return Growth(0, *(taken[-1] if taken else (0, 0.0)))
    (few, quick), (many, slow) = taken[-3], taken[-1]
    exponent = math.log(max(slow, 1e-4) / max(quick, 1e-4)) / math.log(many / few)
    return Growth(exponent, many, slow)


def double(folder: Path, verbs: list[str], names: list[str], until: float) -> int:
    """Double patterns; keep those that grow too fast, and give how many they are."""
    found = 0
    for name in names:
        for verb in verbs:
            if time.monotonic() > until:
                print("time is up")
                return found
            grown = growth(PATTERNS[name], verb)
            bad = bool(grown.fault) or (grown.seconds > LEAST and grown.exponent > EXPONENT)
            mark = "FAULT" if bad else ""
            print(
                f"{verb:<8}{name:<24}{grown.exponent:6.2f}{grown.chars:>9,}{grown.seconds:8.2f} s  {mark}", flush=True
            )
            if grown.fault:
                print(grown.fault)
            if bad:
                found += 1
                _keep(folder, f"double-{verb}-{name.replace(' ', '-')}", PATTERNS[name].text(64).encode(), ".txt")
    return found


def _keep(folder: Path, what: str, data: bytes, suffix: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{what}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    path.write_bytes(data)
    return path


# --- mutations --------------------------------------------------------------------------------------------

_NOTICE = _HEAD + "".join(
    f"（{n}）银行不得出借账户，应当于10日内向中国人民银行报告《账户办法》（银发〔2019〕{i}号）规定的损失。\n"
    for i, n in enumerate("一二三四五六七八九", 1)
) + "2019年3月4日\n"  # fmt: skip


def _seeds() -> dict[str, bytes]:
    """Return a small file of each format."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _NOTICE.split("\n"))
    lines = b"".join(
        b"BT /F 12 Tf 72 %d Td (%d. Banks shall not lend accounts.) Tj ET " % (700 - 20 * n, n) for n in range(9)
    )
    body = "".join(f"<p class=a>{line}</p>" for line in _NOTICE.split("\n"))
    page = f"<html><head><meta charset=utf-8></head><body>{body}<table><tr><td>1<td>2</table><ol><li>a</ol></body>"
    marked = "# 关于测试账户管理的通知\n\n" + _NOTICE + "\n| a | b |\n| - | - |\n| 1 | 2 |\n\n1. **a**\n"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", _NOTICE)
        file.writestr("b.html", page)
    row = '{"id": 1, "text": ' + repr(_NOTICE).replace("'", '"') + "}\n"
    return {
        "txt": _NOTICE.encode(), "html": page.encode(), "md": marked.encode(), "docx": docx(paragraphs),
        "pdf": pdf(lines, packed=True), "zip": archive.getvalue(), "jsonl": (row * 3).encode(),
    }  # fmt: skip


_BITS = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n" * 9, b"<", b"</p>", b"<table>" * 9, b"&#1114112;", b"]]>", b"\\u0000",
    "《".encode(), "）".encode() * 30, "第一条".encode(), "　".encode() * 50, "\u202e".encode(), b"9" * 400,
    b"/Kids[3 0 R]", b"1 0 obj", b"stream\n", b"PK\x03\x04", b"\xed\xa0\x80", b"|" * 40, b"**", b"<!--", b"<![CDATA[",
    b"<w:tbl><w:tr><w:tc>" * 5, b'w:val="99999999999"', b"{", b'"', b"-1", b"0x", "一、".encode() * 20,
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with a few damages."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        at, length = chance.randrange(len(out) + 1), chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0:
                del out[at : at + length]
            case 1 if out:
                out[at % len(out)] ^= 1 << chance.randrange(8)
            case 2:
                out[at:at] = out[at : at + length] * chance.choice((1, 3, 50))
            case 3:
                out[at:at] = chance.choice(_BITS)
            case 4:
                other = chance.randrange(len(out) + 1)
                out[at:at] = out[other : other + length]
            case _:
                out[at : at + length] = bytes(chance.randrange(256) for _ in range(min(length, 8)))
        if len(out) > 2_000_000:
            break
    return bytes(out)


def _inflated(kind: str, data: bytes, chance: random.Random) -> bytes:
    """Mutate what stands inside a packed file, every other time, so that damage comes further than its packing."""
    if kind not in ("docx", "zip") or chance.random() < 0.5:
        return mutated(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, mutated(part, chance) if chance.random() < 0.7 else part)
    return out.getvalue()


def examine(kind: str, data: bytes) -> None:
    """Parse a file as its format; raise when what comes of it is neither a notice nor a sentence."""
    if kind in ("zip", "jsonl"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a.{kind}"
            path.write_bytes(data)
            for document in inputs.walk([path], Counter()):
                if document.data is not None and not document.row:
                    examine("txt", document.data)
        return
    try:
        notices = pipeline.parse_all(data, f"fuzz.{kind}")
    except RegparseError as error:
        if "\n" in str(error) or len(str(error)) > 1_000:
            raise ValueError(f"no one sentence: {error}") from error
        return
    for notice in notices:
        for _, norm in notice.provisions():
            if notice.text[slice(*norm.span)] != norm.text:
                raise ValueError(f"{norm.id} does not quote the text")
        notice.to_json().encode()


def _work(kind: str, pipe: Any) -> None:
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415  not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    examine("txt" if kind in ("zip", "jsonl") else kind, _seeds()[kind])  # loads what it needs
    pipe.send("ready")
    while True:
        data = pipe.recv_bytes()
        try:
            examine(kind, data)
            pipe.send("")
        except BaseException:
            pipe.send(traceback.format_exc(limit=-4))


class _Examiner:
    """A process that parses mutated files; a new one takes its place when it dies or hangs."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(self._kind, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()  # that it is ready: its beginning is not timed

    def __call__(self, data: bytes) -> str:
        """Return what is wrong with the parse of a file, or nothing."""
        self._pipe.send_bytes(data)
        try:
            if self._pipe.poll(PATIENCE):
                return str(self._pipe.recv())
            said = f"hangs: no answer in {PATIENCE:.0f} s"
        except EOFError:
            said = "the process died"
        self.close()
        self._start()
        return said

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def mutate(folder: Path, kind: str, seed: int, until: float) -> tuple[int, int]:
    """Parse mutations of a format until a time; give how many there were, and how many faults, which are kept."""
    chance, whole = random.Random(f"{seed} {kind}"), _seeds()[kind]
    examiner, count, faults, seen = _Examiner(kind), 0, 0, set[str]()
    try:
        while time.monotonic() < until:
            data = _inflated(kind, whole, chance)
            said = examiner(data)
            count += 1
            if said and (last := said.strip().rpartition("\n")[2]) not in seen:
                seen.add(last)
                faults += 1
                path = _keep(folder, f"mutate-{kind}", data, f".{kind}")
                path.with_suffix(path.suffix + ".why").write_text(said, encoding="utf-8", errors="backslashreplace")
                print(f"FAULT {path}: {last}", flush=True)
    finally:
        examiner.close()
    print(f"{kind}: {count:,} files, {faults} faults", flush=True)
    return count, faults


def _shares(kinds: list[str], seconds: float) -> Iterator[tuple[str, float]]:
    for left, kind in zip(range(len(kinds), 0, -1), kinds, strict=True):
        begun = time.monotonic()
        yield kind, begun + seconds / left
        seconds -= time.monotonic() - begun


def main() -> None:
    """Run what is asked for; leave with 1 when something was found."""
    asks = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asks.add_argument("folder", type=Path, help="where what is found is kept")
    asks.add_argument("--seconds", type=float, default=600, help="for how long [default: 600]")
    asks.add_argument("--mutate", nargs="*", metavar="FORMAT", help="only mutations, of these formats or of all")
    asks.add_argument("--double", nargs="*", metavar="PATTERN", help="only doubling, of these patterns or of all")
    asks.add_argument("--verb", nargs="*", choices=list(VERBS), default=list(VERBS), help="the verbs that are doubled")
    asks.add_argument("--seed", type=int, default=1)
    asked = asks.parse_args()
    both = asked.mutate is None and asked.double is None
    end, found = time.monotonic() + asked.seconds, 0
    if both or asked.mutate is not None:
        share = asked.seconds / 2 if both else asked.seconds
        for kind, until in _shares(asked.mutate or list(_seeds()), share):
            found += mutate(asked.folder, kind, asked.seed, until)[1]
    if both or asked.double is not None:
        found += double(asked.folder, asked.verb, asked.double or list(PATTERNS), end)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
