"""Every error of the API is a problem that names the field and the remedy."""

from __future__ import annotations

import pytest

from api import tokens
from tests.integration.releases import publish_in_every_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(replica):
    publish_in_every_channel()
    tokens.follow()


def assert_problem(response, status: int) -> dict:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"] == "1.0.0"
    problem = response.json()
    assert problem["status"] == status
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    "path",
    ["", "/", "/nothing", "/channels/", "/channels/fax", "/channels/website/documents/", "/facts/unknown", "/releases/99",
     "/releases/0", "/channels/website/documents/product/nothing", "/channels/website/documents/nothing/paspoort",
     "/channels/website/documents/product/paspoort/", "/../admin", "/channels/%00", "/facts/%F0%9F%92%A9"],
)  # fmt: skip
def test_an_unknown_path_is_a_problem(client, worker, path):
    assert_problem(client.get(f"/api/v1{path}"), 404)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2/channels"])
def test_a_path_outside_the_version_is_a_problem(client, path):
    assert_problem(client.get(path), 404)


def test_who_wants_to_listen_is_told_where(client, settings):
    settings.STREAM_URL = "https://hub.example"
    problem = assert_problem(client.get("/api/v1/stream"), 421)
    assert "https://hub.example/api/v1/stream" in problem["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path",
    [
        "/channels",
        "/releases/1",
        "/channels/website/documents",
        "/channels/website/documents/product/paspoort",
        "/changes",
        "/channels/website/bundle",
    ],
)
def test_a_wrong_method_says_which_are_right(client, method, path):
    response = getattr(client, method)(f"/api/v1{path}")

    assert_problem(response, 405)
    assert "GET" in response["Allow"]


@pytest.mark.parametrize(
    ("query", "name"),
    [("limit=0", "limit"), ("limit=501", "limit"), ("limit=x", "limit"), ("limit=%D9%A1", "limit"), ("cursor=!", "cursor"),
     ("locale=xx", "locale"), ("at=yesterday", "at"), ("at=2027-13-01", "at"), ("release=-1", "release"),
     ("release=99999999999999999999", "release"), ("kind=spell", "kind"), ("external=none", "external"),
     ("colour=red", "colour"), ("limit=1&limit=2", "limit"), ("cursor=AAAA", "cursor")],
)  # fmt: skip
def test_a_bad_parameter_is_named_with_the_remedy(client, query, name):
    problem = assert_problem(client.get(f"/api/v1/channels/website/documents?{query}"), 400)

    assert [param["name"] for param in problem["invalidParams"]] == [name]
    assert problem["invalidParams"][0]["reason"]


@pytest.mark.parametrize(
    "header", ["Bearer unknown", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer \x00", "Bearer " + "x" * 5000]
)
def test_a_token_that_is_not_known_is_refused(client, header):
    response = client.get("/api/v1/channels/desk", headers={"Authorization": header})

    assert_problem(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_an_unforeseen_error_tells_nothing_of_the_inside(client, monkeypatch):
    def broken(*_: object) -> list[str]:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("releases.replica.facts.fact_keys", broken)

    problem = assert_problem(client.get("/api/v1/facts"), 500)

    assert "secret" not in str(problem)
