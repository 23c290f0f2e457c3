"""Dates as printed: form -> day, and what is printed like a date and is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regparse.notation import dates, numerals

DAY = dt.date(2026, 2, 6)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026年2月6日", DAY),
        ("２０２６年２月６日", DAY),
        ("2026 年 02 月 06 日", DAY),
        ("2 0 2 6 年 2 月 6 日", DAY),
        ("二〇二六年二月六日", DAY),
        ("二○二一年九月十五日", dt.date(2021, 9, 15)),
        ("二Ｏ二一年十二月三十一日", dt.date(2021, 12, 31)),
        ("二零零六年六月二十日", dt.date(2006, 6, 20)),
        ("二OO六年十月一日", dt.date(2006, 10, 1)),
        ("February 6, 2026", DAY),
        ("Feb. 6th, 2026", DAY),
        ("February 6 2026", DAY),
        ("6 February 2026", DAY),
        ("6th of February, 2026", DAY),
        ("FEBRUARY 6, 2026", DAY),
        ("2026-02-06", DAY),
        ("2026/2/6", DAY),
        ("2026.2.6", DAY),
        ("2024年2月29日", dt.date(2024, 2, 29)),
    ],
)
def test_one_day_in_many_forms(printed: str, day: dt.date) -> None:
    assert dates.read(printed) == day
    text = f"现于 {printed} 起"
    found = dates.find(text)
    assert [(date.date, text[date.start : date.end]) for date in found] == [(day, printed)]


@pytest.mark.parametrize(
    "printed",
    ["2021年2月30日", "2023年2月29日", "2021年13月1日", "February 30, 2021", "31 April 2021", "2021-00-10", "0年0月0日",
     "二〇二一年二月三十日", "2021年2月", "2月6日", "February 2026", "Folly 6, 2026", "Section 2006.1.2.3",
     "12026-02-06", ""],
)  # fmt: skip
def test_what_is_no_day_is_none(printed: str) -> None:
    assert dates.read(printed) is None
    assert dates.find(printed) == []


def test_several_dates_in_order_within_bounds() -> None:
    text = "自2020年1月1日至2020年12月31日，since January 2, 2021"
    assert [date.date for date in dates.find(text)] == [dt.date(2020, 1, 1), dt.date(2020, 12, 31), dt.date(2021, 1, 2)]
    assert [date.date for date in dates.find(text, 11)] == [dt.date(2020, 12, 31), dt.date(2021, 1, 2)]
    assert dates.find(text, 0, 5) == []


@given(st.dates(dt.date(1949, 10, 1), dt.date(2999, 12, 31)))
def test_every_day_is_read_back_from_every_form(day: dt.date) -> None:
    han_year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    for printed in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{han_year}年{numerals.to_han(day.month)}月{numerals.to_han(day.day)}日",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        assert dates.read(printed) == day


@given(st.text(alphabet="0123456789年月日-/., 一二十〇 FebruaryMay", max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    for date in dates.find(text):
        assert dates.read(text[date.start : date.end]) == date.date
