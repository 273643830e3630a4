"""Editors try a draft beside what is published, and any search by itself, with nothing saved and every score explained."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from products.models import BestBet, BestBetProduct, Emphasis, FieldWeights, Synonym
from products.publishing.release import one_release
from releases.replica import follower
from releases.replica.replica import shared_replica
from search.analytics import counter
from search.engines.registry import embedded_index, places
from search.index import incremental
from search.query.rules import WEIGHTS
from tests.integration.admin_forms import errors, form_data, rows, url
from tests.integration.editorial import Municipality, head_number, new_product, publish, told

pytestmark = pytest.mark.django_db
SYNONYM = {"words": "reispas", "means": "paspoort", "language": "nl"}


def follow() -> None:
    """The indexes of the channels in which these tests try something."""
    follower.follow(shared_replica())
    for place in [place for place in places() if place.channel in ("website", "desk")]:
        for _ in incremental.follow_to_end(embedded_index(place), place, timezone.now()):
            pass


@pytest.fixture
def catalogue(town: Municipality, replica: Any) -> Municipality:
    with one_release(author="editor"):
        publish(new_product(town.theme, "rijbewijs", "Een rijbewijs is geen paspoort."))
    follow()
    return town


def tried(client: Client, model: type, data: dict[str, Any], pk: int | None = None, **asked: str) -> BeautifulSoup:
    address = url(model, "try", pk) if pk else url(model, "try_new")
    response = client.post(address, data | {f"try-{name}": value for name, value in asked.items()})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def lists(page: BeautifulSoup) -> dict[str, list[str]]:
    """Under each heading the results, each with the sign of its move."""
    return {
        section.h2.contents[0].strip(): [
            " ".join(each.get_text(" ", strip=True) for each in row.select(".hub-try__title, .hub-try__move"))
            for row in section.select(".hub-try__list > li")
        ]
        for section in page.select("section")
    }


def test_a_draft_is_tried_as_it_is_typed_and_nothing_is_saved(catalogue: Municipality, admin_client: Client):
    before = head_number(), Revision.objects.count()

    page = tried(admin_client, Synonym, SYNONYM, q="reispas")

    assert lists(page) == {
        "Nu gepubliceerd": [],
        "Met dit concept": ["Paspoort + nieuw", "Rijbewijs + nieuw"],
    }
    assert "Niets gevonden." in page.text
    assert (head_number(), Revision.objects.count()) == before
    assert not Synonym.objects.exists()


def test_the_explanation_says_in_dutch_what_was_found_where(catalogue: Municipality, admin_client: Client):
    why = tried(admin_client, Synonym, SYNONYM, q="reispas").select("details")[0].get_text(" ", strip=True)

    assert "“reispas” via het synoniem “paspoort”" in why
    assert "in titel" in why
    assert "punten" in why


def test_moves_are_marked(catalogue: Municipality, admin_client: Client):
    data = {"product": catalogue.product.pk, "factor": "10", "language": "nl"}

    page = tried(admin_client, Emphasis, data, q="rijbewijs paspoort")

    assert lists(page) == {
        "Nu gepubliceerd": ["Rijbewijs", "Paspoort"],
        "Met dit concept": ["Paspoort ▲ was 2", "Rijbewijs ▼ was 1"],
    }
    assert "Nadruk op dit product" in page.text


def test_a_hidden_product_disappears(catalogue: Municipality, admin_client: Client):
    page = tried(
        admin_client, Emphasis, {"product": catalogue.product.pk, "hidden": "on", "language": "nl"}, q="paspoort"
    )

    assert lists(page)["Nu gepubliceerd"] == ["Paspoort − verdwijnt", "Rijbewijs"]


def test_a_top_result_stands_first_without_points(catalogue: Municipality, admin_client: Client):
    other = catalogue.theme.get_children().get(slug="rijbewijs")
    data = {"questions": "paspoort", "language": "nl"} | rows("products", {"product": other.pk})

    page = tried(admin_client, BestBet, data, q="paspoort")

    assert lists(page)["Met dit concept"][0] == "Rijbewijs ▲ was 2"
    assert "Topresultaat: staat vooraan" in page.text


def test_a_change_of_what_is_published_takes_its_place(catalogue: Municipality, admin_client: Client):
    rule = Synonym.objects.create(**SYNONYM, live=False)
    with one_release(author="editor"):
        publish(rule)
    follow()

    page = tried(admin_client, Synonym, SYNONYM | {"means": "gemeentehuis"}, rule.pk, q="reispas")

    assert lists(page) == {
        "Nu gepubliceerd": ["Paspoort − verdwijnt", "Rijbewijs − verdwijnt"],
        "Met dit concept": ["Gemeentehuis (locatie) + nieuw"],
    }
    assert Synonym.objects.get().means == "paspoort"


def test_a_draft_that_cannot_be_published_says_why(catalogue: Municipality, admin_client: Client):
    page = tried(admin_client, Synonym, SYNONYM | {"means": "Reispas"}, q="reispas")

    assert "Zo kan dit niet worden gepubliceerd" in page.text
    assert "staat hetzelfde woord twee keer" in page.text


def test_a_draft_that_changes_nothing_says_so(catalogue: Municipality, admin_client: Client):
    assert "verandert niets" in tried(admin_client, Synonym, SYNONYM, q="paspoort").text


def test_what_is_not_filled_in_right_is_named(catalogue: Municipality, admin_client: Client):
    page = tried(
        admin_client, Emphasis, {"product": catalogue.product.pk, "factor": "veel", "language": "nl"}, q="paspoort"
    )

    assert "Vul deze velden eerst goed in: Factor" in " ".join(page.text.split())


def test_without_a_question_there_is_a_hint(catalogue: Municipality, admin_client: Client):
    assert "Typ waar een inwoner op zou zoeken." in tried(admin_client, Synonym, SYNONYM, q=" ?").text


def test_without_an_index_that_is_said(town: Municipality, replica: Any, admin_client: Client):
    assert "Er is nog geen index" in tried(admin_client, Synonym, SYNONYM, q="paspoort").text
    assert "Er is nog geen index" in admin_client.get(reverse("try-search:index"), {"q": "paspoort"}).content.decode()


def test_any_search_is_tried_by_itself_and_not_counted(catalogue: Municipality, admin_client: Client):
    counter.tally.take()
    asked = {"q": "papsoort", "channel": "desk", "locale": "nl"}
    page = BeautifulSoup(admin_client.get(reverse("try-search:index"), asked).content, "html.parser")

    assert lists(page) == {"Resultaten": ["Paspoort", "Rijbewijs"]}
    assert "Gelezen als “paspoort”." in page.text
    assert "“papsoort” gelezen als “paspoort” (typefout)" in page.text
    assert f"{url(Synonym, 'add')}?words=papsoort&language=nl" in [link["href"] for link in page.select("main a[href]")]
    assert counter.tally.take() == {}


def test_a_form_is_filled_in_by_its_address(admin_client: Client, db: None):
    address = f"{url(Synonym, 'add')}?words=roze+pasje&language=en"
    page = BeautifulSoup(admin_client.get(address).content, "html.parser")

    assert page.select_one("[name=words]")["value"] == "roze pasje"
    assert page.select_one("[name=language] option[selected]")["value"] == "en"
    assert page.select_one("[name=try-q]")["value"] == "roze pasje"


def test_the_form_of_weights_says_what_is_usual(admin_client: Client, db: None):
    assert "Leeg: 0,5" in admin_client.get(url(FieldWeights, "add")).content.decode()


def test_the_fields_are_those_of_search():
    assert set(FieldWeights.FIELDS) == set(WEIGHTS)


def test_publishing_a_refused_rule_keeps_what_was_typed(catalogue: Municipality, admin_client: Client):
    with one_release(author="editor"):
        draft = new_product(catalogue.theme, "vog", "Een verklaring.")
    data = {"questions": "gedrag", "language": "nl", "action-publish": "1"} | rows("products", {"product": draft.pk})
    page = admin_client.post(url(BestBet, "add"), data, follow=True).content.decode()

    assert "bij “Producten” het product “Vog”, dat niet is gepubliceerd" in page
    assert "Wat u typte is bewaard als concept" in page
    assert (BestBet.objects.get().questions, BestBet.objects.get().live) == ("gedrag", False)


def test_a_published_rule_is_released(catalogue: Municipality, admin_client: Client):
    admin_client.post(url(Synonym, "add"), SYNONYM | {"action-publish": "1"})

    assert told(kind="searchRules", key="search-rules")["synonyms"][0]["words"] == "reispas"


def test_an_error_stands_at_its_field(catalogue: Municipality, admin_client: Client):
    data = {"product": catalogue.product.pk, "factor": "99", "language": "nl", "action-publish": "1"}

    assert "factor" in errors(admin_client.post(url(Emphasis, "add"), data))


def test_lists_name_products_and_which_are_withdrawn_in_a_fixed_number_of_queries(
    catalogue: Municipality, admin_client: Client, django_assert_max_num_queries: Any
):
    other = catalogue.theme.get_children().get(slug="rijbewijs").specific
    for number in range(8):
        bet = BestBet(questions=f"vraag {number}", live=False)
        bet.products = [BestBetProduct(product=product) for product in (catalogue.product, other)]
        bet.save()
    with one_release(author="editor"):
        other.unpublish()

    with django_assert_max_num_queries(30):
        page = admin_client.get(url(BestBet, "list")).content.decode()

    assert page.count("Paspoort, Rijbewijs (niet gepubliceerd)") == 8


def test_a_product_knows_the_rules_that_name_it(catalogue: Municipality, admin_client: Client):
    data = {"questions": "reizen", "language": "nl"} | rows("products", {"product": catalogue.product.pk})
    admin_client.post(url(BestBet, "add"), data)

    page = admin_client.get(reverse("wagtailadmin_pages:usage", args=[catalogue.product.pk])).content.decode()

    assert "reizen" in page


@pytest.fixture
def visitor(client: Client, db: None) -> Client:
    """May enter the admin, and nothing else."""
    user = User.objects.create_user("visitor")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return client


def test_only_who_may_steer_may_try(visitor: Client, replica: Any):
    home = reverse("wagtailadmin_home")

    assert visitor.post(url(Synonym, "try_new"), SYNONYM).status_code == 302
    assert visitor.get(reverse("try-search:index")).headers["Location"] == home
    assert visitor.get(reverse("search-report:index")).headers["Location"] == home
    assert "Zoekfunctie" not in visitor.get(home).content.decode()


def test_the_list_shows_what_each_rule_does(catalogue: Municipality, admin_client: Client):
    Synonym.objects.create(words="straatlamp", means="lantaarn\nlamp", both_ways=True, live=False)
    page = admin_client.get(url(Synonym, "list")).content.decode()

    assert "lantaarn, lamp" in page
    assert "beide kanten op" in page
    assert form_data(admin_client, url(Synonym, "edit", Synonym.objects.get().pk))["means"] == "lantaarn\nlamp"
