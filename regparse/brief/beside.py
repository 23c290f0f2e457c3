"""The words of the original beside those of a translation, norm by norm."""

from __future__ import annotations

from collections.abc import Iterable

from regparse import ids
from regparse.brief.quotes import Words, quote
from regparse.model import Notice, Provision


class Beside:
    """Finds for a norm the one of another text of the notice that stands in its place.

    That is the norm of the same kind in the same clause and of the same rank among those, where both texts have as many
    there; in doubt it is none.
    """

    def __init__(self, notice: Notice, original: Notice | None) -> None:
        """Take the notice and the text to set beside it, in another language; None sets nothing beside."""
        self._found: dict[str, Words] = {}
        if original is None or original.language == notice.language:
            return
        there = _ranked(original)
        for key, norms in _ranked(notice).items():
            others = there.get(key, [])
            if len(others) == len(norms):
                pairs = zip(norms, others, strict=True)
                self._found |= {norm.id: quote(other, original.language) for norm, other in pairs}

    def words(self, norms: Iterable[Provision]) -> tuple[Words, ...]:
        """Give the words that stand in the place of some norms, each once."""
        found = [self._found[norm.id] for norm in norms if norm.id in self._found]
        return tuple({words.text: words for words in found}.values())


def _ranked(notice: Notice) -> dict[tuple[str | None, str], list[Provision]]:
    ranked: dict[tuple[str | None, str], list[Provision]] = {}
    for _, norm in notice.provisions():
        ranked.setdefault((ids.parse(norm.id).unit, norm.kind.value), []).append(norm)
    return ranked
