"""Statements: the sentences of a notice that a brief quotes, with what was read from each.

A statement is a sentence, or its part between semicolons, with all the provisions in it; a consequence is the whole
sentence. So no row of a brief is cut where a rule cut, and what limits a ban stands in the words that are quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from regparse.documents.brief import selection
from regparse.documents.parts.quotes import Words, quote
from regparse.documents.parts.refs import Ref, anchor, clause_label
from regparse.grammar.sentences import Masks, Sentence, sentences
from regparse.model import Activity, Clause, Kind, Language, Notice, Provision, Quote, Role, Span
from regparse.wording import phrasing

Sort = Literal["ban", "duty", "consequence", "task", "may", "says"]
_ORDER: tuple[tuple[Kind, Sort], ...] = (
    (Kind.SANCTION, "consequence"),
    (Kind.PROHIBITION, "ban"),
    (Kind.OBLIGATION, "duty"),
    (Kind.PERMISSION, "may"),
    (Kind.MANDATE, "task"),
    (Kind.DEFINITION, "says"),
    (Kind.STATUS, "says"),
)
_TRIM = " \n\t,，;；、"
_NAME: dict[Language, int] = {"en": 60, "zh": 16}
STATE = "government"
_NEAR = 120
_JOINTS = frozenset("、")
"""The comma between the members of a Chinese list."""


@dataclass(frozen=True)
class Statement:
    """Words of a notice and the provisions in them. ``is_new`` tells that the notice compared with has no such thing.

    ``before`` is what stands before the words in their paragraph, ``after`` what follows them in it; ``number`` is
    their place in the notice.
    """

    number: int
    clause: Clause | None
    norms: tuple[Provision, ...]
    span: Span
    text: str
    before: str
    lang: Language
    is_new: bool = False
    after: str = ""

    @cached_property
    def sort(self) -> Sort:
        """Say what the statement does: the weightiest of what its provisions do."""
        kinds = {one.kind for one in self.norms}
        if Kind.SANCTION in kinds and any(_is_strong(one) for one in self.norms if one.kind is Kind.PROHIBITION):
            return "ban"
        return next((sort for kind, sort in _ORDER if kind in kinds), "says")

    @property
    def ref(self) -> Ref:
        """Give the link to the clause."""
        norm = self.norms[0]
        return Ref(clause_label(norm.id), f"#{anchor(norm.id)}")

    @property
    def anchor(self) -> str:
        """Give where the row of the statement stands."""
        return f"s-{self.number}"

    @cached_property
    def leading(self) -> tuple[Provision, ...]:
        """Give the provisions that are of the statement's sort."""
        kinds = {kind for kind, sort in _ORDER if sort == self.sort}
        return tuple(one for one in self.norms if one.kind in kinds)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Give who is bound, by code, in the order of the sentence; none where nobody is named."""
        found = dict.fromkeys(
            one.code for norm in self.leading if norm.basis != "none" for one in norm.addressees if one.text
        )
        return tuple(found)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """Give who is bound in the words of the text, as far as these are sure and short."""
        sure = [norm for norm in self.leading if norm.certainty == "sure"]
        found = (one.text for norm in sure for one in norm.addressees if self._is_whole(one.span[0], norm))
        room = _NAME[self.lang]
        return tuple(dict.fromkeys(" ".join(name.split()) for name in found if len(name) <= room))

    def _is_whole(self, start: int, norm: Provision) -> bool:
        """Tell whether a name begins where a word does: not inside a longer one, nor behind a list that is not read."""
        at = start - self.span[0]
        head = self.text[: max(at, 0)].rstrip()
        ends = {one.span[1] - self.span[0] for one in (*norm.addressees, *norm.agencies)}
        if head[-1:] in _JOINTS and self.lang == "zh":
            return len(head) - 1 in ends
        return len(head) in ends or selection.has("edge", head[-4:], self.lang)

    @property
    def is_states(self) -> bool:
        """Tell whether bodies of the state alone are bound."""
        return bool(self.codes) and set(self.codes) == {STATE}

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Give the doubts about the provisions that the statement is told for, each once."""
        return tuple(dict.fromkeys(code for norm in self.leading for code in norm.doubts))

    @property
    def is_unsure(self) -> bool:
        """Tell whether any of these provisions is unsure."""
        return any(norm.certainty == "unsure" for norm in self.leading)

    @property
    def is_doubtful(self) -> bool:
        """Tell whether a doubt touches more than who is bound or which part a body has."""
        return any(norm.certainty == "unsure" and not self._is_told(norm) for norm in self.leading)

    def _is_told(self, norm: Provision) -> bool:
        """Tell whether the words that are quoted say by themselves what is doubtful about a provision."""
        a, b = self.span
        inside = bool(norm.addressees) and all(a <= one.span[0] < b for one in norm.addressees)
        return _touches(norm, "who", "body", *(["before"] if inside else []))

    @property
    def is_sure_of_who(self) -> bool:
        """Tell whether who is bound is beyond doubt."""
        return bool(self.codes) and any(norm.certainty == "sure" for norm in self.leading)

    @cached_property
    def stands_alone(self) -> bool:
        """Tell whether the words can be read by themselves: nothing before them and nothing behind is needed."""
        is_item = self.clause is not None and self.clause.kind == "item"
        needs_name = is_item or bool(self.before.strip(_TRIM))
        if (is_item and self.sort == "consequence") or selection.has("limited-behind", self.after, self.lang):
            return False
        return (self._names_itself or not needs_name) and not selection.has("leans", self.text, self.lang)

    def stands_alone_in(self, part: str) -> bool:
        """Tell whether the beginning of the words can be read by itself."""
        is_item = self.clause is not None and self.clause.kind == "item"
        return not is_item and not self.before.strip(_TRIM) and not selection.has("leans", part, self.lang)

    @property
    def _names_itself(self) -> bool:
        """Tell whether the subject is printed inside the words."""
        a, b = self.span
        first = self.leading[0] if self.leading else None
        return bool(first and first.addressees and a <= first.addressees[0].span[0] < b and first.basis == "printed")

    @property
    def words(self) -> Words:
        """Quote the whole, what limits it marked."""
        marks = [one.span for norm in self.norms for one in norm.exceptions]
        found = quote(Quote(text=self.text, span=(self.span[0], self.span[0] + len(self.text))), self.lang, marks)
        return Words(tuple((_plain(text), marked) for text, marked in found.parts), self.lang)

    def short(self, room: int) -> str:
        """Give the words up to ``room`` letters, cut with a mark."""
        return phrasing.clip(" ".join(self.text.split()), room)

    @property
    def acts(self) -> tuple[Activity, ...]:
        """Give the acts of the statement."""
        return tuple(act for norm in self.leading for act in norm.activities)


