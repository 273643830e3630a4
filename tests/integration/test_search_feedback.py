"""POST /search/feedback: who may report, and what is refused with the member named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.rate_limit import RateLimit
from api.v1 import search_feedback
from search.analytics import counter
from tests.contract.schemas import CONTRACT
from tests.integration.search_documents import follow, product, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
URL = "/api/v1/search/feedback"
CLICKED = json.loads((CONTRACT / "search" / "feedback.sent.clicked.json").read_text())
REFUSED = json.loads((CONTRACT / "search" / "feedback.refused.json").read_text())


@pytest.fixture(autouse=True)
def town(replica: Any) -> None:
    publish(product("paspoort", "Paspoort"))
    follow()
    counter.tally.take()


@pytest.fixture
def post(client: Any) -> Any:
    return lambda members: client.post(URL, members, content_type="application/json")


def test_anybody_may_report_for_the_website(post):
    response = post(CLICKED)

    assert (response.status_code, response.content, response["API-Version"]) == (204, b"", "1.0.0")
    assert response["Access-Control-Allow-Origin"] == "*"
    ((asked, count),) = counter.tally.take().items()
    assert (asked.text, dict(count.actions)) == ("wat kost een papsoort", {("product/paspoort", "clicked"): 1})


def test_a_browser_on_another_site_may_send_it(client):
    response = client.options(URL)

    assert "POST" in response["Access-Control-Allow-Methods"]
    assert "Content-Type" in response["Access-Control-Allow-Headers"]


def test_a_refusal_is_as_the_example_says(post):
    response = post(CLICKED | {"action": "liked"})

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json() == REFUSED


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"query": "?!"}, "query"),
        ({"query": "x" * 501}, "query"),
        ({"channel": "fax"}, "channel"),
        ({"locale": "de"}, "locale"),
        ({"kind": "branding"}, "kind"),
        ({"key": "bestaat-niet"}, "key"),
        ({"key": "x\0y"}, "key"),
        ({"key": 7}, "key"),
        ({"action": None}, "action"),
        ({"name": "Anna"}, "name"),
    ],
)
def test_what_is_wrong_is_named(post, change, name):
    response = post(CLICKED | change)

    assert (response.status_code, response.json()["code"]) == (400, "invalid-member")
    assert [each["name"] for each in response.json()["invalidParams"]] == [name]
    assert counter.tally.take() == {}


def test_all_that_is_wrong_is_named_at_once(post):
    assert [each["name"] for each in post({"query": "pas"}).json()["invalidParams"]] == [
        "channel", "locale", "key", "kind", "action",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [("{", "application/json", 400), ("[]", "application/json", 400), ("{}", "text/plain", 415)],
)
def test_what_is_no_json_object_is_a_problem(client, body, kind, status):
    response = client.post(URL, body, content_type=kind)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")


def test_only_posting_is_answered(client):
    response = client.get(URL)

    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")


def test_one_address_may_report_so_often_and_others_go_on(client, settings, monkeypatch):
    monkeypatch.setattr(search_feedback, "limit", RateLimit(clock=lambda: 0.0))
    settings.FEEDBACK_PER_MINUTE = 2

    def post_from(address: str) -> Any:
        return client.post(URL, CLICKED, content_type="application/json", headers={"X-Forwarded-For": address})

    assert [post_from("203.0.113.7").status_code for _ in range(3)] == [204, 204, 429]
    assert post_from("203.0.113.7")["Retry-After"] == "60"
    assert post_from("203.0.113.8").status_code == 204
