"""A change in law: how a provision changed, and point by point in what. No field here holds prose.

A point names what differs by codes, quantities and kinds, and quotes the words that differ on either side; the words
of a sentence about it are made elsewhere, in each language. As in the rest of the model: frozen, spans half-open and in
code points into the text of the notice of that side.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from regparse.model import Certainty, Condition, Model, Quote, SanctionKind, Territory

How = Literal["added", "removed", "widened", "narrowed", "altered", "kept"]
"""What became of a provision. ``widened`` binds more persons or acts, or more strictly; ``altered`` differs in a way
whose direction cannot be told."""
ChangeKind = Literal[
    "prohibition",
    "obligation",
    "permission",
    "mandate",
    "sanction",
    "definition",
    "status",
    "commencement",
    "repeal",
    "figure",
    "deadline",
    "scope",
    "agency",
    "legal-basis",
    "citation",
    "statement",
]
"""The kind of a provision, or what a change is about where that is more than one provision.

``statement`` are words in which no provision was found, ``citation`` an instrument that is referred to.
"""
Grounds = Literal[
    "same-words", "linked-sentences", "matched-provisions", "one-side-only", "same-subject", "citation", "commencement"
]
"""On what the two sides of a change were taken for one, or one side for having no other."""


class Side(Quote):
    """The words of a change on one side, with the clause and the provision that they stand in."""

    notice: str
    clause: str | None = None
    provision: str | None = None


class Point(Model):
    """One thing that differs. ``old`` and ``new`` are the words that differ; none on a side that lacks them."""

    old: Quote | None = None
    new: Quote | None = None


class BindsAlso(Point):
    """More persons are bound, by code."""

    point: Literal["binds-also"] = "binds-also"
    codes: tuple[str, ...]


class BindsNoLonger(Point):
    """Persons are bound no longer, by code; ``only`` are those of the narrower kind that still are."""

    point: Literal["binds-no-longer"] = "binds-no-longer"
    codes: tuple[str, ...]
    only: tuple[str, ...] = ()


class ActAdded(Point):
    """The provision covers one more act; ``code`` is None outside the lexicon."""

    point: Literal["act-added"] = "act-added"
    code: str | None = None


class ActGone(Point):
    """The provision covers an act no longer."""

    point: Literal["act-gone"] = "act-gone"
    code: str | None = None


class ActChanged(Point):
    """An act became a broader, a narrower or another one, by code."""

    point: Literal["act-changed"] = "act-changed"
    was: str
    now: str


class CoversAlso(Point):
    """The provision is about more assets."""

    point: Literal["covers-also"] = "covers-also"
    codes: tuple[str, ...]


class CoversNoLonger(Point):
    """The provision is about fewer assets."""

    point: Literal["covers-no-longer"] = "covers-no-longer"
    codes: tuple[str, ...]


class FigureChanged(Point):
    """A quantity became another one: both as decimal numbers in ``unit``; ``of`` quotes what it limits."""

    point: Literal["figure-changed"] = "figure-changed"
    was: str
    now: str
    unit: str
    of: Quote | None = None


class FigureAdded(Point):
    """A quantity that the old provision did not set."""

    point: Literal["figure-added"] = "figure-added"
    value: str
    unit: str


class FigureGone(Point):
    """A quantity that the new provision no longer sets."""

    point: Literal["figure-gone"] = "figure-gone"
    value: str
    unit: str


class DeadlineChanged(Point):
    """A time within which, or how often, something is to be done; None where one side sets none."""

    point: Literal["deadline-changed"] = "deadline-changed"
    was: str | None
    now: str | None


class ConditionChanged(Point):
    """What is needed first: approval, filing, somebody's consent, or none of them."""

    point: Literal["condition-changed"] = "condition-changed"
    was: Condition | None
    now: Condition | None


class ExceptionAdded(Point):
    """The provision has an exception that it had not."""

    point: Literal["exception-added"] = "exception-added"


class ExceptionGone(Point):
    """An exception is gone."""

    point: Literal["exception-gone"] = "exception-gone"


class OnlyWhen(Point):
    """The provision holds only in a case that the new words name."""

    point: Literal["only-when"] = "only-when"


class NoLongerOnlyWhen(Point):
    """A case to which the provision was limited is gone."""

    point: Literal["no-longer-only-when"] = "no-longer-only-when"


class ForceChanged(Point):
    """A duty became a permission, a permission a ban: the kinds of the provision on either side."""

    point: Literal["force-changed"] = "force-changed"
    was: str
    now: str


