"""The words of a query: the index finds just what a scan by their patterns finds."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regparse.store import words
from regparse.store.tokens import runs, tokens

# Few letters, so that texts and phrases meet; signs, blanks and full-width forms between them.
LETTERS = st.text(alphabet="备案管理ab1 、，. \n-_Ａ１（）", max_size=24)
PHRASES = st.text(alphabet="备案管理ab1、 ", min_size=1, max_size=7).filter(lambda text: bool(runs(text)))


def found(texts: list[str], expression: str) -> set[int]:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE t USING fts5 (w, content='', tokenize='unicode61 remove_diacritics 0')")
    conn.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", [(i, tokens(text)) for i, text in enumerate(texts)])
    return {row for (row,) in conn.execute("SELECT rowid FROM t WHERE t MATCH ?", (expression,))}


@settings(max_examples=300, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=8), PHRASES)
@example(["备 案", "备\n案", "备、案", "备案"], "备案")
@example(["备、案", "备案", "备，案管"], "备、案")
@example(["a-b", "ab", "a b", "Ａ b"], "a b")
@example(["案", "备案", "案管", "备"], "案")
def test_a_phrase_is_found_exactly_where_it_stands(texts: list[str], phrase: str) -> None:
    read = words.read(f'"{phrase}"')
    (pattern,) = read.positive
    assert found(texts, read.match) == {i for i, text in enumerate(texts) if pattern.search(text)}


@settings(max_examples=200, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=8), PHRASES.filter(lambda text: " " not in text))
@example(["ab", "aba", "xab", "ab1"], "ab")
def test_a_beginning_is_found_wherever_a_word_begins_so(texts: list[str], word: str) -> None:
    read = words.read(f"{word}*")
    (pattern,) = read.positive
    assert found(texts, read.match) == {i for i, text in enumerate(texts) if pattern.search(text)}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("bank", {"banks", "banking", "banked"}),
        ("banks", {"bank", "banks"}),
        ("issue", {"issues", "issued", "issuing"}),
        ("issuing", {"issue", "issued"}),
        ("entity", {"entities"}),
        ("entities", {"entity"}),
        ("exchanges", {"exchange", "exchanged"}),
        ("business", {"businesses"}),
        ("businesses", {"business"}),
    ],
)
def test_a_word_is_found_in_its_forms(word: str, forms: set[str]) -> None:
    assert forms <= set(words.inflected(word))


@pytest.mark.parametrize(
    ("word", "strangers"),
    [("ban", {"bank", "banks"}), ("bus", {"bu"}), ("access", {"acces"}), ("rwa", {"rw"}), ("2026", {"2026s"})],
)
def test_and_not_in_those_of_another(word: str, strangers: set[str]) -> None:
    assert not strangers & set(words.inflected(word))


def test_operators_are_capitals_and_words_otherwise() -> None:
    assert found(["and so", "so", "and"], words.read("and so").match) == {0}
    assert found(["and so", "so", "and"], words.read("so AND and").match) == {0}
    assert found(["a b", "a c", "b c"], words.read("a (b OR c)").match) == {0, 1}
    assert found(["OR", "b"], words.read('"OR" OR b').match) == {0, 1}
    read = words.read('a -"b c"')
    assert found(["a b c", "a c b", "a"], f"({read.match}) NOT ({read.without})") == {1, 2}


@pytest.mark.parametrize(
    "text", ['"', '""', "a(b", "\x00", "'; DROP TABLE words; --", "^a", "a:b", "NEAR(a b)", "*", "a*b"]
)
def test_signs_of_the_index_have_no_meaning_of_their_own(text: str) -> None:
    try:
        read = words.read(text)
    except words.QueryError:
        return
    if read.match:
        found(["a b"], read.match)  # an expression that FTS5 understands


def test_marks_do_not_lie_over_each_other() -> None:
    text = "custody services for custody"
    assert words.read('"custody services" custody').marks(text) == ((0, 16), (21, 28))
    assert words.read("NOT custody").marks(text) == ()
