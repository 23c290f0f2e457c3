"""Which bodies came, went or have another part; on norms made by hand."""

from __future__ import annotations

import datetime as dt

from drafted_notices import PORT, SHOW, Draft, body, duty

from regparse.comparison import compare
from regparse.model import IssuedOn, Kind, Role


def test_succession_is_no_change_but_a_new_part_is() -> None:
    day = IssuedOn(text="d", span=(0, 0), date=dt.date(2026, 2, 6))
    old = Draft("old", issuers=(body("PBOC"), body("CBIRC"), body("CAC")))
    new = Draft(
        "new", issuers=(body("PBOC"), body("NFRA"), body("NDRC")), consulted=(body("CAC"),), issued_on=day
    ).clause(1, SHOW, [{"kind": Kind.MANDATE, "agencies": [("market warden", "PBOC", Role.LEAD)]}])
    found = {change.id: change for change in compare(old.notice(), new.notice()).agencies}
    assert set(found) == {"CAC", "NDRC", "PBOC"}, "the NFRA issues as the CBIRC did"
    assert (found["CAC"].old_roles, found["CAC"].new_roles) == (("issuer",), ("consulted",))
    assert found["CAC"].note == "issuer before, only consulted now"
    assert found["NDRC"].old_roles == ()
    assert found["NDRC"].note == "new among the issuers; not named before"
    assert found["PBOC"].new_roles == ("issuer", "lead")


def test_a_body_that_the_old_notice_only_names_was_named_before() -> None:
    old = Draft("old", issuers=(body("PBOC"),)).clause(1, "The Notice of the State Council on Ferries stays.")
    new = Draft("new", issuers=(body("PBOC"), body("STATE-COUNCIL"), body("NDRC"))).clause(1, PORT)
    found = {change.id: change.note for change in compare(old.notice(), new.notice()).agencies}
    assert found == {
        "NDRC": "new among the issuers; not named before",
        "STATE-COUNCIL": "new among the issuers; named before, without a part",
    }


def test_bodies_that_join_or_leave_a_duty_that_stays() -> None:
    old_words = "The mint, together with the guild, weighs the coins every spring."
    new_words = "The mint, together with the abbey, weighs the coins every spring."
    mint, guild, abbey = ("mint", "PBOC", Role.LEAD), ("guild", "CBIRC", Role.JOINT), ("abbey", "SAFE", Role.JOINT)
    old = Draft("old").clause(1, old_words, [duty(old_words, mint, guild)])
    new = Draft("new").clause(1, new_words, [duty(new_words, mint, abbey)])
    found = [(c.change, c.what) for c in compare(old.notice(), new.notice()).norms if c.kind == "agency-role"]
    assert found == [("added", "joint SAFE"), ("removed", "joint NFRA")], "of the two names the later one"


def test_succession_neither_joins_nor_leaves() -> None:
    words = "The mint, together with the guild, weighs the coins every spring."
    day = IssuedOn(text="d", span=(0, 0), date=dt.date(2026, 2, 6))
    old = Draft("old").clause(1, words, [duty(words, ("guild", "CBIRC", Role.JOINT))])
    new = Draft("new", issued_on=day).clause(1, words, [duty(words, ("guild", "NFRA", Role.JOINT))])
    assert [c.change for c in compare(old.notice(), new.notice()).norms] == ["kept"]


def test_a_task_that_passed_to_another_body_is_another_task() -> None:
    words = "The {} counts the barrels of tar in the northern granary."
    mint, abbey = words.format("mint"), words.format("abbey")
    old = Draft("old").clause(1, mint, [duty(mint, ("mint", "PBOC", Role.RESPONSIBLE))])
    new = Draft("new").clause(
        1, f"{mint} {abbey}",
        [duty(mint, ("mint", "PBOC", Role.RESPONSIBLE)), duty(abbey, ("abbey", "CSRC", Role.RESPONSIBLE))],
    )  # fmt: skip
    found = [(c.change, c.new and c.new.text) for c in compare(old.notice(), new.notice()).norms]
    assert found == [("kept", mint), ("added", abbey)]
