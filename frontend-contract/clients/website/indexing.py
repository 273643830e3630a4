"""Files for whoever reads the site by machine: robots.txt, the sitemap, and the icon at its usual address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from clients.shared.hub.errors import HubError
from clients.shared.hub.reader import Document
from clients.shared.languages.interface_texts import NAMES
from clients.shared.pages.assets import logo_file
from clients.shared.pages.catalogue import Node, themes
from clients.shared.pages.page import PUBLIC
from clients.shared.pages.site import ADDRESSES, MOUNT, Site, all_sites, origin, site

routes, root = Blueprint("indexing", __name__), Blueprint("indexing", __name__)


@dataclass(frozen=True)
class IndexedPage:
    """A page in each language that has it; `modified` is when that says something new, where that is known."""

    path: str
    modified: Mapping[str, str]

    def alternates(self, site: Site) -> dict[str, str]:
        return {locale: site.address(f"{MOUNT}/{site.channel}/{self.path}", locale) for locale in self.modified}


@routes.get("/sitemap.xml")
def sitemap() -> Response:
    pages = [(page, page.alternates(site)) for page in indexed_pages(site)]
    return Response(render_template("website/sitemap.xml", pages=pages), mimetype="application/xml")


@root.get("/robots.txt")
def robots() -> Response:
    """Only the website is for everyone; what was searched for is no page of its own."""
    closed = [f"{MOUNT}/{name}/" for name in sorted(all_sites().keys() - PUBLIC)]
    closed += [f"{MOUNT}/vergelijk/", f"{MOUNT}/website/zoeken/", f"{MOUNT}/website/suggesties/"]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {origin()}{MOUNT}/website/sitemap.xml",
    ]
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@root.get("/favicon.ico")
def favicon() -> Response:
    return logo_file("icon")


def indexed_pages(site: Site) -> Iterator[IndexedPage]:
    yield IndexedPage("", dict.fromkeys(NAMES, ""))
    for theme in _all(themes(site)):
        yield IndexedPage(f"thema/{theme['key']}/", dict.fromkeys(NAMES, ""))
    for kind, address in ADDRESSES.items():
        for key, modified in _documents(site, kind).items():
            yield IndexedPage(f"{address}/{key}/", modified)


def _all(tree: Iterable[Node]) -> Iterator[Node]:
    for theme in tree:
        yield theme
        yield from _all(theme["children"])


def _documents(site: Site, kind: str) -> dict[str, dict[str, str]]:
    """The locales in which there is a text, with when it was last modified, by key."""
    found: dict[str, dict[str, str]] = {}
    for locale in NAMES:
        modified, visit = _modified(site, kind, locale), site.visit.spoken_in(locale)
        for entry in site.reader.documents(kind, visit):
            # A list leaves out in which language the text is; who holds a copy has whole documents.
            whole = entry if "contentLocale" in entry else site.reader.document(kind, entry["key"], visit).document
            if whole["contentLocale"] == locale:
                found.setdefault(entry["key"], {})[locale] = modified.get(entry["key"], "")
    return found


def _modified(site: Site, kind: str, locale: str) -> dict[str, str]:
    """By the hub's list; none while the hub is away."""
    try:
        entries: list[Document] = list(site.reader.listing(kind, site.visit.spoken_in(locale)))
    except HubError:
        return {}
    return {entry["key"]: entry["lastModified"] for entry in entries if "lastModified" in entry}
