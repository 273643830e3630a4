"""The whole municipality, in an order in which each part finds what it refers to; one release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model

from products.indexing import indexed_once
from products.models import ContactMoment, HouseStyle, Location, Organisation, SiteInformation
from products.publishing.release import Collected, one_release
from products.sample import places
from products.sample.editors import load_roles, load_teams
from products.sample.facts import facts_and_tariffs
from products.sample.files import Data, Fixture
from products.sample.loaded import LoadedParts, digest_of
from products.sample.notices import load_notices
from products.sample.products import Products
from products.sample.records import Values, publish
from products.sample.search_rules import load_search_rules, load_spoken_languages
from products.sample.tree import load_homes, load_themes
from products.upl_list import read_list, store_list
from releases.store import Release

Report = Callable[[str, int, int], None]
Progress = Callable[[str, int], None]


class Part(NamedTuple):
    """Some files of a fixture, and what they say: whether each of their objects changed, one by one."""

    name: str
    files: tuple[str, ...]
    load: Callable[[], Iterable[bool]]


def load(
    fixture: Fixture, *, author: str, now: datetime, report: Report, progress: Progress = lambda *_: None,
    loaded: LoadedParts | None = None,
) -> Release | None:  # fmt: skip
    """`report` hears of each part: its name, how many there are and how many changed; `progress` of each object on the
    way. Parts that are `loaded` already are left out."""
    parts = [(part, digest_of(fixture.folder, part.files)) for part in _parts(fixture)]
    wanted = [(part, digest) for part, digest in parts if not (loaded and loaded.holds(part.name, digest))]
    with one_release(author=author, cause="load_sample", now=now) as collected:
        if wanted:
            _load(fixture, [part for part, _ in wanted], collected, report, progress)
    if loaded:
        for part, digest in wanted:
            loaded.add(part.name, digest)
        loaded.save()
    return collected.release


def _load(
    fixture: Fixture, parts: Iterable[Part], collected: Collected, report: Report, progress: Progress
) -> None:  # fmt: skip
    load_teams(fixture.read("organisation")["teams"])
    with indexed_once(collected):
        for part in parts:
            changed = []
            for is_changed in part.load():
                changed.append(is_changed)
                progress(part.name, len(changed))
            report(part.name, len(changed), sum(changed))
        progress("search and references", 0)
    load_roles()
    progress("documents of all channels", 0)


def _parts(fixture: Fixture) -> Iterator[Part]:
    """In an order in which each finds what it refers to."""
    read = fixture.read
    yield Part("national names", ("upl.csv",), lambda: _national_names(fixture))
    yield Part("home pages", ("organisation.yaml",), lambda: load_homes(read("organisation")["home"]))
    yield Part("locations", ("locations.yaml",), lambda: _snippets(Location, read("locations"), places.location_values))
    yield Part("organisation names", ("organisations.yaml",), lambda: _new_organisations(read("organisations")))
    yield Part("facts", ("facts/*.yaml",), lambda: _facts(fixture))
    yield Part(
        "organisations", ("organisations.yaml",),
        lambda: _snippets(Organisation, read("organisations"), places.organisation_values),
    )  # fmt: skip
    yield Part(
        "contact moments", ("contact-moments.yaml",),
        lambda: _snippets(ContactMoment, read("contact-moments"), places.contact_moment_values),
    )  # fmt: skip
    yield Part("house style", ("house-style.yaml", "logos/*"), lambda: _house_style(fixture))
    yield Part("themes", ("themes.yaml",), lambda: load_themes(read("themes")))
    yield Part("products", ("products/*.yaml", "routes.yaml"), lambda: Products(fixture).load())
    if fixture.has("site-information"):
        yield Part("site information", ("site-information.yaml",), lambda: _site_information(read("site-information")))
    yield Part("notices", ("notices.yaml",), lambda: load_notices(fixture.notices))
    if fixture.has("search-rules"):
        yield Part("search rules", ("search-rules.yaml",), lambda: load_search_rules(read("search-rules")))
    if fixture.has("spoken-languages"):
        yield Part(
            "spoken languages", ("spoken-languages.yaml",), lambda: load_spoken_languages(read("spoken-languages"))
        )


def _national_names(fixture: Fixture) -> Iterator[bool]:
    counts = store_list(read_list(fixture.upl_path))
    changed = counts.added + counts.renamed
    yield from [True] * changed + [False] * counts.unchanged


def _snippets(model: type[Model], entries: Data, values: Callable[[Data], Values]) -> Iterator[bool]:
    for key, entry in entries.items():
        yield publish(model, {"key": key}, values(entry))[1]


def _new_organisations(entries: Data) -> Iterator[bool]:
    """Facts name organisations and organisations name facts: so first only what they are called."""
    known = set(Organisation.objects.values_list("key", flat=True))
    new = {key: entry for key, entry in entries.items() if key not in known}
    return _snippets(Organisation, new, places.organisation_names)


def _facts(fixture: Fixture) -> Iterator[bool]:
    for model, key, values in facts_and_tariffs(fixture.facts):
        yield publish(model, {"key": key}, values)[1]


def _house_style(fixture: Fixture) -> Iterator[bool]:
    yield publish(HouseStyle, {"valid_from": None}, places.house_style_values(fixture.read("house-style"), fixture))[1]


def _site_information(entry: Data) -> Iterator[bool]:
    yield publish(SiteInformation, {}, places.site_information_values(entry))[1]
