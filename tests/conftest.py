"""The command line as a fixture, a small notice in a file, and an empty corpus; nobody's own corpus is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import browsing
import pytest
from site_stores import bilingual

from regparse.cli import main
from regparse.corpus import catalogue
from regparse.store.query import of_corpus

NOTICE = """Notice on the Administration of Prepaid Cards
Yinfa [2019] No. 7

To all banks:

In accordance with the "Law of the People's Republic of China on the People's Bank of China," and other provisions, \
the relevant matters are notified as follows:

(1) Issuing. Banks shall not issue bearer cards.

(2) Reporting. Banks shall report losses to the People's Bank of China.

This Notice shall enter into force on the date of its issuance.

People's Bank of China

March 4, 2019
"""


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="session", autouse=True)
def _no_corpus_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(catalogue.VARIABLE, str(tmp_path_factory.mktemp("corpus")))
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Run the command line in an empty folder, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def runner(*args: str) -> Result:
        with pytest.raises(SystemExit) as left:
            main(args)
        captured = capsys.readouterr()
        return Result(int(left.value.code or 0), captured.out, captured.err)

    return runner


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name an empty folder as the user's own corpus, and stand beside it."""
    folder = tmp_path / "own"
    monkeypatch.setenv(catalogue.VARIABLE, str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give a browser; see :mod:`browsing`."""
    yield from browsing.chromium()


@pytest.fixture(scope="module")
def live() -> Iterator[str]:
    """Give the address of a server of the corpus."""
    yield from browsing.served()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the pages of the corpus as files."""
    return browsing.written(tmp_path_factory.mktemp("browser") / "pages", of_corpus())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of pages of notices in two languages, as files."""
    return browsing.written(tmp_path_factory.mktemp("two") / "pages", bilingual())
