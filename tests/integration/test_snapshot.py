"""Reading what is published: complete, in few queries, with drafts where asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products import models
from products.models import ContactMoment, Fact, Location, OpeningHoursFact, Organisation, ProductPage, ThemePage
from products.publishing.release import unreleased
from products.snapshot import all_subjects, read_snapshot, released_fact, source_of, subjects_of
from releases.facts.kinds.amount import Money
from releases.facts.opening_hours import DatedException, OpenPeriod, Season
from releases.snapshot import Availability, Snapshot
from tests.integration import released_documents

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
HORIZON = 2027


@pytest.fixture(autouse=True)
def _unreleased(db: None) -> Iterator[None]:
    with unreleased():
        yield


@pytest.fixture
def civil_affairs() -> ThemePage:
    return released_documents.theme()


def read(*subjects: tuple[str, str], **drafts: Any) -> Snapshot:
    return read_snapshot(subjects, horizon=HORIZON, drafts={source_of(draft): draft for draft in drafts.values()})


def read_product(page: ProductPage, **drafts: Any) -> Any:
    return read(("product", page.key), **drafts).products[page.key]


def queries(subjects: tuple[tuple[str, str], ...]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read(*subjects)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_number_of_products(civil_affairs: ThemePage) -> None:
    for number in range(1, 6):
        released_documents.english(released_documents.full_product(civil_affairs, number))
    every = tuple(("product", f"p{number}") for number in range(1, 6))
    assert queries(every) == queries(every[:1])


def test_reading_two_products_together_gives_what_reading_each_gives(civil_affairs: ThemePage) -> None:
    pages = [released_documents.full_product(civil_affairs, number) for number in (1, 2)]
    together = read(*(("product", page.key) for page in pages)).products
    assert together == {page.key: read_product(page) for page in pages}


def test_a_snapshot_cannot_be_changed(civil_affairs: ThemePage) -> None:
    with pytest.raises(FrozenInstanceError):
        read_product(released_documents.full_product(civil_affairs, 1)).key = "other"  # type: ignore[misc]


def test_values_are_in_order_of_time() -> None:
    fact = released_documents.amount("leges", "77.85", "83.87")
    assert [dated.value for dated in released_fact(fact).values] == [Money(Decimal("77.85")), Money(Decimal("83.87"))]


def test_facts_are_found_that_only_a_text_mentions(civil_affairs: ThemePage) -> None:
    released_documents.amount("leges", "83.87")
    sections = released_documents.stream(
        released_documents.section("costs", released_documents.text(f"<p>{released_documents.fact_mark('leges')}</p>"))
    )
    released_documents.product(civil_affairs, "paspoort", sections=sections)
    assert set(read(("product", "paspoort")).facts) == {"leges"}


def test_a_fact_that_is_not_published_is_left_out(civil_affairs: ThemePage) -> None:
    page = released_documents.full_product(civil_affairs, 1)
    Fact.objects.update(live=False)
    snapshot = read(("product", page.key))
    assert (dict(snapshot.facts), snapshot.products[page.key].facts[0].key) == ({}, "p1.leges")


def test_a_draft_of_a_fact_takes_the_place_of_the_published_one(civil_affairs: ThemePage) -> None:
    released_documents.full_product(civil_affairs, 1)
    draft = models.Amount.objects.get()
    draft.values = [models.AmountValue(amount=Decimal("90"))]
    snapshot = read(("product", "p1"), fee=draft)
    assert snapshot.facts["p1.leges"].values[0].value == Money(Decimal("90.00"))


def test_a_draft_of_a_product_is_read_as_it_would_be_published(civil_affairs: ThemePage) -> None:
    released_documents.full_product(civil_affairs, 1)
    draft = ProductPage.objects.get()
    draft.title = "Beter"
    draft.save_revision()
    draft = ProductPage.objects.get().get_latest_revision_as_object()
    assert read_product(draft, draft=draft) == read_product_after_publishing(draft)


def read_product_after_publishing(draft: ProductPage) -> Any:
    draft.get_latest_revision().publish()
    return read_product(draft)


def test_a_translation_carries_text_and_the_source_all_else(civil_affairs: ThemePage) -> None:
    page = released_documents.full_product(civil_affairs, 1)
    translation = released_documents.english(page)
    translation.title = "Passport"
    translation.save()
    told = read_product(page)
    assert (told.texts["nl"].title, told.texts["en"].title, len(told.routes)) == ("P1", "Passport", 1)


def test_a_translation_that_is_not_published_is_not_told(civil_affairs: ThemePage) -> None:
    page = released_documents.full_product(civil_affairs, 1)
    type(page).objects.filter(pk=released_documents.english(page).pk).update(live=False)
    assert set(read_product(page).texts) == {"nl"}


def test_a_product_that_is_not_published_is_not_told(civil_affairs: ThemePage) -> None:
    released_documents.full_product(civil_affairs, 1)
    ProductPage.objects.update(live=False)
    assert dict(read(("product", "p1")).products) == {}


def test_a_link_to_a_page_becomes_a_link_to_the_product(civil_affairs: ThemePage) -> None:
    other = released_documents.product(civil_affairs, "identiteitskaart")
    link = f'<p>Of een <a id="{other.pk}" linktype="page">identiteitskaart</a>.</p>'
    page = released_documents.product(civil_affairs, "paspoort", desk_notes=link)
    snapshot = read(("product", "paspoort"))
    assert snapshot.products[page.key].texts["nl"].desk_notes == (
        '<p>Of een <a linktype="product" key="identiteitskaart">identiteitskaart</a>.</p>'
    )
    assert snapshot.products["identiteitskaart"].texts["nl"].title == "Identiteitskaart"


def test_a_passage_keeps_its_dates_and_its_condition(civil_affairs: ThemePage) -> None:
    fact = released_documents.amount("leges", "83.87")
    passage = released_documents.occasional("<p>Straks</p>", valid_from="2026-12-01", condition="hasNext", fact=fact.pk)
    released_documents.product(
        civil_affairs, "paspoort", sections=released_documents.stream(released_documents.section("costs", passage))
    )
    found = read(("product", "paspoort")).products["paspoort"].texts["nl"].sections[0].passages[0]
    assert (found.valid_from, found.condition, found.fact) == (date(2026, 12, 1), "hasNext", "leges")


def test_messages_and_phone_steps_are_read(civil_affairs: ThemePage) -> None:
    moment = ContactMoment.objects.create(key="ontvangen", label={"nl": "Ontvangen"})
    message = {
        "moment": moment.pk,
        "subject": "Uw aanvraag",
        "preheader": "",
        "body": [released_documents.text("<p>Dank u.</p>")],
    }
    step = {"id": "een", "kind": "ask", "text": "<p>Spoed?</p>", "choices": [{"label": "Ja", "goto": ""}]}
    released_documents.product(
        civil_affairs,
        "paspoort",
        contact_moments=released_documents.stream({"type": "message", "value": message}),
        phone_steps=released_documents.stream({"type": "step", "value": step}),
    )
    snapshot = read(("product", "paspoort"))
    text = snapshot.products["paspoort"].texts["nl"]
    assert (text.contact_moments[0].moment, text.phone_steps[0].choices) == ("ontvangen", (("Ja", ""),))
    assert snapshot.contact_moments["ontvangen"].label == {"nl": "Ontvangen"}


def test_opening_hours_are_read_with_seasons_exceptions_and_holidays() -> None:
    location = Location.objects.create(
        key="gemeentehuis", name={"nl": "Gemeentehuis"}, street="", postcode="", place=""
    )
    hours = OpeningHoursFact(key="balie", label={"nl": "Balie"}, location=location)
    hours.pattern = [models.OpenPeriod(weekday=1, opens=time(9), closes=time(12))]
    season = models.Season(first=date(2026, 7, 1), last=date(2026, 8, 31), label={"nl": "Zomer"})
    season.pattern = [models.SeasonPeriod(weekday=2, opens=time(9), closes=time(11))]
    hours.seasons = [season]
    hours.exceptions = [models.HoursException(day=date(2026, 12, 24), reason={"nl": "Training"})]
    hours.save()
    snapshot = read(("location", "gemeentehuis"))
    value = snapshot.facts["balie"].values[0].value
    assert value.pattern == (OpenPeriod(1, time(9), time(12), "walkIn"),)
    assert value.seasons == (
        Season(
            date(2026, 7, 1), date(2026, 8, 31), {"nl": "Zomer"}, (OpenPeriod(2, time(9), time(11), "walkIn"),), False
        ),
    )
    assert value.exceptions == (DatedException(date(2026, 12, 24), {"nl": "Training"}),)
    assert {holiday.day.year for holiday in value.holidays} == {2026, 2027}
    assert snapshot.locations["gemeentehuis"].hours == ("balie",)


def test_good_friday_is_a_closing_day_only_when_chosen() -> None:
    days = {}
    for chosen in (False, True):
        fact = OpeningHoursFact(key=f"balie-{chosen}".lower(), label={"nl": "Balie"}, closed_on_good_friday=chosen)
        days[chosen] = {holiday.day for holiday in released_fact(fact, HORIZON).values[0].value.holidays}
    assert days[True] - days[False] == {date(2026, 4, 3), date(2027, 3, 26)}


def test_the_navigation_has_themes_and_products_in_the_order_of_the_tree(civil_affairs: ThemePage) -> None:
    below = released_documents.theme("reisdocumenten", civil_affairs)
    for key in ("paspoort", "identiteitskaart"):
        released_documents.product(below, key)
    themes = read(("navigation", "navigation")).themes
    assert themes["burgerzaken"].children == ("reisdocumenten",)
    assert (themes["reisdocumenten"].parent, themes["reisdocumenten"].products) == (
        "burgerzaken", ("paspoort", "identiteitskaart"),
    )  # fmt: skip


def test_a_product_knows_the_themes_above_it(civil_affairs: ThemePage) -> None:
    page = released_documents.product(released_documents.theme("reisdocumenten", civil_affairs), "paspoort")
    assert read_product(page).themes == ("burgerzaken", "reisdocumenten")


def test_all_subjects_are_those_that_are_published(civil_affairs: ThemePage) -> None:
    released_documents.product(civil_affairs, "paspoort")
    released_documents.product(civil_affairs, "concept", live=False)
    Organisation.objects.create(key="rdw", name={"nl": "RDW"})
    assert all_subjects() == (
        ("product", "paspoort"), ("organisation", "rdw"),
        ("notice", "notices"), ("branding", "branding"), ("navigation", "navigation"),
        ("site", "site"), ("searchRules", "search-rules"),
    )  # fmt: skip


def notice(key: str, page: ProductPage, fact: str) -> models.Notice:
    """With a row of each relation."""
    made = models.Notice(
        key=key, label={"nl": key}, text={"nl": f"<p>{released_documents.fact_mark(fact)}</p>"}, scope="route"
    )
    made.channel_texts = [models.NoticeText(channel="phone", text={"nl": "<p>Zeg dit.</p>", "en": "<p></p>"})]
    made.routes = [models.NoticeRoute(product=page, route="balie")]
    made.products, made.themes = (
        [models.NoticeProduct(product=page)],
        [models.NoticeTheme(theme=page.get_parent().specific)],
    )
    made.save()
    return made


def test_all_published_notices_are_read_with_their_facts(civil_affairs: ThemePage) -> None:
    page = released_documents.full_product(civil_affairs, 1)
    notice("een", page, "p1.leges")
    models.Notice.objects.create(key="concept", label={"nl": "Concept"}, live=False)
    snapshot = read(("notice", "notices"))
    [found] = snapshot.notices
    assert (found.key, found.scope, found.targets) == ("een", "route", ("p1.balie",))
    assert found.texts == {
        "": {"nl": f"<p>{released_documents.fact_mark('p1.leges')}</p>"},
        "phone": {"nl": "<p>Zeg dit.</p>"},
    }
    assert set(snapshot.facts) == {"p1.leges"}


def test_the_number_of_queries_does_not_grow_with_the_number_of_notices(civil_affairs: ThemePage) -> None:
    page, subject = released_documents.full_product(civil_affairs, 1), (("notice", "notices"),)
    notice("een", page, "p1.leges")
    before = queries(subject)
    for number in range(5):
        notice(f"nog-{number}", page, "p1.leges")
    assert queries(subject) == before


def test_a_draft_of_a_notice_takes_the_place_of_the_published_one(civil_affairs: ThemePage) -> None:
    draft = notice("een", released_documents.full_product(civil_affairs, 1), "p1.leges")
    draft.scope, draft.label = "theme", {"nl": "Beter"}
    [found] = read(("notice", "notices"), draft=draft).notices
    assert (found.title, found.targets) == ({"nl": "Beter"}, ("burgerzaken",))


def test_notices_are_only_read_when_they_are_asked_for(civil_affairs: ThemePage) -> None:
    page = released_documents.full_product(civil_affairs, 1)
    before = queries((("product", "p1"),))
    notice("een", page, "p1.leges")
    assert (read(("product", "p1")).notices, queries((("product", "p1"),))) == ((), before)


def test_availability_is_read_of_a_product_and_of_its_routes(civil_affairs: ThemePage) -> None:
    page, other = (
        released_documents.full_product(civil_affairs, 1),
        released_documents.product(civil_affairs, "opvolger"),
    )
    row = {"status": "ended", "successor": other, "reason": {"nl": "Voorbij"}, "valid_from": date(2026, 1, 1)}
    models.ProductAvailability.objects.create(page=page, **row)
    models.RouteAvailability.objects.create(route=page.routes.get(), status="stopped")
    snapshot = read(("product", "p1"))
    found = snapshot.products["p1"]
    assert found.availability == (Availability("ended", {"nl": "Voorbij"}, "opvolger", date(2026, 1, 1)),)
    assert found.routes[0].availability == (Availability("stopped"),)
    assert "opvolger" in snapshot.products


def test_a_translation_has_the_source_id_of_the_product(civil_affairs: ThemePage) -> None:
    page = released_documents.product(civil_affairs, "paspoort")
    assert source_of(released_documents.english(page)) == source_of(page) == "product:paspoort"


def test_new_opening_hours_change_the_location_that_they_name() -> None:
    location = Location.objects.create(
        key="gemeentehuis", name={"nl": "Gemeentehuis"}, street="", postcode="", place=""
    )
    assert subjects_of(OpeningHoursFact(location=location)) == {("location", "gemeentehuis")}
