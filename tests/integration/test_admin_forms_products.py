"""The editors' form for a product, in the source language and as a translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from products.models import ProductPage, ThemePage, UplName
from products.publishing.release import unreleased
from tests.integration import released_documents
from tests.integration.admin_forms import errors, form_data, rows

pytestmark = pytest.mark.django_db
LOGIN = {"login": "none", "locations": []}
ONLINE = {"key": "online", "kind": "online", "label_nl": "Online"} | LOGIN
DESK = {"key": "balie", "kind": "desk", "label_nl": "Balie"} | LOGIN


@pytest.fixture
def paspoort() -> Iterator[ProductPage]:
    with unreleased():
        yield released_documents.product(released_documents.theme(), "paspoort")


@pytest.fixture
def editor(admin_client: Client) -> Client:
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


def fields(editor: Client, address: str) -> dict[str, Any]:
    """The form as it stands; scripts draw the stream fields, so they are left empty."""
    return form_data(editor, address) | dict.fromkeys(
        ("sections-count", "contact_moments-count", "phone_steps-count"), "0"
    )


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def save(editor: Client, page: Page, **changes: Any) -> Any:
    address = edit(page)
    return editor.post(address, fields(editor, address) | changes)


def refused(editor: Client, page: Page, **changes: Any) -> dict[str, list[str]]:
    return errors(save(editor, page, **changes))


def routes(*members: dict[str, Any]) -> dict[str, Any]:
    nested = [
        rows(f"routes-{place}-{name}") for place in range(len(members)) for name in ("route_facts", "availability")
    ]
    return {name: value for part in (rows("routes", *members), *nested) for name, value in part.items()}


def draft(page: Page) -> ProductPage:
    return ProductPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_product_is_made_under_a_theme(editor: Client) -> None:
    with unreleased():
        theme = released_documents.theme()
    address = reverse("wagtailadmin_pages:add", args=["products", "productpage", theme.pk])
    response = editor.post(address, fields(editor, address) | {"title": "Paspoort", "key": "paspoort"})
    assert response.status_code == 302, errors(response)
    assert ProductPage.objects.get().key == "paspoort"


def test_a_draft_keeps_what_was_typed(editor: Client, paspoort: ProductPage) -> None:
    save(editor, paspoort, summary="Om te reizen", **routes(DESK))
    assert (draft(paspoort).summary, draft(paspoort).routes.get().key) == ("Om te reizen", "balie")


def test_no_way_to_ask_without_internet_is_refused(editor: Client, paspoort: ProductPage) -> None:
    assert list(refused(editor, paspoort, **routes(ONLINE))) == ["no_offline_route_reason"]


def test_no_way_to_ask_without_internet_is_accepted_with_a_reason(editor: Client, paspoort: ProductPage) -> None:
    reason = {"no_offline_route_reason_nl": "Alleen bedrijven vragen dit aan, met eHerkenning."}
    assert save(editor, paspoort, **routes(ONLINE), **reason).status_code == 302


@pytest.mark.parametrize("kind", ["desk", "phone", "post", "homeVisit"])
def test_any_way_without_internet_will_do(editor: Client, paspoort: ProductPage, kind: str) -> None:
    assert save(editor, paspoort, **routes(ONLINE, DESK | {"kind": kind})).status_code == 302


def test_how_one_logs_in_is_kept(editor: Client, paspoort: ProductPage) -> None:
    said = {"login": "digid", "assurance_level": "substantial", "european_login": "on", "on_behalf": "on"}
    save(editor, paspoort, **routes(ONLINE | said, DESK))
    route = draft(paspoort).routes.first()
    assert (route.assurance_level, route.european_login, route.on_behalf) == ("substantial", True, True)


def test_a_level_without_logging_in_is_refused(editor: Client, paspoort: ProductPage) -> None:
    assert list(refused(editor, paspoort, **routes(ONLINE | {"assurance_level": "high"}, DESK))) == ["routes-0-login"]


def test_two_routes_of_one_name_are_refused(editor: Client, paspoort: ProductPage) -> None:
    assert list(refused(editor, paspoort, **routes(DESK, DESK))) == ["routes-1-key"]


def test_a_name_outside_the_national_list_is_refused(editor: Client, paspoort: ProductPage) -> None:
    assert list(refused(editor, paspoort, **rows("upl_names", {"upl": "999"}))) == ["upl_names-0-upl"]


def test_a_name_of_the_national_list_is_kept(editor: Client, paspoort: ProductPage) -> None:
    upl = UplName.objects.create(name="paspoort", uri="http://example.org/paspoort")
    save(editor, paspoort, **rows("upl_names", {"upl": str(upl.pk)}))
    assert draft(paspoort).upl_names.get().upl == upl


def test_one_name_of_the_national_list_twice_is_refused(editor: Client, paspoort: ProductPage) -> None:
    upl = {"upl": str(UplName.objects.create(name="paspoort", uri="http://example.org/paspoort").pk)}
    assert list(refused(editor, paspoort, **rows("upl_names", upl, upl))) == ["upl_names-1-upl"]


def test_one_fact_twice_is_refused(editor: Client, paspoort: ProductPage) -> None:
    fact = {"fact": str(released_documents.amount("leges", "83.87").pk), "everywhere": "on"}
    assert list(refused(editor, paspoort, **rows("product_facts", fact, fact))) == ["product_facts-1-fact"]


def availability(status: str, starts: str = "", until: str = "", **more: str) -> dict[str, str]:
    return {"status": status, "valid_from": starts, "valid_until": until, "reason_nl": "Er is een reden."} | more


OVERLAP = (availability("stopped", "2026-01-01", "2026-03-01"), availability("ended", "2026-02-01"))


def test_availability_is_kept(editor: Client, paspoort: ProductPage) -> None:
    save(editor, paspoort, **rows("availability", availability("stopped", "2026-01-01", "2026-03-01")))
    assert draft(paspoort).availability.get().period == "1 January 2026 until 1 March 2026"


def test_availability_that_overlaps_is_refused_and_both_rows_are_named(editor: Client, paspoort: ProductPage) -> None:
    assert refused(editor, paspoort, **rows("availability", *OVERLAP)) == {
        "availability-1-valid_from": [
            "Availability 2 (1 February 2026 until further notice) overlaps availability 1 "
            "(1 January 2026 until 1 March 2026)."
        ]
    }


def test_availability_of_a_route_that_overlaps_is_refused(editor: Client, paspoort: ProductPage) -> None:
    changes = routes(DESK) | rows("routes-0-availability", *OVERLAP)
    assert list(refused(editor, paspoort, **changes)) == ["routes-0-availability-1-valid_from"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (availability("stopped", "2026-03-01", "2026-01-01"), "valid_until"),
        (availability("ended", reason_nl=""), "successor"),
    ],
)
def test_availability_that_cannot_be_is_refused(
    editor: Client, paspoort: ProductPage, row: dict[str, str], field: str
) -> None:
    assert list(refused(editor, paspoort, **rows("availability", row))) == [f"availability-0-{field}"]


@pytest.mark.parametrize("status", ["open", "ended"])
def test_what_is_open_and_a_product_itself_have_no_successor(
    editor: Client, paspoort: ProductPage, status: str
) -> None:
    row = availability(status, successor=str(paspoort.pk))
    assert list(refused(editor, paspoort, **rows("availability", row))) == ["availability-0-successor"]


def test_a_product_for_nobody_is_refused(editor: Client, paspoort: ProductPage) -> None:
    data = fields(editor, edit(paspoort))
    del data["for_residents"]
    assert list(errors(editor.post(edit(paspoort), data))) == ["for_residents"]


def test_a_key_of_another_product_is_refused(editor: Client, paspoort: ProductPage) -> None:
    other = released_documents.product(ThemePage.objects.get(), "visvergunning")
    assert refused(editor, other, key="paspoort") == {"key": ["“Paspoort” already has this key."]}


def test_a_key_that_a_translation_uses_cannot_change(editor: Client, paspoort: ProductPage) -> None:
    released_documents.english(paspoort)
    assert list(refused(editor, paspoort, key="reisdocument")) == ["key"]


def test_a_translation_shows_texts_only(editor: Client, paspoort: ProductPage) -> None:
    shown = form_data(editor, edit(released_documents.english(paspoort))).keys()
    assert {"title", "summary", "names-TOTAL_FORMS", "desk_notes"} <= shown
    hidden = {"key", "for_residents", "decided_by", "routes-TOTAL_FORMS", "availability-TOTAL_FORMS"}
    assert not (hidden | {"upl_names-TOTAL_FORMS"}) & shown


def test_a_translation_is_saved_without_what_has_no_language(editor: Client, paspoort: ProductPage) -> None:
    translation = released_documents.english(paspoort)
    response = save(editor, translation, title="Passport")
    assert (response.status_code, draft(translation).title, draft(translation).key) == (302, "Passport", "paspoort")


def test_a_page_that_is_no_translation_is_refused_in_english(editor: Client, paspoort: ProductPage) -> None:
    theme = released_documents.english(ThemePage.objects.get())
    address = reverse("wagtailadmin_pages:add", args=["products", "productpage", theme.pk])
    response = editor.post(address, fields(editor, address) | {"title": "Passport"})
    assert errors(response) == {"__all__": ["Start with the page in Dutch, then choose “Translate” there."]}


def test_a_copy_of_a_product_gets_a_key_of_its_own(editor: Client, paspoort: ProductPage) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[paspoort.pk])
    new = {"new_title": "Paspoort", "new_slug": "paspoort-b", "new_parent_page": paspoort.get_parent().pk}
    editor.post(address, new | {"publish_copies": ""})
    assert set(ProductPage.objects.values_list("key", flat=True)) == {"paspoort", "paspoort-b"}
