"""The reference clients as a browser meets them: their WSGI application, against a hub of paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.test import create_environ, run_wsgi_app

from clients.application import CHANNELS, create_application
from clients.readers import channel_readers
from clients.shared.hub.reader import connection
from tests.contract.fake_hub import FakeHub

TUESDAY_MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PLACES = {"location", "organisation"}
# The kinds of documents that each client has a page for.
SHOWN = {channel: {"product", *PLACES} for channel in CHANNELS} | {"email": {"product", "contactMoment", *PLACES}}
PAGE_KINDS = {"location": "locatie", "organisation": "organisatie", "contactMoment": "moment", "product": "product"}


@dataclass(frozen=True)
class Page:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "html.parser")

    def marks(self) -> list[tuple[str, str, str, str]]:
        """(key, aspect, value, text) of every fact on the page, but for those in notices: they have another document."""
        found = self.soup.select("data.fact[data-fact]:not([data-document] *)")
        return [(mark["data-fact"], mark.get("data-aspect", "value"), mark["value"], mark.get_text()) for mark in found]


@dataclass(frozen=True)
class Clients:
    application: Flask

    def get(self, target: str, method: str = "GET", **environ: Any) -> Page:
        path, _, query = target.partition("?")
        request = create_environ(path, query_string=query, method=method) | environ
        body, status, headers = run_wsgi_app(self.application, request)
        return Page(int(status.split()[0]), dict(headers), b"".join(body))

    def post(self, target: str, body: bytes, **environ: Any) -> Page:
        """A form, as a browser sends it from a page of this site."""
        form = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body))}
        sent = form | {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ACCEPT": "text/html", "wsgi.input": BytesIO(body)}
        return self.get(target, "POST", **(sent | environ))


class CompiledTemplates(BytecodeCache):
    """Compiled once for all tests, though each has an application of its own."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = CompiledTemplates()


@contextmanager
def clients_at(url: str, tokens: dict[str, str] | None = None, now: datetime = TUESDAY_MORNING) -> Iterator[Clients]:
    with connection(url) as http:
        application = create_application(channel_readers(tokens or {}, CHANNELS, http), lambda: now)
        application.jinja_env.bytecode_cache = TEMPLATES
        yield Clients(application)


@contextmanager
def clients_of(hub: FakeHub, now: datetime = TUESDAY_MORNING) -> Iterator[Clients]:
    tokens = {"HUB_TOKEN_EMAIL": "e-token", "HUB_TOKEN_DESK": "d-token", "HUB_TOKEN_PHONE": "p-token"}
    with clients_at(hub.url, tokens, now) as clients:
        yield clients


def page_of(document: dict[str, Any]) -> str:
    """Where a client shows this document."""
    locale = "" if document["locale"] == "nl" else f"?locale={document['locale']}"
    return f"/kanalen/{document['channel']}/{PAGE_KINDS[document['kind']]}/{document['key']}/{locale}"
