"""Who issued what, when, on which basis: the facts of the head, the closing and the signature."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from regparse.grammar import citations
from regparse.lexicon import agencies, instruments
from regparse.model import AgencyMention, Citation, DocumentNumber, Effective, IssuedOn, Provision, Quote, Span, ids
from regparse.notation import dates
from regparse.structure import elements
from regparse.structure.outline import Shape

_CONSULTED = re.compile(
    r"(?:[Aa]fter )?(?:[Rr]eaching (?:a )?consensus|reached (?:a )?consensus|[Ii]n agreement|agreement|"
    r"[Cc]onsultation) with(?P<en>[^.;]*?)(?=,? and with the|,? (?:and )?the relevant matters|[.;])"
    r"|经?(?:与|商)(?P<zh>[^，。；]*?(?:、[^，。；]*?)*)(?:达成一致|协商一致|同意|会签|研究同意)"
)
_APPROVED = re.compile(
    r"\b[Ww]ith the (?:consent|approval) of (?P<en>the [A-Z][\w’' ]*?)(?=,|\.|;)|(?:并)?(?:经|报经|"
    r"报)(?P<zh>[^，。；、]{2,20}?)(?:同意|批准|审议通过|常务会议)"
)
_MADE = re.compile(
    r"(?P<zh>[^，。；]{2,80}?)(?:联合)?(?:制定|修订)了?《[^。]*?现予以?(?:公布|发布|印发)"
    r"|[Tt]he (?P<en>[A-Z][^.;]{2,120}?) (?:has|have) (?:formulated|revised|drawn up)\b[^.;]*?"
    r"\b(?:promulgated|issued)\b"
)
_ORDER = re.compile(
    r"[\u4e00-\u9fff\s、]{2,60}令"
    r"(?:\s*(?:[〔［\[【(（]?\s*\d{4}\s*[〕］\]】)）]?年?\s*)?第?\s*[\d一二三四五六七八九十]+\s*号)?"
)
_SINCE = re.compile(r"自[^，。；（）]{4,20}?起(?:施行|实施|执行|生效)")
_QUOTED = re.compile(r"[“\"](?P<en>[^“”\"]{10,600})[”\"]|《(?P<zh>[^《》]{6,300}(?:《[^《》]*》[^《》]*)*)》")
_LIST_GAP = re.compile(r"(?:[\s,、，　]|and|the|和)*")
_AND_OTHERS = re.compile(r"等[\d一二三四五六七八九十]*(?:个)?(?:部门|部委|单位)|,? and \w+ other ")
_NUMBER_TAIL = re.compile(r"\s*[（(][^（()）]*\Z")
_ON_ISSUE = re.compile(
    r"自(?:发布|公布|印发|下发|发文|颁布|本\w{2}发布|印发|公告)之?日|(?:up)?on (?:the (?:date|"
    r"day) of )?(?:its |their )?(?:issuance|promulgation|publication|release|issue)|"
    r"from the date of (?:its |their )?(?:issuance|promulgation|publication|release|issue)"
)
_OWN = re.compile(
    r"本(?:通知|公告|办法|规定|意见|细则|决定|指引|规则|条例|法|令|方案|规程|准则)|[Tt]h(?:is|ese) [A-Z]?[a-z]+"
)


class Head(NamedTuple):
    """What the head says: title with its span, own number, notice id."""

    title: str
    title_span: Span | None
    number: DocumentNumber | None
    notice: str


class Parties(NamedTuple):
    """Bodies around the notice, and its legal basis."""

    issuers: tuple[AgencyMention, ...]
    consulted: tuple[AgencyMention, ...]
    approved_by: tuple[AgencyMention, ...]
    recipients: tuple[AgencyMention, ...]
    legal_basis: tuple[Citation, ...]


def head(shape: Shape) -> Head:
    """Read title and number. A notice without a number is named after its title and date."""
    number = _own_number(shape)
    title, span = _title(shape, number)
    if number and number.code is None:
        number = _headed(number, shape, title)
    if number and number.code:
        notice = ids.notice_id(number.code, number.year, number.serial)
    else:
        issued = issued_on(shape)
        notice = ids.slug(title, issued.date.isoformat() if issued else None)
    return Head(title, span, number, notice)


def _own_number(shape: Shape) -> DocumentNumber | None:
    for kind in ("number", "title", "foreword", "issuers"):
        for i in shape.at(kind):
            found = citations.find_numbers(shape.text, *shape.spans[i])
            if found:
                return found[0]
    return None


def _headed(number: DocumentNumber, shape: Shape, title: str) -> DocumentNumber:
    """Give a number on a line of its own the code of the line above it: 中国人民银行公告, 〔2004〕第12号."""
    above = shape.text[: number.span[0]].rstrip().rpartition("\n")[2]
    for line in (above, title):
        for whole in citations.find_numbers(f"{line.strip()}{number.text}"):
            if whole.code and (whole.year, whole.serial) == (number.year, number.serial):
                return number.model_copy(update={"code": whole.code})
    return number


def _title(shape: Shape, number: DocumentNumber | None) -> tuple[str, Span | None]:
    """Give the title without its number: a line that has a title's form, else the one that a foreword quotes."""
    lines = [i for i in shape.at("title") if elements.title(shape.lines[i])]
    if lines:
        # An order's own line (…令〔2021〕第4号) stands above the title of what it issues.
        order = len(lines) > 1 and bool(_ORDER.fullmatch(shape.lines[lines[0]]))
        return _without_number(shape.text, shape.spans[lines[1 if order else 0]])
    for i in shape.at("foreword"):
        if elements.history(shape.lines[i]):
            continue  # it cites what amended this one
        for quoted in _QUOTED.finditer(shape.text, *shape.spans[i]):
            group = "en" if quoted["en"] else "zh"
            if elements.title(quoted[group]) or (number and quoted.start() < number.span[0] < quoted.end() + 30):
                return _without_number(shape.text, quoted.span(group))
    for kind in ("title", "number"):
        for i in shape.at(kind):
            return _without_number(shape.text, shape.spans[i])
    if shape.lines:
        start, end = shape.spans[0]
        return shape.text[start : min(end, start + 120)], (start, min(end, start + 120))
    return "", None


