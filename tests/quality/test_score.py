"""The scorer, on a notice made by hand whose score can be counted on fingers."""

from __future__ import annotations

from pathlib import Path

import pytest

from regparse.model import (
    Activity,
    Addressee,
    AgencyRole,
    Clause,
    DocumentNumber,
    Effective,
    Kind,
    Notice,
    Provision,
    Role,
    Source,
)
from regparse.model.comparison import Compared, Comparison, Pair
from regparse.quality import scoreboard
from regparse.quality.score import Ratio, Score, score_alignment, score_corpus, score_notice

TEXT = "No. 7 of 2020\n(1) Banks shall not lend cards.\n(2) CSRC leads.\n"
GOLD = {
    "document": {
        "number": {"year": 2020, "serial": 7},
        "issuers": [],
        "legal_basis_count": 0,
        "clause_numbers": [1, 2],
        "issued_on": "2020-01-02",
    },
    "clauses": {
        1: {
            "agencies": [],
            "prohibitions": [
                {"addressees": ["bank"], "assets": [], "territory": None, "condition": None, "activities": ["lending"]}
            ],
        },
        2: {"agencies": [["PBOC|CSRC", "lead|responsible"]], "prohibitions": []},
    },
}


def quote(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"text": words, "span": (start, start + len(words))}


def made(activity: str | None = "lending", number: int = 2, territory: str | None = None) -> Notice:
    """The notice of TEXT: one ban, one mandate."""
    ban = Provision.model_validate(
        {
            **quote("Banks shall not lend cards."),
            "id": "x-2020-7/1#1",
            "kind": Kind.PROHIBITION,
            "rule": "hand",
            "addressees": (Addressee.model_validate({**quote("Banks"), "code": "bank"}),),
            "activities": (Activity.model_validate({**quote("lend cards"), "code": activity, "phrase": "lend cards"}),),
            "territory": territory,
        }
    )
    mandate = Provision.model_validate(
        {
            **quote("CSRC leads."),
            "id": "x-2020-7/2#1",
            "kind": Kind.MANDATE,
            "rule": "hand",
            "agencies": (AgencyRole.model_validate({**quote("CSRC"), "id": "CSRC", "role": Role.LEAD}),),
        }
    )
    clauses = tuple(
        Clause.model_validate(
            {
                **quote(words),
                "id": f"x-2020-7/{n}",
                "number": n,
                "label": f"({n})",
                "kind": "clause",
                "section": None,
                "heading": None,
                "paragraphs": (),
                "provisions": (provision,),
            }
        )
        for n, words, provision in ((1, "(1) Banks shall not lend cards.", ban), (number, "(2) CSRC leads.", mandate))
    )
    return Notice(
        id="x-2020-7",
        title="A notice",
        language="en",
        number=DocumentNumber.model_validate({**quote("No. 7 of 2020"), "code": None, "year": 2020, "serial": 7}),
        effective=Effective(kind="unstated"),
        clauses=clauses,
        source=Source(name="hand", media_type="text/plain", sha256="", encoding=None),
        text=TEXT,
    )


def test_a_right_parse_scores_one_but_for_the_date_it_lacks() -> None:
    score = score_notice("x", made(), GOLD)
    assert {name: r.f1 for name, r in score.fields.items()} == {
        "clauses": 1.0,
        "agencies": 1.0,
        "activities": 1.0,
        "addressees": 1.0,
        "scope": 1.0,
    }
    assert score.facts == {"number": True, "issuers": True, "legal_basis": True, "issued_on": False, "evidence": True}
    assert score.faults == ("fact issued_on: wrong",)
    # two provisions, an addressee, an activity, an agency
    assert (score.spans, score.wrong_spans) == (5, 0)


def test_a_wrong_code_is_one_miss_and_one_extra() -> None:
    score = score_notice("x", made(activity="custody"), GOLD)
    assert score.fields["activities"] == Ratio(hit=0, miss=1, extra=1)
    assert score.fields["addressees"] == Ratio(hit=1)
    assert "clause 1 activities: missed lending" in score.faults
    assert "clause 1 activities: extra custody" in score.faults


def test_scope_is_judged_as_a_whole() -> None:
    score = score_notice("x", made(territory="overseas"), GOLD)
    assert score.fields["scope"] == Ratio(hit=0, miss=1, extra=1)
    assert "clause 1 scope: extra - overseas -" in score.faults


def test_a_clause_that_is_not_there_misses_all_its_values() -> None:
    score = score_notice("x", made(number=3), GOLD)
    assert score.fields["clauses"] == Ratio(hit=1, miss=1, extra=1)
    # neither alternative was found: the first of each stands
    assert "clause 2 agencies: missed PBOC lead" in score.faults
    assert score.fields["agencies"] == Ratio(hit=0, miss=1)


