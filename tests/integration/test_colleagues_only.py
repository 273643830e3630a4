"""Texts for desk and phone are not public: the reference channels ask for a login, outside a machine for trying out."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client, RequestFactory

from cms.running.colleagues_only import ColleaguesOnly
from tests.integration.account_managers import client_of, role, somebody

pytestmark = pytest.mark.django_db
LOCAL, ELSEWHERE = "127.0.0.1", "203.0.113.7"


def channels(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [b"notes for the desk"]


def ask(
    path: str = "/kanalen/desk/paspoort/", peer: str = ELSEWHERE, client: Client | None = None, **headers: str
) -> tuple[str, str]:
    environ = RequestFactory(headers=headers).get(path, REMOTE_ADDR=peer).environ
    if client is not None:
        environ["HTTP_COOKIE"] = client.cookies.output(header="", sep=";")
    said: list[Any] = []
    ColleaguesOnly(channels)(environ, lambda status, found: said.append((status, dict(found))))
    [(status, found)] = said
    return status[:3], found.get("Location", "")


@pytest.mark.parametrize("path", ["/kanalen/desk/paspoort/", "/kanalen/phone/", "/kanalen/email/", "/kanalen/"])
@pytest.mark.parametrize("peer", [LOCAL, ELSEWHERE])
def test_nobody_reads_them_without_logging_in(path, peer):
    status, location = ask(path, peer)
    assert (status, location.partition("?")[0]) == ("302", "/admin/login/")


def test_whoever_logs_in_comes_back_to_the_page(rf):
    assert ask("/kanalen/desk/?at=2027-01-01")[1] == "/admin/login/?next=%2Fkanalen%2Fdesk%2F%3Fat%3D2027-01-01"


def test_a_colleague_who_is_logged_in_reads_them():
    assert ask(client=client_of(somebody("balie", role("Balie")))) == ("200", "")


def test_a_login_without_the_admin_opens_nothing():
    assert ask(client=client_of(somebody("iemand")))[0] == "302"


def test_a_session_that_does_not_exist_opens_nothing():
    client = Client()
    client.cookies[configured.SESSION_COOKIE_NAME] = "verzonnen"
    assert ask(client=client)[0] == "302"


@pytest.mark.parametrize(("peer", "headers", "status"), [
    (LOCAL, {}, "200"), (ELSEWHERE, {}, "302"), (LOCAL, {"X-Forwarded-Proto": "http"}, "302"),
    (LOCAL, {"X-Forwarded-For": "203.0.113.7"}, "302"),
])  # fmt: skip
def test_the_switch_for_trying_out_opens_them_on_the_machine_itself(settings, peer, headers, status):
    settings.REFERENCE_CHANNELS_OPEN = True
    assert ask(peer=peer, **headers)[0] == status
