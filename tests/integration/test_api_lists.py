"""Lists, releases and facts as the API tells them."""

from __future__ import annotations

from datetime import datetime

import pytest

from releases.replica.follower import follow
from tests.integration.releases import publish_in_every_channel

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def published(replica):
    publish_in_every_channel()


def get(client, path: str) -> dict:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content
    return response.json()


def test_a_list_leads_to_the_documents(client):
    [row] = get(client, "/channels/website/documents?kind=product")["results"]

    document = client.get(row["href"])

    assert row["title"] == "Paspoort"
    assert document["ETag"] == f'"{row["digest"]}"'
    released = datetime.fromisoformat(client.get("/api/v1/releases/current").json()["createdAt"])
    assert datetime.fromisoformat(row["lastModified"]) == released


def test_a_product_is_found_by_its_external_code(client):
    found = get(client, "/channels/website/documents?external=zaaktype:B0237")["results"]
    none = get(client, "/channels/website/documents?external=zaaktype:B9999")["results"]

    assert [row["key"] for row in found] == ["paspoort"]
    assert none == []


def test_the_pages_of_a_list_follow_one_another(client):
    publish_in_every_channel(title="Tweede")
    first = get(client, "/releases?limit=1")
    second = client.get(first["next"]).json()

    assert [release["number"] for release in first["results"] + second["results"]] == [2, 1]
    assert second["next"] is None
    assert first["results"][0]["parent"] == second["results"][0]["digest"]


def test_the_current_release_has_its_changes(client):
    current = get(client, "/releases/current")

    assert current["number"] == 1
    assert [change["channel"] for change in current["changes"]] == ["website"]


def test_a_fact_tells_its_values_and_where_it_is_told(client):
    fact = get(client, "/facts/alleen.website")

    assert fact["current"]["text"] == "alleen.website"
    assert fact["usedIn"] == [
        {"channel": "website", "kind": "product", "key": "paspoort", "locale": "nl", "section": "inShort"}
    ]


def test_a_browser_elsewhere_may_read_the_headers_it_needs(client):
    preflight = client.options("/api/v1/channels")
    answer = client.get("/api/v1/channels")

    assert preflight.status_code == 204
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert "Release" in answer["Access-Control-Expose-Headers"]


def test_a_node_is_ready_when_its_copy_has_the_newest_release(client, replica):
    follow(replica)

    assert get(client, "/health/ready") == {"status": "ok", "release": 1}


def test_the_openapi_document_names_every_path_that_is_served(client):
    assert "/channels/{channel}/documents/{kind}/{key}" in get(client, "/openapi.json")["paths"]
