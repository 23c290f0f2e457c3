"""What the brief draws, what it leaves open, what it asks of each audience: on the invented notice about gift cards."""

from __future__ import annotations

from typing import Any

import pytest
from brief_page import html, rows
from handmade_notice import COMPARISON, FULL, ID, OLD, TEXT, agency, at, bound, clause, norm, notice
from lxml import html as parser

from regparse.documents.brief.annexes import annexes as view
from regparse.documents.brief.openpoints import open_points
from regparse.documents.parts.described import descriptions
from regparse.documents.parts.timeline import timeline
from regparse.model import changes as law
from regparse.model import notice as m


def drawings(page: str) -> dict[str, Any]:
    """Give the pictures of a page by their class."""
    found = parser.fromstring(page).xpath("//*[local-name()='svg']")
    return {one.get("class").split()[-1]: one for one in found}


def test_every_section_stands_in_its_order() -> None:
    ids = [section.id for section in view(notice(), **FULL).sections]
    assert ids == [
        *("timeline", "definitions", "bans", "ways", "border", "agencies", "changes"),
        *("editions", "duties", "text", "sources"),
    ]


def test_the_timeline_has_the_lineage_the_oldest_first_and_what_the_oldest_repeals() -> None:
    line = view(notice(), **FULL).timeline
    assert line is not None
    assert [row.number for row in line.rows] == ["Kafa [2029] No. 3", "Kafa [2029] No. 3", "Kafa [2031] No. 8"]
    cited, old, new = line.rows
    assert (cited.date, cited.size) == ("2029", "text not available"), "a citation has a year and no clauses"
    assert old.fate == "repealed by Kafa [2031] No. 8"
    assert (new.date, new.size, new.step) == ("5 March 2031", "five clauses, nine norms", ("one norm added",))
    assert "Kafa [2031] No. 8, 5 March 2031: five clauses, nine norms, one norm added." in line.said
    assert [point.x for point in line.points] == sorted(point.x for point in line.points)


def test_a_long_lineage_is_drawn_as_far_as_it_fits_and_listed_whole() -> None:
    before = [OLD.model_copy(update={"id": f"kafa-20{n}-3", "repeals": ()}) for n in range(10, 16)]
    line = view(notice(), **FULL, lineage=[*before, notice()]).timeline
    assert line is not None
    assert (len(line.points), len(line.rows)) == (4, 7)


def test_pictures_are_named_and_say_nothing_by_colour_alone() -> None:
    shops = bound("enterprise", "Shops")
    act = m.Activity(code="custody", phrase="sell", **at("sell gift"))
    hold = norm("1", 1, "prohibition", at("Shops", "face value"), addressees=shops, activities=(act,))
    first, *rest = notice().clauses
    hold = hold.model_copy(update={"territory": "domestic"})
    page = html(notice(clauses=(first.model_copy(update={"provisions": (hold,)}), *rest)), **FULL)
    assert "border" not in drawings(html(**FULL)), "a single direction is not drawn"
    found = drawings(page)
    assert set(found) == {"timeline", "heatmap", "border", "graph"}
    for one in found.values():
        assert one.get("role") == "img"
        names = one.get("aria-labelledby").split()
        texts = [one.xpath(f"string(*[@id='{name}'])") for name in names]
        assert len(texts) == 2
        assert all(texts)
    cells = found["heatmap"].xpath(".//*[local-name()='rect']")
    assert len(cells) == 2
    looks = [(cell.get("fill"), cell.get("stroke"), cell.get("stroke-dasharray")) for cell in cells]
    assert len({look[1] for look in looks}) == 2, "a firm ban is filled, one with a way through is outlined"
    assert "".join(found["heatmap"].xpath(".//text()")).count("12") == 0
    lines = found["graph"].xpath(".//*[local-name()='path']")
    assert len(lines) == 1, "the bank leads, the police join"


def test_a_heat_map_of_one_person_is_not_drawn() -> None:
    assert view(notice()).heatmaps == (), "of the three acts one has a name of ours"


def test_who_leads_whom_is_drawn_by_clause() -> None:
    graph = view(notice()).graph
    assert graph is not None
    assert [(node.text, node.note) for node in graph.left] == [("PBOC", "clause 3")]
    assert [node.text for node in graph.right] == ["MPS"]
    assert [edge.role for edge in graph.edges] == ["joint"]
    assert graph.said == "PBOC leads in clause 3: MPS (joint)."


def test_the_border_sorts_norms_by_where_they_reach() -> None:
    border = view(notice()).border
    assert [side.code for side in border.sides] == ["domestic", "inbound", "outbound", "overseas"]
    (group,) = border.groups
    assert (group.heading, group.note) == ("Overseas", "one norm")
    (row,) = group.rows
    assert (row.kind, row.who) == ("Ban", "Banks")
    assert [ref.label for ref in row.refs] == ["2"]
    assert "border" not in {section.id for section in view(notice(clauses=notice().clauses[2:])).sections}


