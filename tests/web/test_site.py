"""The pages as files: which there are, where they lead, what stands in them, and how they are written."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from site_stores import hostile

from regparse import write_site
from regparse.corpus import sources
from regparse.errors import WriteError
from regparse.store.query import of_corpus
from regparse.web.site import render, search, words, write
from regparse.web.site.marked import parts
from regparse.web.site.pages import Addresses, Page, file_name, path
from regparse.web.site.shelf import Shelf
from regparse.wording.catalogue import rows


class Links(HTMLParser):
    """Collects what a page names: ids, addresses, elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.addresses += [str(found[name]) for name in ("href", "src", "action") if found.get(name)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "pages"
    with of_corpus() as store:
        write_site(target, store)
    return target


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bad") / "pages"
    with hostile() as store:
        write_site(target, store)
    return target


def test_every_link_leads_to_a_file_and_every_fragment_to_a_place_in_it(folder: Path) -> None:
    pages = {one: Links(one.read_text(encoding="utf-8")) for one in folder.rglob("*.html")}
    assert len(pages) > 40
    for file, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), f"{file}: an id twice"
        for address in page.addresses:
            if address.startswith("data:"):
                continue
            assert not re.match(r"[a-z]+:|//|/", address), f"{file} leads away: {address}"
            name, _, place = address.partition("#")
            there = (file.parent / name.partition("?")[0]).resolve() if name else file
            assert there.is_file(), f"{file}: {address}"
            if place and there.suffix == ".html":
                assert place in pages[there].ids or place == "main", f"{file}: {address}"


def test_what_a_notice_is_quoted_with_stands_in_it(folder: Path) -> None:
    for notice in (sources.parse("yinfa-2026-42"), sources.parse("yinfa-2021-237")):
        text = " ".join(notice.text.split())
        page = (folder / "en" / "notice" / f"{notice.id}.html").read_text(encoding="utf-8")
        quoted = [html.unescape(one) for one in re.findall(r"<q\b[^>]*>([^<]*)</q>", page)]
        assert len(quoted) > 100
        assert [one for one in quoted if one not in text] == []


def test_every_page_is_there_in_both_languages_and_names_the_other(folder: Path) -> None:
    english = {one.relative_to(folder / "en") for one in (folder / "en").rglob("*.html")}
    assert english == {one.relative_to(folder / "zh") for one in (folder / "zh").rglob("*.html")}
    page = (folder / "zh" / "notice" / "yinfa-2026-42.html").read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in page
    assert 'href="../../en/notice/yinfa-2026-42.html"' in page
    assert re.search(r'<h1 lang="en">Notice on Further Preventing', page)  # a notice keeps its own language


def test_a_page_runs_nothing_but_its_own_script(bad: Path) -> None:
    for file in bad.rglob("*.html"):
        page = Links(file.read_text(encoding="utf-8"))
        for tag, attributes in page.elements:
            assert tag not in ("style", "iframe", "object", "embed", "base"), file
            assert not any(name.startswith("on") or name == "style" for name in attributes), file
            if tag == "script":
                assert str(attributes.get("src")).rpartition("/")[2] in ("site.js", "data.js"), file
        if file.name != "index.html" or file.parent != bad:
            assert "script-src 'self'" in file.read_text(encoding="utf-8")


