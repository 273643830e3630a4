"""A percentage: typed, set, told in every channel, compared, and found by who asks what it costs."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from languages.registry import analysis_of
from products.models import ProductFact
from products.models.kinds.percentage import PercentageFact, PercentageValue
from products.publishing.release import one_release
from releases.facts.kinds.percentage import KIND, Percentage
from releases.parity.comparison import check_documents, check_rendered
from search.answers.asked import asked_of
from search.answers.direct import Answerable, direct_answer
from search.language.lexicon import lexicon_of
from search.language.normalisation import words
from search.query.rules import DEFAULT
from tests.contract.schemas import errors as schema_errors
from tests.integration.admin_forms import errors, form_data, url
from tests.integration.editorial import CHANNELS, Municipality, publish, told
from tests.integration.publish_ways import PUBLISH, Editor

RATE = "ozb.tarief.woning"
OF = {"nl": "van de WOZ-waarde", "en": "of the property value"}
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def rate(town: Municipality) -> PercentageFact:
    """A rate that the product tells everywhere."""
    with one_release(author="maker"):
        fact = PercentageFact(key=RATE, label={"nl": "OZB voor een woning"}, of=OF, live=False)
        fact.values = [PercentageValue(percentage=Decimal("0.0934"), legal_article="artikel 5")]
        fact.save()
        town.product.product_facts.add(ProductFact(fact=publish(fact), everywhere=True))
        publish(town.product)
    return fact


def rates(channel: str = "website") -> dict[str, Any]:
    return told(channel)["facts"][RATE]


@pytest.mark.parametrize(
    ("number", "locale", "text", "spoken"),
    [
        ("0.0934", "nl", "0,0934%", "nul komma nul negen drie vier procent"),
        ("0.0934", "en", "0.0934%", "zero point zero nine three four percent"),
        ("0.093400", "nl", "0,0934%", "nul komma nul negen drie vier procent"),
        ("0.000001", "nl", "0,000001%", "nul komma nul nul nul nul nul één procent"),
        ("1.5", "nl", "1,5%", "één komma vijf procent"),
        ("10.000000", "nl", "10%", "tien procent"),
        ("0", "en", "0%", "zero percent"),
    ],
)
def test_it_is_written_and_spoken_as_the_language_does(number: str, locale: str, text: str, spoken: str) -> None:
    assert KIND.forms(Percentage(Decimal(number)), locale, {}) == (text, text, spoken)


def test_programs_read_it_with_a_point_and_of_what_it_is() -> None:
    value = KIND.machine(Percentage(Decimal("0.093400"), OF), "en")
    assert value == {"percentage": "0.0934", "detail": "of the property value"}
    assert KIND.attribute_of(value) == "0.0934"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["0,1025", "0,1025 %", "0,1025%", "0.1025", " 0,102500 "])
def test_an_editor_types_it_with_a_comma_and_perhaps_a_sign(editor: Editor, rate: PercentageFact, typed: str) -> None:
    editor.edit_snippet(rate, **{"values-0-percentage": typed}, **PUBLISH)
    assert {rates(channel)["text"] for channel in CHANNELS} == {"0,1025%"}


@pytest.mark.django_db
def test_the_form_shows_it_as_it_was_typed(editor: Editor, rate: PercentageFact) -> None:
    assert form_data(editor.client, url(PercentageFact, "edit", rate.pk))["values-0-percentage"] == "0,0934"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["half", "0,0934567", "-1", "0,,5", "1.000,5", "12%5"])
def test_the_form_names_the_remedy(editor: Editor, rate: PercentageFact, typed: str) -> None:
    response = editor.edit_snippet(rate, **{"values-0-percentage": typed}, **PUBLISH)
    remedy = f"“{typed}” is geen percentage. Schrijf het als 0,0934 of 0,0934 %, met hoogstens zes decimalen."
    assert errors(response) == {"values-0-percentage": [remedy]}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["0,1025", "0.1025", "0,1025 %"])
def test_it_can_be_set_from_a_day_on(rate: PercentageFact, text: str) -> None:
    call_command("set_fact", RATE, text, "--from", "2027-01-01", stdout=StringIO())
    coming = PercentageFact.objects.get().values.get(valid_from=NEW_YEAR)
    assert (coming.percentage, rates()["value"]["percentage"]) == (Decimal("0.1025"), "0.1025")


@pytest.mark.django_db
def test_what_is_no_percentage_cannot_be_set(rate: PercentageFact) -> None:
    with pytest.raises(CommandError, match=r"'half' is not a percentage; write it like 0,0934"):
        call_command("set_fact", RATE, "half", stdout=StringIO())


@pytest.mark.django_db
def test_every_channel_tells_the_same_as_its_schema_has_it(rate: PercentageFact) -> None:
    documents = [told(channel) for channel in CHANNELS]
    assert {str(document["facts"][RATE]) for document in documents} == {str(rates())}
    assert (rates()["text"], rates()["legalArticle"]) == ("0,0934%", "artikel 5")
    assert [fault for document in documents for fault in schema_errors(document)] == []


@pytest.mark.django_db
def test_it_stands_in_the_table_of_costs_and_is_no_price(rate: PercentageFact) -> None:
    page = told()
    assert [row["fact"] for table in page["tariffs"] for row in table["rows"]] == ["paspoort.leges", RATE]
    assert [offer["price"] for offer in page["jsonLd"]["offers"]] == ["83.87"]
    assert "OZB voor een woning: 0,0934% van de WOZ-waarde" in told("email")["text"]


@pytest.mark.django_db
def test_parity_finds_a_channel_that_tells_another_one(rate: PercentageFact) -> None:
    website, email = told(), told("email")
    wrong = deepcopy(website)
    wrong["facts"][RATE]["value"]["percentage"] = "0.0943"
    assert check_documents([website, email]) == []
    assert {(found.what, found.key) for found in check_documents([wrong, email])} >= {("fact", RATE)}
    assert check_rendered(email["html"], email) == []
    assert {found.what for found in check_rendered(email["html"].replace("0,0934%", "0,0943%"), email)} == {"text"}


@pytest.mark.django_db
def test_it_answers_who_asks_what_it_costs(rate: PercentageFact) -> None:
    language, lexicon = analysis_of("nl"), lexicon_of(["nl"], {}, frozenset({"ozb", "woning"}))
    asked = asked_of("costs", words("wat kost de ozb voor een woning"), lexicon, DEFAULT, language, ())
    found = direct_answer(asked, Answerable([told()], None, lambda address: None), datetime(2026, 12, 1, tzinfo=UTC))
    assert found["order"] == [RATE]
    assert found["text"].startswith("OZB voor een woning: 0,0934%")
