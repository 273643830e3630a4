"""People add a webhook, see how it does, and mend it, in the admin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.webhooks import subscriptions
from api.webhooks.models import Delivery, Subscription
from cms.webhooks.mail import tell_owners
from tests.integration.admin_forms import errors
from tests.integration.published import document, period, publish
from tests.integration.receivers import Receiver, receiving
from tests.integration.webhooks import send_all, subscribe

pytestmark = pytest.mark.django_db
ADD = "/admin/webhooks/new/"
FORM = {
    "name": "Zaaksysteem",
    "endpoint": "https://203.0.113.9/hook",
    "channels": ["website", "desk"],
    "kinds": ["published"],
    "email": "beheer@gemeente.example",
}


@pytest.fixture(autouse=True)
def local(settings) -> None:
    """203.0.113.0/24 is set apart for examples, so it needs permission and no name server."""
    settings.OUTGOING_ALLOW, settings.OUTGOING_HTTP = ["203.0.113.0/24", "127.0.0.0/8"], True


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def act(client: Client, instance: Subscription | Delivery, action: str) -> str:
    """The page that follows."""
    viewset = "webhooks" if isinstance(instance, Subscription) else "webhook-deliveries"
    return client.post(reverse(f"{viewset}:act", args=[instance.pk, action]), follow=True).content.decode()


def status(client: Client, subscription: Subscription) -> str:
    return client.get(reverse("webhooks:inspect", args=[subscription.pk])).content.decode()


def secrets_in(page: str) -> list[str]:
    return re.findall(r"whsec_[A-Za-z0-9+/=]+", page)


def publish_fees(*fees: str) -> None:
    for fee in fees:
        publish(document(period(fee)), now=timezone.now())


def test_a_webhook_is_added_and_its_secret_shown_once(admin_client):
    page = admin_client.post(ADD, FORM).content.decode()
    subscription = Subscription.objects.get()
    assert (subscription.channels, subscription.kinds) == (["website", "desk"], ["published"])
    assert len(secrets_in(page)) == 1
    assert secrets_in(status(admin_client, subscription)) == []


@pytest.mark.parametrize(("endpoint", "expected"), [
    ("https://10.0.0.8/hook", "besloten netwerk"),
    ("https://naam:geheim@203.0.113.9/", "Laat naam en wachtwoord weg"),
    ("zaaksysteem", "geen webadres"),
    ("ftp://203.0.113.9/", "begint met https://"),
])  # fmt: skip
def test_an_address_that_cannot_work_is_refused_with_the_remedy(admin_client, endpoint, expected):
    page = admin_client.post(ADD, FORM | {"endpoint": endpoint})
    assert expected in errors(page)["endpoint"][0]
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("field", ["name", "endpoint", "channels", "kinds", "email"])
def test_what_is_missing_is_named(admin_client, field):
    page = admin_client.post(ADD, {name: value for name, value in FORM.items() if name != field})
    assert list(errors(page)) == [field]


def test_saving_the_form_leaves_alone_what_the_worker_wrote_meanwhile(admin_client, receiver):
    subscription, _ = subscribe(receiver)
    edit = reverse("webhooks:edit", args=[subscription.pk])
    publish_fees("83.87")
    send_all(subscription)
    admin_client.post(edit, FORM | {"endpoint": receiver.url})
    before = Subscription.objects.get()
    assert (before.name, before.place.release) == ("Zaaksysteem", 1)


def test_another_address_is_tried_at_once(admin_client, receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [500]
    publish_fees("83.87")
    send_all(subscription)
    admin_client.post(reverse("webhooks:edit", args=[subscription.pk]), FORM)
    assert Subscription.objects.get().due_at <= timezone.now()


def test_the_test_button_shows_what_the_receiver_answered(admin_client, receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [401]
    assert "Wordt verstuurd" in act(admin_client, subscription, "test")
    send_all(subscription)
    page = admin_client.get(reverse("webhook-deliveries:inspect", args=[Delivery.objects.get().pk])).content.decode()
    assert "Controleer het geheim dat hij gebruikt" in page


def test_a_renewed_secret_is_shown_once_and_the_old_one_can_be_ended(admin_client):
    subscription, old = subscribe(Receiver("https://203.0.113.9/"))
    page = act(admin_client, subscription, "renew-secret")
    [new] = secrets_in(page)
    assert new != old
    assert "Twee geheimen zijn geldig" in status(admin_client, subscription)
    assert "Eén geheim is geldig" in act(admin_client, subscription, "end-old-secret")


def test_switching_off_and_on_by_hand(admin_client):
    subscription, _ = subscribe(Receiver("https://203.0.113.9/"))
    assert "Uit: met de hand" in act(admin_client, subscription, "switch-off")
    assert "Actief" in act(admin_client, subscription, "switch-on")


def test_what_does_not_apply_cannot_be_done(admin_client):
    subscription, _ = subscribe(Receiver("https://203.0.113.9/"))
    answer = admin_client.post(reverse("webhooks:act", args=[subscription.pk, "switch-on"]))
    assert answer.status_code == 404
    assert admin_client.get(reverse("webhooks:act", args=[subscription.pk, "test"])).status_code == 405


def test_the_log_tells_status_attempts_answer_and_body(admin_client, receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [503]
    publish_fees("83.87")
    send_all(subscription)
    delivery = Delivery.objects.get()
    page = admin_client.get(reverse("webhook-deliveries:index")).content.decode()
    for expected in ("wacht", "503", subscription.name):
        assert expected in page
    detail = admin_client.get(reverse("webhook-deliveries:inspect", args=[delivery.pk])).content.decode()
    assert "De ontvanger kon het niet aannemen (antwoord 503)" in detail
    assert "nl.een-antwoord.published" in detail


def test_the_log_is_filtered(admin_client, receiver):
    subscription, _ = subscribe(receiver)
    publish_fees("83.87")
    log = reverse("webhook-deliveries:index")
    found = admin_client.get(log, {"state": "waiting", "subscription": subscription.pk}).context["object_list"]
    assert len(found) == 1
    assert not admin_client.get(log, {"state": "delivered"}).context["object_list"]


def test_everything_from_a_delivery_is_sent_again(admin_client, receiver):
    subscription, _ = subscribe(receiver)
    publish_fees("83.87", "85.00", "86.00")
    send_all(subscription)
    page = act(admin_client, Delivery.objects.get(position__startswith="2@"), "again-from")
    assert "2 gebeurtenissen worden opnieuw verstuurd" in page
    act(admin_client, Delivery.objects.get(position__startswith="1@"), "again")
    send_all(subscription)
    assert [each.split("@")[0] for each in receiver.positions] == ["1", "2", "3", "1", "2", "3"]


def test_an_event_that_is_refused_can_be_given_up(admin_client, receiver):
    subscription, _ = subscribe(receiver)
    receiver.statuses = [400]
    publish_fees("83.87", "85.00")
    send_all(subscription)
    assert "Opgegeven" in act(admin_client, Delivery.objects.order_by("pk").first(), "give-up")
    send_all(subscription)
    assert receiver.positions[-1].startswith("2@")


def test_who_did_what_stands_in_the_history(admin_client):
    subscription, _ = subscribe(Receiver("https://203.0.113.9/"))
    act(admin_client, subscription, "renew-secret")
    page = admin_client.get(reverse("webhooks:history", args=[subscription.pk])).content.decode()
    assert "Geheim vernieuwen" in page


@pytest.fixture
def broken(receiver, settings) -> Subscription:
    """Switched off by lasting failure, with a team."""
    settings.WEBHOOK_SCHEDULE = [0, 0]
    team = Group.objects.create(name="Webteam")
    User.objects.create_user("lid", "lid@gemeente.example").groups.add(team)
    subscription, _ = subscribe(receiver, team=team)
    receiver.statuses = [500, 500]
    publish_fees("83.87")
    send_all(subscription)
    return subscription


def test_the_owner_hears_once_that_a_webhook_was_switched_off(broken):
    tell_owners()
    tell_owners()
    [message] = mail.outbox
    assert message.to == ["beheer@gemeente.example", "lid@gemeente.example"]
    assert "de ontvanger bleef falen" in message.body
    assert reverse("webhooks:inspect", args=[broken.pk]) in message.body


def test_the_owner_hears_again_when_it_fails_again(broken, receiver):
    tell_owners()
    subscriptions.switch_on(broken, timezone.now())
    receiver.statuses = [410]
    send_all(broken)
    tell_owners()
    assert len(mail.outbox) == 2


def test_mail_that_cannot_go_out_is_tried_again(broken, monkeypatch, caplog):
    def refuse(*_: object) -> None:
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr("cms.webhooks.mail.send_mail", refuse)
        tell_owners()
    tell_owners()
    assert "could not be told" in caplog.text
    assert len(mail.outbox) == 1


def test_nobody_is_told_of_what_was_switched_off_by_hand():
    subscription, _ = subscribe(Receiver("https://203.0.113.9/"))
    subscriptions.switch_off(subscription)
    tell_owners()
    assert mail.outbox == []


def test_the_dashboard_names_webhooks_that_receive_nothing(admin_client, broken):
    page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Webhooks die niets ontvangen" in page
    assert reverse("webhooks:inspect", args=[broken.pk]) in page


def editor_with(*permissions: str) -> Client:
    user = User.objects.create_user("redacteur")
    names = ["access_admin", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def test_who_may_only_look_can_do_nothing():
    subscription, _ = subscribe(Receiver("https://203.0.113.9/"))
    client = editor_with("view_subscription", "view_delivery")
    assert "Test versturen" not in status(client, subscription)
    client.post(reverse("webhooks:act", args=[subscription.pk, "switch-off"]))
    assert Subscription.objects.get().off == ""


def test_other_editors_see_no_webhooks(broken):
    client = editor_with()
    assert client.get(reverse("webhooks:index")).status_code == 302
    assert client.get(reverse("webhook-deliveries:index")).status_code == 302
    assert "Webhooks die niets ontvangen" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_renewal_says_until_when_the_old_secret_is_valid(admin_client):
    subscription, _ = subscribe(Receiver("https://203.0.113.9/"))
    act(admin_client, subscription, "renew-secret")
    subscription.refresh_from_db()
    assert timedelta(hours=23) < subscription.previous_until - timezone.now() <= timedelta(days=1)
