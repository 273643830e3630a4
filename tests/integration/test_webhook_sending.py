"""Events arrive in order, signed, at least once, whatever the receiver answers and whichever worker dies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from api.models import AccessToken
from api.webhooks import queue, sender, subscriptions
from api.webhooks.models import Delivery, Subscription
from api.webhooks.schedule import Outcome
from api.webhooks.sender import WebhookSender
from tests.integration.published import document, period, publish
from tests.integration.receivers import Receiver, receiving
from tests.integration.webhooks import send_all, states, subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def local(settings) -> None:
    settings.OUTGOING_ALLOW, settings.OUTGOING_HTTP = ["127.0.0.0/8"], True


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def publish_fees(*fees: str) -> None:
    for fee in fees:
        publish(document(period(fee)), now=timezone.now())


def fresh(subscription: Subscription) -> Subscription:
    subscription.refresh_from_db()
    return subscription


def make_due(subscription: Subscription) -> None:
    """As if the time of the next attempt has come."""
    Subscription.objects.filter(pk=subscription.pk).update(due_at=timezone.now())


def test_an_event_arrives_signed_in_the_form_of_a_cloudevent(receiver):
    subscription, secret = subscribe(receiver)
    publish_fees("83.87")
    send_all(subscription)
    [event] = receiver.verified(secret)
    [(headers, _)] = receiver.requests
    assert event["type"] == "nl.een-antwoord.published"
    assert headers["webhook-id"] == event["id"]
    assert headers["content-type"] == "application/cloudevents+json; charset=utf-8"


def test_a_delivery_keeps_what_came_of_it(receiver):
    subscription, _ = subscribe(receiver)
    publish_fees("83.87")
    send_all(subscription)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 1, 200)
    assert delivery.milliseconds >= 0


def test_nothing_later_is_sent_before_the_earlier_is_delivered(receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [500, 503]
    publish_fees("83.87", "85.00", "86.00")
    for _ in range(3):
        send_all(subscription)
        make_due(subscription)
    releases = [position.split("@")[0] for position in receiver.positions]
    assert releases == ["1", "1", "1", "2", "3"]
    assert len({headers["webhook-id"] for headers, _ in receiver.requests}) == 3


def test_a_failure_waits_for_the_next_moment_of_the_schedule(receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [500]
    publish_fees("83.87")
    before = timezone.now()
    send_all(subscription)
    assert fresh(subscription).failures == 1
    assert 5 * SECOND <= subscription.due_at - before < MINUTE
    assert queue.due(timezone.now()) == []
    assert queue.due(subscription.due_at) == [subscription.pk]


def test_a_receiver_that_is_gone_is_switched_off_at_once(receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [410]
    publish_fees("83.87", "85.00")
    send_all(subscription)
    assert fresh(subscription).off == "gone"
    assert states(subscription) == ["waiting", "waiting"]
    assert len(receiver.requests) == 1


def test_lasting_failure_switches_off_and_switching_on_resumes_where_it_was(receiver, settings):
    settings.WEBHOOK_SCHEDULE = [0, 0, 0]
    subscription, _ = subscribe(receiver)
    receiver.statuses = [500] * 3
    publish_fees("83.87")
    send_all(subscription)
    assert fresh(subscription).off == "failing"
    publish_fees("85.00")
    subscriptions.switch_on(subscription, timezone.now())
    WebhookSender(threading.Event()).send_webhooks()
    send_all(subscription)
    assert [position.split("@")[0] for position in receiver.positions] == ["1", "1", "1", "1", "2"]


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_any_other_answer_is_a_failure(receiver, status):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [status]
    publish_fees("83.87")
    send_all(subscription)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, fresh(subscription).failures) == ("waiting", status, 1)


def test_an_address_that_is_no_longer_allowed_is_not_spoken_to(receiver, settings):
    subscription, _ = subscribe(receiver)
    settings.OUTGOING_ALLOW = []
    publish_fees("83.87")
    send_all(subscription)
    assert receiver.requests == []
    assert Delivery.objects.get().failure == "address"


def test_both_secrets_sign_until_the_old_one_ends(receiver):
    subscription, old = subscribe(receiver)
    new = subscriptions.renew_secret(subscription, timezone.now())
    publish_fees("83.87")
    send_all(subscription)
    assert receiver.verified(old) == receiver.verified(new)
    subscriptions.end_previous_secret(subscription)
    receiver.requests.clear()
    publish_fees("85.00")
    send_all(subscription)
    assert len(receiver.verified(new)) == 1
    assert " " not in receiver.requests[0][0]["webhook-signature"]


def test_the_old_secret_ends_by_itself_after_a_day():
    subscription, _ = subscribe(Receiver("https://ontvanger.example"))
    now = timezone.now()
    subscriptions.renew_secret(subscription, now)
    assert len(subscription.secrets(now + timedelta(hours=23))) == 2
    assert len(subscription.secrets(now + timedelta(hours=24))) == 1


def test_a_secret_is_not_kept():
    subscription, secret = subscribe(Receiver("https://ontvanger.example"))
    assert secret.removeprefix("whsec_") not in str(Subscription.objects.values().get())
    assert secret.startswith("whsec_")
    assert subscription.seed


def test_a_worker_takes_what_no_other_is_sending():
    subscription, _ = subscribe(Receiver("https://ontvanger.example"))
    publish_fees("83.87")
    now = timezone.now()
    assert queue.claim(subscription.pk, now) is not None
    assert queue.claim(subscription.pk, now) is None
    assert queue.due(now) == []


def test_what_a_dead_worker_was_sending_is_sent_again_under_the_same_id():
    subscription, _ = subscribe(Receiver("https://ontvanger.example"))
    publish_fees("83.87", "85.00")
    now = timezone.now()
    dead = queue.claim(subscription.pk, now)
    again = queue.claim(subscription.pk, now + MINUTE)
    assert (again.identity, again.body) == (dead.identity, dead.body)


def test_a_worker_that_was_given_up_on_changes_nothing_any_more():
    subscription, _ = subscribe(Receiver("https://ontvanger.example"))
    publish_fees("83.87")
    now = timezone.now()
    slow = queue.claim(subscription.pk, now)
    queue.claim(subscription.pk, now + MINUTE)
    queue.record(slow, Outcome(410), SECOND, now + MINUTE, 0)
    assert fresh(subscription).off == ""
    assert states(subscription) == ["waiting"]


def test_a_webhook_that_is_removed_while_it_is_sent_to_troubles_nobody():
    subscription, _ = subscribe(Receiver("https://ontvanger.example"))
    publish_fees("83.87")
    claim = queue.claim(subscription.pk, timezone.now())
    subscription.delete()
    queue.record(claim, Outcome(200), SECOND, timezone.now(), 0)
    assert not Delivery.objects.exists()


def test_a_test_is_sent_though_the_webhook_is_off_and_changes_nothing_in_the_line(receiver):
    subscription, secret = subscribe(receiver)
    subscriptions.switch_off(subscription)
    receiver.statuses = [410]
    test = subscriptions.send_test(subscription, timezone.now())
    assert queue.due(timezone.now()) == [subscription.pk]
    send_all(subscription)
    test.refresh_from_db()
    assert (test.state, test.status, fresh(subscription).off) == ("givenUp", 410, "byHand")
    assert receiver.verified(secret)[0]["type"] == "nl.een-antwoord.test"


def test_a_test_does_not_wait_for_what_keeps_failing(receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [500]
    publish_fees("83.87")
    send_all(subscription)
    subscriptions.send_test(subscription, timezone.now())
    send_all(subscription)
    assert [event["type"].rpartition(".")[2] for event in receiver.events] == ["published", "test"]
    assert fresh(subscription).failures == 1


def test_one_delivery_is_sent_again_under_its_own_id(receiver):
    subscription, _ = subscribe(receiver)
    publish_fees("83.87", "85.00")
    send_all(subscription)
    subscriptions.send_again(Delivery.objects.order_by("pk").first(), timezone.now())
    send_all(subscription)
    first, _, again = receiver.requests
    assert again[0]["webhook-id"] == first[0]["webhook-id"]
    assert again[1] == first[1]


def test_everything_from_a_position_is_sent_again_in_order(receiver):
    subscription, _ = subscribe(receiver)
    publish_fees("83.87", "85.00", "86.00")
    subscriptions.send_test(subscription, timezone.now())
    send_all(subscription)
    receiver.requests.clear()
    second = Delivery.objects.get(position__startswith="2@")
    assert subscriptions.send_again_from(second, timezone.now()) == 2
    send_all(subscription)
    assert [position.split("@")[0] for position in receiver.positions] == ["2", "3"]


def test_who_gives_up_an_event_that_is_refused_lets_the_next_one_go(receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [400]
    publish_fees("83.87", "85.00")
    send_all(subscription)
    subscriptions.give_up(Delivery.objects.order_by("pk").first(), timezone.now())
    send_all(subscription)
    assert states(subscription) == ["givenUp", "delivered"]


def test_trying_now_does_not_wait_for_the_schedule(receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [500]
    publish_fees("83.87")
    send_all(subscription)
    subscriptions.try_now(subscription, timezone.now())
    send_all(subscription)
    assert states(subscription) == ["delivered"]


def test_what_was_delivered_long_ago_is_forgotten_and_what_waits_is_not(receiver, settings):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [200, 500]
    publish_fees("83.87", "85.00")
    send_all(subscription)
    queue.prune(timezone.now() + timedelta(days=settings.WEBHOOK_KEEP_DAYS) - MINUTE)
    assert states(subscription) == ["delivered", "waiting"]
    queue.prune(timezone.now() + timedelta(days=settings.WEBHOOK_KEEP_DAYS) + MINUTE)
    assert states(subscription) == ["waiting"]


@pytest.mark.django_db(transaction=True)
def test_a_slow_receiver_delays_nobody_and_holds_no_transaction(receiver):
    asked, over = threading.Event(), threading.Event()

    def wait() -> None:
        asked.set()
        over.wait(30)

    with receiving(Receiver(before=wait)) as slow:
        stop, worker = threading.Event(), None
        subscribe(slow)
        subscribe(receiver)
        arrived = threading.Event()
        receiver.before = arrived.set
        publish_fees("83.87")
        worker = WebhookSender(stop)
        worker.send_webhooks()
        assert asked.wait(30)
        assert arrived.wait(30)
        AccessToken.objects.create(name="written meanwhile", digest="", channels=[], created_at=timezone.now())
        assert slow.requests == []
        over.set()
        worker.close()
    assert len(slow.requests) == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_a_subscriber_whose_sending_breaks_is_tried_again(receiver, monkeypatch, caplog):
    monkeypatch.setattr(sender, "send_next", lambda *_: 1 / 0)
    monkeypatch.setattr(sender.connection, "close", lambda: None)
    subscription, _ = subscribe(receiver)
    worker = WebhookSender(threading.Event())
    worker._send_all(subscription.pk)
    assert "ZeroDivisionError" in caplog.text
