"""A user's corpus: what is stored, what is refused, processes that write at once or are killed."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import regparse
from regparse import collection, corpus, sources
from regparse.cli import main
from regparse.errors import CorpusError, WriteError

EN = """Notice on the Administration of Prepaid Cards
Yinfa [2019] No. 7

To all banks:

The relevant matters are notified as follows:

(1) Banks shall not issue bearer cards.

(2) Banks shall report losses in good time.
"""
ZH = """关于预付卡管理有关事项的通知
银发〔2019〕7号

各商业银行：

现就有关事项通知如下：

一、银行不得向任何单位或者个人发行不记名的预付卡。

二、银行应当及时报告损失。
"""


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty corpus folder that the environment names."""
    folder = tmp_path / "own"
    monkeypatch.setenv(corpus.VARIABLE, str(folder))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def runner(*args: str) -> Result:
        with pytest.raises(SystemExit) as left:
            main(args)
        captured = capsys.readouterr()
        return Result(int(left.value.code or 0), captured.out, captured.err)

    return runner


def new(notice: str = "yinfa-2019-7", name: str = "en", **more: str) -> collection.New:
    return collection.New(notice, name, "en", "text/plain", "notice.txt", **more)  # type: ignore[arg-type]


# --- where it is ------------------------------------------------------------------------------------------------


def test_the_folder_is_named_by_the_caller_the_environment_or_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(corpus.VARIABLE, str(tmp_path / "said"))
    assert corpus.folder() == tmp_path / "said"
    token = corpus.FOLDER.set(tmp_path / "named")
    assert corpus.folder() == tmp_path / "named"
    corpus.FOLDER.reset(token)
    monkeypatch.delenv(corpus.VARIABLE)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for platform, variable, expected in (
        ("linux", "XDG_DATA_HOME", ".local/share/regparse/corpus"),
        ("darwin", "XDG_DATA_HOME", "Library/Application Support/regparse/corpus"),
        ("win32", "LOCALAPPDATA", "AppData/Local/regparse/corpus"),
    ):
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.delenv(variable, raising=False)
        assert corpus.folder() == tmp_path / expected
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert corpus.folder() == tmp_path / "data" / "regparse" / "corpus"
    monkeypatch.setenv("XDG_DATA_HOME", "data")  # the specification: one that is not absolute is ignored
    assert corpus.folder() == tmp_path / ".local" / "share" / "regparse" / "corpus"


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
    with pytest.raises(CorpusError, match="no notice in 'zh'"):
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
    with pytest.raises(CorpusError, match="ships with regparse"):
        sources.add(EN.replace("[2019] No. 7", "[2026] No. 42").encode())


def test_the_shipped_folder_is_only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (sources.shipped().root, sources.shipped().root / "yinfa-2026-42"):
        monkeypatch.setenv(corpus.VARIABLE, str(folder))
        with pytest.raises(CorpusError, match="only read"):
            collection.add(folder, new(), b"x")
    assert corpus.load().verify() == ()


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
    with pytest.raises(CorpusError, match="outside the corpus folder"):
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
    with pytest.raises(CorpusError, match="no address"):
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
    with pytest.raises(CorpusError, match="is no TOML"):
        sources.add(EN.encode())
    assert (root / "manifest.toml").read_text() == "[[notice]\n"


@pytest.mark.parametrize("row", ["id = 3", 'id = "../x"', 'id = "x"\nedition = 3', 'id = "x"\nedition = ["en"]'])
def test_a_manifest_of_another_shape_is_told(root: Path, row: str) -> None:
    root.mkdir()
    (root / "manifest.toml").write_text(f'[[notice]]\ndefault = "en"\n{row}\n')
    with pytest.raises(CorpusError):
        corpus.load(root)


# --- verify, remove, list, show -----------------------------------------------------------------------------------


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
        assert "ships with regparse" in result.err
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


def test_a_cited_notice_whose_file_is_damaged_is_not_in_the_way(root: Path) -> None:
    sources.add(EN.encode())
    sources.library().get("yinfa-2019-7").path.unlink()
    citing = EN.replace("No. 7", "No. 9").replace(
        "in good time.", 'in good time, as said in the "Notice on Cards" (Yinfa [2019] No. 7).'
    )
    assert regparse.parse(citing).id == "yinfa-2019-9"


@pytest.mark.parametrize("name", ["list", "show", "add", "verify", "remove"])
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run("corpus", name, "--help")
    assert result.code == 0
    assert f"regparse corpus {name}" in result.out


# --- processes ----------------------------------------------------------------------------------------------------

WRITER = """
import sys
from regparse import collection
from pathlib import Path
root, who = Path(sys.argv[1]), sys.argv[2]
sys.stdin.read()
for n in range(10):
    new = collection.New(f"yinfa-{who}-{n}", "en", "en", "text/plain", "n.txt")
    collection.add(root, new, f"{who} {n}".encode() * 1000)
    print(n, flush=True)
"""


def start(script: str, root: Path, who: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(root), who], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_processes_that_write_at_once_lose_nothing(root: Path) -> None:
    writers = [start(WRITER, root, str(who)) for who in range(5)]
    for writer in writers:
        assert writer.stdin
        writer.stdin.close()  # all begin at once
    for writer in writers:
        assert writer.wait(120) == 0
        assert writer.stdout
        writer.stdout.close()
    found = corpus.load(root)
    assert set(found.entries) == {f"yinfa-{who}-{n}" for who in range(5) for n in range(10)}
    assert found.verify() == ()


def test_a_killed_process_leaves_the_old_corpus_or_the_new_one(root: Path) -> None:
    chance = random.Random(4)
    done = 0
    for turn in range(12):
        writer = start(WRITER, root, str(turn))
        assert writer.stdin
        assert writer.stdout
        writer.stdin.close()
        for _ in range(chance.randint(1, 8)):
            done += bool(writer.stdout.readline())
        time.sleep(chance.random() * 0.004)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        found = corpus.load(root)
        assert found.verify() == ()
        assert len(found.entries) >= done, "what was said to be stored is there"
    collection.add(root, new(), b"after")
    found = corpus.load(root)
    files = {path.resolve() for path in root.rglob("*") if path.is_file() and path.parent != root}
    assert files == {edition.path for edition in found.editions()}, "what the killed ones left behind is swept away"


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken here by hand, as on POSIX")
def test_a_lock_that_is_not_freed_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(collection, "WAIT", 0.05)
    root.mkdir()
    handle = os.open(root / ".lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(CorpusError, match="another process"):
        collection.add(root, new(), b"x")
    os.close(handle)
    collection.add(root, new(), b"x")
