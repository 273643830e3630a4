"""A text in every content language: what is kept, what is required, what an editor sees of it and finds by it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import modelform_factory
from django.test import Client
from django.utils.translation import override
from wagtail.fields import RichTextField

from products.admin.comparison import LocalisedComparison
from products.models import Location, Notice, Organisation
from products.models.localised import LocalisedField, LocalisedText
from products.models.row_forms import RowRulesForm
from products.publishing.release import unreleased
from tests.integration.admin_forms import errors, form_data, url
from tests.integration.editorial import amount, fact_mark

pytestmark = pytest.mark.engine

THREE = [("nl", "Nederlands"), ("en", "English"), ("fy", "Frysk")]


@pytest.fixture
def frisian(settings: Any) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = THREE


def organisation(name: dict[str, str], **fields: Any) -> Organisation:
    return Organisation(key="-".join(name.values()).lower(), name=name, **fields)


def form_of(instance: Organisation, **typed: str) -> Any:
    form = modelform_factory(Organisation, form=RowRulesForm, fields=["name", "url"])
    return form({"name_nl": "Gemeente", **typed}, instance=instance)


def test_a_language_in_which_nothing_is_written_is_not_in_a_text() -> None:
    assert LocalisedText({"nl": "Ja", "en": ""}) == {"nl": "Ja"}


@pytest.mark.parametrize(
    ("texts", "code", "read"),
    [
        ({"nl": "Ja", "en": "Yes"}, "en", "Yes"),
        ({"nl": "Ja", "en": "Yes"}, "fy", "Ja"),
        ({"en": "Yes"}, "fy", "Yes"),
        ({}, "fy", ""),
    ],
)
def test_a_text_is_read_in_a_language_or_the_source_language_or_any(
    texts: dict[str, str], code: str, read: str
) -> None:
    assert LocalisedText(texts).read_in(code) == read


def test_a_name_is_shown_in_the_editors_language() -> None:
    told = organisation({"nl": "Gemeente", "en": "Municipality"})
    with override("en"):
        shown = str(told)
    with override("nl"):
        assert (shown, str(told)) == ("Municipality", "Gemeente")


@pytest.mark.django_db
def test_a_text_comes_back_from_the_database_as_it_was_written() -> None:
    with unreleased():
        organisation({"nl": "Gemeente “Één”", "fy": "Gemeente"}).save()
    assert Organisation.objects.get().name == {"nl": "Gemeente “Één”", "fy": "Gemeente"}
    assert list(Organisation.objects.values_list("name", "name__nl")) == [
        (LocalisedText({"nl": "Gemeente “Één”", "fy": "Gemeente"}), "Gemeente “Één”")
    ]


@pytest.mark.django_db
def test_lists_are_in_the_order_of_the_source_language() -> None:
    with unreleased():
        for nl, en in (("b", "a"), ("c", "b"), ("a", "c")):
            organisation({"nl": nl, "en": en}).save()
    assert [each.name["nl"] for each in Organisation.objects.all()] == ["a", "b", "c"]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["één", "Municip"])
def test_a_list_is_searched_in_every_language(admin_client: Client, words: str) -> None:
    with unreleased():
        organisation({"nl": "Gemeente Één", "en": "Municipality"}).save()
        organisation({"nl": "Omgevingsdienst"}).save()
    page = admin_client.get(url(Organisation, "list"), {"q": words}).content.decode()
    assert ("Municipality" in page or "Gemeente Één" in page, "Omgevingsdienst" in page) == (True, False)


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({"en": "Municipality"}, ["Nederlands: This field cannot be blank."]),
        ({"nl": "x" * 256}, ["Nederlands: Ensure this value has at most 255 characters (it has 256)."]),
        ({"nl": "Ja", "en": "x" * 256}, ["English: Ensure this value has at most 255 characters (it has 256)."]),
        ({"nl": "Ja"}, []),
    ],
)
def test_each_language_is_held_to_the_rules_and_the_source_language_is_required(
    texts: dict[str, str], wrong: list[str]
) -> None:
    field = Organisation._meta.get_field("name")
    with override("en"):
        assert _messages(field, texts) == wrong


def _messages(field: LocalisedField, texts: dict[str, str]) -> list[str]:
    try:
        field.clean(LocalisedText(texts), None)
    except ValidationError as error:
        return error.messages
    return []


def test_a_field_may_require_every_language() -> None:
    field = LocalisedField(models.CharField("alt", max_length=9), in_all=True)
    with override("en"):
        assert _messages(field, {"nl": "Ja"}) == ["English: This field cannot be blank."]


def test_a_migration_makes_the_same_field_again() -> None:
    field = LocalisedField(RichTextField("text", features=["bold"]), in_all=True)
    _, _, positional, named = field.deconstruct()
    again = LocalisedField(*positional, **named)
    assert (again.in_all, again.verbose_name, type(again.part)) == (True, "text", RichTextField)
    assert field.clone().part.features == ["bold"]


@pytest.mark.django_db
def test_the_form_shows_an_input_for_each_language_with_its_name(admin_client: Client) -> None:
    page = BeautifulSoup(admin_client.get(url(Location, "add")).content, "html.parser")
    group = page.select_one("[role=group][aria-label='Naam']")
    assert group is not None
    labels = {label["lang"]: (label.text.strip(), label["for"]) for label in group.select("label")}
    assert labels == {"nl": ("Nederlands*", "id_name_nl"), "en": ("English", "id_name_en")}
    assert [(each["id"], each["lang"]) for each in group.select("input")] == [
        ("id_name_nl", "nl"),
        ("id_name_en", "en"),
    ]


@pytest.mark.django_db
def test_what_is_wrong_stands_beside_the_language(admin_client: Client) -> None:
    address = url(Organisation, "add")
    typed = form_data(admin_client, address) | {"key": "a", "name_nl": "A", "url_en": "nowhere"}
    answer = admin_client.post(address, typed)
    page = BeautifulSoup(answer.content, "html.parser")
    wrong = page.select_one("#id_url_en")
    assert wrong is not None
    assert page.select_one(f"#{wrong['aria-describedby'].split()[0]}").text == "Voer een geldige URL in."
    assert (wrong["aria-invalid"], page.select_one("#id_url_nl").has_attr("aria-invalid")) == ("true", False)
    assert errors(answer) == {"url": ["English: Voer een geldige URL in."]}


@pytest.mark.django_db
def test_a_draft_may_lack_the_source_language_and_keeps_the_others(admin_client: Client) -> None:
    address = url(Location, "add")
    typed = {"key": "a", "name_nl": "", "name_en": "Town hall"}
    assert admin_client.post(address, form_data(admin_client, address) | typed).status_code == 302
    assert Location.objects.get().name == {"en": "Town hall"}


def test_another_language_in_the_settings_is_another_input(frisian: None) -> None:
    form = form_of(organisation({}), name_fy="Gemeente")
    assert form.is_valid()
    assert (form.instance.name, "name_fy" in str(form["name"])) == ({"nl": "Gemeente", "fy": "Gemeente"}, True)


def test_a_text_in_a_language_that_left_the_settings_stays() -> None:
    told = organisation({"nl": "Gemeente", "fy": "Frysk"})
    assert form_of(told, name_en="Municipality").is_valid()
    assert told.name == {"nl": "Gemeente", "en": "Municipality", "fy": "Frysk"}


def test_two_revisions_are_compared_language_by_language() -> None:
    old, new = Notice(text={"nl": "<p>Eén dag.</p>"}), Notice(text={"nl": "<p>Twee dagen.</p>", "en": "<p>Two</p>"})
    compared = LocalisedComparison(Notice._meta.get_field("text"), old, new)
    shown = BeautifulSoup(compared.htmldiff(), "html.parser")
    assert [(each["lang"], each.b.text) for each in shown.select("p")] == [("nl", "Nederlands"), ("en", "English")]
    assert [each.text for each in shown.select("p[lang=en] .addition")] == ["Two"]
    assert (compared.has_changed(), "<p>Two" in str(shown)) == (True, False)


def test_wagtail_finds_what_every_language_says_without_markup() -> None:
    field = Notice._meta.get_field("text")
    assert field.get_searchable_content(LocalisedText({"nl": "<p>Ja</p>", "en": "<p>Yes</p>"})) == ["Ja", "Yes"]


@pytest.mark.django_db
def test_references_in_every_language_count_as_usage() -> None:
    with unreleased():
        fact = amount("a.b", "1.00")
    text = LocalisedText({code: f"<p>{fact_mark('a.b')}</p>" for code in ("nl", "en")})
    found = Notice._meta.get_field("text").extract_references(text)
    assert [(key, path) for _, key, _, path in found] == [(str(fact.pk), "nl"), (str(fact.pk), "en")]
