"""The corpus: ids, editions, hashes, and folders that are not what they should be."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from regparse.corpus import catalogue
from regparse.errors import CorpusError

MANIFEST = """
[[notice]]
id = "bankfa-2020-7"
default = "en"

[[notice.edition]]
name = "en"
file = "en.txt"
language = "en"
sha256 = "{sha256}"
note = "made for a test"

[[notice.edition]]
name = "en-press"
file = "press.txt"
language = "en"
sha256 = "{sha256}"
note = "made for a test"
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A corpus of one notice in two editions with the same bytes."""
    data = b"A notice.\n"
    for name in ("en.txt", "press.txt"):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "manifest.toml").write_text(MANIFEST.format(sha256=hashlib.sha256(data).hexdigest()))
    return tmp_path


def test_the_shipped_files_are_those_of_the_manifest() -> None:
    assert catalogue.load().verify() == ()


def test_the_shipped_corpus_has_both_notices_and_the_press_edition() -> None:
    refs = {edition.ref for edition in catalogue.load().editions()}
    assert {"yinfa-2021-237@en", "yinfa-2026-42@en", "yinfa-2026-42@en-press"} <= refs


def test_every_file_of_the_shipped_corpus_is_in_the_manifest() -> None:
    shipped = catalogue.load()
    named = {edition.path for edition in shipped.editions()}
    named |= {edition.gold for edition in shipped.editions() if edition.gold}
    named |= {path for entry in shipped.entries.values() for path in entry.alignments.values()}
    there = {path.resolve() for path in shipped.root.glob("*/*") if path.is_file()}
    assert there == named


def test_an_id_means_the_default_edition(made: Path) -> None:
    found = catalogue.load(made)
    assert found.get("bankfa-2020-7").name == "en"
    assert found.get("bankfa-2020-7@en-press").path.name == "press.txt"
    assert [e.name for e in found.others(found.get("bankfa-2020-7"))] == ["en-press"]


@pytest.mark.parametrize(
    ("ref", "there"),
    [
        ("bankfa-2020-7", True),
        ("bankfa-2020-7@en", True),
        ("bankfa-2020-7@zh", False),
        ("bankfa-2020-7@", False),
        ("bankfa-2020", False),
        ("", False),
    ],
)
def test_membership(made: Path, ref: str, there: bool) -> None:
    assert (ref in catalogue.load(made)) is there


def test_an_unknown_id_is_told_with_the_nearest_and_how_to_give_a_file(made: Path) -> None:
    with pytest.raises(CorpusError, match=r"did you mean bankfa-2020-7\?.*path"):
        catalogue.load(made).get("bankfa-2020-8")


def test_an_unknown_edition_is_told_with_those_there_are(made: Path) -> None:
    with pytest.raises(CorpusError, match="bankfa-2020-7 has no edition “zh”; it has en, en-press"):
        catalogue.load(made).get("bankfa-2020-7@zh")


def test_a_changed_file_is_not_read(made: Path) -> None:
    (made / "press.txt").write_text("Another notice.\n")
    found = catalogue.load(made)
    assert found.get("bankfa-2020-7").read() == b"A notice.\n"
    with pytest.raises(CorpusError, match=r"press\.txt has changed"):
        found.get("bankfa-2020-7@en-press").read()
    assert len(found.verify()) == 1


def test_a_missing_file_is_told(made: Path) -> None:
    (made / "en.txt").unlink()
    assert "cannot read" in str(catalogue.load(made).verify()[0])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('file = "en.txt"', 'file = "../en.txt"', "outside the corpus folder"),
        ('file = "en.txt"', 'file = "/etc/hostname"', "outside the corpus folder"),
        ('default = "en"', 'default = "zh"', "default edition “zh”"),
        ('note = "made for a test"', "", "lacks the field 'note'"),
        ("[[notice]]", "[[notice", "is not TOML"),
    ],
)
def test_a_manifest_that_is_wrong_is_told(made: Path, old: str, new: str, message: str) -> None:
    manifest = made / "manifest.toml"
    manifest.write_text(manifest.read_text().replace(old, new))
    with pytest.raises(CorpusError, match=message):
        catalogue.load(made)


def test_an_id_listed_twice_is_told(made: Path) -> None:
    manifest = made / "manifest.toml"
    manifest.write_text(manifest.read_text() * 2)
    with pytest.raises(CorpusError, match="twice"):
        catalogue.load(made)


def test_a_folder_without_a_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        catalogue.load(tmp_path)


def test_an_edition_that_another_process_has_just_replaced_is_well(made: Path) -> None:
    before = catalogue.load(made)
    (made / "press.txt").unlink()
    (made / "press2.txt").write_bytes(b"Another notice.\n")
    text = (made / "manifest.toml").read_text().replace("press.txt", "press2.txt")
    one, two = (hashlib.sha256(data).hexdigest() for data in (b"A notice.\n", b"Another notice.\n"))
    head, press = text.split('name = "en-press"')
    (made / "manifest.toml").write_text(f'{head}name = "en-press"{press.replace(one, two)}')
    assert before.verify() == ()
    (made / "press2.txt").write_bytes(b"Something else.\n")
    assert "press2.txt has changed" in str(before.verify()[0])


def test_an_edition_that_another_process_has_just_removed_is_not_missed(made: Path) -> None:
    before = catalogue.load(made)
    (made / "press.txt").unlink()
    assert len(before.verify()) == 1, "the manifest still names it"
    text = (made / "manifest.toml").read_text()
    (made / "manifest.toml").write_text(text[: text.rindex("[[notice.edition]]")])
    assert before.verify() == ()
