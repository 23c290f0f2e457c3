"""What a user may name, and what the corpus has to set beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from regparse.corpus import sources
from regparse.errors import CorpusError, ReadError

REPEALING = """Notice on the Administration of Prepaid Cards
Yinfa [2023] No. 9

To all banks:

In accordance with the "Law of the People's Republic of China on Commercial Banks," and other provisions, the relevant \
matters are notified as follows:

(1) Banks shall not issue bearer cards.

(2) Banks shall report losses in good time.

This Notice shall enter into force on the date of its issuance. The "Notice on Cards" ({number}) is repealed at the \
same time.

People's Bank of China

March 4, 2023
"""


def test_the_notice_that_is_repealed_is_found_by_its_number() -> None:
    found = sources.replaced(sources.parse("yinfa-2026-42"))
    assert found is not None
    assert (found.id, found.edition) == ("yinfa-2021-237", "en")


def test_a_file_that_repeals_a_notice_of_the_corpus_finds_it_too() -> None:
    found = sources.replaced(sources.parse(REPEALING.format(number="Yinfa [2021] No. 237")))
    assert found is not None
    assert found.id == "yinfa-2021-237"


def test_what_the_corpus_lacks_is_not_made_up() -> None:
    notice = sources.parse(REPEALING.format(number="Yinfa [2001] No. 3"))
    assert [c.number.serial for c in notice.repeals if c.number] == [3]
    assert sources.replaced(notice) is None
    assert sources.replaced(sources.parse("yinfa-2021-237")) is None


def test_the_other_edition_is_the_one_that_was_not_given() -> None:
    press = sources.parse("yinfa-2026-42@en-press")
    assert [n.edition for n in sources.other_editions(press)] == ["en"]
    assert sources.other_editions(sources.parse("yinfa-2021-237")) == ()


def test_a_copy_of_a_corpus_file_is_not_set_beside_itself(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(sources.shipped().get("yinfa-2026-42").read())
    assert [n.edition for n in sources.other_editions(sources.parse(copy))] == ["en-press"]


def test_a_file_named_like_an_id_is_read_when_its_folder_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "yinfa-2026-42").write_text(REPEALING.format(number="Yinfa [2001] No. 3"))
    monkeypatch.chdir(tmp_path)
    assert sources.parse("yinfa-2026-42").id == "yinfa-2026-42"
    assert sources.parse("./yinfa-2026-42").id == "yinfa-2023-9"
    assert sources.parse(Path("yinfa-2026-42")).id == "yinfa-2023-9"


@pytest.mark.parametrize("source", ["", "  ", b"", Path("x" * 5000), "no\0file.txt", Path("absent.txt")])
def test_what_cannot_be_read_is_told(source: str | bytes | Path) -> None:
    with pytest.raises((ReadError, CorpusError)) as told:
        sources.parse(source)
    assert len(str(told.value)) < 300
