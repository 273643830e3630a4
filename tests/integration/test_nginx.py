"""One origin through a real nginx: the website is served from the export, everything else by the hub."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from api.documents.delivery import DocumentEndpoint
from releases.compiling.documents import CompiledPeriod, Document
from releases.core import canonical
from releases.export.folder import ExportFolder
from releases.export.targets import export_to
from releases.replica.follower import follow
from releases.storage import reader
from tests.eventually import eventually
from tests.integration.published import NOW, document, period, publish
from tests.nginx import free_port, log_of, running_nginx

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS = "/api/v1/channels/website/documents/product/paspoort"


@dataclass
class Upstream:
    """Stands for the hub and for its stream server; says which of the two was asked, and what."""

    name: str
    go_on: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Upstream:
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = f"{upstream.name} {self.path} {self.headers['X-Forwarded-Proto']}".encode()
                self.send_response(200)
                self.send_header("Content-Length", str(2 * len(body)))
                self.end_headers()
                self.wfile.write(body)
                if self.path.startswith("/api/v1/stream"):
                    upstream.go_on.wait(30)
                self.wfile.write(body)

            do_OPTIONS = do_GET

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass(frozen=True)
class Site:
    home: Path
    client: httpx.Client
    stream: Upstream

    @property
    def export_dir(self) -> Path:
        return self.home / "export"

    def export(self, release: int) -> None:
        export_to(ExportFolder(self.export_dir), ("website",), release, NOW)

    def get(self, path: str = ADDRESS, **headers: str) -> httpx.Response:
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def site_with(home: Path, hub: str, stream: Upstream) -> Iterator[Site]:
    media = home / "media"
    (media / "logos").mkdir(parents=True)
    (media / "logos" / "ab.svg").write_text("<svg/>")
    folders = {"EXPORT_DIR": str(home / "export"), "MEDIA_DIR": str(media), "ACCESS_LOG": str(home / "access.log")}
    values = {"HUB": hub, "STREAM": stream.address, "BASE_URL": settings.BASE_URL, **folders}
    with running_nginx(home, **values) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield Site(home, client, stream)


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Upstream("hub") as hub, Upstream("stream") as stream:
        yield from site_with(tmp_path_factory.mktemp("nginx"), hub.address, stream)


@pytest.fixture(scope="module")
def hubless_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The hub is stopped: nobody listens at its port."""
    with Upstream("stream") as stream:
        yield from site_with(tmp_path_factory.mktemp("hubless"), f"127.0.0.1:{free_port()}", stream)


def passport(text: str = "een lange tekst ") -> Document:
    body = canonical.dumps({"key": "paspoort", "text": text * 200})
    return document(CompiledPeriod(None, body, canonical.digest(body)))


def exported(site: Site, *documents: Document) -> Site:
    release = publish(*(documents or (passport(),)))
    site.export(release.number)
    return site


@pytest.fixture
def site(shared_site: Site) -> Site:
    return exported(shared_site)


@pytest.fixture
def hubless(hubless_site: Site) -> Site:
    return exported(hubless_site)


def test_the_website_is_served_while_the_hub_is_stopped(hubless):
    answer = hubless.get()
    assert (answer.status_code, answer.content) == (200, passport().periods[0].body)


def test_what_only_the_hub_has_is_a_problem_while_it_is_stopped(hubless):
    answer = hubless.get(f"{ADDRESS}?at=2027-01-01")
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["code"] == "away"


def test_an_exported_document_has_the_headers_that_the_hub_sends(site, replica):
    follow(replica)
    sent: dict[str, str] = {}
    environ = {"PATH_INFO": ADDRESS, "REQUEST_METHOD": "GET", "QUERY_STRING": ""}
    DocumentEndpoint()(environ, lambda status, headers: sent.update(headers))
    answer = site.get(Accept_Encoding="identity")
    assert sent.pop("Vary") in answer.headers["Vary"]
    assert {name: answer.headers.get(name) for name in sent} == sent


