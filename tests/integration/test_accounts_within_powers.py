"""Whoever manages accounts never becomes more than they are."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page

from tests.integration.account_managers import (
    ACCOUNT_RIGHTS,
    NO_PANELS,
    account_form,
    client_of,
    new_password,
    role,
    somebody,
)

pytestmark = pytest.mark.django_db
OTHER = "een-ander-wachtwoord-2"


@pytest.fixture
def readers() -> Group:
    return role("Lezers")


@pytest.fixture
def editors() -> Group:
    return role("Eindredactie", "change_amount")


@pytest.fixture
def manager(readers: Group) -> User:
    return somebody("beheerder", role("Accounts", *ACCOUNT_RIGHTS), readers)


@pytest.fixture
def managing(manager: User) -> Client:
    return client_of(manager)


def edit(client: Client, user: User, **changes: object) -> User:
    client.post(reverse("wagtailusers_users:edit", args=[user.pk]), account_form(user, **changes))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def stronger(request: pytest.FixtureRequest, editors: Group) -> User:
    """Somebody whose account opens more than the manager's."""
    user = somebody("hoger")
    if request.param == "superuser":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    elif request.param == "own permission":
        user.user_permissions.add(Permission.objects.get(codename="change_amount"))
    elif request.param == "approver":
        GroupApprovalTask.objects.create(name="Akkoord").groups.add(group := role("Akkoord"))
        user.groups.add(group)
    else:
        user.groups.add(editors)
    return User.objects.get(pk=user.pk)


more = pytest.mark.parametrize("stronger", ["superuser", "role", "own permission", "approver"], indirect=True)


@more
def test_the_password_of_who_may_do_more_is_not_set(managing, stronger):
    assert not edit(managing, stronger, **new_password(OTHER)).check_password(OTHER)


@more
def test_the_address_of_who_may_do_more_is_not_changed(managing, stronger):
    """A link for a new password would go there."""
    assert edit(managing, stronger, email="beheerder@gemeente.example").email == "hoger@gemeente.example"


@more
def test_who_may_do_more_is_not_deleted(managing, stronger):
    managing.post(reverse("wagtailusers_users:delete", args=[stronger.pk]))
    assert User.objects.get(pk=stronger.pk).is_active


@more
@pytest.mark.parametrize(("action", "data"), [("set_active_state", {"mark_as_active": "False"}), ("delete", {})])
def test_who_may_do_more_is_left_out_of_what_is_done_to_many(managing, stronger, action, data):
    address = reverse("wagtail_bulk_action", args=["auth", "user", action])
    managing.post(f"{address}?id={stronger.pk}", data)
    assert User.objects.get(pk=stronger.pk).is_active


@more
def test_the_list_leads_to_no_form_that_is_refused(managing, stronger):
    page = managing.get(reverse("wagtailusers_users:index")).content.decode()
    assert reverse("wagtailusers_users:edit", args=[stronger.pk]) not in page


def test_nobody_gives_themselves_a_role(managing, manager, editors):
    edit(managing, manager, groups=[str(group.pk) for group in [*manager.groups.all(), editors]])
    assert editors not in manager.groups.all()


def test_nobody_gives_many_a_role_that_is_not_theirs(managing, manager, editors):
    address = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    managing.post(f"{address}?id={manager.pk}", {"role": editors.pk})
    assert editors not in manager.groups.all()


def test_nobody_makes_an_account_that_may_do_more(managing, editors):
    managing.post(reverse("wagtailusers_users:add"), account_form(groups=[str(editors.pk)]) | new_password(OTHER))
    assert not User.objects.filter(username="nieuw", groups=editors).exists()


def test_nobody_makes_a_superuser(managing):
    managing.post(reverse("wagtailusers_users:add"), account_form(is_superuser="on") | new_password(OTHER))
    assert not User.objects.get(username="nieuw").is_superuser


def test_a_colleague_who_may_do_less_gets_an_account_and_a_role(managing, readers):
    managing.post(reverse("wagtailusers_users:add"), account_form(groups=[str(readers.pk)]) | new_password(OTHER))
    made = User.objects.get(username="nieuw")
    assert ([*made.groups.all()], made.check_password(OTHER)) == ([readers], True)


def test_a_role_that_the_manager_may_not_give_stays_when_another_is_taken(admin_client, readers, editors):
    """Somebody with an own right less than the form's manager, who keeps what was given by another."""
    user = somebody("collega", readers)
    assert [*edit(admin_client, user, groups=[str(editors.pk)]).groups.all()] == [editors]


def permission_of(codename: str) -> str:
    return str(Permission.objects.get(codename=codename).pk)


def save_role(client: Client, group: Group, codenames: list[str], **panels: object) -> Group:
    data = NO_PANELS | {"name": group.name, "permissions": [permission_of(name) for name in codenames]} | panels
    client.post(reverse("wagtailusers_groups:edit", args=[group.pk]), data)
    return Group.objects.get(pk=group.pk)


def test_nobody_adds_a_right_to_their_own_role(managing, manager, readers):
    save_role(managing, readers, ["access_admin", "change_amount"])
    assert not User.objects.get(pk=manager.pk).has_perm("products.change_amount")


def test_nobody_adds_pages_to_their_own_role(managing, readers):
    root = Page.objects.get(depth=1)
    panel = {
        "page_permissions-TOTAL_FORMS": "1",
        "page_permissions-0-page": root.pk,
        "page_permissions-0-permissions": ["publish_page"],
    }
    save_role(managing, readers, ["access_admin"], **panel)
    assert not readers.page_permissions.exists()


def test_a_role_that_may_do_more_is_not_changed(managing, editors):
    save_role(managing, editors, ["access_admin"])
    assert editors.permissions.filter(codename="change_amount").exists()


def test_a_role_that_may_do_more_is_not_deleted(managing, editors):
    managing.post(reverse("wagtailusers_groups:delete", args=[editors.pk]))
    assert Group.objects.filter(pk=editors.pk).exists()


def test_a_right_of_ones_own_can_be_given_to_a_role(managing, readers):
    changed = save_role(managing, readers, ["access_admin", "add_user"])
    assert {*changed.permissions.values_list("codename", flat=True)} == {"access_admin", "add_user"}


def test_a_refused_role_says_why(managing, readers):
    root = Page.objects.get(depth=1)
    data = NO_PANELS | {"name": "Nieuw", "permissions": [permission_of("access_admin")], "page_permissions-TOTAL_FORMS": "1", "page_permissions-0-page": root.pk,
                        "page_permissions-0-permissions": ["publish_page"]}  # fmt: skip
    answer = managing.post(reverse("wagtailusers_groups:add"), data)
    assert "die u zelf niet hebt" in answer.content.decode()
