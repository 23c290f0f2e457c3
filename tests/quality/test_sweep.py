"""The sweep: what it counts, on a folder of two invented texts and on faults put in by hand; the table of speeds."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import regparse
from regparse.corpus import sources
from regparse.model import Block, Notice

FOLDER = Path(__file__).resolve().parent.parent.parent / "benchmarks"
HEAD = "中国人民银行关于测试账户管理有关事项的通知\n银发〔2019〕7号\n各商业银行：\n现就有关事项通知如下：\n"
FIRST = HEAD + (
    "一、银行不得向任何单位或者个人出借、出租测试账户。\n二、单笔限额不得超过一万元，累计限额另行规定。\n"
    "三、银行应当在凭证上注明“禁止流通”字样。\n"
)
LAST = "二、附则\n（一）本通知自发布之日起施行。\n"
SECOND = HEAD.replace("7号", "9号") + "一、银行应当每年向中国人民银行报告账户管理的情况。\n三、银行应当保存记录。\n"
CITES_8 = SECOND + "四、《关于账户管理的通知》（银发〔2019〕8号）继续有效。\n"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where dataclasses look for the annotations of their module
    spec.loader.exec_module(module)
    return module


sweep: Any = load("sweep")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.html").write_text("".join(f"<p>{line}</p>" for line in SECOND.splitlines()), "utf-8")
    (tmp_path / "c.txt").write_text("面包店昨日开业，顾客很多。\n", encoding="utf-8")
    (tmp_path / "left.csv").write_text("x", encoding="utf-8")
    return tmp_path


def figures(out: str) -> dict[str, str]:
    pairs = [line.split("  ", 1) for line in out.splitlines() if "  " in line]
    return {label.strip(): figure.strip() for label, figure in pairs}


def test_a_folder_is_swept_and_its_table_counts_what_stands_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = folder / "table.md"
    assert sweep.main([str(folder), "--md", str(table), "--name", "two invented texts"]) == 0
    captured = capsys.readouterr()
    found = figures(captured.out)
    assert found["texts"] == "3"
    assert found["raised"] == "0"
    assert found["said to hold no notice"] == "1"
    assert found["lines neither placed nor in problems"] == "0"
    assert found["spans that do not quote"].startswith("0 of ")
    assert found["gapless numbering"].startswith("1 of 2 (50.0%)")
    assert found["gaps that no problem tells"] == "0"
    assert found["sentences with a word that bans"] == "3"
    assert found["— in a prohibition"] == "1"
    assert found["— a limit on a quantity or a time: an obligation"] == "1"
    assert found["— inside quotation or title marks"] == "1"
    assert found["— none of these"] == "0"
    assert found["— prohibition"] == "1"
    assert "#" not in captured.err  # no bar off a terminal
    written = table.read_text("utf-8")
    assert "two invented texts" in written
    assert str(folder) not in written
    assert "出借" not in written


def test_titles_of_a_jsonl_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": "a", "title": "中国人民银行关于测试账户管理有关事项的通知（银发〔2019〕7号）", "text": FIRST},
        {"id": "b", "title": "中国人民银行 财政部关于测试账户管理有关事项的通知（银发〔2019〕8号）", "text": CITES_8},
        {"id": "c", "title": "中国证监会关于测试账户管理有关事项的通知（证监发〔2018〕3号）", "text": SECOND},
    ]
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    sweep.main([str(path)])
    found = figures(capsys.readouterr().out)
    assert found["document number as in the title"] == "1 of 2 (50.0%); 1 differ, 0 not read; 1 not printed there"
    assert found["issuers as in the title"] == "1 of 1 (100.0%); 0 differ, 0 not read; 2 not printed there"


def test_no_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sweep.main([str(tmp_path)]) == 2
    assert "no texts" in capsys.readouterr().err


def test_a_text_that_raises_is_counted_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = sources.parse

    def faulty(source: Any, **options: Any) -> Notice:
        if options.get("name") == "a.txt":
            raise IndexError("out of range")
        return parse(source, **options)

    monkeypatch.setattr(sources, "parse", faulty)
    assert sweep.main([str(folder)]) == 1
    out = capsys.readouterr().out
    assert figures(out)["raised"] == "1 (1 IndexError)"
    assert "a.txt: raised IndexError: out of range" in out


def test_a_lost_line_is_found() -> None:
    notice = regparse.parse(FIRST)
    assert list(sweep.unplaced(notice, FIRST)) == []
    assert list(sweep.unplaced(notice, FIRST + "四、银行应当培训人员。\n")) == ["四、银行应当培训人员。"]
    holed = notice.model_copy(update={"blocks": tuple(b for b in notice.blocks if b.kind != "recipients")})
    assert list(sweep.unplaced(holed, FIRST)) == ["各商业银行："]


def test_a_span_that_does_not_quote_is_found_wherever_it_stands() -> None:
    notice = regparse.parse(FIRST)
    assert all(quoted for quoted, _ in sweep.quotes(notice, notice.text))
    clause = notice.clauses[0]
    ban = clause.provisions[0]
    shifted = ban.model_copy(update={"span": (ban.span[0] + 1, ban.span[1])})
    wrong = clause.model_copy(update={"provisions": (shifted,)})
    broken = notice.model_copy(update={"clauses": (wrong, *notice.clauses[1:])})
    assert sum(not quoted for quoted, _ in sweep.quotes(broken, notice.text)) == 1
    blocks = (Block(kind="title", span=(0, 1)),)  # a span without words beside it quotes nothing
    assert all(q for q, _ in sweep.quotes(notice.model_copy(update={"blocks": blocks}), notice.text))


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("一、银行应当每年报告账户管理的情况和损失。\n二、银行应当保存记录。\n", True),
        ("一、银行应当每年报告账户管理的情况和损失。\n三、银行应当保存记录。\n", False),
        ("一、报告\n（一）银行应当每年报告账户管理的情况和损失。\n（二）银行应当保存记录。\n" + LAST, True),
        ("一、报告\n（一）银行应当每年报告账户管理的情况和损失。\n（三）银行应当保存记录。\n" + LAST, False),
        ("银行应当每年向中国人民银行报告账户管理的情况和损失。\n", None),
    ],
)  # fmt: skip
def test_gapless(body: str, answer: bool | None) -> None:
    assert sweep.gapless(regparse.parse(HEAD + body)) is answer


def test_the_profile_names_functions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sweep.main([str(folder), "--profile"]) == 0
    assert "tottime" in capsys.readouterr().out


def test_the_parse_is_set_beside_others_in_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    beside: Any = load("parse")
    assert 60_000 < len(beside.page()) < 70_000
    assert beside.main(["--rounds", "1"]) == 0
    rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 4
    assert all(len(row) == 4 for row in rows)
    assert [row[2].strip() for row in rows if "lxml text of the page" in row[0]] == ["1.0"]
    # the page holds the shipped notice, whose 19 clauses the parse finds and whose lines the regex only starts
    assert any("19 clauses" in row[3] for row in rows)
