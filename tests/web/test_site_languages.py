"""Notices in two languages: which text each page shows, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from site_stores import CHINESE, CHINESE_NEWER, NEWER, bilingual, hostile

from regparse import parse
from regparse.store.database import in_memory
from regparse.web.site import comparison, lineage, render, search
from regparse.web.site.pages import Addresses, Page
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Tongue, load


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


def test_a_text_is_set_beside_one_in_its_language(both: Shelf) -> None:
    assert both.beside("yinfa-2024-9", "yinfa-2019-7") == "yinfa-2019-7"
    assert both.beside("yinfa-2024-9@zh", "yinfa-2019-7") == "yinfa-2019-7@zh"
    assert list(both.pairs) == [("yinfa-2019-7", "yinfa-2024-9"), ("yinfa-2019-7@zh", "yinfa-2024-9@zh")]
    assert both.chain("yinfa-2019-7", "zh") == ("yinfa-2019-7@zh", "yinfa-2024-9@zh")
    with hostile() as store:  # the older one is English alone: they are compared in English, on every page
        assert Shelf(store).pairs_in("zh") == [("yinfa-2019-7", "yinfa-2024-9@en")]


def test_a_chinese_comparison_is_chinese(both: Shelf) -> None:
    page = Page("comparison", ("yinfa-2019-7@zh", "yinfa-2024-9@zh"))
    at = Addresses("zh", page, live=True)
    text = render.page("comparison", at, view=comparison.view(both, page, load("zh"), at))
    main = re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main>")])
    assert "银发〔2019〕7号" in main
    assert "改号" in main or "修改" in main
    assert re.findall(r"[A-Za-z]{3,}", main) == []


def test_what_is_computed_of_a_lineage_is_chinese_on_its_chinese_page(both: Shelf) -> None:
    at = Addresses("zh", Page("lineage", ("yinfa-2024-9",)), live=True)
    view = lineage.view(both, "yinfa-2019-7", load("zh"), at)
    assert [one.href for one in view.steps] == ["/zh/comparison/yinfa-2019-7@zh/yinfa-2024-9@zh"]
    text = render.page("lineage", at, view=view)
    main = re.sub(r"<[^>]+>", " ", text[text.index('<section class="part"') : text.index("</main>")])
    assert "修改" in main
    assert re.findall(r"[A-Za-z]{3,}", main) == []
    assert 'href="/zh/notice/yinfa-2024-9@zh#c-2"' in text


def test_a_change_that_the_original_does_not_bear_out_is_told() -> None:
    old, new = NEWER.replace("[2024] No. 9", "[2023] No. 1"), NEWER
    old = old.replace('"Notice on Cards" (Yinfa [2019] No. 7) shall be repealed simultaneously.', "")
    new = new.replace('"Notice on Cards" (Yinfa [2019] No. 7)', '"Notice on Gift Cards" (Yinfa [2023] No. 1)')
    new = new.replace("(1) Issuing. Banks shall", "(1) Issuing. Banks and payment institutions shall")
    older = CHINESE_NEWER.replace("银发〔2024〕9号", "银发〔2023〕1号").partition("本通知自")[0]
    newer = CHINESE_NEWER.replace("银发〔2019〕7号", "银发〔2023〕1号")
    texts = [parse(one).model_copy(update={"edition": "en"}) for one in (old, new)]
    with in_memory(
        texts + [parse(one) for one in (older, newer)], preferred=[f"{one.id}@en" for one in texts]
    ) as store:
        shelf = Shelf(store)
        page = Page("comparison", ("yinfa-2023-1", "yinfa-2024-9"))
        at = Addresses("en", page, live=True)
        view = comparison.view(shelf, page, load("en"), at)
    doubtful = [one.row for _, rows in view.law for one in rows if one.row.doubtful]
    assert any("不得发行礼品卡" in words.text for row in doubtful for words in row.originals)
