"""Teams keep something right and are apart from roles; none goes without a next owner for what it keeps."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from products.models import Amount, Team
from products.publishing.release import one_release
from tests.integration.account_managers import ACCOUNT_RIGHTS, account_form, client_of, role, somebody
from tests.integration.editorial import Municipality

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def leaving() -> Group:
    return Group.objects.create(name="Burgerzaken")


@pytest.fixture
def following() -> Group:
    return Group.objects.create(name="Publiekszaken")


@pytest.fixture
def owning(town: Municipality, leaving: Group) -> Municipality:
    """The fee, a draft of it, and the product are the team's."""
    town.fee.owner = leaving
    with one_release(author="test"):
        town.fee.save_revision().publish()
    town.product.team = leaving
    town.product.save_revision()
    type(town.product).objects.filter(pk=town.product.pk).update(team=leaving)
    return town


@pytest.fixture
def managing() -> Client:
    return client_of(somebody("beheerder", role("Accounts", *ACCOUNT_RIGHTS, "add_team", "change_team", "delete_team")))


def delete(client: Client, group: Group, **data: object) -> str:
    return client.post(reverse("teams:delete", args=[group.pk]), data).content.decode()


def test_a_team_that_goes_names_what_loses_its_owner(managing, owning, leaving):
    page = managing.get(reverse("teams:delete", args=[leaving.pk])).content.decode()
    assert "1 bedragen" in page
    assert "1 producten" in page


def test_a_team_does_not_go_without_the_next_one(managing, owning, leaving):
    assert "Kies het team dat dit overneemt" in delete(managing, leaving)
    assert Group.objects.filter(pk=leaving.pk).exists()


def test_the_next_team_owns_what_is_live_and_what_is_draft(managing, owning, leaving, following):
    delete(managing, leaving, next_owner=following.pk)
    fee = Amount.objects.get(pk=owning.fee.pk)
    owning.product.refresh_from_db()
    drafts = [fee.latest_revision.as_object().owner, owning.product.latest_revision.as_object().team]
    assert [fee.owner, owning.product.team, *drafts] == [following] * 4
    assert not Group.objects.filter(pk=leaving.pk).exists()


def test_a_team_that_owns_nothing_goes_at_once(managing, leaving):
    delete(managing, leaving)
    assert not Group.objects.filter(pk=leaving.pk).exists()


def test_a_role_that_still_owns_something_asks_the_same(admin_client, owning, leaving):
    leaving.permissions.set(role("Anders").permissions.all())
    page = admin_client.get(reverse("wagtailusers_groups:delete", args=[leaving.pk])).content.decode()
    assert "1 bedragen" in page


def test_roles_and_teams_have_lists_of_their_own(admin_client, leaving):
    role("Lezers")
    lists = {
        name: admin_client.get(reverse(f"{name}:index_results")).content.decode()
        for name in ("teams", "wagtailusers_groups")
    }
    assert {name: ("Burgerzaken" in page, "Lezers" in page) for name, page in lists.items()} == {
        "teams": (True, False), "wagtailusers_groups": (False, True),
    }  # fmt: skip


def test_a_team_has_members(managing, leaving):
    person = somebody("collega")
    managing.post(reverse("teams:edit", args=[leaving.pk]), {"name": "Burgerzaken", "members": [person.pk]})
    assert [*person.groups.all()] == [leaving]


def test_an_account_gets_a_team_beside_its_roles(admin_client, leaving):
    person, readers = somebody("collega"), role("Lezers")
    form = account_form(person, groups=[str(readers.pk)], teams=[str(leaving.pk)])
    admin_client.post(reverse("wagtailusers_users:edit", args=[person.pk]), form)
    assert {*User.objects.get(pk=person.pk).groups.values_list("name", flat=True)} == {"Burgerzaken", "Lezers"}


def test_a_group_that_opens_something_cannot_be_changed_as_a_team(managing):
    readers = role("Lezers")
    assert managing.get(reverse("teams:edit", args=[readers.pk])).status_code == 404
    assert not Team.objects.filter(pk=readers.pk).exists()


def test_an_owner_is_a_team_and_no_role(admin_client, owning, leaving):
    readers = role("Lezers")
    page = admin_client.get(reverse("wagtailsnippets_products_amount:edit", args=[owning.fee.pk]))
    choices = {value for value, _ in page.context["form"].fields["owner"].choices}
    assert (leaving.pk in choices, readers.pk in choices) == (True, False)
