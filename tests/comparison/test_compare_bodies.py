"""Which bodies came, went or have another part; on norms made by hand."""

from __future__ import annotations

import datetime as dt

from drafted_notices import PORT, SHOW, Draft, body

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
