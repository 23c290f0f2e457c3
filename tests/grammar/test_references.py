"""References taken apart: every target of ranges and lists, down to the item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import regparse
from regparse.grammar.references import points
from regparse.notation import numerals

HERE = 8


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("第二条第一款第（二）项、第三条至第五条", [(2, None, (2,)), (3, None, ()), (4, None, ()), (5, None, ())]),
        ("第三、四、五条", [(3, None, ()), (4, None, ()), (5, None, ())]),
        ("前两条", [(6, None, ()), (7, None, ())]),
        ("前条", [(7, None, ())]),
        ("前款第（二）项", [(8, None, (2,))]),
        ("本条第二款", [(8, None, ())]),
        ("第十条之一", [(10, 1, ())]),
        ("第五条第（一）至（三）项", [(5, None, (1,)), (5, None, (2,)), (5, None, (3,))]),
        ("第五条第一项、第三项和第六条", [(5, None, (1,)), (5, None, (3,)), (6, None, ())]),
        ("Articles 1 to 4 and 7(2)", [(1, None, ()), (2, None, ()), (3, None, ()), (4, None, ()), (7, None, (2,))]),
        ("Article 2A", [(2, "a", ())]),
        ("Article 10(3)(a)", [(10, None, (3, 1))]),
        ("item (2) of Article 5", [(5, None, (2,))]),
        ("preceding two Articles", [(6, None, ()), (7, None, ())]),
    ],
)
def test_every_target_is_given(words: str, targets: list[tuple[object, ...]]) -> None:
    assert [tuple(point) for point in points(words, HERE)] == targets


@given(st.integers(1, 60), st.integers(1, 30))
def test_a_range_holds_all_between(first: int, more: int) -> None:
    last = first + more
    for words in (f"第{numerals.to_han(first)}条至第{numerals.to_han(last)}条", f"Articles {first} to {last}"):
        assert [point.article for point in points(words)] == list(range(first, last + 1))


def test_a_hostile_range_ends() -> None:
    assert len(points("第一条至第九千九百九十九条")) <= 200


TEXT = """\
灯具管理办法

第一条 为规范灯具，制定本办法。
第二条 银行应当遵守下列要求：
（一）逐盏登记；
（二）保存五年。
第三条 银行应当报告。
第四条 违反本办法第二条第（二）项、第三条的，予以警告；构成犯罪的，依照刑法第二百二十五条处理。
第五条 前两条规定适用于支行。
"""


def test_targets_are_ids_and_a_law_without_title_marks_is_no_part_of_the_text() -> None:
    notice = regparse.parse(TEXT)
    cited = {c.text: c.targets for clause in notice.walk() for c in clause.citations}
    assert cited["本办法第二条第（二）项、第三条"] == (f"{notice.id}/2.2", f"{notice.id}/3")
    assert cited["前两条"] == (f"{notice.id}/3", f"{notice.id}/4")
    assert cited["刑法第二百二十五条"] == ()
    assert "unresolved-reference" not in {p.code for p in notice.problems}
