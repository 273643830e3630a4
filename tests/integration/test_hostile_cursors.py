"""Cursors that somebody made or changed: each list refuses them with the name of the parameter, and never fails."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core import signing

from tests.integration.search_documents import follow, product, publish
from tests.unit.snapshots import passport

pytestmark = pytest.mark.django_db
LISTS = [
    "/api/v1/search?q=boom&limit=1",
    "/api/v1/channels/website/documents?limit=1",
    "/api/v1/facts?limit=1",
    "/api/v1/releases?limit=1",
]
OWN_WORDS = [
    "12\nembedded\n1790000000000\n9999999999", "1\nembedded\n99999999999999999999\n10", "²", "1", "0", "-1", "9" * 5000,
    "product\n\ud800", "product\n\0", "product\npaspoort\nx", "\n\n\n", "1\nembedded\n1\n-1",
]  # fmt: skip


def unsigned(text: str) -> str:
    return urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode()


def changed(cursor: str) -> list[str]:
    """A true cursor, with its payload changed, its signature cut, swapped, or of a key that others know."""
    payload, _, signature = cursor.rpartition(".")
    other = signing.Signer(key="django-insecure", salt="cursor", sep=".")
    return [
        payload, f"{payload}.", f".{signature}", f"{payload}x.{signature}", f"{payload}.{signature[:-1]}",
        f"{signature}.{payload}", f"{cursor}.{cursor}", other.sign_object(["1", "embedded", "0", "9999999999"]),
        f"{cursor}\0", f"{cursor}é", "." * 700, cursor * 50,
    ]  # fmt: skip


@pytest.fixture
def next_cursors(client, replica) -> dict[str, str]:
    """What each list really gives."""
    for title in ("Boom kappen", "Boom planten"):
        publish(passport(), product("boom", title), product("boom-2", "Nog een boom"))
    follow()
    nexts = {path: client.get(path).json()["next"] for path in LISTS}
    return {path: parse_qs(urlsplit(url).query)["cursor"][0] for path, url in nexts.items()}


def test_no_list_takes_a_cursor_that_is_not_its_own(client, next_cursors):
    faults = []
    for path in LISTS:
        others = [cursor for other, cursor in next_cursors.items() if other != path]
        own = changed(next_cursors[path])
        for cursor in [*map(unsigned, OWN_WORDS), *OWN_WORDS[:4], *own, *others]:
            response = client.get(f"{path}&{urlencode({'cursor': cursor}, errors='surrogatepass')}")
            body = response.json()
            if (response.status_code, [each["name"] for each in body.get("invalidParams", ())]) != (400, ["cursor"]):
                faults.append((path, cursor[:80], response.status_code, body))
    assert faults == []


def test_search_has_no_pages_beyond_the_deepest(client, next_cursors, monkeypatch):
    monkeypatch.setattr("api.v1.search.DEEPEST", 1)
    assert client.get("/api/v1/search?q=boom&limit=1").json()["next"] is None
