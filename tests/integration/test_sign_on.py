"""Single sign-on against a running provider: who gets in, as whom, in which roles, and who does not."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.logging_in import audit
from cms.logging_in.models import SignOnSession
from products.models import Team
from tests.identity_provider.running import IdentityProvider, begin, sign_on
from tests.integration.account_managers import PASSWORD, role, somebody

pytestmark = pytest.mark.django_db
HOME = "/admin/"
LOGIN = "/admin/login/"
JANSEN = {"groups": ["redactie"], "preferred_username": "j.jansen"}


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def editors(provider: IdentityProvider) -> Group:
    return role("Redacteuren")


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def text_of(answer: Any) -> str:
    return answer.content.decode()


def roles_of(name: str) -> set[str]:
    return {*User.objects.get(username=name).groups.values_list("name", flat=True)}


def test_whoever_has_a_mapped_role_gets_in_with_it_and_comes_to_the_page_that_was_asked(provider, client):
    answer = sign_on(client, provider, "anna", next="/admin/pages/")
    assert answer.headers["Location"] == "/admin/pages/"
    assert is_in(client)
    assert roles_of("a.bakker") == {"Redacteuren"}


def test_the_second_time_it_is_the_same_account_whatever_it_is_called_there(provider, client):
    sign_on(client, provider, "anna")
    provider.person("anna", groups=["redactie"], preferred_username="anna.vandenberg", family_name="van den Berg")
    sign_on(Client(), provider, "anna")
    assert User.objects.get(socialaccount__uid="anna").get_full_name() == "Anna van den Berg"
    assert not User.objects.filter(username="anna.vandenberg").exists()


def test_no_role_is_refused_in_dutch_and_makes_no_account(provider, client):
    provider.person("bert", groups=["sportvereniging"], preferred_username="bert")
    answer = sign_on(client, provider, "bert")
    assert (answer.status_code, is_in(client)) == (403, False)
    assert "u hebt hier geen rol" in text_of(answer)
    assert not User.objects.filter(username="bert").exists()


def test_a_role_that_the_map_names_and_nobody_made_opens_nothing(provider, client):
    provider.person("lea", groups=["lezers"], preferred_username="lea")
    assert sign_on(client, provider, "lea").status_code == 403


def test_roles_come_and_go_with_the_claims_and_teams_stay(provider, client):
    role("Lezers")
    sign_on(client, provider, "anna")
    user = User.objects.get(username="a.bakker")
    user.groups.add(Team.objects.create(name="Burgerzaken"), role("Beheerders", "change_user"))
    user.user_permissions.add(Permission.objects.get(codename="add_user"))
    provider.person("anna", groups=["lezers"])
    sign_on(Client(), provider, "anna")
    assert roles_of("a.bakker") == {"Lezers", "Burgerzaken"}
    assert not user.user_permissions.exists()


def test_a_claim_gives_no_team_and_makes_nobody_a_superuser(provider, client, settings):
    Team.objects.create(name="Burgerzaken")
    settings.SIGN_ON_ROLES = "redactie=Redacteuren; burgerzaken=Burgerzaken"
    provider.person("anna", groups=["redactie", "burgerzaken"], preferred_username="anna", is_superuser=True)
    sign_on(client, provider, "anna")
    assert roles_of("anna") == {"Redacteuren"}
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_account_that_is_more_than_roles_is_not_opened_by_a_claim(provider, client, admin_user):
    SocialAccount.objects.create(user=admin_user, provider=provider.issuer, uid="anna")
    assert (sign_on(client, provider, "anna").status_code, is_in(client)) == (403, False)


def test_an_account_that_was_switched_off_here_stays_closed(provider, client):
    sign_on(client, provider, "anna")
    User.objects.filter(username="a.bakker").update(is_active=False)
    answer = sign_on(Client(), provider, "anna")
    assert (answer.status_code, is_in(client)) == (403, False)
    assert "staat hier uit" in text_of(answer)


@pytest.mark.parametrize("claims", [
    {"preferred_username": "REDACTIE"}, {"email": "redactie@gemeente.example", "email_verified": True},
])  # fmt: skip
def test_a_name_or_address_of_another_opens_nothing_of_theirs(provider, client, claims):
    other = somebody("redactie", role("Beheerders", "change_user"))
    provider.person("eva", groups=["redactie"], **({"preferred_username": "eva"} | claims))
    sign_on(client, provider, "eva")
    assert SignOnSession.objects.filter(user=other).count() == 0
    assert not User.objects.filter(email=other.email).exclude(pk=other.pk).exists()


def test_an_address_that_is_not_proven_there_is_not_kept_here(provider, client, admin_user):
    provider.person("eva", email=admin_user.email, email_verified=False, **JANSEN)
    sign_on(client, provider, "eva")
    assert User.objects.get(username="j.jansen").email == ""


def test_a_taken_name_is_refused_with_the_code_by_which_an_operator_joins_the_two(provider, client, capsys):
    known = somebody("j.jansen")
    provider.person("jan-17", **JANSEN)
    refused = sign_on(client, provider, "jan-17")
    assert (refused.status_code, "jan-17" in text_of(refused)) == (403, True)
    call_command("join_account", "j.jansen", "jan-17")
    sign_on(client, provider, "jan-17")
    assert is_in(client)
    assert SignOnSession.objects.get().user == known


def test_a_password_is_refused_with_what_to_do_instead(provider, client):
    somebody("redacteur", role("Lezers"))
    page = text_of(client.post(LOGIN, {"login": "redacteur", "password": PASSWORD}))
    assert "Dit account logt in via uw organisatie" in page
    assert not is_in(client)


def test_the_emergency_account_gets_in_with_its_password_and_needs_a_second_factor(provider, client):
    somebody("nood", role("Beheerders"))
    client.post(LOGIN, {"login": "nood", "password": PASSWORD})
    assert client.get(HOME).headers["Location"] == reverse("mfa_index")
    TOTP.activate(User.objects.get(username="nood"), generate_totp_secret())
    assert is_in(client)


def test_while_the_provider_is_down_the_button_says_so_and_the_emergency_account_gets_in(provider, client):
    provider.fault("broken")
    answer = client.post(reverse("sign_on"))
    assert (answer.status_code, "is nu niet bereikbaar" in text_of(answer)) == (503, True)
    somebody("nood", role("Beheerders"))
    assert client.post(LOGIN, {"login": "nood", "password": PASSWORD}).headers["Location"] == HOME


def test_a_forgotten_password_is_the_organisations_own_matter(provider, client, mailoutbox):
    somebody("redacteur")
    assert client.post("/admin/password_reset/", {"email": "redacteur@gemeente.example"}).headers["Location"] == LOGIN
    assert mailoutbox == []


@pytest.mark.parametrize(
    "next", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(provider, client, next):
    assert sign_on(client, provider, "anna", next=next).headers["Location"] == HOME


def test_a_link_begins_nothing_and_another_sites_form_neither(provider, client):
    assert (
        client.get(reverse("sign_on") + "?next=/admin/pages/").headers["Location"]
        == f"{LOGIN}?next=%2Fadmin%2Fpages%2F"
    )
    assert Client(enforce_csrf_checks=True).post(reverse("sign_on")).status_code == 403


def test_a_request_widens_neither_what_is_asked_nor_what_it_is_for(provider, client):
    somebody("redacteur")
    address = f"{reverse('sign_on')}?scope=admin&auth_params=prompt%3Dnone&process=connect"
    answer = client.post(address, {"process": "connect", "scope": "admin"})
    asked = parse_qs(
        urlsplit(
            text_of(answer).split('id="onward"')[0].rpartition('href="')[2].replace("&amp;", "&").split('"')[0]
        ).query
    )
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert (asked["code_challenge_method"], "prompt" in asked, len(asked["nonce"][0])) == (["S256"], False, 32)


def test_a_second_factor_of_the_provider_counts_when_it_is_trusted(provider, settings):
    settings.SECOND_FACTOR_REQUIRED, settings.SIGN_ON_ACR = True, ["strong"]
    opened = {}
    for acr in ("", "strong"):
        provider.person("anna", acr=acr, groups=["redactie"], preferred_username="a.bakker")
        client = Client()
        sign_on(client, provider, "anna")
        opened[acr] = is_in(client)
    assert opened == {"": False, "strong": True}


def test_otherwise_the_hubs_own_second_factor_is_asked(provider, client):
    sign_on(client, provider, "anna")
    TOTP.activate(User.objects.get(username="a.bakker"), generate_totp_secret())
    another = Client()
    assert sign_on(another, provider, "anna").headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(another)


def test_whoever_signed_on_sets_up_a_second_factor_here(provider, client):
    sign_on(client, provider, "anna")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_logging_out_here_leads_to_logging_out_there(provider, client):
    sign_on(client, provider, "anna")
    answer = client.post(reverse("account_logout"))
    assert f"{provider.issuer}/session/end?id_token_hint=" in text_of(answer)
    assert (is_in(client), SignOnSession.objects.count()) == (False, 0)


def test_logins_refusals_and_roles_by_claim_are_written_down(provider, client):
    ModelLogEntry.objects.all().delete()
    sign_on(client, provider, "anna")
    provider.person("bert", groups=[], preferred_username="bert")
    sign_on(Client(), provider, "bert")
    entries = ModelLogEntry.objects.filter(action__in=audit.LABELS).order_by("pk")
    assert [(entry.action, entry.label, {**entry.data, "address": ""}) for entry in entries] == [
        (audit.RIGHTS, "a.bakker", {"added": ["Redacteuren"], "by": "sign-on", "address": ""}),
        (audit.IN, "a.bakker", {"by": "sign-on", "address": ""}),
        (audit.REFUSED, "bert", {"by": "sign-on", "reason": "no-role", "subject": "bert", "address": ""}),
    ]


def test_no_claims_and_no_readable_tokens_are_kept(provider, client):
    sign_on(client, provider, "anna")
    assert SocialAccount.objects.get().extra_data == {}
    assert "." not in SignOnSession.objects.get().grant


def test_the_addresses_are_not_there_while_sign_on_is_off(settings, client):
    settings.SIGN_ON_ISSUER = ""
    assert [client.post(reverse(name)).status_code for name in ("sign_on", "sign_on_ended")] == [404, 404]
    assert client.get(reverse("sign_on_callback")).status_code == 404


def test_whoever_stops_there_is_told_that_they_did(provider, client):
    answer = client.get(provider.log_in(begin(client), "anna", stop=True))
    assert "U bent gestopt" in text_of(answer)
