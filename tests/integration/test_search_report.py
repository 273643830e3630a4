"""The report of searches: what is asked most, what fails, per channel, language and period, and the way to mend it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from products.models import BestBet, Synonym
from search.analytics import counter
from search.analytics.tally import CountedSearch
from tests.integration.admin_forms import url

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def count(text: str, *found: int, channel: str = "website", locale: str = "nl", ago: int = 0, **actions: int) -> None:
    """So many searches as there are numbers of results, some days ago; actions are on one result."""
    asked = CountedSearch(channel, locale, text)
    for number in found:
        counter.tally.searched(asked, number)
    for action, times in actions.items():
        for _ in range(times):
            counter.tally.acted(asked, "product/paspoort", action)
    counter.write(timezone.localdate() - timedelta(days=ago))


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    counter.tally.take()


@pytest.fixture
def show(admin_client: Client) -> Any:
    """The rows of the report, without the links."""

    def show(**asked: str) -> list[list[str]]:
        page = BeautifulSoup(admin_client.get(reverse("search-report:index"), asked).content, "html.parser")
        return [[cell.get_text(" ", strip=True) for cell in row.select("td")[:-1]] for row in page.select("tbody tr")]

    return show


def texts(rows: list[list[str]]) -> list[str]:
    return [row[0] for row in rows]


def test_the_most_asked_goes_first_with_what_came_of_it(show):
    count("kliko", 0, 0, 0)
    count("paspoort", 2, 2, 2, 3, clicked=2, useful=1, notUseful=3)

    assert show() == [
        ["paspoort", "Website", "Nederlands", "4", "0", "3", "2", "1 omhoog, 3 omlaag"],
        ["kliko", "Website", "Nederlands", "3", "3", "0", "0", "–"],
    ]


def test_days_are_added_up_and_results_are_those_of_the_last_time(show):
    count("kliko", 0, 0, 0, ago=2, clicked=1)
    count("kliko", 4, clicked=2)

    assert show()[0][3:7] == ["4", "3", "4", "3"]


def test_what_fails_is_shown_by_itself(show):
    count("paspoort", 2, 2, 2, clicked=1)
    count("kliko", 0, 0, 0)
    count("trouwen", 5, 5, 5)
    count("pas", 5, 5, 5, clicked=1, useful=1, notUseful=2)

    assert texts(show(show="empty")) == ["kliko"]
    assert texts(show(show="not-chosen")) == ["trouwen"]
    assert texts(show(show="bad")) == ["pas"]


def test_channels_and_languages_are_told_apart(show):
    count("pas", 1, 1, 1)
    count("pas", 0, 0, 0, channel="desk")
    count("pas", 0, 0, 0, 0, locale="en")

    assert [row[1:4] for row in show()] == [
        ["Website", "English", "4"], ["Balie", "Nederlands", "3"], ["Website", "Nederlands", "3"],
    ]  # fmt: skip
    assert [row[4] for row in show(channel="desk")] == ["3"]
    assert [row[3] for row in show(locale="en")] == ["4"]


def test_the_last_four_weeks_are_shown_unless_other_days_are_asked_for(show):
    count("vroeger", 1, 1, 1, ago=40)
    count("nu", 1, 1, 1)
    then = timezone.localdate() - timedelta(days=40)

    assert texts(show()) == ["nu"]
    assert texts(show(day_from=str(then), day_to=str(then))) == ["vroeger"]
    assert texts(show(day_from=str(then))) == ["nu", "vroeger"]


def test_a_rare_search_is_not_listed(show):
    count("kliko", 0, 0)

    assert show() == []


def test_an_empty_report_says_when_it_fills(admin_client):
    page = admin_client.get(reverse("search-report:index")).content.decode()

    assert "Ze verschijnen hier als er vaak genoeg is gezocht" in page


def test_that_counting_is_off_is_said(admin_client, settings):
    settings.SEARCH_COUNTING = False

    assert "SEARCH_COUNTING" in admin_client.get(reverse("search-report:index")).content.decode()


def test_a_failed_search_becomes_a_rule_with_one_click(admin_client):
    count("oud ijzer", 0, 0, 0, locale="en")
    page = BeautifulSoup(admin_client.get(reverse("search-report:index")).content, "html.parser")
    links = {link.contents[0]: link["href"] for link in page.select(".hub-remedies a")}

    assert links == {
        "Synoniem toevoegen": f"{url(Synonym, 'add')}?words=oud+ijzer&language=en",
        "Topresultaat toevoegen": f"{url(BestBet, 'add')}?questions=oud+ijzer&language=en",
        "Probeer": f"{reverse('try-search:index')}?q=oud+ijzer&channel=website&locale=en",
    }
    form = BeautifulSoup(admin_client.get(links["Topresultaat toevoegen"]).content, "html.parser")
    assert form.select_one("[name=questions]").text.strip() == "oud ijzer"


def test_the_report_is_exported_as_it_is_filtered(admin_client):
    count("kliko", 0, 0, 0)
    count("paspoort", 2, 2, 2, clicked=1)
    address = reverse("search-report:index")

    response = admin_client.get(address, {"export": "csv", "show": "empty"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines == [
        "Zoekvraag,Kanaal,Taal,Keer gezocht,Zonder resultaat,Resultaten,Gekozen,Duim omhoog,Duim omlaag",
        "kliko,website,nl,3,3,0,0,0,0",
    ]
    sheet = load_workbook(BytesIO(b"".join(admin_client.get(address, {"export": "xlsx"}).streaming_content))).active
    assert [row[0].value for row in sheet.rows] == ["Zoekvraag", "kliko", "paspoort"]


def test_the_report_stands_among_the_reports(admin_client):
    assert reverse("search-report:index") in admin_client.get(reverse("wagtailadmin_home")).content.decode()