def _without_number(text: str, span: Span) -> tuple[str, Span]:
    start, end = span
    for number in citations.find_numbers(text, start, end):
        if number.span[1] >= end - 2 and (tail := _NUMBER_TAIL.search(text[start : number.span[0]])):
            end = start + tail.start()
            break
    return text[start:end], (start, end)


def parties(shape: Shape, read: Head) -> Parties:
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
                into.extend(_mentions(shape.text, found.span(group)))
        basis += citations.legal_basis(shape.text, start, end, own_title=read.title)
    basis = basis or _enacted_under(shape, read)
    consulted = [m for m in consulted if m.id not in {a.id for a in approved}]
    recipients = [m for i in shape.at("recipients") for m in _mentions(shape.text, shape.spans[i])]
    return Parties(_issuers(shape, read), _once(consulted), _once(approved), tuple(recipients), tuple(basis))


def _enacted_under(shape: Shape, read: Head) -> list[Citation]:
    """Give the legal basis that the first article of an enclosed instrument states (根据《…》，制定本办法)."""
    for i in shape.at("clause")[:3]:
        if citations.ENACTS.search(shape.lines[i]):
            return citations.legal_basis(shape.text, *shape.spans[i], own_title=read.title)
    return []


def _issuers(shape: Shape, read: Head) -> tuple[AgencyMention, ...]:
    """Read the issuers: from the title, else the lines around it, else the signature, else the number's issuer code.

    The letterhead (…文件) and the note on a law's making (…通过) name them as a title does; last comes the preamble.
    """
    places: list[Span] = [_opening_list(shape.text, read.title_span)] if read.title_span else []
    places += [shape.spans[i] for i in shape.at("title")[:1] if _ORDER.fullmatch(shape.lines[i])]
    places += [shape.spans[i] for i in (*shape.at("issuers"), *shape.at("number"))]
    head = [i for i in (*shape.at("title"), *shape.at("foreword")) if i < 12]
    places += [shape.spans[i] for i in head if shape.lines[i].endswith("文件") or elements.history(shape.lines[i])]
    signed = [m for i in shape.at("signature") for m in _mentions(shape.text, shape.spans[i])]
    for place in places:
        found = _mentions(shape.text, place)
        if found:
            # 中国人民银行等五部门关于…: the signature says which.
            rest = _AND_OTHERS.match(shape.text, found[-1].span[1])
            return _once(found if not rest else [*found, *signed])
    return _once(signed) or _by_number(read.number) or _promulgators(shape)


def _promulgators(shape: Shape) -> tuple[AgencyMention, ...]:
    """Give the bodies that the preamble says made the instrument and now publish it (甲制定了《…》，现予公布).

    A scan may glue the title to the preamble, which then opens with them (甲 乙关于印发…).
    """
    for i in shape.at("preamble"):
        start, stop = _opening_list(shape.text, shape.spans[i])
        if stop > start and shape.text.startswith("关于", stop):
            return _once(_mentions(shape.text, (start, stop)))
        if made := _MADE.search(shape.text, *shape.spans[i]):
            return _once(_mentions(shape.text, made.span("en" if made["en"] else "zh")))
    return ()


def _by_number(number: DocumentNumber | None) -> tuple[AgencyMention, ...]:
    """Give the body whose code a document number carries (发文机关代字): 银发 is the People's Bank's."""
    body = instruments.load().issuers.get(number.code or "") if number else None
    return (AgencyMention(id=body, text=number.text, span=number.span),) if number and body else ()


