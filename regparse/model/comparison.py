"""The types of a comparison: of two notices, and of two editions of one.

As in ``model``: frozen, and every span is half-open, in code points, into the text of the notice it is about.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from regparse.model import Model, Quote
from regparse.model.changes import LawChange, Term

if TYPE_CHECKING:
    import pandas

COMPARISON_SCHEMA = "regparse/comparison/2"


class Change(Model):
    """A piece of a redline. What was moved is deleted in one place and inserted in another: both have its ``move``."""

    op: Literal["equal", "insert", "delete"]
    text: str
    move: int | None = None


Label = Literal["unchanged", "amended", "renumbered", "moved", "merged", "split", "new", "dropped"]


class SentenceLink(Model):
    """A sentence of the old text and the one of the new that it became; spans into the two texts."""

    old: Quote
    new: Quote
    score: float


class Sentence(Quote):
    """A sentence and the id of the clause it stands in."""

    clause: str


SentenceState = Literal["same", "changed", "removed", "added", "heading", "unjudged"]
"""What is told of sentences: nothing where they are the ``same`` but for punctuation, numbering and terms, nor of a
``heading``; a change quotes those that ``changed`` or stand on one side. Two languages are ``unjudged``."""


class SentenceRow(Model):
    """Sentences that became each other; an empty side means that there is none. Every sentence stands in one row."""

    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]
    state: SentenceState = "unjudged"


class Pair(Model):
    """One link between clauses, or a clause with none.

    ``score`` and ``runner_up`` run from 0 to 1; ``runner_up`` is the best rival of this link on either
    side. ``part`` names the sentences where only part of a clause went there.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    labels: tuple[Label, ...]
    state: Literal["linked", "possible", "none"]
    score: float
    runner_up: float = 0.0
    evidence: tuple[SentenceLink, ...] = ()
    part: tuple[Quote, ...] = ()
    redline: tuple[Change, ...] = ()


class AgencyChange(Model):
    """An agency whose part changed; succession is no change (CBIRC and NFRA are one line)."""

    id: str
    old_roles: tuple[str, ...]
    new_roles: tuple[str, ...]
    note: str | None = None
    translation_only: bool = False


class Remark(Model):
    """What a lawyer says about a clause or a norm: an opinion, signed and dated, and no computed fact."""

    on: str
    author: str
    date: dt.date
    text: str
    materiality: Literal["high", "medium", "low"] | None = None


class Compared(Model):
    """What was compared with what: the version of the tool, and the hashes of both sources as they were read."""

    version: str
    old_sha256: str
    new_sha256: str


class Comparison(Model):
    """What became of an old notice in a new one.

    All but ``editorial`` is computed: ``pairs``, ``sentences``, ``changes`` and ``agencies`` carry their grounds.
    ``terms`` are words that changed throughout; where nothing else differs nothing is told of a sentence.
    ``amending``: the newer text is a decision that amends the older one, whose rules stand but for what it names; so
    no changes in law are told, and its clauses are taken for no counterparts.
    """

    schema_: Annotated[str, Field(alias="schema")] = COMPARISON_SCHEMA
    old: str
    new: str
    source: Compared
    amending: bool = False
    pairs: tuple[Pair, ...]
    sentences: tuple[SentenceRow, ...] = ()
    changes: tuple[LawChange, ...]
    terms: tuple[Term, ...] = ()
    agencies: tuple[AgencyChange, ...]
    editorial: tuple[Remark, ...] = ()

    def to_json(self, indent: int | None = 2) -> str:
        """Give the contract's JSON: same notices, same bytes."""
        return self.model_dump_json(by_alias=True, indent=indent)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the changes in law as a table of pandas, a row each, what was kept left out; in codes.

        Raises ImportError when pandas is not installed.
        """
        import pandas as pd

        rows = [
            {
                "change": one.change,
                "kind": one.kind,
                "certainty": one.certainty,
                "old_clause": one.old.clause if one.old else None,
                "old_text": one.old.text if one.old else None,
                "new_clause": one.new.clause if one.new else None,
                "new_text": one.new.text if one.new else None,
                "points": [point.point for point in one.points],
            }
            for one in self.changes
            if one.change != "kept"
        ]
        return pd.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS = ("change", "kind", "certainty", "old_clause", "old_text", "new_clause", "new_text", "points")


class Stage(Model):
    """A notice of a lineage: how it is called, when it was issued, how much it holds."""

    notice: str
    number: str | None
    title: str
    issued_on: dt.date | None
    clauses: int
    norms: int


class ThreadStep(Model):
    """What a thread is in one notice: ids of clauses or of norms, none before it began and after it ended.

    ``labels`` say what happened on the way from the notice before.
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]


class Thread(Model):
    """A clause or a norm through several notices, a step for each; ``name`` is its id in the last that has it."""

    name: str
    steps: tuple[ThreadStep, ...]


class Lineage(Model):
    """Notices that took each other's place, the oldest first: each compared with the next, and threads through all."""

    schema_: Annotated[str, Field(alias="schema")] = "regparse/lineage/1"
    stages: tuple[Stage, ...]
    steps: tuple[Comparison, ...]
    clauses: tuple[Thread, ...]
    norms: tuple[Thread, ...]

    def to_json(self, indent: int | None = 2) -> str:
        """Give the contract's JSON: same notices, same bytes."""
        return self.model_dump_json(by_alias=True, indent=indent)


class EditionFact(Model):
    """A fact that stands in one edition of a notice and not in the other, with both quotations."""

    clause: str | None
    field: str
    value: str
    only_in: str
    quote: Quote | None
    other: Quote | None
