"""The notes of a comparison in the language of the page.

They are told in English by the comparison. Here they are known again by their form, which stands in the catalogue under
``page.told``; what is not known there stays English, and the page says that it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from regparse.model import Language
from regparse.notation.expressions import expression
from regparse.web.site.words import Words
from regparse.wording.catalogue import rows

_SLOT = expression(r"\{(\w+)\}")
_LABELS = expression(r" \(([^()]*)\)")
_HAN = expression("[㐀-鿿]")


def told(message: str, words: Words) -> str:
    """Give what was told, in the language of the page where it has words for it.

    What stands in a slot whose name begins as a field (``agency``, ``kind``) is a code of it, and is named; ``near`` is
    a list of codes.
    """
    for fits, said in _forms(words.lang):
        if found := fits(message):
            return _SLOT.sub(lambda slot: _value(slot[1], found[slot[1]], words), said)
    parts = message.split("; ")
    each = [told(one, words) for one in parts] if len(parts) > 1 else []
    return "；".join(each) if each and all(language(one) == "zh" for one in each) else message


def language(text: str) -> str:
    """Give the language of words that the site says itself, which may have stayed English on a Chinese page."""
    return "zh" if _HAN.search(text) else "en"


@cache
def _forms(lang: Language) -> list[tuple[Callable[[str], re.Match[str] | None], str]]:
    if lang == "en":
        return []
    told = [row for key, row in rows("page").items() if key.startswith("told.")]
    return [(re.compile(_pattern(row.en)).fullmatch, row.zh) for row in told]


def _pattern(form: str) -> str:
    parts = _SLOT.split(form)
    return "".join(f"(?P<{one}>.+?)" if n % 2 else re.escape(one) for n, one in enumerate(parts))


def _value(slot: str, value: str, words: Words) -> str:
    name = slot.rstrip("0123456789")
    if name == "field":
        return words.field(value)
    if name == "places":  # 5 (amended, renumbered); 6
        labels = _LABELS.sub(lambda found: f"（{_labels(found[1], words)}）", value)
        return labels.replace("; ", "；").replace(", ", "、")
    if name == "near":
        return value.replace(" or ", "或").replace(", ", "、") if words.lang == "zh" else value
    return words.name(name, value) if name in ("agency", "addressee", "kind", "change") else value


def _labels(said: str, words: Words) -> str:
    return words.listing([words.name("change", one) for one in said.split(", ")])
