"""An invented notice about gift cards, whose norms, comparison and editions are written down by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regparse.model import changes as law
from regparse.model import comparison as cmp
from regparse.model import notice as m

ID = "kafa-2031-8"

TEXT = """Notice on Regulating Gift Cards
Kafa [2031] No. 8

In accordance with the "Law on Payment Cards" and with the consent of the State Council, this is notified:

I. Cards

(1) Sale. Shops shall not sell gift cards without a face value, and shall not pay interest on them.

(2) Except for cards valid for less than a year, no bank shall issue a gift card abroad without the consent of the \
People's Bank of China.

(3) Register. The People's Bank of China, together with the Ministry of Public Security, keeps a register of cards.

(4) Shops shall report within three days:
1. lost cards;
2. stolen cards.

II. Liability

(5) Whoever sells forged cards shall be fined; where a crime is constituted, criminal liability shall be pursued.

This Notice shall enter into force on the date of its issuance. Kafa [2029] No. 3 is repealed at the same time.

People's Bank of China

March 5, 2031
"""


def at(first: str, last: str = "") -> dict[str, Any]:
    """Quote the words, or the run from the first words to the last."""
    start = TEXT.index(first)
    end = TEXT.index(last, start) + len(last) if last else start + len(first)
    return {"text": TEXT[start:end], "span": (start, end)}


def norm(clause: str, nth: int, kind: str, quoted: dict[str, Any], **more: Any) -> m.Provision:
    return m.Provision(id=f"{ID}/{clause}#{nth}", kind=m.Kind(kind), rule="by-hand", **quoted, **more)


def bound(code: str, words: str) -> tuple[m.Addressee, ...]:
    return (m.Addressee(code=code, **at(words)),)


def agency(id_: str, role: str, words: str) -> m.AgencyRole:
    return m.AgencyRole(id=id_, role=m.Role(role), **at(words))


def clause(number: int, quoted: dict[str, Any], *norms: m.Provision, **more: Any) -> m.Clause:
    own: dict[str, Any] = {
        "id": f"{ID}/{number}",
        "number": number,
        "label": f"({number})",
        "kind": "clause",
        "section": f"{ID}/sec.{1 if number < 5 else 2}",
        "heading": None,
        "paragraphs": (quoted["span"],),
        "provisions": norms,
    }
    return m.Clause(**{**own, **quoted, **more})


def clauses() -> tuple[m.Clause, ...]:
    card = ("gift-card",)
    valueless = m.Activity(code=None, phrase="sell gift cards without a face value", **at("sell gift", "face value"))
    interest = m.Activity(code=None, phrase="pay interest on gift cards", **at("pay interest on them"))
    issue = m.Activity(code="product-issuance-sale", phrase="issue a gift card", **at("issue a gift card"))
    shops = bound("enterprise", "Shops")
    sale = norm(
        "1", 1, "prohibition", at("Shops", "face value"), addressees=shops, activities=(valueless,), assets=card
    )
    pay = norm(
        "1", 2, "prohibition", at("and shall not", "them."), addressees=shops, activities=(interest,), assets=card
    )
    abroad = norm(
        "2",
        1,
        "prohibition",
        at("Except for", "People's Bank of China."),
        addressees=bound("bank", "bank"),
        activities=(issue,),
        assets=card,
        territory="overseas",
        condition="approval",
        exceptions=(m.Limit(**at("Except for cards valid for less than a year")),),
        agencies=(agency("PBOC", "approve", "People's Bank of China"),),
    )
    bodies = (
        agency("PBOC", "lead", "People's Bank of China, together"),
        agency("MPS", "joint", "Ministry of Public Security"),
    )
    register = norm("3", 1, "mandate", at("The People's", "register of cards."), agencies=bodies, assets=card)
    report = norm(
        "4", 1, "obligation", at("Shops shall report", "days:"), addressees=bound("enterprise", "Shops shall r")
    )
    fine = m.Sanction(kind="administrative", **at("fined"))
    crime = m.Sanction(kind="criminal", **at("criminal liability"))
    items = [
        clause(n, at(words), id=f"{ID}/4.{n}", label=f"{n}.", kind="item")
        for n, words in ((1, "1. lost cards;"), (2, "2. stolen cards."))
    ]
    return (
        clause(1, at("(1)", "them."), sale, pay, heading="Sale", heading_span=at("Sale")["span"]),
        clause(2, at("(2)", "of China."), abroad),
        clause(3, at("(3)", "cards."), register, heading="Register", heading_span=at("Register")["span"]),
        clause(4, at("(4)", "stolen cards."), report, children=tuple(items)),
        clause(
            5,
            at("(5)", "pursued."),
            norm("5", 1, "sanction", at("Whoever", "fined"), sanction=fine),
            norm("5", 2, "sanction", at("where a crime", "pursued."), sanction=crime),
        ),
    )


def notice(**changed: Any) -> m.Notice:
    gone = m.DocumentNumber(code="kafa", year=2029, serial=3, **at("Kafa [2029] No. 3"))
    repeal = m.Citation(title=None, number=gone, kind="repeals", target="kafa-2029-3", **at("Kafa [2029] No. 3"))
    law = m.Citation(title="Law on Payment Cards", number=None, kind="legal-basis", **at('"Law on Payment Cards"'))
    own: dict[str, Any] = {
        "id": ID,
        "title": "Notice on Regulating Gift Cards",
        "title_span": at("Notice on Regulating Gift Cards")["span"],
        "language": "en",
        "edition": "en",
        "number": m.DocumentNumber(code="kafa", year=2031, serial=8, **at("Kafa [2031] No. 8")),
        "issuers": (m.AgencyMention(id="PBOC", **at("People's Bank of China\n")),),
        "approved_by": (m.AgencyMention(id="STATE-COUNCIL", **at("State Council")),),
        "legal_basis": (law,),
        "issued_on": m.IssuedOn(date=dt.date(2031, 3, 5), **at("March 5, 2031")),
        "effective": m.Effective(kind="on-issuance", **at("on the date of its issuance")),
        "repeals": (repeal,),
        "preamble": m.Quote(**at("In accordance", "notified:")),
        "sections": tuple(
            m.Section(id=f"{ID}/sec.{n}", label=label, number=n, heading=head, span=at(f"{label} {head}")["span"])
            for n, label, head in ((1, "I.", "Cards"), (2, "II.", "Liability"))
        ),
        "clauses": clauses(),
        "closing": m.Closing(
            **at("This Notice", "same time."),
            provisions=(
                norm("closing", 1, "commencement", at("This Notice", "issuance.")),
                norm("closing", 2, "repeal", at("Kafa [2029]", "time.")),
            ),
        ),
        "signature": m.Quote(**at("People's Bank of China\n", "2031")),
        "problems": (
            m.Problem(code="numbering-gap", severity=m.Severity.WARNING, message="no clause 6", span=at("(5)")["span"]),
            m.Problem(code="duplicate-copy", severity=m.Severity.INFO, message="a second copy", lines=(40, 77)),
        ),
        "source": m.Source(name="cards.txt", media_type="text/plain", sha256="ab" * 32, encoding="utf-8"),
        "text": TEXT,
    }
    return m.Notice(**{**own, **changed})


OLD = notice(
    id="kafa-2029-3",
    number=m.DocumentNumber(code="kafa", year=2029, serial=3, text="Kafa [2029] No. 3", span=(0, 17)),
    clauses=(
        clause(
            1,
            at("(1)", "them."),
            norm("1", 1, "prohibition", at("Shops", "face value"), assets=("voucher",)),
            id="kafa-2029-3/1",
            heading="Old sale",
        ),
        clause(2, at("(2)", "China."), id="kafa-2029-3/2", heading="Old ban"),
    ),
    closing=None,
    problems=(),
)

COMPARISON = cmp.Comparison(
    old=OLD.id,
    new=ID,
    pairs=(
        cmp.Pair(old=("kafa-2029-3/2",), new=(), labels=("dropped",), state="none", score=0),
        cmp.Pair(old=(), new=(f"{ID}/2",), labels=("new",), state="none", score=0),
        cmp.Pair(
            old=("kafa-2029-3/1",),
            new=(f"{ID}/1",),
            labels=("amended",),
            state="linked",
            score=0.8,
            redline=(
                cmp.Change(op="equal", text="Shops shall not sell "),
                cmp.Change(op="delete", text="vouchers"),
                cmp.Change(op="insert", text="gift cards"),
            ),
        ),
    ),
    source=cmp.Compared(version="0", old_sha256="0" * 64, new_sha256="1" * 64),
    changes=(
        law.LawChange(
            change="added",
            kind="prohibition",
            points=(law.Says(persons=("enterprise",)),),
            new=law.Side(notice=ID, clause=f"{ID}/1", provision=f"{ID}/1#2", **at("and shall not", "them.")),
            clauses=(f"{ID}/1",),
            grounds="one-side-only",
        ),
    ),
    agencies=(cmp.AgencyChange(id="MPS", old_roles=(), new_roles=("joint",)),),
)

EDITIONS = (
    cmp.EditionFact(
        clause=f"{ID}/2",
        field="exception",
        value="short-lived cards",
        only_in="en",
        quote=m.Quote(**at("Except for")),
        other=None,
    ),
)

FULL: dict[str, Any] = {
    "against": OLD,
    "comparison": COMPARISON,
    "editions": EDITIONS,
    "other_edition": "en-press",
}
