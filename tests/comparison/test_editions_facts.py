"""Facts that one edition has alone; on norms made by hand."""

from __future__ import annotations

from typing import Any

from drafted_notices import LEND, LENDING, PORT, Draft, ban, body

from regparse.comparison import compare_editions
from regparse.model import Kind, Quote


def facts(a: Draft, b: Draft) -> set[tuple[str | None, str, str, str]]:
    return {(f.clause, f.field, f.value, f.only_in) for f in compare_editions(a.notice(), b.notice())}


def test_editions_that_say_the_same_have_no_facts_of_their_own() -> None:
    a = Draft("n", edition="en").clause(1, LENDING, [ban(LEND, who=["bank"])])
    b = Draft("n", "zh", edition="zh").clause(
        1, "当铺不得以琥珀放贷。", [ban(("以琥珀放贷", "collateral"), who=["bank"])]
    )
    assert facts(a, b) == set()


def test_a_fact_of_one_edition_comes_with_both_quotations() -> None:
    report = "They shall report to the warden."
    a = Draft("n", edition="en", issuers=(body("NFRA"),)).clause(
        1, f"{LENDING} {report}",
        [ban(LEND, who=["bank"], text=LENDING), {"kind": Kind.OBLIGATION, "who": ["bank"], "text": report}],
    )  # fmt: skip
    b = Draft("n", edition="press", issuers=(body("CBIRC"),)).clause(1, LENDING, [ban(LEND, who=["bank"])])
    b.clause(2, PORT)
    assert facts(a, b) == {
        (None, "issuer", "NFRA", "en"),
        (None, "issuer", "CBIRC", "press"),
        ("n/1", "obligation", "bank", "en"),
        ("n/2", "clause", "clause 2", "press"),
    }
    found = {(f.field, f.value): f for f in compare_editions(a.notice(), b.notice())}
    issuer = found["issuer", "NFRA"]
    assert issuer.quote
    assert issuer.other
    assert (issuer.quote.text, issuer.other.text) == ("NFRA", "CBIRC")
    assert found["obligation", "bank"].quote == Quote(
        text=report, span=(len(LENDING) + 1, len(LENDING) + 1 + len(report))
    )


def test_a_norm_cut_in_two_sentences_is_no_fact_of_one_edition() -> None:
    first, second = "They shall seal every barrel at night.", "They shall count the barrels at dawn."

    def duty(text: str) -> dict[str, Any]:
        return {"kind": Kind.OBLIGATION, "who": ["bank"], "text": text}

    one = "They shall seal every barrel at night and count the barrels at dawn."
    a = Draft("n", edition="en").clause(1, one, [duty(one)])
    b = Draft("n", edition="press").clause(1, f"{first} {second}", [duty(first), duty(second)])
    assert facts(a, b) == set()


def test_section_headings_in_one_edition_only() -> None:
    from regparse.model import Section

    head = "I. Of lights"
    a = Draft("n", edition="en", sections=(Section(id="n/sec.1", label="I.", number=1, heading=head, span=(0, 12)),))
    b = Draft("n", edition="press")
    assert facts(a, b) == {(None, "section", "section 1", "en")}
