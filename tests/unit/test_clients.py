"""One client, whoever it is, and what a limit lets each of them do."""

from __future__ import annotations

from typing import Any

import pytest

from api import rate_limit
from api.clients import TOKEN_SHARE, Client, address_of, client_of
from api.problems import Problem
from api.rate_limit import PlaceLimit, RateLimit

ANNA, BOB = Client(b"anna"), Client(b"bob")


@pytest.fixture(autouse=True)
def proxies(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.0/8", "::1/128", "10.0.0.0/8"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "127.0.0.1, 203.0.113.7, 10.1.1.1", "203.0.113.7"),
        ("::ffff:127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", "<script>", "unknown"),
        ("127.0.0.1", "", None),
        ("", "", "unknown"),
    ],
)
def test_the_nearest_address_that_is_no_proxy_is_believed(peer, forwarded, address):
    assert address_of(peer, forwarded) == address


def test_an_address_cannot_be_read_from_its_client():
    client = client_of("", "203.0.113.7", "")
    assert client is not None
    assert b"203" not in client.code
    assert client == client_of("", "203.0.113.7", "198.51.100.1")
    assert client != client_of("", "203.0.113.8", "")


def test_a_token_is_one_client_wherever_it_comes_from():
    assert client_of("Bearer x", "203.0.113.7", "") == client_of("Bearer x", "127.0.0.1", "")
    assert client_of("Bearer x", "203.0.113.7", "").share == TOKEN_SHARE


def test_each_client_has_its_own_limit_and_it_comes_back():
    now = [0.0]
    limit = RateLimit(clock=lambda: now[0])
    assert [taken(limit, client) for client in (ANNA, ANNA, ANNA, BOB)] == [True, True, False, True]
    now[0] = 30.0
    assert [taken(limit, ANNA) for _ in range(2)] == [True, False]


def test_what_comes_from_the_hub_itself_has_no_limit():
    assert all(taken(RateLimit(), None) for _ in range(10))


def test_clients_are_forgotten(monkeypatch):
    monkeypatch.setattr(rate_limit, "MOST_CLIENTS", 3)
    now = [0.0]
    limit = RateLimit(clock=lambda: now[0])
    for number in range(10):
        taken(limit, Client(bytes([number])))
    assert len(limit._buckets) == 3
    now[0] = 61.0
    taken(limit, ANNA)
    assert [*limit._buckets] == [ANNA.code]


def test_a_client_has_so_many_places_at_once():
    places = PlaceLimit()
    with places.place(ANNA, 1), places.place(BOB, 1), pytest.raises(Problem), places.place(ANNA, 1):
        pytest.fail("the second place was given")
    with places.place(ANNA, 1):
        assert [*places._taken] == [ANNA.code]


def taken(limit: RateLimit, client: Client | None) -> bool:
    try:
        limit.take(client, 2)
    except Problem:
        return False
    return True
