"""The takeaways of a brief: what is weighty enough, and counts that are counts of rows."""

from __future__ import annotations

from typing import Any

import pytest
from brief_page import rows, topics
from handmade_notice import FULL, at, notice

from regparse.documents.brief.view import view
from regparse.wording import phrasing


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
    assert found["bans"].headline.startswith(f"{phrasing.sentence(phrasing.number(len(banned)))} acts are banned")
    assert f"{phrasing.number(ways[0])} of them without exception" in found["bans"].headline
    assert f"{phrasing.number(ways[1])} may be permitted" in found["bans"].detail.lower()
    for group in brief.bans:
        assert group.note == phrasing.counted(len(group.rows), "act")
        assert f"({group.note})" in found["bans"].detail
    assert found["gates"].headline.lower().startswith(phrasing.counted(ways[1], "banned act"))
    consequences = rows(brief.liability)
    assert found["liability"].detail.lower().startswith(phrasing.counted(len(consequences), "consequence"))
    for group in brief.liability:
        assert f"{group.heading.lower()} ({phrasing.number(len(group.rows))})" in found["liability"].detail
    box = next(fact for fact in brief.facts if fact.name == "In this brief").values[0].text.lower()
    for count in (
        phrasing.counted(len(banned), "banned act"),
        phrasing.counted(len(brief.gates), "exception or approval"),
        phrasing.counted(len(consequences), "consequence of a breach", "consequences of a breach"),
        phrasing.counted(len(brief.duties), "duty", "duties"),
    ):
        assert count in box
    if brief.changes:
        moved = {
            group.heading.lower(): sum("prohibition" in row.kinds for row in group.rows) for group in brief.changes.law
        }
        assert f"{phrasing.number(moved['added'])} added" in found["news"].detail
        new = sum("new" in row.labels for row in brief.changes.clauses)
        assert f"{phrasing.number(new)} new" in brief.changes.summary.lower()


def test_cutting_a_sentence_in_two_changes_no_count() -> None:
    whole = notice()
    first, *rest = whole.clauses
    sale, pay = first.provisions
    one = sale.model_copy(update={**at("Shops", "them."), "activities": (*sale.activities, *pay.activities)})
    joined = whole.model_copy(update={"clauses": (first.model_copy(update={"provisions": (one,)}), *rest)})
    assert len(list(joined.provisions())) == len(list(whole.provisions())) - 1
    assert topics(joined)["bans"].headline == topics(whole)["bans"].headline
    assert topics(joined)["bans"].detail == topics(whole)["bans"].detail


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
