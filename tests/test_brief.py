"""The brief says what the norms say: on an invented notice about gift cards, whose norms are written down by hand."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from gift_cards import COMPARISON, FULL, ID, OLD, TEXT, at, clause, notice

import regparse
from regparse import comparison as cmp
from regparse import model as m
from regparse.brief import labels, wording
from regparse.brief.takeaways import Takeaway
from regparse.brief.titles import display_title
from regparse.brief.view import view


class Page(HTMLParser):
    """What a test asks of a page: its ids, its links, its text by section heading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


def html(of: m.Notice | None = None, **more: Any) -> str:
    return regparse.render_brief(of or notice(), format="html", **more).decode()


def topics(of: m.Notice, **more: Any) -> dict[str, Takeaway]:
    return {one.topic: one for one in view(of, **more).takeaways}


def rows(groups: Any) -> list[Any]:
    return [row for group in groups for row in group.rows]


def test_every_link_leads_to_one_place() -> None:
    page = Page(html(**FULL))
    assert len(page.ids) == len(set(page.ids))
    targets = [link.removeprefix("#") for link in page.links]
    assert {"c-1", "n-2-1", "n-5-1", "n-closing-1"} <= set(targets)
    assert set(targets) <= set(page.ids)
    assert all(link.startswith("#") for link in page.links), "a brief links to nothing but itself"


def test_every_line_of_the_text_is_printed_whole() -> None:
    printed = Page(html()).text
    lines = [line for line in TEXT.splitlines() if line and not line.startswith(("Kafa [2031]", "In accordance"))]
    assert [line for line in lines if line not in printed] == []


def test_bans_stand_under_those_they_bind() -> None:
    groups = {group.heading: group.rows for group in view(notice()).bans}
    shops, bank = wording.sentence(labels.label("enterprise")), wording.sentence(labels.label("bank"))
    assert list(groups) == [shops, bank]
    first, second = groups[shops]
    assert first.act is None, "an act outside the lexicon has no name of ours"
    assert first.words[0].text == "sell gift cards without a face value"
    assert second.words[0].text == "pay interest on them", "the phrase says “gift cards”, the notice “them”"
    assert (first.unless, first.gate, second.refs[0].href) == ("None", None, "#n-1-2")
    (issue,) = groups[bank]
    assert issue.act == wording.sentence(labels.label("product-issuance-sale"))
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
    assert [group.heading for group in matrix.groups] == ["Issuers", "Named in the norms"]


def test_names_stand_in_both_languages() -> None:
    assert "中国人民银行" in html()


def test_takeaways_count_what_is_there() -> None:
    found = topics(notice())
    assert found["in-force"].headline == "In force from 5 March 2031; Kafa [2029] No. 3 is repealed"
    assert found["bans"].headline == "Three acts are banned, two of them without exception"
    assert [ref.label for ref in found["bans"].refs] == ["1", "2"]
    assert found["gates"].headline.startswith("One banned act has a way through")
    assert "from the People's Bank of China" in found["gates"].detail
    assert "not named" not in found["gates"].detail
    assert found["liability"].headline == "A breach brings administrative penalties and criminal liability"
    assert found["leads"].detail.startswith("The People's Bank of China with one other body")


def test_takeaways_say_what_is_new_against_the_old_notice() -> None:
    found = topics(notice(), **FULL)
    assert found["news"].headline == "Newly regulated: gift card"
    assert "Kafa [2029] No. 3 has no norm on it; three banned acts here concern it" in found["news"].detail
    assert "Changes in law that concern bans: one added." in found["news"].detail


def test_at_most_five_takeaways_and_the_weightiest() -> None:
    assert len(topics(notice(), **FULL)) == 5
    assert "duties" not in topics(notice(), **FULL), "one duty to report weighs least"


@pytest.mark.parametrize("given", [{}, FULL])
def test_every_count_is_a_count_of_rows(given: dict[str, Any]) -> None:
    brief = view(notice(), **given)
    found = {one.topic: one for one in brief.takeaways}
    banned = rows(brief.bans)
    ways = [sum(row.way == way for row in banned) for way in ("none", "open", "lacking")]
    assert sum(ways) == len(banned) == 3
    assert found["bans"].headline.startswith(f"{wording.sentence(wording.number(len(banned)))} acts are banned")
    assert f"{wording.number(ways[0])} of them without exception" in found["bans"].headline
    assert f"{wording.number(ways[1])} can be opened" in found["bans"].detail.lower()
    for group in brief.bans:
        assert group.note == wording.counted(len(group.rows), "act")
        assert f"({group.note})" in found["bans"].detail
    assert found["gates"].headline.lower().startswith(wording.counted(ways[1], "banned act"))
    consequences = rows(brief.liability)
    assert found["liability"].detail.lower().startswith(wording.counted(len(consequences), "consequence"))
    for group in brief.liability:
        assert f"{group.heading.lower()} ({wording.number(len(group.rows))})" in found["liability"].detail
    box = next(fact for fact in brief.facts if fact.name == "In this brief").values[0].text.lower()
    for count in (
        wording.counted(len(banned), "banned act"),
        wording.counted(len(brief.gates), "exception or approval"),
        wording.counted(len(consequences), "consequence of a breach", "consequences of a breach"),
        wording.counted(len(brief.duties), "duty", "duties"),
    ):
        assert count in box
    if brief.changes:
        moved = {
            group.heading.lower(): sum("prohibition" in row.kinds for row in group.rows) for group in brief.changes.law
        }
        assert f"{wording.number(moved['added'])} added" in found["news"].detail
        new = sum("new" in row.labels for row in brief.changes.clauses)
        assert f"{wording.number(new)} new" in brief.changes.summary.lower()


