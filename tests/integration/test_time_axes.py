"""Two axes on every read: what is true at a moment, as published at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from api.time_axes import axes_of, position_in
from releases.compiling.documents import Document
from releases.core import canonical
from releases.core.position import Position
from releases.replica.follower import follow
from releases.replica.replica import shared_replica
from tests.integration.hot_path import DESK, PATH
from tests.integration.published import FEE, NOW, document, period
from tests.integration.published import publish as publish_in_database
from tests.integration.search_requests import bearer

pytestmark = pytest.mark.django_db

APRIL = datetime(2026, 3, 31, 22, tzinfo=UTC)
JANUARY = datetime(2025, 12, 31, 23, tzinfo=UTC)
FEBRUARY, MARCH, MAY = (datetime(2026, month, 10, 9, tzinfo=UTC) for month in (2, 3, 5))
TODAY = datetime(2026, 6, 1, tzinfo=UTC)
LIST = "/api/v1/channels/website/documents"


def value(euros: str, since: str | None, until: str | None) -> dict[str, str | None]:
    return {"text": euros, "validFrom": since, "validUntil": until}


def told(*values: dict[str, str | None]) -> dict[str, bytes]:
    body = {"key": FEE, "kind": "amount", "label": {"nl": "Leges"}, "values": {"nl": list(values)}}
    return {FEE: canonical.dumps(body)}


def publish(*documents: Document, **options: object) -> None:
    publish_in_database(*documents, **options)
    follow(shared_replica())


@pytest.fixture(autouse=True)
def history(replica):
    """February told 85.00 for April, March told 90.00, and May decided with effect from January on."""
    before, april = value("83.87", None, "2026-04-01"), "2026-04-01"
    publish(
        document(period("83.87"), period("85.00", APRIL)), now=FEBRUARY, facts=told(before, value("85.00", april, None))
    )
    publish(
        document(period("83.87"), period("90.00", APRIL)), now=MARCH, facts=told(before, value("90.00", april, None))
    )
    publish(
        document(period("83.87"), period("80.00", JANUARY), period("90.00", APRIL)),
        now=MAY,
        facts=told(
            value("83.87", None, "2026-01-01"), value("80.00", "2026-01-01", april), value("90.00", april, None)
        ),
    )


MATRIX = [
    ("", "90.00"),
    ("at=2026-03-03", "80.00"),
    ("release=1", "85.00"),
    ("release=1&at=2026-03-03", "83.87"),
    ("known=2026-03-03", "85.00"),
    ("known=2026-03-11", "90.00"),
    # What did we tell on 3 March about the fee of 1 April?
    ("known=2026-03-03&at=2026-04-01", "85.00"),
    ("known=2026-03-11&at=2026-04-01", "90.00"),
    # A retroactive decision changes the past in the new release; the old ones stay.
    ("known=2026-03-11&at=2026-02-01", "83.87"),
    ("known=2026-05-11&at=2026-02-01", "80.00"),
    ("known=2026-05-11&at=2025-12-31", "83.87"),
    # A release is known from its own instant on.
    ("known=2026-03-10T08:59:59.999Z&at=2026-04-01", "85.00"),
    ("known=2026-03-10T09:00:00Z&at=2026-04-01", "90.00"),
    # The future is known as far as it has been published.
    ("known=2030-01-01", "90.00"),
]


@pytest.mark.parametrize(("query", "fee"), MATRIX)
def test_a_document_is_read_on_both_axes(ask, query, fee):
    assert orjson.loads(ask(query=query, now=TODAY).body)["fee"] == fee


DATED = [(query, fee) for query, fee in MATRIX if "at=" in query]


@pytest.mark.parametrize(("query", "fee"), DATED)
def test_a_fact_is_read_on_both_axes(client, query, fee):
    [row] = client.get(f"/api/v1/facts?{query}").json()["results"]
    assert row["text"] == fee
    assert client.get(row["href"]).json()["current"]["text"] == fee


@pytest.mark.parametrize(("query", "fee"), DATED)
def test_a_list_leads_to_the_documents_of_that_moment(client, query, fee):
    [row] = client.get(f"{LIST}?{query}").json()["results"]
    assert row["digest"] == period(fee).digest
    assert client.get(row["href"])["ETag"] == f'"{row["digest"]}"'


@pytest.mark.parametrize("path", [LIST, "/api/v1/facts", f"/api/v1/facts/{FEE}", PATH])
@pytest.mark.parametrize(("query", "release"), [("known=2026-03-03", "1"), ("release=2", "2"), ("", "3")])
def test_every_read_names_its_release(client, path, query, release):
    assert client.get(f"{path}?{query}")["Release"] == release


@pytest.mark.parametrize("path", [LIST, "/api/v1/facts", f"/api/v1/facts/{FEE}", PATH])
@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ("known=2026-02-10T08:59:59.999Z", 404, "known"),
        ("known=1969-12-31", 404, "known"),
        ("release=4", 404, "release"),
        ("known=tomorrow", 400, "known"),
        ("known=", 400, "known"),
        ("known=2026-03-03T12:00:00", 400, "known"),
        ("known=2026-03-03&release=1", 400, "known"),
        ("known=2026-03-03&known=2026-03-04", 400, "known"),
        ("at=2026-02-30", 400, "at"),
        ("release=0", 400, "release"),
    ],
)
def test_a_moment_that_cannot_be_used_is_named(client, worker, path, query, status, name):
    refused = client.get(f"{path}?{query}")
    assert refused.status_code == status
    assert [param["name"] for param in refused.json()["invalidParams"]] == [name]


def test_before_the_first_release_it_says_so(ask):
    assert "before the first release" in ask(query="known=2026-01-01").problem["detail"]


def test_a_release_and_a_known_moment_do_not_go_together(ask):
    assert "cannot go with 'release'" in ask(query="known=2026-03-03&release=1").problem["detail"]


def test_a_document_was_not_there_before_its_first_release(ask):
    publish(document(key="rijbewijs"), now=TODAY)
    path = PATH.replace("paspoort", "rijbewijs")
    assert ask(path, query="known=2026-05-11", now=TODAY).status == 404
    assert ask(path, now=TODAY).status == 200


def test_what_is_withdrawn_now_can_be_read_as_it_was_known(ask):
    publish(removed=[("product", "paspoort")], now=TODAY)
    assert ask(now=TODAY).status == 410
    assert ask(query="known=2026-03-03", now=TODAY).status == 200


def test_an_external_code_leads_to_what_it_meant_then(client):
    moved = replace(document(key="reisdocument"), external=(("zaaktype", "B-paspoort"),))
    publish(moved, removed=[("product", "paspoort")], now=TODAY)

    def found(query: str) -> list[str]:
        return [row["key"] for row in client.get(f"{LIST}?external=zaaktype:B-paspoort&{query}").json()["results"]]

    assert found("") == ["reisdocument"]
    assert found("known=2026-05-11") == ["paspoort"]


def test_the_pages_of_a_list_stay_at_their_moment(client):
    publish(document(key="rijbewijs"), now=TODAY)
    page = client.get(f"{LIST}?limit=1").json()
    assert client.get(page["next"]).json()["results"][0]["key"] == "rijbewijs"
    assert client.get(f"{LIST}?limit=1&known=2026-05-11").json()["next"] is None


def test_a_fact_that_nobody_tells_any_more_is_found_as_it_was_known(client):
    publish(removed=[("product", "paspoort")], now=TODAY)
    assert client.get(f"/api/v1/facts/{FEE}").status_code == 404
    assert client.get("/api/v1/facts").json()["results"] == []
    assert client.get(f"/api/v1/facts/{FEE}?known=2026-05-11").status_code == 200


def test_a_scoped_channel_is_read_on_both_axes(ask):
    publish(document(period("1.00"), channel="desk"), now=MAY)
    publish(document(period("2.00"), channel="desk"), now=TODAY)
    token = bearer("desk")
    assert ask(DESK, query="known=2026-05-11", now=TODAY).status == 401
    assert ask(DESK, query="known=2026-05-11", now=TODAY, authorization=token).body == period("1.00").body


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("known=2026-03-03&at=2026-04-01", "public, max-age=31536000, immutable"),
        ("known=2026-03-03", "public, max-age=31536000"),
        # What is known since the newest release may still change, by a release at this very instant.
        ("known=2026-05-11&at=2026-04-01", "public, max-age=5"),
        ("known=2030-01-01", "public, max-age=5"),
    ],
)
def test_what_no_release_can_change_any_more_is_kept_for_ever(ask, query, kept):
    assert ask(query=query, now=TODAY).headers["Cache-Control"] == kept


def test_what_is_remembered_of_a_known_moment_ends_with_a_release(ask):
    assert orjson.loads(ask(query="known=2030-01-01", now=TODAY).body)["fee"] == "90.00"
    publish(document(period("95.00")), now=TODAY)
    assert orjson.loads(ask(query="known=2030-01-01", now=TODAY).body)["fee"] == "95.00"


def position_of(**given: str) -> Position:
    with shared_replica().read() as reading:
        return position_in(reading, axes_of(given), NOW)


def test_query_parameters_become_a_position():
    assert position_of(known="2026-03-03", at="2026-04-01") == (1, APRIL)
    assert position_of() == (3, NOW)


def test_parts_of_a_millisecond_do_not_count():
    almost = (APRIL - timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")
    assert position_of(at=almost).instant == APRIL - timedelta(milliseconds=1)
