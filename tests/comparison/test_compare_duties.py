"""What became of duties, their parts, statements and cited instruments; on norms made by hand."""

from __future__ import annotations

from typing import Any

from drafted_notices import PORT, SHOW, Draft, duty

from regparse.comparison import compare
from regparse.model import Citation, Kind, Notice, Role


def test_obligations_are_matched_by_words_and_lost_ones_are_said() -> None:
    def duty(text: str) -> dict[str, Any]:
        return {"kind": Kind.OBLIGATION, "who": ["bank"], "text": text}

    seal = "They shall seal every barrel at night."
    old = Draft("old").clause(1, f"{SHOW} {seal}", [duty(SHOW), duty(seal)])
    new_words = SHOW.replace("show their", "show the")
    assert new_words != SHOW
    new = Draft("new").clause(1, new_words, [duty(new_words)])
    result = compare(old.notice(), new.notice()).norms
    assert [c.change for c in result] == ["kept", "removed"]
    assert result[1].old is not None
    assert result[1].old.text == seal


def test_a_part_of_a_duty_that_is_gone_is_said_with_its_words_alone() -> None:
    fields, sections = "The warden counts the barrels", ", and keeps a brass register of broken seals."
    old_words, new_words = f"{fields}{sections}", f"{fields}."
    old = Draft("old").clause(1, old_words, [duty(old_words, ("warden", "PBOC", Role.RESPONSIBLE))]).clause(2, PORT)
    new = Draft("new").clause(1, new_words, [duty(new_words, ("warden", "PBOC", Role.RESPONSIBLE))]).clause(2, PORT)
    there = [(c.change, c.kind, c.old and c.old.text) for c in compare(old.notice(), new.notice()).norms]
    assert ("removed", "mandate", "and keeps a brass register of broken seals.") in there
    back = [(c.change, c.kind, c.new and c.new.text) for c in compare(new.notice(), old.notice()).norms]
    assert ("added", "mandate", "and keeps a brass register of broken seals.") in back


def test_an_item_that_left_a_list_narrows_its_norm_and_is_none_by_itself() -> None:
    before = "The warden continues to pursue those who steal amber, melt coins, gamble, or forge seals in the harbour."
    after = before.replace(" gamble,", "")
    wardens = ("warden", "PBOC", Role.RESPONSIBLE)
    old = Draft("old").clause(1, before, [duty(before, wardens)]).clause(2, PORT).notice()
    new = Draft("new").clause(1, after, [duty(after, wardens)]).clause(2, PORT).notice()
    told = [(c.change, c.what, c.old and c.old.text, c.new and c.new.text) for c in compare(old, new).norms]
    assert told == [("narrowed", "leaves out “gamble”", "gamble,", after)]
    back = [(c.change, c.what, c.old and c.old.text, c.new and c.new.text) for c in compare(new, old).norms]
    assert back == [("widened", "takes in “gamble”", after, "gamble,")]


def test_a_part_of_a_duty_that_went_to_another_clause_is_not_gone() -> None:
    count, keep = "The warden counts the barrels", "keeps a brass register of broken seals"
    words = f"{count}, {keep}."
    old = Draft("old").clause(1, words, [duty(words)]).clause(2, PORT)
    new = Draft("new").clause(1, f"{count}.", [duty(f"{count}.")]).clause(2, f"{PORT} The clerk {keep}.")
    assert not [c for c in compare(old.notice(), new.notice()).norms if c.change == "removed"]


def test_a_sentence_without_a_norm_is_told_as_a_statement() -> None:
    tide = "Amber floats ashore in the autumn gales."
    old, new = Draft("old").clause(1, SHOW), Draft("new").clause(1, f"{SHOW} {tide}")
    found = [(c.change, c.kind, c.new and c.new.text) for c in compare(old.notice(), new.notice()).norms]
    assert found == [("added", "statement", tide)]


def test_instruments_that_came_and_went() -> None:
    def basis(*titles: str) -> Draft:
        text = " ".join(f'"{title},"' for title in titles)
        cited = tuple(Citation(text=f'"{t},"', span=(0, 0), title=t, number=None, kind="legal-basis") for t in titles)
        return Draft("n", legal_basis=cited).clause(1, text + PORT)

    found = [
        (c.change, c.what)
        for c in compare(
            basis("Law on Ferries", "Granary Rules").notice(), basis("Law on Ferries", "Lamp Act").notice()
        ).norms
        if c.kind == "legal-basis"
    ]
    assert found == [("kept", '"Law on Ferries,"'), ("removed", '"Granary Rules,"'), ("added", '"Lamp Act,"')]


def test_what_the_new_notice_repeals_is_a_change_and_what_both_repeal_is_none() -> None:
    def repealing(*titles: str) -> Notice:
        text = " ".join(f'"{title},"' for title in titles)
        cited = tuple(Citation(text=f'"{t},"', span=(0, 0), title=t, number=None, kind="repeals") for t in titles)
        return Draft("n", repeals=cited).clause(1, text + PORT).notice()

    found = compare(repealing("Granary Rules"), repealing("Granary Rules", "Lamp Act")).norms
    assert [(c.change, c.what) for c in found if c.kind == "repeal"] == [
        ("kept", '"Granary Rules,"'),
        ("added", '"Lamp Act,"'),
    ]
