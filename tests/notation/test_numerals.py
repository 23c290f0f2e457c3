"""Numerals: written and read back, each style told from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regparse.notation import numerals


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert numerals.han(numerals.to_han(value)) == value
    assert numerals.read(numerals.to_han(value)) == (value, "han")


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_back(value: int) -> None:
    assert numerals.read(numerals.to_roman(value)) == (value, "roman")
    assert numerals.read(numerals.to_roman(value).lower()) == (value, "roman-lower")


@given(st.integers(0, 10**6))
def test_arabic_numerals_are_read_in_half_and_full_width(value: int) -> None:
    wide = str(value).translate({ord("0") + i: ord("０") + i for i in range(10)})
    assert numerals.read(str(value)) == numerals.read(wide) == (value, "arabic")


@pytest.mark.parametrize(
    ("printed", "value"),
    [("十", 10), ("十四", 14), ("二十", 20), ("一百零三", 103), ("一百一十", 110), ("一千零一", 1001), ("两百", 200),
     ("二千零二十一", 2021), ("二〇二一", 2021), ("二○二一", 2021), ("三万五千", 35000), ("〇", 0)],
)  # fmt: skip
def test_chinese_numerals_as_printed(printed: str, value: int) -> None:
    assert numerals.han(printed) == value


@pytest.mark.parametrize(("printed", "value"), [("①", 1), ("④", 4), ("⑳", 20)])
def test_circled_numbers(printed: str, value: int) -> None:
    assert numerals.read(printed) == (value, "circled")


@pytest.mark.parametrize("printed", ["", "IIII", "VX", "Iv", "IC", "甲", "十a", "-1", "1.5", "IX)", " 4"])
def test_what_is_no_numeral_is_none(printed: str) -> None:
    assert numerals.read(printed) is None


@pytest.mark.parametrize("value", [0, -1, 10_000])
def test_writing_outside_the_range_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="no Chinese numeral"):
        numerals.to_han(value)


@given(st.text(alphabet="一二十百千万零〇两IVXivx0123④", max_size=8))
def test_reading_never_fails(text: str) -> None:
    found = numerals.read(text)
    assert found is None or found[0] >= 0
