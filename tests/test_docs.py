"""The README and the pages of docs/: what they show is what the program prints, and every link leads somewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import examples  # noqa: E402
import generate  # noqa: E402

_SIZE = re.compile(r"\d+ kB")
"""The size of a PDF hangs on the version of Pango."""

PAGES = [page.relative_to(ROOT).as_posix() for page in examples.PAGES]
WITH_EXAMPLES = [page.relative_to(ROOT).as_posix() for page in examples.PAGES if examples.has_examples(page)]


@pytest.mark.parametrize("page", WITH_EXAMPLES)
def test_examples_print_what_the_page_shows(page: str) -> None:
    """Where this fails because the program is better now: ``python docs/examples.py --write``."""
    today, shown = (_SIZE.sub("", text) for text in (examples.renewed(ROOT / page), (ROOT / page).read_text("utf-8")))
    assert today == shown


@pytest.mark.parametrize("page", generate.PAGES)
def test_the_reference_is_what_the_code_says(page: str) -> None:
    """Where this fails: ``python docs/generate.py``."""
    assert generate.text(page) == (generate.FOLDER / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_and_headings(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"(?<!`)\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, heading = target.partition("#")
        file = (ROOT / page).parent / path
        assert file.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}


def test_every_page_is_in_the_navigation() -> None:
    listed = re.findall(r": ([\w./-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    there = [page.removeprefix("docs/") for page in PAGES if page.startswith("docs/")]
    assert sorted(listed) == sorted(there)


def test_an_example_that_prints_something_else_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('```text title="a.txt"\none\ntwo\n```\n\n```console\n$ cat a.txt | head -1\nthree\n```\n', "utf-8")
    assert examples.renewed(page).endswith("```console\n$ cat a.txt | head -1\none\n```\n")
