"""How far a brief can be relied on: computed from how each provision was read and from what could not be placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from regparse.documents.brief import selection
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import Statement
from regparse.model import Notice, Severity
from regparse.wording.catalogue import say


@dataclass(frozen=True, slots=True)
class Reliability:
    """How the provisions were read, what is known to be missing, and whether that makes the brief a draft.

    ``lines`` say it, a sentence each.
    """

    printed: int
    context: int
    unnamed: int
    unsure: int
    is_draft: bool
    lines: tuple[str, ...]


def reliability(notice: Notice, found: Sequence[Statement], speech: Speech) -> Reliability:
    """Measure how far what was read of a notice can be relied on."""
    norms = [norm for one in found for norm in one.norms]
    basis = Counter(norm.basis for norm in norms if norm.addressees)
    context = basis["runs-on"] + basis["inherited"]
    unsure = sum(norm.certainty == "unsure" for norm in norms)
    told = [one for one in found if one.sort != "says"]
    doubtful = sum(one.is_doubtful for one in told)
    table = selection.table()["draft"]
    serious = [one for one in notice.problems if one.severity is Severity.ERROR or one.code in table["problems"]]
    bound = sum(basis.values())
    is_draft = bool(
        serious
        or not (norms or notice.repeals)
        or doubtful > float(table["doubtful"]) * len(told)
        or unsure > float(table["unsure"]) * len(norms)
        or context > float(table["context"]) * bound
    )
    lines = [
        speech("rely.read", all=len(norms), printed=basis["printed"], context=context, none=basis["none"]),
        speech("rely.unsure", n=unsure, all=len(norms)),
        speech(f"rely.{_text(notice)}"),
        *_gaps(notice, speech),
    ]
    if speech.language != notice.language:
        lines.append(speech(f"rely.quoted-{notice.language}"))
    return Reliability(basis["printed"], context, basis["none"], unsure, is_draft, tuple(lines))


def _text(notice: Notice) -> str:
    if notice.language == "zh":
        return "original"
    return "press" if notice.edition and "press" in notice.edition else "translation"


def _gaps(notice: Notice, speech: Speech) -> list[str]:
    """Say what a careful reader would flag, the worst first; what is only information is left to the sources."""
    worst = [one for one in notice.problems if one.severity is not Severity.INFO]
    worst.sort(key=lambda one: one.severity is not Severity.ERROR)
    said = list(dict.fromkeys(say(one, speech.language) for one in worst))
    if not said:
        return [speech("rely.no-gap")]
    return [speech("rely.gaps", first=tuple(said[:2]), more=max(0, len(said) - 2))]
