"""Every way to corrupt or drop one value in one place is caught by reading the hub and its channels over HTTP."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.utils import timezone
from flask import Flask

from api import tokens
from clients.application import create_application
from clients.readers import channel_readers
from clients.shared.hub.reader import connection
from cms.checking.parity_over_http import Findings, ParityReader, Unreadable
from products import logos
from releases import store
from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.core import canonical
from releases.models import Content
from releases.parity.comparison import check_documents
from releases.snapshot import Notice
from search.engines.registry import embedded_index, places
from search.index.incremental import rebuild
from tests.integration.published import open_channels
from tests.process_state import close_shared_replica
from tests.unit.parsed import documents_now
from tests.unit.snapshots import CHILD_FEE, FEE, fact_mark, house_style, notice, snapshot, texts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="220" height="56"><rect width="220" height="56"/></svg>'
SCOPED = tuple(name for name, channel in CHANNELS.items() if channel.access == "token")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Change = Callable[[bytes], bytes]


@dataclass
class Channels(httpx.BaseTransport):
    """One origin: the clients under /kanalen/, the hub for the rest. `changes` alter what a path answers."""

    clients: Flask
    hub: httpx.HTTPTransport = field(default_factory=httpx.HTTPTransport)
    changes: dict[str, Change] = field(default_factory=dict)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if not path.startswith("/kanalen/"):
            return self.hub.handle_request(request)
        response = httpx.WSGITransport(app=self.clients).handle_request(request)
        change = next((change for start, change in self.changes.items() if path.startswith(start)), None)
        body = response.read()
        return httpx.Response(response.status_code, content=change(body) if change else body)


@dataclass
class Running:
    url: str
    token: str
    channels: Channels

    def check(self) -> Findings:
        reader = httpx.Client(base_url=self.url, transport=self.channels)
        return ParityReader(reader, self.token, "/kanalen").check()

    def found(self) -> set[tuple[str, str]]:
        """What is different, and in which channel."""
        return {(difference.key, difference.channel) for difference in self.check().differences}


def municipality() -> Any:
    """The small snapshot, with a logo whose bytes can be fetched."""
    digest, media_type = logos.store(SVG)
    style = house_style()
    logo = replace(style.logos[0], digest=digest, href=logos.href(digest, media_type))
    return snapshot(house_styles=(replace(style, logos=(logo,)),), notices=(running_notice(),))


def running_notice() -> Notice:
    """Since long ago, about the passport, with a fact that its page tells as well."""
    said = texts(f"<p>Nu {fact_mark(CHILD_FEE)}.</p>")
    return notice(texts={"": said}, starts=LONG_AGO, ends=None, scope="product", targets=("paspoort",))


def publish() -> None:
    compiled = compile_snapshot(municipality())
    assert compiled.problems == ()
    store.publish(compiled, author="test", cause="a test", now=timezone.now(), sources={})


@pytest.fixture
def running(live_server, settings, tmp_path, replica_dir) -> Iterator[Running]:
    settings.MEDIA_ROOT = tmp_path / "media"
    publish()
    open_channels()
    issued = {channel: tokens.issue(channel, [channel], False, timezone.now()) for channel in SCOPED}
    everything = tokens.issue("everything", SCOPED, False, timezone.now())
    tokens.follow()
    named = {f"HUB_TOKEN_{channel.upper()}": token for channel, token in issued.items()}
    with connection(live_server.url) as http:
        channels = Channels(create_application(channel_readers(named, CHANNELS, http), timezone.now))
        yield Running(live_server.url, everything, channels)
        channels.hub.close()


def corrupt(channel: str, kind: str, right: str, wrong: str) -> None:
    """Alters the stored bytes of one document, on disk and in the node's copy."""
    document = store.document(channel, kind, {"product": "paspoort"}.get(kind, kind), "nl")
    for period in document.periods[1:] or document.periods:
        content = Content.objects.get(pk=period.digest)
        body = bytes(content.body).replace(right.encode(), wrong.encode())
        Content.objects.filter(pk=period.digest).update(body=body)


def rebuild_copy(replica_dir: Path) -> None:
    close_shared_replica()
    shutil.rmtree(replica_dir)
    tokens.follow()