def test_evidence_that_does_not_quote_is_wrong() -> None:
    notice = made()
    moved = notice.model_copy(update={"text": " " + notice.text})
    score = score_notice("x", moved, GOLD)
    assert score.wrong_spans == score.spans == 5
    assert score.facts["evidence"] is False


def test_a_ban_without_an_activity_is_neither_right_nor_wrong() -> None:
    notice = made()
    caption = notice.clauses[0].provisions[0].model_copy(update={"activities": ()})
    first = notice.clauses[0].model_copy(update={"provisions": (caption,)})
    score = score_notice("x", notice.model_copy(update={"clauses": (first, notice.clauses[1])}), GOLD)
    assert score.fields["addressees"] == Ratio(miss=1)
    assert score.fields["scope"] == Ratio(miss=1)


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (Ratio(), (1.0, 1.0, 1.0)),
        (Ratio(hit=1, miss=1), (1.0, 0.5, 2 / 3)),
        (Ratio(hit=3, extra=1), (0.75, 1.0, 6 / 7)),
        (Ratio(miss=1, extra=1), (0.0, 0.0, 0.0)),
    ],
)
def test_ratio(ratio: Ratio, expected: tuple[float, float, float]) -> None:
    assert (ratio.precision, ratio.recall, ratio.f1) == pytest.approx(expected)


def test_an_alignment_counts_linked_pairs_only() -> None:
    def pair(old: tuple[str, ...], new: tuple[str, ...], state: str) -> Pair:
        return Pair.model_validate({"old": old, "new": new, "labels": (), "state": state, "score": 0.5})

    comparison = Comparison(
        old="x-2020-7",
        new="x-2021-1",
        pairs=(
            pair(("x-2020-7/1", "x-2020-7/2"), ("x-2021-1/1",), "linked"),
            pair(("x-2020-7/3",), ("x-2021-1/9",), "possible"),
            pair((), ("x-2021-1/4",), "none"),
        ),
        source=Compared(version="0", old_sha256="0" * 64, new_sha256="1" * 64),
        changes=(),
        agencies=(),
    )
    gold = {"pairs": [{"old": [1], "new": [1]}, {"old": [3], "new": [3]}]}
    score = score_alignment("x", comparison, gold)
    assert score.fields["pairs"] == Ratio(hit=1, miss=1, extra=1)
    assert score.faults == ("pair 3 -> 3: missed", "pair 2 -> 1: extra")


def test_the_board_tells_what_was_gained_and_lost(tmp_path: Path) -> None:
    board = tmp_path / "board.md"
    before = Score("x@en", {"clauses": Ratio(1, 2)}, faults=("clause 1: missed", "clause 2: missed"))
    scoreboard.write(board, [before])
    now = Score("x@en", {"clauses": Ratio(2, 1)}, faults=("clause 2: missed", "clause 9: extra"))
    change = scoreboard.compare(board, [now])
    assert change is not None
    assert change.gained == ("`x@en` clause 1: missed",)
    assert change.lost == ("`x@en` clause 9: extra",)
    assert scoreboard.compare(tmp_path / "none.md", [now]) is None


def test_the_same_scores_change_nothing(tmp_path: Path) -> None:
    board = tmp_path / "board.md"
    scores = [score_notice("x", made(activity="custody"), GOLD)]
    scoreboard.write(board, scores)
    change = scoreboard.compare(board, scores)
    assert change == ((), ())


# The corpus


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {score.subject: score for score in score_corpus()}


@pytest.mark.parametrize("subject", ["yinfa-2026-42@en", "yinfa-2026-42@en-press"])
def test_the_parse_stays_above_the_floor(scores: dict[str, Score], subject: str) -> None:
    score = scores[subject]
    assert score.fields["clauses"].f1 == 1.0
    assert {name: r.f1 for name, r in score.fields.items() if r.f1 < 0.95} == {}
    assert [name for name, right in score.facts.items() if not right] == []
    assert score.wrong_spans == 0


def test_the_comparison_stays_above_the_floor(scores: dict[str, Score]) -> None:
    assert scores["yinfa-2021-237 -> yinfa-2026-42"].fields["pairs"].f1 >= 0.9


def test_nothing_on_the_scoreboard_was_lost(scores: dict[str, Score]) -> None:
    board = Path(__file__).resolve().parent.parent.parent / "reports" / "scoreboard.md"
    change = scoreboard.compare(board, list(scores.values()))
    assert change is not None
    assert change.lost == ()
