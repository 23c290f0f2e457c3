"""What a batch finds in folders, JSONL and archives, and under which names; what hostile ones do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from regparse.errors import BatchError, ReadError
from regparse.intake import inputs, lines
from regparse.intake.documents import Document


def walked(*paths: Path | str, without: Path | None = None) -> tuple[list[Document], Counter[str]]:
    passed: Counter[str] = Counter()
    return list(inputs.walk([Path(path) for path in paths], passed, without)), passed


def told(*paths: Path | str) -> dict[str, bytes | str]:
    """Give the bytes or the fault of each document by name."""
    found, _ = walked(*paths)
    assert len({document.name for document in found}) == len(found), "names are unique"
    return {document.name: document.fault if document.data is None else document.data for document in found}  # type: ignore[misc]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def zipped(path: Path, members: list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def tarred(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


# --- folders ------------------------------------------------------------------------------------------------------


def test_a_folder_is_walked_by_name_and_what_is_no_document_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b.txt", "a/z.HTML", "a/k.md", "c.jsonl", "d.png", "README", ".hidden.txt", "a/e.PNG"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b'{"text": "x"}\n' if name == "c.jsonl" else name.encode())
    zipped(folder / "aa.zip", [("q.txt", b"q")])
    found, passed = walked("in")
    assert [d.name for d in found] == ["in/a/k.md", "in/a/z.HTML", "in/aa.zip!q.txt", "in/b.txt", "in/c.jsonl:1"]
    assert [d.file for d in found] == ["k.md", "z.HTML", "q.txt", "b.txt", "c.jsonl:1"]
    assert passed == {".png": 2, "no suffix": 1, "hidden": 1}
    assert sum(d.weight for d in found) <= inputs.size([Path("in")])


def test_a_file_that_is_named_is_a_document_whatever_its_suffix_and_dots_are_no_part_of_a_name(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"x")
    assert told("./page") == {"page": b"x"}
    assert told(".") == {}


def test_the_folder_of_the_output_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "shard-000000.jsonl").write_text('{"text": "x"}\n')
    (tmp_path / "a.txt").write_text("a")
    found, _ = walked(".", without=Path("out"))
    assert [d.name for d in found] == ["a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
def test_links_that_loop_and_pipes_do_not_hold_a_batch_up(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "a.txt").write_text("a")
    (tmp_path / "in" / "sub" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    found, passed = walked("in")
    assert [(d.name, d.fault and str(d.fault)) for d in found] == [
        ("in/gone.txt", "gone.txt: cannot be read: no such file or folder"),
        ("in/pipe.txt", "pipe.txt: this is not a file"),
        ("in/sub/a.txt", None),
    ]
    assert passed == {"links to folders": 1}


def test_an_input_that_is_missing_named_twice_or_in_another_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    (tmp_path / "in2").mkdir()
    with pytest.raises(ReadError, match="nowhere: no such file"):
        inputs.check([Path("nowhere")], Path("out"))
    for twice in (["in", "in/a.txt"], ["in", "./in"], ["in2", "in", "in/a.txt"]):
        with pytest.raises(BatchError, match="named twice"):
            inputs.check([Path(one) for one in twice], Path("out"))
    with pytest.raises(BatchError, match="both input and output"):
        inputs.check([Path("in")], Path("in2/../in"))
    inputs.check([Path("in"), Path("in2")], Path("in/out"))


def test_a_file_beyond_the_limit_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_FILE_BYTES", "100")
    (tmp_path / "a.txt").write_bytes(b"a" * 101)
    assert "101 bytes, more than the limit of 100" in str(told("a.txt")["a.txt"])


# --- JSONL --------------------------------------------------------------------------------------------------------


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "1"}\r\n\n   \n{"text": "4"}')
    found, _ = walked("x.jsonl")
    assert [(d.name, d.row) for d in found] == [("x.jsonl:1", True), ("x.jsonl:4", True)]
    assert [lines.take(d.data or b"", d.file, None, None).data for d in found] == [b"1", b"4"]


def test_a_line_beyond_the_limit_is_told_and_the_next_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_FILE_BYTES", "100")
    (tmp_path / "x.jsonl").write_bytes(b"[" * 300_000 + b'\n{"text": "b"}\n')
    found = told("x.jsonl")
    assert "more than 100 bytes" in str(found["x.jsonl:1"])
    assert found["x.jsonl:2"] == b'{"text": "b"}\n'


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_packed_lines_are_read_and_damage_is_told(tmp_path: Path, ending: str, pack: object) -> None:
    # What cannot be packed further, so that the first lines are unpacked before the damage shows.
    data = b"".join(b'{"text": "%s"}\n' % os.urandom(20_000).hex().encode() for _ in range(40))
    packed = pack(data)  # type: ignore[operator]
    (tmp_path / f"x.jsonl.{ending}").write_bytes(packed)
    assert list(told(f"x.jsonl.{ending}").values()) == data.splitlines(keepends=True)
    (tmp_path / f"x.jsonl.{ending}").write_bytes(packed[: len(packed) // 2])
    found = told(f"x.jsonl.{ending}")
    assert list(found)[-1] == f"x.jsonl.{ending}!"
    assert "damaged" in str(found[f"x.jsonl.{ending}!"])


@pytest.mark.parametrize(
    ("row", "text", "id"),
    [
        ({"id": "a", "text": "t"}, "t", "a"),
        ({"url": "u", "title": "no", "content": "c"}, "c", "u"),
        ({"正文": "文", "编号": 7}, "文", "7"),
        ({"text": None, "body": "b", "id": None}, "b", None),
        ({"text": "half \ud800"}, "half ?", None),
    ],
)
def test_the_text_and_the_id_are_in_the_first_known_field(row: object, text: str, id: str | None) -> None:
    assert lines.take(json.dumps(row).encode(), "x:1", None, None) == (text.encode(), id)


def test_a_field_that_is_named_is_taken_and_no_other() -> None:
    assert lines.take(b'{"text": "t", "seite": "s", "nr": "n", "id": "i"}', "x:1", "seite", "nr") == (b"s", "n")
    with pytest.raises(ReadError, match="no text in the field “seite”"):
        lines.take(b'{"text": "t"}', "x:1", "seite", None)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "is not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"a": "x"}', r"\('a'\).*--text-field"),
        (b"\xff", "is not JSON"),
    ],
)
def test_a_line_without_a_text_is_told(line: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        lines.take(line, "x:1", None, None)


def test_a_line_nested_without_end_is_told() -> None:
    with pytest.raises(ReadError, match="is not JSON"):
        lines.take(b"[" * 100_000, "x:1", None, None)


# --- archives -----------------------------------------------------------------------------------------------------

MEMBERS = [("b/c.html", b"c"), ("a.txt", b"a"), ("x.jsonl", b'{"text": "1"}\n{"text": "2"}\n'), ("p.png", b"p")]
FOUND = {"b/c.html": b"c", "a.txt": b"a", "x.jsonl:1": b'{"text": "1"}\n', "x.jsonl:2": b'{"text": "2"}\n'}


def test_a_zip_is_read_in_its_own_order(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", [("b/", b""), *MEMBERS, ("__MACOSX/a.txt", b"x")])
    assert list(told("a.zip").items()) == [(f"a.zip!{name}", data) for name, data in FOUND.items()]
    assert walked("a.zip")[1] == {".png": 1, "hidden": 1}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
    ],
)
def test_a_tar_is_read_in_its_own_order_whatever_packs_it(tmp_path: Path, name: str, pack: object) -> None:
    (tmp_path / name).write_bytes(pack(tarred(MEMBERS)))  # type: ignore[operator]
    assert list(told(name).items()) == [(f"{name}!{member}", data) for member, data in FOUND.items()]


def test_two_members_of_one_name_have_two_names(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tarred([("x.txt", b"1"), ("x.txt", b"2"), ("x.txt#2", b"3"), ("x.txt", b"4")]))
    assert told("a.tar") == {"a.tar!x.txt": b"1", "a.tar!x.txt#2": b"2", "a.tar!x.txt#3": b"4"}


def test_a_name_in_a_chinese_encoding_is_read(tmp_path: Path) -> None:
    # An archive as Chinese Windows writes it: the name in GBK, and no word that says so. These two characters are, by
    # chance, also two letters of UTF-8, of scripts that nobody mixes.
    info = zipfile.ZipInfo("AAAA.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"x")
    (tmp_path / "a.zip").write_bytes(out.getvalue().replace(b"AAAA", "通知".encode("gbk")))
    assert told("a.zip") == {"a.zip!通知.txt": b"x"}


def test_names_that_climb_out_are_names_only(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", [("../../etc/x.txt", b"x"), ("/abs.txt", b"y")])
    assert told("a.zip") == {"a.zip!../../etc/x.txt": b"x", "a.zip!/abs.txt": b"y"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_a_damaged_member_is_told_and_the_next_one_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", b"the first text")
        archive.writestr("b.txt", b"the second text")
        archive.writestr("c.zip", b"PK")
    data = (tmp_path / "a.zip").read_bytes().replace(b"the first", b"THE FIRST", 1)
    (tmp_path / "a.zip").write_bytes(data)
    found = told("a.zip")
    assert "a.txt: damaged in the archive" in str(found["a.zip!a.txt"])
    assert found["a.zip!b.txt"] == b"the second text"
    assert "an archive inside an archive; unpack it first" in str(found["a.zip!c.zip"])


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
@pytest.mark.parametrize("data", [b"", b"nothing of the sort" * 100, b"PK\x03\x04" + b"\0" * 2000, b"\x1f\x8b\x08\0"])
def test_what_is_no_archive_is_one_bad_document(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    found = told(name)
    assert list(found) == [f"{name}!"]
    assert "the archive is damaged" in str(found[f"{name}!"])


@pytest.mark.parametrize("cut", [600, 1536, 2048 + 100])
def test_an_archive_that_is_cut_off_says_so_behind_what_it_gave(tmp_path: Path, cut: int) -> None:
    whole = tarred([("a.txt", b"a" * 512), ("b.txt", b"b" * 512)])  # a header and a block each
    (tmp_path / "a.tar").write_bytes(whole[:cut])
    found = told("a.tar")
    assert "a.tar: the archive is damaged" in str(found.pop("a.tar!"))
    assert list(found) == ([] if cut < 1024 else ["a.tar!a.txt"] if cut < 2048 else ["a.tar!a.txt", "a.tar!b.txt"])


def test_an_archive_that_unpacks_to_too_much_is_not_read_to_its_end(tmp_path: Path) -> None:
    bomb = b"\0" * 3_000_000
    zipped(tmp_path / "a.zip", [("a.txt", b"first"), ("b.txt", bomb), ("c.txt", b"last")])
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(tarred([("a.txt", b"first"), ("b.txt", bomb)])))
    for name in ("a.zip", "b.tar.gz"):
        found = told(name)
        assert list(found) in ([f"{name}!a.txt", f"{name}!"], [f"{name}!a.txt", f"{name}!b.txt", f"{name}!"])
        assert "more than 300 times the packed size" in str(found[f"{name}!"])
        assert "REGPARSE_MAX_UNPACKED_RATIO" in str(found[f"{name}!"])


def test_a_member_that_would_unpack_without_a_bound_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", b"a")
    assert "compressed with something other than deflate" in str(told("a.zip")["a.zip!a.txt"])


def test_a_member_beyond_the_limit_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_FILE_BYTES", "2000")
    members = [("a.txt", b"a" * 2001), ("b.txt", b"b")]
    zipped(tmp_path / "a.zip", members)
    (tmp_path / "a.tar").write_bytes(tarred(members))
    for name in ("a.zip", "a.tar"):
        found = told(name)
        assert "2,001 bytes, more than the limit of 2,000" in str(found[f"{name}!a.txt"])
        assert found[f"{name}!b.txt"] == b"b"


def test_a_header_that_claims_to_be_huge_is_not_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 1 << 40
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 10_240)
    assert "a header is larger than any file" in str(told("a.tar")["a.tar!"])


def test_a_table_of_contents_beyond_the_limit_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 9)  # so that it takes the form for large archives
    zipped(tmp_path / "a.zip", [(f"{n}.txt", b"x") for n in range(100)])
    assert b"PK\x06\x06" in (tmp_path / "a.zip").read_bytes()
    assert len(told("a.zip")) == 100
    monkeypatch.setenv("REGPARSE_MAX_ARCHIVE_INDEX", "3000")
    found = told("a.zip")
    assert list(found) == ["a.zip!"]
    assert "bytes in the archive's table of contents, more than the limit of 3,000" in str(found["a.zip!"])
    zipped(tmp_path / "b.zip", MEMBERS)
    monkeypatch.setenv("REGPARSE_MAX_ARCHIVE_INDEX", "100")
    assert "table of contents, more than the limit of 100" in str(told("b.zip")["b.zip!"])


def test_links_and_devices_in_an_archive_are_passed_over(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("x.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    assert walked("a.tar") == ([], {"links and devices": 4})