def test_an_exported_document_is_sent_compressed_to_who_can_read_that(site):
    answer = site.get(Accept_Encoding="gzip")
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding, accept-datetime")
    assert int(answer.headers["Content-Length"]) < len(answer.content)


def test_an_exported_document_says_how_to_cite_it(site):
    answer = site.get()
    query = f"at=2026-03-03T12:00:00.000Z&locale=nl&release={answer.headers['Release']}"
    assert f'<{settings.BASE_URL}{ADDRESS}?{query}>; rel="cite-as"' in answer.headers["Link"]


def test_another_moment_may_be_asked_by_a_header(site):
    assert site.get(Accept_Datetime="Tue, 03 Mar 2026 12:00:00 GMT").text.startswith("hub ")


@pytest.mark.parametrize("tags", ['"{}"', 'W/"{}"', '"abc", W/"{}", "def"', "*"])
def test_what_a_reader_has_is_not_sent_again(site, tags):
    etag = site.get().headers["ETag"].strip('"')
    answer = site.get(If_None_Match=tags.format(etag))
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == f'"{etag}"'
    assert answer.headers["Release"]


@pytest.mark.parametrize(
    ("since", "status"),
    [("Tue, 03 Mar 2026 12:00:00 GMT", 304), ("Wed, 04 Mar 2026 12:00:00 GMT", 304),
     ("Tue, 03 Mar 2026 11:59:59 GMT", 200), ("yesterday", 200)],
)  # fmt: skip
def test_what_a_reader_has_by_its_date_is_not_sent_again(site, since, status):
    answer = site.get(If_Modified_Since=since)
    assert (answer.status_code, answer.content == b"") == (status, status == 304)
    assert answer.headers["Last-Modified"] == "Tue, 03 Mar 2026 12:00:00 GMT"


def test_a_tag_counts_before_a_date(site):
    assert site.get(If_None_Match='"abc"', If_Modified_Since="Wed, 04 Mar 2026 12:00:00 GMT").status_code == 200


def test_what_was_told_in_this_second_has_no_date_yet(shared_site):
    """Its second lies ahead here, and comes while this asks."""
    second = int(time.time()) + 2
    publish(passport("deze seconde"), now=datetime.fromtimestamp(second + 0.25, UTC))
    shared_site.export(reader.head().number)
    told = {}
    while max(told, default=0) <= second + 1:
        before, answer = int(time.time()), shared_site.get()
        if before == int(time.time()):
            told[before] = answer.headers.get("Last-Modified")
    assert told[second] is None
    assert told[second + 1] == formatdate(second, usegmt=True)


@pytest.mark.parametrize("tags", ['"abc"', f'"{"0" * 64}"', "nonsense"])
def test_what_a_reader_has_not_is_sent(site, tags):
    assert site.get(If_None_Match=tags).status_code == 200


@pytest.mark.parametrize("query", ["?at=2027-01-01", "?release=1", "?known=2027-01-01", "?locale=nl&at=2027-01-01"])
def test_another_moment_is_asked_of_the_hub(site, query):
    assert site.get(ADDRESS + query).text.startswith(f"hub {ADDRESS}{query} http")


@pytest.mark.parametrize("path", [f"{ADDRESS}?locale=en", "/api/v1/channels/website/documents/product/rijbewijs",
                                  "/api/v1/channels/desk/documents/product/paspoort", "/api/v1/releases?limit=3", "/admin/"])  # fmt: skip
def test_what_is_not_exported_is_asked_of_the_hub(site, path):
    assert site.get(path).text.startswith(f"hub {path} http")


def test_the_source_language_may_be_named(site):
    assert site.get(f"{ADDRESS}?locale=nl").headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["/api/v1/changes?since=1&wait=30", "/api/v1/channels/website/bundle"])
def test_who_waits_or_reads_much_is_led_to_the_stream_server(site, path):
    assert site.get(path).text.startswith(f"stream {path}")