def test_cutting_a_sentence_in_two_changes_no_count() -> None:
    whole = notice()
    first, *rest = whole.clauses
    sale, pay = first.provisions
    one = sale.model_copy(update={**at("Shops", "them."), "activities": (*sale.activities, *pay.activities)})
    joined = whole.model_copy(update={"clauses": (first.model_copy(update={"provisions": (one,)}), *rest)})
    assert len(list(joined.provisions())) == len(list(whole.provisions())) - 1
    assert topics(joined)["bans"].headline == topics(whole)["bans"].headline
    assert topics(joined)["bans"].detail == topics(whole)["bans"].detail


def test_a_list_that_goes_on_is_not_taken_for_closed() -> None:
    first, *rest = notice().clauses
    sale, pay = first.provisions
    assert "other such acts" not in Page(html()).text
    opened = first.model_copy(update={"provisions": (sale.model_copy(update={"open_ended": True}), pay)})
    of = notice(clauses=(opened, *rest))
    marked = [[ref.label for ref in row.also] for row in rows(view(of).bans)]
    assert marked == [["1"], [], []]
    assert Page(html(of)).text.count("And other such acts") == 1
    assert "the list in clause 1 is open" in topics(of)["bans"].detail.lower()


def quoted(page: str) -> list[str]:
    """Give every run of words that a page sets in quotation marks, cut where words are left out."""
    pieces = [piece for words in re.findall(r"“([^“”]+)”", Page(page).text) for piece in words.split("…")]
    return [piece.strip() for piece in pieces if piece.strip()]


def test_what_stands_in_quotation_marks_is_in_the_notice() -> None:
    text = " ".join(TEXT.split())
    found = quoted(html(**FULL))
    assert {"pay interest on them", "Kafa [2031] No. 8", at("(4)", "days:")["text"][4:]} <= set(found)
    assert [piece for piece in found if piece not in text] == []


def test_duties_stand_whole_and_liability_names_who_and_by_whom() -> None:
    long = "Shops shall " + "keep the list of cards, " * 30 + "and so on."
    text = TEXT.replace("Shops shall report within three days:", long)
    start = text.index(long)
    of = notice(text=text)
    duty = m.Provision(
        id=f"{ID}/4#1", kind=m.Kind.OBLIGATION, rule="by-hand", text=long, span=(start, start + len(long))
    )
    four = of.clauses[3].model_copy(update={"provisions": (duty,)})
    (row,) = view(notice(clauses=(four,), text=text)).duties
    assert row.words.text == long
    fine, crime = rows(view(notice()).liability)
    assert (fine.who, fine.bodies) == ("Anyone", "Not named")
    assert fine.words.text == at("Whoever", "fined")["text"]
    assert crime.words.text == at("Whoever", "pursued.")["text"], "a crime of whom? the words before say it"
    assert [part for part, marked in crime.words.parts if marked] == [at("where a crime", "pursued.")["text"]]


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
    of = notice(repeals=(cite,))
    assert topics(of)["in-force"].headline == "In force from 5 March 2031; Article 4 of Kafa [2029] No. 3 is repealed"
    assert ("Repeals", "Article 4 of Kafa [2029] No. 3") in view(of).strip


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


