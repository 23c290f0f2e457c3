"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from regparse.notation.expressions import expression


def test_an_expression_does_what_its_pattern_does() -> None:
    made = expression(r"(?P<n>\d+)\s*号", re.IGNORECASE)
    found = made.search("第 12 号")
    assert found
    assert found["n"] == "12"
    assert [one[0] for one in made.finditer("1号 2号")] == ["1号", "2号"]
    assert made.sub("x", "7号") == "x"
    assert made.pattern == r"(?P<n>\d+)\s*号"


def test_nothing_is_compiled_before_it_is_asked() -> None:
    broken = expression("(")
    with pytest.raises(re.error):
        broken.match("a")
