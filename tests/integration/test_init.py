"""`manage.py init` makes an empty hub that of one municipality, ready for its first product."""

from __future__ import annotations

import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from products.models import HomePage, HouseStyle, ProductPage, UplName
from products.sample.editors import ADMINISTRATORS, DUTY, EDITORS
from releases import store
from releases.channels import CHANNELS

pytestmark = pytest.mark.django_db

NAME, ACCOUNT = "Gemeente Voorbeeldstad", "beheer@voorbeeldstad.example"
PASSWORD = "een heel lang wachtwoord"


def init(**options) -> str:
    output = StringIO()
    call_command("init", municipality=NAME, administrator=ACCOUNT, stdout=output, stderr=output, **options)
    return output.getvalue()


def test_a_new_hub_has_languages_home_pages_and_roles_without_the_sample():
    init()
    assert set(Locale.objects.values_list("language_code", flat=True)) >= {"nl", "en"}
    assert {home.title for home in HomePage.objects.all()} == {NAME}
    assert set(Group.objects.values_list("name", flat=True)) >= {EDITORS, DUTY, ADMINISTRATORS}
    assert (ProductPage.objects.count(), UplName.objects.exists()) == (0, True)


def test_every_channel_shows_the_name_of_the_municipality():
    init()
    for name in {"website", "email", "desk", "phone"} & CHANNELS.keys():
        document = store.document(name, "branding", "branding", "nl")
        assert NAME in store.body(document.digest_at(timezone.now())).decode()


def test_a_second_time_changes_nothing():
    init()
    HouseStyle.objects.update(colour_primary="#123456")
    Group.objects.get(name=DUTY).permissions.clear()
    assert "All of it was there already" in init()
    assert store.head().number == 1
    assert HouseStyle.objects.get().colour_primary == "#123456"
    assert not Group.objects.get(name=DUTY).permissions.exists()


def test_the_administrator_chooses_a_password_by_a_link_that_works_once(client):
    [link] = re.findall(r"http://\S+", init())[:1]
    path = urlsplit(link).path
    form = client.get(path, follow=True)
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    client.post(form.redirect_chain[-1][0], chosen)
    assert client.login(username=ACCOUNT, password=PASSWORD)
    assert b"new_password1" not in client.get(path, follow=True).content


def test_who_has_a_password_gets_no_link():
    init()
    administrator = get_user_model().objects.get(username=ACCOUNT)
    administrator.set_password(PASSWORD)
    administrator.save()
    assert "/password_reset/" not in init()
    assert get_user_model().objects.get(username=ACCOUNT).check_password(PASSWORD)


def test_on_a_terminal_the_password_is_asked_until_it_is_good_and_typed_twice(monkeypatch, client):
    typed = iter(["kort", PASSWORD, "een ander wachtwoord", PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert "/password_reset/" not in init()
    assert client.login(username=ACCOUNT, password=PASSWORD)


def test_its_first_screen_leads_to_the_first_product(client):
    init()
    client.force_login(get_user_model().objects.get(username=ACCOUNT))
    home = HomePage.objects.get(locale__language_code="nl")
    assert f"/admin/pages/add/products/themepage/{home.pk}/" in client.get("/admin/").content.decode()
