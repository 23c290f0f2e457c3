"""What a long command is at, on a terminal only: a pipe and a log get nothing. NO_COLOR is heeded."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from regparse.cli.screen import bare, harmless

if TYPE_CHECKING:
    from rich.console import Console

    from regparse.batch.flow import Watch
    from regparse.model import Language


@contextlib.contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """Give what tells the stage a command is at; the line is gone when the command is through."""
    if not _terminal():
        yield lambda _stage: None
        return
    with _console().status("") as line:
        yield lambda stage: line.update(f"{stage} …")


@contextlib.contextmanager
def counted(language: Language) -> Iterator[Callable[[str], None] | None]:
    """Give what is told each document by its name; how many were done is shown. None where stderr is no terminal."""
    if not _terminal():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from regparse.wording import text

    documents = TextColumn(text("cli.progress.documents", language, n="{task.completed:,}"))
    columns = documents, TimeElapsedColumn(), TextColumn("{task.description}")
    how: dict[str, Any] = {"console": _console(), "refresh_per_second": 4, "redirect_stderr": False}
    with Progress(SpinnerColumn(), *columns, transient=True, **how) as bar:
        task = bar.add_task("", total=None)
        yield lambda name: bar.update(task, advance=1, description=harmless(name[-40:]))


@contextlib.contextmanager
def progress(language: Language) -> Iterator[Watch | None]:
    """Give what a batch tells its progress to, and show that; None where stderr is no terminal.

    Shown are documents, how many a second, how long it will take, how many are bad.
    """
    if not _terminal():
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    from regparse.wording import text

    how: dict[str, Any] = {"console": _console(), "refresh_per_second": 4, "redirect_stderr": False}
    with Progress(BarColumn(bar_width=None), TextColumn("{task.description}"), **how) as bar:
        task = bar.add_task(text("cli.progress.reading", language), total=None)
        pace = Pace(language)

        def show() -> None:
            bar.update(task, total=pace.size, completed=pace.done, description=pace.words())

        yield _Told(pace, show)
        if pace.documents:
            pace.size = pace.size and pace.done  # files may have been passed over
            show()


def _terminal() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _console() -> Console:
    from rich.console import Console

    # What moves the bar is ours, so it goes past the screen; what it names was made harmless.
    return Console(file=bare(sys.stderr), no_color=bool(os.environ.get("NO_COLOR")) or None, highlight=False)


class Pace:
    """How far a batch is. What another run did counts as done, and not for the speed."""

    def __init__(self, language: Language = "en", clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now."""
        self._language: Language = language
        self._clock, self._start = clock, clock()
        self.documents = self.bad = self.done = 0
        self.size: int | None = None
        self._before = self._size_before = 0

    def add(self, documents: int, bad: int, size: int, *, fresh: bool) -> None:
        """Take more documents, the bad ones among them, and the bytes of the inputs that they took."""
        self.documents += documents
        self.bad += bad
        self.done += size
        if not fresh:
            self._before += documents
            self._size_before += size
            self._start = self._clock()

    def words(self) -> str:
        """Return it in words, as ``1,234 documents  62/s  0:03:20 left  5 bad``."""
        from regparse.wording import text

        seconds = self._clock() - self._start
        words = [text("cli.progress.documents", self._language, n=self.documents)]
        fresh, size = self.documents - self._before, self.done - self._size_before
        if fresh and seconds > 0:
            words.append(f"{fresh / seconds:,.0f}/s")
            if self.size and size:
                left = int(seconds * max(self.size - self.done, 0) / size)
                time_left = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}"
                words.append(text("cli.progress.left", self._language, time=time_left))
        if self.bad:
            words.append(text("cli.progress.bad", self._language, n=self.bad))
        return "  ".join(words)


class _Told:
    """Takes what a batch tells."""

    def __init__(self, pace: Pace, show: Callable[[], None]) -> None:
        self._pace, self._show = pace, show

    def total(self, size: int) -> None:
        """Take the bytes of all inputs."""
        self._pace.size = size
        self._show()

    def passed(self, documents: int, bad: int, size: int, *, fresh: bool) -> None:
        """Take more documents."""
        self._pace.add(documents, bad, size, fresh=fresh)
        self._show()
