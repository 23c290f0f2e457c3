"""What a store has, as the pages need it: each notice with its texts, and which notice took the place of which.

A key names the same text on every page. What a page chooses itself it chooses in its language: the Chinese pages take
the Chinese text of a notice where there is one; the English pages take the text that speaks for the notice, as
`regparse query` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import count
from typing import Unpack

from regparse.errors import UnknownValueError
from regparse.model import Notice
from regparse.model.query import Conditions, Query
from regparse.store import Results, Store
from regparse.store.asking import understand
from regparse.store.find import Index
from regparse.store.matrix import Row, counted
from regparse.store.named import numbers
from regparse.store.texts import Text
from regparse.store.write import parsed
from regparse.web.site.pages import Page
from regparse.web.site.words import TONGUES, Tongue


class Shelf:
    """The notices of a store by key: ``ID`` is the text that speaks for a notice, ``ID@EDITION`` another one.

    A text of no edition is named by its language; of several texts of one name the later ones are numbered.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.index: Index = store.index

    @cached_property
    def texts(self) -> dict[str, Text]:
        """Every text by its key, the one that speaks for a notice, as the store chooses it, before its others."""
        speaking = {text.notice: text for text in self.index.texts.scope(Query()).texts}
        found: dict[str, Text] = {}
        order = sorted(self.index.texts.all, key=lambda one: (one.notice, -one.preferred, one.language != "zh", one.id))
        for text in order:
            first = speaking[text.notice]
            found.setdefault(text.notice, first)
            if text.id != first.id:
                found[self._free(text, first, found)] = text
        return found

    @staticmethod
    def _free(text: Text, first: Text, taken: Mapping[str, Text]) -> str:
        """Give a key that no other text has, nor may be meant by: ``ID@en``, ``ID@en-2``."""
        name = f"{text.notice}@{text.edition or text.language}"
        own = f"{text.notice}@{first.edition or first.language}"
        names = (f"{name}-{n}" if n > 1 else name for n in count(1))
        return next(one for one in names if one not in taken and one != own)

    def ask(self, lang: Tongue, words: str = "", **conditions: Unpack[Conditions]) -> Results:
        """Ask the store as a page in a language does: words in their own language, all else in that of the page.

        Errors as for :meth:`regparse.store.Store.query`.
        """
        asked = understand(words, **conditions)
        if lang != "en" and not (asked.prefers or asked.language):
            asked = asked.model_copy(update={"prefers": lang})
        return self.store.find(asked)

    def bodies(self, lang: Tongue) -> tuple[Row, ...]:
        """Give the matrix of bodies by role, counted in the texts that a language's pages choose."""
        return counted(self.ask(lang).found)

    @cached_property
    def keys(self) -> dict[int, str]:
        """The key of each text, by its row."""
        return {text.id: key for key, text in self.texts.items()}

    def notices(self, lang: Tongue) -> tuple[Text, ...]:
        """Give a text of each notice, that which a language's pages choose, the newest notice first."""
        return self._notices[lang]

    @cached_property
    def _notices(self) -> dict[Tongue, tuple[Text, ...]]:
        rank = self.index.texts.rank("newest")
        found: dict[Tongue, tuple[Text, ...]] = {}
        for lang in TONGUES:
            chosen = (self.texts[self.spoken(key, lang)] for key in self.texts if "@" not in key)
            found[lang] = tuple(sorted(chosen, key=lambda one: rank[one.id]))
        return found

    def spoken(self, notice: str, lang: Tongue) -> str:
        """Give the key of the text of a notice that a language's pages choose."""
        return notice if lang == "en" else self.turned(notice, lang)

    def turned(self, key: str, lang: str) -> str:
        """Give the key of the text in a language that stands for another text of the notice: itself where it is."""
        if self.text(key).language == lang:
            return key
        found = self.editions(key.partition("@")[0])
        return next((one for one, text in found.items() if text.language == lang), key)

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
            raise UnknownValueError("edition", edition, of=notice, known=known)
        return self.store.text(notice[:200])

    @cached_property
    def numbers(self) -> dict[str, list[str]]:
        """The ids of notices by their numbers, see :func:`regparse.store.named.numbers`."""
        return numbers(self.store.conn)

    def number(self, key: str) -> str:
        """Give the number that a text prints; empty where it has none."""
        (number,) = self.store.conn.execute("SELECT number FROM text WHERE id = ?", (self.text(key).id,)).fetchone()
        return str(number or "")

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
        return self.turned(other, self.text(key).language)

    def pair(self, old: str, new: str, lang: str) -> tuple[str, str]:
        """Give the texts of two notices to compare: in a language that both have, ``lang`` before any other."""
        both = [(self.turned(old, one), self.turned(new, one)) for one in (lang, self.text(new).language, *TONGUES)]
        alike = (one for one in both if len({self.text(key).language for key in one}) == 1)
        return next(alike, (old, new))

    @cached_property
    def pairs(self) -> dict[tuple[str, str], None]:
        """Every comparison that the store offers, as keys: a repealed notice and the one in its place."""
        return dict.fromkeys(
            self.pair(old, new, lang)
            for new in sorted(self.before)
            for old in self.before[new]
            for lang in dict.fromkeys((self.text(new).language, *TONGUES))
        )

    def pairs_in(self, lang: Tongue) -> list[tuple[str, str]]:
        """Give the comparisons that a language's pages choose, one for each repealed notice."""
        chosen = {new: self.texts[self.spoken(new, lang)].language for new in self.before}
        return [self.pair(old, new, chosen[new]) for new in sorted(self.before) for old in self.before[new]]

    def chain(self, notice: str, lang: Tongue = "en") -> tuple[str, ...]:
        """Give the keys of a notice and those before and after it, the oldest first: of several, the nearest.

        They are in the language of the text of the last that a language's pages choose, where they are there in it.
        """
        notice = notice.partition("@")[0]
        found = [notice]
        while (new := self.after.get(found[-1])) and new not in found:
            found.append(new)
        while (olds := self.before.get(found[0])) and olds[0] not in found:
            found.insert(0, olds[0])
        last = self.spoken(found[-1], lang)
        return (*(self.beside(last, one) for one in found[:-1]), last)

    def ends(self) -> list[str]:
        """Give the last notice of every lineage."""
        return sorted({self.chain(new)[-1] for new in self.before})

    def twin(self, page: Page, lang: Tongue) -> Page:
        """Give the page that says the same in another language: about the texts in it, where there are such.

        Raises UnknownValueError when the store has not what the page is about.
        """
        if page.kind == "notice":
            return page._replace(about=(self.turned(page.about[0], lang),))
        if page.kind == "comparison":
            found = tuple(self.turned(key, lang) for key in page.about)
            return page._replace(about=found) if all(self.text(key).language == lang for key in found) else page
        return page