def replacing(right: str, wrong: str) -> Change:
    def change(body: bytes) -> bytes:
        return body.replace(right.encode(), wrong.encode())

    return change


def test_all_channels_and_pages_tell_the_same(running):
    findings = running.check()

    assert findings.differences == []
    assert findings.pages > 0
    assert set(findings.told[FEE, "nl"]) == set(CHANNELS)


def test_coming_values_are_compared_too(running):
    documents_of_one_moment = len(compile_snapshot(municipality()).documents)

    assert running.check().documents == 2 * documents_of_one_moment


@pytest.mark.parametrize("channel", CHANNELS)
def test_another_amount_on_a_page_is_caught(running, channel):
    running.channels.changes[f"/kanalen/{channel}/product/"] = replacing("83,87", "83,80")

    assert (FEE, channel) in running.found()


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_fact_that_a_page_drops_is_caught(running, channel):
    running.channels.changes[f"/kanalen/{channel}/product/"] = replacing(f'data-fact="{FEE}"', "")

    assert (FEE, channel) in running.found()


def test_another_amount_in_an_email_is_caught(running):
    running.channels.changes["/kanalen/email/moment/"] = replacing("83,87", "83,80")

    assert (FEE, "email") in running.found()


@pytest.mark.parametrize("channel", CHANNELS)
def test_another_amount_in_a_notice_is_caught(running, channel):
    in_notice = re.compile(rb"63,42((?:</[a-z]+>)+\.)")
    running.channels.changes[f"/kanalen/{channel}/product/"] = lambda page: in_notice.sub(rb"63,40\1", page)

    assert (CHILD_FEE, channel) in running.found()


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_notice_that_a_page_drops_is_caught(running, channel):
    running.channels.changes[f"/kanalen/{channel}/product/"] = replacing("data-notice", "data-other")

    assert running.found() == {("storing", channel)}


def test_a_notice_that_a_plain_email_drops_is_caught(running):
    running.channels.changes["/kanalen/email/moment/paspoort.klaar/tekst"] = replacing("Nu 63,42 euro.", "")

    assert running.found() == {("storing", "email")}


@pytest.mark.parametrize("channel", ["website", "desk"])
def test_another_amount_among_search_results_is_caught(running, channel):
    for place in places():
        rebuild(embedded_index(place), place)
    assert running.found() == set()
    running.channels.changes[f"/kanalen/{channel}/zoeken/"] = replacing("83,87", "83,80")

    assert running.found() == {(FEE, channel)}


def test_another_logo_is_caught(running):
    running.channels.changes["/kanalen/phone/logo/"] = replacing("220", "221")

    assert running.found() == {("primary", "phone")}


@pytest.mark.parametrize(
    ("channel", "key", "right", "wrong"),
    [
        ("website", FEE, '"amount":"83.87"', '"amount":"83.78"'),
        ("phone", "gemeentehuis.openingstijden", '"closes":"17:00"', '"closes":"16:00"'),
        ("desk", "paspoort.meenemen.oud", "Neem uw oude paspoort mee.", "Neem niets mee."),
        ("email", "paspoort.termijn.klaar", '"quantity":5', '"quantity":6'),
    ],
)
def test_another_value_in_a_stored_document_is_caught(running, replica_dir, channel, key, right, wrong):
    corrupt(channel, "product", right, wrong)
    rebuild_copy(replica_dir)

    assert key in {found for found, _ in running.found()}


def test_another_logo_in_a_stored_house_style_is_caught(running, replica_dir):
    digest, _ = logos.store(SVG)
    corrupt("desk", "branding", digest, canonical.digest(b"another logo"))
    rebuild_copy(replica_dir)

    with pytest.raises(Unreadable, match="desk/logo"):
        running.check()


def test_a_shape_that_drops_the_tariffs_is_caught(monkeypatch):
    desk = CHANNELS["desk"]

    def without_tariffs(view: Any) -> Any:
        shape = desk.product(view)
        return replace(shape, members=shape.members | {"tariffs": [], "sections": []})

    monkeypatch.setitem(CHANNELS, "desk", replace(desk, product=without_tariffs))

    found = check_documents(documents_now(compile_snapshot(snapshot())))

    assert (CHILD_FEE, "desk") in {(difference.key, difference.channel) for difference in found}