def _plain(text: str) -> str:
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() else ""
    return f"{head}{' '.join(text.split())}{tail}"


def _is_strong(norm: Provision) -> bool:
    return bool(norm.activities)


def _touches(norm: Provision, *facts: str) -> bool:
    """Tell whether all doubts about a provision are about some facts."""
    known = {code for fact in facts for code in selection.table()["touches"][fact]}
    return bool(norm.doubts) and set(norm.doubts) <= known


def statements(notice: Notice, new: Iterable[str] = ()) -> tuple[Statement, ...]:
    """Give the statements of a notice in their order; ``new`` are the ids of provisions that are new in it."""
    fresh = frozenset(new)
    masks = Masks(notice.text)
    found: dict[Span, tuple[Clause | None, list[Provision], int]] = {}
    for clause, norm in notice.provisions():
        if norm.kind in {Kind.COMMENCEMENT, Kind.REPEAL}:
            continue
        span, begin = _place(notice, clause, norm, masks)
        found.setdefault(span, (clause, [], begin))[1].append(norm)
    made = []
    for n, ((a, end), (clause, norms, begin)) in enumerate(sorted(found.items(), key=lambda one: one[0]), 1):
        b = _with_items(notice, clause, end)
        text = notice.text[a:b].rstrip(_TRIM)
        if selection.has("aside", text, notice.language):
            continue
        is_new = any(norm.id in fresh for norm in norms)
        after = notice.text[a + len(text) : b + _NEAR].split("\n", 1)[0]
        made.append(
            Statement(n, clause, tuple(norms), (a, b), text, notice.text[begin:a], notice.language, is_new, after)
        )
    return tuple(made)


def _place(notice: Notice, clause: Clause | None, norm: Provision, masks: Masks) -> tuple[Span, int]:
    """Give the stretch that is quoted for a provision, and where its sentence begins."""
    at, end = norm.span
    for a, b in _paragraphs(clause, norm):
        if not a <= at < b:
            continue
        for one in sentences(notice.text, a, b, masks, notice.language == "zh"):
            if one.start <= at < one.end:
                begin = _behind_label(notice, clause, one)
                if norm.kind is Kind.SANCTION:
                    return (begin, max(one.end, end)), begin
                part = next(((x, y) for x, y in one.parts if x <= at < y), (one.start, one.end))
                return (max(part[0], begin), max(part[1], end)), begin
    return norm.span, norm.span[0]


def _with_items(notice: Notice, clause: Clause | None, end: int) -> int:
    """Give where a lead-in ends that its items follow: behind them, unless an item says something of its own."""
    if clause is None or notice.text[:end].rstrip()[-1:] not in {":", "："}:
        return end
    items = [one for one in clause.children if one.span[0] >= end]
    if not items or notice.text[end : items[0].span[0]].strip() or any(x.provisions for y in items for x in y.walk()):
        return end
    return items[-1].span[1]


def _behind_label(notice: Notice, clause: Clause | None, one: Sentence) -> int:
    """Give where a sentence begins behind the label and the heading of its clause."""
    start = one.start
    if clause is None:
        return start
    if clause.heading_span and start < clause.heading_span[1] <= one.end:
        start = clause.heading_span[1]
    elif clause.label and notice.text.startswith(clause.label, start) and start <= clause.span[0]:
        start += len(clause.label)
    while start < one.end and (notice.text[start].isspace() or notice.text[start] in ".。、．"):
        start += 1
    return start


def _paragraphs(clause: Clause | None, norm: Provision) -> Iterator[Span]:
    if clause:
        yield from clause.paragraphs
        yield clause.span
    yield norm.span


def binding(found: Iterable[Statement]) -> list[Statement]:
    """Give what binds or lets somebody who is no body of the state: bans, duties, permissions."""
    return [one for one in found if one.sort in {"ban", "duty", "may"} and not one.is_states]


def roles(one: Statement, *wanted: Role) -> list[tuple[str, str]]:
    """Give the bodies that have some roles in a statement: code and printed name, each once."""
    return list(
        dict.fromkeys((body.id, body.text) for norm in one.norms for body in norm.agencies if body.role in wanted)
    )
