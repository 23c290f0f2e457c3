"""What spares the comparison work changes nothing of what it finds."""

from __future__ import annotations

import pytest

import regparse
from regparse.comparison import figures, words
from regparse.comparison.sentences import tokens
from regparse.comparison.words import Known, Vocabulary


@pytest.mark.parametrize(
    "text",
    [
        "within 30 days", "of RMB 50,000", "Three departments", "fourteen\u00a0days", "at least 12%", "(5 years)",
        "every month", "per year", "Each\nquarter", "semi-annually", "checks the lamps daily",
    ],
)  # fmt: skip
def test_a_text_with_a_figure_is_searched(text: str) -> None:
    span = (0, len(text))
    assert figures.find(text, span, "en") or figures.frequencies(text, span, "en")
    assert figures.likely(text, span, "en")


@pytest.mark.parametrize("text", ["The person who lent money shall perform often.", "Lamps are lit.", ""])
def test_a_text_without_a_figure_is_not(text: str) -> None:
    assert not figures.likely(text, (0, len(text)), "en")


def test_tokens_that_are_compared_as_one_have_one_number() -> None:
    numbers = Vocabulary()
    assert numbers["lamp "] == numbers["lamp"] == numbers["lamp\n"] != numbers["lamps"]
    assert numbers["（"] == numbers["("]
    assert numbers["lamp"] % 2 == 1
    assert [numbers[token] % 2 for token in ("of ", ", ", " ", "。")] == [0, 0, 0, 0]


def test_what_is_known_of_a_word_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def give(word: str) -> str:
        asked.append(word)
        return word.upper()

    known = Known(give)
    assert [known["a"], known["a"]] == ["A", "A"]
    assert asked == ["a"]
    monkeypatch.setattr(words, "_KEPT", 1)
    assert [known["b"], known["b"]] == ["B", "B"]  # as many are kept as may be: asked again, and right
    assert asked == ["a", "b", "b"]


@pytest.mark.parametrize("length", [1, 2, 3, 99, 100, 101, 250])
def test_a_run_of_characters_is_cut_into_its_pairs(length: int) -> None:
    run = "".join(map(chr, range(0x4E00, 0x4E00 + length)))
    assert tokens(f"（{run}）") == ({run[n : n + 2] for n in range(length - 1)} or {run})


OLD = """关于灯具出租的通知
灯发〔2031〕3号

各港口：

现将有关事项通知如下：

一、租赁管理

（一）租赁机构不得向渔船出租破损的灯具。

（二）租赁机构应当每月盘点库存并向港务局报告。

灯塔管理局
2031年3月1日
"""
NEW = OLD.replace("2031", "2033").replace("（一）租赁机构不得向渔船出租破损的灯具。", "（一）渔船应当悬挂两盏灯。")
NEW = NEW.replace("并向港务局报告。", "并向港务局报告。\n\n（三）租赁机构不得向渔船出租破损的灯具。")


def test_norms_of_clauses_that_moved_are_still_found() -> None:
    """The ban went from the first clause to the third, where nothing else is like it."""
    kept = [
        row for row in regparse.compare(regparse.parse(OLD), regparse.parse(NEW)).changes if row.kind == "prohibition"
    ]
    assert [(row.change, row.old and row.old.clause, row.new and row.new.clause) for row in kept] == [
        ("kept", "灯发-2031-3/1", "灯发-2033-3/3")
    ]
