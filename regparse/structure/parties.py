"""Who issued an instrument, whom it asked, whom it tells, and on which law it rests."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from regparse.grammar import citations, treatment
from regparse.lexicon import agencies, instruments, tables
from regparse.model import AgencyMention, Citation, DocumentNumber, Span
from regparse.notation.expressions import expression
from regparse.structure import titles
from regparse.structure.outline import Shape

_CONSULTED = expression(
    r"(?:[Aa]fter )?(?:[Rr]eaching (?:a )?consensus|reached (?:a )?consensus|[Ii]n agreement|agreement|"
    r"[Cc]onsultation) with(?P<en>[^.;]*?)(?=,? and with the|,? (?:and )?the relevant matters|[.;])"
    r"|经?(?:与|商)(?P<zh>[^，。；]*?(?:、[^，。；]*?)*)(?:达成一致|协商一致|同意|会签|研究同意)"
)
_APPROVED = expression(
    r"\b[Ww]ith the (?:consent|approval) of (?P<en>the [A-Z][\w’' ]*?)(?=,|\.|;)|(?:并)?(?:经|报经|"
    r"报)(?P<zh>[^，。；、]{2,20}?)(?:同意|批准|审议通过|常务会议)"
)
_MADE = expression(
    r"(?P<zh>[^，。；]{2,80}?)(?:联合)?(?:制定|修订)了?\s?《[^。]{2,400}?现予以?(?:公布|发布|印发)"
    r"|[Tt]he (?P<en>[A-Z][^.;]{2,120}?) (?:has|have) (?:formulated|revised|drawn up)\b[^.;]*?"
    r"\b(?:promulgated|issued)\b"
)
_LIST_GAP = expression(r"(?:[\s,、，　]|and|the|和|办公厅|办公室|秘书局|综合司|General Offices? of)*")
_AND_OTHERS = expression(r"等[\d一二三四五六七八九十]*(?:个)?(?:部门|部委|单位)|,? and \w+ other ")


_ABOUT = expression(r"关于|\b(?:on|concerning|regarding|of|by)\b")
_BY = expression(
    r"\b(?:[Aa]dopted|[Pp]romulgated|[Ii]ssued|[Pp]ublished|[Jj]ointly issued|[Rr]eleased|ISSUED|PROMULGATED)\b"
    r"[^.;]{0,60}?\b(?:by|of)\b"
    r"(?P<who>[^.;]{4,300}?)(?=\s(?:on|in)\s\w+\s\d|,?\s(?:effective|and effective)|[.;)]|\Z)"
    r"|\b(?:Promulgat\w+ (?:Institution|Authority|Department|by)|Issu\w+ (?:Authority|Body|Department|Institution)"
    r"|Issued by)s?\s?:\s?(?P<also>.{4,300})"
)
_HEAD = 14
"""Lines of a head, at most."""


class Parties(NamedTuple):
    """Bodies around the notice, and its legal basis."""

    issuers: tuple[AgencyMention, ...]
    consulted: tuple[AgencyMention, ...]
    approved_by: tuple[AgencyMention, ...]
    recipients: tuple[AgencyMention, ...]
    legal_basis: tuple[Citation, ...]


class Named(NamedTuple):
    """What the head says before its bodies are read: the title, and the number."""

    title: titles.Title
    number: DocumentNumber | None


def read(shape: Shape, head: Named) -> Parties:
    """Read issuers, consulted and approving bodies, recipients and legal basis."""
    preamble = shape.at("preamble")
    consulted: list[AgencyMention] = []
    approved: list[AgencyMention] = []
    basis: list[Citation] = []
    for i in preamble:
        start, end = shape.spans[i]
        for pattern, into in ((_CONSULTED, consulted), (_APPROVED, approved)):
            for found in pattern.finditer(shape.text, start, end):
                group = "en" if found["en"] else "zh"
                into.extend(mentions(shape.text, found.span(group)))
        basis += citations.legal_basis(shape.text, start, end, own_titles=titles.names(head.title))
    basis = basis or _enacted_under(shape, head)
    consulted = [m for m in consulted if m.id not in {a.id for a in approved}]
    recipients = [m for i in shape.at("recipients") for m in mentions(shape.text, shape.spans[i])]
    return Parties(_issuers(shape, head), _once(consulted), _once(approved), tuple(recipients), tuple(basis))


def _enacted_under(shape: Shape, head: Named) -> list[Citation]:
    """Give the legal basis that the first article of an enclosed instrument states (根据《…》，制定本办法)."""
    for i in shape.at("clause")[:3]:
        if treatment.ENACTS.search(shape.lines[i]):
            return citations.legal_basis(shape.text, *shape.spans[i], own_titles=titles.names(head.title))
    return []


def _issuers(shape: Shape, head: Named) -> tuple[AgencyMention, ...]:
    """Read the issuers: from the cover's title, the title, the lines around it, the signature, the number.

    An order's own line, the letterhead (…文件) and the note on a law's making (…通过) name them as a title does.
    """
    cover = head.title.cover
    places: list[list[Span]] = []
    if cover and cover.title_span:
        places.append([opening_list(shape.text, cover.title_span)])
    top = [i for i in (*shape.at("title"), *shape.at("foreword"), *shape.at("number")) if i < _HEAD]
    ordered = [i for i in range(min(_HEAD, len(shape.lines))) if titles.order(shape.lines[i])]
    places += [[_before_word(shape, i)] for i in ordered]
    if head.title.span:
        places.append([opening_list(shape.text, head.title.span, formed=not _about(shape.text, head.title.span))])
    places.append([shape.spans[i] for i in shape.at("issuers")])  # a joint list has a line for each
    places += [[shape.spans[i]] for i in shape.at("number")]
    places += [[shape.spans[i]] for i in top if shape.lines[i].endswith("文件") or shape.rows[i].history]
    places += [[made] for i in top if (made := _made_by(shape, i))]
    signed = [m for i in shape.at("signature") for m in mentions(shape.text, shape.spans[i])]
    for spans in places:
        found = [m for span in spans for m in mentions(shape.text, span)]
        if found:
            # 中国人民银行等五部门关于…: the signature says which.
            rest = _AND_OTHERS.match(shape.text, found[-1].span[1])
            return _once(found if not rest else [*found, *signed])
    return _once(signed) or _by_number(head.number) or _promulgators(shape)


def _before_word(shape: Shape, line: int) -> Span:
    """Return the stretch of an order's line up to the word for it: 公安部令 names no body by itself."""
    start, end = shape.spans[line]
    found = titles.order(shape.lines[line])
    word = found.start("kind") if found and found.re.pattern == titles.ORDER.pattern else -1
    return (start, start + word) if word > 0 else (start, end)


