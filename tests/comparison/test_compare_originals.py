"""What stands in a translation alone, and what a lawyer says: neither is a computed change in law."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from regparse import parse
from regparse.comparison import compare
from regparse.corpus.remarks import beside, load
from regparse.errors import ReadError
from regparse.model import Notice
from regparse.model.changes import LawChange
from regparse.model.comparison import Remark

HEAD = "Notice on Lamps\nDengfa [{year}] No. {serial}\n\nTo all ports:\n\nThe following is notified:\n\n"
OLD = HEAD.format(year=2030, serial=1) + (
    "(1) Banks shall not accept virtual currency as collateral. "
    "Upon discovering clues, banks shall promptly report to the departments concerned.\n\n"
    "(2) Insurers shall keep a ledger of every brass lamp in the harbour.\n"
)
TRUE = HEAD.format(year=2031, serial=2) + (
    "(1) Banks shall not accept virtual currency or stablecoins as collateral. "
    "Upon discovering clues, banks shall promptly report to the departments concerned.\n\n"
    "(2) Insurers shall keep a ledger of every brass lamp in the harbour.\n"
)
BENT = HEAD.format(year=2031, serial=2) + (
    "(1) Banks shall not accept virtual currency or stablecoins as collateral.\n\n"
    "(2) Insurers shall keep a ledger of every brass lamp in the harbour.\n"
)


@pytest.fixture(scope="module")
def texts() -> tuple[Notice, Notice, Notice]:
    old, true, bent = (parse(text) for text in (OLD, TRUE, BENT))
    assert true.id == bent.id, "two texts of one notice"
    return old, true, bent


def lost(rows: tuple[LawChange, ...]) -> list[LawChange]:
    return [row for row in rows if row.change == "removed"]


def test_a_duty_that_a_translator_dropped_is_marked(texts: tuple[Notice, Notice, Notice]) -> None:
    old, true, bent = texts
    assert lost(compare(old, true).changes) == []
    plain = lost(compare(old, bent).changes)
    assert [row.translation_only for row in plain] == [False], "nothing at hand to judge it by"
    marked = lost(compare(old, bent, originals=[true]).changes)
    assert [(row.translation_only, row.old and row.old.text) for row in marked] == [
        (True, "Upon discovering clues, banks shall promptly report to the departments concerned.")
    ]
    assert [quote.text for quote in marked[0].originals] == [
        "Upon discovering clues, banks shall promptly report to the departments concerned."
    ]
    assert all(true.text[slice(*quote.span)] == quote.text for quote in marked[0].originals)


def test_what_the_original_bears_out_is_not_marked(texts: tuple[Notice, Notice, Notice]) -> None:
    old, true, bent = texts
    wider = [row for row in compare(old, bent, originals=[true]).changes if row.change == "widened"]
    assert wider
    assert not any(row.translation_only for row in wider)


def test_an_original_of_another_notice_or_the_same_text_judges_nothing(texts: tuple[Notice, Notice, Notice]) -> None:
    old, true, bent = texts
    assert compare(old, true, originals=[true]) == compare(old, true)
    assert compare(old, old, originals=[bent]) == compare(old, old)


def test_nothing_but_marks_and_parts_comes_of_an_original(texts: tuple[Notice, Notice, Notice]) -> None:
    old, true, bent = texts
    bare, judged = compare(old, bent), compare(old, bent, originals=[true])
    assert judged.pairs == bare.pairs
    assert judged.sentences == bare.sentences

    def plain(row: LawChange) -> tuple[object, ...]:
        return row.change, row.kind, row.old, row.new

    assert {plain(row) for row in judged.changes} == {plain(row) for row in bare.changes}


def test_the_press_translation_of_the_corpus_is_judged_by_the_better_one() -> None:
    old, press, ours = (parse(ref) for ref in ("yinfa-2021-237", "yinfa-2026-42@en-press", "yinfa-2026-42@en"))
    rows = compare(old, press, originals=[ours]).changes
    less = [
        row for row in rows if row.change in ("removed", "narrowed") and row.old and row.old.clause == old.id + "/9"
    ]
    report = [row for row in less if row.old and "promptly report" in row.old.text]
    assert report
    assert all(row.translation_only for row in report), "the press left the duty to report out"
    issuing = [row for row in rows if row.change == "added" and row.new and "pegged to the Renminbi" in row.new.text]
    assert not any(row.translation_only for row in issuing), "the bans that were added are in both"


REMARKS = """
[[remark]]
on = "dengfa-2031-2/1#1"
author = "B. Clerk"
date = 2031-03-01
materiality = "low"
text = "Few banks did."

[[remark]]
on = "dengfa-2031-2/1"
author = "A. Counsel"
date = 2031-03-02
text = "Read with the tariff."

[[remark]]
on = "dengfa-2031-2/77"
author = "A. Counsel"
date = 2031-03-02
text = "On nothing."
"""


def test_remarks_stand_apart_in_the_order_of_what_they_are_on(
    texts: tuple[Notice, Notice, Notice], tmp_path: Path
) -> None:
    old, true, _ = texts
    (tmp_path / "en.remarks.toml").write_text(REMARKS, encoding="utf-8")
    remarks = beside(tmp_path / "en.txt", true.id)
    found = compare(old, true, remarks=remarks)
    assert [(r.on, r.author, r.date, r.materiality) for r in found.editorial] == [
        ("dengfa-2031-2/1", "A. Counsel", dt.date(2031, 3, 2), None),
        ("dengfa-2031-2/1#1", "B. Clerk", dt.date(2031, 3, 1), "low"),
    ]
    assert found.model_copy(update={"editorial": ()}) == compare(old, true), "no opinion touches what is computed"
    assert beside(tmp_path / "zh.txt", true.id) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[remark]]\non = "a-1-1"\nauthor = "A"\ntext = "unsigned by date"', "date"),
        ('[[remark]]\non = "a 1"\nauthor = "A"\ndate = 2031-01-01\ntext = "x"', "not an id"),
        ('[[remark]]\non = "a"\nauthor = "A"\ndate = 2031-01-01\ntext = "x"\nmateriality = "huge"', "materiality"),
        ("[notes]\n", "unknown table “notes”; remarks go under [[remark]]"),
        ("remark = 3\n", "remark"),
        ("[[remark\n", "remark"),
    ],
)
def test_a_wrong_file_of_remarks_is_refused_in_words(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "n.remarks.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        load(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_remark_is_frozen() -> None:
    remark = Remark(on="a", author="b", date=dt.date(2031, 1, 1), text="c")
    with pytest.raises(ValueError, match="frozen"):
        remark.text = "d"  # type: ignore[misc]
