"""Every date and time in the admin is taken as people write it; what is not understood is refused beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.blocks import BaseStreamBlock, Block, FieldBlock, ListBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from products.date_fields import DayField, MomentField, TimeOfDayField
from products.models import Amount, Notice, ProductPage
from tests.integration.admin_forms import errors, form_data, url
from tests.integration.editorial import Municipality
from tests.integration.notice_forms import notice_form
from tests.integration.publish_ways import PUBLISH, Editor

OURS = {forms.DateField: DayField, forms.TimeField: TimeOfDayField, forms.DateTimeField: MomentField}


def blocks_within(block: Block) -> Iterator[Block]:
    yield block
    children = block.child_blocks.values() if isinstance(block, BaseStructBlock | BaseStreamBlock) else ()
    for child in [block.child_block] if isinstance(block, ListBlock) else children:
        yield from blocks_within(child)


def fields_of_the_admin() -> Iterator[forms.Field]:
    for model in [*apps.get_app_config("products").get_models(), apps.get_model("api", "AccessToken"), Page]:
        for field in model._meta.concrete_fields:
            if isinstance(field, StreamField):
                inner = blocks_within(field.stream_block)
                yield from (block.field for block in inner if isinstance(block, FieldBlock))
            elif found := formfield_for_dbfield(field):
                yield found


def test_every_date_and_time_of_a_form_is_taken_as_people_write_it() -> None:
    found = [field for field in fields_of_the_admin() if isinstance(field, tuple(OURS))]
    strange = [field for field in found if not isinstance(field, tuple(OURS.values()))]
    assert (len(found) > 10, strange) == (True, [])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_day_comes_first_in_both_languages(language: str) -> None:
    with translation.override(language):
        shown = date_format(date(2027, 2, 1), "SHORT_DATE_FORMAT")
        assert (shown, get_format("DATE_INPUT_FORMATS")[0]) == ("01-02-2027", "%d-%m-%Y")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["28-11-2036 23:59", "28 november 2036 23.59 uur"])
def test_a_notice_ends_when_it_was_typed_to(editor: Editor, town: Municipality, typed: str) -> None:
    editor.create_snippet(Notice, notice_form(ends=typed) | PUBLISH)
    assert Notice.objects.get().ends == datetime(2036, 11, 28, 22, 59, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["28-11-2036", "28 november", "morgen"])
def test_what_is_no_moment_is_refused_and_stays(editor: Editor, town: Municipality, typed: str) -> None:
    response = editor.create_snippet(Notice, notice_form(ends=typed) | PUBLISH)
    assert (list(errors(response)), f'value="{typed}"' in response.text) == (["ends"], True)


@pytest.mark.django_db
def test_a_page_goes_live_when_it_was_typed_to(editor: Editor, town: Municipality) -> None:
    moments = {"go_live_at": "1 januari 2036 9.00 uur", "expire_at": "1-2-2036 18:00"}
    editor.edit_product(town.product, "Tekst.", **moments)
    town.product.refresh_from_db()
    draft = town.product.get_latest_revision_as_object()
    shown = [f"{timezone.localtime(each):%d-%m-%Y %H:%M}" for each in (draft.go_live_at, draft.expire_at)]
    assert shown == ["01-01-2036 09:00", "01-02-2036 18:00"]


@pytest.mark.django_db
def test_a_form_shows_a_date_with_the_day_first(admin_client: Client, town: Municipality) -> None:
    Amount.objects.get().values.update(valid_from=date(2024, 2, 1))
    shown = form_data(admin_client, url(Amount, "edit", Amount.objects.get().pk))
    assert shown["values-0-valid_from"] == "01-02-2024"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["1-2-2027", "01-02-2027", "2027-02-01"])
def test_a_report_is_filtered_by_the_day_that_was_typed(admin_client: Client, typed: str) -> None:
    response = admin_client.get(reverse("wagtailadmin_reports:aging_pages"), {"last_published_at": typed})
    moment = response.context["filters"].form.cleaned_data["last_published_at"]
    assert f"{timezone.localtime(moment):%d-%m-%Y}" == "01-02-2027"


@pytest.mark.django_db
def test_a_passage_is_shown_from_the_day_that_was_typed() -> None:
    block = next(each for each in blocks_within(ProductPage.sections.field.stream_block) if each.name == "valid_from")
    assert block.clean(block.value_from_datadict({"from": "1 februari 2027"}, {}, "from")) == date(2027, 2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["1 januari 2027", "1-1-2027", "2027-01-01", "1 January 2027"])
def test_filters_of_reports_and_lists_take_dates_as_people_write_them(admin_client: Client, typed: str) -> None:
    page = admin_client.get("/admin/reports/site-history/", {"timestamp_from": typed})
    found = page.context["filters"]
    assert (found.form.errors, found.form.cleaned_data["timestamp"].start.date()) == ({}, date(2027, 1, 1))


@pytest.mark.django_db
def test_a_filter_says_what_is_no_date(admin_client: Client) -> None:
    page = admin_client.get("/admin/reports/site-history/", {"timestamp_from": "volgende week"})
    assert "Dit is geen datum" in page.text
