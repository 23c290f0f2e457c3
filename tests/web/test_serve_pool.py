"""The threads that make pages: what they keep, what they make once, and a store that changes under them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from site_stores import hostile

from regparse.store import Store, index
from regparse.store.database import open_store

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("httpx", reason="the test client of starlette needs httpx")

from starlette.testclient import TestClient

from regparse.web.serve.app import application
from regparse.web.serve.desk import Answer
from regparse.web.serve.guard import rules
from regparse.web.serve.pool import Kept, Pool

pytestmark = pytest.mark.slow


def test_what_is_indexed_meanwhile_shows_at_once(tmp_path: Path) -> None:
    notice = "Notice on {} Cards\nYinfa [2019] No. {}\n\nTo all banks:\n\n(1) Banks shall not lend {} cards.\n"
    folder, store = tmp_path / "in", tmp_path / "store.sqlite"
    folder.mkdir()
    (folder / "a.txt").write_text(notice.format("Red", 7, "red"))
    index.update(store, [folder])
    pool = Pool(lambda: open_store(store), 1)
    with TestClient(application(pool, rules("127.0.0.1", None)), base_url="http://localhost") as client:
        for _ in range(2):  # the second time as it was kept
            assert '<li class="hit' not in client.get("/en/?q=green").text
        (folder / "b.txt").write_text(notice.format("Green", 8, "green"))
        index.update(store)
        assert client.get("/en/?q=green").text.count('<li class="hit') == 2  # the ban, and the title
        assert client.get("/en/notice/yinfa-2019-8").status_code == 200


def test_pages_are_kept_up_to_a_limit_and_thrown_away_when_the_store_changes() -> None:
    kept = Kept(room=100)
    keys = [("en", (str(n),), ()) for n in range(5)]
    for key in keys:
        assert kept.get(key, 1) is None
        kept.put(key, Answer(200, b"x" * 40), 1)
    assert kept.size <= 100
    assert kept.get(keys[0], 1) is None
    assert kept.get(keys[4], 1)
    kept.put(keys[0], Answer(200, b"x" * 500), 1)
    assert kept.get(keys[0], 1) is None  # larger than all the room there is
    assert kept.get(keys[4], 2) is None
    assert kept.size == 0


@pytest.fixture
def cards(tmp_path: Path) -> Callable[[str, str], Path]:
    """Give what makes a store, under a name, of a notice on cards of a colour."""
    said = "Notice on {} Cards\nYinfa [2019] No. 7\n\nTo all banks:\n\n(1) Banks shall not lend {} cards.\n"

    def make(name: str, colour: str) -> Path:
        folder = tmp_path / colour
        folder.mkdir()
        (folder / "a.txt").write_text(said.format(colour.title(), colour))
        index.update(tmp_path / name, [folder])
        return tmp_path / name

    return make


def ask(pool: Pool, *addresses: tuple[str, str]) -> list[Answer]:
    """Ask for searches at once: languages and words."""

    async def all_at_once() -> list[Answer]:
        asked = [pool.answer(lang, (), (("q", words),)) for lang, words in addresses]  # type: ignore[arg-type]
        return list(await asyncio.gather(*asked))

    return asyncio.run(all_at_once())


def test_a_store_that_is_replaced_by_another_is_served_anew(cards: Callable[[str, str], Path]) -> None:
    path, other = cards("s.sqlite", "red"), cards("n.sqlite", "green")
    pool = Pool(lambda: open_store(path), 2)
    try:
        for _ in range(2):
            assert [one.body.count(b'<li class="hit') for one in ask(pool, ("en", "red"), ("en", "green"))] == [2, 0]
        path.with_name("kept.sqlite").hardlink_to(path)
        path.unlink()
        assert [one.status for one in ask(pool, ("en", "red"), ("en", "blue"))] == [200, 200]  # what was open stays
        other.rename(path)
        for _ in range(2):
            assert [one.body.count(b'<li class="hit') for one in ask(pool, ("en", "red"), ("en", "green"))] == [0, 2]
    finally:
        pool.close()


def test_a_store_in_memory_is_made_by_the_threads_that_make_pages_and_by_nobody_else() -> None:
    makers = []

    def opener() -> Store:
        makers.append(threading.current_thread().name)
        return hostile()

    pool = Pool(opener, 1)
    with TestClient(application(pool, rules("127.0.0.1", None)), base_url="http://localhost") as client:
        for page in ("/en/", "/en/", "/zh/", "/en/?q=cards"):
            assert client.get(page).status_code == 200
    assert len(makers) == 1
    assert makers[0].startswith("page")


def test_a_page_that_is_asked_for_twice_at_once_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pool, made, go = Pool(hostile, 2), [], threading.Event()
    make = pool._make

    def slow(*key: Any) -> Answer:
        made.append(key)
        go.wait(5)
        return make(*key)

    monkeypatch.setattr(pool, "_make", slow)

    async def both() -> list[Answer]:
        asked = [asyncio.create_task(pool.answer("en", (), (("q", "cards"),))) for _ in range(3)]
        await asyncio.sleep(0)
        go.set()
        return list(await asyncio.gather(*asked))

    answers = asyncio.run(both())
    pool.close()
    assert len(made) == 1
    assert [one.status for one in answers] == [200, 200, 200]


def test_a_fault_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool(hostile, 1)
    answers = iter([Answer(400, b"no"), Answer(404, b"no"), Answer(200, b"yes"), Answer(200, b"again")])
    monkeypatch.setattr(pool, "_make", lambda *_: next(answers))
    said = [ask(pool, ("en", "cards"))[0].body for _ in range(4)]
    pool.close()
    assert said == [b"no", b"no", b"yes", b"yes"]
