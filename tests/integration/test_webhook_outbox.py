"""Outbox of webhooks: each event stands in it as soon as it is so, once, and in order."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from api.webhooks import events, outbox, queue, subscriptions
from api.webhooks.models import Delivery, Subscription
from releases.core.position import Position
from releases.replica.follower import follow
from releases.storage import reader
from releases.storage.published import PublishedRelease
from tests.integration.published import NEW_YEAR, NOW, changes_of, document, period, publish
from tests.integration.receivers import Receiver
from tests.integration.webhooks import subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
HOUR = timedelta(hours=1)


def subscribed(*channels: str, **fields: object) -> Subscription:
    return subscribe(Receiver("https://ontvanger.example"), *channels, now=NOW - HOUR, **fields)[0]


def told() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("kind", "position"))


def data() -> list[dict]:
    return [json.loads(body)["data"] for body in Delivery.objects.order_by("pk").values_list("body", flat=True)]


def test_a_release_writes_one_delivery_per_subscription():
    subscribed("website")
    subscribed("website", "desk", name="another")
    publish(document(), document(channel="desk"))
    assert [len(each["changes"]) for each in data()] == [1, 2]


def test_a_release_that_is_undone_leaves_no_delivery():
    subscribed()
    with transaction.atomic():
        publish(document())
        transaction.set_rollback(True)
    assert told() == []


def test_an_outbox_that_cannot_be_written_stops_the_publish(monkeypatch):
    subscribed()
    monkeypatch.setattr(events, "body", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(document())
    assert reader.release(1) is None


def test_a_release_of_other_channels_is_not_told_and_not_looked_at_again():
    subscription = subscribed("desk")
    publish(document())
    outbox.write_due(NOW)
    subscription.refresh_from_db()
    assert (told(), subscription.place.release) == ([], 1)


def test_a_switch_is_told_when_it_comes_and_once():
    subscribed()
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    for now in (NEW_YEAR - HOUR, NEW_YEAR, NEW_YEAR, NEW_YEAR + HOUR):
        outbox.write_due(now)
    assert told() == [("published", str(Position(1, NOW))), ("switched", str(Position(1, NEW_YEAR)))]


def test_a_switch_that_no_worker_saw_comes_before_the_release_that_follows():
    subscribed()
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(key="rijbewijs"), now=NEW_YEAR + HOUR)
    outbox.write_due(NEW_YEAR + HOUR)
    assert [kind for kind, _ in told()] == ["published", "switched", "published"]


def test_who_wants_no_switches_hears_none():
    subscribed(kinds=["published"])
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    outbox.write_due(NEW_YEAR)
    assert [kind for kind, _ in told()] == ["published"]


def test_what_was_there_before_the_subscription_is_not_told():
    publish(document(), now=NOW - 2 * HOUR)
    subscribed()
    outbox.write_due(NOW)
    assert told() == []


def test_what_changes_while_a_webhook_is_off_is_told_when_it_is_on_again():
    subscription = subscribed()
    subscriptions.switch_off(subscription)
    publish(document())
    publish(document(period("85.00")))
    outbox.write_due(NOW)
    assert told() == []
    subscriptions.switch_on(subscription, NOW)
    outbox.write_due(NOW)
    assert [each["position"][0] for each in data()] == ["1", "2"]


def test_a_subscription_that_is_far_behind_does_not_make_a_publish_wait():
    subscription = subscribed()
    subscriptions.switch_off(subscription)
    publish(document())
    subscriptions.switch_on(subscription, NOW)
    publish(document(period("85.00")))
    assert told() == []
    outbox.write_due(NOW)
    assert [each["position"][0] for each in data()] == ["1", "2"]


def test_one_subscription_that_cannot_be_written_holds_up_no_other(monkeypatch, caplog):
    broken, _ = subscribed(), subscribed(name="another")
    for subscription in Subscription.objects.all():
        subscriptions.switch_off(subscription)
    publish(document())
    Subscription.objects.update(off="")
    write = outbox._write
    monkeypatch.setattr(outbox, "_write", lambda to, *rest: 1 / 0 if broken in to else write(to, *rest))
    outbox.write_due(NOW)
    assert "ZeroDivisionError" in caplog.text
    assert Delivery.objects.get().subscription.name == "another"


def test_the_id_of_an_event_depends_on_nothing_but_the_step_and_the_subscription():
    subscription = subscribed()
    publish(document())
    first = Delivery.objects.get()
    Delivery.objects.all().delete()
    Subscription.objects.update(position=str(Position(0, NOW - HOUR)))
    outbox.write_due(NOW + HOUR)
    again = Delivery.objects.get()
    assert (again.identity, again.body) == (first.identity, first.body)
    assert again.identity == events.event_id(subscription.epoch, subscription.pk, Position(1, NOW))


def test_a_large_release_is_told_by_number_without_reading_it(monkeypatch):
    subscribed()
    monkeypatch.setattr(events, "MOST_CHANGES", 2)
    monkeypatch.setattr(PublishedRelease, "changes", lambda *_: pytest.fail("read what nobody will be told"))
    publish(*(document(key=f"product-{number}") for number in range(3)))
    [told] = data()
    assert (told["count"], "changes" in told) == (3, False)


def queries_of(act: Callable[[], object], idle: int) -> int:
    """With so many webhooks that hear nothing of it; the first round is another one's."""
    Subscription.objects.all().delete()
    subscribed("desk")
    one = Subscription.objects.values().get()
    others = ({"id": one["id"] + number, "name": f"idle-{number}"} for number in range(1, idle))
    Subscription.objects.bulk_create(Subscription(**one | other) for other in others)
    assert Subscription.objects.count() == idle
    act()
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)


