"""A fact in rich text: what is stored, what the editor sees, and where Wagtail says that it is used."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.rich_text import expand_db_html

from products.blocks import TEXT_FEATURES
from products.models import Amount, AmountValue
from products.publishing.release import unreleased

KEY = "paspoort.leges.volwassene"
FACT = f'<embed embedtype="fact" key="{KEY}" aspect="value"/>'

pytestmark = pytest.mark.django_db


@pytest.fixture
def fee() -> Amount:
    today = timezone.localdate()
    change = today + timedelta(days=30)
    fee = Amount(key=KEY, label={"nl": "Paspoort, 18 jaar en ouder", "en": "Passport, 18 and older"})
    fee.values = [
        AmountValue(amount=Decimal("83.87"), valid_from=today, valid_until=change, legal_article="artikel 1.2.1"),
        AmountValue(amount=Decimal("90.00"), valid_from=change),
    ]
    with unreleased():
        fee.save()
    return fee


def opened(markup: str) -> dict:
    return json.loads(ContentstateConverter(TEXT_FEATURES).from_database_format(markup))


def saved(state: dict) -> str:
    stored = ContentstateConverter(TEXT_FEATURES).to_database_format(json.dumps(state))
    return re.sub(' data-block-key="[^"]*"', "", stored)


def chips(markup: str) -> list[dict]:
    return [entity["data"] for entity in opened(markup)["entityMap"].values() if entity["type"] == "FACT"]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{FACT}</p>",
        f"<p>U betaalt {FACT} per stuk.</p>",
        f"<p>{FACT}{FACT}</p>",
        f"<p>Van {FACT} tot {FACT}.</p>",
        f"<ul><li>{FACT}</li></ul>",
        f"<p><b>{FACT}</b> per stuk</p>",
        f"<p>U betaalt <i>{FACT}</i></p>",
        '<p>Nu <embed embedtype="fact" key="bestaat.niet" aspect="next"/> euro</p>',
    ],
)
def test_opening_and_saving_a_text_leaves_its_references_as_they_were(fee, markup):
    assert saved(opened(markup)) == markup


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ('<a href="https://x.nl">zie @ hier</a>', '<a href="https://x.nl">zie </a>@<a href="https://x.nl"> hier</a>'),
        ('<a href="https://x.nl">zie @</a>.', '<a href="https://x.nl">zie </a>@.'),
        ('<a href="https://x.nl">@ hier</a>', '@<a href="https://x.nl"> hier</a>'),
        ('<a href="https://x.nl">@</a>', "@"),
        ('<a href="https://x.nl">a @@ b</a>', '<a href="https://x.nl">a </a>@@<a href="https://x.nl"> b</a>'),
    ],
)
def test_a_link_around_a_fact_goes_on_behind_it(fee, markup, kept):
    stored = f"<p>{markup}</p>".replace("@", FACT)
    assert saved(opened(stored)) == f"<p>{kept}</p>".replace("@", FACT)


def test_a_fact_inside_bold_text_stays_bold(fee):
    assert saved(opened(f"<p>a <b>veel {FACT} geld</b></p>")) == f"<p>a <b>veel </b><b>{FACT}</b><b> geld</b></p>"


def test_a_chip_shows_key_label_and_todays_value(fee):
    [chip] = chips(f"<p>{FACT}</p>")
    assert (chip["tag"], chip["label"], chip["state"]) == (KEY, "Paspoort, 18 jaar en ouder", "")
    assert re.fullmatch(r"€\s83,87", chip["text"])


def test_a_chip_speaks_the_language_of_the_editor(fee):
    with translation.override("en"):
        [chip] = chips(f"<p>{FACT}</p>")
    assert (chip["label"], "83.87" in chip["text"]) == ("Passport, 18 and older", True)


@pytest.mark.parametrize(("aspect", "text"), [("next", r"€\s90,00"), ("article", "artikel 1.2.1")])
def test_a_chip_shows_the_aspect_that_is_asked(fee, aspect, text):
    [chip] = chips(f"<p>{FACT}</p>".replace('"value"', f'"{aspect}"'))
    assert re.fullmatch(text, chip["text"])
    assert chip["tag"].startswith(f"{KEY} · ")


def test_a_chip_for_the_next_date_names_its_year(fee):
    [chip] = chips(f"<p>{FACT}</p>".replace('"value"', '"nextDate"'))
    assert str((timezone.localdate() + timedelta(days=30)).year) in chip["text"]


def test_a_chip_for_a_fact_that_is_gone_shows_its_key_and_says_so(fee):
    with unreleased():
        fee.delete()
    [chip] = chips(f"<p>{FACT}</p>")
    assert (chip["text"], chip["state"]) == (KEY, "missing")


def test_a_chip_for_an_unpublished_fact_says_so(fee):
    fee.live = False
    with unreleased():
        fee.save()
    assert [chip["state"] for chip in chips(f"<p>{FACT}</p>")] == ["unpublished"]


def test_a_chip_that_says_nothing_today_says_so(fee):
    with unreleased():
        fee.values.all()[1].delete()
    assert [chip["state"] for chip in chips(f"<p>{FACT}</p>".replace('"value"', '"next"'))] == ["empty"]


def test_only_the_reference_is_stored_and_not_the_value(fee):
    state = opened(f"<p>{FACT}</p>")
    assert "83,87" in json.dumps(state)
    assert saved(state) == f"<p>{FACT}</p>"


def test_wagtails_own_rendering_marks_the_fact(fee):
    shown = expand_db_html(f"<p>{FACT}</p>")
    assert re.fullmatch(rf'<p><data class="fact" data-fact="{KEY}">€\s83,87</data></p>', shown)


def test_an_html_editor_gets_and_gives_back_the_reference(fee):
    converter = EditorHTMLConverter(TEXT_FEATURES)
    stored = converter.to_database_format(converter.from_database_format(f"<p>{FACT}</p>"))
    assert stored == f'<p><embed aspect="value" embedtype="fact" key="{KEY}"/></p>'


def test_the_admin_api_keeps_a_reference_and_drops_one_without_a_key(fee):
    cleaned, removals = DbHTMLConverter(TEXT_FEATURES).clean(f'<p>{FACT}<embed embedtype="fact"/></p>')
    assert cleaned == f'<p><embed aspect="value" embedtype="fact" key="{KEY}"/></p>'
    assert [removal.reason for removal in removals] == ["missing_attribute"]
