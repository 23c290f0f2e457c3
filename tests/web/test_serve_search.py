"""The search and the comparisons under a server: what is asked, what is refused in which words, what is pointed to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from regparse.store.query import of_corpus
from regparse.web.site.words import load

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("httpx", reason="the test client of starlette needs httpx")

from starlette.testclient import TestClient

from regparse.web.serve.app import application
from regparse.web.serve.guard import rules
from regparse.web.serve.pool import Pool


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    pool = Pool(of_corpus, threads=1)
    with TestClient(application(pool, rules("127.0.0.1", None)), base_url="http://127.0.0.1:8765") as found:
        yield found


@pytest.mark.parametrize(
    "asked",
    [
        *("?q=%22", "?q=(a", "?q=a)", "?q=AND", "?q=a+OR", "?q=NOT", "?q=a*b", "?q=%3F", "?q=a+OR+-b", "?q=-(-a)"),
        *("?q=" + "(" * 30, "?q=" + "a" * 1_200, "?since=yesterday", "?on=2023-13-45", "?from=x", "?from=500"),
        *("?agency=NOPE", "?kind=red", "?role=leader", "?sort=zzz", "?status=gone", "?language=fr", "?page=2"),
        *(
            "?exact=yes",
            "?" + "&".join(f"agency=a{n}" for n in range(70)),
            "?" + "&".join(f"kind=k{n}" for n in range(150)),
        ),
        *("notice/yinfa-2026-43", "notice/qqq", "notice/yinfa-2026-42@zh", "agency/CSRX", "nothing", "lineage/qqq"),
        *("agencies?colour=red", "problems?from=900", "comparison/yinfa-2021-237/yinfa-2026-42?change=red"),
        *("comparison/yinfa-2021-237/yinfa-2026-42?view=red", "comparison/yinfa-2026-42/yinfa-2026-42"),
        "comparison/yinfa-2021-237/yinfa-2026-42?colour=red",
    ],
)
def test_a_chinese_page_refuses_in_chinese(client: TestClient, asked: str) -> None:
    answer = client.get(f"/zh/{asked}")
    assert answer.status_code in (400, 404)
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    said = re.findall(r'<p(?: class="fault"[^>]*)?>([^<]+)</p>|role="alert">([^<]+)</p>', main)
    (fault,) = {"".join(one) for one in said if "".join(one).strip()} - {load("zh")("how")}
    assert re.search("[一-鿿]", fault)
    assert not re.search("[a-z]{3,} [a-z]{2,} [a-z]{2,}", fault), fault
    assert 'lang="en"' not in answer.text[answer.text.index("<main") : answer.text.index(fault)]


def test_what_was_asked_wrongly_can_be_taken_back(client: TestClient) -> None:
    page = client.get("/en/?agency=NOPE&kind=obligation&since=2021").text
    assert re.search(r'name="agency" value="NOPE" id="[^"]+" checked', page)
    assert re.search(r'name="kind" value="obligation" id="[^"]+" checked', page)
    assert 'name="since" value="2021"' in page
    assert re.search(r'<h2 id="counted">Invalid request</h2>', page)
    assert '<ol class="notices">' not in page


@pytest.mark.parametrize(
    "asked", ["agency=csrc", "agency=%E8%AF%81%E7%9B%91%E4%BC%9A", "agency=China+Securities+Regulatory+Commission"]
)
def test_a_value_may_be_a_word_of_the_pages(client: TestClient, asked: str) -> None:
    page = client.get(f"/en/?{asked}&kind=task+of+an+agency").text
    assert re.search(r'name="agency" value="CSRC" id="[^"]+" checked', page)
    assert re.search(r'name="kind" value="mandate" id="[^"]+" checked', page)
    assert page.count('<li class="hit') == 6
    assert client.get("/zh/?kind=%E7%A6%81%E6%AD%A2").text.count('<li class="hit') == 20


def test_nothing_is_shown_behind_the_end_of_a_list(client: TestClient) -> None:
    for page, total in (("?from=500&agency=CSRC", 7), ("problems?from=500", 2)):
        answer = client.get(f"/en/{page}")
        assert answer.status_code == 400
        assert f"the list has {total} items; there is no place 500 in it" in answer.text


def test_values_alone_are_asked_for_with_one_and_not_with_nought(client: TestClient) -> None:
    plain, nought, one = (
        client.get(f"/en/?agency=NFRA{end}").text.count('<li class="hit') for end in ("", "&exact=0", "&exact=1")
    )
    assert plain == nought > one > 0  # 2021 names its predecessor, the CBIRC


def test_a_number_or_a_body_that_is_looked_for_is_pointed_to(client: TestClient) -> None:
    for asked in ("银发〔2026〕42号", "Yinfa [2026] No. 42"):
        page = client.get("/en/", params={"q": f'"{asked}"'}).text
        assert re.search(r'<li[^>]*><a href="/en/notice/yinfa-2026-42">[^<]+ is a notice: Notice on', page)
    page = client.get("/zh/?q=csrc").text
    assert re.search(r'<li><a href="/zh/agency/CSRC">“csrc”系机构：[^<]+</a>', page)


def test_with_a_body_chosen_its_own_parts_are_counted(client: TestClient) -> None:
    page = client.get("/en/?agency=CSRC").text
    counts = {code: int(n) for code, n in re.findall(r'name="role" value="(\w+)".*?class="count">(\d+)<', page)}
    for role, count in counts.items():
        there = client.get(f"/en/?agency=CSRC&role={role}").text
        assert there.count('<li class="hit') == count, role


def test_values_beside_the_one_chosen_are_counted_as_if_none_were(client: TestClient) -> None:
    plain, chosen = (client.get(page).text for page in ("/en/", "/en/?agency=CSRC"))
    count = re.compile(r'name="agency" value="PBOC".*?class="count">(\d+)<')
    assert count.findall(plain) == count.findall(chosen)
    assert int(count.findall(plain)[0]) > 0


def test_a_norm_that_fits_by_another_name_says_by_which(client: TestClient) -> None:
    page = client.get("/en/?agency=NFRA").text
    assert re.search(r'class="note via">matches National Financial [^<]+ through China Banking and Insurance', page)
    assert 'class="note via">' not in client.get("/en/?agency=CSRC").text


def test_a_comparison_is_narrowed_to_a_body_and_a_person(client: TestClient) -> None:
    def rows(asked: str) -> int:
        page = client.get(f"/en/comparison/yinfa-2021-237/yinfa-2026-42{asked}").text
        return page[page.index('id="reading"') :].partition("</section>")[0].count('<tr class="clause"')

    assert rows("?agency=CSRC") == 4  # clauses 3, 5, 11 and 14 of 2026 name it
    assert rows("?agency=CSRC&addressee=bank") < rows("?addressee=bank") < rows("")


def test_the_duties_of_a_body_come_with_its_tasks(client: TestClient) -> None:
    assert (
        'href="/en/?agency=CSRC&amp;kind=obligation&amp;kind=mandate"'
        in client.get("/en/?agency=CSRC&kind=obligation").text
    )
    assert "另有6项规范属" in client.get("/zh/?agency=CSRC&kind=obligation").text