def test_an_idle_webhook_costs_no_query_at_a_publish():
    fees = (document(period(f"{fee}.00")) for fee in count(1))
    publish(next(fees))
    assert queries_of(lambda: publish(next(fees)), idle=500) == queries_of(lambda: publish(next(fees)), idle=1)


def test_an_idle_webhook_costs_no_query_in_a_round_of_the_worker():
    def round_of_the_worker() -> None:
        outbox.write_due(NOW)
        queue.due(NOW)

    publish(document())
    assert queries_of(round_of_the_worker, idle=500) == queries_of(round_of_the_worker, idle=1)


def test_webhooks_that_are_told_the_same_cost_one_query_together():
    subscribed()
    for number in range(12):
        subscribed(name=f"website-{number}")
    with CaptureQueriesContext(connection) as made:
        publish(document())
    written = [each["sql"] for each in made if "api_delivery" in each["sql"] or "api_subscription" in each["sql"]]
    assert (len(told()), len(written)) == (13, 3)


def test_the_changes_and_digest_of_an_event_are_those_of_the_release():
    subscribed()
    release = publish(document())
    [told] = data()
    assert told["channels"] == {"website": release.channels.get().digest}
    [change] = changes_of(1)
    assert [(each["key"], each["digest"], each["action"]) for each in told["changes"]] == [
        ("paspoort", change["digest"], "created")
    ]


def test_the_address_in_an_event_gives_the_bytes_with_its_digest(client, replica, settings):
    settings.BASE_URL = "http://testserver"
    subscribed()
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(period("85.00"), period("90.00", NEW_YEAR)))
    follow(replica)
    for told in data():
        [change] = told["changes"]
        assert client.get(change["href"])["ETag"] == f'"{change["digest"]}"'


def test_a_new_epoch_gives_up_what_waits_and_tells_to_sync_anew():
    subscription = subscribed()
    publish(document())
    head = reader.head()
    head.hub = uuid4()
    head.save()
    outbox.write_due(NOW + HOUR)
    publish(document(period("85.00")), now=NOW + 2 * HOUR)
    subscription.refresh_from_db()
    assert [kind for kind, _ in told()] == ["published", "restarted", "published"]
    assert Delivery.objects.order_by("pk").first().state == Delivery.State.GIVEN_UP
    assert {each["epoch"] for each in data()[1:]} == {str(head.hub)}
    assert subscription.epoch == head.hub
