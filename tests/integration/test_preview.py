"""An editor sees a draft in every channel as it would be published, and nobody else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_headless_preview.models import PagePreview

from products.models import ProductPage
from tests.integration.admin_forms import form_data
from tests.integration.editorial import CHANNELS, FEE, Municipality, fact_mark, head_number, in_short, told
from tests.integration.publish_ways import EMPTY_STREAMS, UNKNOWN, Editor, sections

NEW_TEXT = f"Een paspoort kost tegenwoordig {fact_mark(FEE)}."


@pytest.fixture
def anyone() -> Client:
    return Client()


def token_in(response: HttpResponse) -> str:
    assert response.status_code == 302, response.content
    return parse_qs(urlsplit(response["Location"]).query)["preview"][0]


def open_preview(editor: Editor, page: Page, text: str, **changes: Any) -> HttpResponse:
    """What Wagtail's panel does: sends the form as typed, then asks for the preview."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    typed = form_data(editor.client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editor.client.post(address, typed | EMPTY_STREAMS | sections(text) | changes)
    return editor.client.get(address)


def token_for(page: ProductPage, text: str = NEW_TEXT) -> str:
    page.sections = in_short(text)
    return page.create_page_preview().token


def ask(client: Client, token: str, channel: str = "website", address: str = "product/paspoort", **query: str) -> Any:
    return client.get(f"/api/v1/previews/{token}/channels/{channel}/documents/{address}", query)


def test_the_preview_opens_the_overview_of_all_channels(town: Municipality, editor: Editor) -> None:
    response = open_preview(editor, town.product, NEW_TEXT)

    assert response["Location"] == f"/kanalen/vergelijk/paspoort/?preview={token_in(response).replace(':', '%3A')}"


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_channel_tells_the_draft(town: Municipality, editor: Editor, anyone: Client, channel: str) -> None:
    token = token_in(open_preview(editor, town.product, NEW_TEXT))
    document = ask(anyone, token, channel).json()

    assert "tegenwoordig" in str(document)
    assert document["facts"] == told(channel)["facts"]


def test_what_is_published_stays_as_it_was(town: Municipality, editor: Editor) -> None:
    before = (head_number(), told())
    open_preview(editor, town.product, NEW_TEXT)

    assert (head_number(), told()) == before


def test_a_preview_is_exactly_what_publishing_it_gives(town: Municipality, editor: Editor) -> None:
    previewed = ask(Client(), token_in(open_preview(editor, town.product, NEW_TEXT)), "phone").json()
    editor.edit_product(town.product, NEW_TEXT, **{"action-publish": "1"})

    assert told("phone") == previewed


def test_a_product_that_was_never_saved_has_a_preview(town: Municipality, editor: Editor, anyone: Client) -> None:
    place = ["products", "productpage", town.theme.pk]
    typed = form_data(editor.client, reverse("wagtailadmin_pages:add", args=place))
    own = {"title": "Rijbewijs", "slug": "rijbewijs", "key": ""}
    address = reverse("wagtailadmin_pages:preview_on_add", args=place)
    editor.client.post(address, typed | own | EMPTY_STREAMS | sections("Een rijbewijs haalt u hier op."))

    document = ask(anyone, token_in(editor.client.get(address)), address="product/rijbewijs").json()
    assert "Een rijbewijs haalt u hier op." in document["inShort"]["html"]


def test_nothing_keeps_a_draft_on_its_way(town: Municipality, anyone: Client) -> None:
    assert ask(anyone, token_for(town.product))["Cache-Control"] == "private, no-store"


def test_what_the_draft_does_not_decide_is_read_where_it_is_published(town: Municipality, anyone: Client) -> None:
    response = ask(anyone, token_for(town.product), "desk", "branding/branding", locale="nl")

    assert (response.status_code, response["Location"]) == (
        302,
        "/api/v1/channels/desk/documents/branding/branding?locale=nl",
    )


def test_a_token_that_had_its_time_is_refused(
    town: Municipality, anyone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = token_for(town.product)
    monkeypatch.setattr(ProductPage, "preview_lifetime", timedelta(seconds=-1))

    response = ask(anyone, token)
    assert (response.status_code, response.json()["code"]) == (403, "preview-ended")


@pytest.mark.parametrize("forge", [lambda token: token[:-1] + "!", lambda token: "x" + token, lambda _: "x"])
def test_a_forged_token_is_refused(town: Municipality, anyone: Client, forge: Any) -> None:
    assert ask(anyone, forge(token_for(town.product))).status_code == 403


def test_a_signed_token_without_a_draft_is_refused(town: Municipality, anyone: Client) -> None:
    token = token_for(town.product)
    PagePreview.objects.all().delete()

    assert ask(anyone, token).status_code == 403


def test_each_look_has_its_own_token(town: Municipality) -> None:
    assert token_for(town.product) != token_for(town.product)


def test_a_draft_that_cannot_be_published_says_why(town: Municipality, anyone: Client) -> None:
    response = ask(anyone, token_for(town.product, f"Kost {fact_mark(UNKNOWN)}."))

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert UNKNOWN in response.json()["invalidParams"][0]["reason"]


def test_a_row_that_is_not_filled_in_yet_is_a_problem_too(town: Municipality, anyone: Client) -> None:
    town.product.referrals.add(town.product.referrals.model())

    assert "niet goed ingevuld" in ask(anyone, token_for(town.product)).json()["invalidParams"][0]["reason"]


def test_a_preview_at_a_later_moment_tells_what_holds_then(town: Municipality, anyone: Client) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    assert ask(anyone, token_for(town.product), at=tomorrow).json()["facts"] == told()["facts"]


def test_a_language_without_this_text_is_not_found(town: Municipality, anyone: Client) -> None:
    assert ask(anyone, token_for(town.product), "email", locale="en").status_code == 404


def test_without_channels_here_there_is_no_preview(town: Municipality, settings: Any) -> None:
    settings.REFERENCE_CHANNELS = False

    assert not town.product.is_previewable()


def test_a_theme_has_no_preview_of_its_own(town: Municipality) -> None:
    assert not town.theme.is_previewable()
