"""Readers beside a writer: what is read together is of one state, and no number stands for two things."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regparse.cli import hits
from regparse.errors import StoreError
from regparse.store import Store, index, open_store
from regparse.web.serve.desk import Desk
from regparse.web.site import problems, search

Run = Callable[..., Any]
NOTICE = """Notice on {} Cards
Yinfa [2019] No. {}

To all banks:

(1) Banks shall not lend {} cards.

(3) Banks shall report losses.

March 4, 2019
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    for serial, colour in ((7, "Red"), (8, "Green"), (9, "Blue")):
        put(root, colour, serial)
    return root


@pytest.fixture
def path(tmp_path: Path, folder: Path) -> Path:
    index.update(tmp_path / "s.sqlite", [folder])
    return tmp_path / "s.sqlite"


def put(folder: Path, colour: str, serial: int) -> None:
    (folder / f"{colour}.txt").write_text(NOTICE.format(colour, serial, colour.lower()), encoding="utf-8")


def swap(path: Path, folder: Path) -> None:
    """Take the last notice out, and put another in, in two transactions."""
    (folder / "Blue.txt").unlink()
    index.update(path)
    put(folder, "Black", 11)
    index.update(path)


READINGS: dict[str, Callable[[Any], object]] = {
    "page": lambda found: found.page(),
    "hits": list,
    "answer": lambda found: found.answer(),
    "facets": lambda found: found.facets,
    "hints": lambda found: found.hints,
    "provisions": lambda found: list(found.provisions()),
}


@pytest.mark.parametrize("how", READINGS)
def test_what_was_found_before_a_change_is_not_read_from_what_came_after(path: Path, folder: Path, how: str) -> None:
    with open_store(path) as store:
        found = store.query("cards", notice=["yinfa-2019-9"])
        swap(path, folder)
        with pytest.raises(StoreError, match="has changed since"):
            READINGS[how](found)
        assert store.query("black", kind=["prohibition"]).page()[0].notice == "yinfa-2019-11"


def test_a_block_of_reading_sees_one_state_and_the_next_one_the_new(path: Path, folder: Path) -> None:
    with open_store(path) as store:
        with store.reading():
            found = store.query("cards", kind=["prohibition"], sort="notice")
            first = [hit.text for hit in found]
            swap(path, folder)
            assert [hit.text for hit in found.page()] == first
            assert store.query("black").total == 0
            assert store.notice("yinfa-2019-9").title == "Notice on Blue Cards"
        assert store.query("black").total == 2  # the ban, and the title
        assert not store.conn.in_transaction


def test_hits_that_are_gone_through_are_all_of_one_state(path: Path, folder: Path) -> None:
    with open_store(path) as store:
        one = iter(store.query("lend", sort="notice"))
        other = iter(store.query("lend", sort="notice"))
        said = [next(one).text, next(other).text]
        swap(path, folder)
        said += [hit.text for hit in other]  # ends first: the other one reads on in the same state
        said += [hit.text for hit in one]
        assert sorted(said) == sorted(f"Banks shall not lend {c} cards." for c in ("red", "green", "blue") * 2)
        assert store.query("black").total == 2


def test_a_store_may_be_closed_while_somebody_still_goes_through_hits(path: Path) -> None:
    with open_store(path) as store:
        left = iter(store.query("lend"))
        next(left)
    left.close()  # type: ignore[attr-defined]


def test_numbers_of_items_and_texts_are_given_out_once(path: Path, folder: Path) -> None:
    def last(store: Store) -> tuple[int, int, str]:
        return store.conn.execute("SELECT id, first + items, notice FROM text ORDER BY id DESC").fetchone()

    with open_store(path) as store:
        row, end, notice = last(store)
        assert notice == "yinfa-2019-7"  # Red.txt is the last by name
        (folder / "Red.txt").unlink()
        index.update(path)
        put(folder, "White", 12)
        index.update(path)
        new, _, notice = last(store)
        (first,) = store.conn.execute("SELECT first FROM text WHERE id = ?", (new,)).fetchone()
    assert notice == "yinfa-2019-12"
    assert new > row
    assert first >= end


@pytest.mark.parametrize(("module", "page"), [(search, ()), (problems, ("problems",))])
def test_a_page_is_made_of_one_state_though_a_writer_comes_between(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, module: Any, page: tuple[str, ...]
) -> None:
    rows = search.listed

    def after_a_change(*given: Any, **named: Any) -> Any:
        swap(path, folder)
        return rows(*given, **named)

    monkeypatch.setattr(module, "listed", after_a_change)
    with open_store(path) as store:
        desk = Desk(store)
        assert desk.answer("en", ("notice", "yinfa-2019-9"), ()).status == 200
        answer = desk.answer("en", page, ())
        assert answer.status == 200
        assert b"Notice on Blue Cards" in answer.body
        assert b"Notice on Black Cards" not in answer.body
        assert desk.answer("en", ("notice", "yinfa-2019-11"), ()).status == 200


def test_a_command_prints_one_state_though_a_writer_comes_between(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    row = hits.row

    def after_a_change(*given: Any, **named: Any) -> Any:
        if (folder / "Blue.txt").exists():
            swap(path, folder)
        return row(*given, **named)

    monkeypatch.setattr(hits, "row", after_a_change)
    result = run("query", "lend", "--store", str(path), "--format", "csv")
    assert result.code == 0
    assert result.out.count("Banks shall not lend") == 3
    assert "black" not in result.out
