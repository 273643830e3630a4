"""A role may require a second factor: whoever has it sets one up before anything else opens."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.logging_in import audit
from cms.logging_in.second_factor import is_required_of_role, require_of_role
from tests.integration.account_managers import ACCOUNT_RIGHTS, NO_PANELS, account_form, client_of, role, somebody

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def editors() -> Group:
    return role("Redacteuren")


@pytest.fixture
def editor(editors: Group) -> User:
    return somebody("redacteur", editors)


@pytest.fixture
def manager() -> User:
    return somebody("beheerder", role("Accounts", *ACCOUNT_RIGHTS))


def save(client: Client, group: Group, **fields: str) -> None:
    offered = group.permissions.exclude(codename__startswith="view_")
    permissions = [str(key) for key in offered.values_list("pk", flat=True)]
    form = {"name": group.name, "permissions": permissions} | NO_PANELS | fields
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    assert client.post(address, form).headers["Location"] == reverse("wagtailusers_groups:index")


def logged(group: Group) -> list[tuple[str, str]]:
    found = ModelLogEntry.objects.filter(object_id=str(group.pk), action__startswith="accounts.factor")
    return [(entry.action, entry.user.username) for entry in found.order_by("timestamp")]


def test_whoever_has_the_role_sets_one_up_before_anything_else(manager, editors, editor):
    at_work = client_of(editor)
    assert at_work.get(HOME).status_code == 200
    save(client_of(manager), editors, second_factor_required="on")
    assert at_work.get(HOME).headers["Location"] == reverse("mfa_index")
    assert at_work.post("/admin/account/").headers["Location"] == reverse("mfa_index")
    assert at_work.get(reverse("mfa_index")).status_code == 200


def test_whoever_set_one_up_goes_on(editors, editor):
    require_of_role(editors, True)
    TOTP.activate(editor, generate_totp_secret())
    assert client_of(editor).get(HOME).status_code == 200


def test_others_go_on(editors, manager):
    require_of_role(editors, True)
    assert client_of(manager).get(HOME).status_code == 200


def test_the_audit_log_says_who_required_it_and_who_lifted_it(manager, editors):
    managing = client_of(manager)
    save(managing, editors, second_factor_required="on")
    save(managing, editors, second_factor_required="on")
    save(managing, editors)
    assert logged(editors) == [(audit.FACTOR_REQUIRED, "beheerder"), (audit.FACTOR_OPTIONAL, "beheerder")]


def test_the_form_shows_what_is_required(manager, editors):
    require_of_role(editors, True)
    page = client_of(manager).get(reverse("wagtailusers_groups:edit", args=[editors.pk])).content.decode()
    assert "Tweede factor verplicht" in page
    assert page.partition('name="second_factor_required"')[2].partition(">")[0].count("checked") == 1


def test_nobody_lifts_what_is_required_of_themselves(manager):
    own = manager.groups.get()
    require_of_role(own, True)
    TOTP.activate(manager, generate_totp_secret())
    save(client_of(manager), own)
    assert is_required_of_role(own)


def test_nobody_leaves_the_role_that_requires_it_of_themselves(manager):
    require_of_role(own := manager.groups.get(), True)
    TOTP.activate(manager, generate_totp_secret())
    equal = role("Ook accounts", *ACCOUNT_RIGHTS)
    address = reverse("wagtailusers_users:edit", args=[manager.pk])
    page = client_of(manager).post(address, account_form(manager, groups=[str(equal.pk)])).content.decode()
    assert "Een ander kan die bij u weghalen" in page
    assert list(manager.groups.all()) == [own]


def test_a_role_that_requires_it_as_well_may_take_its_place(manager):
    require_of_role(manager.groups.get(), True)
    TOTP.activate(manager, generate_totp_secret())
    require_of_role(equal := role("Ook accounts", *ACCOUNT_RIGHTS), True)
    address = reverse("wagtailusers_users:edit", args=[manager.pk])
    client_of(manager).post(address, account_form(manager, groups=[str(equal.pk)]))
    assert list(manager.groups.all()) == [equal]


def test_nobody_deletes_the_role_that_requires_it_of_themselves(manager):
    require_of_role(own := manager.groups.get(), True)
    TOTP.activate(manager, generate_totp_secret())
    answer = client_of(manager).post(reverse("wagtailusers_groups:delete", args=[own.pk]), follow=True)
    assert "Een ander kan die verwijderen" in answer.content.decode()
    assert Group.objects.filter(pk=own.pk).exists()


def test_a_new_role_may_require_it(manager):
    form = {"name": "Nieuw", "permissions": [str(manager.groups.get().permissions.first().pk)]} | NO_PANELS
    client_of(manager).post(reverse("wagtailusers_groups:add"), form | {"second_factor_required": "on"})
    assert is_required_of_role(Group.objects.get(name="Nieuw"))


def test_a_role_that_is_deleted_asks_nothing_any_more(editors, editor):
    require_of_role(editors, True)
    editors.delete()
    assert client_of(editor).get(HOME).headers["Location"] != reverse("mfa_index")