def test_what_a_notice_says_is_text_and_never_markup(bad: Path) -> None:
    page = (bad / "en" / "notice" / "yinfa-2019-7.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "</script>" not in (bad / "data.js").read_text(encoding="utf-8")


def test_the_whole_text_of_a_notice_stands_on_its_page(folder: Path) -> None:
    page = (folder / "en" / "notice" / "yinfa-2026-42.html").read_text(encoding="utf-8")
    with of_corpus() as store:
        notice = Shelf(store).notice("yinfa-2026-42")
    printed = [run.text for part in parts(notice) for line in part.lines for run in line.runs]
    assert "".join("".join(printed).split()) == "".join(notice.text.split())
    plain = re.sub(r"\s+", " ", re.sub(r"<a class=\"flag.*?</a>|<[^>]+>", "", page)).replace("&#39;", "'")
    assert "Without the consent of, filing with, or similar procedures of relevant departments, no entity" in plain


def test_every_norm_opens_once_in_the_text_and_is_explained_once(folder: Path) -> None:
    page = Links((folder / "en" / "notice" / "yinfa-2026-42.html").read_text(encoding="utf-8"))
    with of_corpus() as store:
        count = sum(1 for _ in Shelf(store).notice("yinfa-2026-42").provisions())
    flags = [one for tag, one in page.elements if tag == "a" and str(one.get("class")).startswith("flag")]
    notes = [one for tag, one in page.elements if tag == "details" and str(one.get("class")).startswith("norm")]
    assert len(flags) == len(notes) == count == 65
    assert {str(one["href"])[1:] for one in flags} <= set(page.ids)


def test_a_clause_tells_what_it_was_in_the_notice_before(folder: Path) -> None:
    page = (folder / "en" / "notice" / "yinfa-2026-42.html").read_text(encoding="utf-8")
    third = page[page.index('id="c-3"') : page.index('id="c-4"')]
    assert '/notice/yinfa-2021-237.html#c-5"' in third  # (3) is (五) of 2021, inter-departmental coordination
    assert "/comparison/yinfa-2021-237--yinfa-2026-42.html#c-3" in third
    old = (folder / "en" / "notice" / "yinfa-2021-237.html").read_text(encoding="utf-8")
    assert '/notice/yinfa-2026-42.html#c-3"' in old[old.index('id="c-5"') :]


def test_the_table_of_the_search_holds_every_norm_with_its_words(folder: Path) -> None:
    script = (folder / "data.js").read_text(encoding="utf-8")
    table = json.loads(json.loads(script.removeprefix("globalThis.regparse=JSON.parse(").removesuffix(");\n")))
    items, at, texts = table["items"], 0, []
    for step in items["text"]:
        at += step
        texts.append(at)
    assert sum(1 for one in items["norm"] if one) == 43 + 65 + 62  # the norms of both notices, one of them in two texts
    duty, item = [], 0
    for step in table["values"]["kind"]["obligation"]:
        item += step
        duty.append(item)
    said = [table["bodies"][texts[one]][items["start"][one] :][: items["size"][one]] for one in duty]
    assert all(re.search(r"\b(shall|should|must|may not exceed|need)\b", one) for one in said)
    with of_corpus() as store:
        found = store.query(kind=["obligation"]).total
    speaking = {n for n, text in enumerate(table["texts"]) if text["first"]}
    assert sum(1 for one in duty if texts[one] in speaking) == found


def test_places_are_counted_as_browsers_count_them() -> None:
    from regparse.web.site.table import _units

    units = _units("a𠀀b")
    assert [units(place) for place in (0, 1, 2, 3)] == [0, 1, 3, 4]


def test_the_same_store_gives_the_same_bytes(bad: Path, tmp_path: Path) -> None:
    with hostile() as store:
        write_site(tmp_path / "again", store)
    for file in bad.rglob("*"):
        if file.is_file():
            assert (tmp_path / "again" / file.relative_to(bad)).read_bytes() == file.read_bytes(), file


def test_a_folder_of_its_own_is_written_anew_and_any_other_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    with hostile() as store:
        write_site(target, store)
        (target / "en" / "stray.html").write_text("old")
        write_site(target, store)
        assert not (target / "en" / "stray.html").exists()
        other = tmp_path / "papers"
        other.mkdir()
        (other / "letter.txt").write_text("dear")
        with pytest.raises(WriteError, match="is not a folder that a site was written to"):
            write_site(other, store)
        assert [one.name for one in other.iterdir()] == ["letter.txt"]
        with pytest.raises(WriteError):
            write_site(other / "letter.txt", store)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pages", "papers"]  # no part is left


def test_a_site_that_could_not_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "pages"
    with hostile() as store:
        write_site(target, store)
        before = {one: one.read_bytes() for one in target.rglob("*") if one.is_file()}

        def full(_: object) -> dict[str, object]:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("regparse.web.site.write.table.table", full)
        with pytest.raises(WriteError, match="the disk is full"):
            write_site(target, store)
    assert {one: one.read_bytes() for one in target.rglob("*") if one.is_file()} == before
    assert [one.name for one in tmp_path.iterdir()] == ["pages"]


@pytest.mark.parametrize("broken", [1, 2])
def test_a_site_that_could_not_be_put_in_its_place_leaves_the_old_one(
    broken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "pages"
    with hostile() as store:
        write_site(target, store)
        (target / "stray").write_text("old")
        replace, calls = Path.replace, []

        def full(self: Path, there: Path) -> Path:
            calls.append(there)
            if len(calls) == broken:
                raise OSError(28, "No space left on device")
            return replace(self, there)

        monkeypatch.setattr(Path, "replace", full)
        with pytest.raises(WriteError, match="the disk is full"):
            write_site(target, store)
        monkeypatch.undo()
        assert (target / "stray").read_text() == "old"
        assert [one.name for one in tmp_path.iterdir()] == ["pages"]
        write_site(target, store)
        assert not (target / "stray").exists()


@pytest.mark.parametrize("key", ["关于礼品卡的通知-2024-03-04", "a/b", "..", "x" * 100, "con fusion"])
def test_names_of_files_are_short_and_plain_whatever_the_ids_are(key: str) -> None:
    assert re.fullmatch(r"n-[0-9a-f]{16}", file_name(key))
    assert path(Page("notice", (key,))) == f"notice/{file_name(key)}.html"


def test_an_address_keeps_its_query_and_its_language() -> None:
    at = Addresses("zh", Page("search"), live=True)
    assert at.search(q="a b", agency=["CSRC", "PBOC"], kind="") == "/zh/?q=a+b&agency=CSRC&agency=PBOC"
    assert at.notice("a/b?c#d") == "/zh/notice/a%2Fb%3Fc%23d"
    assert at.comparison("x", "y", "old", "c-1") == "/zh/comparison/x/y?view=old#c-1"
    files = Addresses("en", Page("notice", ("x",)))
    assert files.search(agency="CSRC") == "../../en/index.html?agency=CSRC"
    assert files.other() == ("zh", "../../zh/notice/x.html")


def test_every_word_that_a_template_asks_for_is_there_and_none_is_idle() -> None:
    root = Path(render.folder("templates")) / "site"
    asked = set()
    for file in root.glob("*.html"):
        asked |= set(re.findall(r"""\b(?:t|other)\(["']([a-z_0-9]+)["']""", file.read_text(encoding="utf-8")))
    package = Path(words.__file__).parent
    sources = "".join(one.read_text(encoding="utf-8") for one in package.glob("*.py"))
    serving = "".join(one.read_text(encoding="utf-8") for one in (package.parent / "serve").glob("*.py"))
    known = {key for key in rows("page") if "." not in key}
    asked -= {"nav_", "way_", "sort_"}  # these go on
    assert asked <= known
    made = {name for name in known if name.startswith(("facet_", "sort_", "nav_", "way_", "named_", "part_"))}
    assert {one for one in known - asked - made if not re.search(rf"[\"']{one}[\"']", sources + serving)} == set()


def test_both_editions_stand_side_by_side_clause_by_clause(folder: Path) -> None:
    page = (folder / "en" / "beside" / "yinfa-2026-42--yinfa-2026-42@en-press.html").read_text(encoding="utf-8")
    row = page[page.index('id="c-9"') :]
    row = row[: row.index("</tr>")]
    assert "(9)" in row
    assert "(IX)" in row


def test_a_comparison_between_files_says_of_each_row_what_it_fits(folder: Path) -> None:
    text = (folder / "en" / "comparison" / "yinfa-2021-237--yinfa-2026-42.html").read_text(encoding="utf-8")
    page = Links(text)
    rows = [str(one["data-tags"]).split() for _, one in page.elements if "data-tags" in one]
    assert rows
    assert any("agency:CSRC" in one for one in rows)
    for heading in ("added", "widened", "narrowed", "removed"):
        part = text[text.index(f"<h3>{heading}</h3>") :]
        law = [set(one.split()) for one in re.findall(r'data-tags="([^"]*)"', part[: part.index("</table>")])]
        assert law
        assert all(f"change:{heading}" in one for one in law)
        assert not any({"change:added", "change:widened", "change:narrowed", "change:removed"} <= one for one in law)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("colour", "red")], "no condition “colour”"),
        ([("agency", str(n)) for n in range(61)], "more than 60 values"),
        ([("from", "-1")], "begins at a place"),
        ([("from", "99999999999999")], "begins at a place"),
    ],
)
def test_a_question_that_is_none_is_refused_in_a_sentence(pairs: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(search.QueryError, match=said):
        search.question(pairs)


def test_a_question_is_read_from_an_address_and_written_back() -> None:
    pairs = [("q", " bank "), ("agency", "CSRC"), ("agency", ""), ("agency", "CSRC"), ("since", "2021"), ("from", "20")]
    asked = search.question(pairs)
    assert asked.values == {"agency": ("CSRC",)}
    assert Addresses("en", Page("search"), live=True).search(**asked.query(40)) == (
        "/en/?q=bank&agency=CSRC&since=2021&from=40"
    )


def test_both_languages_are_no_condition() -> None:
    assert search.question([("language", "en"), ("language", "zh")]).values == {}
    assert search.question([("language", "en"), ("language", "en")]).values == {"language": ("en",)}


def test_a_string_of_the_table_ends_no_line_and_no_script() -> None:
    literal = write._literal(json.dumps("a\u2028b\u2029c</script>", ensure_ascii=False))
    assert not re.search("[\u2028\u2029]|</", literal)
    assert json.loads(json.loads(literal)) == "a\u2028b\u2029c</script>"


def test_the_folder_is_as_open_as_any_other(bad: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    assert bad.stat().st_mode == plain.stat().st_mode
