"""The pages as a lawyer meets them, in headless Chromium: by mouse, by keyboard, in the light and in the dark.

``REGPARSE_CHROMIUM`` names the browser, else that of the system is taken.
"""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from site_stores import bilingual, hostile

from regparse import write_site
from regparse.brief.refs import anchor
from regparse.site.shelf import Shelf
from regparse.site.words import Tongue
from regparse.store.query import of_corpus

CHROMIUM = Path(os.environ.get("REGPARSE_CHROMIUM") or "/usr/bin/chromium")
if not CHROMIUM.exists():
    pytest.skip(f"no browser at {CHROMIUM}; name one in REGPARSE_CHROMIUM", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
uvicorn = pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
NOTICE = "yinfa-2026-42"
PAIR = f"yinfa-2021-237--{NOTICE}"
VIEWS = [
    "index.html",
    "index.html?agency=CSRC&q=tokenization",
    f"notice/{NOTICE}.html#n-14-1",
    "agency/CSRC.html",
    "agencies.html",
    "comparisons.html",
    f"comparison/{PAIR}.html?agency=CSRC",
    f"comparison/{PAIR}.old.html",
    f"lineage/{NOTICE}.html",
    "problems.html",
    f"beside/{NOTICE}--{NOTICE}@en-press.html",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as found:
        made = found.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("browser") / "pages"
    with of_corpus() as store:
        write_site(target, store)
    return target.as_uri()


@pytest.fixture(scope="module")
def live() -> Iterator[str]:
    from regparse.serve.app import application
    from regparse.serve.guard import rules
    from regparse.serve.pool import Pool

    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application(Pool(of_corpus, 1), rules("127.0.0.1", None)), log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


class Watch:
    """A page that is watched: what it says on the console, and where it asks."""

    def __init__(self, browser: Any, root: str, size: str = "wide", scheme: str = "light", **more: Any) -> None:
        wide, high = SIZES[size]
        self.context = browser.new_context(viewport={"width": wide, "height": high}, color_scheme=scheme, **more)
        self.page = self.context.new_page()
        self.root = root
        self.said: list[str] = []
        self.page.on("console", lambda one: self.said.append(one.text) if one.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.root, "data:")):
            self.said.append(f"a request to {request.url}")

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *error: object) -> None:
        self.context.close()
        if error[0] is None:
            assert self.said == []


