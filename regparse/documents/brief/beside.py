"""The words of the original beside those of a translation, norm by norm and act by act."""

from __future__ import annotations

from collections.abc import Iterable

from regparse.documents.parts.quotes import Words, quote_act
from regparse.documents.parts.wholes import whole
from regparse.model import Activity, Clause, Notice, Provision, ids


class Beside:
    """Finds for a norm the one of another text of the notice that stands in its place.

    That is the norm of the same kind in the same clause and of the same rank among those, where both texts have as many
    there; in doubt it is none.
    """

    def __init__(self, notice: Notice, original: Notice | None) -> None:
        """Take the notice and the text to set beside it, in another language; None sets nothing beside."""
        self._found: dict[str, tuple[Clause | None, Provision]] = {}
        self._original = original
        if original is None or original.language == notice.language:
            return
        there = _ranked(original)
        for key, norms in _ranked(notice).items():
            others = there.get(key, [])
            if len(others) == len(norms):
                pairs = zip(norms, others, strict=True)
                self._found |= {norm.id: other for (_, norm), other in pairs}

    def words(self, norms: Iterable[Provision]) -> tuple[Words, ...]:
        """Give the words that stand in the place of some norms, read as these are, each once."""
        if self._original is None:
            return ()
        found = [whole(self._original, *self._found[norm.id]) for norm in norms if norm.id in self._found]
        return tuple({words.text: words for words in found}.values())

    def acts(self, acts: Iterable[tuple[Provision, Activity | None]]) -> tuple[Words, ...]:
        """Give the words of some acts, each once: the act of the same code there, else the whole of its norm."""
        if self._original is None:
            return ()
        found = []
        for norm, act in acts:
            if norm.id not in self._found:
                continue
            clause, other = self._found[norm.id]
            same = [one for one in other.activities if act and act.code and one.code == act.code]
            if len(same) == 1:
                found.append(quote_act(other, same[0], self._original.language))
            else:
                found.append(whole(self._original, clause, other))
        return tuple({words.text: words for words in found}.values())


def _ranked(notice: Notice) -> dict[tuple[str | None, str], list[tuple[Clause | None, Provision]]]:
    ranked: dict[tuple[str | None, str], list[tuple[Clause | None, Provision]]] = {}
    for clause, norm in notice.provisions():
        ranked.setdefault((ids.parse(norm.id).unit, norm.kind.value), []).append((clause, norm))
    return ranked
