"""What the annexes say of their notice before anything else, and the words that are set beside theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regparse.documents.brief.beside import Beside
from regparse.documents.brief.opinions import Opinion
from regparse.documents.parts.quotes import Words
from regparse.documents.parts.refs import number_of
from regparse.documents.parts.wholes import all_back
from regparse.model import Activity, Language, Notice, Provision
from regparse.version import __version__
from regparse.wording.titles import display_title
from regparse.wording.tongue import say, spoken


@dataclass(frozen=True, slots=True)
class Front:
    """What the annexes know of the notice as a whole. ``key`` tells text, computed and opinion apart."""

    title: str
    is_title_whole: bool
    name: str
    lang: Language
    own_lang: Language
    key: str
    other_title: Words | None
    remarks: tuple[Opinion, ...]
    originals: Beside
    backs: Mapping[str, Words]
    version: str

    def beside(self, norms: Iterable[Provision]) -> tuple[Words, ...]:
        """Give the words of the original that stand in the place of some norms, where the brief is in two languages."""
        return self.originals.words(norms)

    @property
    def remarked(self) -> frozenset[str]:
        """Give the numbers of the clauses that a remark is on."""
        return frozenset(one.ref.label for one in self.remarks if one.ref)

    def back(self, norms: Iterable[Provision]) -> tuple[Words, ...]:
        """Give the words that "the above-mentioned" in some norms points to, each once."""
        found = (self.backs[norm.id] for norm in norms if norm.id in self.backs)
        return tuple({words.text: words for words in found}.values())

    def acts_beside(self, acts: Iterable[tuple[Provision, Activity | None]]) -> tuple[Words, ...]:
        """Give the words of the original for some acts, where the brief is in two languages."""
        return self.originals.acts(acts)


def front(
    notice: Notice, beside: Notice | None, titled: Notice | None, remarks: Sequence[Opinion], *, opinion: bool
) -> dict[str, Any]:
    """Give the fields of :class:`Front`.

    ``beside`` is the text in the other language that quotations are set beside, ``titled`` the one whose title is told;
    ``opinion`` says whether the brief holds any.
    """
    title, is_whole = display_title(notice)
    return {
        "title": title,
        "is_title_whole": is_whole,
        "name": number_of(notice),
        "lang": notice.language,
        "own_lang": spoken(),
        "key": running_key(notice, opinion),
        "other_title": Words(((display_title(titled)[0], False),), titled.language) if titled else None,
        "remarks": tuple(remarks),
        "originals": Beside(notice, beside),
        "backs": all_back(notice),
        "version": __version__,
    }


def running_key(notice: Notice, has_opinions: bool) -> str:
    """Say at the head of each page what is text and what is computed."""
    if notice.language == "en":
        said = say("Compliance brief · serif: words of the notice; sans serif: computed")
    else:
        said = say("Compliance brief · in quotation marks: words of the notice; all else computed")
    return say("{key}; framed: opinion", key=said) if has_opinions else said
