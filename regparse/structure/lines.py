"""A line of a text as a thing: its words, its place in the file, and what it is by its form, each told once.

The elements are those of GB/T 9704-2012 (title, document number, addressee line, body, annex note, signature, date,
colophon), with their counterparts in English translations. A line is made when a text is split, goes through every
stage and ends in the outline; a stage that mends its words makes a new one. Nothing here looks at its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from regparse.notation import markers
from regparse.notation.markers import Marker
from regparse.structure import elements

_T = TypeVar("_T")


class _once(Generic[_T]):
    """A property that is worked out when it is first asked for; without the lock of functools.cached_property."""

    def __init__(self, ask: Callable[[Line], _T]) -> None:
        self._ask, self._name, self.__doc__ = ask, ask.__name__, ask.__doc__

    def __get__(self, line: Line, _of: type[Line]) -> _T:
        answer = line.__dict__[self._name] = self._ask(line)  # which stands before this from now on
        return answer


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its text without outer spaces, where it stands, whether a blank line is before it.

    ``number`` and ``last`` are the first and the last line of the source that it was made of, counted from 1.
    """

    text: str
    number: int = 1
    last: int = 1
    after_blank: bool = False

    def saying(self, text: str) -> Line:
        """Return the line with other words at the same place; itself where they are the same."""
        return self if text == self.text else replace(self, text=text)

    @_once
    def chinese(self) -> bool:
        """Whether it is Chinese."""
        return elements.chinese(self.text)

    @_once
    def mark(self) -> Marker | None:
        """The label that opens it by its form alone."""
        return markers.read(self.text)

    @_once
    def furniture(self) -> bool:
        """Whether it is page furniture: a page number, an address, a row of the furniture table."""
        return elements.furniture(self.text)

    @_once
    def page_number(self) -> bool:
        """Whether it is a page number."""
        return elements.page_number(self.text)

    @_once
    def title(self) -> bool:
        """Whether it has the form of an instrument's title."""
        if not self.chinese:
            return elements.titled_en(self.text) and not self.preamble
        return elements.titled_zh(self.text) and not self.recipients

    @_once
    def recipients(self) -> bool:
        """Whether it is the addressee line (主送机关): bodies, ended by a colon."""
        return elements.addressed(self.text) and not self.preamble

    @_once
    def preamble(self) -> bool:
        """Whether it holds the formula that opens the body ("notified as follows", 现就…通知如下)."""
        return elements.says("preamble", self.text, chinese=self.chinese)

    @_once
    def closing(self) -> bool:
        """Whether it speaks of commencement, repeal, forwarding or interpretation."""
        return elements.says("closing", self.text, chinese=self.chinese)

    @_once
    def names_itself(self) -> bool:
        """Whether it speaks of the notice it stands in (本通知, "this Notice")."""
        return elements.says("names-itself", self.text, chinese=self.chinese)

    @_once
    def colophon(self) -> bool:
        """Whether it belongs to the colophon (版记: 抄送, 印发)."""
        return len(self.text) < elements.LONGEST_COLOPHON and elements.says("colophon", self.text, chinese=self.chinese)

    @_once
    def history(self) -> bool:
        """Whether it is the note on a law's making under its title (（…通过，…修订）)."""
        return elements.history(self.text)

    @_once
    def history_en(self) -> bool:
        """Whether it is an English note on a law's making ("(Adopted at … on …, amended on …)")."""
        return elements.history_en(self.text)

    @_once
    def annex(self) -> bool:
        """Whether it opens an annex or the list of annexes."""
        return elements.annex(self.text)

    @_once
    def note(self) -> bool:
        """Whether it is a note in brackets under the signature (此件公开发布)."""
        return elements.note(self.text)

    @_once
    def date(self) -> bool:
        """Whether it is a date and nothing else."""
        return elements.date(self.text)

    @_once
    def signature(self) -> bool:
        """Whether it is only the names of bodies, or of the officer who signs an order."""
        return elements.signature(self.text)

    @_once
    def sentence(self) -> bool:
        """Whether it ends as a sentence does; a headline or a caption does not."""
        return elements.sentence(self.text)

    @_once
    def contents(self) -> bool:
        """Whether it opens a table of contents."""
        return elements.contents(self.text)

    @_once
    def leader(self) -> bool:
        """Whether it is an entry of a table of contents: words, a row of dots, a page."""
        return elements.leader(self.text)


def split(text: str) -> list[Line]:
    """Return the lines of a text that are not blank, numbered from 1 as an editor counts them."""
    lines, blank = [], True
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \u3000")
        if line:
            lines.append(Line(line, number, number, blank))
        blank = not line
    return lines


def numbered(texts: Iterable[str]) -> tuple[Line, ...]:
    """Return lines that stand one below the other."""
    return tuple(Line(text, number, number) for number, text in enumerate(texts, 1))
