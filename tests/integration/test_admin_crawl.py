"""Every screen of the admin that a link or a form leads to answers, for each role and for a superuser."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from products.sample import editors
from tests.integration.admin_crawl import Crawl
from tests.integration.editorial import Municipality

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("role", [editors.EDITORS, editors.DUTY, editors.ADMINISTRATORS])
def test_no_address_fails_for_a_role(client: Client, town: Municipality, role: str) -> None:
    for load in (editors.load_editors, editors.load_duty, editors.load_administrators):
        load()
    user = get_user_model().objects.create_user(role)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    crawl = Crawl(client).run()
    assert (crawl.failed, len(crawl.answers) > 10) == ({}, True)


def test_no_address_fails_for_a_superuser(admin_client: Client, town: Municipality) -> None:
    crawl = Crawl(admin_client, each_model=True).run()
    assert (crawl.failed, len(crawl.answers) > 200) == ({}, True)
