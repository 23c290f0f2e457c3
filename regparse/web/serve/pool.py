"""Threads with a store each, and the pages that were made lately.

A page that is asked for again is sent as it was made, as long as no writer has changed the store; so twenty readers who
leaf through the same searches cost hardly more than one. A store's file may also be replaced by another; one in memory
stays as it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from regparse.errors import RegparseError, StoreError
from regparse.files import limits
from regparse.store import Store, identity, open_store
from regparse.web.serve.desk import Answer, Desk, Pairs, message
from regparse.web.site.words import TONGUES, Tongue

THREADS = 3
"""Threads that make pages: one at a time computes, the others wait for the disk or hold a long comparison."""
ROOM = 64 * 1024 * 1024
"""Bytes of pages that are kept."""

_PATIENCE = 1_000
"""Milliseconds in which what a thread was told reaches it."""

_Key = tuple[Tongue, tuple[str, ...], tuple[tuple[str, str], ...]]


class Kept:
    """Pages by their address, those asked for last; thrown away when the store has changed."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.size = 0
        self.stamp: object = None
        self.pages: OrderedDict[_Key, Answer] = OrderedDict()

    def get(self, key: _Key, stamp: object) -> Answer | None:
        """Give a page that was made while the store was as ``stamp`` tells."""
        if stamp != self.stamp:
            self.pages.clear()
            self.size, self.stamp = 0, stamp
        found = self.pages.get(key)
        if found:
            self.pages.move_to_end(key)
        return found

    def put(self, key: _Key, answer: Answer, stamp: object) -> None:
        """Keep a page, and let go of those not asked for the longest."""
        if stamp != self.stamp or len(answer.body) > self.room or key in self.pages:
            return
        self.pages[key] = answer
        self.size += len(answer.body)
        while self.size > self.room:
            _, gone = self.pages.popitem(last=False)
            self.size -= len(gone.body)


class _EndedError(BaseException):
    """Raised in a thread whose page takes too long; nothing on the way catches it."""


class _Job:
    """A page that a thread makes, and what ends it: its statement in the store is broken off, and its thread told.

    A thread hears of it at the next step of Python; what it does elsewhere (a long comparison of two strings) it ends.
    """

    def __init__(self, seconds: float) -> None:
        self._clock = threading.Timer(seconds, self.end)
        self._clock.daemon = True
        self.ended = self._over = False
        self._lock = threading.Lock()
        self._thread: int | None = None
        self._store: Store | None = None

    @contextlib.contextmanager
    def done_by(self, store: Store) -> Iterator[None]:
        """Have the block done by this thread with a store, within its time; _EndedError says it was not."""
        self._thread, self._store = threading.get_ident(), store
        self._clock.start()
        told = False
        try:
            yield
        except _EndedError:
            told = True
            raise
        finally:
            self._clock.cancel()
            with self._lock:
                self._over = True
            for _ in range(_PATIENCE):  # what this thread was told reaches it here, and not in its next page
                if told or not self.ended:
                    break
                time.sleep(0.001)

    def end(self) -> None:
        """End it, unless it is over."""
        with self._lock:
            if self._over or self._thread is None:
                return
            self.ended = True
            tell = ctypes.pythonapi.PyThreadState_SetAsyncExc
            tell(ctypes.c_ulong(self._thread), ctypes.py_object(_EndedError))
            if self._store:
                self._store.conn.interrupt()


class Pool:
    """Makes pages in a few threads, each with a store that ``opener`` opens."""

    def __init__(self, opener: Callable[[], Store], threads: int = THREADS, seconds: float | None = None) -> None:
        """Take what opens a store; a page may take so many ``seconds``, ``DOCUMENT_SECONDS`` unless said otherwise."""
        self._opener = opener
        self._seconds = seconds or limits.get("DOCUMENT_SECONDS")
        self._local = threading.local()
        self._count = threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._kept = Kept()
        self._making: dict[tuple[_Key, object], asyncio.Future[Answer]] = {}
        self._file: Path | None = None
        self._watch: Store | None = None

    async def answer(self, lang: Tongue, path: tuple[str, ...], pairs: Pairs) -> Answer:
        """Give the page at a path; see :meth:`Desk.answer`."""
        key = (lang, path, tuple(pairs))
        stamp = self._stamp()
        if found := self._kept.get(key, stamp):
            return found
        if waited := self._making.get((key, stamp)):
            return await asyncio.shield(waited)
        job = _Job(self._seconds)
        making = asyncio.get_running_loop().run_in_executor(self._threads, self._make_for, job, *key)
        self._making[key, stamp] = making
        making.add_done_callback(lambda _: self._making.pop((key, stamp), None))
        made = await asyncio.shield(making)
        if made.status == 200:
            self._kept.put(key, made, stamp)
        return made

    def warm(self) -> None:
        """Have each thread open its store and look through it, so that the first reader need not wait."""
        begun = threading.Barrier(self._count)
        for _ in range(self._count):
            self._threads.submit(self._begin, begun)

    def _begin(self, begun: threading.Barrier) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            begun.wait(10)  # so that each thread takes one
        for lang in TONGUES:
            self._make(lang, (), ())

    def close(self) -> None:
        """Let the threads finish what they do."""
        self._threads.shutdown(cancel_futures=True)
        if self._watch:
            self._watch.close()

    def _make_for(self, job: _Job, lang: Tongue, path: tuple[str, ...], pairs: Pairs) -> Answer:
        """Make a page as a job, which may be ended; its desk is then left as it is, and another one taken."""
        try:
            with job.done_by(self._desk().store):
                return self._make(lang, path, pairs)
        except (_EndedError, sqlite3.OperationalError):
            if not job.ended:
                raise
        self._local.desk = None
        return message(lang, 503, "refused", StoreError("page-slow", seconds=int(self._seconds)))

    def _make(self, lang: Tongue, path: tuple[str, ...], pairs: Pairs) -> Answer:
        return self._desk().answer(lang, path, pairs)

    def _desk(self) -> Desk:
        """Give this thread's desk, over the file that is there now; the one before while that cannot be opened."""
        desk: Desk | None = getattr(self._local, "desk", None)
        if desk and (self._file is None or desk.store.identity == identity(self._file)):
            return desk
        try:
            store = self._opener()
        except RegparseError:
            if desk is None:
                raise
            return desk
        if desk:
            desk.store.close()
        self._file = store.path
        desk = self._local.desk = Desk(store)
        return desk

    def _stamp(self) -> object:
        """Give what changes when a writer changes the store, or puts another in its place; the loop looks for itself.

        A store in memory does not change, and before the first page none is open.
        """
        if self._file is None:
            return None
        if self._watch is None or self._watch.identity != identity(self._file):
            with contextlib.suppress(RegparseError):  # what lies there now is no store, or not yet
                watch = open_store(self._file)
                if self._watch:
                    self._watch.close()
                self._watch = watch
        return self._watch and (self._watch.identity, *self._watch.conn.execute("PRAGMA data_version").fetchone())
