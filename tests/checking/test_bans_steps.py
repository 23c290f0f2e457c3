"""What a word that bans costs: steps are counted, not seconds."""

from __future__ import annotations

import pytest

from regparse.analysis import pipeline
from regparse.checking import bans

HEAD = "关于测试账户管理的通知\n银发〔2019〕7号\n各银行：\n现就有关事项通知如下：\n"


@pytest.mark.parametrize("times", [10, 200])
def test_the_sentences_of_a_line_are_found_once(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "一、银行" + "不得出借账户，" * times + "\n二、银行" + "不得出借账户；" * times + "\n"
    notice = pipeline.parse((HEAD + lines).encode(), "a.txt")
    calls: list[int] = []
    real = bans.sentences

    def counted(text: str, start: int, *rest: object) -> object:
        calls.append(start)
        return real(text, start, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(bans, "sentences", counted)
    found = list(bans.walk(notice))
    assert len(found) == 2 * times
    assert len(calls) == 2
    assert {one.fate for one in found} == {"prohibition"}
    for one in found:
        assert one.sentence[0] <= one.span[0] < one.span[1] <= one.sentence[1]


def test_spans_hold_what_stands_in_one_of_them_however_they_lie() -> None:
    spans = bans._Spans([(10, 20), (0, 5), (12, 40), (13, 15)])
    held = [(a, b) for a in range(45) for b in range(a + 1, 46) if spans.hold(a, b)]
    assert held == [
        (a, b)
        for a in range(45)
        for b in range(a + 1, 46)
        if any(first <= a and b <= last for first, last in ((10, 20), (0, 5), (12, 40), (13, 15)))
    ]
