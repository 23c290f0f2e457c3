"""Norms whose acts are only examples: the list goes on."""

from __future__ import annotations

import pytest

from regparse.grammar.reading import Reading
from regparse.grammar.unit import prepare
from regparse.rules import prohibitions


def _open(text: str, *, chinese: bool) -> bool:
    (found,) = prohibitions.apply(prepare(Reading(text, chinese), ((0, len(text)),)))
    return found.open_ended


@pytest.mark.parametrize(
    "text",
    [
        "Shops shall not provide lamps and various other services.",
        'The names of shops shall not contain words such as "lamp".',
        "Shops shall not provide oil, lamps or other services.",
    ],
)
def test_an_english_list_that_gives_examples_is_open(text: str) -> None:
    assert _open(text, chinese=False)


@pytest.mark.parametrize(
    "text",
    [
        "商户名称中不得含有“灯具”“灯油”等字样。",
        "商户不得提供灯具销售等各类服务。",
        "商户不得从事下列活动，包括但不限于售灯。",
    ],
)
def test_a_chinese_list_that_gives_examples_is_open(text: str) -> None:
    assert _open(text, chinese=True)


@pytest.mark.parametrize(
    ("text", "chinese"), [("商户不得含有“灯具”字样。", True), ("Shops shall not provide lamps and oil.", False)]
)
def test_a_list_that_names_all_is_closed(text: str, chinese: bool) -> None:
    assert not _open(text, chinese=chinese)
