"""Steps of the first administrator of a new hub in the admin, over HTTP, until a product is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from bs4 import BeautifulSoup

from tests.integration.admin_forms import form_data

# A browser fills these in: none of these fields has a block yet.
EMPTY = {f"{name}-count": "0" for name in ("sections", "contact_moments", "phone_steps")}
PASSWORD = "een heel lang wachtwoord"
PRODUCT = "/api/v1/channels/website/documents/product/uittreksel"


@contextmanager
def administrator(url: str, account: str, said: str) -> Iterator[httpx.Client]:
    """Logged in with the password that the link in what `init` said let them choose."""
    [link] = re.findall(r"http://\S+/password_reset/\S+", said)
    with httpx.Client(base_url=url, follow_redirects=True, timeout=30) as client:
        form = client.get(link)
        post(client, str(form.url), {"new_password1": PASSWORD, "new_password2": PASSWORD})
        login = post(client, "/admin/login/", {"login": account, "password": PASSWORD})
        assert "first-product" in login.text
        yield client


def publish_first_product(client: httpx.Client) -> None:
    """By the links of the first screen, one after the other."""
    _add_page(client, "themepage", title="Persoonsgegevens", slug="persoonsgegevens", key="persoonlijk")
    _add_page(
        client,
        "productpage",
        title="Uittreksel aanvragen",
        slug="uittreksel",
        key="uittreksel",
        summary="Waar u woont.",
    )
    assert "first-product" not in client.get("/admin/").text


def _add_page(client: httpx.Client, model: str, **values: Any) -> None:
    screen = BeautifulSoup(client.get("/admin/").content, "html.parser")
    address = screen.select_one(f"#first-product a[href*='/{model}/'], section a[href*='/{model}/']")["href"]
    answer = post(client, address, {**form_data(client, address), **EMPTY, **values, "action-publish": "publish"})
    assert not answer.url.path.startswith("/admin/pages/add/"), answer.text


def post(client: httpx.Client, address: str, values: dict[str, Any]) -> httpx.Response:
    answer = client.post(
        address, data={**values, "csrfmiddlewaretoken": client.cookies["csrftoken"]}, headers={"Referer": address}
    )
    assert answer.is_success, answer.text
    return answer
