"""In a real browser: a date and a time stay as they were typed, in Dutch and in English."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect
from wagtail.users.models import UserProfile

from products.models import Amount, AmountValue, OpeningHoursFact, OpenPeriod
from products.publishing.release import unreleased
from tests.integration.admin_forms import url

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest, admin_user: User) -> str:
    profile = UserProfile.get_for_user(admin_user)
    profile.preferred_language = request.param
    profile.save()
    return request.param


@pytest.fixture
def fee() -> Amount:
    fee = Amount(key="paspoort.leges", label={"nl": "Paspoort"})
    fee.values = [AmountValue(amount=Decimal("83.87"), valid_from=date(2024, 1, 1))]
    with unreleased():
        fee.save()
    return fee


@pytest.fixture
def hours() -> OpeningHoursFact:
    hours = OpeningHoursFact(key="openingstijden.balie", label={"nl": "Balie"}, channel="phone")
    hours.pattern = [OpenPeriod(weekday=1, opens=time(9), closes=time(12))]
    with unreleased():
        hours.save()
    return hours


def type_into(page: Page, name: str, text: str) -> Locator:
    """As somebody does who goes on to the next field by keyboard."""
    field = page.locator(f"[name={name}]")
    field.fill(text)
    field.press("Tab")
    expect(field).not_to_be_focused()
    return field


def save(page: Page) -> None:
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.locator("footer button[type=submit]").first.press("Enter")


@pytest.mark.parametrize("typed", ["1-2-2027", "1 februari 2027"])
def test_a_date_is_what_was_typed_in_any_usual_spelling(editor: Page, language: str, fee: Amount, typed: str) -> None:
    editor.goto(url(Amount, "edit", fee.pk))
    expect(editor.locator("[name=values-0-valid_from]")).to_have_value("01-01-2024")
    expect(type_into(editor, "values-0-valid_from", typed)).to_have_value(typed)
    save(editor)
    expect(editor.locator("[name=values-0-valid_from]")).to_have_value("01-02-2027")
    fee.refresh_from_db()
    assert fee.get_latest_revision_as_object().values.get().valid_from == date(2027, 2, 1)


def test_what_is_no_date_stays_and_is_refused_beside_the_field(editor: Page, language: str, fee: Amount) -> None:
    editor.goto(url(Amount, "edit", fee.pk))
    expect(type_into(editor, "values-0-valid_from", "overmorgen")).to_have_value("overmorgen")
    save(editor)
    field = editor.locator("[name=values-0-valid_from]")
    expect(field).to_have_value("overmorgen")
    expect(editor.locator(".w-field:has([name=values-0-valid_from]) .w-field__errors")).to_contain_text("31-12-2026")


@pytest.mark.parametrize("typed", ["18.00 uur"])
def test_a_time_is_what_was_typed(editor: Page, language: str, hours: OpeningHoursFact, typed: str) -> None:
    editor.goto(url(OpeningHoursFact, "edit", hours.pk))
    expect(type_into(editor, "pattern-0-closes", typed)).to_have_value(typed)
    save(editor)
    hours.refresh_from_db()
    assert hours.get_latest_revision_as_object().pattern.get().closes == time(18)


@pytest.mark.parametrize("typed", ["28 november 2027 23.59 uur"])
def test_the_end_of_a_notice_stays_as_it_was_typed(editor: Page, language: str, typed: str) -> None:
    editor.goto("/admin/snippets/products/notice/add/")
    expect(type_into(editor, "ends", typed)).to_have_value(typed)
