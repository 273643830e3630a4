"""The numbers of this node and of its database, in Prometheus's families."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily

from api.duties import SignsOfLife
from api.webhooks.models import Delivery
from cms.monitoring.tally import counts_of_node
from products.publishing import second_clock
from releases import store
from releases.channels import CHANNELS
from releases.core.drift import Limits, Trouble
from releases.instances.board import board, delays
from releases.replica.replica import shared_replica

NAME = re.compile(r"(requests|failures) (\w+)")


def of_node(now: datetime) -> Iterator[Metric]:
    """Families that need no database."""
    counts = counts_of_node(settings.METRICS_DIR)
    requests = CounterMetricFamily("hub_requests", "Requests by kind.", labels=["kind"])
    failures = CounterMetricFamily("hub_failed_requests", "Answers of 500 and more, by kind.", labels=["kind"])
    for name, count in counts.items():
        if found := NAME.fullmatch(name):
            (requests if found[1] == "requests" else failures).add_metric([found[2]], count)
    yield from (requests, failures)
    yield SummaryMetricFamily(
        "hub_copy_seconds", "From a publish until this node shows it.",
        count_value=int(counts["copied count"]), sum_value=counts["copied seconds"],
    )  # fmt: skip
    replica = shared_replica()
    yield _gauge("hub_replica_release", "The newest release that this node shows.", replica.number())
    yield _gauge("hub_replica_bytes", "Size of this node's copy on disk.", replica.bytes_on_disk())
    signs = SignsOfLife(settings.DUTIES_DIR).all()
    done = {(name,): now.timestamp() - sign.done_at for name, sign in signs.items()}
    late = {(name,): float(sign.is_late(now.timestamp())) for name, sign in signs.items()}
    yield _gauges("hub_duty_seconds", "Since each duty of the worker was last done.", ["duty"], done)
    yield _gauges("hub_duty_late", "1: that is too long ago.", ["duty"], late)


def of_database(now: datetime) -> Iterator[Metric]:
    yield _gauge("hub_release", "The newest release.", store.head().number)
    lead = second_clock.lead().total_seconds()
    yield _gauge("hub_clock_lead_seconds", "How far this machine's clock is ahead of the second one.", lead)
    yield _gauge("hub_database_bytes", "Size of the database.", _database_bytes())
    yield from _webhooks(now)
    yield from _instances(now)


def _webhooks(now: datetime) -> Iterator[Metric]:
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    yield _gauge("hub_webhook_queue", "Events that wait to be delivered.", waiting.count())
    seconds = (now - oldest).total_seconds() if oldest else 0.0
    yield _gauge("hub_webhook_oldest_seconds", "How long the oldest of them waits.", seconds)


def _instances(now: datetime) -> Iterator[Metric]:
    """Those of search are the indexes: they say what they show like any application of a channel."""
    limits = Limits(
        timedelta(minutes=settings.CHANNEL_MINUTES_BEHIND), timedelta(minutes=settings.CHANNEL_MINUTES_SILENT)
    )
    rows = [(each.channel, row) for each in board(CHANNELS, limits, now) for row in each.rows]
    took = delays(now)
    behind, shown, trouble = {}, {}, {}
    for channel, row in rows:
        labels = (channel, row.instance.name)
        behind[labels] = (now - row.behind.since).total_seconds() if row.behind else 0.0
        trouble |= {(*labels, each.value): float(each in row.troubles) for each in Trouble}
        for state, delay in took.get(row.instance.pk, {}).items():
            shown[*labels, state] = delay.p95.total_seconds()
    names = ["channel", "application"]
    yield _gauges("hub_instance_behind_seconds", "How long an instance misses something.", names, behind)
    help_text = "From a publish until the instance says so, 95th percentile of a week."
    yield _gauges("hub_instance_seconds", help_text, [*names, "state"], shown)
    yield _gauges("hub_instance_trouble", "1: the channel board warns of this.", [*names, "trouble"], trouble)


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _gauges(name: str, text: str, labels: list[str], values: dict[tuple[str, ...], float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=labels)
    for key, value in values.items():
        family.add_metric(key, value)
    return family


class Everything:
    """A collector; without its database the node still tells of itself."""

    def collect(self) -> Iterable[Metric]:
        now = timezone.now()
        yield from of_node(now)
        found, is_up = _found_in_database(now)
        yield _gauge("hub_database_up", "1: this node reaches its database.", float(is_up))
        yield from found


def _found_in_database(now: datetime) -> tuple[list[Metric], bool]:
    try:
        return list(of_database(now)), True
    except (DatabaseError, InterfaceError):
        return [], False
