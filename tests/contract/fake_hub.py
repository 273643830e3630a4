"""A hub of paper: a real HTTP server that answers with the curated examples, so that clients can be tried alone."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from releases.channels import CHANNELS
from tests.contract.examples import bodies
from tests.contract.schemas import CONTRACT

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="220" height="56"><rect width="220" height="56"/></svg>'
Address = tuple[str, str, str]


def example_documents() -> list[dict[str, Any]]:
    """Every example, with logos whose bytes this hub can give, and a house style in English too."""
    documents = [json.loads(body) for body in bodies()]
    documents += [entry | {"locale": "en"} for entry in documents if entry["kind"] in ("branding", "navigation")]
    for document in documents:
        for logo in document.get("logos", ()):
            logo["digest"] = hashlib.sha256(LOGO).hexdigest()
    return documents


def search_examples() -> dict[tuple[str, str], dict[str, Any]]:
    """What searching finds, by channel and locale: internal notes but on the website."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in (CONTRACT / "search").glob("*.json")}
    internal = {(channel, "nl"): found["internal.nl"] for channel in CHANNELS if channel != "website"}
    return internal | {("website", locale): found[f"question.{locale}"] for locale in ("nl", "en")}


class FakeHub:
    """Serves `documents`; `answers` overrules a path with a status, and `asked` remembers every request.

    `found` is what searching gives by channel and locale, `told` every body that was posted, by its path.

    `drafts` are answers under /api/v1/previews; any other path there leads to what is published.
    """

    def __init__(self, documents: list[dict[str, Any]]) -> None:
        self.documents = {
            (entry["channel"], entry["kind"], entry["key"], entry["locale"]): entry for entry in documents
        }
        self.release = 12
        self.page_size = 100
        self.modified = "2026-11-23T08:00:00.000Z"
        self.answers: dict[str, int] = {}
        self.drafts: dict[str, tuple[int, bytes]] = {}
        self.found = search_examples()
        self.told: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self.asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = []
        self.url = ""

    def asked_for(self, path: str) -> list[tuple[dict[str, list[str]], dict[str, str]]]:
        return [(query, headers) for asked, query, headers in self.asked if asked == path]

    def answer(self, target: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(target)
        query = parse_qs(parts.query)
        self.asked.append((parts.path, query, headers))
        if parts.path in self.answers:
            return self.answers[parts.path], {"Content-Type": "application/problem+json"}, b"{}"
        names = parts.path.strip("/").split("/")
        if names[:3] == ["api", "v1", "previews"]:
            return self._draft(parts.path, f"/api/v1/{'/'.join(names[4:])}?{parts.query}")
        if names[2:] == ["releases"]:
            rows = [{"number": self.release, "createdAt": self.modified}]
            return 200, {"Content-Type": "application/json"}, json.dumps({"results": rows, "next": None}).encode()
        if names[2:] in (["search"], ["suggestions"]):
            return self._found(names[2], query)
        if names[:3] != ["api", "v1", "channels"]:
            return 200, {"Content-Type": "image/svg+xml"}, LOGO
        if len(names) == 5:
            return self._list(names[3], query)
        return self._document((names[3], names[5], names[6]), query, headers)

    def tell(self, path: str, headers: dict[str, str], body: bytes) -> int:
        self.told.append((path, json.loads(body), headers))
        return self.answers.get(path, 204)

    def _found(self, what: str, query: dict[str, list[str]]) -> tuple[int, dict[str, str], bytes]:
        answer = self.found[query["channel"][0], query.get("locale", ["nl"])[0]]
        if what == "suggestions":
            hits = (
                {name: hit[name] for name in ("contentLocale", "href", "key", "kind", "title")}
                for hit in answer["results"]
            )
            answer = {"results": [hit | {"name": None} for hit in hits]}
        return 200, {"Content-Type": "application/json", "Release": str(self.release)}, json.dumps(answer).encode()

    def _draft(self, path: str, published: str) -> tuple[int, dict[str, str], bytes]:
        if path not in self.drafts:
            return 302, {"Location": published}, b""
        status, body = self.drafts[path]
        return status, {"Content-Type": "application/json"}, body

    def _document(
        self, address: Address, query: dict[str, list[str]], headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        document = self.documents.get((*address, query.get("locale", ["nl"])[0]))
        if document is None:
            return 404, {"Content-Type": "application/problem+json"}, b"{}"
        body = json.dumps(document).encode()
        known = {"ETag": f'"{hashlib.sha256(body).hexdigest()}"', "Release": str(self.release)}
        if headers.get("if-none-match") == known["ETag"]:
            return 304, known, b""
        return 200, known | {"Content-Type": "application/json"}, body

    def _list(self, channel: str, query: dict[str, list[str]]) -> tuple[int, dict[str, str], bytes]:
        first = int(query.get("cursor", ["0"])[0])
        wanted = (channel, query["kind"][0], query["locale"][0])
        found = [doc for (of, kind, _, locale), doc in self.documents.items() if (of, kind, locale) == wanted]
        shown = found[first : first + self.page_size]
        following = f"cursor={first + self.page_size}&kind={wanted[1]}&locale={wanted[2]}"
        more = first + self.page_size < len(found)
        page = {
            "results": [
                {name: entry[name] for name in ("key", "kind", "title")} | {"lastModified": self.modified}
                for entry in shown
            ],
            "next": f"https://hub.example/api/v1/channels/{channel}/documents?{following}" if more else None,
        }
        return 200, {"Content-Type": "application/json"}, json.dumps(page).encode()


@contextmanager
def serving(hub: FakeHub) -> Iterator[FakeHub]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one piece: the second would wait for the first to be confirmed

        def do_GET(self) -> None:
            status, headers, body = hub.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(hub.tell(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
