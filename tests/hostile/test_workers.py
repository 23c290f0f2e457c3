"""Workers that hang, die or take all memory: each is told, ended and replaced, and the others go on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from regparse.errors import UnknownValueError
from regparse.processes.worker import DiedError, GreedyError, Helper, SlowError, told
from regparse.store import index

NOTICE = "关于测试账户管理的通知\n银发〔2019〕{n}号\n各银行：\n一、银行不得出借账户。\n二、银行应当报告损失。\n{more}"


@pytest.fixture
def helper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Helper]:
    monkeypatch.setenv("REGPARSE_MAX_DOCUMENT_SECONDS", "3")
    made = Helper("worker_tasks:act", "did")
    yield made
    made.close()


def pid(said: object) -> int:
    return int(str(said).split()[-1])


def test_one_process_does_one_thing_after_another(helper: Helper) -> None:
    first, second = helper.call("this"), helper.call("that")
    assert str(first).startswith("did this")
    assert pid(first) == pid(second) != os.getpid()


@pytest.mark.parametrize(("what", "error"), [("hang", SlowError), ("die", DiedError)])
def test_one_that_hangs_or_dies_is_ended_and_replaced(helper: Helper, what: str, error: type[DiedError]) -> None:
    before = pid(helper.call("this"))
    with pytest.raises(error) as raised:
        helper.call(what)
    said = {"hang": "a.txt: parsing took longer than 3 seconds", "die": "a.txt: the process that parsed it died"}
    assert str(told(raised.value, "a.txt")).startswith(said[what])
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)
    assert pid(helper.call("this")) != before


def test_one_that_takes_all_memory_is_told(helper: Helper) -> None:
    with pytest.raises(GreedyError) as raised:
        helper.call("greedy")
    assert "more than 4,000,000,000 bytes of memory" in str(told(raised.value, "a.txt"))
    assert helper.call("this")


def test_what_is_wrong_with_the_input_is_raised_as_it_was(helper: Helper) -> None:
    with pytest.raises(UnknownValueError, match="unknown kind of provision “ban”; one of: prohibition"):
        helper.call("unknown")
    with pytest.raises(RuntimeError, match="by nought"):
        helper.call("fault")
    assert helper.call("this")


def test_a_document_that_hangs_or_dies_is_recorded_and_the_others_are_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGPARSE_MAX_DOCUMENT_SECONDS", "10")
    monkeypatch.setenv("REGPARSE_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setattr(index, "Helper", lambda _, setup: Helper("worker_tasks:parse", setup))
    folder = tmp_path / "in"
    folder.mkdir()
    for n, more in enumerate(("", "HANG", "", "DIE", ""), 1):
        (folder / f"{n}.txt").write_text(NOTICE.format(n=n, more=more), encoding="utf-8")
    store = tmp_path / "store.sqlite"
    report = index.update(store, [folder])
    failed = dict(report.failed)
    assert {Path(name).name: "longer than 10 seconds" in why for name, why in failed.items()} == {
        "2.txt": True,
        "4.txt": False,
    }
    again = index.update(store)  # what hung is not tried at each run
    assert dict(again.failed) == failed
    assert again.unchanged == report.added + len(failed)
