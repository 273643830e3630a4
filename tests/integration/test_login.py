"""One door: throttled by account and address, with a second factor, and sessions that end."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from wagtail.models import ModelLogEntry

from cms.environment import VAR_DIR
from cms.logging_in import audit
from cms.logging_in.session_limits import BEGAN, SEEN
from cms.settings import CACHES
from tests.integration.account_managers import PASSWORD, client_of, role, somebody

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
HOME = "/admin/"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def person() -> User:
    return somebody("redacteur", role("Redacteuren"))


def log_in(
    client: Client, name: str = "redacteur", password: str = PASSWORD, address: str = "203.0.113.7", **data: str
) -> str:
    """Where it leads; the same page when it is refused."""
    answer = client.post(LOGIN, {"login": name, "password": password} | data, REMOTE_ADDR=address)
    return answer.headers.get("Location", LOGIN)


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def views(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for each in patterns:
        path = prefix + str(each.pattern)
        found += views(each.url_patterns, path) if isinstance(each, URLResolver) else [(path, each)]
    return found


def begins_a_session(pattern: URLPattern) -> bool:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    name = f"{view.__module__}.{getattr(view, '__qualname__', '')}".lower()
    return any(
        word in name
        for word in ("login", "sign_on", "signup", "sign_up", "authenticate", "register_user", "magic", "passwordreset")
    )


def test_every_view_that_could_begin_a_session_is_known_and_keeps_to_the_rules():
    """A package that brings another door shows up here."""
    found = {path for path, pattern in views(get_resolver().url_patterns) if begins_a_session(pattern)}
    assert {path.replace("^", "").replace("\\Z", "").replace("$", "") for path in found} == {
        "admin/login/",  # this and the next: throttled, second factor
        "admin/second-factor/authenticate/",
        "admin/second-factor/webauthn/login/",
        "admin/reauthenticate/", "admin/second-factor/reauthenticate/", "admin/second-factor/webauthn/reauthenticate/",
        # Lead to the provider of single sign-on and back; the first two only end sessions.
        "admin/logout/", "admin/sign-on/back-channel-logout/", "admin/sign-on/", "admin/sign-on/callback/",
        # Opens one collection of documents.
        "documents/authenticate_with_password/<int:restriction_id>/",
        # Set a password, and open nothing: whoever did so logs in by the door.
        "admin/password_reset/", "admin/password_reset/done/", "admin/password_reset/complete/",
        "admin/password_reset/confirm/<uidb64>/<token>/",
    }  # fmt: skip


def test_wagtails_own_login_is_not_reached():
    assert resolve(reverse("wagtailadmin_login")).func.view_class is LoginView


def test_nobody_signs_up():
    assert not any("signup" in path for path, _ in views(get_resolver().url_patterns))


def test_a_colleague_logs_in_and_comes_to_the_page_that_was_asked(person, client):
    assert log_in(client, next="/admin/pages/") == "/admin/pages/"
    assert is_in(client)


def test_the_login_page_is_dutch_and_leads_nowhere_else(client):
    page = client.get(LOGIN).content.decode()
    assert "Inloggen" in page or "Log in" in page
    assert "sign up" not in page.lower()


def test_both_fields_point_at_what_was_wrong(person, client):
    answer = client.post(LOGIN, {"login": "redacteur", "password": "verkeerd"})
    page = BeautifulSoup(answer.content, "html.parser")
    fields = [page.select_one(f"input[name={name}]") for name in ("login", "password")]

    assert [field["aria-invalid"] for field in fields] == ["true", "true"]
    assert [page.find(id=field["aria-describedby"]).get_text() for field in fields] == [
        page.select_one(".messages .error").get_text(strip=True)
    ] * 2


def test_nobody_is_led_to_another_site(person, client):
    assert log_in(client, next="https://elsewhere.example/") == HOME


def refused_times(times: int, **what: str) -> None:
    for number in range(times):
        log_in(Client(), **({"password": "verkeerd"} | {name: value.format(number) for name, value in what.items()}))


def test_an_account_is_closed_for_a_while_wherever_guesses_come_from(person, client):
    refused_times(10, name="redacteur", address="198.51.100.{}")
    assert log_in(client) == LOGIN
    assert not is_in(client)


def test_an_address_is_closed_for_a_while_whichever_account_it_tries(person, client):
    refused_times(20, name="iemand{}", address="203.0.113.7")
    assert log_in(client) == LOGIN
    assert log_in(Client(), address="203.0.113.8") == HOME


def test_attempts_are_counted_by_all_processes_of_a_node():
    """Tests count for themselves, so this asks what a hub is set to."""
    found = CACHES["default"]
    assert (found["BACKEND"].rpartition(".")[2], found["LOCATION"].parent) == ("NodeCache", VAR_DIR)


def test_whoever_logs_in_often_is_not_closed_out(person):
    assert [log_in(Client()) for _ in range(12)] == [HOME] * 12


def test_behind_a_proxy_the_reader_is_counted_and_not_the_proxy(person, settings):
    settings.TRUSTED_PROXIES = ("10.9.0.0/16",)
    for number in range(20):
        data = {"login": f"iemand{number}", "password": "verkeerd"}
        Client().post(LOGIN, data, REMOTE_ADDR="10.9.0.2", headers={"X-Forwarded-For": "198.51.100.9"})
    known = {"login": "redacteur", "password": PASSWORD}
    answer = Client().post(LOGIN, known, REMOTE_ADDR="10.9.0.2", headers={"X-Forwarded-For": "198.51.100.10"})
    assert answer.headers.get("Location") == HOME


def test_a_forgotten_password_sends_a_few_mails_and_no_more(person, client):
    answers = [client.post("/admin/password_reset/", {"email": person.email}).status_code for _ in range(7)]
    assert (answers, len(mail.outbox)) == ([302] * 5 + [429] * 2, 5)


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def secret(person) -> str:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_a_password_alone_opens_nothing_to_whoever_has_a_second_factor(person, secret, client):
    assert log_in(client) == reverse("mfa_authenticate")
    assert not is_in(client)


def test_the_code_of_the_app_opens_it(person, secret, client):
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert is_in(client)


def test_a_wrong_code_opens_nothing_and_is_written_down(person, secret, client):
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client)
    assert audit.CODE_REFUSED in actions_of(person)


def test_a_recovery_code_opens_it_once(person, secret):
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    opened = []
    for _ in range(2):
        client = Client()
        log_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        opened.append(is_in(client))
    assert opened == [True, False]


def test_where_it_is_required_nothing_opens_before_there_is_a_second_factor(person, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = client_of(person)
    assert client.get(HOME).headers["Location"] == reverse("mfa_index")
    assert client.post("/admin/pages/1/add/products/homepage/").headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_whoever_has_one_goes_on(person, secret, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert is_in(client_of(person))


def test_who_lost_every_second_factor_is_helped_by_the_command_of_the_page(person, secret, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    page = Path("docs/operations.md").read_text("utf-8").replace("\n", " ")
    [command] = re.findall(r'`manage\.py shell -c "(.+?)"`', page)
    call_command("shell", command=command.replace("NAME", person.username))
    assert client_of(person).get(HOME).headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn"])
def test_the_pages_of_the_second_factor_are_dutch_and_have_our_policy(person, name):
    client = Client()
    log_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert 'lang="nl"' in page.content.decode()


def later(client: Client, key: str, seconds: float) -> Client:
    session = client.session
    session[BEGAN] = session[SEEN] = time.time()
    session[key] = time.time() - seconds
    session.save()
    return client


@pytest.mark.parametrize(("key", "seconds", "open"), [
    (SEEN, 59 * 60, True), (SEEN, 61 * 60, False), (BEGAN, 11 * 3600, True), (BEGAN, 13 * 3600, False),
])  # fmt: skip
def test_a_session_ends_without_work_and_after_a_day(person, key, seconds, open):
    assert is_in(later(client_of(person), key, seconds)) == open


def test_a_page_that_stays_open_keeps_no_session_alive(person):
    client = later(client_of(person), SEEN, 30 * 60)
    before = client.session[SEEN]
    client.get("/admin/editing-sessions/ping/")
    assert client.session[SEEN] == before


def actions_of(user: User) -> list[str]:
    return [*ModelLogEntry.objects.for_instance(user).order_by("pk").values_list("action", flat=True)]


def test_logging_in_and_out_and_refusals_are_written_down_with_the_address(person, client):
    log_in(client, password="verkeerd")
    log_in(client)
    client.post(reverse("account_logout"))
    entries = ModelLogEntry.objects.filter(action__startswith="login.").order_by("pk")
    assert [(entry.action, entry.label, entry.data.get("address")) for entry in entries] == [
        (audit.REFUSED, "redacteur", "203.0.113.7"), (audit.IN, "redacteur", "203.0.113.7"), (audit.OUT, "redacteur", None),
    ]  # fmt: skip


def test_a_name_that_nobody_has_is_written_down_too(client):
    log_in(client, name="admin' or 1=1")
    assert ModelLogEntry.objects.get(action=audit.REFUSED).label == "admin' or 1=1"


def test_a_role_that_is_given_or_taken_is_written_down_with_who_did_it(person, admin_client):
    readers = role("Lezers")
    address = f"{reverse('wagtail_bulk_action', args=['auth', 'user', 'assign_role'])}?id={person.pk}"
    admin_client.post(address, {"role": readers.pk})
    entry = ModelLogEntry.objects.filter(action=audit.RIGHTS, user__username="admin").get()
    assert entry.data == {"added": ["redacteur"]}


def test_the_log_is_kept_for_a_time(person, client, settings):
    settings.AUDIT_KEEP_DAYS = 0
    log_in(client)
    audit.prune(ModelLogEntry.objects.latest("pk").timestamp.replace(year=2099))
    assert not ModelLogEntry.objects.filter(action=audit.IN).exists()
    assert not Authenticator.objects.exists()


def test_the_log_shows_in_dutch(person, client, admin_client):
    log_in(client)
    assert "Ingelogd" in admin_client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