def _about(text: str, span: Span) -> bool:
    """Say whether a title tells what it is about (关于, "on"): a body before that issues it."""
    return bool(_ABOUT.search(text, *span))


def _made_by(shape: Shape, line: int) -> Span | None:
    """Return the stretch of an English line that says by whom an instrument was adopted, issued or promulgated."""
    found = _BY.search(shape.text, *shape.spans[line])
    return (found.span("who") if found["who"] else found.span("also")) if found else None


def _promulgators(shape: Shape) -> tuple[AgencyMention, ...]:
    """Give the bodies that the preamble says made the instrument and now publish it (甲制定了《…》，现予公布).

    A scan may glue the title to the preamble, which then opens with them (甲 乙关于印发…).
    """
    for i in shape.at("preamble"):
        start, stop = opening_list(shape.text, shape.spans[i])
        if stop > start and shape.text.startswith("关于", stop):
            return _once(mentions(shape.text, (start, stop)))
        if made := _MADE.search(shape.text, *shape.spans[i]):
            return _once(mentions(shape.text, made.span("en" if made["en"] else "zh")))
    if not shape.at("clause") and (made := _MADE.search(shape.text)):  # an order alone, over broken lines
        return _once(mentions(shape.text, made.span("en" if made["en"] else "zh")))
    return ()


def _by_number(number: DocumentNumber | None) -> tuple[AgencyMention, ...]:
    """Give the body whose code a document number carries (发文机关代字): 银发 is the People's Bank's."""
    body = instruments.load().issuer(number.code) if number and number.code else None
    return (AgencyMention(id=body, text=number.text, span=number.span),) if number and body else ()


def opening_list(text: str, span: Span, *, formed: bool = False) -> Span:
    """Give the stretch of a title that its opening list of bodies takes up ("Notice of A, B and C on …", A B 关于…)."""
    start, end = span
    at = start
    for i, mention in enumerate(agencies.load().find(text, start, end)):
        if formed and not _issues(mention.id):
            break
        gap = text[at : mention.start]
        if len(gap) > 40 if i == 0 else not _LIST_GAP.fullmatch(gap):
            break
        if i == 0 and ("关于" in gap or re.search(r"\b(?:on|concerning)\b", gap)):
            break
        at = mention.end
    return (start, at)


@cache
def _issues(code: str) -> bool:
    """Say whether a body at the front of a title without 关于 issues it, rather than being what it is about."""
    body, table = agencies.load().get(code), tables.load("heads")["words"]
    return body.kind not in table["spoken_of"] or any(x in name for name in body.names for x in table["exchanges"])


def mentions(text: str, span: Span) -> list[AgencyMention]:
    known = agencies.load()
    return [
        AgencyMention(id=m.id, text=text[m.start : m.end], span=(m.start, m.end), holder=known.succession(m.id))
        for m in known.find(text, *span)
    ]


def _once(mentions: list[AgencyMention]) -> tuple[AgencyMention, ...]:
    seen: set[str] = set()
    return tuple(m for m in mentions if not (m.id in seen or seen.add(m.id)))  # type: ignore[func-returns-value]