@pytest.fixture(params=["files", "live"])
def start(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give the root of the pages and the address of the search, of files and of the server."""
    root = request.getfixturevalue(request.param)
    return root, f"{root}/en/index.html" if request.param == "files" else f"{root}/en/"


def at(page: Any, selector: str) -> bool:
    """Tell whether the focus is on what a selector names."""
    return bool(page.evaluate("s => document.activeElement.matches(s)", selector))


def tab_to(page: Any, selector: str) -> None:
    for _ in range(200):
        if at(page, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def found(page: Any, count: int) -> None:
    """Wait until so many are found."""
    page.locator("#counted", has_text=re.compile(rf"^{count} found$")).wait_for(timeout=5_000)


def test_the_lawyers_task_by_mouse(browser: Any, start: tuple[str, str]) -> None:
    root, address = start
    with Watch(browser, root) as page:
        page.goto(address)
        page.check("input[name=agency][value=CSRC]")
        found(page, 7)
        page.check("input[name=kind][value=obligation]")
        found(page, 1)
        page.check("input[name=kind][value=mandate]")
        found(page, 7)
        assert "agency=CSRC" in page.url
        assert page.locator(".hit").count() == 7
        page.locator(".hit .to", has_text="clause 3").first.click()
        page.wait_for_selector("#c-3")
        assert page.url.endswith("#n-3-1")
        assert page.locator("details.norm[data-norm='n-3-1']").get_attribute("open") is not None
        page.locator("#c-3 .run", has_text="China Securities Regulatory Commission, together").first.click()
        explained = page.locator("details.norm[data-norm='n-3-2']")
        assert explained.get_attribute("open") is not None
        assert "lead" in explained.inner_text()
        assert page.url.endswith("#n-3-2")
        assert page.locator("#tongue").get_attribute("href").endswith("#n-3-2")
        page.go_back()
        assert page.url.endswith("#n-3-1")
        assert explained.get_attribute("open") is None
        page.go_forward()
        assert explained.get_attribute("open") is not None
        page.locator("#c-3 .kin a", has_text="clause 5").first.click()
        page.wait_for_selector("#c-5")
        assert "yinfa-2021-237" in page.url
        assert "repealed" in page.locator(".facts").inner_text()
        assert "China Securities Regulatory Commission" in page.locator("#c-5").inner_text()
        page.go_back()  # to the notice before, at the norm that was clicked
        page.wait_for_selector("#c-3")
        assert page.url.endswith("#n-3-2")
        page.go_back()
        page.go_back()
        page.wait_for_selector(".hit")
        assert page.is_checked("input[name=agency][value=CSRC]")
        assert page.locator(".hit").count() == 7


def test_the_lawyers_task_by_keyboard(browser: Any, start: tuple[str, str]) -> None:
    root, address = start
    with Watch(browser, root) as page:
        page.goto(address)
        page.keyboard.press("Tab")
        assert at(page, ".skip")
        page.keyboard.press("Enter")
        tab_to(page, "input[name=kind][value=obligation]")
        page.keyboard.press("Space")
        page.wait_for_url("**kind=obligation**")
        tab_to(page, "input[name=agency][value=CSRC]")
        page.keyboard.press("Space")
        found(page, 1)
        assert at(page, "input[name=agency][value=CSRC]")  # the focus stays where the reader is
        tab_to(page, ".hit .to")
        page.keyboard.press("Enter")
        page.wait_for_selector("#c-14")
        tab_to(page, "#n-14-1")
        page.keyboard.press("Enter")
        assert at(page, "details.norm[data-norm='n-14-1'] summary")
        page.keyboard.press("Escape")
        assert at(page, "#n-14-1")
        assert page.locator("details.norm[data-norm='n-14-1']").get_attribute("open") is None
        assert "nothing in Yinfa [2021] No. 237: it is new" in page.locator("#c-14").inner_text()
        page.goto(page.url.partition("#")[0])
        tab_to(page, "#c-3 .kin a")
        page.keyboard.press("Enter")
        page.wait_for_url("**2021-237**")
        assert page.locator("#c-5").is_visible()


def violations(page: Any, scheme: str = "light") -> list[Any]:
    """Give what axe-core finds; it fetches nothing itself. In the dark only colours are other than in the light."""
    options: dict[str, Any] = {"preload": False, "resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = ["color-contrast", "link-in-text-block"]
    return list(axe.Axe().run(page, options=options).response["violations"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_view_is_open_to_everybody(browser: Any, files: str, size: str, scheme: str) -> None:
    faults = {}
    watch = Watch(browser, files, size, scheme)
    with watch as page:
        for n, view in enumerate(VIEWS):
            lang = "zh" if (n + (scheme == "dark")) % 2 else "en"  # each view in both languages over the four runs
            page.goto(f"{files}/{lang}/{view}")
            if broken := violations(page, scheme):
                faults[view] = [(one["id"], one["nodes"][0]["html"][:160]) for one in broken]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > SIZES[size][0]:
                faults[f"{view} is {wide} wide"] = []
    assert faults == {}


def test_the_servers_own_pages_are_open_to_everybody(browser: Any, live: str) -> None:
    with Watch(browser, live) as page:
        for view in ("/zh/?agency=CSRC", "/en/comparisons", "/en/problems"):
            page.goto(live + view)
            assert violations(page) == [], view


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("token*", ""),
        ("mining (project OR machine) NOT insurance", ""),
        ('"clearing and settlement"', ""),
        ("issue", ""),
        ("virtual -currency", ""),
        ("CSRC", ""),
        ("bank", "addressee=financial-institution"),
        ("", "agency=CBIRC"),
        ("", "agency=NFRA&role=joint"),
        ("", "addressee=bank"),
        ("", "condition=approval&territory=overseas"),
        ("", "status=repealed&kind=sanction"),
        ("", "issuer=CSRC&since=2022"),
        ("", "kind=prohibition&exact=1&sort=oldest"),
        ("", "addressee=bank&exact=1"),
    ],
)
def test_the_search_in_the_page_finds_what_the_store_finds(browser: Any, files: str, words: str, same: str) -> None:
    from urllib.parse import parse_qs, urlencode

    asked = {name: values for name, values in parse_qs(same).items() if name not in ("exact", "sort", "since")}
    plain = {name: values[0] for name, values in parse_qs(same).items() if name in ("sort", "since")}
    with of_corpus() as store:
        results = store.query(words, **asked, **plain, exact="exact" in same)
        hits = [f"#{one.provision or one.clause}" for one in results.page(0, 20)]
        field = "role" if "agency" in asked else "agency"
        facets = results.facets[field]
        total = results.total
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/index.html?{urlencode({'q': words})}&{same}")
        shown = page.eval_on_selector_all(".hit .to", "all => all.map(one => one.href)")
        counts = page.eval_on_selector_all(
            f".facet[data-field={field}] li:not([hidden])",
            "all => all.map(one => [one.querySelector('input').value, one.querySelector('.count').textContent])",
        )
    assert len(shown) == min(total, 20)
    assert [_named(one) for one in shown] == [_place(one) for one in hits]
    if field not in asked:  # else they are counted without it
        assert {code: int(count) for code, count in counts if int(count)} == facets


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give pages of notices in two languages."""
    target = tmp_path_factory.mktemp("two") / "pages"
    with bilingual() as store:
        write_site(target, store)
    return target.as_uri()


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
    ("en", "on=2023-13-45", "not for a day"),
    ("en", "page=99", "no condition “page”"),
    ("zh", "foo=1", "检索没有条件“foo”"),
    ("en", "agency=NOPE", "value “NOPE” under “Body”"),
    ("en", "kind=red", "value “red” under “Kind of norm”"),
    ("en", "since=2024-13", "That is no date"),
    ("en", "until=2023-02-29", "That is no date"),
    ("en", "sort=zzz", "no order “zzz”"),
    ("en", "exact=yes", "“exact” is 1 or 0"),
    ("en", f"q={'a' * 1_001}", "At most 1,000 characters"),
    ("en", "q=%22", "quotation mark is not closed"),
    ("zh", "q=AND", "运算符旁缺少检索词"),
]


