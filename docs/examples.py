"""Runs the console examples of the README and of these pages, and writes what they print.

    python docs/examples.py            # say which examples print something else
    python docs/examples.py --write    # put what they print into the pages

A block ``console`` is a session: each line ``$ regparse …`` is run, in this process, and what follows it is what a
terminal of 80 columns shows. A command may end in ``| head -N``, ``| grep WORDS`` or ``> FILE``; ``cat FILE`` prints
one. A block with a title is a file of that name, which the commands after it find. The examples of a page share one
empty folder, one corpus and one store. A block ``python`` is run as it is. Blocks of other sorts, ``sh`` among them,
are not run.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from regparse.cli import main as command_line

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]

_BLOCK = re.compile(r"^```(?P<sort>\w+)(?: title=\"(?P<file>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "


def has_examples(page: Path) -> bool:
    """Say whether a page has blocks that run."""
    return any(found["sort"] in {"console", "python"} for found in _BLOCK.finditer(page.read_text(encoding="utf-8")))


def renewed(page: Path) -> str:
    """Return the text of a page with what its examples print today. Raises what a ``python`` block raises."""

    def block(found: re.Match[str]) -> str:
        if found["file"]:
            Path(found["file"]).parent.mkdir(exist_ok=True)
            Path(found["file"]).write_text(found["body"], encoding="utf-8")
        elif found["sort"] == "console":
            commands = [line for line in found["body"].splitlines() if line.startswith(_PROMPT)]
            printed = "".join(f"{line}\n{_printed(line.removeprefix(_PROMPT))}" for line in commands)
            return f"```console\n{printed}```"
        elif found["sort"] == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(found["body"], f"an example of {page.name}", "exec"), {"__name__": "__example__"})
        return found[0]

    with alone():
        return _BLOCK.sub(block, page.read_text(encoding="utf-8"))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Stand in an empty folder, 80 columns wide, with a corpus and a store of its own."""
    kept, here = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        os.environ.update(
            COLUMNS="80",
            NO_COLOR="1",
            REGPARSE_CORPUS=str(Path(folder, "corpus")),
            REGPARSE_STORE=str(Path(folder, "corpus", "store.sqlite")),
        )
        os.environ.pop("REGPARSE_LANG", None)
        work = Path(folder, "work")
        work.mkdir()
        os.chdir(work)
        try:
            yield
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(kept)


def _printed(line: str) -> str:
    """Return what one line of a session prints."""
    command, *filters = [part.strip() for part in re.split(r"\s\|\s", line)]
    command, _, file = command.partition(" > ")
    words = shlex.split(command)
    if words[0] == "cat":
        shown, out = "", Path(words[1]).read_text(encoding="utf-8")
    elif words[0] == "regparse":
        shown, out = run(words[1:], piped=bool(filters or file))
    else:
        raise ValueError(f"an example runs regparse alone: {line}")
    for one in filters:
        out = _filtered(out, shlex.split(one))
    if file:
        Path(file.strip()).write_text(out, encoding="utf-8")
        out = ""
    return f"{shown}{out}".replace(str(Path.cwd().parent), "~")


def run(arguments: list[str], *, piped: bool = False) -> tuple[str, str]:
    """Return what a terminal shows of a command, and what went into the pipe behind it."""
    terminal, pipe = io.BytesIO(), io.BytesIO()
    out = io.TextIOWrapper(pipe if piped else terminal, encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(terminal, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.suppress(SystemExit):
        command_line(arguments)
    return terminal.getvalue().decode(), pipe.getvalue().decode()


def _filtered(text: str, words: list[str]) -> str:
    lines = text.splitlines(keepends=True)
    if words[0] == "head":
        return "".join(lines[: int(words[1].removeprefix("-"))])
    if words[0] == "grep":
        return "".join(line for line in lines if words[1] in line)
    raise ValueError(f"an example filters by head and grep alone: {words[0]}")


def main() -> int:
    """Compare all pages, or write them; return 1 when one differs and is not written."""
    differing = 0
    for page in filter(has_examples, PAGES):
        text = renewed(page)
        if text != page.read_text(encoding="utf-8"):
            differing += 1
            print(page.relative_to(ROOT))
            if "--write" in sys.argv:
                page.write_text(text, encoding="utf-8")
    return int(bool(differing) and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
