"""What a store has, as the pages need it: each notice with its texts, and which notice took the place of which."""

from __future__ import annotations

from functools import cached_property

from regparse.errors import UnknownValueError
from regparse.model import Notice
from regparse.store import Store
from regparse.store.find import Index
from regparse.store.matrix import Row
from regparse.store.texts import Text
from regparse.store.write import parsed


class Shelf:
    """The notices of a store by key: ``ID`` is the text that speaks for a notice, ``ID@EDITION`` another one.

    A text of no edition is named by its language. Of several texts that would have the same key the first counts.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.index: Index = store.index

    @cached_property
    def texts(self) -> dict[str, Text]:
        """Every text by its key, the one that speaks for a notice before its others."""
        found: dict[str, Text] = {}
        order = sorted(self.index.texts.all, key=lambda one: (one.notice, -one.preferred, one.language != "zh", one.id))
        for text in order:
            if text.notice not in found:
                found[text.notice] = text
                continue
            first = found[text.notice]
            if (text.edition, text.language) != (first.edition, first.language):
                found.setdefault(f"{text.notice}@{text.edition or text.language}", text)
        return found

    @cached_property
    def bodies(self) -> tuple[Row, ...]:
        """The matrix of bodies by role."""
        return self.store.agencies()

    @cached_property
    def keys(self) -> dict[int, str]:
        """The key of each text that has one, by its row."""
        return {text.id: key for key, text in self.texts.items()}

    @cached_property
    def notices(self) -> tuple[Text, ...]:
        """The texts that speak for their notices, the newest first."""
        rank = self.index.texts.rank("newest")
        return tuple(sorted((one for key, one in self.texts.items() if "@" not in key), key=lambda one: rank[one.id]))

    def text(self, key: str) -> Text:
        """Give a text by its key; ``ID@EDITION`` may also name the one that speaks for the notice.

        Raises UnknownValueError, with the nearest, when there is none.
        """
        notice, _, edition = key.partition("@")
        first = self.texts.get(notice)
        if found := self.texts.get(key):
            return found
        if first and edition == first.edition:
            return first
        if first:
            known = [one.edition or one.language for one in self.editions(notice).values()]
            raise UnknownValueError(f"edition of {notice}", edition, known=known)
        return self.store.text(notice[:200])

    def notice(self, key: str) -> Notice:
        """Give a notice as it was parsed; errors as for :meth:`text`."""
        return parsed(self.store.conn, self.text(key).id)

    def editions(self, notice: str) -> dict[str, Text]:
        """Give the texts of a notice by key, the one that speaks for it first."""
        return {key: self.texts[key] for key in self._keys_of.get(notice, ())}

    @cached_property
    def _keys_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, text in self.texts.items():
            found.setdefault(text.notice, []).append(key)
        return found

    @cached_property
    def after(self) -> dict[str, str]:
        """The notice that repeals another, by that other's id, where both are here."""
        gone = self.index.texts.repealed(None)
        return {
            old: force.repealed_by
            for old, force in gone.items()
            if old in self.texts and force.repealed_by in self.texts and force.repealed_by is not None
        }

    @cached_property
    def before(self) -> dict[str, list[str]]:
        """The notices that one repeals, by its id, those of the nearest date first."""
        found: dict[str, list[str]] = {}
        for old, new in self.after.items():
            found.setdefault(new, []).append(old)
        for olds in found.values():
            olds.sort(key=lambda one: (self.texts[one].issued_on or "", one), reverse=True)
        return found

    def beside(self, key: str, other: str) -> str:
        """Give the key of the text of ``other`` that is in the language of the text ``key``, where there is one."""
        lang = self.text(key).language
        found = self.editions(other)
        return next((one for one, text in found.items() if text.language == lang), other)

    def pairs(self) -> list[tuple[str, str]]:
        """Give every comparison that the store offers: a repealed notice and the one in its place, in one language."""
        return [(self.beside(new, old), new) for new in sorted(self.before) for old in self.before[new]]

    def chain(self, notice: str) -> tuple[str, ...]:
        """Give the keys of a notice and those before and after it, the oldest first: of several, the nearest."""
        notice = notice.partition("@")[0]
        found = [notice]
        while (new := self.after.get(found[-1])) and new not in found:
            found.append(new)
        while (olds := self.before.get(found[0])) and olds[0] not in found:
            found.insert(0, olds[0])
        return tuple(self.beside(found[-1], one) for one in found)

    def ends(self) -> list[str]:
        """Give the last notice of every lineage."""
        return sorted({self.chain(new)[-1] for new in self.before})
