"""The pages as a lawyer meets them, in headless Chromium: by mouse, by keyboard, in the light and in the dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import NOTICE, PAIR, SIZES, Watch, found
from site_stores import hostile

from regparse import write_site
from regparse.store.query import of_corpus

pytestmark = pytest.mark.slow

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

VIEWS = [
    "index.html",
    "index.html?agency=CSRC&q=tokenization",
    "index.html?agency=CSRC&kind=obligation",
    "index.html?q=%22",
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
        assert "nothing in Yinfa [2021] No. 237 corresponds" in page.locator("#c-14").inner_text()
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


def _named(address: str) -> str:
    name, _, place = address.rpartition("/")[2].partition("#")
    return f"{name.removesuffix('.html').partition('@')[0]}#{place}"


def _place(ref: str) -> str:
    from regparse.documents.parts.refs import anchor

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
        assert page.locator("#fault").inner_text() == "The parentheses do not match."
        page.fill("#q", "bank")
        page.keyboard.press("Enter")
        assert not page.locator("#fault").is_visible()


def test_without_a_script_everything_can_be_read(browser: Any, files: str, live: str) -> None:
    with Watch(browser, files, java_script_enabled=False) as page:
        page.goto(f"{files}/en/index.html")
        assert "The search needs JavaScript" in page.locator("noscript").inner_text()
        page.locator("#notices a").first.click()
        page.locator("#c-3 summary").first.click()
        assert "Who is bound" in page.locator("#c-3").inner_text()
    with Watch(browser, live, java_script_enabled=False) as page:
        page.goto(f"{live}/en/")
        page.check("input[name=agency][value=CSRC]")
        page.click(".ask button")
        assert page.locator(".hit").count() == 7


def test_on_paper_there_are_no_controls(browser: Any, files: str) -> None:
    with Watch(browser, files) as page:
        page.goto(f"{files}/en/notice/{NOTICE}.html")
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator("header.top").is_visible()
        assert not page.locator("details.norm").first.is_visible()
        assert page.locator("#c-3 .lines").is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 36, 43)"  # the brief's ink on white