def opens(of: m.Notice) -> dict[str, list[Any]]:
    found = list(of.provisions())
    return {group.heading: list(group.rows) for group in open_points(of, found, descriptions(of, found))}


def test_what_no_definition_explains_is_open() -> None:
    found = opens(notice())
    named = [row.what for row in found["Terms used and not defined"]]
    assert named == ["Gift card: a regulated object"], "neither an enterprise nor a bank needs a definition"
    one, two = notice().clauses[:2]
    sellers = tuple(ban.model_copy(update={"addressees": bound("intermediary", "Shops")}) for ban in one.provisions)
    vague = one.model_copy(update={"provisions": sellers})
    named = [row.what for row in opens(notice(clauses=(vague, two)))["Terms used and not defined"]]
    assert named == ["Gift card: a regulated object", "Intermediaries: a person bound"]
    words = "shops are any company that sells cards"
    text = TEXT.replace("(3) Register.", f"(3) Here, {words}. Register.")
    start = text.index(words)
    cue = m.Quote(text="are any", span=(start + 6, start + 13))
    meant = m.Provision(
        id=f"{ID}/2#2", kind=m.Kind.DEFINITION, rule="by-hand", text=words, span=(start, start + len(words)), cue=cue
    )
    defined = notice(clauses=(vague, two.model_copy(update={"provisions": (*two.provisions, meant)})))
    assert [row.what for row in opens(defined)["Terms used and not defined"]] == ["Gift card: a regulated object"]


def test_an_authority_that_is_not_named_and_a_consent_from_nobody_are_open() -> None:
    assert "Authorities that are not named" not in opens(notice())
    two = notice().clauses[1]
    (abroad,) = two.provisions
    vague = abroad.model_copy(update={"agencies": (agency("RELEVANT-DEPTS", "approve", "People's Bank of China"),)})
    (row,) = opens(notice(clauses=(two.model_copy(update={"provisions": (vague,)}),)))["Authorities that are not named"]
    assert row.what == "Relevant departments: consent or filing"
    assert [part for part, marked in row.words.parts if marked] == ["People's Bank of China"]
    nobody = abroad.model_copy(update={"agencies": ()})
    found = opens(notice(clauses=(two.model_copy(update={"provisions": (nobody,)}),)))
    (row,) = found["Consent or filing without an authority"]
    assert (row.what, row.words.text) == ("With consent", abroad.text)


def test_words_in_quotation_marks_are_open_unless_they_are_a_list_or_a_title() -> None:
    def with_words(words: str) -> list[str]:
        text = TEXT.replace("a register of cards", f"a register of {words}")
        start = text.index("The People's Bank of China, together")
        end = text.index(".", start) + 1
        body = norm("3", 1, "mandate", {"text": text[start:end], "span": (start, end)})
        three = clause(3, {"text": text[start:end], "span": (start, end)}, body)
        return [row.words.text for row in opens(notice(clauses=(three,), text=text))["Terms used and not defined"]]

    assert with_words('"odd cards"') == ["odd cards"]
    with pytest.raises(KeyError):
        with_words('"a", "b", "c" and "d"')


def test_times_that_are_not_stated_are_open() -> None:
    assert "Times that are not stated" not in opens(notice())
    assert len(opens(notice(effective=m.Effective(kind="unstated"), issued_on=None))["Times that are not stated"]) == 2


def test_each_audience_has_its_duties_with_room_for_an_owner_and_a_date() -> None:
    four = notice().clauses[3]
    (report,) = four.provisions
    both = report.model_copy(update={"addressees": (*report.addressees, *bound("bank", "bank"))})
    brief = view(notice(clauses=(four.model_copy(update={"provisions": (both,)}),)))
    assert [group.heading for group in brief.checklists] == ["Enterprises and banks"], "the very same duties: one list"
    assert [row.words.text for row in rows(brief.checklists)] == [report.text]
    again = report.model_copy(update={"id": f"{ID}/4#2", "text": "lost cards", "addressees": bound("bank", "bank")})
    apart = view(notice(clauses=(four.model_copy(update={"provisions": (both, again)}),)))
    assert [(group.heading, len(group.rows)) for group in apart.checklists] == [("Enterprises", 1), ("Banks", 2)]
    state = report.model_copy(update={"addressees": bound("government", "Shops shall r")})
    assert view(notice(clauses=(four.model_copy(update={"provisions": (state,)}),))).checklists == ()
    page = parser.fromstring(html(**FULL))
    cells = page.xpath("//table[@class='checklist']/tbody/tr/td")
    assert [cell.get("class") for cell in cells] == [None, "num", "blank", "blank"]
    assert [cell.text_content() for cell in cells[2:]] == ["", ""]


def test_the_things_regulated_stand_with_the_clauses_that_speak_of_them() -> None:
    table = view(notice()).objects
    assert table.columns == ("Bans", "Tasks of agencies")
    ((name, cells),) = table.rows
    assert name == "Gift card"
    assert [[ref.label for ref in cell] for cell in cells] == [["1", "2"], ["3"]]


