"""Clients of the channels, each in its own way."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from clients.email.sample import Filled, filled, filled_html, sample_case
from clients.overview import fact_rows
from clients.shared.facts.marks import document_html, fact_mark
from clients.shared.pages.assets import STATIC
from clients.shared.pages.house_style import stylesheet
from releases.channels import CHANNELS
from tests.contract.client_under_test import Clients, Page
from tests.contract.fake_hub import FakeHub


def first(hub: FakeHub, channel: str, kind: str, having: str = "key") -> dict[str, Any]:
    return next(
        entry
        for entry in hub.documents.values()
        if (entry["channel"], entry["kind"], entry["locale"]) == (channel, kind, "nl") and entry.get(having)
    )


def product_page(clients: Clients, document: dict[str, Any], query: str = "") -> Page:
    return clients.get(f"/kanalen/{document['channel']}/product/{document['key']}/{query}")


def test_the_website_opens_with_in_short_and_then_the_routes(clients: Clients, hub: FakeHub) -> None:
    soup = product_page(clients, first(hub, "website", "product", "routes")).soup
    headings = [heading.get_text() for heading in soup.select("h2")]

    assert headings[0] == "In het kort"
    assert headings[1] in ("Zo regelt u het", "Liever bellen of langskomen?")


def test_the_website_describes_the_product_to_search_engines(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "website", "product")
    script = product_page(clients, document).soup.select_one("script[type='application/ld+json']")

    told = json.loads(script.string)
    assert told.pop("url") == f"http://localhost/kanalen/website/product/{document['key']}/"
    assert told == document["jsonLd"]


def test_a_product_tells_where_the_municipality_publishes_it(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "website", "product")
    hub.documents["website", "branding", "branding", "nl"]["productAddress"] = "https://www.voorbeeld.example/p/{key}"
    page = product_page(clients, document).soup

    assert page.select_one("link[rel=canonical]")["href"] == f"https://www.voorbeeld.example/p/{document['key']}"
    assert f'"url": "https://www.voorbeeld.example/p/{document["key"]}"' in page.select_one("script[type*=ld]").string


def test_a_product_may_have_an_address_of_its_own(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "website", "product")
    hub.documents["website", "branding", "branding", "nl"]["productAddress"] = "https://www.voorbeeld.example/p/{key}"
    document["publicAddress"] = "https://www.voorbeeld.example/paspoort"

    assert product_page(clients, document).soup.select_one("link[rel=canonical]")["href"] == document["publicAddress"]


def test_structured_data_cannot_end_its_script(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "website", "product")
    document["jsonLd"] = {"name": "</script><script>alert(1)</script>"}

    assert "<script>alert" not in product_page(clients, document).text


def test_every_theme_of_the_navigation_has_a_page(clients: Clients, hub: FakeHub) -> None:
    themes = first(hub, "website", "navigation")["themes"]

    assert [clients.get(f"/kanalen/website/thema/{theme['key']}/").status for theme in themes] == [200] * len(themes)


def test_the_desk_says_what_is_open_today(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "desk", "product", "routes")
    lines = [line.get_text(" ", strip=True) for line in product_page(clients, document).soup.select(".routes .today")]

    assert len(lines) == sum(1 for route in document["routes"] if route["hours"])


def test_the_desk_follows_releases_in_parts_that_have_names(clients: Clients, hub: FakeHub) -> None:
    soup = product_page(clients, first(hub, "desk", "product")).soup

    assert soup.select_one(f"script[src='{STATIC}/follow.js']")
    assert soup.select_one("[role=status][data-announce]").get_text() == ""
    assert len({part["data-part"] for part in soup.select("[data-part]")}) == len(soup.select("[data-part]"))


def test_the_phone_shows_what_to_say_in_words(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "phone", "product")
    quotes = {quote.get_text() for quote in product_page(clients, document).soup.select(".spoken q")}

    assert {fact["full"]["spoken"] for fact in document["facts"].values() if fact["kind"] == "amount"} <= quotes


def test_the_phone_begins_with_the_greeting_of_the_house(clients: Clients, hub: FakeHub) -> None:
    greeting = hub.documents["phone", "branding", "branding", "nl"]["phoneGreeting"]

    assert greeting in product_page(clients, first(hub, "phone", "product")).text


@pytest.mark.parametrize("form", ["bericht", "tekst", "brief"])
def test_an_email_is_filled_with_the_sample_case(clients: Clients, hub: FakeHub, form: str) -> None:
    document = first(hub, "email", "contactMoment", "mergeFields")

    assert "{{" not in clients.get(f"/kanalen/email/moment/{document['key']}/{form}").text


def test_examples_are_told_as_their_readers_write_them() -> None:
    kinds = {"date": "2026-12-01", "money": "1234.50", "yesNo": False, "text": "<b>"}
    fields = [
        {"name": kind, "kind": kind, "label": kind, "required": True, "example": each} for kind, each in kinds.items()
    ]
    case = sample_case({"contentLocale": "nl", "mergeFields": fields})

    assert [each.text.replace("\xa0", " ") for each in case.values()] == ["1 december 2026", "€ 1.234,50", "nee", "<b>"]


def test_a_link_fact_leads_to_its_page() -> None:
    fact = {"kind": "link", "value": {"url": "https://digid.nl/?a&b"}, "text": "DigiD"}
    html = document_html(
        f'<p>{fact_mark("digid", fact)}, <a href="product:vog" data-product="vog">VOG</a></p>', "/{}/".format
    )

    assert html == (
        '<p><a href="https://digid.nl/?a&amp;b"><data class="fact" data-fact="digid" value="https://digid.nl/?a&amp;b">'
        'DigiD</data></a>, <a href="/vog/" data-product="vog">VOG</a></p>'
    )


def test_an_amount_is_not_parted_from_its_euro_sign() -> None:
    mark = '<data class="fact" data-fact="leges" data-aspect="full" value="83.87">{} per jaar</data>'

    assert document_html(mark.format("€ 83,87"), str) == mark.format('<span class="money">€ 83,87</span>')


def test_a_merge_value_is_text_and_never_markup() -> None:
    case = {"naam": Filled("naam", "Naam", "text", "<b>O'Neil</b>")}

    assert filled_html("<p>{{ naam }}, {{naam}} {{ x }}</p>", case) == (
        "<p>&lt;b&gt;O&#39;Neil&lt;/b&gt;, &lt;b&gt;O&#39;Neil&lt;/b&gt; {{ x }}</p>"
    )
    assert filled("Beste {{ naam }}", case) == "Beste <b>O'Neil</b>"


def test_an_email_runs_no_script_and_loads_nothing_from_elsewhere(clients: Clients, hub: FakeHub) -> None:
    page = clients.get(f"/kanalen/email/moment/{first(hub, 'email', 'contactMoment')['key']}/bericht")
    policy = page.headers["Content-Security-Policy"]

    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline';")
    assert page.soup.select("script, link") == []


def test_an_email_wears_the_house_style(clients: Clients, hub: FakeHub) -> None:
    logo = hub.documents["email", "branding", "branding", "nl"]["logos"][0]
    logo["mediaType"] = "image/png"
    page = clients.get(f"/kanalen/email/moment/{first(hub, 'email', 'contactMoment')['key']}/bericht")

    assert page.soup.select_one("img")["alt"] == logo["alt"]


def test_a_contact_moment_previews_the_email_without_scripts(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "email", "contactMoment")
    frame = clients.get(f"/kanalen/email/moment/{document['key']}/").soup.select_one("iframe")

    assert (frame["sandbox"], frame["title"]) == ([], "Voorbeeld van de e-mail")


def test_the_plain_text_is_plain(clients: Clients, hub: FakeHub) -> None:
    page = clients.get(f"/kanalen/email/moment/{first(hub, 'email', 'contactMoment')['key']}/tekst")

    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_overview_shows_the_channels_side_by_side_with_titles(clients: Clients, hub: FakeHub) -> None:
    document = first(hub, "website", "product")
    frames = clients.get(f"/kanalen/vergelijk/{document['key']}/?at=2027-01-01").soup.select("iframe")

    assert [frame["title"].split(":")[0] for frame in frames] == [channel.title for channel in CHANNELS.values()]
    assert all(frame["src"].endswith(f"/product/{document['key']}/?at=2027-01-01") for frame in frames)


def test_the_overview_sees_when_two_channels_differ(hub: FakeHub) -> None:
    website = first(hub, "website", "product", "facts")
    desk = deepcopy(website)
    key = next(iter(desk["facts"]))
    desk["facts"][key]["text"] = "€ 1,00"

    rows = fact_rows({"website": website, "desk": desk})

    assert [row.key for row in rows if not row.same] == [key]


def test_the_published_colours_become_the_stylesheet(clients: Clients, hub: FakeHub) -> None:
    published = hub.documents["desk", "branding", "branding", "nl"]["tokens"]

    assert clients.get("/kanalen/desk/huisstijl.css").text == stylesheet(published)


@pytest.mark.parametrize(
    ("value", "css"),
    [
        ("#00573d", "#00573d"),
        ({"colorSpace": "srgb", "components": [0, 0, 0], "hex": "#000000"}, "#000000"),
        ({"value": 16, "unit": "px"}, "16px"),
        ("1.5rem", "1.5rem"),
        (["Fira Sans", "sans-serif"], '"Fira Sans", sans-serif'),
        ("Fira Sans, system-ui", '"Fira Sans", system-ui'),
        ("{color.primary}", "var(--color-primary)"),
        (700, "700"),
    ],
)
def test_a_token_becomes_a_custom_property(value: object, css: str) -> None:
    assert f"  --a-b: {css};" in stylesheet({"a": {"b": {"$value": value}}})


@pytest.mark.parametrize(
    "value", ["red;} body{display:none", "url(//x)", "</style>", {"hex": "x", "colorSpace": "srgb"}]
)
def test_a_token_cannot_carry_other_css(value: object) -> None:
    assert stylesheet({"a": {"$value": value}}) == ":root {\n}\n"


@pytest.mark.parametrize(("colour", "ink"), [("#00573d", "#ffffff"), ("#ffdd00", "#000000"), ("#fff", "#000000")])
def test_text_on_a_colour_is_the_more_readable_of_black_and_white(colour: str, ink: str) -> None:
    assert f"--color-on-a: {ink};" in stylesheet({"color": {"a": {"$value": colour}}})


def test_the_letter_has_a_stylesheet_for_the_printer(clients: Clients, hub: FakeHub) -> None:
    page = clients.get(f"/kanalen/email/moment/{first(hub, 'email', 'contactMoment')['key']}/brief")

    assert page.soup.select_one("link")["href"] == f"{STATIC}/letter.css"
