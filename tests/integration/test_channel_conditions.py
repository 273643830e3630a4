"""A channel with conditions tells nothing, and opens to nobody, until each of them is confirmed in the admin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from api import tokens
from products import channel_conditions
from products.models import Amount
from products.publishing.release import one_release
from products.publishing.rollback import roll_back
from products.publishing.verification import differences
from releases import store
from releases.channels import CHANNELS, phone
from releases.conditions.confirmations import channels_now
from releases.models.conditions import Confirmation
from releases.rendering.shapes import ChannelCondition
from tests.integration.editorial import FEE, Municipality, give_value, publish, told, told_fee
from tests.integration.publish_ways import Editor
from tests.integration.published import changes_of

pytestmark = pytest.mark.django_db
CONDITIONS = ("dpia", "agreement")


@pytest.fixture(autouse=True)
def sms(monkeypatch: pytest.MonkeyPatch) -> None:
    conditions = tuple(ChannelCondition(name, f"De {name}", "Uitleg.") for name in CONDITIONS)
    for channel in [channel for channel in CHANNELS.values() if channel.conditions]:
        monkeypatch.delitem(CHANNELS, channel.name)
    monkeypatch.setitem(CHANNELS, "sms", replace(phone.CHANNEL, name="sms", title="Sms", conditions=conditions))


def confirm(*conditions: str) -> None:
    for condition in conditions:
        channel_conditions.confirm("sms", condition, "Z-2026-1", "beheer")


def withdraw(condition: str = "dpia") -> None:
    channel_conditions.withdraw(Confirmation.objects.get(condition=condition, withdrawn_at=None), "Verlopen", "beheer")


@pytest.fixture
def bearer(town: Municipality, replica) -> Any:
    """A token that names the channel, issued while it was on."""
    plaintext = tokens.issue("sms", ["sms"], False, timezone.now())

    def headers() -> dict[str, str]:
        tokens.follow()
        return {"Authorization": f"Bearer {plaintext}"}

    return headers


def test_a_channel_that_is_public_cannot_have_conditions() -> None:
    with pytest.raises(ValueError, match="needs a token"):
        replace(CHANNELS["sms"], access="public")


def test_an_unconfirmed_channel_tells_nothing(town: Municipality) -> None:
    assert told("sms") == {}
    assert list(differences()) == []


def test_one_of_two_confirmations_makes_no_release(town: Municipality) -> None:
    confirm("dpia")
    assert (store.head().number, told("sms")) == (1, {})


def test_the_last_confirmation_puts_the_channel_on_in_a_release_of_its_own(town: Municipality) -> None:
    confirm(*CONDITIONS)
    release = store.release(store.head().number)

    assert (release.number, release.author, release.cause) == (2, "beheer", "Kanaal Sms aan")
    assert {change["channel"] for change in changes_of(2)} == {"sms"}
    assert told_fee("sms") == told_fee("phone") == "83.87"
    assert list(differences()) == []


def test_a_channel_that_is_on_hears_of_every_change(town: Municipality) -> None:
    confirm(*CONDITIONS)
    with one_release(author="editor"):
        publish(give_value(Amount.objects.get(key=FEE), "85.00"))

    assert told_fee("sms") == "85.00"


def test_a_withdrawn_confirmation_puts_the_channel_off_in_a_release_of_its_own(town: Municipality) -> None:
    confirm(*CONDITIONS)
    withdraw()
    release = store.release(store.head().number)

    assert (release.number, release.cause) == (3, "Kanaal Sms uit")
    assert (told("sms"), told_fee("phone")) == ({}, "83.87")
    assert list(differences()) == []


def test_a_fault_in_a_text_does_not_keep_a_channel_on(town: Municipality) -> None:
    confirm(*CONDITIONS)
    Amount.objects.filter(key=FEE).update(live=False)
    withdraw()

    assert "sms" not in channels_now()


def test_a_rollback_to_before_the_channel_was_on_leaves_it_on(town: Municipality) -> None:
    with one_release(author="editor"):
        publish(give_value(Amount.objects.get(key=FEE), "85.00"))
    confirm(*CONDITIONS)
    roll_back(1, author="editor")

    assert told_fee("sms") == "83.87"


def test_a_rollback_to_while_the_channel_was_on_leaves_it_off(town: Municipality) -> None:
    confirm(*CONDITIONS)
    with one_release(author="editor"):
        publish(give_value(Amount.objects.get(key=FEE), "85.00"))
    withdraw()
    roll_back(2, author="editor")

    assert (told("sms"), told_fee("phone")) == ({}, "83.87")


def test_a_token_opens_the_channel_only_while_it_is_on(bearer: Any, client) -> None:
    document = "/api/v1/channels/sms/documents/product/paspoort"

    def status() -> int:
        return client.get(document, headers=bearer()).status_code

    before = status()
    confirm(*CONDITIONS)
    while_on = status()
    withdraw()
    assert (before, while_on, status()) == (403, 200, 403)


def test_the_registry_names_the_channel_only_while_it_is_on(bearer: Any, client) -> None:
    def names() -> set[str]:
        return {each["name"] for each in client.get("/api/v1/channels", headers=bearer()).json()["results"]}

    before = names()
    confirm(*CONDITIONS)
    assert (before, names()) == ({"website"}, {"website", "sms"})


def test_what_it_said_is_closed_with_it(bearer: Any, client) -> None:
    confirm(*CONDITIONS)
    withdraw()
    answer = client.get("/api/v1/channels/sms/documents/product/paspoort?release=2", headers=bearer())

    assert answer.status_code == 403


def test_no_token_is_issued_for_a_channel_that_is_off(town: Municipality) -> None:
    with pytest.raises(CommandError, match=r"off until its conditions are confirmed in the admin: sms"):
        call_command("issue_token", "Sms", "--channels", "sms,phone")


def test_the_form_for_tokens_says_why(town: Municipality, admin_client) -> None:
    page = admin_client.post(reverse("access-tokens:add"), {"name": "Sms", "channels": ["sms"]}).content.decode()

    assert "Sms (uit)" in page
    assert "Sms staat uit tot de voorwaarden zijn bevestigd" in page


class TestTheScreen:
    def confirm(self, editor: Editor, condition: str, **changes: Any) -> Any:
        address = reverse("channel-conditions:add")
        form = {"channel": "sms", "condition": condition, "reference": "Z-2026-1", "is_met": "on"}
        return editor.post(address, form | changes)

    def page(self, editor: Editor) -> str:
        return editor.client.get(reverse("channel-conditions:index")).content.decode()

    def test_it_shows_each_condition_and_that_the_channel_is_off(self, town: Municipality, editor: Editor) -> None:
        page = self.page(editor)

        assert page.count("Niet bevestigd") == len(CONDITIONS)
        assert "De dpia" in page
        assert ">uit<" in page

    def test_confirming_all_puts_the_channel_on(self, town: Municipality, editor: Editor) -> None:
        for condition in CONDITIONS:
            self.confirm(editor, condition)

        assert ">aan<" in self.page(editor)
        assert "Bevestigd door admin op" in self.page(editor)
        assert store.release(2).author == "admin"

    def test_withdrawing_needs_a_reason(self, town: Municipality, editor: Editor) -> None:
        confirm(*CONDITIONS)
        edit = reverse("channel-conditions:edit", args=[Confirmation.objects.first().pk])
        refused = editor.post(edit, {"reason": ""})

        assert refused.status_code == 200
        assert "sms" in channels_now()

    def test_withdrawing_keeps_who_said_what(self, town: Municipality, editor: Editor) -> None:
        confirm(*CONDITIONS)
        edit = reverse("channel-conditions:edit", args=[Confirmation.objects.get(condition="dpia").pk])
        editor.post(edit, {"reason": "Verlopen"})

        assert "(Z-2026-1); ingetrokken door admin op" in self.page(editor)
        assert ">uit<" in self.page(editor)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"is_met": ""}, "Dit is een verplicht veld"),
            ({"reference": ""}, "Dit is een verplicht veld"),
            ({"condition": "zomaar"}, "Deze voorwaarde bestaat niet"),
            ({"channel": "website"}, "Deze voorwaarde bestaat niet"),
        ],
    )
    def test_what_is_filled_in_wrong_is_said(
        self, town: Municipality, editor: Editor, changes: dict[str, str], said: str
    ) -> None:
        answer = self.confirm(editor, **({"condition": "dpia"} | changes))

        assert said in answer.content.decode()
        assert not Confirmation.objects.exists()

    def test_what_is_confirmed_is_not_confirmed_again(self, town: Municipality, editor: Editor) -> None:
        confirm("dpia")
        assert "Deze voorwaarde is al bevestigd" in self.confirm(editor, "dpia").content.decode()

    def test_nobody_may_confirm_without_the_permission(self, town: Municipality, client, django_user_model) -> None:
        client.force_login(django_user_model.objects.create_user("redactie"))
        self.confirm(Editor(client), "dpia")

        assert not Confirmation.objects.exists()

    def test_the_board_says_that_the_channel_is_off_and_leads_to_its_conditions(
        self, town: Municipality, editor: Editor
    ) -> None:
        page = editor.client.get(reverse("channel-board:index")).content.decode()

        assert "Dit kanaal staat uit" in page
        assert reverse("channel-conditions:index") in page
