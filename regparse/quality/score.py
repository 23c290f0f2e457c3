"""How good the parse is: precision, recall and F1 against what a reader of the notice wrote down.

Gold files stand in the corpus beside the texts they annotate and are never made from output. For each clause of a
gold file four sets are compared: the agencies with their roles, and of the prohibitions the activities, the addressees
and the scope (assets, territory, condition). Counts are summed over the clauses. Where gold says ``A|B`` either code is
right. A prohibition without an activity is a caption that repeats a ban; its addressees and scope are neither right nor
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from regparse.comparison import compare
from regparse.corpus import sources
from regparse.errors import CorpusError
from regparse.model import Clause, Kind, Notice, Provision, Quote
from regparse.model.comparison import Comparison
from regparse.model.ids import parse as parse_id

FIELDS = ("agencies", "activities", "addressees", "scope")

Sets = dict[str, set[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many were found, how many were not, and how many were found that are not there."""

    hit: int = 0
    miss: int = 0
    extra: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.hit + other.hit, self.miss + other.miss, self.extra + other.extra)

    @property
    def precision(self) -> float:
        """The share of what was found that is there; 1 when nothing was found."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 when nothing is there."""
        return self.hit / (self.hit + self.miss) if self.hit + self.miss else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The result for one gold file.

    ``facts`` are right or wrong. ``spans`` and ``wrong_spans`` count the pieces of evidence and those that do not quote
    the text. ``faults`` has one sentence for each fact that is wrong and each value missed or extra.
    """

    subject: str
    fields: Mapping[str, Ratio]
    facts: Mapping[str, bool] = field(default_factory=dict)
    spans: int = 0
    wrong_spans: int = 0
    faults: tuple[str, ...] = ()


def score_corpus() -> tuple[Score, ...]:
    """Score every edition of the shipped corpus that has gold, and every comparison that a reader judged.

    Raises CorpusError when a text or a gold file is not as the manifest says.
    """
    corpus = sources.shipped()
    scores = []
    for edition in corpus.editions():
        if edition.gold:
            scores.append(score_notice(edition.ref, sources.parse_edition(edition), _load(edition.gold)))
    for entry in corpus.entries.values():
        for old, path in entry.alignments.items():
            comparison = compare(
                sources.parse_edition(corpus.get(old)), sources.parse_edition(entry.editions[entry.default])
            )
            scores.append(score_alignment(f"{old} -> {entry.id}", comparison, _load(path)))
    return tuple(scores)


def score_notice(subject: str, notice: Notice, gold: Mapping[str, Any]) -> Score:
    """Score a parsed notice against a gold annotation, as it was read from YAML."""
    faults: list[str] = []
    wanted, have = set(gold["document"]["clause_numbers"]), [c.number for c in notice.clauses]
    hits = len(wanted & set(have))
    fields = {"clauses": Ratio(hits, len(wanted) - hits, len(have) - hits)}
    faults += [f"clause {n}: missed" for n in sorted(wanted - set(have))]
    faults += [f"clause {n}: extra" for n in sorted(set(have) - wanted)]
    fields |= dict.fromkeys(FIELDS, Ratio())
    clauses = {c.number: c for c in notice.clauses}
    for number, entry in gold["clauses"].items():
        found = _of_notice(clauses[number]) if number in clauses else {name: set() for name in FIELDS}
        for name, expected in _of_gold(entry, found["agencies"]).items():
            missed, extra = expected - found[name], found[name] - expected
            fields[name] += Ratio(len(expected & found[name]), len(missed), len(extra))
            faults += [f"clause {number} {name}: missed {' '.join(v)}" for v in sorted(missed)]
            faults += [f"clause {number} {name}: extra {' '.join(v)}" for v in sorted(extra)]
    spans = list(_evidence(notice))
    wrong = sum(notice.text[q.span[0] : q.span[1]] != q.text for q in spans)
    facts = _facts(notice, gold["document"]) | {"evidence": bool(spans) and not wrong}
    faults += [f"fact {name}: wrong" for name, right in facts.items() if not right]
    return Score(subject, fields, facts, len(spans), wrong, tuple(faults))


def score_alignment(subject: str, comparison: Comparison, gold: Mapping[str, Any]) -> Score:
    """Score the links of a comparison, by the numbers of their clauses, against a reader's pairs."""
    expected = {(str(old), str(new)) for pair in gold["pairs"] for old in pair["old"] for new in pair["new"]}
    found = {
        (_number(old), _number(new))
        for pair in comparison.pairs
        if pair.state == "linked"
        for old in pair.old
        for new in pair.new
    }
    faults = [f"pair {old} -> {new}: missed" for old, new in sorted(expected - found)]
    faults += [f"pair {old} -> {new}: extra" for old, new in sorted(found - expected)]
    ratio = Ratio(len(expected & found), len(expected - found), len(found - expected))
    return Score(subject, {"pairs": ratio}, faults=tuple(faults))


