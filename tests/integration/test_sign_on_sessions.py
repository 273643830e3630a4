"""Sessions that began at the provider: they end there, and go on for a while when it is silent."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.logging_in import audit
from cms.logging_in.models import SignOnSession
from cms.logging_in.sign_on import exchange, sessions
from cms.running.colleagues_only import ColleaguesOnly
from tests.identity_provider.running import IdentityProvider, sign_on
from tests.integration.account_managers import client_of, role, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
HOME = "/admin/"


@pytest.fixture(autouse=True)
def roles(provider: IdentityProvider) -> None:
    cache.clear()
    role("Redacteuren")
    role("Lezers")


@pytest.fixture
def signed_on(provider: IdentityProvider, client: Client) -> Client:
    sign_on(client, provider, "anna")
    return client


def later(minutes: float) -> None:
    """As if the provider had last been asked so long ago."""
    cache.clear()
    then = timezone.now() - timedelta(minutes=minutes)
    SignOnSession.objects.update(confirmed=then, asked=then)


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def told(client: Client) -> str:
    return client.get(reverse("account_login")).content.decode()


def roles_of(name: str) -> set[str]:
    return {*User.objects.get(username=name).groups.values_list("name", flat=True)}


def test_it_goes_on_while_the_provider_says_yes_time_after_time(signed_on):
    opened = []
    for _ in range(3):
        later(6)
        opened.append(is_in(signed_on))
    assert opened == [True] * 3


def test_a_role_that_is_taken_away_there_ends_the_session_here(provider, signed_on):
    provider.person("anna", groups=[])
    later(6)
    assert (is_in(signed_on), roles_of("a.bakker")) == (False, set())
    assert "Uw organisatie heeft uw rollen hier weggehaald" in told(signed_on)
    assert ModelLogEntry.objects.get(action=audit.ENDED).data["reason"] == sessions.NO_ROLE


def test_another_role_is_there_without_logging_in_again(provider, signed_on):
    provider.person("anna", groups=["lezers"])
    later(6)
    assert (is_in(signed_on), roles_of("a.bakker")) == (True, {"Lezers"})


def test_whoever_is_switched_off_there_loses_every_session_here(provider, signed_on):
    other = Client()
    sign_on(other, provider, "anna")
    provider.person("anna", disabled=True)
    later(6)
    assert [is_in(signed_on), is_in(other), SignOnSession.objects.count()] == [False, False, 0]


def test_nobody_is_asked_about_before_it_is_time(provider, signed_on):
    provider.person("anna", disabled=True)
    later(4)
    assert is_in(signed_on)


@pytest.mark.parametrize("fault", ["broken", "secret"])
def test_a_provider_that_does_not_answer_logs_nobody_out_at_once_and_does_not_go_on_for_ever(
    provider, signed_on, fault
):
    provider.fault(fault)
    later(30)
    assert is_in(signed_on)
    later(61)
    assert not is_in(signed_on)
    assert "antwoordt al te lang niet" in told(signed_on)


def test_without_an_answer_nobody_asks_again_for_a_while(provider, signed_on, monkeypatch):
    provider.fault("broken")
    later(30)
    is_in(signed_on)
    asked: list[Any] = []
    monkeypatch.setattr(exchange, "_renewed", lambda *given: asked.append(given))
    assert is_in(signed_on)
    assert asked == []


def test_of_requests_at_the_same_time_one_asks(signed_on):
    later(6)
    kept, now = SignOnSession.objects.get(), timezone.now()
    assert [sessions._is_mine_to_ask(kept, now), sessions._is_mine_to_ask(kept, now)] == [True, False]


def reads_channels(client: Client) -> bool:
    environ = RequestFactory().get("/kanalen/desk/").environ | {
        "HTTP_COOKIE": client.cookies.output(header="", sep=";")
    }
    return ColleaguesOnly(lambda *_: [b"desk"])(environ, lambda *_: None) == [b"desk"]


def test_the_reference_channels_close_with_the_session(provider, signed_on):
    before = reads_channels(signed_on)
    provider.person("anna", disabled=True)
    later(6)
    assert [before, reads_channels(signed_on)] == [True, False]


def test_a_session_by_password_ends_when_sign_on_is_switched_on(provider):
    client = client_of(somebody("redacteur", role("Beheerders")))
    assert not is_in(client)
    assert "Op deze site logt u nu in via uw organisatie" in told(client)


def test_whoever_became_a_superuser_leaves_the_session_of_the_provider(signed_on):
    User.objects.filter(username="a.bakker").update(is_superuser=True)
    assert not is_in(signed_on)


def test_a_session_of_sign_on_ends_when_it_is_switched_off(signed_on, settings):
    settings.SIGN_ON_ISSUER = ""
    assert not is_in(signed_on)


def test_the_session_of_another_is_of_no_use(provider, signed_on):
    provider.person("bert", groups=["lezers"], preferred_username="bert")
    other = Client()
    sign_on(other, provider, "bert")
    session = other.session
    session[sessions.KEY] = signed_on.session[sessions.KEY]
    session.save()
    assert not is_in(other)


def logout_token(provider: IdentityProvider, foreign: bool = False, **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": "hub", "iat": now, "exp": now + 120, "jti": str(time.monotonic()), "sub": "anna",
              "events": {"http://schemas.openid.net/event/backchannel-logout": {}}}  # fmt: skip
    return provider.signed({name: value for name, value in (claims | changes).items() if value is not None}, foreign)


def post_logout(token: str) -> int:
    return Client(enforce_csrf_checks=True).post(reverse("sign_on_ended"), {"logout_token": token}).status_code


def test_the_provider_ends_all_sessions_of_somebody(provider, signed_on):
    assert post_logout(logout_token(provider)) == 200
    assert not is_in(signed_on)


def test_the_provider_ends_one_session_by_its_name(provider, signed_on):
    kept = SignOnSession.objects.get()
    assert post_logout(logout_token(provider, sub=None, sid="another")) == 200
    assert is_in(signed_on)
    assert post_logout(logout_token(provider, sub=None, sid=kept.provider_session)) == 200
    assert not is_in(signed_on)


@pytest.mark.parametrize("changes", [
    {"foreign": True}, {"aud": "another"}, {"iss": "https://elsewhere.example"}, {"nonce": "one"}, {"events": {}}, {"events": None},
    {"sub": None}, {"iat": 1}, {"exp": 1}, {"jti": None}, {"sub": ["anna"]},
])  # fmt: skip
def test_a_logout_that_is_not_the_providers_ends_nothing(provider, signed_on, changes):
    assert post_logout(logout_token(provider, **changes)) == 400
    assert is_in(signed_on)


def test_a_logout_is_used_once(provider):
    token = logout_token(provider)
    assert [post_logout(token), post_logout(token), post_logout(""), post_logout("a.b.c")] == [200, 400, 400, 400]


def test_what_is_older_than_any_session_is_forgotten(signed_on):
    sessions.prune(timezone.now() + timedelta(hours=13))
    assert not SignOnSession.objects.exists()
