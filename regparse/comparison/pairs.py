"""Links -> pairs with labels, redlines and the table of sentences.

Labels follow from the graph of links and from the order of clauses; nothing here looks at words again, but to
say whether a clause is unchanged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from regparse.comparison.align import Alignment, Link
from regparse.comparison.chain import heaviest
from regparse.comparison.likeness import Unit
from regparse.comparison.redline import redline
from regparse.comparison.sentences import label_spans, plain
from regparse.comparison.words import key, split_words
from regparse.model import Clause, Language, Notice, Quote, ids
from regparse.model.comparison import Label, Pair, Sentence, SentenceLink, SentenceRow


def make_pairs(old: Notice, new: Notice, alignment: Alignment) -> tuple[Pair, ...]:
    """Give one pair for each link, then one for each clause of the old notice dropped and of the new one added.

    Pairs stand in the order of the old notice, new clauses last. A clause that has possible links only counts
    as dropped or new, and its possible links are there besides.
    """
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    linked = [link for link in alignment.links if link.state == "linked"]
    labels = _labels(old, new, alignment, linked)
    from_old, into_new = Counter(link.old for link in linked), Counter(link.new for link in linked)
    place = [{clause_id: n for n, clause_id in enumerate(side)} for side in (before, after)]
    same_language = old.language == new.language

    out = list[Pair]()
    for link in sorted(alignment.links, key=lambda link: (place[0][link.old], place[1][link.new])):
        sound = link.state == "linked"
        left, right = before[link.old], after[link.new]
        out.append(
            Pair(
                old=(link.old,),
                new=(link.new,),
                labels=labels[link.old, link.new] if sound else (),
                state=link.state,
                score=round(link.score, 4),
                runner_up=round(link.runner_up, 4),
                evidence=tuple(
                    SentenceLink(old=m.old.quote, new=m.new.quote, score=round(m.score, 4)) for m in link.matches
                ),
                part=_part(link) if link.partial or from_old[link.old] > 1 else (),
                redline=redline(plain(left, old.language), plain(right, new.language), new.language)
                if sound and same_language
                else (),
            )
        )
    out += [Pair(old=(i,), new=(), labels=("dropped",), state="none", score=0.0) for i in before if not from_old[i]]
    out += [Pair(old=(), new=(i,), labels=("new",), state="none", score=0.0) for i in after if not into_new[i]]
    return tuple(out)


def _part(link: Link) -> tuple[Quote, ...]:
    return tuple({match.old: match.old.quote for match in link.matches}.values())


def _labels(
    old: Notice, new: Notice, alignment: Alignment, linked: Sequence[Link]
) -> Mapping[tuple[str, str], tuple[Label, ...]]:
    before, after = (_by_clause(side.sentences) for side in (alignment.old, alignment.new))
    from_old, into_new = Counter(link.old for link in linked), Counter(link.new for link in linked)
    in_order = _in_order(old.clauses, new.clauses, linked)
    labels = [{span[0]: span[1] for clause in side.clauses for span in label_spans(clause)} for side in (old, new)]
    out = dict[tuple[str, str], tuple[Label, ...]]()
    for link in linked:
        found = list[Label]()
        split, merged = from_old[link.old] > 1, into_new[link.new] > 1
        left = [m.old for m in link.matches] if split else before[link.old]
        right = [m.new for m in link.matches] if merged else after[link.new]
        if old.language != new.language:
            pass  # whether another language says the same is for editions to tell
        elif [u.said for u in left] != [u.said for u in right] and (
            # Most clauses that were amended differ in length, and those that do not in the first sentence.
            _length(left, labels[0]) != _length(right, labels[1])
            or any(
                a != b
                for a, b in zip_longest(_said(left, old.language, labels[0]), _said(right, new.language, labels[1]))
            )
        ):
            found.append("amended")
        elif not split and not merged:
            found.append("unchanged")
        if ids.parse(link.old).unit != ids.parse(link.new).unit:
            found.append("renumbered")
        if link not in in_order:
            found.append("moved")
        if merged:
            found.append("merged")
        if split:
            found.append("split")
        out[link.old, link.new] = tuple(found)
    return out


def _by_clause(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        out[unit.clause].append(unit)
    return out


def _length(units: Iterable[Unit], labels: Mapping[int, int]) -> int:
    """Give how many characters ``_said`` gives."""
    return sum(
        len("".join(unit.text[labels[unit.span[0]] - unit.span[0] :].split()))
        if unit.span[0] in labels
        else len(unit.said)
        for unit in units
    )


def _said(units: Iterable[Unit], language: Language, labels: Mapping[int, int]) -> Iterator[str]:
    """Give what sentences say, without white space, the labels of items and the style of marks."""
    for unit in units:
        start = unit.span[0]
        text = unit.text[labels.get(start, start) - start :]
        yield from (key(token) for token in split_words(text, language) if token.strip())


def _in_order(old: Sequence[Clause], new: Sequence[Clause], linked: Sequence[Link]) -> set[Link]:
    """Give the links of the heaviest chain that keeps the order of both notices; the others have moved."""
    before = {clause.id: n for n, clause in enumerate(old)}
    after = {clause.id: n for n, clause in enumerate(new)}
    points = [(before[link.old], after[link.new], 1 + link.score) for link in linked]
    return {linked[n] for n in heaviest(points, len(new))}


def make_rows(alignment: Alignment) -> tuple[SentenceRow, ...]:
    """Give the table of sentences: who became whom, every sentence of both sides in exactly one row."""
    row: dict[Unit, list[Unit]] = {unit: [unit] for unit in (*alignment.old.sentences, *alignment.new.sentences)}
    for link in alignment.links:
        for match in link.matches if link.state == "linked" else ():
            first, second = row[match.old], row[match.new]
            if first is not second:
                first += second
                for unit in second:
                    row[unit] = first
    old, new = set(alignment.old.sentences), set(alignment.new.sentences)
    rows = {id(units): units for unit in (*alignment.old.sentences, *alignment.new.sentences) for units in [row[unit]]}
    return tuple(
        SentenceRow(
            old=tuple(_sentence(unit) for unit in sorted(units, key=_place) if unit in old),
            new=tuple(_sentence(unit) for unit in sorted(units, key=_place) if unit in new),
        )
        for units in rows.values()
    )


def _place(unit: Unit) -> int:
    return unit.span[0]


def _sentence(unit: Unit) -> Sentence:
    return Sentence(text=unit.text, span=unit.span, clause=unit.clause)
