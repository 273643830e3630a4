"""The function that a channel team copies, against the hub's own API."""

from __future__ import annotations

import httpx
import pytest
from django.test import Client

from clients.shared.copy.acknowledgement import NotAcknowledged, acknowledge
from tests.contract.test_acknowledgement_exchange import errors
from tests.integration.acknowledgement_reports import Desk, publish_fee, said
from tests.integration.published import NOW

pytestmark = pytest.mark.django_db


class InThisTransaction(httpx.BaseTransport):
    """Asks the hub without a server, so that it sees what the test did."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent = {name: request.headers[name] for name in ("authorization",) if name in request.headers}
        answer = self._client.generic(
            request.method, request.url.path, request.read(), request.headers["content-type"], headers=sent
        )
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)


@pytest.fixture
def hub(replica, client):
    publish_fee("83.87", NOW)
    with httpx.Client(base_url="http://127.0.0.1", transport=InThisTransaction(client)) as hub:
        yield hub


@pytest.fixture
def token(client, hub) -> str:
    return Desk(client).token


def test_the_hub_holds_what_the_client_acknowledges(hub, token):
    heard = acknowledge(hub, token, channel="desk", instance="balie-1", state="displayed", **said("desk", 1))

    assert heard["displayed"] == said("desk", 1)["position"]
    assert errors("acknowledged", dict(heard)) == []


def test_the_client_hears_why_it_is_not_believed(hub, token):
    wrong = said("desk", 1) | {"digest": "0" * 64}
    with pytest.raises(NotAcknowledged) as refused:
        acknowledge(hub, token, channel="desk", instance="balie-1", state="displayed", **wrong)

    assert refused.value.problem["code"] == "digest-differs"


def test_a_rejection_carries_its_reason(hub, token):
    heard = acknowledge(
        hub, token, channel="desk", instance="balie-1", state="rejected", reason="Te lang.", **said("desk", 1)
    )

    assert heard["rejected"] == said("desk", 1)["position"]
