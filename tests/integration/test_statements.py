"""The page "Wat zeiden wij?": what an editor finds, on any day, as it was said at any moment."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from html import unescape

import orjson
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from releases.replica.follower import follow
from releases.replica.replica import Replica
from tests.integration.statement_history import APRIL, MAY, digest_in_april, document, fee, history, publish, told

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

PAGE, STATEMENT = "/admin/said/product/paspoort/", "/admin/said/product/paspoort/statement/"


@pytest.fixture
def past(db: None) -> None:
    history()


class Page:
    def __init__(self, html: bytes) -> None:
        self.soup = BeautifulSoup(html, "html.parser")

    @property
    def text(self) -> str:
        return " ".join(unescape(self.soup.main.get_text(" ")).split())

    def link(self, text: str) -> str:
        [found] = [link["href"] for link in self.soup.main.find_all("a") if text in " ".join(link.get_text().split())]
        return str(found)

    def value(self, name: str) -> str:
        return str(self.soup.find(attrs={"name": name}).get("value", ""))


@pytest.fixture
def read(admin_client: Client):
    def read(path: str = PAGE, **asked: str) -> Page:
        answer = admin_client.get(path, asked)
        assert answer.status_code == 200
        return Page(answer.content)

    return read


def test_a_product_is_found_by_a_part_of_its_name(read, past):
    found = read("/admin/said/", q="aspoo")
    assert found.link("Paspoort") == PAGE
    assert "1 gevonden" in found.text


def test_a_withdrawn_product_is_found_and_marked(read, past):
    assert "Ingetrokken" in read("/admin/said/", q="paspoort").text


def test_a_product_is_found_by_a_name_that_it_had_before(read, past):
    publish(document((None, fee("€ 1,00") | {"title": "Reisdocument"})), now=MAY + timedelta(days=1))
    assert read("/admin/said/", q="paspoort").link("Reisdocument") == PAGE


def test_who_finds_nothing_hears_what_to_do(read, past):
    assert "Probeer een ander woord" in read("/admin/said/", q="zwembad").text


def test_where_nothing_was_published_the_search_says_so(read):
    assert "Er is nog niets gepubliceerd" in read("/admin/said/").text


def test_the_list_is_renewed_while_somebody_types(admin_client, past):
    results = admin_client.get(reverse("said_results"), {"q": "paspoort"}).content.decode()
    assert PAGE in results
    assert "<html" not in results


def test_the_text_is_shown_as_the_channel_told_it(read, past):
    page = read(channel="website", locale="nl", at="2026-03-03", known="2026-03-04")
    assert "Het kost € 83,87" in page.text
    assert page.soup.find("data", attrs={"data-fact": "paspoort.leges"})


def test_two_dates_answer_what_we_told_in_march_about_april(read, past):
    told = [read(at="2026-04-01", known=known).text for known in ("2026-03-02", "2026-03-03", "2026-03-04")]
    assert ["€ 83,87" in each for each in told] == [True, False, False]
    assert ["€ 90,00" in each for each in told] == [False, True, True]


@pytest.mark.parametrize(
    ("time", "fee"), [("10:12:36", "83,87"), ("10:12:37", "90,00"), ("10:11", "83,87"), ("10.12", "90,00")]
)
def test_a_time_means_the_end_of_its_minute_or_second(read, past, time, fee):
    assert f"kost € {fee}" in read(at="2026-04-01", known="2026-03-03", time=time).text


def test_the_page_says_who_published_it_when_and_why(read, past):
    text = read(at="2026-04-01", known="2026-04-01").text
    for said in ("Publicatie 2", "3 maart 2026, 10:12", "Door anna", "Aanleiding Raadsbesluit 12"):
        assert said in text


def test_the_fingerprint_and_the_reference_are_those_of_the_stored_text(read, past, client, replica: Replica):
    page = read(at="2026-04-01", known="2026-04-01")
    follow(replica)
    cited = client.get(page.link("/api/v1/").removeprefix(settings.BASE_URL))
    assert hashlib.sha256(cited.content).hexdigest() == digest_in_april()
    assert digest_in_april() in page.text
    assert "niet veranderd" in page.text


def test_a_text_that_was_altered_is_told(read, past, monkeypatch):
    altered = orjson.dumps(fee("€ 80,00"))
    monkeypatch.setattr("releases.store.body", lambda digest: altered)
    assert "er is iets aan veranderd" in read(at="2026-04-01", known="2026-04-01").text


def test_each_fact_has_its_value_period_and_article(read, past):
    rows = read(at="2026-03-20", known="2026-03-20").soup.find("table", class_="said-facts").find_all("tr")
    [fee] = [row for row in rows if "paspoort.leges" in row.get_text()]
    text = " ".join(fee.get_text(" ").split())
    assert "€ 83,87" in text
    assert "tot en met 31 maart 2026" in text
    assert "artikel 1.2" in text


def test_a_reader_walks_through_what_was_said_before_and_after(read, past):
    first = read(at="2026-04-01", known="2026-02-01")
    second = read(PAGE + first.link("Daarna"))
    third = read(PAGE + second.link("Daarna"))
    assert "90,00" in second.text
    assert "Ingetrokken op 3 mei 2026, 11:12" in third.text
    assert "90,00" in read(PAGE + third.link("Daarvoor")).text
    assert "83,87" in read(PAGE + second.link("Daarvoor")).text


def test_a_reader_walks_through_the_periods(read, past):
    march = read(at="2026-03-20", known="2026-03-20")
    april = read(PAGE + march.link("Vanaf 1 april 2026"))
    assert (april.value("at"), april.value("known")) == ("01-04-2026", "2026-03-20")
    assert "90,00" in april.text
    assert read(PAGE + april.link("Tot en met 31 maart 2026")).value("at") == "31-03-2026"


def test_a_walk_leaves_the_form_at_the_moment_that_is_shown(read, past):
    second = read(PAGE + read(at="2026-04-01", known="2026-02-01").link("Daarna"))
    assert (second.value("known"), second.value("time")) == ("03-03-2026", "10:12:37")


def test_all_that_was_said_is_listed(read, past):
    history = read().soup.find(class_="said-history").get_text(" ")
    found = [line.strip() for line in " ".join(history.split()).split("vanaf")[1:]]
    assert found == [
        "3 mei 2026, 11:12 (publicatie 3) ingetrokken",
        "1 april 2026, 00:00 (publicatie 2)",
        "3 maart 2026, 10:12 (publicatie 2)",
        "3 januari 2026, 10:12 (publicatie 1)",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"known": "2025-12-31"}, "Op dat moment was er nog niets gepubliceerd."),
        ({"known": "2026-06-01"}, "Ingetrokken op 3 mei 2026, 11:12"),
        ({"known": "2026-04-01", "locale": "en", "channel": "email"}, "nooit in deze taal verteld"),
    ],
)
def test_where_nothing_was_said_the_page_says_why(read, past, asked, said):
    assert said in read(**asked).text


def test_what_was_not_published_yet_names_its_first_day(read, past):
    publish(document((None, told(key="later", title="Later"))), now=MAY + timedelta(days=1))
    page = read("/admin/said/product/later/", known="2026-05-03")
    assert "Het werd voor het eerst gepubliceerd op 4 mei 2026" in page.text


def test_what_does_not_hold_yet_names_its_first_day(read, past):
    publish(document((APRIL, told(key="later", title="Later"))), now=MAY)
    page = read("/admin/said/product/later/", at="2026-02-01", known="2026-06-01")
    assert "Het geldt vanaf 1 april 2026." in page.text


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"known": "2999-01-01"}, "Deze dag moet nog komen"),
        ({"known": "gisteren"}, "geen datum"),
        ({"at": "1001-01-01"}, "1 januari 1900"),
        ({"channel": "fax"}, "keuze"),
        ({"time": "25:00"}, "geen tijd"),
    ],
)
def test_what_cannot_be_asked_is_said_on_the_form(read, past, asked, error):
    page = read(**asked)
    assert error in page.text
    assert page.soup.find("article") is None


def test_a_dutch_date_may_be_typed(read, past):
    assert "90,00" in read(at="01-04-2026", known="01-04-2026").text


@pytest.mark.parametrize("path", ["product/onbekend/", "location/gemeentehuis/", "product/%00/"])
def test_what_no_channel_ever_told_is_not_found(admin_client, past, path):
    assert admin_client.get(f"/admin/said/{path}").status_code == 404


def test_the_statement_tells_what_was_said_and_how_to_check_it(read, past):
    page = read(STATEMENT, at="2026-04-01", known="2026-03-04", time="14:05")
    told = ("4 maart 2026, 14:05", "Het kost € 90,00", "2, van 3 maart 2026", digest_in_april(), "sha256sum")
    for said in ("Gemeente Barneveld", *told):
        assert said in page.text
    assert "anna" not in page.text


def test_who_checks_a_scoped_channel_hears_that_it_takes_a_token(read, past):
    publish(document((None, fee("€ 1,00") | {"channel": "desk"})), now=MAY)
    assert "Authorization: Bearer" in read(STATEMENT, channel="desk").text
    assert "Authorization" not in read(STATEMENT, known="2026-04-01").text


def test_there_is_no_statement_of_nothing(admin_client, past):
    assert admin_client.get(STATEMENT, {"known": "2025-01-01"}).status_code == 404
    assert admin_client.get(STATEMENT, {"known": "2999-01-01"}).status_code == 404


@pytest.fixture
def colleague(client: Client, django_user_model) -> Client:
    group = Group.objects.create(name="Balie")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = django_user_model.objects.create_user("balie", password="x")
    user.groups.add(group)
    client.force_login(user)
    return client


@pytest.mark.parametrize("path", ["/admin/said/", "/admin/said/results/", PAGE, STATEMENT])
def test_only_who_has_the_permission_may_read_it(colleague, past, path):
    assert colleague.get(path).status_code == 302
    Group.objects.get(name="Balie").permissions.add(Permission.objects.get(codename="read_said"))
    assert colleague.get(path, {"known": "2026-04-01"}).status_code == 200


def test_the_menu_shows_it_to_who_may_read_it(colleague, past):
    assert "Wat zeiden wij?" not in colleague.get("/admin/").content.decode()
    Group.objects.get(name="Balie").permissions.add(Permission.objects.get(codename="read_said"))
    assert "Wat zeiden wij?" in colleague.get("/admin/").content.decode()


def test_who_could_use_the_admin_when_it_came_was_given_it():
    assert Group.objects.get(name="Editors").permissions.filter(codename="read_said").exists()
