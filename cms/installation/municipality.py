"""Needs of a municipality before its first product: languages, home pages, roles, house style and national names."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext, override

from products.content_languages import language_names
from products.models import HomePage, HouseStyle
from products.publishing.release import one_release
from products.sample.editors import ADMINISTRATORS, DUTY, EDITORS, load_administrators, load_duty, load_editors
from products.sample.files import Fixture
from products.sample.records import publish
from products.sample.tree import load_homes
from products.upl_list import read_list, store_list
from releases.store import Release


def prepare_municipality(name: str, author: str, now: datetime) -> Release | None:
    """One release, or none when all was there; what editors made of it since stays as it is."""
    with one_release(author=author, cause="init", now=now) as collected:
        if not HomePage.objects.exists():
            list(load_homes(dict.fromkeys(language_names(), name)))
        if not HouseStyle.objects.exists():
            publish(HouseStyle, {"valid_from": None}, _house_style(name))
        store_list(read_list(Fixture(settings.FIXTURES_DIR).upl_path))
        _make_roles()
    return collected.release


def _make_roles() -> None:
    """Those that are not there; what an operator made of the others stays."""
    roles = {EDITORS: load_editors, DUTY: load_duty, ADMINISTRATORS: load_administrators}
    known = set(Group.objects.filter(name__in=roles).values_list("name", flat=True))
    for make in (make for name, make in roles.items() if name not in known):
        make()


def _house_style(name: str) -> dict[str, object]:
    """Readable colours and no logo: its editors make it their own."""
    names = dict.fromkeys(language_names(), name)
    return {
        "name": names,
        "email_sender_name": names,
        "email_sender_address": settings.DEFAULT_FROM_EMAIL,
        "phone_greeting": {code: _greeting(code, name) for code in _worded_languages()},
    }


def _greeting(language: str, name: str) -> str:
    with override(language):
        return gettext("Good day, %(municipality)s, how can I help you?") % {"municipality": name}


def _worded_languages() -> list[str]:
    """Those that the screens are in too; others fall back where a channel allows that."""
    return [code for code in language_names() if code in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)]
