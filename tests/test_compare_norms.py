"""Changes of norms, parts of bodies, and facts that one edition has alone; on norms made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from regparse.compare import compare, compare_editions
from regparse.model import (
    Activity,
    Addressee,
    AgencyMention,
    AgencyRole,
    Citation,
    Clause,
    Effective,
    IssuedOn,
    Kind,
    Language,
    Notice,
    Provision,
    Quote,
    Role,
    Sanction,
    Source,
)

LENDING = "Pawnbrokers shall not lend against amber."
SHOW = "Pawnbrokers shall show their ledger to the market warden every month."
PORT = "The harbour stays open on feast days, as it always was."


class Draft:
    """Writes a notice clause by clause, with norms whose words must stand in the clause."""

    def __init__(self, name: str, language: Language = "en", edition: str | None = None, **head: Any) -> None:
        self.name, self.language, self.edition, self.head = name, language, edition, head
        self.text, self.clauses = "", list[Clause]()

    def clause(self, number: int, words: str, norms: Sequence[dict[str, Any]] = ()) -> Draft:
        start = len(self.text)
        self.text += words + "\n"
        span = (start, start + len(words))
        made = tuple(self._norm(f"{self.name}/{number}#{n}", start, words, norm) for n, norm in enumerate(norms, 1))
        self.clauses.append(
            Clause(
                id=f"{self.name}/{number}", number=number, label=None, kind="clause", section=None, heading=None,
                paragraphs=(span,), text=words, span=span, provisions=made,
            )
        )  # fmt: skip
        return self

    def _norm(self, name: str, start: int, words: str, norm: dict[str, Any]) -> Provision:
        def quote(text: str) -> dict[str, Any]:
            at = start + words.index(text)
            return {"text": text, "span": (at, at + len(text))}

        norm = dict(norm)
        text = norm.pop("text", words)
        acts = tuple(Activity(code=code, phrase=act, **quote(act)) for act, code in norm.pop("acts", ()))
        persons = tuple(Addressee(code=code, **quote(text)) for code in norm.pop("who", ()))
        agencies = tuple(
            AgencyRole(id=code, role=role, **quote(printed)) for printed, code, role in norm.pop("agencies", ())
        )
        exceptions = tuple(Quote(**quote(words)) for words in norm.pop("exceptions", ()))
        sanction = norm.pop("sanction", None)
        return Provision(
            id=name, rule="by-hand", activities=acts, addressees=persons, agencies=agencies, exceptions=exceptions,
            sanction=Sanction(kind=sanction, **quote(text)) if sanction else None, **quote(text), **norm,
        )  # fmt: skip

    def notice(self) -> Notice:
        source = Source(name=self.name, media_type="text/plain", sha256="0" * 64, encoding="utf-8")
        return Notice(
            id=self.name, title=self.name, language=self.language, edition=self.edition, number=None,
            effective=Effective(kind="unstated"), clauses=tuple(self.clauses), source=source, text=self.text,
            **self.head,
        )  # fmt: skip


def ban(*acts: tuple[str, str | None], **more: Any) -> dict[str, Any]:
    return {"kind": Kind.PROHIBITION, "acts": acts, **more}


def changes(old: Draft, new: Draft) -> list[tuple[str, str, str]]:
    return [(c.change, c.kind, c.what) for c in compare(old.notice(), new.notice()).norms]


LEND = ("lend against amber", "collateral")


def test_a_ban_that_stays_is_kept_whatever_its_words() -> None:
    old = Draft("old").clause(1, LENDING, [ban(LEND, who=["bank"], assets=("amber",))])
    reworded = "No pawnbroker is allowed to lend against amber."
    new = Draft("new").clause(1, reworded, [ban(LEND, who=["bank"], assets=("amber",))])
    assert changes(old, new) == [("kept", "prohibition", "collateral; bank; amber")]


def test_two_sentences_that_say_the_same_in_law_are_linked_though_their_words_differ() -> None:
    abroad = "Services of foreign moneychangers to townspeople, by sea mail or by courier, are illegal as well."
    anyone = "No foreign house or trader may offer exchange in any form to townspeople."
    amber = "No foreign house or trader may offer whale oil in any form to townspeople."
    crossing = {"territory": "inbound", "who": ["overseas-entity"], "assets": ("virtual-currency",)}

    def notices(more: dict[str, Any]) -> tuple[Draft, Draft]:
        status = {"kind": Kind.STATUS, "text": abroad} | more
        old = Draft("old").clause(1, f"{LENDING} {abroad}", [status]).clause(2, SHOW).clause(3, PORT)
        new = Draft("new").clause(1, LENDING).clause(2, SHOW).clause(3, PORT)
        new.clause(4, anyone, [ban(("offer exchange", None)) | more])
        return old, new.clause(5, amber, [ban(("offer whale oil", None)) | more | {"assets": ("rwa",)}])

    def links(drafts: tuple[Draft, Draft]) -> set[tuple[str, str]]:
        old, new = (draft.notice() for draft in drafts)
        return {(p.old[0], p.new[0]) for p in compare(old, new).pairs if p.state == "linked"}

    same = {("old/1", "new/1"), ("old/2", "new/2"), ("old/3", "new/3")}
    assert links(notices({})) == same, "the words alone are too few"
    assert links(notices(crossing)) == same | {("old/1", "new/4")}
    old, new = (draft.notice() for draft in notices(crossing | {"who": ["overseas-entity"]}))
    bans = [c for c in compare(old, new).norms if c.new and c.new.clause == "new/4"]
    assert [c.change for c in bans] == ["kept"], "what was illegal is forbidden now"


def test_acts_of_one_ban_are_judged_one_by_one() -> None:
    words = "Pawnbrokers shall not lend against amber or keep it for strangers."
    old = Draft("old").clause(1, LENDING, [ban(LEND, who=["bank"])]).clause(2, PORT)
    new = Draft("new").clause(1, words, [ban(LEND, ("keep it for strangers", "custody"), who=["bank"])]).clause(2, PORT)
    assert changes(old, new) == [
        ("kept", "prohibition", "collateral; bank"),
        ("added", "prohibition", "custody; bank"),
    ]
    added = compare(old.notice(), new.notice()).norms[1]
    assert (added.old, added.new and added.new.text) == (None, "keep it for strangers")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"who": ["bank"]}, {"who": ["bank", "intermediary"]}, [("widened", "binds also intermediary")]),
        ({"who": ["bank", "intermediary"]}, {"who": ["bank"]}, [("narrowed", "binds no longer intermediary")]),
        ({"who": ["bank"]}, {"who": ["anyone"]}, [("widened", "binds also anyone")]),
        ({"who": ["anyone"]}, {"who": ["bank"]}, [("narrowed", "binds no longer anyone, only bank")]),
        ({}, {"condition": "approval"}, [("narrowed", "condition none to approval")]),
        ({"condition": "approval"}, {}, [("widened", "condition approval to none")]),
        ({"condition": "filing"}, {"condition": "approval"}, [("widened", "condition filing to approval")]),
        ({"territory": "domestic"}, {}, [("widened", "no longer domestic only")]),
        ({}, {"territory": "domestic"}, [("narrowed", "now domestic, where no place was named")]),
        ({}, {"exceptions": ["against amber"]}, [("narrowed", "an exception is new")]),
    ],
)
def test_a_ban_is_widened_or_narrowed(before: dict[str, Any], after: dict[str, Any], expected: Any) -> None:
    old = Draft("old").clause(1, LENDING, [ban(LEND, **before)])
    new = Draft("new").clause(1, LENDING, [ban(LEND, **after)])
    assert [(change, what) for change, _, what in changes(old, new)] == [
        (change, f"collateral: {what}") for change, what in expected
    ]


def test_an_asset_counts_where_a_norm_names_it_and_not_where_it_runs_on_from_its_neighbour() -> None:
    amber, both = "Pawnbrokers shall not lend against RWAs.", "Pawnbrokers shall not lend against RWAs or stablecoins."

    def one(words: str, *assets: str) -> Draft:
        return Draft("old").clause(1, words, [ban(("lend", "collateral"), assets=assets)])

    assert changes(one(amber, "rwa"), one(both, "rwa", "stablecoin")) == [
        ("widened", "prohibition", "collateral: covers also stablecoin")
    ]
    assert [how for how, _, _ in changes(one(amber, "rwa"), one(amber, "rwa", "stablecoin"))] == ["kept"]


def test_for_a_permission_a_condition_works_the_other_way_round() -> None:
    def may(**more: Any) -> dict[str, Any]:
        return {"kind": Kind.PERMISSION, "acts": [LEND], **more}

    old = Draft("old").clause(1, LENDING, [may()])
    new = Draft("new").clause(1, LENDING, [may(condition="approval")])
    assert changes(old, new) == [("narrowed", "permission", "collateral: condition none to approval")]
    assert changes(new, old) == [("widened", "permission", "collateral: condition approval to none")]


def test_an_act_that_takes_in_the_old_one_widens_the_ban() -> None:
    before = "Stalls shall not trade whale oil derivatives."
    after = "Stalls shall not trade whale oil products."
    old = Draft("old").clause(1, before, [ban(("trade whale oil derivatives", "derivatives-trading"))])
    new = Draft("new").clause(1, after, [ban(("trade whale oil products", "crypto-product-trading"))])
    assert changes(old, new) == [("widened", "prohibition", "derivatives-trading to crypto-product-trading")]
    assert changes(new, old) == [("narrowed", "prohibition", "crypto-product-trading to derivatives-trading")]


def test_words_named_in_quotation_marks_are_counted() -> None:
    old_words = 'Stalls shall not bear names with "amber" or "oil."'
    new_words = "Stalls shall not bear names with “amber”, “oil” or “tallow”."
    old = Draft("old").clause(1, old_words, [ban(("bear names", "registration-naming"))])
    new = Draft("new").clause(1, new_words, [ban(("bear names", "registration-naming"))])
    assert changes(old, new) == [("widened", "prohibition", "registration-naming: names also tallow")]


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


def test_sanctions_of_another_kind_are_not_the_same() -> None:
    def threat(kind: str) -> dict[str, Any]:
        return {"kind": Kind.SANCTION, "sanction": kind}

    words = "Whoever breaks this rule is punished."
    old = Draft("old").clause(1, words, [threat("administrative")])
    new = Draft("new").clause(1, words, [threat("criminal")])
    assert [change for change, _, _ in changes(old, new)] == ["removed", "added"]


def body(code: str) -> AgencyMention:
    return AgencyMention(id=code, text=code, span=(0, 0))


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


def test_every_row_of_broader_words_tells_its_examples_apart() -> None:
    from regparse.compare.wording import broader, table

    for name, row in table()["words"].items():
        for (narrow, broad), language in zip(row["examples"], ("en", "zh"), strict=True):
            mine = [s for s in broader(narrow, broad, language) if s.old and s.new]
            assert [s.change for s in mine] == ["widened"], (name, narrow)
            assert [s.change for s in broader(broad, narrow, language)] == ["narrowed"], (name, broad)
            assert not list(broader(broad, broad, language))


def duty(text: str, *roles: tuple[str, str, Role], **more: Any) -> dict[str, Any]:
    return {"kind": Kind.MANDATE, "text": text, "agencies": roles, **more}


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


def test_a_list_that_takes_in_more_widens_a_ban_and_other_words_do_not() -> None:
    def one(act: str) -> Draft:
        return Draft("n").clause(1, f"Pawnbrokers shall not {act}.", [ban((act, "collateral"))])

    plain, more = "lend against amber", "lend against amber or whale oil"
    assert changes(one(plain), one(more)) == [("widened", "prohibition", "collateral: takes in “or whale oil”")]
    assert changes(one(more), one(plain)) == [("narrowed", "prohibition", "collateral: leaves out “or whale oil”")]
    assert [how for how, _, _ in changes(one(plain), one("lend against fine amber"))] == ["kept"]


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
