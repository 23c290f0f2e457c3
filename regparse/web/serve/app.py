"""The application: addresses to pages. No path of a request reaches the file system."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from regparse.errors import QueryError
from regparse.web.serve.desk import Answer, message
from regparse.web.serve.guard import Guard, Rules
from regparse.web.serve.pool import Pool
from regparse.web.site import render
from regparse.web.site.words import TONGUES, Tongue

_MOST = 100
"""Most pairs of a query."""


def application(pool: Pool, rules: Rules) -> Guard:
    """Give the application over a pool of stores, behind its guard."""
    assets = {name: (render.asset(name), kind) for name, kind in render.ASSETS.items()}

    async def start(request: Request) -> Response:
        wanted = request.headers.get("accept-language", "").strip().lower()
        return RedirectResponse("/zh/" if wanted.startswith("zh") else "/en/", 303, {"vary": "accept-language"})

    async def asset(request: Request) -> Response:
        data, kind = assets[request.url.path[1:]]
        return Response(data, media_type=kind, headers={"cache-control": "private, max-age=60"})

    async def page(request: Request) -> Response:
        lang: Tongue = next((one for one in TONGUES if one == request.path_params["lang"]), "en")
        if request.path_params["lang"] not in TONGUES:
            return _response(
                message("en", 404, "not_found", QueryError("no-page", path=request.path_params["lang"][:40]))
            )
        path = tuple(request.path_params["path"].split("/")) if request.path_params["path"] else ()
        query = request.scope["query_string"].decode("utf-8", "replace")  # not everybody writes it in %
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST)
        except ValueError:
            return _response(message(lang, 400, "refused", QueryError("too-many-conditions", limit=_MOST)))
        return _response(await pool.answer(lang, path, pairs))

    async def bare(request: Request) -> Response:
        if request.path_params["lang"] not in TONGUES:
            return await missing(request, None)
        return RedirectResponse(str(request.url.replace(scheme="", netloc="", path=f"{request.url.path}/")), 308)

    async def missing(request: Request, _: Exception | None) -> Response:
        return _response(message("en", 404, "not_found", QueryError("no-page", path=request.url.path[:80])))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    routes = [
        Route("/", start),
        *(Route(f"/{name}", asset) for name in assets),
        Route("/{lang}", bare),
        Route("/{lang}/{path:path}", page),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={404: missing})
    app.router.redirect_slashes = False
    return Guard(app, rules)


def _response(answer: Answer) -> Response:
    if answer.location:
        return RedirectResponse(answer.location, answer.status)
    return Response(answer.body, answer.status, media_type="text/html")