def test_who_asks_for_changes_without_waiting_is_led_to_the_hub(site):
    assert site.get("/api/v1/changes?since=1").text.startswith("hub ")


def test_a_stream_is_passed_on_event_by_event(site):
    site.stream.go_on.clear()
    with site.client.stream("GET", "/api/v1/stream") as answer:
        events = answer.iter_raw()
        assert next(events).startswith(b"stream /api/v1/stream")
        site.stream.go_on.set()
        assert b"".join(events).startswith(b"stream /api/v1/stream")


def test_a_logo_needs_no_hub_and_cannot_run(hubless):
    answer = hubless.get("/media/logos/ab.svg")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_files_beside_the_documents_are_not_shown(site):
    outside = [
        "/exported/document",
        "/exported/content",
        "/export/manifest.json",
        "/api/v1/channels/website/documents/product/..%2f..%2findex",
    ]
    assert all(site.get(path).text.startswith("hub ") or site.get(path).status_code == 404 for path in outside)


def move_quickly(folder: Path, times: int) -> None:
    """Moves `current` to and fro between the exports that are there, as an export does at its end."""
    exports = sorted(path.relative_to(folder) for path in (folder / "releases").iterdir())
    for number in range(times):
        (folder / ".new-link").symlink_to(exports[number % len(exports)])
        (folder / ".new-link").replace(folder / "current")


def test_nobody_sees_a_missing_or_torn_document_while_releases_follow_one_another(shared_site):
    """Four readers ask as fast as they can while the export moves on, and then to and fro thousands of times."""
    site, stop = shared_site, threading.Event()
    exported(site, document(period("0.50")))

    def read() -> list[tuple[int, str, bytes]]:
        found = []
        with httpx.Client(base_url=site.client.base_url, timeout=30) as client:
            while not stop.is_set():
                answer = client.get(ADDRESS)
                found.append((answer.status_code, answer.headers.get("ETag", "").strip('"'), answer.content))
        return found

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for number in range(1, 11):
            exported(site, document(period(f"{number}.00")))
        move_quickly(site.export_dir, 20_000)
        stop.set()
        answers = [answer for reader in readers for answer in reader.result()]
    assert [(status, body) for status, etag, body in answers if (status, canonical.digest(body)) != (200, etag)] == []
    assert len({etag for _, etag, _ in answers}) > 3
    assert log_of(site.home, "crit", "alert", "emerg") == []


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/suggestions", "/kanalen/website/zoeken/"])
def test_what_is_asked_stands_beside_no_address(hubless_site, path):
    hubless_site.get(f"{path}?q=geheimzinnig")
    hubless_site.get(f"/logged-after{path}")
    # nginx writes its line after the answer: the reader of that answer may be earlier.
    assert eventually(lambda: f"/logged-after{path}" in (hubless_site.home / "access.log").read_text())
    logs = [(hubless_site.home / name).read_text() for name in ("access.log", "error.log")]
    assert not [line for log in logs for line in log.splitlines() if "geheimzinnig" in line]


def test_a_body_that_does_not_end_does_not_reach_the_hub(hubless_site):
    """Where nobody listens, a request that is sent on would be answered at once."""
    url = httpx.URL(str(hubless_site.client.base_url))
    with socket.create_connection((url.host, url.port), timeout=0.5) as sender:
        sender.sendall(b"POST /admin/login/ HTTP/1.1\r\nHost: hub\r\nContent-Length: 900\r\n\r\nusername=")
        with pytest.raises(TimeoutError):
            sender.recv(1)


def test_one_client_may_not_take_all_connections(hubless_site):
    """Over what it may do in a second, it hears so as from the hub."""
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: hubless_site.get("/api/v1/facts"), range(1200)))
    refused = [each for each in answers if each.status_code == 429]
    assert {each.status_code for each in answers} == {429, 503}
    assert {(each.json()["code"], each.headers["Retry-After"]) for each in refused} == {("too-often", "5")}
