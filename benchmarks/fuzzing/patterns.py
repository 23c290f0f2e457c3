"""The hostile patterns of ``patterns.toml``, and the texts that are made of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

HEADS = {
    "zh": "关于测试账户管理的通知\n银发〔2019〕7号\n各银行：\n现就有关事项通知如下：\n",
    "en": (
        "Notice on Testing Accounts\nYinfa [2019] No. 7\nTo all banks:\nThe relevant matters are notified as follows:\n"
    ),
}
"""What stands above a pattern, so that its text is a notice."""


class Pattern(NamedTuple):
    """A hostile text: what stands before, what is repeated (``{n}`` is its number), what stands behind."""

    language: Literal["zh", "en"]
    before: str
    unit: str
    after: str

    def text(self, times: int) -> str:
        """Return the text with so many units."""
        if "{n}" in self.unit:
            middle = "".join(self.unit.replace("{n}", str(n)) for n in range(1, times + 1))
        else:
            middle = self.unit * times
        return f"{HEADS[self.language]}{self.before}{middle}{self.after}\n"


def load() -> dict[str, Pattern]:
    """Return every pattern by its name."""
    table = tomllib.loads((Path(__file__).parent / "patterns.toml").read_text(encoding="utf-8"))
    return {name: Pattern("en" if way == ["en"] else "zh", *row) for way, name, row in _rows(table, [])}


def _rows(table: dict[str, Any], way: list[str]) -> Iterator[tuple[list[str], str, list[str]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _rows(value, [*way, key])
        else:
            yield way, key, value
