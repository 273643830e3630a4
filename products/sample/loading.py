"""Loads everything in the order in which things refer to each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import GroupPagePermission, Page

from products.sample import facts, places
from products.sample.pages import Pages
from products.sample.saving import Tally
from products.sample.source import Source, read_source
from products.upl_list import read_list, store_list

Progress = Callable[[str], object]
EDITORS = "Editors"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "unlock_page", "lock_page")


def load_sample(folder: Path, progress: Progress) -> Tally:
    """Raises ValueError or ValidationError, naming the entry that cannot be loaded."""
    source, tally = read_source(folder), Tally()
    progress("Names, teams")
    store_list(read_list(folder / "upl.csv"))
    _teams(source)
    progress("Facts")
    places.load_locations(source.locations, tally)
    places.load_organisations(source.organisations, tally)
    facts.load_tariffs(source.facts.get("tariffs", {}), tally)
    facts.load_facts(source.facts, tally)
    places.load_opening_hours(source.facts.get("openingHours", {}), tally)
    places.load_organisation_facts(source.organisations, tally)
    places.load_moments(source.moments, tally)
    places.load_house_style(source, tally)
    try:
        Pages(source, tally, progress).load()
    except ObjectDoesNotExist as error:
        raise ValueError(str(error)) from error
    return tally


def _teams(source: Source) -> None:
    """A group per team, and one that may edit and publish everything of the hub."""
    for name in source.municipality["teams"]:
        Group.objects.get_or_create(name=name)
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    wanted = Permission.objects.filter(content_type__app_label="products") | Permission.objects.filter(
        codename="access_admin", content_type__app_label="wagtailadmin"
    )
    editors.permissions.add(*wanted)
    root = Page.get_first_root_node()
    for codename in PAGE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
