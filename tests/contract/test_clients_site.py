"""The website's first screen: top tasks, how to reach us, and the pages that the law wants."""

from __future__ import annotations

import pytest

from tests.contract.client_under_test import Clients
from tests.contract.fake_hub import FakeHub

HOME = "/kanalen/website/"


def information(hub: FakeHub) -> dict:
    return hub.documents["website", "site", "site", "nl"]


def links(found) -> dict[str, str]:
    return {link.get_text(" ", strip=True): link["href"] for link in found.select("a")}


def test_home_begins_with_the_top_tasks_in_the_order_of_the_editors(clients: Clients, hub: FakeHub) -> None:
    headings = [heading.get_text() for heading in clients.get(HOME).soup.select("main h2")]
    tasks = clients.get(HOME).soup.select(".top-tasks a")

    assert headings == ["Veel gekozen", "Alle onderwerpen"]
    assert [task.get_text() for task in tasks] == [task["title"] for task in information(hub)["topTasks"]]


def test_home_shows_at_most_eight_top_tasks(clients: Clients, hub: FakeHub) -> None:
    information(hub)["topTasks"] *= 6

    assert len(clients.get(HOME).soup.select(".top-tasks a")) == 8


def test_a_top_task_in_another_language_says_which(clients: Clients, hub: FakeHub) -> None:
    hub.documents["website", "site", "site", "en"]["topTasks"][0]["contentLocale"] = "nl"

    assert clients.get(f"{HOME}?locale=en").soup.select_one(".top-tasks a")["lang"] == "nl"


def test_the_head_of_each_page_says_how_to_reach_us(clients: Clients, hub: FakeHub) -> None:
    document = information(hub)
    telephone = document["facts"][document["contact"]]["value"]["telephone"]
    found = links(clients.get(f"{HOME}product/paspoort/").soup.select_one(".top .reach"))

    assert [*found] == [f"Bel {telephone}", "Contact", "Maak een afspraak"]
    assert found["Maak een afspraak"] == document["appointmentHref"]


def test_a_space_stands_between_the_number_and_whether_we_are_open(clients: Clients, hub: FakeHub) -> None:
    item = clients.get(HOME).soup.select_one(".reach li")
    number, state = item.select_one("a").get_text(), item.select_one(".state-now").get_text()

    assert " ".join(item.get_text().split()) == f"{number} {state}"


def test_the_foot_of_each_page_has_hours_address_and_statements(clients: Clients, hub: FakeHub) -> None:
    foot = clients.get(f"{HOME}product/paspoort/").soup.select_one(".bottom")

    assert information(hub)["location"]["address"]["street"] in foot.get_text()
    assert foot.select(".today")
    assert {"Toegankelijkheidsverklaring", "Privacy", "Archief van publicaties"} <= {*links(foot)}


def test_pages_of_colleagues_have_no_foot_of_the_website(clients: Clients) -> None:
    assert clients.get("/kanalen/desk/").soup.select(".reach, .foot") == []


def test_a_website_without_site_information_has_its_themes(clients: Clients, hub: FakeHub) -> None:
    del hub.documents["website", "site", "site", "nl"]
    page = clients.get(HOME)

    assert (page.status, len(page.soup.select(".cards li")), page.soup.select(".reach, .foot, .top-tasks")) == (
        200,
        1,
        [],
    )


def test_the_accessibility_statement_tells_status_date_register_and_whom_to_tell(
    clients: Clients, hub: FakeHub
) -> None:
    page = clients.get(f"{HOME}toegankelijkheid/")
    statement = information(hub)["accessibility"]

    assert "B: voldoet gedeeltelijk" in page.text
    assert page.soup.select_one("main time")["datetime"] == statement["revisedOn"]
    assert statement["registerHref"] in links(page.soup.main).values()
    assert page.soup.select(f"main [data-fact='{statement['contact']}']")


def test_the_archive_leads_to_the_website_of_each_publication(clients: Clients, hub: FakeHub) -> None:
    found = links(clients.get(f"{HOME}archief/").soup.select_one("main .links"))

    assert [*found.values()] == [f"{HOME}?release=12"]


def test_who_is_lost_finds_the_search_field_and_the_top_tasks(clients: Clients, hub: FakeHub) -> None:
    page = clients.get(f"{HOME}product/niets/")

    assert page.status == 404
    assert len(page.soup.select("form[role=search]")) == 1
    assert page.soup.select("main form[role=search]")
    assert len(page.soup.select("main .top-tasks a")) == len(information(hub)["topTasks"])


@pytest.mark.parametrize(
    ("kinds", "heading"),
    [
        (["phone"], "Liever bellen?"),
        (["desk", "desk"], "Liever langskomen?"),
        (["phone", "desk"], "Liever bellen of langskomen?"),
        (["post"], "Het kan ook zo"),
        (["phone", "post"], "Het kan ook zo"),
        (["homeVisit"], "Het kan ook zo"),
    ],
)
def test_other_ways_are_announced_by_what_they_are(
    clients: Clients, hub: FakeHub, kinds: list[str], heading: str
) -> None:
    document = hub.documents["website", "product", "paspoort", "nl"]
    way = document["routes"][0]
    document["routes"] = [
        way | {"kind": kind, "key": f"{kind}-{number}"} for number, kind in enumerate(["online", *kinds])
    ]
    headings = [each.get_text() for each in clients.get(f"{HOME}product/paspoort/").soup.select(".ways h2")]

    assert headings == ["Zo regelt u het", heading]


def test_an_online_way_says_level_eidas_and_acting_for_another(clients: Clients, hub: FakeHub) -> None:
    route = hub.documents["website", "product", "paspoort", "nl"]["routes"][0]

    assert (
        clients.get(f"{HOME}product/paspoort/").soup.select_one(".login").get_text() == route["identification"]["text"]
    )


def test_a_document_of_before_assurance_levels_says_the_means(clients: Clients, hub: FakeHub) -> None:
    del hub.documents["website", "product", "paspoort", "nl"]["routes"][0]["identification"]

    assert clients.get(f"{HOME}product/paspoort/").soup.select_one(".login").get_text() == "U logt in met DigiD"
