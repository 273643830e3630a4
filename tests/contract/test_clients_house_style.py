"""A dark house style in every channel: on screen as it is, and legible on what is always white."""

from __future__ import annotations

import re
from typing import Any

import pytest

from clients.email.rendering import DARK as MAIL_IN_THE_DARK
from clients.shared.pages.contrast import legible, ratio
from clients.shared.pages.house_style import on_paper, properties_of, scheme, stylesheet
from tests.contract.client_under_test import Clients
from tests.contract.fake_hub import FakeHub

DARK = {
    "background": "#101418", "surface": "#1b2127", "text": "#f5f5f5", "textSubtle": "#c0c8d0",
    "link": "#8fd0ff", "primary": "#8fd0ff", "onPrimary": "#00131f", "accent": "#ffd54a", "focus": "#ffd54a",
}  # fmt: skip
LIGHT = {"background": "#ffffff", "primary": "#00578a", "onPrimary": "#ffffff", "link": "#00578a", "text": "#1b1b1b"}
IN_THE_DARK = re.compile(r"@media \(prefers-color-scheme: dark\)[^<]*")
MOMENT = "/kanalen/email/moment/paspoort.klaar/"


def tokens(colours: dict[str, str]) -> dict[str, Any]:
    return {"color": {name: {"$value": {"colorSpace": "srgb", "hex": colour}} for name, colour in colours.items()}}


def branding(hub: FakeHub) -> dict[str, Any]:
    return hub.documents["email", "branding", "branding", "nl"]


@pytest.fixture
def dark(hub: FakeHub) -> FakeHub:
    for (_, kind, _, _), document in hub.documents.items():
        if kind == "branding":
            document["tokens"] = tokens(DARK)
    return hub


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_what_is_written_on_paper_can_be_read_there(colours: dict[str, str]) -> None:
    paper = on_paper(properties_of(tokens(colours)))
    inks = [paper[name] for name in ("color-text", "color-link", "color-primary")]

    assert [ink for ink in inks if ratio(ink, "#ffffff") < 4.5] == []


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert legible("#00578a", "#ffffff") == "#00578a"


def test_print_has_colours_of_its_own() -> None:
    screen, _, printed = stylesheet(tokens(DARK)).partition("@media print")

    assert "--color-background: #101418;" in screen
    assert "--color-background: #ffffff;" in printed
    assert "--color-link: #8fd0ff;" not in printed


@pytest.mark.parametrize(("colours", "found"), [(DARK, "dark"), (LIGHT, "light")])
def test_what_the_browser_draws_follows_the_background(colours: dict[str, str], found: str) -> None:
    assert scheme(properties_of(tokens(colours))) == found
    assert f"color-scheme: {found};" in stylesheet(tokens(colours))


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_a_button_under_the_pointer_and_the_signs_can_be_read(colours: dict[str, str]) -> None:
    screen = stylesheet(tokens(colours)).partition("@media print")[0]
    found = dict(re.findall(r"--color-(primary-hover|right|wrong): (#[0-9a-f]{6});", screen))
    behind = {"primary-hover": colours["onPrimary"], "right": colours["background"], "wrong": colours["background"]}

    assert {name: ratio(colour, behind[name]) >= 4.5 for name, colour in found.items()} == dict.fromkeys(behind, True)


def test_an_e_mail_in_a_dark_house_style_can_be_read(clients: Clients, dark: FakeHub) -> None:
    mail = re.sub(r"display:none[^>]*", "", clients.get(f"{MOMENT}bericht").text)
    light, at_night = IN_THE_DARK.sub("", mail), "".join(IN_THE_DARK.findall(mail))

    assert inks(light)
    assert inks(at_night)
    assert {ink for ink in inks(light) if ratio(ink, "#ffffff") < 4.5} == set()
    assert {ink for ink in inks(at_night) if ratio(ink, MAIL_IN_THE_DARK["sheet"]) < 4.5} == set()


def inks(mail: str) -> set[str]:
    return {colour.lower() for colour in re.findall(r"[^-]color: ?(#[0-9a-fA-F]{6})", mail)}


def test_a_page_tells_the_browser_its_colours(clients: Clients, dark: FakeHub) -> None:
    soup = clients.get("/kanalen/website/").soup

    assert soup.select_one("meta[name=theme-color]")["content"] == DARK["primary"]
    assert soup.select_one("meta[name=color-scheme]")["content"] == "dark"


def test_a_drawing_that_mail_programs_do_not_show_gives_way_to_the_name(clients: Clients, hub: FakeHub) -> None:
    for logo in branding(hub)["logos"]:
        logo["mediaType"] = "image/svg+xml"
    mail = clients.get(f"{MOMENT}bericht").soup

    assert mail.select("img") == []
    assert branding(hub)["name"] in mail.get_text()


def test_a_letter_without_a_logo_names_the_municipality(clients: Clients, hub: FakeHub) -> None:
    branding(hub)["logos"] = []

    assert clients.get(f"{MOMENT}brief").soup.select_one(".brand").get_text() == branding(hub)["name"]
