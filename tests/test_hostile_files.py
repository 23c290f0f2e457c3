"""Small files that cost much: what they cost must grow with their size, or they are refused with the limit."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from regparse import readers
from regparse.readers import lines

PATIENCE = 5
"""Seconds after which a reading hangs, on the slowest machine; what is in proportion takes a tenth of it."""


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < PATIENCE


# --- text -------------------------------------------------------------------------------------------------

FULL = "the bank shall report to the people and the council on all matters of "


def test_lines_that_end_in_a_hyphen_are_joined_in_proportion() -> None:
    line = FULL + "interest-\n"
    read = readers.read((line * 6_000).encode(), "upload.txt")
    assert read.text.startswith(line.strip() + "the bank")
    assert "wrapped-lines-joined" in read.source.cleaners


def test_a_paragraph_of_many_lines_is_joined_as_two_lines_are() -> None:
    chance = random.Random(5)
    ends = ["inter-", "cross-", "界-", "matters", "—", "全部事项", "x" * 9]
    page = [FULL + chance.choice(ends) + " " * chance.randrange(2) for _ in range(400)]
    text = "\n".join([*page, "national law; interest, cross-national"])
    whole = page[0]
    for line in text.split("\n")[1:]:
        whole = lines.join(whole, line, lines.vocabulary(text))
    assert lines.unwrap(text) == whole


def test_a_line_of_blanks_is_no_rule_of_a_table() -> None:
    assert readers.read(b" " * 300_000 + b"x\n", "upload.md").text.strip() == "x"
    assert readers.read(b"|a|b|\n  | --- |:-:|\n|c|d|\n", "upload.md").text.split() == ["a", "|", "b", "c", "|", "d"]