def _load(path: Path) -> Mapping[str, Any]:
    try:
        data: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CorpusError("gold-unreadable", path=path, why=error) from error
    return data


def _of_gold(entry: Mapping[str, Any], found: set[tuple[str, ...]]) -> Sets:
    """Give the sets of a gold clause; ``A|B`` is settled by what was found, and is A where neither was."""
    sets: Sets = {name: set() for name in FIELDS}
    for item in entry.get("agencies") or ():
        codes, roles = (item["id"], item["role"]) if isinstance(item, dict) else item
        choices = [(code, role) for code in codes.split("|") for role in roles.split("|")]
        sets["agencies"].add(next((c for c in choices if c in found), choices[0]))
    for ban in entry.get("prohibitions") or ():
        sets["activities"] |= {(a["code"] if isinstance(a, dict) else a,) for a in ban["activities"]}
        sets["addressees"] |= {(code,) for code in ban["addressees"]}
        sets["scope"].add(_scope(ban["assets"], ban["territory"], ban["condition"]))
    return sets


def _of_notice(clause: Clause) -> Sets:
    sets: Sets = {name: set() for name in FIELDS}
    for provision in _provisions(clause):
        sets["agencies"] |= {(a.id, a.role.value) for a in provision.agencies}
        if provision.kind is Kind.PROHIBITION and provision.activities:
            sets["activities"] |= {(a.code or "-",) for a in provision.activities}
            sets["addressees"] |= {(a.code,) for a in provision.addressees}
            sets["scope"].add(_scope(provision.assets, provision.territory, provision.condition))
    return sets


def _scope(assets: Iterable[str], territory: str | None, condition: str | None) -> tuple[str, ...]:
    return ("+".join(sorted(assets)) or "-", territory or "-", condition or "-")


def _provisions(clause: Clause) -> Iterator[Provision]:
    for unit in clause.walk():
        yield from unit.provisions


def _evidence(notice: Notice) -> Iterator[Quote]:
    for clause in notice.clauses:
        for p in _provisions(clause):
            yield from (p, *p.addressees, *p.activities, *p.agencies, *p.exceptions)


def _facts(notice: Notice, gold: Mapping[str, Any]) -> dict[str, bool]:
    """Compare what gold says of the whole document; a fact that gold does not tell is not judged."""
    number = notice.number
    facts = {
        "number": number is not None
        and (number.year, number.serial) == (gold["number"]["year"], gold["number"]["serial"]),
        "issuers": {a.id for a in notice.issuers} == set(gold["issuers"]),
        "legal_basis": len(notice.legal_basis) == gold["legal_basis_count"],
    }
    if "consulted" in gold:
        facts["consulted"] = {a.id for a in notice.consulted} == set(gold["consulted"])
    if "repeals" in gold:
        repealed = [c.number.serial if c.number else None for c in notice.repeals]
        facts["repeals"] = repealed == [r["serial"] for r in gold["repeals"]]
    if "effective" in gold:
        facts["effective"] = notice.effective.kind == gold["effective"]
    if "sections" in gold:
        facts["sections"] = len(notice.sections) == gold["sections"]
    if "issued_on" in gold:
        facts["issued_on"] = notice.issued_on is not None and str(notice.issued_on.date) == str(gold["issued_on"])
    return facts


def _number(clause: str) -> str:
    return (parse_id(clause).unit or "").split(".")[0]
