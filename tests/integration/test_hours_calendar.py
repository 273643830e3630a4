"""The calendar of the coming eight weeks beside the form of opening hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from products.models import OpeningHoursFact
from tests.integration.admin_forms import rows

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_products_openinghoursfact"
SLOT = {"weekday": "1", "opens": "09:00", "closes": "12:00", "access": "walkIn"}
EMPTY = ("pattern", "new_weeks", "rules", "seasons", "closures", "exceptions")


def shown(client: Client, fact: OpeningHoursFact | None = None, **changes: Any) -> str:
    data = {"key": "balie", "label_nl": "Balie", "channel": "phone"}
    for relation in EMPTY:
        data |= rows(relation)
    url = reverse(f"{NAME}:calendar", args=[fact.pk]) if fact else reverse(f"{NAME}:new_calendar")
    return client.post(url, data | rows("pattern", SLOT) | changes).content.decode()


def test_what_was_typed_is_shown_and_not_saved(admin_client: Client) -> None:
    told = shown(admin_client)

    assert "9:00" in told or "9.00" in told
    assert OpeningHoursFact.objects.count() == 0


def test_closed_days_are_named(admin_client: Client) -> None:
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    closure = rows("closures", {"first": monday.isoformat(), "last": monday.isoformat(), "reason_nl": "Verbouwing"})

    assert "(Verbouwing)" in shown(admin_client, **closure)


def test_a_form_that_is_not_right_says_so(admin_client: Client) -> None:
    assert "help-warning" in shown(admin_client, **rows("pattern", SLOT | {"closes": "08:00"}))


def test_eight_weeks_are_shown_on_the_form_itself(admin_client: Client, unreleased: None) -> None:
    fact = OpeningHoursFact.objects.create(key="balie", label={"nl": "Balie"})
    page = admin_client.get(reverse(f"{NAME}:edit", args=[fact.pk])).content.decode()

    assert len(BeautifulSoup(page, "html.parser").select(".hub-calendar tbody tr")) == 8
