"""Writes the pages of docs/reference from the code and its tables, so that they cannot fall behind.

    python docs/generate.py

A page is a function that returns its text; ``PAGES`` names them. ``tests/test_docs.py`` compares what is committed
with what these functions return.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import examples
import typer

import regparse
from regparse.cli import application
from regparse.files.limits import LIMITS
from regparse.lexicon import agencies, problems, tables
from regparse.wording.catalogue import rows

FOLDER = Path(__file__).resolve().parent / "reference"
LEXICON = Path(problems.__file__).resolve().parent
_NOTE = "<!-- Written by docs/generate.py from the code; do not edit. -->"


def commands() -> str:
    """Return the help of every command."""
    return "\n".join(_help("# Commands", "What `--help` prints.", "en"))


def commands_zh() -> str:
    """Return the help of every command in Chinese."""
    return "\n".join(_help("# 命令", "即 `--lang zh --help` 的输出。", "zh"))


def _help(title: str, about: str, language: str) -> Iterator[str]:
    yield from (title, "", _NOTE, "", about, "")
    for words in ((), *_all_commands()):
        yield from (f"## {' '.join(('regparse', *words))}", "", "```text")
        out, _ = examples.run(["--lang", language, *words, "--help"])
        yield from (out.rstrip(), "```", "")


def _all_commands() -> Iterator[tuple[str, ...]]:
    for name, command in typer.main.get_command(application()).commands.items():  # type: ignore[attr-defined]
        yield (name,)
        yield from ((name, inner) for inner in getattr(command, "commands", ()))


def codes() -> str:
    """Return the codebook: every code of the JSON, with its name in both languages and, from the tables, an example."""
    return "\n".join(_codes())


_FIXED = {
    "kind": ("Kinds of provision", "`kind`: what a provision does."),
    "role": ("Parts of a body", "`role` of an agency: what a provision, or the head of a notice, gives a body to do."),
    "condition": ("Conditions", "`condition`: under what a ban is lifted, or what it is limited to."),
    "territory": ("Places", "`territory`: where the act takes place."),
    "sanction": ("Consequences", "`sanction.kind`: what a breach leads to."),
    "citation": ("References", "`kind` of a citation."),
    "status": ("Status", "Whether a notice is in force, as far as the store tells."),
    "severity": ("Severities", "How much a problem matters."),
    "change": ("Changes", "`change` of a change in law."),
}
_OPEN = {
    "addressees": ("Who is bound", "`addressees[].code`. What binds a code in the last column binds this one too."),
    "activities": ("Acts", "`activities[].code`."),
    "assets": ("What it is about", "`assets[].code`."),
}


def _codes() -> Iterator[str]:
    yield from ("# Codebook", "", _NOTE, "")
    yield from (
        "Each code that the JSON, the tables and the queries use, with its names. 代码表：各代码及其中英文名称。",
        "",
    )
    for part, (title, about) in _FIXED.items():
        found = {key.partition(".")[2]: row for key, row in rows("name").items() if key.startswith(f"{part}.")}
        yield from (f"## {title}", "", about, "")
        yield from _table(("Code", "English", "中文"), ((f"`{c}`", r.en, r.zh) for c, r in found.items()))
    yield from ("## Doubts", "", "`doubts`: why a provision is `unsure`. One that has none is `sure`.", "")
    yield from _table(("Code", "English", "中文"), _doubts())
    for name, (title, about) in _OPEN.items():
        yield from (f"## {title}", "", about, "")
        table = tomllib.loads((LEXICON / f"{name}.toml").read_text(encoding="utf-8"))
        heads = ("Code", "English", "中文", "Example") + (("Kind of",) if name == "addressees" else ())
        yield from _table(heads, (_row(code, row, len(heads)) for code, row in table.items() if "label" in row))
    yield from ("## Bodies", "", "`agencies[].id`. A name in lower case is a sort of bodies.", "")
    yield from _table(("Code", "English", "中文", "Since", "Until", "Succeeded by"), _bodies())


def _doubts() -> Iterator[tuple[str, ...]]:
    return ((f"`{code}`", row["en"], row["zh"]) for code, row in tables.load("doubts").items())


def _row(code: str, row: dict[str, Any], columns: int) -> tuple[str, ...]:
    known = (f"`{code}`", row["label"]["en"], row["label"]["zh"], next(iter(row.get("examples", ())), ""))
    return (*known, ", ".join(f"`{above}`" for above in row.get("is", ())))[:columns]


def _bodies() -> Iterator[tuple[str, ...]]:
    for one in agencies.load():
        days = (str(one.since or ""), str(one.until or ""))
        yield (f"`{one.code}`", one.en, one.zh, *days, f"`{one.successor}`" if one.successor else "")


def problem_pages() -> str:
    """Return every problem that ``regparse check`` prints: how bad, what it means, what to do."""
    return "\n".join(_problems("# Problems", "en", ("What it means", "What to do")))


def problem_pages_zh() -> str:
    """Return the same in Chinese."""
    return "\n".join(_problems("# 存疑之处", "zh", ("含义", "处理")))


def _problems(title: str, language: str, heads: tuple[str, str]) -> Iterator[str]:
    said, severity = rows("problem"), rows("name")
    yield from (title, "", _NOTE, "")
    yield from (
        {
            "en": "What `regparse check` flags, by code. `regparse check --explain CODE` adds texts that raise it.",
            "zh": "`regparse check` 所列问题，按代码排列；`regparse check --explain 代码` 另附引发该问题的文本。",
        }[language],
        "",
    )
    for code, entry in problems.load().items():
        level = severity[f"severity.{entry.severity}"]
        yield from (f"## `{code}` ({level.en})" if language == "en" else f"## `{code}`（{level.zh}）", "")
        for key, head in zip(("means", "fix"), heads, strict=True):
            if row := said.get(f"{code}.{key}"):
                text = row.en if language == "en" else row.zh
                yield from (f"{head}: {text}" if language == "en" else f"{head}：{text}", "")


def limits() -> str:
    """Return every limit with its value."""
    names = rows("name")
    return "\n".join(
        (
            *("# Limits", "", _NOTE, ""),
            "A file may come from anybody, so each format has limits. The message that a limit raises names its",
            "variable, and the variable sets it: `REGPARSE_MAX_PDF_PAGES=2000`.",
            "",
            *_table(
                ("Variable", "Value", "What it counts", "所限"),
                (
                    (f"`REGPARSE_MAX_{name}`", f"{limit.default:,}", row.en, row.zh)
                    for name, limit in LIMITS.items()
                    if (row := names[f"limit.{name}"])
                ),
            ),
        )
    )


def python() -> str:
    """Return the public verbs with their signatures and what they say of themselves."""
    return "\n".join(_python())


def _python() -> Iterator[str]:
    yield from ("# Python", "", _NOTE, "")
    yield "`import regparse` gives these. Types are in `regparse.model`, what they raise in `regparse.errors`;"
    yield from (
        "`help(regparse.model.Notice)` tells what a notice holds; `regparse schema` its JSON Schema.",
        "",
    )
    for name in regparse.__all__:
        verb = getattr(regparse, name)
        if callable(verb):
            yield from (f"## `{name}`", "", "```pycon", f">>> {name}{_signature(verb)}", "```", "")
            yield from (_spoken(inspect.getdoc(verb) or ""), "")


def _signature(verb: Any) -> str:
    """Return the signature of a verb with bare names of types, on a line for each parameter where it is long."""
    signature = re.sub(r"(?:\w+\.)+(?=[A-Z])", "", str(inspect.signature(verb)).replace("'", ""))
    return signature if len(signature) < 80 else re.sub(r", (?=[\w*]+(?:[:,=]|$))", ",\n...     ", signature)


def _spoken(doc: str) -> str:
    """Return a docstring as Markdown: its code in single backquotes, its references as code."""
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", doc.replace("``", "`"))


def _table(heads: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for line in lines:
        cells = (re.sub(r"(?<!\\)\|", r"\\|", cell.replace("\n", " ")) for cell in line)
        yield f"| {' | '.join(cells)} |"
    yield ""


PAGES = {
    "commands.md": commands,
    "commands.zh.md": commands_zh,
    "codes.md": codes,
    "problems.md": problem_pages,
    "problems.zh.md": problem_pages_zh,
    "limits.md": limits,
    "python.md": python,
}
"""Each page of the reference, and what returns its text."""


def text(name: str) -> str:
    """Return the text of a page, as it is written."""
    with examples.alone():
        return PAGES[name]().rstrip() + "\n"


if __name__ == "__main__":
    for name in PAGES:
        (FOLDER / name).write_text(text(name), encoding="utf-8")