def test_what_those_who_lead_have_to_do_is_said_beside_the_matrix() -> None:
    (row,) = view(notice()).mandates
    assert row.bodies == "People's Bank of China (in the lead)"
    assert row.about == "Gift card"
    assert row.words.text.endswith("with the Ministry of Public Security, keeps a register of cards.")
    assert [ref.label for ref in row.refs] == ["3"]


def _banning(*codes: str, persons: int = 1, **more: Any) -> m.Notice:
    """Give the notice with one clause whose ban names the acts and as many kinds of persons."""
    acts = tuple(m.Activity(code=code, phrase="sell gift", **at("sell gift")) for code in codes)
    who = tuple(one for code in ("enterprise", "bank", "merchant")[:persons] for one in bound(code, "Shops"))
    ban = norm("1", 1, "prohibition", at("Shops", "face value"), addressees=who, activities=acts, **more)
    return notice(clauses=(clause(1, at("(1)", "them."), ban),))


def test_a_heat_map_of_one_act_is_not_drawn_and_of_two_is() -> None:
    assert view(_banning("custody", persons=2)).heatmaps == ()
    assert len(view(_banning("custody", "clearing-settlement", persons=2)).heatmaps) == 1


def test_an_act_that_is_banned_in_one_thing_and_open_in_another_has_two_rows() -> None:
    acts = (m.Activity(code="custody", phrase="sell gift", **at("sell gift")),)
    who = (*bound("enterprise", "Shops"), *bound("bank", "Shops"))
    same = {"addressees": who, "activities": acts}
    firm = norm("1", 1, "prohibition", at("Shops", "face value"), assets=("virtual-currency",), **same)
    opened = norm("1", 2, "prohibition", at("and shall not", "them."), assets=("rwa",), condition="approval", **same)
    (heat,) = view(notice(clauses=(clause(1, at("(1)", "them."), firm, opened),))).heatmaps
    assert [row.text for row in heat.rows] == [
        "Custody: virtual currency",
        "Custody: real-world asset tokenization",
    ]
    assert [cell.way for cell in heat.cells] == ["none", "none", "open", "open"]


def test_a_picture_of_leads_that_would_not_fit_on_a_page_is_not_drawn() -> None:
    def led(many: int) -> m.Notice:
        lead = agency("PBOC", "lead", "People's Bank of China, together")
        others = tuple(agency(f"BODY-{n}", "joint", "Ministry of Public Security") for n in range(many))
        body = norm("3", 1, "mandate", at("The People's", "register of cards."), agencies=(lead, *others))
        return notice(clauses=(clause(3, at("(3)", "cards."), body),))

    assert view(led(28)).graph is not None
    assert view(led(29)).graph is None


def test_an_instrument_of_which_one_article_goes_is_no_point_of_the_timeline() -> None:
    gone = OLD.repeals[0]
    part = gone.model_copy(update={"article": "Article 5"})
    whole = view(notice(), **FULL).timeline
    partly = view(notice(), **{**FULL, "against": OLD.model_copy(update={"repeals": (part,)})}).timeline
    assert whole is not None
    assert partly is not None
    assert len(whole.rows) == 3
    assert len(partly.rows) == 2


def test_the_timeline_counts_norms_and_says_what_the_other_entries_are() -> None:
    def change(kind: law.ChangeKind, provision: str | None, words: dict[str, Any]) -> law.LawChange:
        side = law.Side(notice=ID, clause=None, provision=provision, **words)
        return law.LawChange(change="added", kind=kind, new=side, grounds="one-side-only")

    abroad = at("Except for", "People's Bank of China.")
    found = (
        change("prohibition", f"{ID}/2#1", at("issue a gift card")),
        change("prohibition", f"{ID}/2#1", abroad),
        change("mandate", f"{ID}/3#1", at("keeps a register")),
        change("legal-basis", None, at("Law on Payment Cards")),
        change("commencement", None, at("This Notice")),
    )
    comparison = COMPARISON.model_copy(update={"changes": found})
    line = view(notice(), **{**FULL, "comparison": comparison}).timeline
    assert line is not None
    assert line.rows[-1].step == ("two norms added",), "its act is no second norm"
    assert line.rows[-1].other == "also changed: one legal basis and one commencement"


def test_a_name_on_the_timeline_ends_before_the_next_begins() -> None:
    long = "灯塔管理局、港务管理局、渔业管理局公告〔2031〕第5号"
    number = m.DocumentNumber(code="dengta", year=2031, serial=5, text=long, span=(0, 0))
    cited = m.Citation(text=long, span=(0, 0), title=None, number=number, kind="repeals")
    drawn = timeline([notice(repeals=(cited,))], [None])
    assert drawn.points[0].label == f"{long[:20]}…", "twenty wide characters of 4.2 units in half of 180"
    assert drawn.rows[0].number == long, "the table has it whole"
    assert drawn.points[1].label == drawn.points[1].number
