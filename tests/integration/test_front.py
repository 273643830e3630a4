"""The hub behind a proxy: no redirect loop, tokens by https only, the same headers on every answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from api.changes.stream import Stream
from api.connection import may_carry_token
from api.headers import SECURITY
from cms.front import behind_proxies, with_security_headers
from cms.wsgi import compose
from tests.integration.hot_path import PATH

pytestmark = pytest.mark.django_db
PROXY, STRANGER = "10.9.0.2", "203.0.113.7"


@pytest.fixture(autouse=True)
def one_proxy(settings) -> None:
    settings.TRUSTED_PROXIES = ("127.0.0.0/8", "10.9.0.0/16")


@pytest.fixture
def by_https(settings) -> None:
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def ask(application: Any, path: str, peer: str = PROXY, **headers: str) -> tuple[str, dict[str, str]]:
    environ = RequestFactory(headers=headers).get(path, REMOTE_ADDR=peer).environ
    said: list[Any] = []
    body = application(environ, lambda status, headers, *_: said.append((status, dict(headers))))
    b"".join(body)
    getattr(body, "close", lambda: None)()
    [(status, found)] = said
    return status, found


def site() -> Any:
    return behind_proxies(get_wsgi_application())


@pytest.mark.parametrize("headers", [{}, {"X-Forwarded-Proto": "https"}, {"X-Forwarded-Proto": "http, https"}])
def test_a_proxy_that_brings_https_is_not_redirected(by_https, headers):
    """Also when it does not say so: this hub is reached by https."""
    assert ask(site(), "/api/v1/health/live", **headers)[0] == "200 OK"


@pytest.mark.parametrize(("peer", "headers"), [
    (PROXY, {"X-Forwarded-Proto": "http"}), (STRANGER, {}), (STRANGER, {"X-Forwarded-Proto": "https"}),
])  # fmt: skip
def test_whoever_comes_by_http_is_led_to_https_whatever_they_claim(by_https, peer, headers):
    status, found = ask(site(), "/api/v1/health/live", peer, **headers)
    assert (status[:3], found["Location"][:8]) == ("301", "https://")


@pytest.mark.parametrize(("peer", "forwarded", "scheme", "allowed"), [
    (PROXY, "https", "http", True), (PROXY, "http", "http", False), (PROXY, "https, http", "http", False),
    (PROXY, "", "http", True), (STRANGER, "https", "http", False), (STRANGER, "", "http", False),
    (STRANGER, "", "https", True), ("127.0.0.1", "", "http", True), ("127.0.0.1", "http", "http", False),
    ("::ffff:10.9.0.2", "https", "http", True), ("unix:", "https", "http", False),
])  # fmt: skip
def test_a_token_is_taken_only_where_nobody_could_read_it_on_its_way(peer, forwarded, scheme, allowed):
    assert may_carry_token(peer, ("127.0.0.0/8", "10.9.0.0/16"), forwarded, scheme) == allowed


@pytest.mark.parametrize("path", [PATH, "/api/v1/changes", "/api/v1/channels/desk/bundle", "/api/v1/releases"])
def test_an_unprotected_token_is_refused_by_everything_that_reads_one(path, replica):
    application = compose(get_wsgi_application())
    assert ask(application, path, STRANGER, Authorization="Bearer abc")[0] == "403 Forbidden"


async def sent_by_stream(peer: str, forwarded: str) -> int:
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "method": "GET", "path": "/api/v1/stream", "query_string": b"", "client": (peer, 1),
        "headers": [(b"authorization", b"Bearer abc"), (b"x-forwarded-proto", forwarded.encode())], "scheme": "http",
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await Stream()(scope, receive, send)
    return sent[0]["status"]


def test_the_stream_refuses_an_unprotected_token_too(replica):
    assert asyncio.run(sent_by_stream(PROXY, "http")) == 403


@pytest.mark.parametrize("path", [PATH, "/api/v1/changes", "/api/v1/channels/website/bundle", "/api/v1/releases", "/",
                                  "/admin/login/", "/nothing", "/static/cms/admin.css"])  # fmt: skip
def test_every_answer_has_the_same_security_headers(path, replica):
    _, found = ask(compose(get_wsgi_application()), path, "127.0.0.1")
    assert {name for name, _ in SECURITY} <= {*found}


def test_an_answer_keeps_the_policy_that_it_has_itself():
    def application(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("content-security-policy", "default-src 'self'")])
        return [b""]

    _, found = ask(with_security_headers(application), "/")
    assert [value for name, value in found.items() if name.lower() == "content-security-policy"] == [
        "default-src 'self'"
    ]


def test_text_of_django_is_packed_for_whoever_can_unpack_it(replica):
    _, found = ask(compose(get_wsgi_application()), "/api/v1/openapi.json", "127.0.0.1", Accept_Encoding="gzip")
    assert found["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in found["Vary"]


def test_a_search_engine_is_sent_away_from_a_hub_for_colleagues(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
