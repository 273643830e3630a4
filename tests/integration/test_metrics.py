"""Each number that Prometheus reads of a node moves by what really happens, and nobody else reads it."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from api import tokens
from api.duties import SignsOfLife
from api.webhooks import subscriptions
from api.webhooks.models import Subscription
from cms.monitoring import tally as tallies
from cms.monitoring.endpoint import metrics
from cms.monitoring.requests import counted
from cms.wsgi import compose
from releases.replica.follower import follow
from releases.replica.replica import shared_replica
from search.index.indexer import Keeper
from tests.integration import search_documents
from tests.integration.acknowledgement_reports import Desk
from tests.integration.hot_path import PATH
from tests.integration.published import document, period, publish

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.django_db, pytest.mark.engine]
LOCAL = {"REQUEST_METHOD": "GET", "PATH_INFO": "/metrics", "QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture(autouse=True)
def metrics_dir(settings, tmp_path, monkeypatch) -> Path:
    settings.METRICS_DIR, settings.DUTIES_DIR = tmp_path / "metrics", tmp_path / "duties"
    # A test is one transaction, on a connection that must stay.
    monkeypatch.setattr("cms.monitoring.endpoint.close_old_connections", lambda: None)
    new = tallies.Tally()
    for module in ("tally", "requests", "copy_times"):
        monkeypatch.setattr(f"cms.monitoring.{module}.tally", new)
    return settings.METRICS_DIR


def value(name: str, **labels: str) -> float | None:
    """As a scrape finds it now."""
    tallies.tally.write(settings.METRICS_DIR)
    text = b"".join(metrics(LOCAL, lambda *_: None)).decode()
    samples = (each for family in text_string_to_metric_families(text) for each in family.samples)
    return next((each.value for each in samples if each.name == name and labels.items() <= each.labels.items()), None)


def follow_now() -> None:
    follow(shared_replica(), tokens._active, timezone.now().timestamp())


def ask(path: str, site: Callable = lambda environ, start_response: [b""]) -> None:
    list(compose(site)({**LOCAL, "PATH_INFO": path}, lambda *_: None))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (PATH, "document"),
        ("/api/v1/changes", "changes"),
        ("/api/v1/channels/website/bundle", "bundle"),
        ("/api/v1/search", "search"),
        ("/api/v1/facts", "api"),
        ("/admin/pages/", "admin"),
    ],
)
def test_requests_are_counted_by_kind(path, kind):
    before = value("hub_requests_total", kind=kind) or 0
    ask(path)
    assert value("hub_requests_total", kind=kind) == before + 1


def test_the_stream_is_counted(monkeypatch):
    async def stream(scope, receive, send) -> None: ...

    monkeypatch.setattr(tallies.Tally, "share", lambda *_: None)
    asyncio.run(counted(stream)({"type": "http"}, None, None))
    assert value("hub_requests_total", kind="stream") == 1


def test_a_process_shares_its_counts_by_itself(metrics_dir):
    count = (
        "import sys, threading; from pathlib import Path; from cms.monitoring.tally import tally; "
        "tally.add('requests document'); tally.share(Path(sys.argv[1])); sys.stdin.read()"
    )
    command = [sys.executable, "-c", count, str(metrics_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        until = time.monotonic() + 30
        while value("hub_requests_total", kind="document") != 1 and time.monotonic() < until:
            threading.Event().wait(0.05)
        assert value("hub_requests_total", kind="document") == 1
        process.stdin.close()


def test_a_failure_is_counted(replica):
    def fails(environ, start_response):
        raise ValueError

    ask("/admin/", fails)
    assert value("hub_failed_requests_total", kind="admin") == 1


def test_a_failure_inside_django_is_counted(monkeypatch):
    monkeypatch.setattr("cms.views.render", lambda *_: 1 / 0)
    Client(raise_request_exception=False).get("/")
    assert value("hub_failed_requests_total", kind="other") == 1


def test_a_publish_moves_the_release_and_the_copy_once_it_follows():
    publish(document(period("83.87")), now=timezone.now() - timedelta(seconds=9))
    follow_now()
    publish(document(period("85.00")), now=timezone.now() - timedelta(seconds=3))
    assert (value("hub_release"), value("hub_replica_release")) == (2, 1)
    follow_now()
    assert (value("hub_replica_release"), value("hub_copy_seconds_count")) == (2, 1)
    assert 3 <= value("hub_copy_seconds_sum") < 30


def test_sizes_are_told():
    assert value("hub_database_bytes") > 10_000
    assert abs(value("hub_clock_lead_seconds")) < 60
    assert value("hub_replica_bytes") > 1_000


def test_an_index_that_follows_tells_how_long_it_took():
    for title in ("Boom kappen", "Boom planten"):
        search_documents.publish(search_documents.product("boom", title), now=timezone.now())
        Keeper().keep()
    assert 0 <= value("hub_instance_seconds", channel="website", state="displayed") < 30


def test_an_acknowledgement_tells_how_long_it_took_and_ends_the_drift(client):
    desk = Desk(client)
    publish(document(channel="desk"), now=timezone.now())
    desk.says(1)
    publish(document(period("85.00"), channel="desk"), now=timezone.now())
    assert value("hub_instance_behind_seconds", application="balie-1") > 0
    desk.says(2)
    assert value("hub_instance_behind_seconds", application="balie-1") == 0
    assert value("hub_instance_seconds", application="balie-1", state="displayed") >= 0


def test_a_channel_that_is_behind_for_too_long_is_told(client, settings):
    settings.CHANNEL_MINUTES_BEHIND = 0
    desk = Desk(client)
    publish(document(channel="desk"), now=timezone.now())
    desk.says(1)
    publish(document(period("85.00"), channel="desk"), now=timezone.now())
    assert value("hub_instance_trouble", application="balie-1", trouble="behind") == 1


def test_an_event_that_waits_is_in_the_queue():
    subscription = Subscription(name="w", endpoint="https://a.example", channels=["website"], kinds=["published"])
    subscriptions.start(subscription, timezone.now())
    before = value("hub_webhook_queue")
    publish(document(), now=timezone.now())
    assert value("hub_webhook_queue") == before + 1
    assert value("hub_webhook_oldest_seconds") >= 0


def test_a_duty_that_is_done_and_one_that_is_late(settings):
    signs, now = SignsOfLife(settings.DUTIES_DIR), timezone.now().timestamp()
    signs.begin({}, now)
    signs.done("follow", 600, now)
    signs.done("export", 10, now - 60)
    assert (value("hub_duty_late", duty="follow"), value("hub_duty_late", duty="export")) == (0, 1)
    assert value("hub_duty_seconds", duty="export") >= 60


def test_without_its_database_a_node_tells_of_itself(monkeypatch):
    def stopped(*_: object) -> None:
        raise OperationalError

    assert value("hub_database_up") == 1
    monkeypatch.setattr("cms.monitoring.families.of_database", stopped)
    ask(PATH)
    assert (value("hub_database_up"), value("hub_requests_total", kind="document")) == (0, 1)


def test_counts_of_all_processes_are_told_also_of_those_that_ended(metrics_dir):
    add = f"from pathlib import Path; from cms.monitoring.tally import tally as t; t.add('requests document', 2); t.write(Path({str(metrics_dir)!r}))"
    for _ in range(3):
        subprocess.run([sys.executable, "-c", add], cwd=ROOT, check=True)
    ask(PATH)
    assert value("hub_requests_total", kind="document") == 7
    assert value("hub_requests_total", kind="document") == 7
    assert json.loads((metrics_dir / "past.json").read_text()) == {"requests document": 6}


@pytest.mark.parametrize(
    ("token", "environ", "status"),
    [
        ("", {}, 200),
        ("", {"REMOTE_ADDR": "10.0.0.1"}, 404),
        ("", {"HTTP_X_FORWARDED_FOR": "10.0.0.1"}, 404),
        ("geheim", {}, 404),
        ("geheim", {"HTTP_AUTHORIZATION": "Bearer fout"}, 404),
        ("geheim", {"HTTP_AUTHORIZATION": "Bearer geheim", "REMOTE_ADDR": "10.0.0.1"}, 200),
    ],
)
def test_only_this_machine_or_who_has_the_token_reads_them(settings, token, environ, status):
    settings.METRICS_TOKEN, told = token, []
    metrics({**LOCAL, **environ}, lambda line, headers: told.append(line))
    assert told[0].startswith(str(status))


def test_this_machine_reads_them_without_https_also_of_a_hub_that_has_it(settings):
    settings.HTTPS, told = True, []
    list(compose(lambda *_: [])(dict(LOCAL), lambda line, headers, *_: told.append(line)))
    assert told == ["200 OK"]


@pytest.mark.parametrize("file", ["alerts.yaml", "dashboard.json"])
def test_alerts_and_dashboard_ask_for_what_is_told(file, client, settings):
    tallies.tally.add("failures admin")
    SignsOfLife(settings.DUTIES_DIR).begin({"follow": 600}, timezone.now().timestamp())
    desk = Desk(client)
    for number, fee in enumerate(("83.87", "85.00"), 1):
        publish(document(period(fee), channel="desk"), now=timezone.now())
        desk.says(number)
    ask(PATH)
    tallies.tally.write(settings.METRICS_DIR)
    told = set(re.findall(r"^(hub_\w+)", b"".join(metrics(LOCAL, lambda *_: None)).decode(), re.MULTILINE))
    asked = set(re.findall(r"hub_\w+", (ROOT / "deploy" / "monitoring" / file).read_text()))
    assert asked - told == set()


def test_the_proxy_passes_them_to_nobody():
    template = (ROOT / "deploy" / "nginx.conf.template").read_text()
    assert re.search(r"location = /metrics \{\s+return 404;", template)
