"""What became of bans, permissions and sanctions; on norms made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from drafted_notices import LEND, LENDING, PORT, SHOW, Draft, ban, changes

from regparse.comparison import compare
from regparse.model import Kind


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


def test_sanctions_of_another_kind_are_not_the_same() -> None:
    def threat(kind: str) -> dict[str, Any]:
        return {"kind": Kind.SANCTION, "sanction": kind}

    words = "Whoever breaks this rule is punished."
    old = Draft("old").clause(1, words, [threat("administrative")])
    new = Draft("new").clause(1, words, [threat("criminal")])
    assert [change for change, _, _ in changes(old, new)] == ["removed", "added"]


def test_every_row_of_broader_words_tells_its_examples_apart() -> None:
    from regparse.comparison.wording import broader, table

    for name, row in table()["words"].items():
        for (narrow, broad), language in zip(row["examples"], ("en", "zh"), strict=True):
            mine = [s for s in broader(narrow, broad, language) if s.old and s.new]
            assert [s.change for s in mine] == ["widened"], (name, narrow)
            assert [s.change for s in broader(broad, narrow, language)] == ["narrowed"], (name, broad)
            assert not list(broader(broad, broad, language))


def test_a_list_that_takes_in_more_widens_a_ban_and_other_words_do_not() -> None:
    def one(act: str) -> Draft:
        return Draft("n").clause(1, f"Pawnbrokers shall not {act}.", [ban((act, "collateral"))])

    plain, more = "lend against amber", "lend against amber or whale oil"
    assert changes(one(plain), one(more)) == [("widened", "prohibition", "collateral: takes in “or whale oil”")]
    assert changes(one(more), one(plain)) == [("narrowed", "prohibition", "collateral: leaves out “or whale oil”")]
    assert [how for how, _, _ in changes(one(plain), one("lend against fine amber"))] == ["kept"]
