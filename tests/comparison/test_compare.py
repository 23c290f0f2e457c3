"""Links between clauses: on invented notices, on the corpus, and as properties of any two notices."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from regparse.comparison import compare, compare_editions
from regparse.comparison.sentences import plain
from regparse.files.resources import folder
from regparse.model import Clause, Effective, Language, Notice, Source
from regparse.model.comparison import Comparison, Pair


def notice(name: str, clauses: Sequence[tuple[int, str]], language: Language = "en") -> Notice:
    """Make a notice of numbered clauses, each printed with its label."""
    text, units = "", list[Clause]()
    for number, words in clauses:
        label = f"({number})"
        start, text = len(text), f"{text}{label} {words}\n"
        span = (start, len(text) - 1)
        units.append(
            Clause(
                id=f"{name}/{number}", number=number, label=label, kind="clause", section=None, heading=None,
                paragraphs=(span,), text=text[slice(*span)], span=span,
            )
        )  # fmt: skip
    source = Source(name=name, media_type="text/plain", sha256="0" * 64, encoding="utf-8")
    return Notice(
        id=name, title=name, language=language, number=None, effective=Effective(kind="unstated"),
        clauses=tuple(units), source=source, text=text,
    )  # fmt: skip


def links(comparison: Comparison, state: str = "linked") -> set[tuple[int, int]]:
    def number(side: tuple[str, ...]) -> int:
        return int(side[0].rpartition("/")[2])

    return {(number(p.old), number(p.new)) for p in comparison.pairs if p.state == state}


def pair(comparison: Comparison, old: int | None, new: int | None) -> Pair:
    wanted = ((f"old/{old}",) if old else (), (f"new/{new}",) if new else ())
    return next(p for p in comparison.pairs if (p.old, p.new) == wanted)


LIGHT = "Harbour pilots shall keep the northern lighthouse lit from dusk until dawn."
CARGO = "Masters of vessels must declare dangerous cargo to the wharf office before mooring."
FEES = "Berthing fees are reckoned by tonnage and paid to the cashier each quarter."
CATS = "Stray cats found in the granary are fed by the watchman at public expense."
TOLL = "Ferry passengers pay a toll of two coins, children and soldiers excepted."
SMOKE = "Nobody smokes near barrels of powder or pitch."


def test_a_notice_with_itself_is_unchanged() -> None:
    one = notice("old", [(1, LIGHT), (2, CARGO), (3, FEES)])
    result = compare(one, one)
    assert links(result) == {(1, 1), (2, 2), (3, 3)}
    assert all(p.labels == ("unchanged",) and p.score == 1 for p in result.pairs)


def test_style_of_marks_and_labels_is_no_amendment() -> None:
    old = notice("old", [(1, 'Signs shall not say "free" or "gratis".')])
    new = notice("new", [(4, "Signs shall not say “free” or “gratis”.")])
    assert pair(compare(old, new), 1, 4).labels == ("unchanged", "renumbered")


def test_amended_renumbered_dropped_and_new() -> None:
    old = notice("old", [(1, LIGHT), (2, CATS), (3, CARGO)])
    new = notice("new", [(1, LIGHT), (2, CARGO.replace("before mooring", "a day before mooring")), (3, TOLL)])
    result = compare(old, new)
    assert links(result) == {(1, 1), (3, 2)}
    assert pair(result, 1, 1).labels == ("unchanged",)
    assert pair(result, 3, 2).labels == ("amended", "renumbered")
    assert pair(result, 2, None).labels == ("dropped",)
    assert pair(result, None, 3).labels == ("new",)


def test_a_clause_that_left_the_order_has_moved() -> None:
    old = notice("old", [(1, LIGHT), (2, CARGO), (3, FEES), (4, CATS)])
    new = notice("new", [(1, CARGO), (2, FEES), (3, CATS), (4, LIGHT)])
    result = compare(old, new)
    assert "moved" in pair(result, 1, 4).labels
    assert not any("moved" in pair(result, n, n - 1).labels for n in (2, 3, 4))


def test_merged_clauses_keep_a_link_each() -> None:
    old = notice("old", [(1, LIGHT), (2, CARGO), (3, FEES)])
    new = notice("new", [(1, LIGHT), (2, f"{CARGO} {FEES}")])
    result = compare(old, new)
    assert links(result) == {(1, 1), (2, 2), (3, 2)}
    assert "merged" in pair(result, 2, 2).labels
    assert "merged" in pair(result, 3, 2).labels
    assert "amended" not in pair(result, 2, 2).labels, "its words went over as they were"


def test_a_split_names_the_sentences_that_went_each_way() -> None:
    old = notice("old", [(1, LIGHT), (2, f"{CARGO} {FEES}"), (3, CATS)])
    new = notice("new", [(1, LIGHT), (2, CARGO), (3, CATS), (4, FEES)])
    result = compare(old, new)
    assert links(result) == {(1, 1), (2, 2), (2, 4), (3, 3)}
    assert [q.text for q in pair(result, 2, 2).part] == [CARGO]
    assert [q.text for q in pair(result, 2, 4).part] == [FEES]
    assert {"split"} <= set(pair(result, 2, 2).labels) & set(pair(result, 2, 4).labels)


def test_one_sentence_that_found_its_like_elsewhere_is_a_link_in_part() -> None:
    old = notice("old", [(1, f"{CARGO} {FEES} {SMOKE}"), (2, TOLL)])
    new = notice("new", [(1, f"{CARGO} {FEES}"), (2, TOLL), (3, f"{CATS} {SMOKE}")])
    result = compare(old, new)
    assert links(result) == {(1, 1), (1, 3), (2, 2)}
    assert [q.text for q in pair(result, 1, 3).part] == [SMOKE]


def test_a_new_clause_modelled_on_an_old_one_does_not_take_it_over() -> None:
    ban = "Trading, lending and pawning {} without a warrant disturbs the peace of the market and is forbidden."
    old = notice("old", [(1, ban.format("amber")), (2, TOLL), (3, LIGHT)])
    new = notice("new", [(1, ban.format("amber")), (2, ban.format("whale oil and tallow")), (3, TOLL), (4, LIGHT)])
    result = compare(old, new)
    assert links(result) == {(1, 1), (2, 3), (3, 4)}
    assert pair(result, None, 2).labels == ("new",)


def test_strangers_are_not_linked() -> None:
    old = notice("old", [(1, LIGHT), (2, CARGO), (3, FEES)])
    new = notice("new", [(1, CATS), (2, TOLL), (3, SMOKE)])
    result = compare(old, new)
    assert links(result) == set()
    assert [p.labels for p in result.pairs] == [("dropped",)] * 3 + [("new",)] * 3


def test_chinese_clauses_are_linked_by_what_they_say() -> None:
    old = notice("old", [(1, "码头应当在日落后点灯。"), (2, "船长必须申报危险货物；不申报的，不得靠岸。")], "zh")
    new = notice(
        "new",
        [
            (1, "粮仓由更夫看守。"),
            (2, "船长必须提前一日申报危险货物；不申报的，不得靠岸。"),
            (3, "码头应当在日落后点灯。"),
        ],
        "zh",
    )
    result = compare(old, new)
    assert links(result) == {(1, 3), (2, 2)}
    assert pair(result, 1, 3).labels[:1] == ("unchanged",)


def test_numbers_and_the_style_of_marks_are_no_change_in_a_redline() -> None:
    old, new = notice("old", [(6, 'Say "free".')]), notice("new", [(14, "Say  “free”.")])
    assert [(c.op, c.text) for c in pair(compare(old, new), 6, 14).redline] == [("equal", 'Say "free".')]


def test_items_that_were_numbered_anew_are_unchanged() -> None:
    def listed(name: str, *labels: str) -> Notice:
        one = notice(name, [(1, f"Berths:\n{labels[0]} for boats;\n{labels[1]} for rafts.")])
        clause, text = one.clauses[0], one.text
        items = list[Clause]()
        for number, (label, words) in enumerate(zip(labels, ("for boats;", "for rafts."), strict=True), 1):
            start = text.index(label, clause.span[0] + 4)
            span = (start, text.index(words) + len(words))
            items.append(
                Clause(
                    id=f"{clause.id}.{number}", number=number, label=label, kind="item", section=None, heading=None,
                    paragraphs=(span,), text=text[slice(*span)], span=span,
                )
            )  # fmt: skip
        return one.model_copy(update={"clauses": (clause.model_copy(update={"children": tuple(items)}),)})

    found = pair(compare(listed("old", "1.", "2."), listed("new", "(a)", "(b)")), 1, 1)
    assert found.labels == ("unchanged",)
    assert [(c.op, c.text) for c in found.redline] == [("equal", "Berths:\nfor boats;\nfor rafts.")]


def test_a_sentence_that_changed_its_place_in_a_clause_is_shown_as_moved() -> None:
    old, new = notice("old", [(1, f"{LIGHT} {CARGO} {FEES}")]), notice("new", [(1, f"{CARGO} {FEES} {LIGHT}")])
    shown = pair(compare(old, new), 1, 1).redline
    moved = [(c.op, c.text.strip(), c.move) for c in shown if c.op != "equal" and c.text.strip()]
    assert moved == [("delete", LIGHT, 1), ("insert", LIGHT, 1)]


def test_a_pair_carries_its_evidence_and_its_rival() -> None:
    old = notice("old", [(1, f"{LIGHT} {CARGO}"), (2, TOLL)])
    new = notice("new", [(1, f"{LIGHT} {CARGO}"), (2, TOLL)])
    found = pair(compare(old, new), 1, 1)
    assert [(link.old.text, link.new.text, link.score) for link in found.evidence] == [
        (LIGHT, LIGHT, 1),
        (CARGO, CARGO, 1),
    ]
    assert all(old.text[slice(*link.old.span)] == link.old.text for link in found.evidence)
    assert found.runner_up < found.score


def corpus_pairs() -> tuple[set[tuple[int, int]], dict[str, str]]:
    root = folder("corpus")
    texts = {name: (root / name / "en.txt").read_text(encoding="utf-8") for name in ("yinfa-2021-237", "yinfa-2026-42")}
    gold = yaml.safe_load((root / "yinfa-2026-42" / "alignment.yaml").read_text(encoding="utf-8"))
    return {(o, n) for entry in gold["pairs"] for o in entry["old"] for n in entry["new"]}, texts


@pytest.fixture(scope="module")
def real() -> tuple[set[tuple[int, int]], Notice, Notice]:
    from regparse import parse

    gold, texts = corpus_pairs()
    old, new = (parse(text) for text in texts.values())
    return gold, old, new


def f1(found: set[tuple[int, int]], gold: set[tuple[int, int]]) -> float:
    return 2 * len(found & gold) / (len(found) + len(gold))


def test_the_corpus_pair_is_linked_as_a_reader_linked_it(real: tuple[set[tuple[int, int]], Notice, Notice]) -> None:
    gold, old, new = real
    result = compare(old, new)
    assert f1(links(result), gold) >= 0.95
    added = {int(p.new[0].rpartition("/")[2]) for p in result.pairs if p.labels == ("new",)}
    assert added == {c.number for c in new.clauses} - {n for _, n in gold}
    assert not [p for p in result.pairs if p.labels == ("dropped",)]


def test_the_order_of_clauses_does_not_matter(real: tuple[set[tuple[int, int]], Notice, Notice]) -> None:
    _, old, new = real
    expected = links(compare(old, new))
    for seed in range(3):
        shuffled = list(new.clauses)
        random.Random(seed).shuffle(shuffled)
        assert links(compare(old, new.model_copy(update={"clauses": tuple(shuffled)}))) == expected


SENTENCES = [
    LIGHT,
    CARGO,
    FEES,
    CATS,
    TOLL,
    SMOKE,
    "So be it.",
    "No. 5 of the list applies.",
    "码头应当点灯；不得熄灭。",
    "a",
]
BODIES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join), max_size=6)


@settings(max_examples=60, deadline=None)
@given(BODIES, BODIES)
def test_nothing_is_lost_and_nothing_is_counted_twice(before: list[str], after: list[str]) -> None:
    old, new = notice("old", list(enumerate(before, 1))), notice("new", list(enumerate(after, 1)))
    result = compare(old, new)
    for side, field in ((old, "old"), (new, "new")):
        named = {i for p in result.pairs for i in getattr(p, field)}
        assert named == {c.id for c in side.clauses}
        spans = [s.span for row in result.sentences for s in getattr(row, field)]
        assert len(spans) == len(set(spans))
        covered = {n for a, b in spans for n in range(a, b)}
        assert sum(b - a for a, b in spans) == len(covered), "sentences overlap"
        labels = {n for c in side.clauses for n in range(c.span[0], c.span[0] + len(c.label or ""))}
        assert {n for n, c in enumerate(side.text) if not c.isspace()} == {
            n for n in covered | labels if not side.text[n].isspace()
        }
    for p in result.pairs:
        if p.state == "linked":
            sides = {c.id: plain(c, n.language) for n in (old, new) for c in n.clauses}
            assert "".join(c.text for c in p.redline if c.op != "insert") == sides[p.old[0]]
            assert "".join(c.text for c in p.redline if c.op != "delete") == sides[p.new[0]]
    assert compare(old, new) == result


@settings(max_examples=40, deadline=None)
@given(BODIES, BODIES, st.randoms(use_true_random=False))
def test_shuffling_either_side_leaves_the_links(before: list[str], after: list[str], chance: random.Random) -> None:
    old, new = notice("old", list(enumerate(before, 1))), notice("new", list(enumerate(after, 1)))
    mixed = [list(side.clauses) for side in (old, new)]
    for clauses in mixed:
        chance.shuffle(clauses)
    again = [n.model_copy(update={"clauses": tuple(c)}) for n, c in zip((old, new), mixed, strict=True)]
    for state in ("linked", "possible"):
        assert links(compare(old, new), state) == links(compare(again[0], again[1]), state)


@settings(max_examples=60, deadline=None)
@given(BODIES, BODIES)
def test_a_clause_that_stands_word_for_word_on_both_sides_is_linked(before: list[str], after: list[str]) -> None:
    before, after = list(dict.fromkeys(before)), list(dict.fromkeys(after))
    old, new = notice("old", list(enumerate(before, 1))), notice("new", list(enumerate(after, 1)))
    same = {(a, b) for a, x in enumerate(before, 1) for b, y in enumerate(after, 1) if x == y}
    assert same <= links(compare(old, new))
    assert {(b, a) for a, b in same} <= links(compare(new, old))


def test_clauses_that_are_printed_twice_are_linked_one_to_one() -> None:
    one = notice("old", [(1, SMOKE), (2, LIGHT), (3, SMOKE)])
    assert links(compare(one, one)) == {(1, 1), (2, 2), (3, 3)}


def test_the_corpus_pair_read_backwards_is_the_same_with_sides_swapped(
    real: tuple[set[tuple[int, int]], Notice, Notice],
) -> None:
    _, old, new = real
    there, back = compare(old, new), compare(new, old)
    assert links(there) == {(n, o) for o, n in links(back)}


def test_a_real_notice_with_itself_has_changed_nothing(real: tuple[set[tuple[int, int]], Notice, Notice]) -> None:
    _, _, new = real
    result = compare(new, new)
    assert {p.labels for p in result.pairs} == {("unchanged",)}
    assert {c.change for c in result.changes} == {"kept"}
    assert result.agencies == ()
    assert compare_editions(new, new) == ()
