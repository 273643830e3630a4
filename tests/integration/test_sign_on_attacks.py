"""Attacks on single sign-on: forged, replayed and misdirected answers open nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.logging_in import audit
from cms.logging_in.sign_on import metadata
from cms.logging_in.sign_on.configuration import configuration
from tests.identity_provider.running import IdentityProvider, begin, sign_on
from tests.integration.account_managers import client_of, role, somebody

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture(autouse=True)
def roles(provider: IdentityProvider) -> None:
    cache.clear()
    role("Redacteuren")


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def is_refused(answer: Any) -> bool:
    return answer.status_code in (400, 403) and "U bent niet ingelogd" in answer.content.decode()


@pytest.mark.parametrize("fault", [
    "audience", "issuer", "nonce", "expired", "foreign", "unknown", "party", "none", "shared", "altered", "missing", "person",
])  # fmt: skip
def test_a_token_that_is_not_the_providers_for_this_login_is_refused(provider, client, fault):
    provider.fault(fault)
    assert is_refused(sign_on(client, provider, "anna"))
    assert not is_in(client)
    assert not User.objects.filter(username="a.bakker").exists()


@pytest.mark.parametrize("change", [
    lambda url: url.replace("state=", "state=x"),
    lambda url: url.replace("state=", "other="),
    lambda url: url.replace("iss=", "iss=https%3A%2F%2Felsewhere.example&was="),
    lambda url: url.replace("iss=", "other="),
    lambda url: url.replace("code=", "code=x"),
    lambda url: url.replace("code=", "other="),
])  # fmt: skip
def test_an_answer_that_was_tampered_with_is_refused(provider, client, change):
    assert "U bent niet ingelogd" in client.get(change(provider.log_in(begin(client), "anna"))).content.decode()
    assert not is_in(client)


def test_a_code_is_used_once_by_whoever_holds_it(provider, client):
    url = provider.log_in(begin(client), "anna")
    assert client.get(url).status_code == 302
    client.post(reverse("account_logout"))
    assert is_refused(client.get(url))
    assert not is_in(client)


def test_an_answer_to_another_browser_logs_nobody_in(provider, client):
    """Somebody who is made to follow it would work in the account of whoever sent it."""
    url = provider.log_in(begin(Client()), "anna")
    assert is_refused(client.get(url))
    assert not is_in(client)


def test_an_answer_to_another_browser_leaves_whoever_is_in_where_they_are(provider, client):
    sign_on(client, provider, "anna")
    provider.person("eva", groups=["redactie"], preferred_username="eva")
    client.get(provider.log_in(begin(Client()), "eva"))
    assert client.get(HOME).context["user"].get_username() == "a.bakker"


def test_the_code_of_one_login_is_of_no_use_in_another(provider, client):
    """Each has its own verifier and nonce."""
    provider.person("eva", groups=["redactie"], preferred_username="eva")
    stolen = provider.log_in(begin(Client()), "eva").partition("code=")[2].partition("&")[0]
    own = provider.log_in(begin(client), "anna")
    mine = own.partition("code=")[2].partition("&")[0]
    assert is_refused(client.get(own.replace(mine, stolen)))
    assert not is_in(client)


def test_a_session_that_was_there_before_is_not_the_one_that_is_opened(provider, client):
    begin(client)
    before = client.session.session_key
    sign_on(client, provider, "anna")
    assert client.session.session_key != before


def test_the_callback_takes_no_form(client):
    assert client.post(reverse("sign_on_callback"), {"code": "x"}).status_code == 405


def test_a_passkey_of_before_is_no_second_door(provider, client):
    from allauth.account.adapter import get_adapter
    from django.test import RequestFactory

    user = somebody("redacteur", role("Lezers"))
    request = RequestFactory().post("/")
    request.session, request._messages = client.session, _Messages()
    answer = get_adapter(request).pre_login(request, user, signal_kwargs=None, email_verification="none", signup=False,
                                            email=None, redirect_url=None)  # fmt: skip
    assert answer.headers["Location"] == reverse("account_login")


class _Messages:
    def add(self, *_: Any) -> None:
        """Nobody reads them here."""


def test_a_session_that_any_other_door_began_is_ended(provider):
    assert not is_in(client_of(somebody("redacteur", role("Lezers"))))


def test_many_beginnings_from_one_address_are_stopped(provider):
    statuses = [Client().post(reverse("sign_on"), REMOTE_ADDR="203.0.113.9").status_code for _ in range(62)]
    assert (statuses[:60], statuses[60:]) == ([200] * 60, [429] * 2)


def test_many_made_up_answers_from_one_address_are_stopped_and_no_longer_written_down(provider):
    url = reverse("sign_on_callback")
    statuses = [Client().get(url, {"error": "x"}, REMOTE_ADDR="203.0.113.9").status_code for _ in range(62)]
    assert (statuses[:60], statuses[60:]) == ([400] * 60, [429] * 2)
    assert ModelLogEntry.objects.filter(action=audit.REFUSED).count() == 60


@pytest.mark.parametrize("found", [
    {"issuer": "https://elsewhere.example"}, {"token_endpoint": "http://elsewhere.example/token"}, {"jwks_uri": None},
])  # fmt: skip
def test_the_description_of_another_is_not_used(provider, found, monkeypatch):
    real = metadata._read
    monkeypatch.setattr(metadata, "_read", lambda url: real(url) | found)
    with pytest.raises(metadata.ProviderUnreachable):
        metadata.metadata(configuration())


def test_a_connection_is_not_led_elsewhere():
    assert metadata.http_session().max_redirects == 0
