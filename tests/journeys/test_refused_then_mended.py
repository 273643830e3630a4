"""A change that would leave channels without an answer is refused, with the way to mend it and nothing typed lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Locator, Page, expect

from tests.eventually import eventually
from tests.journeys.editing import channels_telling, current_release, open_amount, publish
from tests.journeys.running_hub import Hub

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PRODUCT, FEE = "gehandicaptenparkeerkaart", "gehandicaptenparkeerkaart.leges"
OLD, NEW, NEXT = "€ 61,40", "€ 62,50", "€ 64,00"
END = timezone.localdate() + timedelta(days=400)
PAGES = {
    "website": f"/kanalen/website/product/{PRODUCT}/",
    "email": f"/kanalen/email/moment/{PRODUCT}.verloopt-binnenkort/bericht",
    "desk": f"/kanalen/desk/product/{PRODUCT}/",
    "phone": f"/kanalen/phone/product/{PRODUCT}/",
}


def value(page: Page, row: int, field: str) -> Locator:
    return page.locator(f"[name=values-{row}-{field}]")


def fee_on(hub: Hub, day: date) -> str:
    document = hub.get(f"/api/v1/channels/website/documents/product/{PRODUCT}", at=day.isoformat()).json()
    return document["facts"][FEE]["text"]


def type_a_value_that_ends(page: Page) -> None:
    open_amount(page, FEE)
    value(page, 0, "amount").fill("62,50")
    value(page, 0, "valid_until").fill(END.isoformat())


def type_the_value_that_follows(page: Page) -> None:
    page.locator("#id_values-ADD").click()
    value(page, 1, "amount").fill("64,00")
    value(page, 1, "valid_from").fill(END.isoformat())


def test_what_cannot_be_told_is_refused_and_published_once_mended(hub: Hub, editor_of_hub: Page) -> None:
    page, before = editor_of_hub, current_release(hub)
    assert channels_telling(OLD, hub, PAGES) == PAGES.keys()

    type_a_value_that_ends(page)
    publish(page)
    refusal = page.locator(".messages .error")
    expect(refusal).to_contain_text("Niet gepubliceerd. Wat u typte is bewaard als concept.")
    expect(refusal).to_contain_text(f"vanaf {date_format(END, 'j F Y')} geen waarde. Geef het een waarde vanaf die dag")
    expect(refusal).to_contain_text("De kaart kost")
    expect(value(page, 0, "amount")).to_have_value("62,50")
    expect(value(page, 0, "valid_until")).to_have_value(f"{END:%d-%m-%Y}")
    assert current_release(hub) == before
    assert channels_telling(OLD, hub, PAGES) == PAGES.keys()
    assert channels_telling(NEW, hub, PAGES) == set()

    refusal.locator("a[href*='/amount/edit/']").first.click()
    expect(refusal).to_have_count(0)
    expect(value(page, 0, "amount")).to_have_value("62,50")
    type_the_value_that_follows(page)
    publish(page)
    expect(page.get_by_text(f"Publicatie {before + 1}")).to_be_visible()
    assert eventually(lambda: channels_telling(NEW, hub, PAGES) == PAGES.keys())
    assert channels_telling(OLD, hub, PAGES) == set()
    assert (fee_on(hub, END - timedelta(days=1)), fee_on(hub, END)) == (NEW, NEXT)
