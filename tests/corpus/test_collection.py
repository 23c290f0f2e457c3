"""A user's corpus: where it is, what is stored, what is refused, and what its manifest may hold.

The commands that look after it: test_cli_corpus.py; several processes at once: test_collection_processes.py.
"""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from corpus_notice import EN, ZH, new

import regparse
from regparse.corpus import catalogue, collection, sources
from regparse.errors import CorpusError, WriteError

Run = Callable[..., Any]


# --- where it is ------------------------------------------------------------------------------------------------


def test_the_folder_is_named_by_the_caller_the_environment_or_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "said"))
    assert catalogue.folder() == tmp_path / "said"
    token = catalogue.FOLDER.set(tmp_path / "named")
    assert catalogue.folder() == tmp_path / "named"
    catalogue.FOLDER.reset(token)
    monkeypatch.delenv(catalogue.VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert catalogue.folder() == platformdirs.user_data_path("regparse", appauthor=False) / "corpus"
    if sys.platform == "linux":
        assert catalogue.folder() == tmp_path / ".local" / "share" / "regparse" / "corpus"
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        assert catalogue.folder() == tmp_path / "data" / "regparse" / "corpus"


def test_nothing_is_made_by_looking(root: Path) -> None:
    assert sources.library().entries.keys() == sources.shipped().entries.keys()
    assert not root.exists()


# --- add ----------------------------------------------------------------------------------------------------------


def test_a_file_is_kept_byte_for_byte_and_answers_to_its_id(root: Path, tmp_path: Path, run: Run) -> None:
    data = b"\xef\xbb\xbf" + EN.replace("\n", "\r\n").encode()
    (tmp_path / "page.txt").write_bytes(data)
    result = run(
        "corpus", "add", "page.txt", "--url", "https://bank.example/7", "--retrieved", "2020-01-02", "--note", "mine"
    )
    assert (result.code, result.out) == (0, "yinfa-2019-7@en\n")
    edition = sources.library().get("yinfa-2019-7")
    assert edition.path.read_bytes() == data
    assert edition.path.is_relative_to(root)
    assert (edition.url, edition.retrieved, edition.note) == ("https://bank.example/7", dt.date(2020, 1, 2), "mine")
    assert (edition.origin, edition.media_type, edition.shipped) == ("page.txt", "text/plain", False)
    notice = regparse.parse("yinfa-2019-7")
    assert (notice.edition, notice.source.sha256) == ("en", edition.sha256)
    assert [clause.id for clause in notice.clauses] == ["yinfa-2019-7/1", "yinfa-2019-7/2"]
    assert run("query", "bearer").code == 0


def test_another_language_stands_beside(root: Path) -> None:
    sources.add(EN.encode(), name="a.txt")
    sources.add(ZH.encode(), name="b.txt", language="zh")
    assert regparse.parse("yinfa-2019-7").language == "en"
    zh = regparse.parse("yinfa-2019-7@zh")
    assert zh.language == "zh"
    assert [n.edition for n in sources.other_editions(zh)] == ["en"]


def test_an_edition_stands_beside_the_shipped_ones_and_the_chinese_comes_first(root: Path) -> None:
    text = ZH.replace("2019〕7号", "2026〕42号")
    assert sources.add(text.encode()).ref == "yinfa-2026-42@zh"
    entry = sources.library().entries["yinfa-2026-42"]
    assert (list(entry.editions), entry.default) == (["en", "en-press", "zh"], "en")
    assert [n.edition for n in sources.other_editions(regparse.parse("yinfa-2026-42"))] == ["zh", "en-press"]
    assert list(sources.shipped().entries["yinfa-2026-42"].editions) == ["en", "en-press"]


def test_of_a_file_in_two_languages_either_notice_is_stored(root: Path) -> None:
    both = f"{EN}\n{ZH}".encode()
    assert sources.add(both).ref == "yinfa-2019-7@en"
    assert sources.add(both, language="zh").ref == "yinfa-2019-7@zh"
    assert regparse.parse("yinfa-2019-7@zh").clauses[0].text == "一、银行不得向任何单位或者个人发行不记名的预付卡。"
    assert [n.edition for n in sources.other_editions(regparse.parse("yinfa-2019-7"))] == ["zh"]


def test_a_language_that_the_file_is_not_in_is_refused(root: Path) -> None:
    with pytest.raises(CorpusError, match="it has no notice in Chinese"):
        sources.add(EN.encode(), language="zh")
    assert not root.exists()


def test_the_same_file_twice_is_one_and_its_origin_is_brought_up_to_date(root: Path) -> None:
    sources.add(EN.encode(), url="https://bank.example/7")
    sources.add(EN.encode(), retrieved=dt.date(2020, 1, 2))
    edition = sources.library().get("yinfa-2019-7")
    assert (edition.url, edition.retrieved) == ("https://bank.example/7", dt.date(2020, 1, 2))
    assert len(list((root / "yinfa-2019-7").iterdir())) == 1


def test_another_text_takes_the_place_only_when_asked_to(root: Path) -> None:
    sources.add(EN.encode(), url="https://bank.example/7")
    other = EN.replace("bearer", "paper").encode()
    with pytest.raises(CorpusError, match="--replace"):
        sources.add(other)
    assert "bearer" in regparse.parse("yinfa-2019-7").text
    sources.add(other, replace=True)
    edition = sources.library().get("yinfa-2019-7")
    assert edition.read() == other
    assert edition.url is None, "the old page is not where the new text came from"
    assert [path.name for path in (root / "yinfa-2019-7").iterdir()] == [edition.path.name]


def test_who_reads_while_a_text_is_replaced_gets_the_old_or_the_new_one(root: Path) -> None:
    before = sources.add(EN.encode())
    sources.add(EN.replace("bearer", "paper").encode(), replace=True)
    assert not before.path.exists()
    assert "paper" in sources.parse_edition(before).text
    collection.remove(root, "yinfa-2019-7")
    with pytest.raises(CorpusError, match="cannot read"):
        sources.parse_edition(before)


def test_a_shipped_edition_is_not_shadowed(root: Path) -> None:
    with pytest.raises(CorpusError, match="comes with regparse"):
        sources.add(EN.replace("[2019] No. 7", "[2026] No. 42").encode())


def test_the_shipped_folder_is_only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (sources.shipped().root, sources.shipped().root / "yinfa-2026-42"):
        monkeypatch.setenv(catalogue.VARIABLE, str(folder))
        with pytest.raises(CorpusError, match="read-only"):
            collection.add(folder, new(), b"x")
    assert catalogue.load().verify() == ()


BAD_NAMES = ["..", "../x", "a/b", "a\\b", "/etc", "C:x", "a b", "a.b", "A", "", "con", "nul", "-x", "x\0", "é" * 150]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_cannot_leave_the_folder(root: Path, name: str) -> None:
    for bad in (new(notice=name), new(name=name)):
        with pytest.raises(CorpusError, match="cannot be"):
            collection.add(root, bad, b"x")
    assert not root.exists()


def test_a_link_in_the_folder_is_not_followed_out_of_it(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root.mkdir()
    (root / "yinfa-2019-7").symlink_to(outside)
    with pytest.raises(CorpusError, match="is outside the corpus folder"):
        sources.add(EN.encode())
    assert list(outside.iterdir()) == []


def test_a_lock_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    root.mkdir()
    (root / ".lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteError):
        sources.add(EN.encode())
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", "bank.example", "https://x y", "https://x\ny", ""])
def test_what_is_no_address_of_a_page_is_refused(root: Path, url: str) -> None:
    with pytest.raises(CorpusError, match="not the address"):
        sources.add(EN.encode(), url=url)


@pytest.mark.parametrize("note", ['a "quoted" \\ word', "two\nlines\t\x7f\x00", "中文 ’", '"""', "# no comment"])
def test_what_a_user_writes_comes_back_as_it_was(root: Path, note: str) -> None:
    sources.add(EN.encode(), note=note)
    assert sources.library().get("yinfa-2019-7").note == note


def test_what_a_user_wrote_into_the_manifest_stays(root: Path) -> None:
    sources.add(EN.encode())
    (root / "yinfa-2019-7" / "gold.yaml").write_text("clauses: {}\n")
    manifest = root / "manifest.toml"
    extra = 'gold = "yinfa-2019-7/gold.yaml"\nrank = 3\n\n[[notice.alignment]]\nold = "a-1"\nfile = "a.yaml"\n'
    manifest.write_text(manifest.read_text() + extra)
    sources.add(ZH.encode())
    row = tomllib.loads(manifest.read_text())["notice"][0]
    assert [e["name"] for e in row["edition"]] == ["en", "zh"]
    assert (row["edition"][0]["gold"], row["edition"][0]["rank"]) == ("yinfa-2019-7/gold.yaml", 3)
    assert row["alignment"] == [{"old": "a-1", "file": "a.yaml"}]
    assert (root / "yinfa-2019-7" / "gold.yaml").exists()


def test_a_damaged_manifest_is_told_and_not_written_over(root: Path) -> None:
    root.mkdir()
    (root / "manifest.toml").write_text("[[notice]\n")
    with pytest.raises(CorpusError, match="is not TOML"):
        sources.add(EN.encode())
    assert (root / "manifest.toml").read_text() == "[[notice]\n"


@pytest.mark.parametrize("row", ["id = 3", 'id = "../x"', 'id = "x"\nedition = 3', 'id = "x"\nedition = ["en"]'])
def test_a_manifest_of_another_shape_is_told(root: Path, row: str) -> None:
    root.mkdir()
    (root / "manifest.toml").write_text(f'[[notice]]\ndefault = "en"\n{row}\n')
    with pytest.raises(CorpusError):
        catalogue.load(root)


def test_a_cited_notice_whose_file_is_damaged_is_not_in_the_way(root: Path) -> None:
    sources.add(EN.encode())
    sources.library().get("yinfa-2019-7").path.unlink()
    citing = EN.replace("No. 7", "No. 9").replace(
        "in good time.", 'in good time, as said in the "Notice on Cards" (Yinfa [2019] No. 7).'
    )
    assert regparse.parse(citing).id == "yinfa-2019-9"
