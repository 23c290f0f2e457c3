"""The brief says what the norms say: on an invented notice about gift cards, whose norms are written down by hand.

Page one and the pages after it: test_brief_page.py; what changed against the old notice: test_brief_changes.py; the
English that it makes: test_brief_words.py; the file: test_brief_pdf.py.
"""

from __future__ import annotations

import re

import pytest
from brief_page import Page, html, rows
from handmade_notice import FULL, ID, TEXT, at, clause, notice

from regparse.documents.brief.annexes import annexes as view
from regparse.documents.brief.document import document
from regparse.model import notice as m
from regparse.wording import labels, phrasing
from regparse.wording.titles import display_title


def test_every_link_leads_to_one_place() -> None:
    page = Page(html(**FULL))
    assert len(page.ids) == len(set(page.ids))
    targets = [link.removeprefix("#") for link in page.links]
    assert {"c-1", "n-2-1", "n-5-1"} <= set(targets)
    assert set(targets) <= set(page.ids)
    assert all(link.startswith("#") for link in page.links), "a brief links to nothing but itself"


def test_every_line_of_the_text_is_printed_whole() -> None:
    printed = Page(html()).text
    lines = [line for line in TEXT.splitlines() if line and not line.startswith(("Kafa [2031]", "In accordance"))]
    assert [line for line in lines if line not in printed] == []


def test_bans_stand_under_those_they_bind() -> None:
    groups = {group.heading: group.rows for group in view(notice()).bans}
    shops, bank = phrasing.sentence(labels.label("enterprise")), phrasing.sentence(labels.label("bank"))
    assert list(groups) == [shops, bank]
    first, second = groups[shops]
    assert first.act is None, "an act outside the lexicon has no name of ours"
    assert first.words[0].text == "sell gift cards without a face value"
    assert second.words[0].text == "pay interest on them", "the phrase says “gift cards”, the notice “them”"
    assert (first.unless, first.gate, second.refs[0].href) == ("None", None, "#n-1-2")
    (issue,) = groups[bank]
    assert issue.act == phrasing.sentence(labels.label("product-issuance-sale"))
    assert (issue.where, issue.refs[0].label) == ("Overseas", "2")
    assert (issue.unless, issue.gate) == ("With consent, under the conditions quoted", "#g-2-1")


def test_a_gate_names_who_decides_and_marks_the_exception() -> None:
    (gate,) = view(notice()).gates
    assert gate.authority == "the People's Bank of China"
    assert gate.condition == "Open with consent, under the conditions quoted", "an exception is more than consent"
    assert gate.words.text == at("Except for", "People's Bank of China.")["text"]
    assert [part for part, marked in gate.words.parts if marked] == ["Except for cards valid for less than a year"]


def test_matrix_sets_bodies_against_roles() -> None:
    matrix = view(notice()).matrix
    assert matrix.roles == ("Lead", "Joint", "Consent or filing")
    cells = {
        row.name.code: [[ref.label for ref in cell] for cell in row.cells] for g in matrix.groups for row in g.rows
    }
    assert cells["PBOC"] == [["3"], [], ["2"]]
    assert cells["MPS"] == [[], ["3"], []]
    assert "STATE-COUNCIL" not in cells, "a body without a role in a norm stands in the fact box"
    assert [group.heading for group in matrix.groups] == ["Issuers", "Named in the provisions"]


def test_names_stand_in_both_languages() -> None:
    assert "中国人民银行" in html()


def test_a_list_that_goes_on_is_not_taken_for_closed() -> None:
    first, *rest = notice().clauses
    sale, pay = first.provisions
    assert "other such acts" not in Page(html()).text
    opened = first.model_copy(update={"provisions": (sale.model_copy(update={"open_ended": True}), pay)})
    of = notice(clauses=(opened, *rest))
    marked = [[ref.label for ref in row.also] for row in rows(view(of).bans)]
    assert marked == [["1"], [], []]
    assert Page(html(of)).text.count("And other such acts") == 1


def quoted(page: str) -> list[str]:
    """Give every run of words that a page sets in quotation marks, cut where words are left out."""
    pieces = [piece for words in re.findall(r"“([^“”]+)”", Page(page).text) for piece in words.split("…")]
    return [piece.strip() for piece in pieces if piece.strip()]


def test_what_stands_in_quotation_marks_is_in_the_notice() -> None:
    text = " ".join(TEXT.split())
    found = quoted(html(**FULL))
    assert {"pay interest on them", at("(4)", "days:")["text"][4:]} <= set(found)
    assert [piece for piece in found if piece not in text] == []


