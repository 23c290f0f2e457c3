"""The changes that a brief tells against the notice that was replaced, and when it tells none."""

from __future__ import annotations

import pytest
from brief_page import Page, html
from handmade_notice import COMPARISON, FULL, ID, OLD, notice

from regparse.documents.brief.annexes import annexes as view
from regparse.model import changes as law
from regparse.model import comparison as cmp
from regparse.model import notice as m
from regparse.wording import labels
from regparse.wording.titles import repealed
from regparse.wording.tongue import speaking


@pytest.mark.parametrize("missing", ["against", "comparison", "editions"])
def test_each_part_may_be_missing(missing: str) -> None:
    given = {name: value for name, value in FULL.items() if name != missing}
    page = Page(html(**given))
    assert ("changes" in page.ids) == (missing != "comparison")
    assert ("the text of Kafa [2029] No. 3 was not at hand" in page.text) == (missing == "against")


def test_changes_are_told_by_more_than_colour() -> None:
    page = html(**FULL)
    assert '<del>vouchers</del><ins class="tight">gift cards</ins>' in page
    found = view(notice(), **FULL).changes
    assert found is not None
    assert [[ref.label for ref in row.new] for row in found.clauses] == [["1"], ["2"], []]
    assert [[ref.label for link in row.links for ref in link.refs] for row in found.clauses] == [["1"], [], ["2"]]
    assert [row.labels for row in found.clauses] == [("amended",), ("new",), ("dropped",)]
    assert found.agencies[0].now == "Joint"
    (added,) = found.law
    assert added.heading == "Added"
    assert [ref.href for ref in added.rows[0].new.refs] == ["#n-1-2"]


def test_clauses_that_became_one_are_one_row_and_count_as_one() -> None:
    merged = COMPARISON.model_copy(
        update={
            "pairs": tuple(
                cmp.Pair(
                    old=(f"{OLD.id}/{n}",), new=(f"{ID}/1",), labels=("amended", "merged"), state="linked", score=0.8
                )
                for n in (1, 2)
            )
        }
    )
    found = view(notice(), against=OLD, comparison=merged).changes
    assert found is not None
    assert [[ref.label for link in row.links for ref in link.refs] for row in found.clauses] == [["1", "2"]]
    assert found.summary == "One amended and one merged"


def test_a_change_in_law_has_a_name_and_its_whole_reason() -> None:
    side = COMPARISON.changes[0].new
    assert side is not None
    report = next(norm for _, norm in notice().provisions() if norm.kind == "obligation")
    duty = law.Side(notice=ID, clause=f"{ID}/4", provision=report.id, text=report.text, span=report.span)
    sort = law.ObjectWidened(old=m.Quote(text="vouchers", span=(0, 8)), new=m.Quote(text="gift cards", span=(0, 10)))
    bound = law.BindsAlso(codes=("bank",))
    one = law.LawChange(
        change="widened", kind="prohibition", points=(sort, bound), old=side, new=side, grounds="linked-sentences"
    )
    other = law.LawChange(change="added", kind="obligation", new=duty, grounds="one-side-only")
    found = view(notice(), against=OLD, comparison=COMPARISON.model_copy(update={"changes": (one, other)})).changes
    assert found is not None
    added, widened = (group.rows[0] for group in found.law)
    assert added.title == f"Duty of {labels.label('enterprise')}"
    assert widened.title
    assert widened.reason == f"Now “gift cards”, before “vouchers”; binds also {labels.label('bank')}"


def test_what_was_kept_is_listed_and_no_more_is_claimed_than_is_known() -> None:
    side = COMPARISON.changes[0].new
    kept = law.LawChange(change="kept", kind="prohibition", old=side, new=side, grounds="same-words")
    more = {**FULL, "comparison": COMPARISON.model_copy(update={"changes": (kept,)})}
    found = view(notice(), **more).changes
    assert found is not None
    (row,) = found.kept
    assert (row.title, [ref.label for ref in row.new]) == (f"Ban of {labels.label('enterprise')}", ["1"])
    assert "One norm is kept in substance" in Page(html(**more)).text


