"""Every way to publish or withdraw a fact, an organisation, a house style, … makes one release, or none."""

from __future__ import annotations

from typing import Any

import pytest

from products.models import Amount, Location, Organisation, Tariff
from products.publishing.release import one_release
from tests.integration.admin_forms import form_data, rows, url
from tests.integration.editorial import (
    CHANNELS,
    FEE,
    Municipality,
    amount,
    fact_mark,
    give_value,
    in_short,
    publish,
    told,
    told_fee,
)
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = pytest.mark.django_db

NEW_FEE = {"values-0-amount": "90.00"}


def new_amount(key: str) -> dict[str, Any]:
    own = {"key": key, "label_nl": "Een feit", "label_en": "", "owner": "", "position": "0", "nature": "leges"}
    return own | rows("values", {"amount": "83.87"}) | rows("conditions")


def test_a_new_value_reaches_every_channel_in_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.edit_snippet(town.fee, **NEW_FEE, **PUBLISH)
    assert (releases.made, {told_fee(channel) for channel in CHANNELS}) == (1, {"90.00"})


def test_the_editor_reads_how_many_documents_changed(editor: Editor, town: Municipality) -> None:
    editor.edit_snippet(town.fee, **NEW_FEE, **PUBLISH)
    assert "Publicatie 2: 7 documenten gewijzigd." in editor.messages()


def test_saving_a_draft_of_a_fact_makes_no_release(editor: Editor, town: Municipality, releases: Releases) -> None:
    editor.edit_snippet(town.fee, **NEW_FEE)
    assert (releases.made, told_fee(), town.fee.revisions.count()) == (0, "83.87", 2)


def test_publishing_without_a_difference_makes_no_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.edit_snippet(town.fee, **PUBLISH)
    assert releases.made == 0


def test_creating_and_publishing_a_fact_that_nothing_tells_makes_no_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.create_snippet(Amount, new_amount("spoed") | PUBLISH)
    assert (releases.made, Amount.objects.get(key="spoed").live) == (0, True)


def test_creating_and_publishing_a_location_makes_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    data = {"key": "wijkpunt", "name_nl": "Wijkpunt", "street": "Dorp 1", "postcode": "3771 ER", "place": "Barneveld"}
    editor.create_snippet(Location, data | rows("availability") | PUBLISH)
    assert (releases.made, told(kind="location", key="wijkpunt")["name"]) == (1, "Wijkpunt")


@pytest.mark.parametrize(
    ("attribute", "changes"),
    [
        ("organisation", {"name_nl": "Gemeente Barneveld"}),
        ("location", {"street": "Raadhuisplein 3"}),
        ("tariff", {"label_nl": "Paspoort en identiteitskaart"}),
        ("hours", {"pattern-0-closes": "13:00"}),
        ("style", {"name_nl": "Barneveld", "colour_primary": "#123456"}),
    ],
)
def test_publishing_what_products_refer_to_makes_one_release(
    editor: Editor, town: Municipality, releases: Releases, attribute: str, changes: dict[str, str]
) -> None:
    response = editor.edit_snippet(getattr(town, attribute), **changes, **PUBLISH)
    assert (response.status_code, releases.made) == (302, 1)


def test_the_house_style_changes_in_every_channel_at_once(editor: Editor, town: Municipality) -> None:
    editor.edit_snippet(town.style, name_nl="Barneveld", **PUBLISH)
    assert {told(channel, "branding", "branding")["name"] for channel in CHANNELS} == {"Barneveld"}


def test_unpublishing_a_snippet_makes_one_release(editor: Editor, town: Municipality) -> None:
    with one_release(author="maker"):
        spare = publish(Organisation.objects.create(key="omgevingsdienst", name={"nl": "Omgevingsdienst"}, live=False))
    releases = Releases()
    editor.post(url(Organisation, "unpublish", spare.pk))
    assert (releases.made, told(kind="organisation", key="omgevingsdienst")) == (1, {})


@pytest.mark.parametrize("in_bulk", [False, True])
def test_deleting_a_published_snippet_withdraws_and_keeps_it(editor: Editor, town: Municipality, in_bulk: bool) -> None:
    with one_release(author="maker"):
        spare = publish(Organisation.objects.create(key="omgevingsdienst", name={"nl": "Omgevingsdienst"}, live=False))
    releases = Releases()
    if in_bulk:
        editor.in_bulk("products", "organisation", "delete", spare.pk)
    else:
        editor.post(url(Organisation, "delete", spare.pk))
    assert (releases.made, told(kind="organisation", key=spare.key)) == (1, {})
    assert Organisation.objects.get(key=spare.key).live is False


@pytest.mark.parametrize("in_bulk", [False, True])
def test_deleting_a_snippet_that_was_never_published_makes_no_release(
    editor: Editor, town: Municipality, releases: Releases, in_bulk: bool
) -> None:
    draft = Tariff.objects.create(key="parkeren", label={"nl": "Parkeren"}, live=False)
    if in_bulk:
        editor.in_bulk("products", "tariff", "delete", draft.pk)
    else:
        editor.post(url(Tariff, "delete", draft.pk))
    assert (releases.made, Tariff.objects.filter(key="parkeren").exists()) == (0, False)


def test_the_key_of_a_withdrawn_fact_cannot_be_used_again(editor: Editor, town: Municipality) -> None:
    with one_release(author="maker"):
        spare = publish(amount("spoed", "50.00"))
    editor.post(url(Amount, "delete", spare.pk))
    response = editor.create_snippet(Amount, new_amount("spoed") | PUBLISH)
    assert "key" in response.context["form"].errors


def test_going_back_to_an_older_version_of_a_fact_makes_one_release(editor: Editor, town: Municipality) -> None:
    first = town.fee.live_revision
    with one_release(author="editor"):
        publish(give_value(town.fee, "90.00"))
    releases = Releases()
    address = url(Amount, "revisions_revert", town.fee.pk, first.pk)
    editor.edit_at(address, **PUBLISH)
    assert (releases.made, told_fee()) == (1, "83.87")


def test_copying_and_publishing_a_snippet_makes_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    copied = form_data(editor.client, url(Location, "copy", town.location.pk))
    editor.create_snippet(Location, copied | {"key": "wijkpunt", "name_nl": "Wijkpunt"} | PUBLISH)
    assert (releases.made, told(kind="location", key="wijkpunt")["name"]) == (1, "Wijkpunt")


def test_a_text_and_a_new_fact_can_become_visible_together(town: Municipality, releases: Releases) -> None:
    with one_release(author="editor"):
        spoed = publish(amount("spoed", "50.00"))
        town.product.sections = in_short(f"{fact_mark(FEE)}, met spoed {fact_mark(spoed.key)}.")
        publish(town.product)
    assert (releases.made, set(told()["facts"]) >= {FEE, "spoed"}) == (1, True)