def test_an_address_that_is_none_is_refused_and_shows_no_list(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        for lang, asked, said in REFUSED:
            page.goto(f"{files}/{lang}/index.html?{asked}")
            assert said in page.locator("#fault").inner_text()
            assert page.locator("#counted").inner_text() == ("无法回答" if lang == "zh" else "That cannot be answered")
            assert page.locator(".hit").count() == 0
            assert not page.locator("#notices").is_visible()
        page.click("#clear")
        assert not page.locator("#fault").is_visible()
        assert page.locator("#notices").is_visible()


def test_a_value_in_an_address_may_be_a_word_of_the_page(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        for asked in ("agency=csrc", "agency=证监会", "agency=China Securities Regulatory Commission"):
            page.goto(f"{files}/en/index.html?{asked}&kind=Task of a body&exact=0")
            found(page, 6)
            assert page.is_checked("input[name=agency][value=CSRC]")
            assert page.is_checked("input[name=kind][value=mandate]")


def test_facets_without_a_value_are_not_shown(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/index.html?q=zebra")
        assert page.locator("#counted").inner_text() == "Nothing fits."
        assert page.locator(".facet[data-field]:visible").count() == 0
        page.fill("#q", "bank")
        page.keyboard.press("Enter")
        assert page.locator(".facet[data-field]:visible").count() > 3


def test_a_number_or_a_body_leads_to_its_page_and_duties_to_tasks(browser: Any, files: str, two: str) -> None:
    with Watch(browser, files) as page:
        for asked in ("Yinfa [2026] No. 42", "银发〔2026〕42号", '"yinfa-2026-42"'):
            page.goto(f"{files}/en/index.html?q={asked}")
            page.locator("#hints a", has_text="is a notice").click()
            assert page.url.endswith(f"/en/notice/{NOTICE}.html")
        page.goto(f"{files}/zh/index.html?q=csrc")
        page.locator("#hints a", has_text="“csrc”是一个机构：").click()
        assert page.url.endswith("/zh/agency/CSRC.html")
        page.goto(f"{files}/en/index.html?agency=CSRC&kind=obligation")
        page.locator("#hints a", has_text="6 more norms are tasks of").click()
        found(page, 7)
        assert not page.locator("#hints").is_visible()
    with Watch(browser, two) as page:
        page.goto(f"{two}/zh/index.html?q=银发〔2024〕9号")
        page.locator("#hints a").click()
        assert page.url.endswith("/zh/notice/yinfa-2024-9@zh.html")
        page.click("#tongue")
        assert page.url.endswith("/en/notice/yinfa-2024-9.html")


def _named(address: str) -> str:
    name, _, place = address.rpartition("/")[2].partition("#")
    return f"{name.removesuffix('.html').partition('@')[0]}#{place}"


def _place(ref: str) -> str:
    from regparse.brief.refs import anchor

    return f"{ref[1:].partition('/')[0].partition('#')[0]}#{anchor(ref[1:])}"


def test_markup_in_a_notice_stays_text_in_the_browser(browser: Any, tmp_path: Path) -> None:
    with hostile() as store:
        write_site(tmp_path / "pages", store)
    root = (tmp_path / "pages").as_uri()
    with Watch(browser, root) as page:
        page.on("dialog", lambda one: pytest.fail(f"a notice spoke: {one.message}"))
        page.goto(f"{root}/en/index.html?q=cards")
        assert "<img src=x onerror=alert(2)>" in page.locator("#hits").inner_text()
        page.locator(".hit .to", has_text="clause 1").last.click()
        assert "<script>alert(1)</script>" in page.locator("h1").inner_text()


def test_words_that_cannot_be_understood_are_told(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/index.html")
        page.fill("#q", "(bank")
        page.keyboard.press("Enter")
        assert page.locator("#fault").inner_text() == "A parenthesis is not closed or not opened."
        page.fill("#q", "bank")
        page.keyboard.press("Enter")
        assert not page.locator("#fault").is_visible()


def test_without_a_script_everything_can_be_read(browser: Any, files: str, live: str) -> None:
    with Watch(browser, files, java_script_enabled=False) as page:
        page.goto(f"{files}/en/index.html")
        assert "Searching needs JavaScript" in page.locator("noscript").inner_text()
        page.locator("#notices a").first.click()
        page.locator("#c-3 summary").first.click()
        assert "Who is bound" in page.locator("#c-3").inner_text()
    with Watch(browser, live, java_script_enabled=False) as page:
        page.goto(f"{live}/en/")
        page.check("input[name=agency][value=CSRC]")
        page.click(".ask button")
        assert page.locator(".hit").count() == 7


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
        assert page.locator("#counted").inner_text() == f"Rows that fit: {law} on the law, {text} of the text"
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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_comparison_between_files_shows_what_the_server_shows(
    browser: Any, files: str, live: str, lang: Tongue
) -> None:
    with Watch(browser, files) as page, Watch(browser, live) as other:
        for asked in (
            "agency=CSRC",
            "agency=CSRC&change=added",
            "change=widened",
            "change=narrowed&change=removed",
            "agency=PBOC&agency=SAFE",
            "addressee=financial-institution",
            "change=merged",
            "",
        ):
            page.goto(f"{files}/{lang}/comparison/{PAIR}.html?{asked}")
            other.goto(f"{live}/{lang}/comparison/{PAIR.replace('--', '/')}?{asked}")
            assert page.evaluate(LAID_OUT) == other.evaluate(LAID_OUT), asked


def test_a_comparison_of_one_body_has_no_row_of_others(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/comparison/{PAIR}.html")
        assert page.locator(".law tr:visible", has_text="tasks of agencies").count()
        page.goto(f"{files}/en/comparison/{PAIR}.html?agency=CSRC")
        assert not page.locator(".law tr:visible", has_text="tasks of agencies").count()
        moved = page.locator(".moves tbody tr:visible")
        assert moved.count() == 1
        assert "joins as responsible: 7 → 5, 13 → 11" in moved.inner_text()
        moved.locator("a", has_text="13 → 11").click()
        assert re.search(r"/notice/yinfa-2026-42\.html#n-11-\d$", page.url)
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
            assert (
                page.locator(f"details.norm[data-norm={page.url.partition('#')[2]}]").get_attribute("open") is not None
            )


def test_on_paper_there_are_no_controls(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/notice/{NOTICE}.html")
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator("header.top").is_visible()
        assert not page.locator("details.norm").first.is_visible()
        assert page.locator("#c-3 .lines").is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 36, 43)"  # the brief's ink on white
