"""What kind of instrument a title names: a notice, measures, provisions …"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from regparse.model import Notice
from regparse.notation.expressions import expression

_TABLE = Path(__file__).with_name("kinds.toml")
_TRIAL = expression(r"\s*[（(][^（）()]*[）)]$")


def kind(notice: Notice) -> str:
    """Give the kind that a notice's title names, a key of ``kinds.toml``; ``act`` where it names none."""
    return named(notice.title, notice.language)


def named(title: str, language: str) -> str:
    """Give the kind that a title names: a Chinese one at its end, an English one by the first such word."""
    line = " ".join(title.split()).lower()
    if language == "zh":
        bare = _TRIAL.sub("", line)
        return next((name for name, _, endings in _rows() if bare.endswith(endings)), "act")
    found = [
        (at.start(), i, name) for i, (name, words, _) in enumerate(_rows()) if words and (at := words.search(line))
    ]
    return min(found, default=(0, 0, "act"))[2]


@cache
def _rows() -> list[tuple[str, re.Pattern[str] | None, tuple[str, ...]]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return [
        (name, re.compile(rf"\b(?:{'|'.join(map(re.escape, row['en']))})\b"), tuple(row["zh"]))
        for name, row in table.items()
    ]
