"""All telephones down, or a location closed: one action, in every channel, without touching a fact."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from products.models import Disruption, Location, OpeningHoursFact
from products.publishing.release import one_release
from releases import store
from releases.core.periods import starts_of
from tests.integration.admin_forms import errors, url
from tests.integration.editorial import Municipality, publish, told
from tests.integration.publish_ways import PUBLISH, Editor

pytestmark = pytest.mark.django_db
NO_POWER = {"reach": "location", "reason_nl": "Er is geen stroom", "valid_from": "2026-01-01"}
CHANNELS = ("website", "email", "desk", "phone")


def another() -> Location:
    named = {"key": "servicepunt", "name": {"nl": "Servicepunt"}, "live": False}
    with one_release(author="editor"):
        return publish(Location.objects.create(street="Dorp 1", postcode="3781 AA", place="Dorp", **named))


def closed(editor: Editor, town: Municipality, **changes: Any) -> Any:
    return editor.create_snippet(Disruption, NO_POWER | {"location": town.location.pk} | changes | PUBLISH)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_closed_location_is_closed_in_every_channel(editor: Editor, town: Municipality, channel: str) -> None:
    before = told(channel, kind="location", key=town.location.key)
    closed(editor, town)
    after = told(channel, kind="location", key=town.location.key)
    assert after["availability"]["text"] == "Deze locatie is tijdelijk gesloten. Er is geen stroom."
    assert after["stops"][town.hours.key]
    assert after["facts"] == before["facts"]


def test_people_are_told_where_they_can_go(editor: Editor, town: Municipality) -> None:
    closed(editor, town, instead=another().pk)
    text = told(kind="location", key=town.location.key)["availability"]["text"]
    assert text.endswith("Er is geen stroom. In plaats daarvan: Servicepunt.")


def test_it_ends_by_itself_on_its_day(editor: Editor, town: Municipality) -> None:
    closed(editor, town, valid_until="2099-01-01")
    found = store.document("website", "location", town.location.key, "nl")
    told_then = [json.loads(store.body(each.digest))["availability"]["status"] for each in found.periods]
    assert (told_then[-2:], found.periods[-1].starts) == (["stopped", "open"], starts_of(date(2099, 1, 1)))


def test_unpublishing_it_opens_the_location_again(editor: Editor, town: Municipality) -> None:
    closed(editor, town)
    editor.post(url(Disruption, "unpublish", Disruption.objects.get().pk))
    assert told(kind="location", key=town.location.key)["availability"]["status"] == "open"


@pytest.mark.parametrize("channel", CHANNELS)
def test_all_telephones_are_down_for_every_product_and_in_the_hours(
    editor: Editor, town: Municipality, channel: str
) -> None:
    OpeningHoursFact.objects.filter(pk=town.hours.pk).update(channel="phone", location=None)
    town.product.routes.filter(hours=town.hours).update(kind="phone")
    editor.create_snippet(Disruption, {"reach": "phones", "reason_nl": "Storing", "valid_from": "2026-01-01"} | PUBLISH)
    found = told(channel)
    by_phone = [route for route in found["routes"] if route["kind"] == "phone"]
    assert by_phone
    assert {route["availability"]["status"] for route in by_phone} == {"stopped"}
    assert found["stops"][town.hours.key]
    assert [each["availability"]["status"] for each in found["routes"] if each["kind"] != "phone"] != ["stopped"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"location": ""}, "location"),
        ({"reason_nl": ""}, "reason"),
        ({"valid_until": "2026-01-01"}, "valid_until"),
    ],
)
def test_what_is_filled_in_wrong_is_said_at_its_field(
    editor: Editor, town: Municipality, changes: dict[str, str], field: str
) -> None:
    assert field in errors(closed(editor, town, **changes))


def test_a_disruption_of_today_is_proposed_from_today(editor: Editor, town: Municipality) -> None:
    page = editor.client.get("/admin/snippets/products/disruption/add/?reach=location")
    assert page.context["form"]["reach"].value() == "location"
    assert Disruption().valid_from <= timezone.localdate()
