"""Warnings of a channel: told once, by e-mail and on the dashboard, and once when it is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms.channels import warnings
from releases.core.acknowledgements import AcknowledgementReport, Refused
from releases.core.position import Position
from releases.instances.page_findings import keep
from releases.instances.record_acknowledgement import acknowledge, report
from releases.models.instances import Instance
from releases.parity.comparison import Difference
from tests.integration.acknowledgement_reports import MINUTE, publish_fee
from tests.integration.published import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
DAY = timedelta(days=1)
AT_ONE = Position(1, NOW)


@pytest.fixture
def desk(django_user_model, settings) -> Instance:
    """Registered, displaying release 1, with a team as its owner."""
    settings.CHANNEL_MINUTES_SILENT, settings.CHANNEL_MINUTES_BEHIND = 60, 15
    team = Group.objects.create(name="Balie")
    for name, active in (("anna", True), ("oud", False)):
        member = django_user_model.objects.create_user(name, f"{name}@gemeente.example", is_active=active)
        member.groups.add(team)
    publish_fee("83.87")
    report("desk", "balie-1", "displayed", AT_ONE, NOW)
    Instance.objects.update(registered=True, owner=team, email="balies@gemeente.example")
    return Instance.objects.get()


def warn(now: datetime) -> list[str]:
    """The subjects of what a round sends."""
    mail.outbox.clear()
    warnings.warn(now)
    return [message.subject for message in mail.outbox]


def test_a_channel_that_falls_silent_is_warned_about_once_and_once_when_it_is_back(desk):
    assert warn(NOW + 60 * MINUTE) == []
    assert warn(NOW + 61 * MINUTE) == ["Let op, kanaal: Balie, balie-1 (stil)"]
    assert warn(NOW + 62 * MINUTE) == []
    report("desk", "balie-1", "displayed", AT_ONE, NOW + 70 * MINUTE)
    assert warn(NOW + 70 * MINUTE) == ["Weer in orde: Balie, balie-1 (stil)"]
    assert warn(NOW + 71 * MINUTE) == []


def test_the_owner_hears_what_is_wrong_since_when_and_where_to_look(desk):
    warn(NOW + 61 * MINUTE)
    [message] = mail.outbox

    assert message.to == ["anna@gemeente.example", "balies@gemeente.example"]
    assert "Sinds 3 maart 2026 13:00 hoorden wij niets meer." in message.body
    assert "/admin/channel-board/" in message.body


def test_without_an_owner_whoever_looks_after_all_channels_hears_it(desk, settings):
    Instance.objects.update(owner=None, email="")
    settings.CHANNEL_WARNINGS_TO = ["beheer@gemeente.example"]
    warn(NOW + 61 * MINUTE)

    assert mail.outbox[0].to == ["beheer@gemeente.example"]


def test_who_is_too_long_behind_is_warned_about_by_releases_and_minutes(desk):
    publish_fee("84.90", NOW + 10 * MINUTE)
    publish_fee("85.00", NOW + 20 * MINUTE)
    assert warn(NOW + 25 * MINUTE) == []
    assert warn(NOW + 26 * MINUTE) == ["Let op, kanaal: Balie, balie-1 (te ver achter)"]
    assert "2 publicaties achter, al 16" in mail.outbox[0].body


def test_a_rejection_is_told_with_its_reason(desk):
    report("desk", "balie-1", "rejected", AT_ONE, NOW + MINUTE, "Te lang.")
    assert warn(NOW + MINUTE) == ["Let op, kanaal: Balie, balie-1 (geweigerd)"]
    assert "Te lang." in mail.outbox[0].body


def test_a_digest_that_is_not_believed_is_told(desk):
    with pytest.raises(Refused):
        acknowledge("desk", AcknowledgementReport("balie-1", "displayed", desk.epoch, AT_ONE, "0" * 64), NOW + MINUTE)
    assert warn(NOW + MINUTE) == ["Let op, kanaal: Balie, balie-1 (niet geloofd)"]
    assert "000000000000" in mail.outbox[0].body


def test_a_page_that_differs_is_told(desk):
    keep(desk.pk, {"/a": [Difference("leges", "nl", "desk", "text", "€ 1", "€ 2")]}, NOW)
    assert warn(NOW + MINUTE) == ["Let op, kanaal: Balie, balie-1 (pagina wijkt af)"]


def test_a_mail_that_could_not_be_sent_is_sent_later(desk, monkeypatch):
    def broken(*_: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(warnings, "send_mail", broken)
        with pytest.raises(ConnectionRefusedError):
            warnings.warn(NOW + 61 * MINUTE)
    assert warn(NOW + 62 * MINUTE) == []
    assert warn(NOW + 67 * MINUTE) == ["Let op, kanaal: Balie, balie-1 (stil)"]


class TestDashboard:
    @pytest.fixture(autouse=True)
    def today(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(warnings.timezone, "now", lambda: NOW + 2 * 60 * MINUTE)

    def test_it_warns_and_says_when_it_is_over(self, desk, admin_client):
        warn(NOW + 61 * MINUTE)
        assert "Balie, balie-1: stil, sinds 3 maart 2026 14:01" in home(admin_client)
        report("desk", "balie-1", "displayed", AT_ONE, NOW + 70 * MINUTE)
        warn(NOW + 70 * MINUTE)
        assert "Weer in orde sinds 3 maart 2026 14:10: Balie, balie-1, stil" in home(admin_client)

    def test_it_says_nothing_when_all_is_well(self, desk, admin_client):
        warn(NOW + MINUTE)
        assert "channel-warnings" not in home(admin_client)

    def test_it_says_nothing_to_who_may_not_see_the_board(self, desk, client, django_user_model):
        warn(NOW + 61 * MINUTE)
        client.force_login(user_with(django_user_model, "wagtailadmin.access_admin"))
        assert "channel-warnings" not in home(client)
        client.force_login(user_with(django_user_model, "wagtailadmin.access_admin", "releases.view_instance"))
        assert "channel-warnings" in home(client)


def home(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def user_with(users, *permissions: str):
    user = users.objects.create_user(f"user-{len(permissions)}", password="x")
    for permission in permissions:
        app, _, codename = permission.partition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def worker(start: Barrier, now: datetime) -> None:
    start.wait(20)
    try:
        warnings.warn(now)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_four_workers_at_once_tell_it_once():
    Instance.objects.create(channel="desk", name="balie-1", since=NOW, registered=True, email="balies@gemeente.example")
    start = Barrier(4)
    with ThreadPoolExecutor(4) as workers:
        rounds = [workers.submit(worker, start, NOW + 2 * DAY) for _ in range(4)]
        assert [each.result() for each in rounds] == [None] * 4

    assert [message.subject for message in mail.outbox] == ["Let op, kanaal: Balie, balie-1 (stil)"]
