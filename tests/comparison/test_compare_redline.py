"""Redlines: the law that they join to both texts, and that a reader can read them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regparse.comparison.redline import redline
from regparse.comparison.sentences import plain
from regparse.comparison.words import split_words
from regparse.model import Clause, Language
from regparse.model.comparison import Change


def marked(changes: tuple[Change, ...]) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(marks[change.op].format(change.text) for change in changes)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Boats shall stop.", "Boats shall stop.", "Boats shall stop."),
        ("Boats shall stop.", "Boats shall not stop.", "Boats shall [+not +]stop."),
        (
            "Red boats shall stop at noon.",
            "Blue boats shall stop at noon.",
            "[-Red-][+Blue+] boats shall stop at noon.",
        ),
        ("", "Boats stop.", "[+Boats stop.+]"),
        ("Boats stop.", "", "[-Boats stop.-]"),
        ("", "", ""),
        # a sentence that is new stands by itself and is not woven into the next one
        (
            "Boats shall stop at noon.",
            "Carts shall wait outside the gate. Boats shall stop at noon.",
            "[+Carts shall wait outside the gate. +]Boats shall stop at noon.",
        ),
        # "of the" alone is not worth keeping between two changes
        (
            "The keeper shall report the loss of the lantern to me.",
            "The keeper shall report the theft of the oars to me.",
            "The keeper shall report the [-loss of the lantern-][+theft of the oars+] to me.",
        ),
    ],
)
def test_english(old: str, new: str, expected: str) -> None:
    assert marked(redline(old, new, "en")) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("船员应当登记姓名。", "船员应当登记姓名和住址。", "船员应当登记姓名[+和住址+]。"),
        # words are not cut: 应当 to 不得 is one change and 登记 stays whole
        ("船员应当登记。", "船员不得登记。", "船员[-应当-][+不得+]登记。"),
        ("第十三艘船停航。", "第十一艘船停航。", "第[-十三-][+十一+]艘船停航。"),
        ("船员登记。码头点灯。", "船员登记。粮仓上锁。码头点灯。", "船员登记。[+粮仓上锁。+]码头点灯。"),
    ],
)
def test_chinese(old: str, new: str, expected: str) -> None:
    assert marked(redline(old, new, "zh")) == expected


LATIN = ["shall", "not", " ", "  ", "boats", ",", ".", "; ", "\n", "\n\n", "“a”", '"a"', "No. 5", "x-y", "é", "(1)"]
CHINESE = ["不得", "应当", "登记", "。", "；", "十三", "\u3000"]
PIECES = st.sampled_from([*LATIN, *CHINESE])
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["en", "zh"]))
def test_a_redline_joins_to_both_texts(old: str, new: str, language: Language) -> None:
    changes = redline(old, new, language)
    assert "".join(c.text for c in changes if c.op != "insert") == old
    assert "".join(c.text for c in changes if c.op != "delete") == new
    assert all(c.text for c in changes)
    assert all((a.op, a.move) != (b.op, b.move) for a, b in pairwise(changes))
    moved = [[c.text for c in changes if c.op == op and c.move] for op in ("delete", "insert")]
    assert sorted(c.move for c in changes if c.op == "delete" and c.move) == list(range(1, len(moved[0]) + 1))
    assert len(moved[0]) == len(moved[1])
    assert redline(old, new, language) == changes


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["en", "zh"]))
def test_tokens_join_to_the_text(text: str, language: Language) -> None:
    assert "".join(split_words(text, language)) == text


MARKS = st.text(alphabet="ab \n\"“”‘’'（）()，,登记", max_size=30)


@settings(max_examples=200, deadline=None)
@given(MARKS, st.sampled_from(["en", "zh"]))
def test_plain_text_is_plain_already(text: str, language: Language) -> None:
    def clause(words: str) -> Clause:
        return Clause(
            id="n/1", number=1, label=None, kind="clause", section=None, heading=None, paragraphs=(), text=words,
            span=(0, len(words)),
        )  # fmt: skip

    once = plain(clause(text), language)
    assert plain(clause(once), language) == once
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()], "only marks and blanks are touched"


def test_marks_have_the_style_of_their_language() -> None:
    def said(words: str, language: Language) -> str:
        one = Clause(
            id="n/1", number=1, label="（一）", kind="clause", section=None, heading=None, paragraphs=(), text=words,
            span=(7, 7 + len(words)),
        )  # fmt: skip
        return plain(one, language)

    assert said('（一） 称"甲"、“乙”\n\n  (丙)"丁"。', "zh") == "称“甲”、“乙”\n（丙）“丁”。"
    assert said("（一） say “a”， or ‘b’ （c）", "en") == "say \"a\", or 'b' (c)"
