"""A notice beside the other editions of it: where they disagree, as problems of the translation.

The Chinese is the law. Where an edition in Chinese is among them, in the corpus or in the same file, a translation is
set beside that one, and what it lacks, adds or says otherwise is a problem of the translation. Without one no edition
is the original, and the problem is that they differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from regparse.analysis.pipeline import Reading
from regparse.checking import check
from regparse.comparison import compare_editions
from regparse.comparison.editions import name, original, paired
from regparse.comparison.sentences import sentences
from regparse.corpus import sources
from regparse.lexicon.problems import problem
from regparse.model import Clause, Notice, Problem, Quote, Span, ids
from regparse.model.comparison import EditionFact

_LONGEST = 160
"""Most characters of a quotation in a message."""


def run(given: sources.Content) -> check.Report:
    """Check a source, also against the other editions of the notice in the corpus and in the same file.

    Errors as of :func:`regparse.checking.check.run`.
    """
    reading = sources.read_content(given)
    several = any(one.code == "further-notice" for one in reading.notice.problems)
    return _report(given, reading, sources.parse_all(given) if several else ())


def run_all(given: sources.Content) -> tuple[check.Report, ...]:
    """Check every notice that a source holds, each as :func:`run` does; that there are others is no problem then."""
    found = sources.read_all(given)
    notices = [one.notice for one in found]
    reports = [_report(given, one, notices) for one in found]
    return tuple(
        report._replace(findings=tuple(f for f in report.findings if f.problem.code != "further-notice"))
        for report in reports
    )


def _report(given: sources.Content, reading: Reading, file: Sequence[Notice]) -> check.Report:
    notice = reading.notice
    here = [other for other in file if other.id == notice.id and other.language != notice.language]
    return check.report(reading, given.data, disagreements(notice, (*here, *sources.other_editions(notice))))


def disagreements(notice: Notice, others: Sequence[Notice]) -> tuple[Problem, ...]:
    """Give the problems of ``notice`` beside other editions of it; their spans are in its text.

    Of the original only how far each translation departs from it is said.
    """
    law = original((notice, *others))
    if law is notice:
        return tuple(_departing(notice, other) for other in others if compare_editions(notice, other))
    beside = [law] if law else others
    return tuple(one for other in beside for one in _Beside(notice, other, law=law is not None).problems())


def _departing(law: Notice, other: Notice) -> Problem:
    count = len(_Beside(other, law, law=True).rows())
    where = f"{other.id}@{other.edition}" if other.edition else ""
    start = law.title_span or (0, min(len(law.text), 40))
    return problem("translation-departs", start, edition=name(other), places=count, check=where)


class _Row(NamedTuple):
    """What the other edition has and what this one has of one matter; several facts of one sentence are one row."""

    theirs: tuple[EditionFact, ...]
    ours: tuple[EditionFact, ...]
    also: tuple[str, ...] = ()


class _Beside:
    """A notice and another edition of it, which is the original when ``law`` is true."""

    def __init__(self, notice: Notice, other: Notice, *, law: bool) -> None:
        self.notice, self.other, self.law = notice, other, law
        self.clauses = {ids.parse(clause.id).unit: clause for clause in notice.clauses}
        self.others = {ids.parse(clause.id).unit: clause for clause in other.clauses}

    def problems(self) -> Iterator[Problem]:
        for row in self.rows():
            code = "editions-differ"
            if self.law:
                code = "translation-lacks" if row.theirs else "translation-adds"
                code = "translation-differs" if row.theirs and row.ours else code
            yield problem(
                code,
                self._span(row),
                edition=name(self.other),
                own=name(self.notice),
                theirs=_facts(row.theirs),
                ours=_facts(row.ours),
                also=row.also,
                clauses=len(row.also),
            )

    def rows(self) -> list[_Row]:
        """Give what the editions disagree on: pairs of facts, facts of one sentence, the same in several clauses."""
        rows: dict[object, _Row] = {}
        for theirs, ours in paired(compare_editions(self.other, self.notice), name(self.other)):
            fact = theirs or ours
            if not fact:
                continue
            key: object
            if theirs and ours:
                # One body for another is one slip of the translator, in however many clauses.
                key = (theirs.value.split()[0], ours.value.split()[0])
                if key in rows:
                    row = rows[key]
                    unit = _unit(fact)
                    more = (unit,) if unit and unit not in (*row.also, _unit(row.theirs[0])) else ()
                    rows[key] = row._replace(also=(*row.also, *more))
                    continue
            else:
                key = (fact.only_in, fact.clause, self._sentence(fact))
            old = rows.get(key, _Row((), ()))
            rows[key] = _Row((*old.theirs, theirs) if theirs else old.theirs, (*old.ours, ours) if ours else old.ours)
        return list(rows.values())

    def _sentence(self, fact: EditionFact) -> Span | str:
        """Give the sentence in which a fact stands, or what it is when it stands in no clause."""
        mine = fact.only_in != name(self.other)
        clause = (self.clauses if mine else self.others).get(_unit(fact))
        if clause is None or fact.quote is None or fact.field == "clause":
            return f"{fact.field} {fact.value}"
        start = fact.quote.span[0]
        found = sentences(self.notice if mine else self.other, clause)
        return next((s.span for s in found if s.span[0] <= start < s.span[1]), fact.quote.span)

    def _span(self, row: _Row) -> Span:
        """Give where a row stands in the notice: its words there, what stands nearest, or the clause's opening."""
        if row.ours and row.ours[0].quote:
            return row.ours[0].quote.span
        near = next((fact.other for fact in row.theirs if fact.other), None)
        if near:
            return near.span
        facts = (*row.theirs, *row.ours)
        clause = self.clauses.get(_unit(facts[0]))
        return _opening(clause) if clause else self.notice.title_span or (0, min(len(self.notice.text), 40))


def _opening(clause: Clause) -> Span:
    start = clause.span[0]
    return clause.heading_span or (start, start + len(clause.label or clause.text[:20]))


def _unit(fact: EditionFact) -> str | None:
    return ids.parse(fact.clause).unit if fact.clause else None


def _facts(facts: Iterable[EditionFact]) -> tuple[tuple[str, ...], ...]:
    """Return facts in codes, those with one quotation together, which is the first of each row."""
    quoted: dict[str, list[str]] = {}
    for fact in facts:
        what = fact.value if fact.value.startswith(("clause", "all", fact.field)) else f"{fact.field} {fact.value}"
        quoted.setdefault(_quoted(fact.quote), []).append(what)
    return tuple((words, *what) for words, what in quoted.items())


def _quoted(quote: Quote | None) -> str:
    if quote is None:
        return ""
    text = " ".join(quote.text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
