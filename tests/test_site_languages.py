"""Notices in two languages: which text each page shows, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from site_stores import CHINESE, NEWER, bilingual, hostile

from regparse import parse
from regparse.site import lineage, search
from regparse.site.pages import Addresses, Page
from regparse.site.shelf import Shelf
from regparse.site.words import Tongue, load
from regparse.store.database import in_memory


@pytest.fixture(scope="module")
def both() -> Iterator[Shelf]:
    with bilingual() as store:
        yield Shelf(store)


def found(shelf: Shelf, lang: Tongue, **asked: str) -> list[search.HitRow]:
    at = Addresses(lang, Page("search"), live=True)
    return list(search.view(shelf, search.question(list(asked.items())), load(lang), at).hits)


def test_a_hit_leads_to_the_text_it_quotes_where_no_text_has_the_name_of_an_edition() -> None:
    with hostile() as store:
        rows = found(Shelf(store), "en", q="gift cards")
    assert {(row.href.partition("#")[0], row.lang) for row in rows} == {("/en/notice/yinfa-2024-9@en", "en")}


def test_the_text_that_speaks_is_that_of_the_store_and_every_other_has_a_key_of_its_own() -> None:
    undated = CHINESE.replace("礼品卡", "旧礼品卡").replace("2024年3月4日\n", "")
    longer = NEWER.replace("(2) Reporting", "(2) Lending. Banks shall not lend cards.\n\n(3) Reporting")
    with in_memory([parse(undated), parse(CHINESE), parse(NEWER), parse(longer)]) as store:
        shelf = Shelf(store)
        (row,) = found(shelf, "en", q="发行礼品卡")
        assert "旧" not in "".join(text for text, _ in row.parts)
        assert shelf.notice(row.href.partition("#")[0].rpartition("/")[2]).text == parse(CHINESE).text
        assert sorted(shelf.texts) == ["yinfa-2024-9" + end for end in ("", "@en", "@en-2", "@zh-2")]
        assert len({text.id for text in shelf.texts.values()}) == 4
        assert shelf.keys[store.text("yinfa-2024-9").id] == "yinfa-2024-9"


@pytest.mark.parametrize(("lang", "end", "quoted"), [("en", "", "report losses"), ("zh", "@zh", "报告损失")])
def test_a_page_shows_the_texts_of_its_language(both: Shelf, lang: Tongue, end: str, quoted: str) -> None:
    row = found(both, lang, kind="obligation", agency="CSRC")[0]
    assert row.href == f"/{lang}/notice/yinfa-2024-9{end}#n-2-1"
    assert quoted in "".join(text for text, _ in row.parts)
    at = Addresses(lang, Page("search"), live=True)
    listed = search.view(both, search.question([]), load(lang), at).notices
    assert [one.href for one in listed] == [f"/{lang}/notice/yinfa-{n}{end}" for n in ("2024-9", "2019-7")]
    pairs = lineage.every(both, load(lang), at).pairs
    assert [link.href for _, _, link in pairs] == [f"/{lang}/comparison/yinfa-2019-7{end}/yinfa-2024-9{end}"]


def test_words_are_looked_for_in_the_texts_of_their_language_on_either_page(both: Shelf) -> None:
    for lang in ("en", "zh"):
        assert {row.lang for row in found(both, lang, q="挖矿")} == {"zh"}
        assert {row.lang for row in found(both, lang, q="gift cards")} == {"en"}


def test_the_other_language_leads_to_the_texts_in_it(both: Shelf) -> None:
    for page, there in [
        (Page("notice", ("yinfa-2024-9",)), Page("notice", ("yinfa-2024-9@zh",))),
        (Page("comparison", ("yinfa-2019-7", "yinfa-2024-9"), "old"), None),
        (Page("agency", ("CSRC",)), Page("agency", ("CSRC",))),
    ]:
        twin = there or Page("comparison", ("yinfa-2019-7@zh", "yinfa-2024-9@zh"), "old")
        assert both.twin(page, "zh") == twin
        assert both.twin(twin, "en") == page
        assert both.twin(twin, "zh") == twin
