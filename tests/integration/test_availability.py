"""An editor says that a product is stopped or has ended, and every channel says so from that day on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from products.models import ProductAvailability, ProductPage
from products.publishing.release import one_release
from products.publishing.rollback import roll_back
from products.publishing.verification import differences
from releases import store
from releases.core.position import Position
from tests.integration.admin_forms import rows
from tests.integration.editorial import CHANNELS, FEE, Municipality, fact_mark, new_product, publish, told
from tests.integration.publish_ways import PUBLISH, Editor, Releases
from tests.integration.published import steps_of

pytestmark = pytest.mark.django_db

TEXT = f"Een paspoort kost {fact_mark(FEE)}."


@pytest.fixture
def successor(town: Municipality) -> ProductPage:
    with one_release(author="maker"):
        return publish(new_product(town.theme, "identiteitskaart", "Een kaart."))


def row(status: str, **more: Any) -> dict[str, Any]:
    own = {"status": status, "valid_from": "2026-01-01", "valid_until": "", "reason_nl": "De wet is anders."}
    return rows("availability", own | more)


def test_an_ended_product_names_its_successor_in_every_channel(
    editor: Editor, town: Municipality, successor: ProductPage
) -> None:
    releases = Releases()
    editor.edit_product(town.product, TEXT, **row("ended", successor=successor.pk), **PUBLISH)
    found = [told(channel)["availability"] for channel in CHANNELS]

    assert releases.made == 1
    assert {each["successor"]["title"] for each in found} == {"Identiteitskaart"}
    assert {each["text"] for each in found} == {"U kunt dit niet meer aanvragen. De wet is anders."}
    assert list(differences()) == []


def test_a_successor_that_is_not_published_is_refused_with_a_clear_sentence(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    draft = new_product(town.theme, "identiteitskaart", "Een kaart.")
    editor.edit_product(town.product, TEXT, **row("ended", successor=draft.pk), **PUBLISH)

    assert "“Paspoort” zegt dat “Identiteitskaart” ervoor in de plaats kwam, maar dat is niet" in editor.messages()
    assert (releases.made, told()["availability"]["status"]) == (0, "open")
    kept = ProductPage.objects.get(pk=town.product.pk).get_latest_revision_as_object()
    assert kept.availability.get().successor_id == draft.pk


def test_a_successor_cannot_be_withdrawn(editor: Editor, town: Municipality, successor: ProductPage) -> None:
    editor.edit_product(town.product, TEXT, **row("ended", successor=successor.pk), **PUBLISH)
    releases = Releases()
    editor.on_page("unpublish", successor)

    assert (releases.made, told(key="identiteitskaart")["key"]) == (0, "identiteitskaart")


def test_a_successor_that_gets_another_name_is_told_by_it(
    editor: Editor, town: Municipality, successor: ProductPage
) -> None:
    editor.edit_product(town.product, TEXT, **row("ended", successor=successor.pk), **PUBLISH)
    editor.edit_product(successor, "Een kaart.", title="Id-kaart", **PUBLISH)

    assert {told(channel)["availability"]["successor"]["title"] for channel in CHANNELS} == {"Id-kaart"}


def test_a_stop_begins_and_ends_on_its_days_without_a_release(editor: Editor, town: Municipality) -> None:
    stop = row("stopped", valid_from="2030-02-01", valid_until="2030-03-01")
    editor.edit_product(town.product, TEXT, **stop, **PUBLISH)
    since = Position(store.head().number, datetime.now(UTC))

    steps = steps_of(["phone"], since, datetime(2031, 1, 1, tzinfo=UTC))

    days = [datetime(2030, 1, 31, 23, tzinfo=UTC), datetime(2030, 2, 28, 23, tzinfo=UTC)]
    assert [step.position.instant for step in steps] == days


def test_a_preview_shows_the_availability_of_the_draft(town: Municipality) -> None:
    town.product.availability = [ProductAvailability(status="stopped", reason={"nl": "Even niet."})]
    token = town.product.create_page_preview().token
    address = f"/api/v1/previews/{token}/channels/desk/documents/product/paspoort"

    assert Client().get(address).json()["availability"]["text"].endswith("Even niet.")
    assert told("desk")["availability"]["status"] == "open"


def test_going_back_to_an_earlier_release_opens_the_product_again(town: Municipality) -> None:
    before = Releases().before
    with one_release(author="editor"):
        town.product.availability = [ProductAvailability(status="stopped", valid_from=date(2026, 1, 1))]
        publish(town.product)
    assert told()["availability"]["status"] == "stopped"
    roll_back(before, author="keeper")

    assert told()["availability"]["status"] == "open"
