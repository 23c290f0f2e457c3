"""`regparse corpus`: verify, remove, list and show, the option that names a folder, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from corpus_notice import EN, ZH

import regparse
from regparse.corpus import sources

Run = Callable[..., Any]


def test_verify_names_the_files_that_changed(root: Path, run: Run) -> None:
    sources.add(EN.encode())
    sources.add(ZH.encode())
    assert run("corpus", "verify").code == 0
    path = sources.library().get("yinfa-2019-7@zh").path
    path.write_text(ZH + "\n")
    result = run("corpus", "verify")
    assert result.code == 1
    assert len(result.out.splitlines()) == 1
    assert "yinfa-2019-7@zh" in result.out
    assert "has changed" in result.out
    path.unlink()
    assert "cannot read" in run("corpus", "verify").out
    assert run("parse", "yinfa-2019-7").code == 0, "another edition is none the worse for it"
    assert run("parse", "yinfa-2019-7@zh").code == 2
    sources.add(ZH.encode())
    assert run("corpus", "verify").code == 0, "storing the file again mends it"


def test_remove_takes_what_is_named_and_nothing_shipped(root: Path, run: Run) -> None:
    sources.add(EN.encode())
    sources.add(ZH.encode())
    sources.add(ZH.replace("2019〕7号", "2026〕42号").encode())
    assert run("corpus", "remove", "yinfa-2019-7@en").out == "yinfa-2019-7@en\n"
    assert regparse.parse("yinfa-2019-7").language == "zh", "what is left is what the id means"
    for ref in ("yinfa-2021-237", "yinfa-2026-42@en"):
        result = run("corpus", "remove", ref)
        assert (result.code, result.out) == (2, "")
        assert "comes with regparse and cannot be removed" in result.err
    assert run("corpus", "remove", "yinfa-2026-42").out == "yinfa-2026-42@zh\n"
    assert regparse.parse("yinfa-2026-42").language == "en"
    assert run("corpus", "remove", "yinfa-2019-8").code == 2
    run("corpus", "remove", "yinfa-2019-7")
    assert {path.name for path in root.iterdir()} == {".lock", "manifest.toml"}


def test_list_and_show_say_where_a_text_came_from(root: Path, run: Run, tmp_path: Path) -> None:
    sources.add(EN.encode(), name="seven.txt", url="https://bank.example/7")
    rows = json.loads(run("corpus", "list", "--format", "json").out)
    assert [row["id"] for row in rows if not row["shipped"]] == ["yinfa-2019-7"]
    assert "seven.txt" in run("corpus", "list").out
    shown = json.loads(run("corpus", "show", "yinfa-2019-7", "--format", "json").out)
    assert (shown["url"], shown["clauses"], shown["others"]) == ("https://bank.example/7", 2, [])
    assert "https://bank.example/7" in run("corpus", "show", "yinfa-2019-7").out
    assert run("corpus", "show", "yinfa-2019-9").code == 2


def test_the_option_names_another_folder_for_one_command(root: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(EN)
    other = str(tmp_path / "other")
    assert run("corpus", "add", "n.txt", "--corpus", other).code == 0
    assert run("parse", "yinfa-2019-7", "--corpus", other).code == 0
    assert run("parse", "yinfa-2019-7").code == 2
    assert not root.exists()


def test_a_date_that_is_none_is_refused(root: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(EN)
    assert run("corpus", "add", "n.txt", "--retrieved", "yesterday").code == 2
    assert not root.exists()


@pytest.mark.parametrize("name", ["list", "show", "add", "verify", "remove"])
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run("corpus", name, "--help")
    assert result.code == 0
    assert f"regparse corpus {name}" in result.out