class PlaceChanged(Point):
    """Where the acts take place that the provision is about."""

    point: Literal["place-changed"] = "place-changed"
    was: Territory | None
    now: Territory | None


class RoleMoved(Point):
    """A body has another part in the provision; an empty part is none."""

    point: Literal["role-moved"] = "role-moved"
    agency: str
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


class BodyChanged(Point):
    """Another body does what the provision says, by code, succession taken into account."""

    point: Literal["body-changed"] = "body-changed"
    was: tuple[str, ...]
    now: tuple[str, ...]


class LevelChanged(Point):
    """Offices of a lower or a higher level may act: what begins further down takes in more of them."""

    point: Literal["level-changed"] = "level-changed"


class ObjectWidened(Point):
    """Words for what the provision is about take in more than before."""

    point: Literal["object-widened"] = "object-widened"


class ObjectNarrowed(Point):
    """Words for what the provision is about take in less than before."""

    point: Literal["object-narrowed"] = "object-narrowed"


class ListLonger(Point):
    """A list in the provision has more members."""

    point: Literal["list-longer"] = "list-longer"


class ListShorter(Point):
    """A list in the provision has fewer members."""

    point: Literal["list-shorter"] = "list-shorter"


class NamesAlso(Point):
    """More names stand in quotation marks."""

    point: Literal["names-also"] = "names-also"
    names: tuple[str, ...]


class NamesNoLonger(Point):
    """Fewer names stand in quotation marks."""

    point: Literal["names-no-longer"] = "names-no-longer"
    names: tuple[str, ...]


class PartAdded(Point):
    """The provision says something that it did not say."""

    point: Literal["part-added"] = "part-added"


class PartGone(Point):
    """The provision no longer says something that it said."""

    point: Literal["part-gone"] = "part-gone"


class Stricter(Point):
    """What is asked is more than before, by a rank of the words: written consent for consent."""

    point: Literal["stricter"] = "stricter"


class Looser(Point):
    """What is asked is less than before, by a rank of the words."""

    point: Literal["looser"] = "looser"


class Reworded(Point):
    """Other words, whose effect cannot be told."""

    point: Literal["reworded"] = "reworded"


class InstrumentChanged(Point):
    """An instrument that is cited came, went, or stands in the place of another; None where there is none."""

    point: Literal["instrument-changed"] = "instrument-changed"
    was: str | None
    now: str | None


class InForce(Point):
    """From when the instrument holds: a date, ``on-issuance``, or None where one side does not say."""

    point: Literal["in-force"] = "in-force"
    was: str | None
    now: str | None


class Says(Point):
    """What a provision says that stands on one side only, or on both alike."""

    point: Literal["says"] = "says"
    persons: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    place: Territory | None = None
    condition: Condition | None = None
    excepted: bool = False
    sanction: SanctionKind | None = None
    leads: tuple[str, ...] = ()


AnyPoint = Annotated[
    BindsAlso
    | BindsNoLonger
    | ActAdded
    | ActGone
    | ActChanged
    | CoversAlso
    | CoversNoLonger
    | FigureChanged
    | FigureAdded
    | FigureGone
    | DeadlineChanged
    | ConditionChanged
    | ExceptionAdded
    | ExceptionGone
    | OnlyWhen
    | NoLongerOnlyWhen
    | ForceChanged
    | PlaceChanged
    | RoleMoved
    | BodyChanged
    | LevelChanged
    | ObjectWidened
    | ObjectNarrowed
    | ListLonger
    | ListShorter
    | NamesAlso
    | NamesNoLonger
    | PartAdded
    | PartGone
    | Stricter
    | Looser
    | Reworded
    | InstrumentChanged
    | InForce
    | Says,
    Field(discriminator="point"),
]
"""Every point; ``point`` tells them apart."""


class LawChange(Model):
    """A change in law rather than in words.

    Two sides for what was ``widened``, ``narrowed``, ``altered`` or ``kept``, one for what was ``added`` or
    ``removed``. ``clauses`` are the ids of the clauses of both sides. ``unsure`` means that one of the two sides may
    not be the counterpart of the other. ``translation_only``: an original at hand does not bear the change out;
    ``originals`` quotes what it says instead.
    """

    change: How
    kind: ChangeKind
    points: tuple[AnyPoint, ...] = ()
    old: Side | None = None
    new: Side | None = None
    clauses: tuple[str, ...] = ()
    certainty: Certainty = "sure"
    grounds: Grounds
    translation_only: bool = False
    originals: tuple[Side, ...] = ()


class Term(Model):
    """A word or name that the new text uses for an old one throughout: told once, and no change anywhere else."""

    old: str
    new: str
    times: int