def test_duties_stand_whole() -> None:
    long = "Shops shall " + "keep the list of cards, " * 30 + "and so on."
    text = TEXT.replace("Shops shall report within three days:", long)
    start = text.index(long)
    of = notice(text=text)
    duty = m.Provision(
        id=f"{ID}/4#1", kind=m.Kind.OBLIGATION, rule="by-hand", text=long, span=(start, start + len(long))
    )
    four = of.clauses[3].model_copy(update={"provisions": (duty,)})
    (row,) = rows(view(notice(clauses=(four,), text=text)).checklists)
    assert row.words.text == long


def test_a_short_name_is_quoted_with_what_it_names() -> None:
    text = TEXT.replace(
        "for cards valid for less than a year", "for cards valid for less than a year (hereinafter short cards)"
    )
    words = "hereinafter short cards"
    start = text.index(words)
    short = m.Provision(
        id=f"{ID}/2#2", kind=m.Kind.DEFINITION, rule="by-hand", text=words, span=(start, start + len(words))
    )
    begin, end = text.index("(2)"), text.index("(3)") - 2
    two = clause(2, {"text": text[begin:end], "span": (begin, end)}, short)
    (row,) = rows(view(notice(clauses=(two,), text=text, closing=None)).definitions)
    assert row.words.text == "(2) Except for cards valid for less than a year (hereinafter short cards)"
    assert [part for part, marked in row.words.parts if marked] == [words]


def test_part_of_an_instrument_is_not_shown_as_the_whole() -> None:
    cite = notice().repeals[0].model_copy(update={"article": "Article 4"})
    page = document(notice(repeals=(cite,)), language="en").page
    assert page.headline.endswith("in force from 5 March 2031; repeals Article 4 of Kafa [2029] No. 3")
    assert {fact.name: fact.text for fact in page.facts}["Repeals"] == "Article 4 of Kafa [2029] No. 3"


@pytest.mark.parametrize(
    ("title", "issuers", "short"),
    [
        ("Notice of the Bank, Office A and Office B on Cards", ("Bank", "Office A", "Office B"), "Notice on Cards"),
        ("甲局 乙局关于礼品卡的通知", ("甲局", "乙局"), "关于礼品卡的通知"),
        ("甲局关于礼品卡的通知", ("甲局",), "甲局关于礼品卡的通知"),
        ("Notice on Cards", ("Bank", "Office A"), "Notice on Cards"),
        ("Bank and Office A: a Dialogue", ("Bank", "Office A"), "Bank and Office A: a Dialogue"),
    ],
)
def test_a_display_title_leaves_the_list_of_issuers_out(title: str, issuers: tuple[str, ...], short: str) -> None:
    mentions = tuple(m.AgencyMention(id=f"A{n}", text=name, span=(0, 1)) for n, name in enumerate(issuers))
    assert display_title(notice(title=title, issuers=mentions))[0] == short


def test_nothing_to_say_is_not_said() -> None:
    empty = notice(
        number=None,
        issuers=(),
        approved_by=(),
        legal_basis=(),
        repeals=(),
        issued_on=None,
        effective=m.Effective(kind="unstated"),
        preamble=None,
        sections=(),
        clauses=(),
        closing=None,
        signature=None,
        problems=(),
    )
    page = Page(html(empty))
    assert "Notice on Regulating Gift Cards" in page.text
    assert {"audience", "bans", "gates", "consequences", "duties", "changes", "editions"}.isdisjoint(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_words_of_a_notice_are_no_markup() -> None:
    evil = "<script>alert(1)</script> & Cards"
    page = html(notice(title=evil, text=TEXT.replace("face value", "<b>ce val")))
    assert "script" not in Page(page).tags
    assert "b" not in Page(page).tags
    assert evil in Page(page).text


def test_problems_are_listed_worst_first_with_their_place() -> None:
    (origin,) = view(notice()).origins
    assert [flag.severity for flag in origin.problems] == ["warning", "info"]
    assert origin.problems[0].findings[0].words is not None
    assert origin.problems[1].findings[0].lines == "lines 40 to 77 of the source"


def test_every_text_used_is_a_source_with_its_hash() -> None:
    other = notice(
        edition="en-press",
        source=m.Source(name="press.txt", media_type="text/plain", sha256="cd" * 32, encoding="utf-8"),
    )
    page = Page(html(**{**FULL, "other_edition": other})).text
    assert page.count("ab" * 32) == 2, "the notice and the one it replaces"
    assert page.count("cd" * 32) == 1
    assert Page(html(**FULL, originals=(other,))).text.count("cd" * 32) == 1, "an original is a source, too"
    assert "Found only in the English translation" in page


def test_what_was_left_out_of_a_source_is_said() -> None:
    (origin,) = view(notice()).origins
    assert origin.treatment == ("Left out: duplicate copy (lines 40 to 77).",)
    (clean,) = view(notice(problems=())).origins
    assert clean.treatment == ()
    page = Page(html(notice(problems=()))).text
    assert "the text is as it was read" in page
    assert "the text is as it was read" not in Page(html()).text
