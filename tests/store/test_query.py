"""A query as an object: what was said, understood once, and asked again as it is."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from regparse.corpus import sources
from regparse.model.query import Query
from regparse.store import in_memory
from regparse.store.asking import understand


def test_what_is_said_is_understood_as_codes_and_days() -> None:
    asked = understand(
        " reserves ", agency="people's bank of china", kind=["obligation"], since="2020", until="2021-02"
    )
    assert asked.words == "reserves"
    assert (asked.agency, asked.named) == (("PBOC",), ("people's bank of china",))
    assert asked.kind == ("obligation",)
    assert (asked.since, asked.until) == (dt.date(2020, 1, 1), dt.date(2021, 2, 28))
    assert asked.prefers == "en"


def test_a_query_is_frozen_and_its_json_has_codes_alone() -> None:
    asked = understand(agency=["PBoC"])
    with pytest.raises(ValidationError):
        asked.words = "other"  # type: ignore[misc]
    assert "named" not in asked.model_dump(mode="json")
    assert asked.model_dump(mode="json")["agency"] == ["PBOC"]


def test_a_query_asked_as_an_object_finds_what_its_words_and_conditions_find() -> None:
    with in_memory([sources.parse("yinfa-2026-42")]) as store:
        said = store.query("stablecoin", kind=["prohibition"])
        asked = store.find(Query(words="stablecoin", kind=("prohibition",), prefers="en"))
        assert [hit.provision for hit in asked] == [hit.provision for hit in said]
        assert asked.total


def test_a_condition_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="no condition 'colour'"):
        understand(colour=["red"])  # type: ignore[call-arg]
