"""The website for search engines and caches: addresses, icon, sitemap, and answers that are packed and kept."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ElementTree

import brotli
import pytest

from clients.shared.languages.interface_texts import NAMES
from tests.contract.client_under_test import Clients, Page
from tests.contract.fake_hub import FakeHub

HOME, PASSPORT = "/kanalen/website/", "/kanalen/website/product/paspoort/"
ORIGIN = "https://www.voorbeeld.example"
BEHIND_PROXY = {"HTTP_HOST": "www.voorbeeld.example", "HTTP_X_FORWARDED_PROTO": "https"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def sitemap(clients: Clients) -> ElementTree.Element:
    page = clients.get("/kanalen/website/sitemap.xml", **BEHIND_PROXY)
    assert page.headers["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(page.body)


def kept_for(page: Page) -> str:
    return ", ".join(sorted(page.headers["Cache-Control"].split(", "), key=YEAR.find))


def test_robots_may_read_the_website_and_no_other_channel(clients: Clients) -> None:
    lines = clients.get("/robots.txt", **BEHIND_PROXY).text.splitlines()

    assert lines[0] == "User-agent: *"
    assert {f"Disallow: /kanalen/{name}/" for name in ("email", "desk", "phone", "chat")} <= {*lines}
    assert f"Disallow: {HOME}" not in lines
    assert lines[-1] == f"Sitemap: {ORIGIN}{HOME}sitemap.xml"


def test_the_sitemap_has_each_page_in_each_language_that_has_its_text(sitemap: ElementTree.Element) -> None:
    found = {loc.text for loc in sitemap.iter(f"{SITEMAP}loc")}

    assert f"{ORIGIN}{HOME}" in found
    assert {f"{ORIGIN}{PASSPORT}", f"{ORIGIN}{PASSPORT}?locale=en"} <= found
    assert f"{ORIGIN}{PASSPORT}?locale=de" not in found
    assert f"{ORIGIN}/kanalen/website/locatie/gemeentehuis/" in found


def test_a_page_that_is_shown_in_another_language_than_asked_is_not_in_the_sitemap(
    clients: Clients, hub: FakeHub
) -> None:
    hub.documents["website", "product", "paspoort", "en"]["contentLocale"] = "nl"
    canonical = clients.get(f"{PASSPORT}?locale=en").soup.select_one("link[rel=canonical]")

    assert canonical["href"].endswith(PASSPORT)


def test_the_sitemap_names_the_other_languages_and_when_a_page_changed(
    sitemap: ElementTree.Element, hub: FakeHub
) -> None:
    [url] = [each for each in sitemap if each.findtext(f"{SITEMAP}loc") == f"{ORIGIN}{PASSPORT}"]
    languages = {link.get("hreflang"): link.get("href") for link in url if link.tag.endswith("}link")}

    assert languages == {"nl": f"{ORIGIN}{PASSPORT}", "en": f"{ORIGIN}{PASSPORT}?locale=en"}
    assert url.findtext(f"{SITEMAP}lastmod") == hub.modified


def test_every_address_of_the_sitemap_has_a_page_with_that_as_its_own_address(
    clients: Clients, sitemap: ElementTree.Element
) -> None:
    for loc in sitemap.iter(f"{SITEMAP}loc"):
        page = clients.get(loc.text.removeprefix(ORIGIN), **BEHIND_PROXY)
        if page.status == 404 and "locale=de" in loc.text:
            continue
        assert page.soup.select_one("link[rel=canonical]")["href"] == loc.text
        assert len(page.soup.select_one("meta[name=description]")["content"]) > 20


def test_a_page_of_another_moment_is_not_for_search_engines(clients: Clients) -> None:
    soup = clients.get(f"{PASSPORT}?at=2027-03-01").soup

    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert soup.select_one("link[rel=canonical]")["href"].endswith(PASSPORT)


def test_the_icon_of_the_house_style_stands_at_its_usual_address(clients: Clients, hub: FakeHub) -> None:
    linked = clients.get(HOME).soup.select_one("link[rel=icon]")["href"]

    assert clients.get("/favicon.ico").headers["Content-Type"] == "image/svg+xml"
    assert clients.get(linked).body == clients.get("/favicon.ico").body


@pytest.mark.parametrize(("encoding", "unpacked"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_a_page_is_packed_for_whoever_can_unpack_it(clients: Clients, encoding: str, unpacked) -> None:
    plain, packed = clients.get(PASSPORT), clients.get(PASSPORT, HTTP_ACCEPT_ENCODING=encoding)

    assert packed.headers["Content-Encoding"] == encoding
    assert len(packed.body) < len(plain.body) / 2
    assert unpacked(packed.body) == plain.body
    assert clients.get(PASSPORT, HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH=packed.headers["ETag"]).status == 304


def test_what_a_page_loads_may_be_kept_for_a_year(clients: Clients) -> None:
    soup = clients.get(PASSPORT).soup
    loaded = [link["href"] for link in soup.select("link[rel=stylesheet], link[rel=icon]")]
    loaded += [part["src"] for part in soup.select("img, script[src]")]

    assert {address: kept_for(clients.get(address)) for address in loaded} == dict.fromkeys(loaded, YEAR)


def test_the_same_under_an_older_digest_is_asked_for_again(clients: Clients) -> None:
    found = [clients.get(path) for path in ("/kanalen/static/0123/base.css", f"{HOME}huisstijl.css?digest=0123")]

    assert [page.headers["Cache-Control"] for page in found] == ["no-cache"] * 2


def test_a_stylesheet_finds_its_pictures_under_the_same_digest(clients: Clients) -> None:
    [address] = [
        link["href"]
        for link in clients.get(HOME).soup.select("link[rel=stylesheet]")
        if link["href"].endswith("search.css")
    ]
    picture = re.search(r'url\("([a-z.]+)"\)', clients.get(address).text)

    assert clients.get(address.replace("search.css", picture[1])).status == 200


def test_each_language_that_the_client_speaks_is_in_the_sitemap(sitemap: ElementTree.Element) -> None:
    [home] = [each for each in sitemap if each.findtext(f"{SITEMAP}loc") == f"{ORIGIN}{HOME}"]

    assert {link.get("hreflang") for link in home if link.tag.endswith("}link")} == {*NAMES}


def test_an_address_that_is_not_there_wears_no_channel_name(clients: Clients) -> None:
    for path in ("/kanalen/website/product/niets/", "/kanalen/niets/", "/kanalen/desk/product/niets/"):
        page = clients.get(path)
        assert (page.status, page.soup.select(".tag")) == (404, [])