@pytest.mark.parametrize(
    ("clauses_", "topic", "headline", "detail"),
    [
        ((1,), "bans", "Two acts are banned without exception", "The bans bind enterprises (two acts)."),
        ((2,), "bans", "One act is banned", "The ban binds banks (one act)."),
        ((4,), "duties", "One duty", "It binds enterprises."),
        ((2,), "gates", "One banned act has a way through", ""),
    ],
)
def test_one_and_many_each_have_their_sentence(
    clauses_: tuple[int, ...], topic: str, headline: str, detail: str
) -> None:
    kept = tuple(one for one in notice().clauses if one.number in clauses_)
    found = topics(notice(clauses=kept))[topic]
    assert found.headline.startswith(headline)
    assert detail in found.detail


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
    assert topics(empty) == {}
    page = Page(html(empty))
    assert "Notice on Regulating Gift Cards" in page.text
    assert {"bans", "gates", "liability", "duties", "changes", "editions", "takeaways"}.isdisjoint(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


@pytest.mark.parametrize("missing", ["against", "comparison", "editions"])
def test_each_part_may_be_missing(missing: str) -> None:
    given = {name: value for name, value in FULL.items() if name != missing}
    assert ("changes" in Page(html(**given)).ids) == (missing == "editions")


def test_changes_are_told_by_more_than_colour() -> None:
    page = html(**FULL)
    assert '<del>vouchers</del><ins class="tight">gift cards</ins>' in page
    found = view(notice(), **FULL).changes
    assert found is not None
    assert [[ref.label for ref in row.new] for row in found.clauses] == [["1"], ["2"], []]
    assert [[ref.label for link in row.links for ref in link.refs] for row in found.clauses] == [["1"], [], ["2"]]
    assert [row.labels for row in found.clauses] == [("amended",), ("new",), ("dropped",)]
    assert found.agencies[0].now == "Joint"
    (added,) = found.law
    assert added.heading == "Added"
    assert [ref.href for ref in added.rows[0].new.refs] == ["#n-1-2"]


def test_clauses_that_became_one_are_one_row_and_count_as_one() -> None:
    merged = COMPARISON.model_copy(
        update={
            "pairs": tuple(
                cmp.Pair(
                    old=(f"{OLD.id}/{n}",), new=(f"{ID}/1",), labels=("amended", "merged"), state="linked", score=0.8
                )
                for n in (1, 2)
            )
        }
    )
    found = view(notice(), against=OLD, comparison=merged).changes
    assert found is not None
    assert [[ref.label for link in row.links for ref in link.refs] for row in found.clauses] == [["1", "2"]]
    assert found.summary == "One amended and one merged"


def test_a_change_in_law_has_a_name_and_its_whole_reason() -> None:
    reason = "now " + "“gift cards of every sort and kind that a shop may sell”, before “vouchers”" * 4
    side = COMPARISON.norms[0].new
    assert side is not None
    report = next(norm for _, norm in notice().provisions() if norm.kind == "obligation")
    duty = cmp.NormSide(notice=ID, clause=f"{ID}/4", provision=report.id, text=report.text, span=report.span)
    one = cmp.NormChange(change="widened", kind="prohibition", what=reason, old=side, new=side)
    other = cmp.NormChange(change="added", kind="obligation", what="Shops shall rep…", new=duty)
    found = view(notice(), against=OLD, comparison=COMPARISON.model_copy(update={"norms": (one, other)})).changes
    assert found is not None
    added, widened = (group.rows[0] for group in found.law)
    assert added.title == f"Duty of {labels.label('enterprise')}"
    assert widened.title
    assert widened.reason == wording.sentence(reason)


def test_what_was_kept_is_listed_and_no_more_is_claimed_than_is_known() -> None:
    side = COMPARISON.norms[0].new
    kept = cmp.NormChange(change="kept", kind="prohibition", what="interest", old=side, new=side)
    more = {**FULL, "comparison": COMPARISON.model_copy(update={"norms": (kept,)})}
    found = view(notice(), **more).changes
    assert found is not None
    (row,) = found.kept
    assert (row.title, [ref.label for ref in row.new]) == (f"Ban of {labels.label('enterprise')}", ["1"])
    assert "One norm is kept in substance" in Page(html(**more)).text


def test_the_editions_cast_doubt_on_changes_of_a_translation() -> None:
    assert "difference of translation" in Page(html(**FULL)).text
    assert "difference of translation" not in Page(html(**{**FULL, "editions": ()})).text


@pytest.mark.parametrize(
    ("older", "why"),
    [
        (OLD.model_copy(update={"language": "zh"}), "in English and that of Kafa [2029] No. 3 in Chinese"),
        (notice(edition="en-press"), "the two texts are the same notice"),
    ],
)
def test_what_cannot_be_compared_is_not_compared_and_the_brief_says_why(older: m.Notice, why: str) -> None:
    given = {**FULL, "against": older}
    brief = view(notice(), **given)
    assert brief.changes is None
    assert {"news", "rewritten"}.isdisjoint(topics(notice(), **given))
    page = Page(html(**given))
    assert why in page.text
    assert "changes-clauses" not in page.ids


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
    assert "Only in the English translation" in page


def test_what_was_left_out_of_a_source_is_said() -> None:
    (origin,) = view(notice()).origins
    assert origin.treatment == ("Left out: duplicate copy (lines 40 to 77).",)
    (clean,) = view(notice(problems=())).origins
    assert clean.treatment == ()
    page = Page(html(notice(problems=()))).text
    assert "the text stands as it was read" in page
    assert "the text stands as it was read" not in Page(html()).text
