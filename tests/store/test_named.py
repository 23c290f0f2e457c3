"""Words that name a notice or a body, and what is counted and told of a body that is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from regparse import parse
from regparse.store import Store
from regparse.store.database import in_memory
from regparse.store.named import named, number_key
from regparse.store.query import of_corpus

TASKS = """Notice on Card Losses
Yinfa [2024] No. 9

To all banks:

(1) Supervision. The People's Bank of China is responsible for the supervision of cards, jointly with the China \
Securities Regulatory Commission.

(2) Reporting. Banks shall report losses to the China Securities Regulatory Commission.
"""


@pytest.fixture
def tasks() -> Store:
    return in_memory([parse(TASKS)])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("银发〔2026〕42号", [("notice", "yinfa-2026-42")]),  # the store has the English text alone
        ("Yinfa [2026] No. 42", [("notice", "yinfa-2026-42")]),
        ('"yin fa 2026 42"', [("notice", "yinfa-2026-42")]),
        ("yinfa-2021-237", [("notice", "yinfa-2021-237")]),
        ("csrc", [("agency", "CSRC")]),
        ("证监会", [("agency", "CSRC")]),
        ("the People's Bank of China", [("agency", "PBOC")]),
        ("2026", []),
        ("Yinfa [2026] No. 43", []),
        ("bank card", []),
        ("", []),
        ("csrc " * 100, []),
    ],
)
def test_a_number_names_a_notice_and_a_code_or_a_name_a_body(words: str, found: list[tuple[str, str]]) -> None:
    with of_corpus() as store:
        assert [(one.sort, one.code) for one in named(store.conn, words)] == found


def test_numbers_are_compared_without_their_signs() -> None:
    assert number_key("银发〔2026〕42号") == number_key("银发[2026]第42号") == "银发 2026 42"
    assert number_key("Announcement No. 12 [2004]") != number_key("Announcement No. 1 [22004]")
    assert number_key("banks") == number_key("2026") == ""


@pytest.mark.parametrize(("words", "command"), [("csrc", "regparse query --agency CSRC"), ("银发〔2026〕42号", "show")])
def test_a_query_says_what_its_words_name(run: Any, words: str, command: str) -> None:
    found = run("query", words)
    assert command in found.err
    assert command not in found.out


def test_the_roles_of_a_body_that_is_asked_for_are_its_own(tasks: Store) -> None:
    with tasks:
        assert tasks.query(agency="CSRC").facets["role"] == {"joint": 1, "recipient": 1}
        assert tasks.query(agency="PBOC").facets["role"] == {"responsible": 1}
        assert tasks.query().facets["role"] == {"joint": 1, "recipient": 1, "responsible": 1}


def test_whoever_asks_for_the_duties_of_a_body_is_told_of_its_tasks(tasks: Store) -> None:
    def told(**asked: list[str]) -> list[tuple[str | None, int]]:
        return [(one.value, one.count) for one in tasks.query(**asked).hints if one.field == "kind"]

    with tasks:
        assert told(agency=["CSRC"], kind=["obligation"]) == [("mandate", 1)]
        assert told(agency=["CSRC"], kind=["obligation", "mandate"]) == []
        assert told(kind=["obligation"]) == []
        assert told(agency=["CSRC"]) == []
