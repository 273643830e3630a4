"""A thumb below a result: a small form of this same site, forwarded to the hub, and nothing else may be posted."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from jsonschema_rs import Draft202012Validator

from clients.shared.search.form import MOST_BYTES
from tests.contract.client_under_test import Clients
from tests.contract.fake_hub import FakeHub
from tests.contract.schemas import CONTRACT

PATH = "/kanalen/website/zoeken/reactie"
FORM = {"q": "papsoort", "thema": "burgerzaken", "kind": "product", "key": "paspoort", "action": "useful"}
SCHEMA = json.loads((CONTRACT / "schemas" / "search-feedback.schema.json").read_text("utf-8"))


def body(**changes: str) -> bytes:
    return urlencode(FORM | changes).encode()


def refused(clients: Clients, hub: FakeHub, form: bytes = b"", **environ: Any) -> int:
    status = clients.post(PATH, form or body(), **environ).status
    assert hub.told == []
    return status


@pytest.mark.parametrize(("channel", "token"), [("website", None), ("desk", "Bearer d-token")])
def test_a_thumb_reaches_the_hub_as_its_contract_asks(clients: Clients, hub: FakeHub, channel: str, token: str | None):
    clients.post(f"/kanalen/{channel}/zoeken/reactie?locale=en", body())
    [(path, members, headers)] = hub.told

    assert (path, headers.get("authorization")) == ("/api/v1/search/feedback", token)
    assert members == {
        "query": "papsoort", "channel": channel, "locale": "en", "key": "paspoort", "kind": "product", "action": "useful",
    }  # fmt: skip
    Draft202012Validator(SCHEMA, validate_formats=True).validate(members)


def test_who_posted_it_is_led_back_to_the_result_and_thanked(clients: Clients):
    page = clients.post(f"{PATH}?at=2027-01-01", body())
    address, _, place = page.headers["Location"].partition("#")

    assert page.status == 303
    assert address == (
        "/kanalen/website/zoeken/?at=2027-01-01&q=papsoort&thema=burgerzaken&reactie=dank&soort=product&bij=paspoort"
    )
    told = clients.get(address).soup.select_one(f"#{place} .reaction")
    assert (told.get_text(strip=True), told.select("button")) == ("Dank u wel, daar leren we van.", [])


@pytest.mark.parametrize("status", [400, 429, 500])
def test_what_the_hub_does_not_take_is_not_called_taken(clients: Clients, hub: FakeHub, status: int):
    hub.answers["/api/v1/search/feedback"] = status
    address = clients.post(PATH, body()).headers["Location"].partition("#")[0]

    assert "We konden dit nu niet bewaren" in clients.get(address).soup.select_one(".reaction [role=status]").get_text()


def test_a_script_hears_only_whether_it_was_taken(clients: Clients, hub: FakeHub):
    assert clients.post(PATH, body(action="clicked"), HTTP_ACCEPT="*/*").status == 204
    hub.answers["/api/v1/search/feedback"] = 500

    assert clients.post(PATH, body(action="clicked"), HTTP_ACCEPT="*/*").status == 503


def test_nothing_of_who_sends_it_reaches_the_hub(clients: Clients, hub: FakeHub):
    sent = {"HTTP_COOKIE": "id=7", "HTTP_USER_AGENT": "Firefox", "REMOTE_ADDR": "192.0.2.7"}
    page = clients.post(PATH, body(name="Anna"), **sent)
    [(_, members, headers)] = hub.told

    assert not {"Anna", "id=7", "Firefox", "192.0.2.7"} & {*members.values(), *headers.values()}
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    "changes",
    [{"action": "liked"}, {"kind": "notice"}, {"key": "../geheim"}, {"key": ""}, {"q": "!!"}],
    ids=lambda changes: str(changes),
)
def test_what_is_no_reaction_to_a_result_is_not_forwarded(clients: Clients, hub: FakeHub, changes: dict[str, str]):
    assert refused(clients, hub, body(**changes)) == 400


class TestPosting:
    @pytest.mark.parametrize(
        ("said", "status"),
        [
            ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
            ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
            ({"HTTP_SEC_FETCH_SITE": "none"}, 403),
            ({"HTTP_SEC_FETCH_SITE": None}, 403),
            ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "null", "HTTP_HOST": "hub.example"}, 403),
            ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "https://evil.example", "HTTP_HOST": "hub.example"}, 403),
            ({"CONTENT_TYPE": "text/plain"}, 415),
            ({"CONTENT_TYPE": "application/json"}, 415),
            ({"CONTENT_LENGTH": ""}, 411),
            ({"CONTENT_LENGTH": "-1"}, 411),
            ({"CONTENT_LENGTH": str(MOST_BYTES + 1)}, 413),
        ],
        ids=str,
    )
    def test_what_is_no_small_form_of_this_site_is_refused(self, clients, hub, said: dict[str, Any], status: int):
        assert refused(clients, hub, **said) == status

    def test_an_origin_is_enough_for_a_browser_that_says_no_more(self, clients: Clients):
        said = {"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "https://hub.example", "HTTP_HOST": "hub.example"}

        assert clients.post(PATH, body(), **said).status == 303

    @pytest.mark.parametrize("form", [b"&".join(b"a%d=1" % number for number in range(30)), b"q=\xff\xfe"])
    def test_a_form_that_cannot_be_read_is_refused(self, clients: Clients, hub: FakeHub, form: bytes):
        assert refused(clients, hub, form) == 400

    @pytest.mark.parametrize(
        "path", ["", "website/", "website/zoeken/", "desk/product/paspoort/", "niets/", "static/a"]
    )
    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
    def test_everything_else_is_only_read(self, clients: Clients, path: str, method: str):
        page = clients.get(f"/kanalen/{path}", method)

        assert (page.status, page.headers["Allow"]) == (405, "GET, HEAD")

    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
    def test_where_a_form_goes_nothing_can_be_read(self, clients: Clients, method: str):
        page = clients.get(PATH, method)

        assert (page.status, page.headers["Allow"]) == (405, "POST")
