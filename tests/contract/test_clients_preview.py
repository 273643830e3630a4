"""An editor's preview token: the page shows that draft, keeps the token in its links, and says what it is."""

from __future__ import annotations

import json

import pytest

from clients.application import CHANNELS
from tests.contract.client_under_test import Clients
from tests.contract.fake_hub import FakeHub

MARK = "Voorbeeld, nog niet gepubliceerd"


def draft_at(hub: FakeHub, channel: str, status: int = 200, **changes: object) -> None:
    """A draft of the passport under the token `abc:1:x`."""
    body = hub.documents[channel, "product", "paspoort", "nl"] | changes if status == 200 else changes
    hub.drafts[f"/api/v1/previews/abc%3A1%3Ax/channels/{channel}/documents/product/paspoort"] = (
        status,
        json.dumps(body).encode(),
    )


def look(channel: str = "website", product: str = "paspoort") -> str:
    return f"/kanalen/{channel}/product/{product}/?preview=abc%3A1%3Ax"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_page_shows_the_draft_and_says_so(clients: Clients, hub: FakeHub, channel: str) -> None:
    draft_at(hub, channel, title="Paspoort straks")

    page = clients.get(look(channel))

    assert page.soup.select_one(".draft").get_text() == MARK
    assert "Paspoort straks" in page.soup.main.get_text()


def test_the_overview_frames_the_draft_in_all_channels(clients: Clients, hub: FakeHub) -> None:
    for channel in CHANNELS:
        draft_at(hub, channel, title="Paspoort straks")

    page = clients.get("/kanalen/vergelijk/paspoort/?preview=abc%3A1%3Ax")

    assert page.soup.h1.get_text() == "Paspoort straks"
    assert [frame["src"] for frame in page.soup.select("iframe")] == [look(channel) for channel in CHANNELS]


def test_the_token_stays_in_every_link_of_the_page(clients: Clients, hub: FakeHub) -> None:
    draft_at(hub, "desk")
    page = clients.get(look("desk"))
    own = [link["href"] for link in page.soup.select("main a, .brand, .languages a") if link["href"][0] in "/?"]

    assert own
    assert all("preview=abc%3A1%3Ax" in href for href in own)


def test_what_the_draft_does_not_decide_is_shown_as_published(clients: Clients) -> None:
    page = clients.get(look(product="verhuizing"))

    assert page.status == 200
    assert page.soup.select_one(".draft") is None


def test_a_draft_is_asked_for_again_each_time(clients: Clients, hub: FakeHub) -> None:
    draft_at(hub, "phone", title="Eerst")
    clients.get(look("phone"))
    draft_at(hub, "phone", title="Daarna")

    assert "Daarna" in clients.get(look("phone")).soup.h1.get_text()


def test_a_draft_with_problems_shows_what_to_mend(clients: Clients, hub: FakeHub) -> None:
    draft_at(hub, "website", status=422, invalidParams=[{"name": "x", "reason": "“Paspoort” noemt <geen> feit."}])

    page = clients.get(look())

    assert (page.status, page.soup.select_one(".error li").get_text()) == (422, "“Paspoort” noemt <geen> feit.")


def test_a_preview_that_has_ended_says_how_to_open_it_again(clients: Clients, hub: FakeHub) -> None:
    draft_at(hub, "website", status=403)

    page = clients.get(look())

    assert (page.status, page.soup.h1.get_text()) == (403, "Dit voorbeeld is verlopen")
