"""The English that a brief generates agrees in number, and its quotations say no more than the notice."""

from __future__ import annotations

import pytest

from regparse.documents.parts.quotes import Words, quote_act
from regparse.model import notice as m
from regparse.wording import phrasing
from regparse.wording.phrases import phrase, table
from regparse.wording.titles import repealed


def test_an_act_of_a_list_is_quoted_with_gaps_and_without_a_word_of_ours() -> None:
    text = "Banks shall not provide custody, clearing or other services for lottery tickets."
    at_act, at_custody = text.index("clearing"), text.index("custody")
    act = m.Activity(
        code=None, text="clearing", span=(at_act, at_act + 8), phrase="provide clearing for lottery tickets"
    )
    ban = m.Provision(id="x/1#1", kind=m.Kind.PROHIBITION, rule="by-hand", text=text, span=(0, len(text)))
    assert quote_act(ban, act, "en").text == "provide … clearing … for lottery tickets"
    ours = act.model_copy(update={"phrase": "offer clearing for tickets"})
    assert quote_act(ban, ours, "en").text == "clearing or other services", "no word of ours"
    alone = act.model_copy(update={"text": "custody", "span": (at_custody, at_custody + 7), "phrase": "custody"})
    assert quote_act(ban, alone, "en").text == text, "a word alone says nothing: it is marked in its sentence"
    assert [part for part, marked in quote_act(ban, alone, "en").parts if marked] == ["custody"]
    cued = ban.model_copy(update={"cue": m.Quote(text="shall not", span=(6, 15))})
    assert quote_act(cued, alone, "en").text == "provide custody", "the verb stands between the ban and the act"


def test_words_bring_their_own_marks_when_these_go_round_all_of_them() -> None:
    def bare(text: str) -> bool:
        return Words(((text, False),), "zh").bare

    assert bare("《办法》")
    assert bare("《关于礼品卡的通知》（卡发〔2031〕8号）"), "the number of a title is no part of it"
    assert bare('"Notice on Cards" (Kafa [2031] No. 8)')
    assert not bare("“矿机”生产企业")
    assert not bare('"odd" cards')


EXAMPLES = [(name, one) for name, row in table().items() for one in row["examples"]]
COUNTER = [(name, one) for name, row in table().items() for one in row["counter_examples"]]


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_each_phrase_finds_its_examples(name: str, text: str) -> None:
    assert phrase(name).search(text)


@pytest.mark.parametrize(("name", "text"), COUNTER)
def test_no_phrase_finds_its_counter_examples(name: str, text: str) -> None:
    assert not phrase(name).search(text)


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (None, "X"),
        ("Article 5", "Article 5 of X"),
        ("Articles 4 and 5", "Articles 4 and 5 of X"),
        ("第四条", "Article 4 of X"),
        ("第五条第二款", "Article 5, paragraph 2 of X"),
        ("第四条、第十二条", "Article 4 and Article 12 of X"),
        ("前款", "前款 of X"),
    ],
)
def test_places_in_an_instrument_are_said_in_english(article: str | None, said: str) -> None:
    cite = m.Citation(text="X", span=(0, 1), title="X", number=None, article=article, kind="repeals")
    assert repealed(cite) == said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (phrasing.counted(0, "duty", "duties"), "no duties"),
        (phrasing.counted(1, "duty", "duties"), "one duty"),
        (phrasing.counted(11, "duty", "duties"), "11 duties"),
        (phrasing.at_most("abcdefgh", 4), "a, b, c, d and four more"),
        (phrasing.at_most("abcde", 4), "a, b, c, d and e"),
        (phrasing.listing([]), ""),
    ],
)
def test_generated_english_agrees_in_number(said: str, expected: str) -> None:
    assert said == expected


def test_a_cut_ends_at_a_word_and_counts_a_chinese_character_twice() -> None:
    assert phrasing.clip("one two three", 13) == "one two three"
    assert phrasing.clip("one two three", 10) == "one two …"
    assert phrasing.clip("一二三四五", 10) == "一二三四五"
    assert phrasing.clip("一二三四五六", 10) == "一二三四 …"
