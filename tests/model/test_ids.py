"""Ids: made, taken apart, put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regparse.model import ids

notices = st.builds(
    ids.notice_id,
    st.from_regex(r"[a-z]{2,12}(-order)?|[沪银金规发]{2,4}", fullmatch=True),
    st.none() | st.integers(1949, 2100),
    st.integers(1, 9999),
)
steps = st.builds(ids.step, st.integers(0, 200), st.integers(1, 60))
paths = st.lists(steps, min_size=1, max_size=4).map(".".join)
units = st.none() | st.just("closing") | paths | paths.map("sec.{}".format)


@given(st.builds(ids.Id, notices, units, st.none() | st.integers(1, 99)))
def test_an_id_survives_print_and_parse(one: ids.Id) -> None:
    assert ids.parse(str(one)) == one


@given(st.text(max_size=80), st.none() | st.just("2026-02-06"))
def test_a_slug_is_an_id(title: str, date: str | None) -> None:
    made = ids.slug(title, date)
    assert ids.parse(made) == ids.Id(made)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("yinfa-2026-42", ("yinfa-2026-42", None, None)),
        ("yinfa-2026-42/9", ("yinfa-2026-42", "9", None)),
        ("yinfa-2026-42/9.1.2#3", ("yinfa-2026-42", "9.1.2", 3)),
        ("yinfa-2017-45/sec.2", ("yinfa-2017-45", "sec.2", None)),
        ("yinfa-2026-42/closing#1", ("yinfa-2026-42", "closing", 1)),
        ("state-council-order-588", ("state-council-order-588", None, None)),
    ],
)
def test_ids_are_taken_apart(text: str, parts: tuple[str, str | None, int | None]) -> None:
    assert tuple(ids.parse(text)) == parts


@pytest.mark.parametrize("text", ["", "/9", "a/b", "a/9.", "a/9#", "a b", "a/9#x", "a/sec."])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        ids.parse(text)


def test_notice_ids_are_lower_case_and_leave_out_a_missing_year() -> None:
    assert ids.notice_id("Yinfa", 2026, 42) == "yinfa-2026-42"
    assert ids.notice_id("state-council-order", None, 588) == "state-council-order-588"


def test_ids_are_ordered_as_a_reader_counts() -> None:
    ordered = ["n", "n/1", "n/2", "n/2#1", "n/2#10", "n/2.1", "n/2.10", "n/10", "n/closing"]
    assert sorted(sorted(ordered), key=ids.sort_key) == ordered
    assert sorted(ordered) != ordered  # as strings, 10 would come before 2


@given(st.integers(0, 300), st.lists(st.integers(1, 120), min_size=2, max_size=2, unique=True))
def test_a_label_printed_twice_gets_another_step(number: int, occurrences: list[int]) -> None:
    assert ids.step(number, occurrences[0]) != ids.step(number, occurrences[1])
