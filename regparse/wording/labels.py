"""Names that a reader sees instead of the codes of the contract.

Codes that a lawyer may add to (addressees, activities, assets, agencies) are named in the lexicon tables; those that
the model fixes (kinds, roles, conditions …) are named here, since changing them changes code anyway.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from regparse.lexicon import agencies, tables
from regparse.model import Language, Notice
from regparse.notation.expressions import expression
from regparse.wording import phrasing
from regparse.wording.tongue import chinese, say, spoken

KINDS = {
    "prohibition": ("ban", "bans"),
    "obligation": ("duty", "duties"),
    "permission": ("permission", "permissions"),
    "mandate": ("task of an agency", "tasks of agencies"),
    "sanction": ("sanction", "sanctions"),
    "definition": ("definition", "definitions"),
    "status": ("statement of legal status", "statements of legal status"),
    "commencement": ("commencement", "commencements"),
    "repeal": ("repeal", "repeals"),
    "figure": ("figure", "figures"),
    "deadline": ("deadline", "deadlines"),
    "scope": ("scope", "scopes"),
    "agency": ("part of an agency", "parts of agencies"),
    "legal-basis": ("legal basis", "legal bases"),
    "citation": ("citation", "citations"),
    "statement": ("statement", "statements"),
}
"""Kinds of norms and of other changes, singular and plural."""

ROLES = {
    "lead": "Lead",
    "joint": "Joint",
    "coordinate": "Coordinate",
    "participate": "Participate",
    "responsible": "Responsible",
    "recipient": "Receives reports",
    "refer": "Refers cases",
    "approve": "Consent or filing",
    "file": "Receives filings",
    "issuer": "Issuer",
    "consulted": "Consulted",
    "approved-by": "Approved the notice",
    "addressed": "Addressed",
}
"""Roles of agencies in norms, then those of the head of a notice."""

CONDITIONS = {
    "approval": "with consent",
    "filing": "after filing",
    "approval-and-filing": "with consent, filing or similar",
    "approval-or-filing": "with consent or after filing",
    "consent": "with the consent of the person concerned",
    "unauthorized": "bans only what lacks consent or licence",
}

TERRITORIES = {
    "domestic": "within the territory",
    "overseas": "overseas",
    "inbound": "from overseas into the territory",
    "outbound": "from the territory abroad",
}

SANCTIONS = {
    "administrative": "administrative penalties",
    "criminal": "criminal liability",
    "civil-invalidity": "civil invalidity and losses",
    "self-regulatory": "industry self-discipline",
}

PAIR_LABELS = {
    "unchanged": "unchanged",
    "amended": "amended",
    "renumbered": "renumbered",
    "moved": "moved",
    "merged": "merged",
    "split": "split",
    "new": "new",
    "dropped": "dropped",
}

EDITIONS = {
    "zh": "Chinese text",
    "en": "English translation",
    "en-press": "English text as circulated by the press",
}

LANGUAGES = {"en": "English", "zh": "Chinese"}

PHRASES = (
    "issuer before, only consulted now",
    "no longer named",
    "not named before",
    "named before, without a part",
    "takes the lead in a task",
    "new among the issuers",
    " in the old notice, since succeeded by ",
    "in force on issuance",
    "names also ",
    "takes in ",
    "where no place was named",
    "now ",
    "before ",
    "only ",
)
"""Phrases of a comparison, a longer one before one that is part of it."""

UNNAMED = frozenset({"RELEVANT-DEPTS", "COMPETENT-AUTHORITY", "ALL-DEPTS"})
"""Codes that stand for an authority the text does not name."""

ABBREVIATION = 5
"""Codes of agencies up to this length are the abbreviations that everybody uses; longer ones are ours."""

_CODE = expression(r"\b(?:[a-z]+(?:-[a-z]+)+|[A-Z]+(?:-[A-Z]+)*)\b")
_DATE = expression(r"\b\d{4}-\d{2}-\d{2}\b")
_SEPARATOR = expression(r"(; |, | to | and |: |\b(?:covers|binds) (?:also|no longer) )")
_TABLES = ("addressees", "activities", "assets")


class AgencyName(NamedTuple):
    """How a body is called: its code, its names in English and Chinese."""

    code: str
    en: str
    zh: str

    @property
    def said(self) -> str:
        """Give the name in the language of the brief, or the only one there is."""
        return self.zh if chinese() and self.zh else self.en

    @property
    def beside(self) -> str:
        """Give the Chinese name that an English brief sets beside the English one."""
        return "" if chinese() else self.zh

    @property
    def brief(self) -> str:
        """Give the shortest name that everybody knows."""
        return self.said if chinese() else self.code

    @property
    def title(self) -> str:
        """Give the name as a line begins."""
        return self.said[:1].upper() + self.said[1:]

    @property
    def running(self) -> str:
        """Give the name as it stands inside a sentence: a body takes an article, a sort of bodies none."""
        if chinese() and self.zh:
            return self.zh
        return self.en if self.en[:1].islower() or self.en.startswith("The ") else f"the {self.en}"


def label(code: str) -> str:
    """Give the name of a code: from the lexicon, else the code with its hyphens opened."""
    if code == "other":
        return say("other persons")
    return _lexicon_labels(spoken()).get(code) or say(code.replace("-", " ").replace("_", " "))


def kind(code: str, *, many: bool = False) -> str:
    """Name a kind of norm or of another change, one or several."""
    one, several = KINDS.get(code, (code, code))
    return say(several if many else one)


def role(code: str) -> str:
    """Name the part of a body."""
    return say(ROLES[code]) if code in ROLES else label(code)


def condition(code: str) -> str:
    """Name under what a ban is lifted."""
    return say(CONDITIONS[code])


def territory(code: str) -> str:
    """Name where an act takes place."""
    return say(TERRITORIES[code])


def sanction(code: str) -> str:
    """Name a consequence of a breach."""
    return say(SANCTIONS[code])


def agency(code: str, printed: str = "") -> AgencyName:
    """Give the names of a body; outside the lexicon the printed name stands in for the official ones."""
    try:
        row = agencies.load().get(code)
    except KeyError:
        name = printed or label(code)
        return AgencyName(code, name, "")
    return AgencyName(code, row.en or printed or label(code), row.zh)


def named(text: str) -> str:
    """Put names for the codes in a text such as ``account-opening, custody; bank; rwa; condition approval``.

    A code is replaced where it stands alone between the separators, and a hyphenated one anywhere; a date is written
    out.
    """
    text = _DATE.sub(lambda found: phrasing.day(dt.date.fromisoformat(found[0])), text)
    return phrased("".join(_alone(part) or _CODE.sub(_inside, say(part)) for part in _SEPARATOR.split(text)))


def phrased(text: str) -> str:
    """Say what another room has put in English, as far as its phrases are fixed; the rest stays as it is."""
    if chinese():
        for phrase in PHRASES:
            text = text.replace(phrase, say(phrase))
    return text


def _alone(part: str) -> str | None:
    """Name a code that is all there is between two separators."""
    for word in ("now ", "before ", "only "):
        if part.startswith(word) and (name := _alone(part.removeprefix(word))):
            return f"{say(word)}{name}"
    bare = part.removeprefix("condition ")
    if bare in CONDITIONS and bare != part:
        return condition(bare)
    if part in _lexicon_labels(spoken()):
        return _lexicon_labels(spoken())[part]
    if part in TERRITORIES or part in SANCTIONS:
        return say(TERRITORIES.get(part) or SANCTIONS[part])
    return kind(part) if part in KINDS else None


def _inside(found: re.Match[str]) -> str:
    code = found[0]
    if not code.isupper():
        return _lexicon_labels(spoken()).get(code, code)
    known = {one.code for one in agencies.load()}
    return agency(code).said if code in known and (chinese() or len(code) > ABBREVIATION) else code


def doubt(code: str, language: Language) -> str:
    """Return what a doubt about a provision means; the code itself where the table lacks it."""
    row = tables.load("doubts").get(code)
    return str(row[language]) if row else code


def code(code: str) -> str:
    """Name any code of a change: of a person, an act, a thing, a body, a place, a condition, a kind, a consequence."""
    known = (_lexicon_labels(spoken()).get(code), TERRITORIES.get(code), SANCTIONS.get(code), CONDITIONS.get(code))
    if found := known[0]:
        return found
    if fixed := next((one for one in known[1:] if one), None):
        return say(fixed)
    if code in KINDS:
        return kind(code)
    if code.isupper() or (code[:1].isupper() and "-" in code):
        return agency(code).said if chinese() or len(code) > ABBREVIATION else code
    return label(code) if code.isascii() and code.replace("-", "").isalpha() else code


def edition(code: str | None, language: str) -> str:
    """Say which text of a notice an edition code means; None is a file outside a corpus."""
    if code is None:
        return say("a file outside a corpus, in {language}", language=say(LANGUAGES[language]))
    return say(EDITIONS[code]) if code in EDITIONS else say("edition {code}", code=code)


def text_name(notice: Notice) -> str:
    """Name a text inside a sentence: its edition, or its file where it is none."""
    return edition(notice.edition, notice.language) if notice.edition else say("file {name}", name=notice.source.name)


@cache
def _lexicon_labels(language: Language) -> dict[str, str]:
    """Read the names of all tables; a name begins in lower case as inside a sentence, an abbreviation stays."""
    names: dict[str, str] = {}
    for table in _TABLES:
        for code, row in tables.load(table).items():
            name = row.get("label", {}).get(language) if isinstance(row, dict) else None
            if name:
                names.setdefault(code, name[0].lower() + name[1:] if name[1:2].islower() else name)
    return names
