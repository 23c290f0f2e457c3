"""regparse explain: a clause as it was read, in text and in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from regparse.analysis.explain import explained
from regparse.corpus import sources
from regparse.errors import UnknownValueError
from regparse.lexicon import tables

TEXT = """关于规范铜灯租赁的通知
灯发〔2031〕3号
各租赁机构：
现将有关事项通知如下：
一、租赁机构不得出租锈灯，应当向中国人民银行报告库存。
二、灯具应当清洁。
灯务总局
2031年5月6日
"""


def test_a_ban_is_explained_by_its_cue_and_its_subject() -> None:
    (one,) = explained(sources.parse_text(TEXT), "1")
    ban, duty = one.frames
    assert (ban.cue, ban.basis) == ("不得", "printed")
    assert [bound.partition(" [")[0] for bound in ban.bound] == ["租赁机构"]
    assert (duty.cue, duty.basis) == ("应当", "runs-on")
    assert ("中国人民银行",) in {phrase.names for phrase in duty.phrases if phrase.role == "recipient"}
    assert "".join(piece.text for piece in ban.pieces) in TEXT


def test_a_clause_that_is_not_there_gets_the_nearest() -> None:
    with pytest.raises(UnknownValueError, match="3/9"):
        explained(sources.parse_text(TEXT), "9")


def test_the_command_prints_frames_and_json(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "lamps.txt"
    path.write_text(TEXT, encoding="utf-8")
    said = run("explain", f"{path}/1")
    assert said.code == 0
    assert "不得" in said.out
    assert "printed in the sentence" in said.out
    found = json.loads(run("explain", f"{path}/1", "--format", "json").out)
    assert [frame["cue"] for frame in found[0]["frames"]] == ["不得", "应当"]
    assert [norm["kind"] for norm in found[0]["provisions"]] == ["prohibition", "obligation"]


def test_every_doubt_is_explained_in_both_languages() -> None:
    for code, row in tables.load("doubts").items():
        assert row["en"].endswith("."), code
        assert row["zh"].endswith("。"), code
