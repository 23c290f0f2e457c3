"""Citations to targets, and the problems that need more than one clause to see.

A reference inside the notice gets the clause's id, one to a notice that is known gets its id, one outside keeps
its number; a reference to a clause that is not there is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regparse.grammar import references
from regparse.lexicon import agencies
from regparse.lexicon.problems import problem
from regparse.model import (
    AgencyMention,
    AgencyRole,
    Citation,
    Clause,
    DocumentNumber,
    Notice,
    Problem,
    Span,
    ids,
)
from regparse.notation import numerals
from regparse.notation.expressions import expression
from regparse.structure.identity import reference_date

Lookup = Callable[[str], Notice | None]
"""Gives the notice with an id where it is known."""

_SHORT = expression(
    r"[^。；《]{0,24}(?:以下简称|下称|hereinafter(?: referred to as)?)[:：]?\s*[《“\"](?P<short>[^》”\"]{1,40})[》”\"]"
)
_OWN = expression(r"^前|[Pp]receding|本(?!行|单位|机构|人|级|地|市|省)|[Tt]h(?:is|ese)\s|Article|^第")
_NUMBER_WORDS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()  # noqa: SIM905
    )
}
# Opens with a set of letters, to whose places Python's engine skips.
_COUNT = expression(
    rf"[AaTt等](?:(?<=\b[Aa])(?i:nd (?P<other>{'|'.join(_NUMBER_WORDS)}|\d+) "
    r"other (?:departments|ministries|agencies|authorities|bodies))"
    rf"|(?<=\b[Tt])(?i:he (?P<all>{'|'.join(_NUMBER_WORDS)}|\d+) (?:departments|ministries|agencies))"
    rf"|(?<=等)(?P<zh>[{numerals.HAN_CLASS}\d]+)(?:个)?(?:部门|部委|单位))"
)


def resolve(notice: Notice, lookup: Lookup) -> Notice:
    """Give the notice with targets and with the problems found. Clauses and provisions keep their ids."""
    annexed = sorted({ids.within(clause.id) for clause in notice.clauses} | {0})
    places = {number: _Places(notice, number) for number in annexed}
    problems: list[Problem] = []
    short = _short_titles(notice)

    def target(citation: Citation, here: Clause | None = None) -> Citation:
        if citation.number is None and citation.title in short:
            citation = citation.model_copy(update={"number": short[citation.title]})
        if citation.number and citation.number.code:
            number = citation.number
            found = ids.notice_id(number.code or "", number.year, number.serial)
            if found == notice.id or not lookup(found):
                return citation
            return citation.model_copy(update={"target": found, "targets": (found,)})
        if citation.title is None and citation.article and _OWN.search(citation.text):
            within = places[ids.within(here.id) if here else 0]
            there, missing = within.find(citation.article, here)
            if missing and within.articles:
                problems.append(problem("unresolved-reference", citation.span, words=citation.text))
            if there:
                return citation.model_copy(update={"target": there[0], "targets": there})
        return citation

    def fill(clause: Clause, here: Clause | None = None) -> Clause:
        here = here if here and clause.kind != "article" else clause
        return clause.model_copy(
            update={
                "citations": tuple(target(one, here) for one in clause.citations),
                "children": tuple(fill(child, here) for child in clause.children),
            }
        )

    closing = notice.closing
    if closing:
        closing = closing.model_copy(update={"citations": tuple(map(target, closing.citations))})
    resolved = notice.model_copy(
        update={
            "clauses": tuple(map(fill, notice.clauses)),
            "closing": closing,
            "legal_basis": tuple(map(target, notice.legal_basis)),
            "citations": tuple(map(target, notice.citations)),
            "repeals": tuple(map(target, notice.repeals)),
        }
    )
    problems += _superseded(resolved)
    problems += _counts(resolved, lookup)
    every = [*notice.problems, *problems]
    every.sort(
        key=lambda p: (p.span is not None, p.span or p.lines or (0, 0), p.code, tuple(map(str, p.params.values())))
    )
    return resolved.model_copy(update={"problems": tuple(every)})


class _Places:
    """Where the articles of a notice, or of an instrument that it annexes, and their items stand, by number."""

    def __init__(self, notice: Notice, annexed: int) -> None:
        own = [clause for clause in notice.clauses if ids.within(clause.id) == annexed]
        every = [below for clause in own for below in clause.walk()]
        sections = [section for section in notice.sections if ids.within(section.id) == annexed]
        self.articles = {c.number: c for c in reversed([c for c in every if c.kind == "article"])}
        # 第三条 of a notice without articles is its level-one unit 三、, be that a section or a clause.
        self._top: dict[int, str] = {s.number: s.id for s in sections if s.parent is None}
        self._clauses = {c.number: c for c in own if c.section is None or not self._top}
        self._known = {c.id for c in every}

    def find(self, article: str, here: Clause | None) -> tuple[tuple[str, ...], bool]:
        """Return the ids that a reference points at, and whether something that it names is not there."""
        found: dict[str, None] = {}
        missing = False
        for point in references.points(article, here.number if here else None):
            place = self._place(point)
            if place:
                found[place] = None
            else:
                missing = True
        return tuple(found), missing

    def _place(self, point: references.Point) -> str | None:
        if point.article is None:
            return None
        clause = (self.articles or self._clauses).get(point.article)
        if clause is None:
            return None if self.articles else self._top.get(point.article)
        if point.bis is not None:
            inserted = f"{clause.id}-{point.bis}" if isinstance(point.bis, int) else f"{clause.id}{point.bis}"
            return next((one for one in (inserted, f"{clause.id}-{point.bis}") if one in self._known), None)
        for number in point.items:
            below = next((child for child in clause.children if child.number == number), None)
            if below is None:
                break  # the item is not told apart: its article is
            clause = below
        return clause.id


def _short_titles(notice: Notice) -> dict[str, DocumentNumber]:
    """Give the numbers of instruments that the text gives a short title (《…》（…1号，以下简称《办法》）)."""
    cited = [*notice.legal_basis, *(c for clause in notice.walk() for c in clause.citations)]
    found: dict[str, DocumentNumber] = {}
    for citation in cited:
        named = _SHORT.match(notice.text, citation.span[1]) or _SHORT.search(citation.text)
        if named and citation.number:
            found.setdefault(named["short"], citation.number)
    return found


def _superseded(notice: Notice) -> Iterator[Problem]:
    """Report each name of a body that was already gone when the notice was issued: once, with how often."""
    on = notice.issued_on.date if notice.issued_on else None
    names: dict[str, list[tuple[Span, str, str]]] = {}
    bodies = agencies.load()
    for _, provision in notice.provisions():
        for role in provision.agencies:
            if role.successor:
                names.setdefault(role.id, []).append((role.span, role.text, role.successor))
    for mention in (*notice.issuers, *notice.consulted):
        successor = bodies.succession(mention.id, on) if on else _gone_by_year(notice, mention)
        if successor:
            names.setdefault(mention.id, []).append((mention.span, mention.text, successor))
    for code in sorted(names):
        places = sorted(set(names[code]))
        span, printed, successor = places[0]
        until = bodies.get(code).until
        yield problem(
            "superseded-agency",
            span,
            printed=printed,
            old=code,
            times=len(places),
            new=successor,
            until=until.isoformat() if until else "",
        )


def _gone_by_year(notice: Notice, mention: AgencyMention | AgencyRole) -> str | None:
    on = reference_date(notice.issued_on, notice.number)
    return agencies.load().succession(mention.id, on) if on else None


def _counts(notice: Notice, lookup: Lookup) -> Iterator[Problem]:
    """Report counts of departments that do not match the issuers they count: this notice's, or a cited one's."""
    cited = [c for c in (*notice.repeals, *(c for clause in notice.walk() for c in clause.citations)) if c.target]
    stated: list[tuple[int, Span]] = []
    body = min((c.span[0] for c in notice.clauses), default=len(notice.text))
    for found in _COUNT.finditer(notice.text):
        group = found.lastgroup or ""
        value = _NUMBER_WORDS.get(found[group].lower()) or (numerals.read(found[group]) or (0,))[0]
        total = value + 1 if group == "other" else value
        whose, count = _counted(notice, found.span(), cited, lookup, body)
        if count and total and total != count:
            yield problem(
                "count-mismatch",
                found.span(),
                words=found.group().strip(),
                others=value if group == "other" else 0,
                counted=total,
                notice=whose or "",
                issuers=count,
            )
        if whose == "" and total:
            stated.append((total, found.span()))
    if len({total for total, _ in stated}) > 1:
        first, other = stated[0], next(s for s in stated if s[0] != stated[0][0])
        yield problem("count-contradiction", other[1], first=_words(notice, first[1]), second=_words(notice, other[1]))


def _counted(notice: Notice, span: Span, cited: list[Citation], lookup: Lookup, body: int) -> tuple[str | None, int]:
    """Return the id of the notice whose issuers a count speaks of, empty for this one, and how many those are.

    None and 0 where that is not known.
    """
    behind = next(
        (
            c
            for c in sorted(cited, key=lambda c: c.span)
            if 0 <= c.span[0] - span[1] <= 12 or c.span[0] <= span[0] < c.span[1]
        ),
        None,
    )
    if behind and behind.target:
        other = lookup(behind.target)
        return (behind.target, len(other.issuers)) if other else (behind.target, 0)
    if span[0] < body and not any(b.kind == "preamble" and b.span[0] <= span[0] < b.span[1] for b in notice.blocks):
        return "", len(notice.issuers)
    return None, 0


def _words(notice: Notice, span: Span) -> str:
    return notice.text[slice(*span)].strip()
