"""Sets of items: what is counted and chosen by short ways is what going through everything gives."""

from __future__ import annotations

import datetime as dt
import random

import pytest

import regparse
from regparse.model.query import FIELDS
from regparse.store import bits, counting, in_memory
from regparse.store.counting import Counted, Found

SIZE = 6_000
NOTICE = """Notice on {} Cards
Yinfa [{year}] No. {serial}

To all banks:

(1) Banks shall not lend {} cards.

(2) Banks shall report losses to the {body}.

{day}
"""


@pytest.mark.parametrize("items", [set(), {0}, {7, 8}, {SIZE * 8 - 1}, set(range(0, SIZE * 8, 9))])
def test_the_bytes_of_a_set_that_are_not_empty_are_found(items: set[int]) -> None:
    data = bits.of(items, SIZE * 8 - 1).to_bytes(SIZE, "little")
    assert bits.places(data) == sorted({item // 8 for item in items})


@pytest.mark.parametrize("found", [0, 1, 40, counting._FEW, counting._FEW + 1, 30_000])
@pytest.mark.parametrize("having", [0, 1, 40, counting._FEW, counting._FEW + 1, 30_000])
def test_what_two_sets_have_in_common_is_counted_whether_they_are_small_or_large(found: int, having: int) -> None:
    chance = random.Random(found * 31 + having)
    one, other = (set(chance.sample(range(SIZE * 8), count)) for count in (found, having))
    counted = Counted(bits.of(other, SIZE * 8 - 1), SIZE)
    assert counted.common(Found(bits.of(one, SIZE * 8 - 1), SIZE)) == len(one & other)


def test_conditions_of_notices_choose_and_count_what_the_texts_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_FEW", 30)  # so that some sets here are small and some are not
    chance, notices = random.Random(5), []
    for serial in range(1, 61):
        day = dt.date(chance.randint(2015, 2020), chance.randint(1, 12), chance.randint(1, 28))
        body = chance.choice(["People's Bank of China", "China Securities Regulatory Commission"])
        said = f"{body}\n\n{day:%B} {day.day}, {day.year}" if serial % 7 else ""  # some print neither body nor day
        notices.append(regparse.parse(NOTICE.format("red", "red", year=day.year, serial=serial, body=body, day=said)))
    with in_memory(notices) as store:
        for _ in range(30):
            since = dt.date(chance.randint(2014, 2020), chance.randint(1, 12), chance.randint(1, 28))
            until = since + dt.timedelta(days=chance.randint(0, 900))
            on = chance.choice([None, until])
            asked = {"since": chance.choice([None, since]), "until": chance.choice([None, until]), "on": on}
            issuer = chance.choice([(), ("PBOC",), ("PBOC", "CSRC")])
            status = chance.choice([(), ("in-force",), ("not-yet-in-force",), ("repealed", "in-force")])
            results = store.query(**asked, issuer=issuer, status=status)
            fits = [
                notice
                for notice in notices
                if _fits(notice, asked["since"], asked["until"])
                and (not issuer or {one.id for one in notice.issuers} & set(issuer))
                and (not status or store.status(notice.id, on).status in status)
            ]
            hits = list(results)
            assert {hit.notice for hit in hits} == {notice.id for notice in fits}
            assert {text.notice for text in results.found.scope.texts} == {notice.id for notice in fits}
            assert results.facets["notice"] == _counted(hit.notice for hit in hits)
            assert results.facets["kind"] == _counted(hit.kind for hit in hits)
            years = _counted(hit.issued_on.year if hit.issued_on else "undated" for hit in hits)
            assert results.facets["year"] == years
            issued = {notice.id: {one.id for one in notice.issuers} for notice in notices}
            assert results.facets["issuer"] == _counted(one for hit in hits for one in issued[hit.notice])
            assert results.facets.keys() >= set(FIELDS)


def _fits(notice: regparse.Notice, since: dt.date | None, until: dt.date | None) -> bool:
    if since is None and until is None:
        return True
    day = notice.issued_on and notice.issued_on.date
    return bool(day) and (since is None or day >= since) and (until is None or day <= until)


def _counted(values: object) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:  # type: ignore[attr-defined]
        found[str(value)] = found.get(str(value), 0) + 1
    return found
