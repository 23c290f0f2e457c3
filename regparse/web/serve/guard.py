"""What stands before every page: who may ask, what may be asked, and the headers of every answer.

Sources: OWASP Secure Headers Project; W3C Content Security Policy Level 3; RFC 9110 for the status codes.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import logging
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regparse.notation.expressions import expression
from regparse.web.serve.desk import login

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
}
COOKIE = "regparse"
LONGEST_QUERY = 4_000
"""Most bytes of the query of an address."""
LONGEST_PATH = 2_000
LONGEST_FORM = 2_000
"""Most bytes of the one form that is posted, the token's."""
AT_ONCE = 256
"""Most requests that are answered at a time; those that are refused, being let in by no token, do not count."""
FORM_SECONDS = 10.0
"""Seconds in which the form has to be sent."""
SEND_SECONDS = 60.0
"""Seconds in which a client has to take a piece of an answer."""
_HOST = expression(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(?::[0-9]{1,5})?\Z")
"""A Host header: a name or an address, and a port (RFC 9110, section 7.2)."""
_OPEN = ("/site.css",)
"""What is sent without a token: what the page that asks for it needs."""

_log = logging.getLogger("uvicorn.error")


class Rules(NamedTuple):
    """Who is let in: the names under which the service may be addressed (None: any), and the token, if there is one.

    ``secure``: browsers come through TLS, and send the cookie back through nothing else.
    """

    hosts: frozenset[str] | None
    token: str | None
    secure: bool = False


def loopback(host: str) -> bool:
    """Tell whether an address is of this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def rules(host: str, token: str | None, *, secure: bool = False) -> Rules:
    """Give the rules for an address to listen on. Another name that leads here (DNS rebinding) gets nothing."""
    local = frozenset({"localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host})
    return Rules(local if loopback(host) else None, token, secure)


class Guard:
    """Lets through what may pass, and puts the headers on what comes back."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules
        self._at_once = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in own),
                ]
                if b"cache-control" not in own:
                    message["headers"].append((b"cache-control", b"no-store"))
            async with asyncio.timeout(SEND_SECONDS):
                await send(message)

        try:
            refused = await self._refused(scope, receive)
            if refused is None and self._at_once >= AT_ONCE:
                refused = _plain(503, "Too many ask at once.", {"retry-after": "1"})
            if refused:
                await refused(scope, receive, guarded)
                return
            self._at_once += 1
            try:
                await self.app(scope, receive, guarded)
            finally:
                self._at_once -= 1
        except Exception:
            _log.exception("a page could not be made")
            if not begun:
                await _plain(500, "Something went wrong here.")(scope, receive, guarded)

    async def _refused(self, scope: Scope, receive: Receive) -> Response | None:
        """Give the answer to what may not pass, None for what may."""
        headers = {name: value for name, value in scope["headers"] if name in (b"host", b"authorization", b"cookie")}
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        path, method = scope["path"], scope["method"]
        allowed = ("POST",) if path == "/login" and self.rules.token else ("GET", "HEAD")
        fault = None
        if method not in allowed:
            fault = _plain(405, "This is only read.", {"allow": ", ".join(allowed)})
        elif len(scope.get("raw_path") or path.encode()) > LONGEST_PATH or len(scope["query_string"]) > LONGEST_QUERY:
            fault = _plain(414, "That address is too long.")
        elif self.rules.hosts is not None and (len(hosts) != 1 or _name(hosts[0]) not in self.rules.hosts):
            fault = _plain(421, "Not under this name.")
        if fault or self.rules.token is None or path in _OPEN:
            return fault
        if path == "/login":
            return await self._login(receive)
        if self._known(headers):
            return None
        answer = login(_tongue(path), fault=False)
        return Response(answer.body, 401, {"www-authenticate": "Bearer"}, "text/html")

    def _known(self, headers: dict[bytes, bytes]) -> bool:
        kind, _, given = headers.get(b"authorization", b"").partition(b" ")
        if kind.lower() == b"bearer":
            return _same(given.strip(), str(self.rules.token).encode())
        try:
            cookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value.encode("latin-1", "replace"), self._pass().encode())

    def _pass(self) -> str:
        """Give what the cookie holds: it follows from the token, which does not follow from it."""
        return hmac.new(str(self.rules.token).encode(), b"regparse serve", hashlib.sha256).hexdigest()

    async def _login(self, receive: Receive) -> Response:
        body = b""
        more = True
        while more:
            try:
                async with asyncio.timeout(FORM_SECONDS):
                    message: Any = await receive()
            except TimeoutError:
                return _plain(408, "The form did not come.", {"connection": "close"})
            if message["type"] != "http.request":
                return _plain(400, "The form was cut off.")
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > LONGEST_FORM:
                return _plain(413, "That is too long.")
        given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0].strip()
        if not _same(given.encode(), str(self.rules.token).encode()):
            return Response(login("en", fault=True).body, 401, {"www-authenticate": "Bearer"}, "text/html")
        to = RedirectResponse("/", 303)
        to.set_cookie(COOKIE, self._pass(), httponly=True, samesite="strict", path="/", secure=self.rules.secure)
        return to


def _same(given: bytes, token: bytes) -> bool:
    return hmac.compare_digest(hashlib.sha256(given).digest(), hashlib.sha256(token).digest())


def _name(host: bytes) -> str:
    """Give the name in a Host header, without the port; nothing where the header is none that can be."""
    found = _HOST.match(host.decode("latin-1").lower())
    return found[1] if found else ""


def _tongue(path: str) -> Any:
    return "zh" if path.startswith("/zh") else "en"


def _plain(status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(said + "\n", status, headers)
