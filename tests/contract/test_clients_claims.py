"""Every page of every client says which release and document it shows, so that it can be held to that."""

from __future__ import annotations

import json
from typing import Any

import pytest

from releases.parity.claims import Claim, claim_of
from tests.contract.client_under_test import Clients, page_of
from tests.contract.fake_hub import FakeHub
from tests.contract.test_clients_pages import DOCUMENTS

MOMENT = next(entry for entry in DOCUMENTS if entry["kind"] == "contactMoment" and entry["locale"] == "nl")
PRODUCT = next(entry for entry in DOCUMENTS if entry["kind"] == "product" and entry["locale"] == "nl")


def claimed(document: dict[str, Any], hub: FakeHub) -> Claim:
    return Claim(hub.release, (document["channel"], document["kind"], document["key"], document["locale"]))


def test_a_page_claims_the_release_and_the_document_that_it_shows(clients: Clients, hub: FakeHub) -> None:
    claims = {page_of(document): claim_of(clients.get(page_of(document)).text) for document in DOCUMENTS}

    assert claims == {page_of(document): claimed(document, hub) for document in DOCUMENTS}


@pytest.mark.parametrize("form", ["bericht", "brief"])
def test_an_email_and_a_letter_claim_it_too(clients: Clients, hub: FakeHub, form: str) -> None:
    assert claim_of(clients.get(f"{page_of(MOMENT)}{form}").text) == claimed(MOMENT, hub)


def test_a_draft_claims_nothing_since_no_release_has_it(clients: Clients, hub: FakeHub) -> None:
    path = f"/api/v1/previews/token/channels/{PRODUCT['channel']}/documents/product/{PRODUCT['key']}"
    hub.drafts[path] = (200, json.dumps(PRODUCT).encode())
    page = clients.get(f"{page_of(PRODUCT)}?preview=token")

    assert page.status == 200
    assert claim_of(page.text) is None


def test_a_page_that_could_not_be_made_claims_nothing(clients: Clients) -> None:
    assert claim_of(clients.get("/kanalen/website/product/niets/").text) is None