def _opening_list(text: str, span: Span) -> Span:
    """Give the stretch of a title that its opening list of bodies takes up ("Notice of A, B and C on …", A B 关于…)."""
    start, end = span
    at = start
    for i, mention in enumerate(agencies.load().find(text, start, end)):
        gap = text[at : mention.start]
        if len(gap) > 40 if i == 0 else not _LIST_GAP.fullmatch(gap):
            break
        if i == 0 and ("关于" in gap or re.search(r"\b(?:on|concerning)\b", gap)):
            break
        at = mention.end
    return (start, at)


def _mentions(text: str, span: Span) -> list[AgencyMention]:
    known = agencies.load()
    return [
        AgencyMention(id=m.id, text=text[m.start : m.end], span=(m.start, m.end), holder=known.succession(m.id))
        for m in known.find(text, *span)
    ]


def _once(mentions: list[AgencyMention]) -> tuple[AgencyMention, ...]:
    seen: set[str] = set()
    return tuple(m for m in mentions if not (m.id in seen or seen.add(m.id)))  # type: ignore[func-returns-value]


def issued_on(shape: Shape) -> IssuedOn | None:
    """Read the date under the signature; without one, the printing date of the colophon."""
    body = [i for kind in ("clause", "closing") for i in shape.at(kind)]
    first, last = (min(body), max(body)) if body else (len(shape.lines), -1)
    dated = shape.at("date")
    signed = set(shape.at("signature"))
    # Whoever issued it signs it; what is enclosed may be signed and dated too, by others and before.
    own = {
        m.id for i in shape.at("title")[:3] for m in _mentions(shape.text, _opening_list(shape.text, shape.spans[i]))
    }
    places = [i for i in dated if own & {m.id for m in _signed_above(shape, signed, i)}][:1]
    places += [i for i in dated if i > last] or [i for i in dated if i - 1 in signed and i > first]
    # An order is signed and dated before the instrument that it issues.
    places += [i for i in dated if i < first and i - 1 in signed]
    places += [i for i in signed if i > last]
    # Scans glue the date to the line above it: a line behind the body that ends in one.
    places += [i for i in range(last, len(shape.lines)) if i >= 0 and _ends_in_date(shape, i)]
    places += [i for i in range(min(first, len(shape.lines))) if _ends_in_date(shape, i)]
    places += [i for i in shape.at("foreword") if elements.history(shape.lines[i])]
    places += [i for i in shape.at("colophon") if "印发" in shape.lines[i]]
    known = set(places)
    places += [i for i in dated if i not in known]
    for i in places:
        start, end = shape.spans[i]
        if elements.history(shape.lines[i]) and (since := _SINCE.search(shape.text, start, end)):
            end = since.start()
        found = dates.find(shape.text, start, end)
        if found:
            date, start, end = found[-1]
            return IssuedOn(date=date, text=shape.text[start:end], span=(start, end))
    return None


def _signed_above(shape: Shape, signed: set[int], date: int) -> list[AgencyMention]:
    """Give the bodies of the signature right above a date."""
    found: list[AgencyMention] = []
    i = date - 1
    while i in signed:
        found += _mentions(shape.text, shape.spans[i])
        i -= 1
    return found


def _ends_in_date(shape: Shape, i: int) -> bool:
    """Say whether a line that is not about commencement ends in a date."""
    found = dates.find(shape.text, *shape.spans[i])
    return bool(found) and found[-1].end == shape.spans[i][1] and shape.kinds[i] != "clause"


def preamble(shape: Shape) -> Quote | None:
    """Give the preamble: from its first line to its last."""
    lines = shape.at("preamble")
    if not lines:
        return None
    span = (shape.spans[lines[0]][0], shape.spans[lines[-1]][1])
    return Quote(text=shape.text[slice(*span)], span=span)


def effective(shape: Shape, commencements: list[Provision], issued: IssuedOn | None) -> Effective:
    """Give when the notice takes effect, from its commencement norms; those that speak of the notice itself first.

    Where no norm says, the note on the law's making under its title may (…公布 自2025年5月1日起施行).
    """
    text = shape.text
    ordered = sorted(commencements, key=lambda p: not _OWN.search(p.text))
    for found in ordered:
        if _ON_ISSUE.search(found.text):
            return Effective(kind="on-issuance", date=issued.date if issued else None, text=found.text, span=found.span)
        named = dates.find(text, *found.span)
        if named:
            return Effective(kind="on-date", date=named[0].date, text=found.text, span=found.span)
    for i in shape.at("foreword") if not commencements else ():
        since = _SINCE.search(text, *shape.spans[i]) if elements.history(shape.lines[i]) else None
        if since and (named := dates.find(text, *since.span())):
            return Effective(kind="on-date", date=named[0].date, text=since[0], span=since.span())
    return Effective(kind="unstated")


def reference_date(issued: IssuedOn | None, number: DocumentNumber | None) -> dt.date | None:
    """Give the day on which names are judged: the date of issue, else the first day of the number's year."""
    if issued:
        return issued.date
    if number and number.year and 1949 <= number.year <= 2999:
        return dt.date(number.year, 1, 1)
    return None
