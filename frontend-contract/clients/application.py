"""The WSGI application that serves /kanalen/: `clients.application:application`.

HUB_URL names the hub; HUB_TOKEN_WEBSITE, HUB_TOKEN_EMAIL, HUB_TOKEN_DESK and HUB_TOKEN_PHONE are the tokens of the
channels. With CHANNELS_DIR each channel that has a token keeps a copy of its own there, and tells the hub what it shows
as CHANNELS_INSTANCE (`kanalen`).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from clients import chat, desk, email, feedback, overview, phone, places, searching, website
from clients.assets import house_style_route, logo_route, static_file
from clients.exchange import Request, Response, redirect
from clients.hub import Hub, HubError, Missing, connection
from clients.instance import hub_url, readers
from clients.pages import MOUNT, Site
from clients.posting import NotTaken, posted_form
from clients.routing import Route, allowed, find
from clients.visit import visit_of

logger = logging.getLogger(__name__)
SHARED = (house_style_route, logo_route, *places.ROUTES, *searching.ROUTES, *feedback.ROUTES)
CHANNELS: Mapping[str, tuple[Route, ...]] = {
    "website": (*website.ROUTES, *SHARED),
    "email": (*email.ROUTES, *SHARED),
    "desk": (*desk.ROUTES, *SHARED),
    "phone": (*phone.ROUTES, *SHARED),
    "chat": (*chat.ROUTES, *SHARED),
}
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Application:
    """A client for each channel and the overview, each with its own reader of the hub."""

    def __init__(self, hubs: Mapping[str, Hub], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._sites = {name: Site(name, hub) for name, hub in hubs.items()}
        self._overview = overview.Overview(self._sites)

    def __call__(self, environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        response = self._answer(environ)
        headers = response.header_list()
        if response.status == 200:
            headers += [("ETag", response.etag), ("Cache-Control", "no-cache")]
            if response.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
                start_response("304 Not Modified", [("ETag", response.etag), ("Cache-Control", "no-cache")])
                return [b""]
        start_response(response.status_line, headers)
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]

    def _answer(self, environ: Mapping[str, Any]) -> Response:
        path = environ["PATH_INFO"].removeprefix(MOUNT)
        site, routes, rest = self._client(path)
        methods = allowed(routes, rest)
        if environ["REQUEST_METHOD"] not in methods:
            return Response(b"", 405, headers={"Allow": ", ".join(methods)})
        if not path.startswith("/"):
            return redirect(f"{MOUNT}/")
        request = self._request(path, environ)
        try:
            if environ["REQUEST_METHOD"] == "POST":
                request = replace(request, form=posted_form(environ))
            return self._dispatch(request, site, routes, rest)
        except NotTaken as error:
            return Response(b"", error.status)
        except HubError as error:
            return self._failure(request, site, error.status, getattr(error, "sentences", ()))
        except Exception:
            logger.exception("no page for %s", path)
            return self._failure(request, site, 500)

    def _request(self, path: str, environ: Mapping[str, Any]) -> Request:
        query = environ.get("QUERY_STRING", "")
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        wants_page = "text/html" in environ.get("HTTP_ACCEPT", "text/html")
        return Request(path, visit_of(query, self._clock()), asked=asked, wants_page=wants_page)

    def _client(self, path: str) -> tuple[Site, tuple[Route, ...], str]:
        channel, _, rest = path[1:].partition("/")
        if channel in self._sites and path != f"/{channel}":
            return self._sites[channel], CHANNELS[channel], rest
        return self._overview, overview.ROUTES, path[1:]

    def _dispatch(self, request: Request, site: Site, routes: tuple[Route, ...], path: str) -> Response:
        if path.startswith("static/") and site is self._overview:
            return static_file(path.removeprefix("static/"))
        found = find(routes, path)
        if found:
            handler, arguments = found
            return handler(replace(request, arguments=arguments), site.for_one_page())
        if not path.endswith("/") and find(routes, f"{path}/"):
            return redirect(f"{MOUNT}{request.path}/{request.visit.query()}")
        if path in CHANNELS:
            return redirect(f"{MOUNT}/{path}/{request.visit.query()}")
        raise Missing(path)

    def _failure(self, request: Request, site: Site, status: int, sentences: Iterable[str] = ()) -> Response:
        return site.page("shared/error", request.visit, status=status, status_code=status, sentences=sentences)


def _now() -> datetime:
    return datetime.now(UTC)


def from_environment(environ: Mapping[str, str]) -> Application:
    return Application(readers(environ, CHANNELS, connection(hub_url(environ))), _now)


application = from_environment(os.environ)
