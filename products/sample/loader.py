"""The whole municipality, in an order in which each part finds what it refers to; one release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from django.db.models import Model

from products.indexing import indexed_once
from products.models import ContactMoment, HouseStyle, Location, Organisation
from products.publishing.release import one_release
from products.sample import places
from products.sample.editors import load_administrators, load_duty, load_editors, load_teams
from products.sample.facts import MODELS, in_order
from products.sample.files import Data, Fixture
from products.sample.notices import load_notices
from products.sample.products import Products
from products.sample.records import Values, publish
from products.sample.search_rules import load_search_rules
from products.sample.tree import load_homes, load_themes
from products.upl_list import read_list, store_list
from releases.store import Release

Report = Callable[[str, int, int], None]


def load(fixture: Fixture, *, author: str, now: datetime, report: Report) -> Release | None:
    """`report` hears of each part: its name, how many there are and how many changed."""
    with one_release(author=author, cause="load_sample", now=now) as collected:
        store_list(read_list(fixture.upl_path))
        load_teams(fixture.read("organisation")["teams"])
        with indexed_once(collected):
            for name, part in _parts(fixture):
                changed = list(part())
                report(name, len(changed), sum(changed))
        load_editors()
        load_duty()
        load_administrators()
    return collected.release


def _parts(fixture: Fixture) -> Iterator[tuple[str, Callable[[], Iterable[bool]]]]:
    read = fixture.read
    yield "home pages", lambda: load_homes(read("organisation")["home"])
    yield "locations", partial(_snippets, Location, read("locations"), places.location_values)
    yield "organisation names", partial(_new_organisations, read("organisations"))
    yield "facts", partial(_facts, fixture)
    yield "organisations", partial(_snippets, Organisation, read("organisations"), places.organisation_values)
    yield "contact moments", partial(_snippets, ContactMoment, read("contact-moments"), places.contact_moment_values)
    yield "house style", partial(_house_style, fixture)
    yield "themes", lambda: load_themes(read("themes"))
    yield "products", lambda: Products(fixture).load()
    yield "notices", lambda: load_notices(fixture.notices)
    if fixture.has("search-rules"):
        yield "search rules", lambda: load_search_rules(read("search-rules"))


def _snippets(model: type[Model], entries: Data, values: Callable[[Data], Values]) -> Iterator[bool]:
    for key, entry in entries.items():
        yield publish(model, {"key": key}, values(entry))[1]


def _new_organisations(entries: Data) -> Iterator[bool]:
    """Facts name organisations and organisations name facts: so first only what they are called."""
    known = set(Organisation.objects.values_list("key", flat=True))
    new = {key: entry for key, entry in entries.items() if key not in known}
    return _snippets(Organisation, new, places.organisation_names)


def _facts(fixture: Fixture) -> Iterator[bool]:
    for group, key, entry, place in in_order(fixture.facts):
        model, values = MODELS[group]
        yield publish(model, {"key": key}, values(entry, place))[1]


def _house_style(fixture: Fixture) -> Iterator[bool]:
    yield publish(HouseStyle, {"valid_from": None}, places.house_style_values(fixture.read("house-style"), fixture))[1]
