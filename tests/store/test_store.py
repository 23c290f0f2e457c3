"""A store of several notices: which text of one speaks, what is counted and shown, what goes out as tables."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from repealing_notices import CHINESE, NEW, OLD, clauses

import regparse
from regparse.errors import QueryError, StoreError, UnknownValueError
from regparse.model import Notice
from regparse.store import Store, in_memory, open_store
from regparse.store.bits import CHUNK, change, load, members, of
from regparse.store.query import of_corpus
from regparse.store.schema import VERSION, connect


@pytest.fixture(scope="module")
def notices() -> tuple[Notice, ...]:
    return tuple(regparse.parse(text) for text in (OLD, NEW, CHINESE))


@pytest.fixture(scope="module")
def store(notices: tuple[Notice, ...]) -> Iterator[Store]:
    with in_memory(notices) as found:
        yield found


def test_days_of_issue_issuers_and_languages_narrow(store: Store) -> None:
    assert {clause.partition("/")[0] for clause in clauses(store, since="2018")} == {"yinfa-2020-9", "yinfa-2018-3"}
    assert {clause.partition("/")[0] for clause in clauses(store, until="2018-03")} == {"yinfa-2015-8", "yinfa-2018-3"}
    assert {clause.partition("/")[0] for clause in clauses(store, language="zh")} == {"yinfa-2018-3"}
    assert clauses(store, issuer=["CSRC"]) == []
    assert len(clauses(store, issuer=["People's Bank of China"])) == len(clauses(store))
    assert clauses(store, notice=["yinfa-2018-3"], kind=["obligation"]) == ["yinfa-2018-3/2"]


def test_a_word_of_two_characters_and_a_phrase_are_found(store: Store) -> None:
    # the norm says 备案; the caption of the same clause too, which is then not told a second time
    assert clauses(store, "备案") == ["yinfa-2018-3/2"]
    assert clauses(store, '"不记名礼品卡"') == ["yinfa-2018-3/1"]
    assert clauses(store, "不记名卡") == []
    assert clauses(store, "品") == clauses(store, "品卡")


def test_a_title_is_found_where_no_clause_has_the_words(store: Store) -> None:
    (hit,) = store.query("administration vouchers")
    assert (hit.clause, hit.provision, hit.notice) == ("yinfa-2020-9", None, "yinfa-2020-9")
    assert hit.show == "regparse show yinfa-2020-9"


def test_facets_count_all_hits_and_not_the_page(store: Store) -> None:
    results = store.query("bearer")
    assert len(results.page(0, 1)) == 1
    assert results.facets["status"] == {"in-force": 1, "repealed": 1}
    assert results.facets["year"] == {"2015": 1, "2020": 1}
    assert results.facets["addressee"] == {"bank": 2, "payment-institution": 1}
    assert results.facets["issuer"] == {"PBOC": 2}


def test_pages_follow_each_other(store: Store) -> None:
    results = store.query()
    whole = list(results)
    assert [hit for start in range(0, results.total, 2) for hit in results.page(start, 2)] == whole
    assert list(results.hits(3)) == whole[3:]


def test_a_notice_comes_out_as_it_went_in(store: Store, notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        assert store.notice(notice.id) == notice


def test_the_facts_of_a_hit_are_those_of_the_norm(store: Store, notices: tuple[Notice, ...]) -> None:
    norms = {norm.id: norm for notice in notices for _, norm in notice.provisions()}
    hits = {hit.provision: hit for hit in store.query() if hit.provision}
    assert hits.keys() == norms.keys()
    for name, hit in hits.items():
        norm = norms[name]
        for field in ("kind", "text", "span", "agencies", "addressees", "activities", "assets", "territory"):
            assert getattr(hit, field) == getattr(norm, field), field
        assert (hit.condition, hit.exceptions) == (norm.condition, norm.exceptions)


def test_one_text_of_a_notice_speaks_unless_another_is_asked_for(notices: tuple[Notice, ...]) -> None:
    other = notices[0].model_copy(update={"edition": "press"})
    mine = notices[0].model_copy(update={"edition": "own"})
    with in_memory([mine, other], preferred=["yinfa-2015-8@own"]) as store:
        assert {hit.edition for hit in store.query()} == {"own"}
        press = list(store.query(edition="press"))
        assert {hit.edition for hit in press} == {"press"}
        assert press[0].show.endswith("--edition press")
        assert {hit.edition for hit in store.query(notice=["yinfa-2015-8@press"])} == {"press"}
        with pytest.raises(StoreError, match="editions are own, press"):
            store.query(edition="zh")


def test_a_clause_is_shown_with_what_belongs_to_it(store: Store) -> None:
    one = store.show("yinfa-2020-9/1")
    assert one.force.status == "in-force"
    assert [norm.kind for norm in one.provisions] == ["prohibition"]
    assert [kin.clause for kin in one.before] == ["yinfa-2015-8/1"]
    old = store.show("yinfa-2015-8/1")
    assert [kin.clause for kin in old.after] == ["yinfa-2020-9/1"]
    assert old.force.repealed_by == "yinfa-2020-9"
    whole = store.show("yinfa-2015-8")
    # by its number: the clause that repeals it, and the Chinese clause that refers to it
    assert {(c.clause, c.kind) for c in whole.cited_by} == {
        ("yinfa-2020-9/closing", "repeals"),
        ("yinfa-2018-3/2", "refers"),
    }
    assert [c.number.text for c in store.show("yinfa-2018-3/2").citations if c.number] == ["银发〔2015〕8号"]


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("yinfa-2020-9/7", "unknown clause “yinfa-2020-9/7”; did you mean"),
        ("yinfa-2020-8", "unknown notice “yinfa-2020-8”; did you mean"),
        ("x y", "is not the id of a clause"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(store: Store, ref: str, why: str) -> None:
    with pytest.raises((QueryError, UnknownValueError), match=why):
        store.show(ref)


def test_the_matrix_counts_norms_and_notices(store: Store) -> None:
    rows = {row.agency: row for row in store.agencies()}
    # losses are reported to the bank in 2015, filing is with it in 2018; in 2020 reports go to the CSRC
    assert (rows["PBOC"].norms, rows["PBOC"].notices) == (2, 2)
    assert {role.value: count for role, count in rows["PBOC"].roles.items()} == {"recipient": 1, "file": 1}
    assert [row.agency for row in store.agencies(status=["repealed"])] == ["PBOC"]


def test_with_a_role_the_bodies_that_have_it_are_counted() -> None:
    with of_corpus() as corpus:
        counts = corpus.query(role=["lead"]).facets["agency"]
        assert counts
        assert counts == {body: corpus.query(agency=[body], role=["lead"], exact=True).total for body in counts}


def test_tables_have_a_row_a_hit(store: Store) -> None:
    results = store.query(kind=["prohibition"])
    arrow, pandas = results.to_arrow(), results.to_pandas()
    assert arrow.num_rows == len(pandas) == results.total == 3
    assert arrow.column("addressees").to_pylist()[0] == ["bank", "payment-institution"]
    assert list(pandas["clause"]) == [hit.clause for hit in results]
    assert pandas["issued_on"][0] == dt.date(2020, 6, 1)


@pytest.mark.parametrize("day", ["yesterday", "2020-13", "2020-02-30", "20200601", "2020-1-1-1", "-5"])
def test_what_is_no_date_is_refused(store: Store, day: str) -> None:
    with pytest.raises(QueryError, match="is not a date"):
        store.query(since=day)


def test_an_unknown_condition_is_a_mistake_of_the_caller(store: Store) -> None:
    with pytest.raises(TypeError, match="no condition 'agencies'"):
        store.query(agencies=["CSRC"])


def test_sets_of_items_are_kept_in_chunks() -> None:
    conn = connect(None)
    items = {0, 7, 8, CHUNK - 1, CHUNK, 3 * CHUNK + 5}
    change(conn, "kind", "x", items, there=True)
    assert set(members(load(conn, "kind", "x"))) == items
    change(conn, "kind", "x", {8, 3 * CHUNK + 5, 99}, there=False)
    assert load(conn, "kind", "x") == of({0, 7, CHUNK - 1, CHUNK}, 2 * CHUNK)
    change(conn, "kind", "x", items, there=False)
    assert conn.execute("SELECT count(*) FROM posting").fetchone() == (0,)


def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_text("my notes", encoding="utf-8")
    for write in (False, True):
        with pytest.raises(StoreError, match=r"notes\.sqlite"):
            connect(file, write=write)
    assert file.read_text(encoding="utf-8") == "my notes"
    with pytest.raises(StoreError, match="regparse index"):
        open_store(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


def test_a_store_of_a_newer_regparse_is_left_alone_and_an_older_one_built_anew(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    conn = connect(file, write=True)
    conn.execute("INSERT INTO source (kind, root) VALUES ('files', '/somewhere')")
    conn.execute(f"PRAGMA user_version = {VERSION + 1}")
    conn.close()
    with pytest.raises(StoreError, match="newer regparse"):
        connect(file, write=True)
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA user_version = 0")
    raw.close()
    with pytest.raises(StoreError, match="older regparse"):
        connect(file)
    conn = connect(file, write=True)
    assert conn.execute("SELECT kind, root FROM source").fetchall() == [("files", "/somewhere")]
    conn.close()


def test_of_two_texts_alike_the_one_with_a_date_speaks() -> None:
    dated, undated = regparse.parse(OLD), regparse.parse(OLD.replace("May 5, 2015", ""))
    assert undated.issued_on is None
    for both in ((dated, undated), (undated, dated)):
        with in_memory(both) as store:
            assert {hit.issued_on for hit in store.query()} == {dt.date(2015, 5, 5)}


@pytest.mark.parametrize(
    ("day", "until", "there"),
    [
        ("February 28, 2019", "2019-02", True),
        ("March 1, 2019", "2019-02", False),
        ("February 29, 2020", "2020-02", True),
        ("December 31, 2019", "2019-12", True),
        ("January 1, 2020", "2019-12", False),
        ("December 31, 2019", "2019", True),
        ("January 1, 2020", "2019", False),
        ("January 1, 2020", "9999-12", True),
        ("January 1, 2020", "9999", True),
    ],
)
def test_a_month_and_a_year_end_with_their_last_day(day: str, until: str, there: bool) -> None:
    with in_memory([regparse.parse(OLD.replace("May 5, 2015", day))]) as store:
        assert bool(store.query(until=until).total) is there


PARTED = """Notice on the Administration of Gift Cards{}
Yinfa [{}] No. 8

To all banks:

The relevant matters are notified as follows:

(1) Issuing. Banks that issue gift cards shall observe the following:

1. Banks shall not issue bearer cards.

2. Banks shall register every buyer of a card.

This Notice shall enter into force on the date of its issuance.{}

People's Bank of China

June 1, {}
"""


def test_a_part_of_a_clause_was_what_the_clause_was() -> None:
    repeal = ' The "Notice on the Administration of Gift Cards" (Yinfa [2015] No. 8) shall be repealed simultaneously.'
    old, new = PARTED.format("", 2015, "", 2015), PARTED.format(" Anew", 2020, repeal, 2020)
    with in_memory([regparse.parse(old), regparse.parse(new)]) as store:
        assert [kin.clause for kin in store.show("yinfa-2020-8/1.2").before] == ["yinfa-2015-8/1"]
        assert [one.clause for one in store.show("yinfa-2015-8").cited_by] == ["yinfa-2020-8/closing"]