def test_the_editions_cast_doubt_on_changes_of_a_translation() -> None:
    assert "difference of translation" in Page(html(**FULL)).text
    assert "difference of translation" not in Page(html(**{**FULL, "editions": ()})).text


@pytest.mark.parametrize(
    ("older", "why"),
    [
        (OLD.model_copy(update={"language": "zh"}), "in English and that of Kafa [2029] No. 3 in Chinese"),
        (notice(edition="en-press"), "the two texts are the same notice"),
    ],
)
def test_what_cannot_be_compared_is_not_compared_and_the_brief_says_why(older: m.Notice, why: str) -> None:
    given = {**FULL, "against": older}
    brief = view(notice(), **given)
    assert brief.changes is None
    page = Page(html(**given))
    assert why in page.text
    assert "changes-clauses" not in page.ids


def _sentence(unit: str, text: str) -> cmp.Sentence:
    return cmp.Sentence(text=text, span=(0, len(text)), clause=unit)


def test_what_came_from_another_clause_is_not_shown_as_new() -> None:
    moved, fresh = "Coupons are money.", "Tokens are none."
    pair = COMPARISON.pairs[2].model_copy(
        update={
            "redline": (
                cmp.Change(op="equal", text="Shops sell cards. "),
                cmp.Change(op="insert", text=f"{moved} {fresh}"),
                cmp.Change(op="delete", text=" Stamps went away."),
            )
        }
    )
    rows = (
        cmp.SentenceRow(old=(_sentence("kafa-2029-3/2", moved),), new=(_sentence(f"{ID}/1", moved),)),
        cmp.SentenceRow(
            old=(_sentence("kafa-2029-3/1", "Stamps went away."),), new=(_sentence(f"{ID}/2", "Stamps leave."),)
        ),
    )
    told = COMPARISON.model_copy(update={"pairs": (*COMPARISON.pairs[:2], pair), "sentences": rows})
    page = html(**{**FULL, "comparison": told})
    assert "[from clause 2: </span>" in page
    assert f'<span class="moved">{moved}</span>' in page
    assert f"<ins>{fresh}</ins>" in page
    assert "[now in clause 2, reworded: </span>" in page
    assert "<del>" not in page.partition('id="changes-redlines"')[2].partition("<article")[2]
    assert f"<ins>{moved}" in html(**{**FULL, "comparison": told.model_copy(update={"sentences": ()})})


def test_an_instrument_of_the_same_name_is_repealed_by_its_date_and_issuer() -> None:
    text = "本规定自发布之日起施行。2029年1月3日卡部发布的《礼品卡规定》同时废止。"
    start = text.index("《")
    gone = m.Citation(text="《礼品卡规定》", span=(start, start + 7), title="礼品卡规定", number=None, kind="repeals")
    zh = notice(title="卡部令〔2031〕第8号（礼品卡规定）", language="zh", text=text, repeals=(gone,))
    assert repealed(gone, zh) == "the earlier 礼品卡规定 (“2029年1月3日卡部发布”)"
    with speaking("zh"):
        assert repealed(gone, zh) == "2029年1月3日卡部发布的同名礼品卡规定"
    english = 'The "Rules on Gift Cards" issued by the Ministry on January 3, 2029 is repealed.'
    gone_en = gone.model_copy(update={"text": english[4:25], "span": (4, 25), "title": "Rules on Gift Cards"})
    en = notice(title="Rules on Gift Cards", text=english, repeals=(gone_en,))
    assert repealed(gone_en, en) == "the earlier Rules on Gift Cards (“issued by the Ministry on January 3, 2029”)"
    other = gone.model_copy(update={"title": "购物卡规定"})
    assert repealed(other, zh) == "购物卡规定", "another name tells itself apart"
