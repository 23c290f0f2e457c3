"""The search and the comparisons between files, in headless Chromium: what the store finds and a server shows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browsing import NOTICE, PAIR, Watch, found
from site_stores import bilingual

from regparse.documents.parts.refs import anchor
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Tongue

pytestmark = pytest.mark.slow

ASKED = [
    ("gift cards", ""),
    ("cards", "kind=prohibition"),
    ("礼品卡", ""),
    ("挖矿", ""),
    ("cards", "language=zh"),
    ("", "agency=CSRC"),
    ("", "kind=obligation&kind=prohibition"),
    ("", "language=en&kind=obligation"),
    ('"to all banks"', ""),  # whom a notice is addressed to is not looked in, nor its number
    ("各商业银行", ""),
    ("(2)", ""),  # a clause's own label is not looked in
    ("", "agency=CSRC&agency=PBOC"),
]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_search_in_the_page_looks_in_the_texts_in_which_the_store_looks(
    browser: Any, two: str, lang: Tongue
) -> None:
    from urllib.parse import parse_qs, quote

    with Watch(browser, two) as page, bilingual() as store:
        shelf = Shelf(store)
        for words, same in ASKED:
            asked: dict[str, Any] = parse_qs(same)
            plain = {"language": asked.pop("language")[0]} if "language" in asked else {}
            results = shelf.ask(lang, words, **asked, **plain)
            keys = [shelf.keys[store.index.texts.of(item).id] for item in results.found.ordered()]
            hits = zip(keys, results.hits(), strict=True)
            page.goto(f"{two}/{lang}/index.html?q={quote(words)}&{same}")
            shown = page.eval_on_selector_all(
                ".hit",
                "all => all.map(one => [one.querySelector('.to').href, one.querySelector('blockquote').textContent])",
            )
            assert [(href.rpartition("/")[2], " ".join(said.split())) for href, said in shown] == [
                (f"{key}.html#{anchor(one.provision or one.clause)}", " ".join(one.text.split())) for key, one in hits
            ], (words, same)
            counts = page.eval_on_selector_all(
                ".facet[data-field=role] li:not([hidden])",
                "all => all.map(one => [one.querySelector('input').value, one.querySelector('.count').textContent])",
            )
            assert {code: int(count) for code, count in counts} == results.facets["role"], (words, same)


REFUSED = [
    ("en", "on=2023-13-45", "not for a given date"),
    ("en", "page=99", "no condition “page”"),
    ("zh", "foo=1", "检索没有条件“foo”"),
    ("en", "agency=NOPE", "value “NOPE” under “Agency”"),
    ("en", "kind=red", "value “red” under “Kind of provision”"),
    ("en", "since=2024-13", "That is not a date"),
    ("en", "until=2023-02-29", "That is not a date"),
    ("en", "sort=zzz", "Unknown sort order “zzz”"),
    ("en", "exact=yes", "“exact” is 1 or 0"),
    ("en", f"q={'a' * 1_001}", "At most 1,000 characters"),
    ("en", "q=%22", "quotation mark is not closed"),
    ("zh", "q=AND", "运算符旁没有检索词"),
]


def test_an_address_that_is_none_is_refused_and_shows_no_list(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        for lang, asked, said in REFUSED:
            page.goto(f"{files}/{lang}/index.html?{asked}")
            assert said in page.locator("#fault").inner_text()
            assert page.locator("#counted").inner_text() == ("无法回答" if lang == "zh" else "Invalid request")
            assert page.locator(".hit").count() == 0
            assert not page.locator("#notices").is_visible()
        page.click("#clear")
        assert not page.locator("#fault").is_visible()
        assert page.locator("#notices").is_visible()


def test_a_value_in_an_address_may_be_a_word_of_the_page(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        for asked in ("agency=csrc", "agency=证监会", "agency=China Securities Regulatory Commission"):
            page.goto(f"{files}/en/index.html?{asked}&kind=task of an agency&exact=0")
            found(page, 6)
            assert page.is_checked("input[name=agency][value=CSRC]")
            assert page.is_checked("input[name=kind][value=mandate]")


def test_facets_without_a_value_are_not_shown(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/index.html?q=zebra")
        assert page.locator("#counted").inner_text() == "No matching provisions."
        assert page.locator(".facet[data-field]:visible").count() == 0
        page.fill("#q", "bank")
        page.keyboard.press("Enter")
        assert page.locator(".facet[data-field]:visible").count() > 3


def test_a_body_beside_a_part_says_how_often_it_has_that_part(browser: Any, files: str) -> None:
    shown = """Array.from(document.querySelectorAll(".facet li:not([hidden]) input[name=agency]"), (one) =>
      [one.value, Number(one.closest("li").querySelector(".count").textContent)])"""
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/index.html?role=lead")
        counts = page.evaluate(shown)
        assert counts
        for body, count in counts:
            page.goto(f"{files}/en/index.html?role=lead&agency={body}&exact=1")
            assert page.locator(".hit").count() == count, body


def test_on_a_phone_the_hits_stand_on_the_first_screen_below_what_is_chosen(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{files}/en/index.html?agency=CSRC&role=lead")
        assert page.locator("#narrow > summary").inner_text() == "Narrow: China Securities Regulatory Commission, lead"
        assert page.locator(".hit").first.bounding_box()["y"] < 844
        page.click("#narrow > summary")
        page.uncheck("input[name=role][value=lead]")
        assert page.locator("#narrow > summary").inner_text() == "Narrow: China Securities Regulatory Commission"


def test_a_number_or_a_body_leads_to_its_page_and_duties_to_tasks(browser: Any, files: str, two: str) -> None:
    with Watch(browser, files) as page:
        for asked in ("Yinfa [2026] No. 42", "银发〔2026〕42号", '"yinfa-2026-42"'):
            page.goto(f"{files}/en/index.html?q={asked}")
            page.locator("#hints a", has_text="is a notice").click()
            assert page.url.endswith(f"/en/notice/{NOTICE}.html")
        page.goto(f"{files}/zh/index.html?q=csrc")
        page.locator("#hints a", has_text="“csrc”系机构：").click()
        assert page.url.endswith("/zh/agency/CSRC.html")
        page.goto(f"{files}/en/index.html?agency=CSRC&kind=obligation")
        page.locator("#hints a", has_text="6 more").click()
        found(page, 7)
        assert not page.locator("#hints").is_visible()
    with Watch(browser, two) as page:
        page.goto(f"{two}/zh/index.html?q=银发〔2024〕9号")
        page.locator("#hints a").click()
        assert page.url.endswith("/zh/notice/yinfa-2024-9@zh.html")
        page.click("#tongue")
        assert page.url.endswith("/en/notice/yinfa-2024-9.html")


def test_a_comparison_is_narrowed_and_its_address_says_by_what(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/comparison/{PAIR}.html")
        before = page.locator("[data-tags]:visible").count()
        page.click("#filter summary")
        page.check("#filter input[value=CSRC]")
        after = page.locator("[data-tags]:visible").count()
        assert 0 < after < before
        assert page.url.endswith("?agency=CSRC")
        law, text = (page.locator(f"{one} [data-tags]:visible").count() for one in (".law", "#reading"))
        assert page.locator("#counted").inner_text() == f"Matching rows: {law} in law, {text} in the text"
        page.click(".ways a >> nth=2")
        assert page.url.endswith(".new.html?agency=CSRC")
        assert page.is_checked("#filter input[value=CSRC]")
        page.click("#tongue")
        assert "/zh/" in page.url
        assert page.is_checked("#filter input[value=CSRC]")


LAID_OUT = """() => {
  const seen = (one) => one.offsetParent !== null;
  const rows = Array.from(document.querySelectorAll(".law tbody tr, .moves tbody tr")).filter(seen);
  const laid = rows.flatMap((row) => Array.from(row.querySelectorAll("a"), (one) => [
    row.closest(".block").querySelector("h3").textContent,
    row.closest(".moves") ? row.textContent.replace(/\\s+/g, " ").trim() : row.cells.length,
    one.getAttribute("href").replace(/^[^#]*/, ""),
  ]));
  return [document.getElementById("summary").textContent, Array.from(new Set(laid.map(String))).sort()];
}"""


NARROWED = [
    "agency=CSRC&change=added",
    "change=narrowed&change=removed",
    "",
    "agency=CSRC",
    "change=widened",
    "agency=PBOC&agency=SAFE",
    "addressee=financial-institution",
    "change=merged",
]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_comparison_between_files_shows_what_the_server_shows(
    browser: Any, files: str, live: str, lang: Tongue
) -> None:
    with Watch(browser, files) as page, Watch(browser, live) as other:
        for asked in NARROWED if lang == "en" else NARROWED[:3]:
            page.goto(f"{files}/{lang}/comparison/{PAIR}.html?{asked}")
            other.goto(f"{live}/{lang}/comparison/{PAIR.replace('--', '/')}?{asked}")
            assert page.evaluate(LAID_OUT) == other.evaluate(LAID_OUT), asked


def test_a_comparison_of_one_body_has_no_row_of_others(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/comparison/{PAIR}.html")
        whole = page.locator(".law tr:visible").count()
        page.goto(f"{files}/en/comparison/{PAIR}.html?agency=CSRC")
        assert 0 < page.locator(".law tr:visible").count() < whole
        moved = page.locator(".moves tbody tr:visible")
        assert moved.count() == 1
        assert "takes the lead in a task" in moved.inner_text()
        moved.locator("a", has_text="11").last.click()
        assert re.search(r"/notice/yinfa-2026-42\.html#[nc]-11(-\d)?$", page.url)
        assert "China Securities Regulatory Commission" in page.locator("#c-11").inner_text()


def test_a_place_in_a_lineage_leads_to_its_words(browser: Any, files: str, live: str) -> None:
    for root, end in ((files, ".html"), (live, "")):
        with Watch(browser, root) as page:
            page.goto(f"{root}/en/lineage/{NOTICE}{end}")
            row = page.locator(".threads").first.locator("tr", has_text="Inter-departmental coordination")
            assert row.locator("td").all_inner_texts()[0].split() == ["5"]
            row.locator("td:last-child a", has_text="3").click()
            assert page.url.endswith(f"/en/notice/{NOTICE}{end}#c-3")
            page.go_back()
            page.locator(".threads").last.locator("td:last-child a", has_text="14").first.click()
            assert re.search(r"#n-14-\d$", page.url)
            page.locator(f"details.norm[data-norm={page.url.partition('#')[2]}][open]").wait_for(timeout=5_000)
