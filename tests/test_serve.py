"""The server: what it answers, what it refuses, and what it never lets out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from site_stores import hostile

from regparse.errors import ServeError
from regparse.store import index
from regparse.store.database import open_store
from regparse.store.query import of_corpus

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("httpx", reason="the test client of starlette needs httpx")

from starlette.testclient import TestClient

from regparse.serve import run as running
from regparse.serve.app import application
from regparse.serve.desk import Answer
from regparse.serve.guard import HEADERS, Guard, loopback, rules
from regparse.serve.pool import Kept, Pool
from regparse.site.words import load

TOKEN = "a token of more than sixteen characters"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    pool = Pool(of_corpus, threads=1)
    with TestClient(application(pool, rules("127.0.0.1", None)), base_url="http://127.0.0.1:8765") as found:
        yield found


@pytest.fixture(scope="module")
def bad() -> Iterator[TestClient]:
    with TestClient(application(Pool(hostile, 1), rules("127.0.0.1", None)), base_url="http://localhost") as found:
        yield found


@pytest.fixture
def guarded() -> Iterator[TestClient]:
    with TestClient(application(Pool(hostile, 1), rules("10.0.0.1", TOKEN)), base_url="http://pages.test") as found:
        yield found


PAGES = [
    "/en/",
    "/zh/?q=bank",
    "/en/?agency=CSRC&kind=obligation&kind=mandate",
    "/en/notice/yinfa-2026-42",
    "/zh/notice/yinfa-2026-42@en-press",
    "/en/beside/yinfa-2026-42/yinfa-2026-42@en-press",
    "/en/agencies",
    "/zh/agency/CSRC",
    "/en/comparisons",
    "/en/comparison/yinfa-2021-237/yinfa-2026-42",
    "/en/comparison/yinfa-2021-237/yinfa-2026-42?view=old&agency=CSRC",
    "/zh/comparison/yinfa-2021-237/yinfa-2026-42?view=new&change=added",
    "/en/lineage/yinfa-2021-237",
    "/zh/problems",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_with_every_header(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "server" not in answer.headers
    assert not answer.cookies
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_is_answered(client: TestClient, page: str) -> None:
    text = client.get(page).text
    links = {one.replace("&amp;", "&").partition("#")[0] for one in re.findall(r'(?:href|src)="(/[^"]*)"', text)}
    for link in sorted(links)[:25]:
        assert client.get(link).status_code == 200, link


def test_the_search_answers_without_a_script(client: TestClient) -> None:
    text = client.get("/en/?agency=CSRC&kind=obligation").text
    assert text.count('<li class="hit') == 1  # clause 14 of 2026 alone puts a duty with "shall" on it
    assert 'href="/en/notice/yinfa-2026-42#n-14-1"' in text
    assert re.search(r'name="agency" value="CSRC" id="[^"]+" checked', text)


def test_a_long_list_is_leafed_through(client: TestClient) -> None:
    first = client.get("/en/?kind=prohibition").text
    assert first.count('<li class="hit') == 20
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = client.get(following[1].replace("&amp;", "&")).text
    assert second.count('<li class="hit') == 6  # 26 bans in all
    assert 'rel="prev"' in second


@pytest.mark.parametrize(
    ("page", "status", "said"),
    [
        ("/en/notice/yinfa-2026-43", 404, "did you mean yinfa-2026-42"),
        ("/en/notice/yinfa-2026-42@zh", 404, "edition of yinfa-2026-42"),
        ("/en/agency/CSRX", 404, "did you mean"),
        ("/en/agency/CSRC/PBOC", 404, "there is no page"),
        ("/en/lineage/nothing", 404, "no notice"),
        ("/de/", 404, "there is no page"),
        ("/en/nothing", 404, "there is no page"),
        ("/en/notice/", 404, "there is no page"),
        ("/en/?agency=CSRX", 400, "did you mean"),
        ("/en/?q=(bank", 400, "is not closed"),
        ("/en/?since=yesterday", 400, "is no date"),
        ("/en/?colour=red", 400, "no condition"),
        ("/en/agencies?colour=red", 400, "no condition"),
        ("/en/comparison/yinfa-2021-237/yinfa-2026-42?change=red", 400, "no change"),
        ("/en/comparison/yinfa-2021-237/yinfa-2026-42?view=red", 400, "is read side"),
        ("/en/comparison/yinfa-2026-42/yinfa-2026-42", 400, "compared with another one"),
        ("/en/?" + "&".join(f"kind=k{n}" for n in range(150)), 400, "more than 100"),
    ],
)
def test_what_is_not_there_or_not_understood_is_told_in_a_sentence(
    client: TestClient, page: str, status: int, said: str
) -> None:
    answer = client.get(page)
    assert answer.status_code == status
    assert said in answer.text
    assert "Traceback" not in answer.text


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
    assert re.search(r'<h2 id="counted">That cannot be answered</h2>', page)
    assert '<ol class="notices">' not in page


@pytest.mark.parametrize(
    "asked", ["agency=csrc", "agency=%E8%AF%81%E7%9B%91%E4%BC%9A", "agency=China+Securities+Regulatory+Commission"]
)
def test_a_value_may_be_a_word_of_the_pages(client: TestClient, asked: str) -> None:
    page = client.get(f"/en/?{asked}&kind=Task+of+a+body").text
    assert re.search(r'name="agency" value="CSRC" id="[^"]+" checked', page)
    assert re.search(r'name="kind" value="mandate" id="[^"]+" checked', page)
    assert page.count('<li class="hit') == 6
    assert client.get("/zh/?kind=%E7%A6%81%E6%AD%A2").text.count('<li class="hit') == 20


def test_nothing_is_shown_behind_the_end_of_a_list(client: TestClient) -> None:
    for page, total in (("?from=500&agency=CSRC", 7), ("problems?from=500", 2)):
        answer = client.get(f"/en/{page}")
        assert answer.status_code == 400
        assert f"the list has {total}; there is no place 500 in it" in answer.text


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
    assert re.search(r'<li><a href="/zh/agency/CSRC">“csrc”是一个机构：[^<]+</a>', page)


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
    assert re.search(r'class="note via">fits National Financial [^<]+ by China Banking and Insurance', page)
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
    assert "6条规范属" in client.get("/zh/?agency=CSRC&kind=obligation").text


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/en/../../../etc/passwd",
        "/en/%2e%2e/%2e%2e/etc/passwd",
        "/en/notice/..%2f..%2fetc%2fpasswd",
        "/en/notice/%00",
        "/site.css/../words.toml",
        "/templates/site/base.html",
        "/en/notice//etc/passwd",
        "/data.js",
    ],
)
def test_no_path_reaches_the_file_system(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == 404
    assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_are_only_read(client: TestClient, method: str) -> None:
    answer = client.request(method, "/en/")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert client.head("/en/").status_code == 200


def test_an_address_that_is_too_long_is_refused(client: TestClient) -> None:
    assert client.get("/en/?q=" + "a" * 5_000).status_code == 414
    assert client.get("/en/notice/" + "a" * 3_000).status_code == 414
    assert client.get("/en/?q=" + "a" * 1_500).status_code == 400  # the words alone are too many


def test_another_name_that_leads_here_gets_nothing(client: TestClient) -> None:
    for host in ("evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""):
        assert client.get("/en/", headers={"host": host}).status_code == 421
    for host in ("localhost", "127.0.0.1:8765", "[::1]:8765"):
        assert client.get("/en/", headers={"host": host}).status_code == 200


def test_what_a_notice_or_a_reader_says_is_text_and_never_markup(bad: TestClient) -> None:
    for page in ("/en/", "/en/notice/yinfa-2019-7", "/en/?q=cards", "/en/comparison/yinfa-2019-7/yinfa-2024-9"):
        text = bad.get(page).text
        assert "&lt;script&gt;" in text or "&lt;img" in text
        assert "<script>" not in text
        assert "<img" not in text
    for page in ("/en/?q=%3Cscript%3Ex%3C/script%3E", "/en/%3Cscript%3E", "/en/notice/%3Cscript%3E", "/en/?%3Cb%3E=1"):
        text = bad.get(page).text
        assert "<script>" not in text
        assert "<b>" not in text


def test_without_the_token_only_the_door_is_seen(guarded: TestClient) -> None:
    for page in ("/", "/en/", "/en/notice/yinfa-2019-7", "/site.js"):
        answer = guarded.get(page)
        assert answer.status_code == 401
        assert "yinfa" not in answer.text.lower()
        assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
    assert guarded.get("/site.css").status_code == 200


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"])
def test_a_wrong_token_opens_nothing(guarded: TestClient, given: str) -> None:
    assert guarded.get("/en/", headers={"authorization": given}).status_code == 401


def test_the_token_opens_as_a_header_and_by_the_form(guarded: TestClient) -> None:
    assert guarded.get("/en/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert guarded.post("/login", data={"token": "wrong"}).status_code == 401
    assert guarded.get("/en/").status_code == 401
    opened = guarded.post("/login", data={"token": TOKEN}, follow_redirects=False)
    assert opened.status_code == 303
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert guarded.get("/en/").status_code == 200
    assert guarded.post("/login", content=b"token=" + b"a" * 5_000).status_code == 413
    guarded.cookies.set("regparse", "0" * 64)
    assert Guard(guarded.app, rules("10.0.0.1", TOKEN))._known({b"cookie": b"regparse=" + b"0" * 64}) is False


def test_an_error_of_ours_shows_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Answer:
        raise RuntimeError("a secret of the machine")

    pool = Pool(hostile, 1)
    monkeypatch.setattr(pool, "_make", broken)
    app = application(pool, rules("127.0.0.1", None))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        answer = client.get("/en/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.9.9.9", True)]
)
def test_what_is_of_this_machine_alone(host: str, local: bool) -> None:
    assert loopback(host) is local


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "pages.example", "127.0.0.1.example"])
def test_elsewhere_it_does_not_start_without_a_token(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(running.VARIABLE, raising=False)
    assert not loopback(host)
    with pytest.raises(ServeError, match="others could read along"):
        running.serve(host=host)


def test_a_short_token_and_a_taken_port_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: object
) -> None:
    file = tmp_path / "token"
    file.write_text("short\n")
    with pytest.raises(ServeError, match="can be guessed"):
        running.serve(host="0.0.0.0", token_file=file)
    with running._listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))  # type: ignore[operator]
    assert result.code == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in result.err
    assert len(result.err.strip().splitlines()) == 1


def test_what_is_indexed_meanwhile_shows_at_once(tmp_path: Path) -> None:
    notice = "Notice on {} Cards\nYinfa [2019] No. {}\n\nTo all banks:\n\n(1) Banks shall not lend {} cards.\n"
    folder, store = tmp_path / "in", tmp_path / "store.sqlite"
    folder.mkdir()
    (folder / "a.txt").write_text(notice.format("Red", 7, "red"))
    index.update(store, [folder])
    pool = Pool(lambda: open_store(store), 1)
    with TestClient(application(pool, rules("127.0.0.1", None)), base_url="http://localhost") as client:
        assert "Nothing fits" in client.get("/en/?q=green").text
        (folder / "b.txt").write_text(notice.format("Green", 8, "green"))
        index.update(store)
        assert client.get("/en/?q=green").text.count('<li class="hit') == 2  # the ban, and the title
        assert client.get("/en/notice/yinfa-2019-8").status_code == 200


def test_pages_are_kept_up_to_a_limit_and_thrown_away_when_the_store_changes() -> None:
    kept = Kept(room=100)
    keys = [("en", (str(n),), ()) for n in range(5)]
    for key in keys:
        assert kept.get(key, 1) is None
        kept.put(key, Answer(200, b"x" * 40), 1)
    assert kept.size <= 100
    assert kept.get(keys[0], 1) is None
    assert kept.get(keys[4], 1)
    kept.put(keys[0], Answer(200, b"x" * 500), 1)
    assert kept.get(keys[0], 1) is None  # larger than all the room there is
    assert kept.get(keys[4], 2) is None
    assert kept.size == 0


def test_a_socket_that_is_no_request_is_left_alone() -> None:
    sent: list[object] = []

    async def send(message: object) -> None:
        sent.append(message)

    async def ask() -> None:
        app = application(Pool(hostile, 1), rules("127.0.0.1", None))
        await app({"type": "websocket", "headers": [], "path": "/"}, None, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    assert sent == []
