"""Whoever leaves: what is open is named, what was locked is free, and the name stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Workflow

from api.models import AccessToken
from tests.integration.account_managers import client_of, role, somebody
from tests.integration.editorial import Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(town: Municipality) -> User:
    return somebody("vertrekker", role("Burgerzaken balie", "add_accesstoken"))


def delete_page(client, user: User) -> str:
    return client.get(reverse("wagtailusers_users:delete", args=[user.pk])).content.decode()


def delete(client, user: User, **data: str) -> User:
    client.post(reverse("wagtailusers_users:delete", args=[user.pk]), data)
    return User.objects.get(pk=user.pk)


def test_a_draft_is_named(admin_client, colleague, town):
    town.product.title = "Paspoort met nieuwe naam"
    town.product.save_revision(user=colleague)
    assert "Concepten die niet gepubliceerd zijn" in delete_page(admin_client, colleague)


def test_a_lock_is_named(admin_client, colleague, town):
    lock(town, colleague)
    assert "Vergrendeld voor anderen" in delete_page(admin_client, colleague)


def lock(town: Municipality, by: User) -> None:
    type(town.fee).objects.filter(pk=town.fee.pk).update(locked=True, locked_by=by, locked_at=timezone.now())


def test_a_planned_publication_is_named(admin_client, colleague, town):
    town.product.go_live_at = timezone.now() + timedelta(days=1)
    town.product.save_revision(user=colleague, approved_go_live_at=town.product.go_live_at)
    assert "Geplande publicaties" in delete_page(admin_client, colleague)


def test_a_token_that_they_issued_is_named(admin_client, colleague):
    client_of(colleague).post(reverse("access-tokens:add"), {"name": "Balieschermen", "channels": ["desk"]})
    assert "Balieschermen" in delete_page(admin_client, colleague)


def test_nothing_open_is_said_too(admin_client, colleague):
    assert "Er staat niets open" in delete_page(admin_client, colleague)


def test_deactivating_is_offered_and_keeps_the_roles(admin_client, colleague):
    assert "Alleen deactiveren" in delete_page(admin_client, colleague)
    left = delete(admin_client, colleague, deactivate="1")
    assert (left.is_active, left.groups.count(), left.email) == (False, 1, "vertrekker@gemeente.example")


def test_a_deleted_account_opens_nothing(admin_client, colleague):
    browser = client_of(colleague)
    left = delete(admin_client, colleague)
    assert (left.is_active, left.groups.count(), left.email, left.has_usable_password()) == (False, 0, "", False)
    assert browser.get(reverse("wagtailadmin_home")).status_code == 302


def test_a_deleted_account_leaves_the_list(admin_client, colleague):
    delete(admin_client, colleague)
    assert "vertrekker" not in admin_client.get(reverse("wagtailusers_users:index_results")).content.decode()


def test_history_keeps_the_name(admin_client, colleague, town):
    from wagtail.log_actions import log

    log(town.fee, "wagtail.edit", user=colleague)
    delete(admin_client, colleague)
    page = admin_client.get(reverse("wagtailsnippets_products_amount:history", args=[town.fee.pk])).content.decode()
    assert "vertrekker Jansen" in page
    assert "(verwijderd)" not in page


@pytest.mark.parametrize("data", [{}, {"deactivate": "1"}])
def test_what_they_had_locked_is_free(admin_client, colleague, town, data):
    lock(town, colleague)
    delete(admin_client, colleague, **data)
    town.fee.refresh_from_db()
    assert (town.fee.locked, town.fee.locked_by) == (False, None)


def test_the_end_of_an_account_is_written_down_with_who_did_it(admin_client, colleague):
    delete(admin_client, colleague)
    entry = ModelLogEntry.objects.for_instance(colleague).get(action="wagtail.delete")
    assert entry.user.get_username() == "admin"


def test_deleting_several_names_what_each_leaves_open(admin_client, colleague, town):
    lock(town, colleague)
    address = f"{reverse('wagtail_bulk_action', args=['auth', 'user', 'delete'])}?id={colleague.pk}"
    assert "Vergrendeld voor anderen" in admin_client.get(address).content.decode()
    admin_client.post(address)
    assert not User.objects.get(pk=colleague.pk).is_active


SUBMIT = "Moderators approval"


def edit_page(admin_client, town) -> str:
    return admin_client.get(reverse("wagtailadmin_pages:edit", args=[town.product.pk])).content.decode()


def test_no_button_leads_to_a_group_without_members(admin_client, town):
    assert Workflow.objects.filter(name=SUBMIT, active=True).exists()
    assert SUBMIT not in edit_page(admin_client, town)


def test_a_group_with_somebody_in_it_gets_what_is_sent(admin_client, town):
    somebody("eindredacteur", Group.objects.get(name="Moderators"))
    assert SUBMIT in edit_page(admin_client, town)


def test_a_group_whose_members_all_left_gets_nothing_any_more(admin_client, town):
    moderator = somebody("eindredacteur", Group.objects.get(name="Moderators"))
    delete(admin_client, moderator, deactivate="1")
    assert SUBMIT not in edit_page(admin_client, town)


def test_a_token_that_is_revoked_is_not_open(admin_client, colleague):
    client_of(colleague).post(reverse("access-tokens:add"), {"name": "Balieschermen", "channels": ["desk"]})
    AccessToken.objects.update(revoked_at=timezone.now())
    assert "Balieschermen" not in delete_page(admin_client, colleague)
