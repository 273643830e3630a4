"""Every way to publish or withdraw a snippet, when compiling finds a problem: nothing changes, the editor hears why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from products.models import Amount, ContactPoint, ContactValue, Organisation
from products.publishing.release import one_release
from releases.core.problems import Problem
from tests.integration.admin_forms import rows, url
from tests.integration.editorial import FEE, Municipality, publish, told, told_fee
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

ENDED = {"values-0-valid_from": "2020-01-01", "values-0-valid_until": "2021-01-01"}
NEW_FEE = {"values-0-amount": "90.00"}


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the hub itself, which only the proof inside each publish finds."""
    problem = Problem("parity", ("branding", "branding"), params={"fact": "primary", "channel": "desk"})
    monkeypatch.setattr("products.publishing.compilation.parity_problems", lambda *_: [problem])


def test_editing_a_fact_is_refused_and_the_typed_draft_is_kept(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    response = editor.edit_snippet(town.fee, **NEW_FEE, **ENDED, **PUBLISH)
    fee = Amount.objects.get(key=FEE)
    typed = fee.get_latest_revision_as_object().values.first()
    assert (releases.made, told_fee(), fee.values.first().amount) == (0, "83.87", town.fee.values.first().amount)
    assert (str(typed.amount), response.url) == ("90.00", url(Amount, "edit", fee.pk))


def test_the_message_names_the_fact_and_its_remedy(editor: Editor, town: Municipality) -> None:
    editor.edit_snippet(town.fee, **ENDED, **PUBLISH)
    message = editor.messages()
    assert "“Paspoort” vertelt “Leges paspoort.leges (paspoort.leges)”" in message
    assert "maar dat heeft vanaf 1 januari 2021 geen waarde. Geef het een waarde vanaf die dag." in message


def test_the_message_links_to_the_text_and_to_the_fact(editor: Editor, town: Municipality) -> None:
    editor.edit_snippet(town.fee, **ENDED, **PUBLISH)
    message = editor.messages()
    assert f'href="/admin/pages/{town.product.pk}/edit/"' in message
    assert f'href="{url(Amount, "edit", town.fee.pk)}"' in message


def test_the_message_names_the_team_that_looks_after_the_text(editor: Editor, town: Municipality) -> None:
    with one_release(author="maker"):
        town.product.team = Group.objects.create(name="Team Burgerzaken")
        publish(town.product)
    editor.edit_snippet(town.fee, **ENDED, **PUBLISH)
    assert "(Team Burgerzaken)" in editor.messages()


def test_a_fact_that_texts_tell_must_have_a_value_today(editor: Editor, town: Municipality, releases: Releases) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    editor.edit_snippet(town.fee, **{"values-0-valid_from": tomorrow.isoformat()}, **PUBLISH)
    assert releases.made == 0
    assert "Geef het een waarde die vandaag geldt." in editor.messages()


def test_creating_a_snippet_is_refused_and_kept_as_a_draft(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    contact = ContactPoint.objects.create(key="contact.dienst", label={"nl": "Contact"}, live=False)
    contact.values.add(ContactValue(telephone="14 0342"))
    contact.save()
    data = {"key": "dienst", "name_nl": "Dienst", "contact": contact.pk} | rows("opening_hours")
    response = editor.create_snippet(Organisation, data | PUBLISH)
    made = Organisation.objects.get(key="dienst")
    assert (releases.made, made.live, response.url) == (0, False, url(Organisation, "edit", made.pk))
    assert "“Dienst” verwijst naar “Contact (contact.dienst)”" in editor.messages()


@pytest.mark.parametrize("view", ["unpublish", "delete"])
@pytest.mark.parametrize("attribute", ["fee", "organisation", "location", "hours"])
def test_withdrawing_what_a_product_refers_to_is_refused(
    editor: Editor, town: Municipality, releases: Releases, view: str, attribute: str
) -> None:
    instance = getattr(town, attribute)
    editor.post(url(type(instance), view, instance.pk))
    instance.refresh_from_db()
    assert (releases.made, instance.live) == (0, True)
    assert "“Paspoort” verwijst naar" in editor.messages()


def test_deleting_in_bulk_is_refused_as_a_whole(editor: Editor, town: Municipality) -> None:
    with one_release(author="maker"):
        spare = publish(Organisation.objects.create(key="dienst", name={"nl": "Dienst"}, live=False))
    releases = Releases()
    editor.in_bulk("products", "organisation", "delete", spare.pk, town.organisation.pk)
    assert (releases.made, Organisation.objects.filter(live=True).count()) == (0, 2)


def test_the_house_style_is_refused_and_the_typed_draft_is_kept(
    editor: Editor, town: Municipality, releases: Releases, faulty: None
) -> None:
    editor.edit_snippet(town.style, name_nl="Barneveld", **PUBLISH)
    town.style.refresh_from_db()
    typed = town.style.get_latest_revision_as_object()
    assert (releases.made, str(town.style), str(typed)) == (0, "Gemeente Barneveld", "Barneveld")
    assert told(kind="branding", key="branding")["name"] == "Gemeente Barneveld"


def test_a_fault_in_the_hub_says_whom_to_call(editor: Editor, town: Municipality, faulty: None) -> None:
    editor.edit_snippet(town.style, name_nl="Barneveld", **PUBLISH)
    assert "Dit is een fout in het systeem: bel de beheerder." in editor.messages()


def test_going_back_to_a_version_that_no_longer_fits_is_refused(editor: Editor, town: Municipality) -> None:
    with one_release(author="maker"):
        value = town.fee.values.first()
        value.valid_from = date(2020, 1, 1)
        town.fee.values = [value]
        publish(town.fee)
    releases = Releases()
    editor.edit_at(url(Amount, "revisions_revert", town.fee.pk, town.fee.live_revision_id), **ENDED, **PUBLISH)
    assert (releases.made, told_fee()) == (0, "83.87")


def test_a_script_gets_the_refusal_as_json(editor: Editor, town: Municipality, releases: Releases) -> None:
    response = editor.post(url(Amount, "unpublish", town.fee.pk), HTTP_ACCEPT="application/json")
    assert (response.status_code, response.json()["error_code"], releases.made) == (409, "publish_refused", 0)
