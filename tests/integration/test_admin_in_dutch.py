"""Dutch texts of the admin, as an editor reads and types them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from api.models import AccessToken
from products.models import Amount, ProductPage
from products.publishing.problem_sentences import describe
from products.publishing.release import one_release
from releases.core.problems import Problem
from tests.integration.admin_forms import form_data, url
from tests.integration.editorial import FEE, Municipality, amount, publish, told_fee
from tests.integration.publish_ways import PUBLISH, Editor

pytestmark = pytest.mark.django_db

ARCHIVED = "Daarom wordt het gearchiveerd en niet verwijderd."


def ended(place: str, excerpt: str) -> Problem:
    return Problem("noValue", ("product", "paspoort"), "nl", place, params={"fact": FEE}, excerpt=excerpt)


def test_an_amount_is_shown_with_a_comma(editor: Editor, town: Municipality) -> None:
    assert form_data(editor.client, url(Amount, "edit", town.fee.pk))["values-0-amount"] == "83,87"


@pytest.mark.parametrize("typed", ["84,90", "84.90"])
def test_an_amount_is_typed_with_a_comma_or_a_point(editor: Editor, town: Municipality, typed: str) -> None:
    editor.edit_snippet(town.fee, **{"values-0-amount": typed}, **PUBLISH)
    assert town.fee.values.get().amount == Decimal("84.90")
    assert told_fee() == "84.90"


def test_the_list_of_amounts_says_what_each_is_today(editor: Editor, town: Municipality) -> None:
    assert "€ 83,87" in editor.client.get(url(Amount, "list")).content.decode().replace("\xa0", " ")


def test_passages_with_the_same_remedy_are_told_together(town: Municipality) -> None:
    [sentence] = describe([ended("sections.costs", "Het kost veel."), ended("desk.notes", "Reken af.")])
    assert sentence.excerpts == ("Het kost veel.", "Reken af.")


def test_a_passage_calls_a_fact_by_its_name(town: Municipality) -> None:
    [sentence] = describe([ended("sections.costs", f"Een paspoort kost [{FEE}], geen [onbekend].")])
    assert sentence.excerpts == (f"Een paspoort kost [{town.fee.label}], geen [onbekend].",)


def test_problems_with_different_facts_are_told_apart(town: Municipality) -> None:
    other = Problem("noValue", ("product", "paspoort"), "nl", "sections.costs", params={"fact": "iets.anders"})
    assert len(describe([ended("sections.costs", ""), other])) == 2


def test_a_gap_between_two_values_is_told_with_both_its_ends(town: Municipality) -> None:
    gap = {"fact": FEE, "day": "2027-01-01", "until": "2027-03-01"}
    [sentence] = describe([Problem("noValue", ("product", "paspoort"), "nl", "sections.costs", params=gap)])
    assert "van 1 januari 2027 tot 1 maart 2027 geen waarde" in sentence.text


def test_who_deletes_a_released_fact_hears_that_it_will_be_archived(editor: Editor, town: Municipality) -> None:
    with one_release(author="maker"):
        publish(unused := amount("los.tarief", "5.00"))
    page = editor.client.get(url(Amount, "delete", unused.pk)).content.decode()
    assert ARCHIVED in page


def test_who_deletes_a_fact_that_products_need_hears_only_that_it_cannot(editor: Editor, town: Municipality) -> None:
    page = editor.client.get(url(Amount, "delete", town.fee.pk)).content.decode()
    assert "kan niet verwijderd worden" in page
    assert ARCHIVED not in page


def test_no_page_can_be_made_private(editor: Editor, town: Municipality) -> None:
    page = editor.client.get(reverse("wagtailadmin_pages:edit", args=[town.product.pk])).content.decode()
    assert ProductPage.private_page_options == []
    assert reverse("wagtailadmin_pages:set_privacy", args=[town.product.pk]) not in page


def test_the_list_of_tokens_names_the_channels(admin_client: Client) -> None:
    admin_client.post(reverse("access-tokens:add"), {"name": "Balietool", "channels": ["desk", "phone"]})
    page = admin_client.get(reverse("access-tokens:index")).content.decode()
    assert AccessToken.objects.get().channels == ["desk", "phone"]
    assert "Balie, Telefoon" in page


def test_the_login_page_is_in_dutch(client: Client) -> None:
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Inloggen bij Eén Antwoord" in page
    assert "Wachtwoord" in page
    assert "Password" not in page


def test_who_logs_in_wrongly_is_addressed_politely(client: Client) -> None:
    sent = {"login": "redactie", "password": "fout"}
    answer = client.post(reverse("wagtailadmin_login"), sent, headers={"Accept-Language": "nl"})
    assert "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar." in answer.content.decode()


def test_a_page_that_does_not_exist_says_so_in_dutch(client: Client) -> None:
    answer = client.get("/bestaat-niet", headers={"Accept-Language": "nl"})
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.content.decode()
    assert "<script" not in answer.content.decode()


def test_second_factor_is_set_up_in_polite_dutch(admin_client: Client) -> None:
    for name in ("mfa_index", "account_reauthenticate"):
        text = admin_client.get(reverse(name), headers={"Accept-Language": "nl"}).content.decode()
        assert 'lang="nl"' in text
        assert re.findall(r"\b(?:je|jij|jouw)\b", text, re.IGNORECASE) == []
