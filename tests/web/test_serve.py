"""The server: what it answers, what it refuses, and what it never lets out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from site_stores import hostile

from regparse.errors import ServeError
from regparse.store.query import of_corpus

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("httpx", reason="the test client of starlette needs httpx")

from starlette.testclient import TestClient

from regparse.web.serve import run as running
from regparse.web.serve.app import application
from regparse.web.serve.desk import Answer
from regparse.web.serve.guard import HEADERS, Guard, loopback, rules
from regparse.web.serve.pool import Pool

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
        ("/en/notice/yinfa-2026-42@zh", 404, "unknown edition “zh” of yinfa-2026-42"),
        ("/en/agency/CSRX", 404, "did you mean"),
        ("/en/agency/CSRC/PBOC", 404, "there is no page"),
        ("/en/lineage/nothing", 404, "unknown notice"),
        ("/de/", 404, "there is no page"),
        ("/en/nothing", 404, "there is no page"),
        ("/en/notice/", 404, "there is no page"),
        ("/en/?agency=CSRX", 400, "did you mean"),
        ("/en/?q=(bank", 400, "is not closed"),
        ("/en/?since=yesterday", 400, "is not a date"),
        ("/en/?colour=red", 400, "no condition"),
        ("/en/agencies?colour=red", 400, "no condition"),
        ("/en/problems?q=zzz&kind=nonsense", 400, "this page has no condition “q”"),
        ("/en/problems?from=0&kind=prohibition", 400, "this page has no condition “kind”"),
        ("/de", 404, "there is no page"),
        ("/en/comparison/yinfa-2021-237/yinfa-2026-42?change=red", 400, "unknown change"),
        ("/en/comparison/yinfa-2021-237/yinfa-2026-42?view=red", 400, "unknown view"),
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
    "path",
    [
        "/../../etc/passwd",
        "/en/../../../etc/passwd",
        "/en/%2e%2e/%2e%2e/etc/passwd",
        "/en/notice/..%2f..%2fetc%2fpasswd",
        "/en/notice/%00",
        "/site.css/../words.py",
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


def test_a_socket_that_is_no_request_is_left_alone() -> None:
    sent: list[object] = []

    async def send(message: object) -> None:
        sent.append(message)

    async def ask() -> None:
        app = application(Pool(hostile, 1), rules("127.0.0.1", None))
        await app({"type": "websocket", "headers": [], "path": "/"}, None, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    assert sent == []


def test_a_page_in_one_language_is_never_sent_for_the_other(client: TestClient) -> None:
    for _ in range(2):
        assert '<html lang="en"' in client.get("/en/?q=token").text
        assert '<html lang="zh' in client.get("/zh/?q=token").text


@pytest.mark.parametrize(("page", "to"), [("/en", "/en/"), ("/zh?q=bank&kind=status", "/zh/?q=bank&kind=status")])
def test_the_folder_of_a_language_is_found_without_its_stroke(client: TestClient, page: str, to: str) -> None:
    answer = client.get(page, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, to)
    assert client.get(page).status_code == 200


def test_words_that_stand_in_an_address_as_they_are_are_read_as_utf8() -> None:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    async def get(query: bytes) -> None:
        scope = {"type": "http", "method": "GET", "path": "/en/", "query_string": query, "headers": [(b"host", b"::1")]}
        app = application(Pool(hostile, 1), rules("0.0.0.0", None))
        await app({**scope, "root_path": "", "scheme": "http", "server": ("::1", 80)}, receive, send)

    asyncio.run(get("q=礼品卡".encode()))
    assert sent[0]["status"] == 200
    assert "礼品卡" in sent[1]["body"].decode()
    assert sent[1]["body"].count(b'<li class="hit') == 2  # the ban, and the title
    sent.clear()
    asyncio.run(get(b"q=%ff\xff"))
    assert sent[0]["status"] in (200, 400)


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_is_for_https_alone_where_that_is_said(secure: bool) -> None:
    app = application(Pool(hostile, 1), rules("10.0.0.1", TOKEN, secure=secure))
    with TestClient(app, base_url="https://pages.test") as client:
        opened = client.post("/login", data={"token": TOKEN}, follow_redirects=False)
    assert ("secure" in opened.headers["set-cookie"].lower().split("; ")) is secure
