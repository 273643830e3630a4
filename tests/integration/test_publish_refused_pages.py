"""Every way to publish or withdraw a page, when compiling finds a problem: nothing changes and the editor hears why."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Page

from products.models import Amount, ProductPage, ThemePage
from products.publishing.release import one_release
from tests.integration.editorial import FEE, Municipality, fact_mark, in_short, new_product, publish, told, told_fee
from tests.integration.publish_ways import PUBLISH, UNKNOWN, Editor, Releases

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

WRONG_TEXT = f"Een paspoort kost {fact_mark(UNKNOWN)}."


def link_to(product: ProductPage) -> str:
    return f'Zie ook <a linktype="page" id="{product.pk}">dit</a>.'


@pytest.fixture
def linked(town: Municipality) -> ProductPage:
    """A product to which the passport's text links."""
    with one_release(author="maker"):
        other = publish(new_product(town.theme, "rijbewijs", "Een rijbewijs."))
        town.product.sections = in_short(link_to(other))
        publish(town.product)
    return other


@pytest.fixture
def broken(town: Municipality) -> None:
    """The fee is gone behind the back of releases, so whoever touches the passport is refused."""
    Amount.objects.filter(key=FEE).update(live=False)


@pytest.fixture
def other_theme(town: Municipality) -> ThemePage:
    with one_release(author="maker"):
        return publish(town.home.add_child(instance=ThemePage(title="Reizen", slug="reizen", key="reizen", live=False)))


def latest_text(page: ProductPage) -> str:
    return str(page.get_latest_revision_as_object().sections)


def test_editing_a_page_is_refused_and_readers_see_no_change(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.edit_product(town.product, WRONG_TEXT, **PUBLISH)
    assert (releases.made, told_fee()) == (0, "83.87")


def test_the_typed_text_is_kept_as_a_draft(editor: Editor, town: Municipality) -> None:
    editor.edit_product(town.product, WRONG_TEXT, **PUBLISH)
    page = ProductPage.objects.get(pk=town.product.pk)
    assert UNKNOWN in latest_text(page)
    assert UNKNOWN not in str(page.sections)


def test_the_editor_comes_back_at_the_form(editor: Editor, town: Municipality) -> None:
    response = editor.edit_product(town.product, WRONG_TEXT, **PUBLISH)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[town.product.pk])


def test_the_message_names_the_text_the_fact_and_the_remedy(editor: Editor, town: Municipality) -> None:
    editor.edit_product(town.product, WRONG_TEXT, **PUBLISH)
    message = editor.messages()
    assert "Niet gepubliceerd. Wat u typte is bewaard als concept." in message
    assert f"“Paspoort” verwijst naar het feit “{UNKNOWN}”, maar dat bestaat niet." in message
    assert "Kies een ander feit, of haal de verwijzing weg." in message


def test_the_message_links_to_what_must_be_mended(editor: Editor, town: Municipality) -> None:
    editor.edit_product(town.product, WRONG_TEXT, **PUBLISH)
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[town.product.pk])}"' in editor.messages()


def test_nothing_says_that_it_was_published(editor: Editor, town: Municipality) -> None:
    editor.edit_product(town.product, WRONG_TEXT, **PUBLISH)
    assert "is gepubliceerd" not in editor.messages()


def test_all_problems_are_listed_at_once(editor: Editor, town: Municipality) -> None:
    text = f"{WRONG_TEXT} En {fact_mark('ook.niet')}."
    editor.edit_product(town.product, text, **PUBLISH)
    message = editor.messages()
    assert UNKNOWN in message
    assert "ook.niet" in message


def test_after_mending_the_draft_it_is_published(editor: Editor, town: Municipality, releases: Releases) -> None:
    editor.edit_product(town.product, WRONG_TEXT, **PUBLISH)
    editor.edit_product(town.product, f"Nu {fact_mark(FEE)}.", **PUBLISH)
    assert (releases.made, told()["sections"][0]["plain"]) == (1, "Nu 83,87 euro.")


def test_creating_a_page_is_refused_and_kept_as_a_draft(editor: Editor, town: Municipality, releases: Releases) -> None:
    response = editor.create_product(town.theme, WRONG_TEXT, **PUBLISH)
    page = ProductPage.objects.get(key="rijbewijs")
    assert (releases.made, page.live, UNKNOWN in latest_text(page)) == (0, False, True)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_page_refused_at_creation_can_be_published_later(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.create_product(town.theme, WRONG_TEXT, **PUBLISH)
    editor.edit_product(ProductPage.objects.get(key="rijbewijs"), "Een rijbewijs.", **PUBLISH)
    assert (releases.made, told(key="rijbewijs")["title"]) == (1, "Rijbewijs")


@pytest.mark.parametrize("view", ["unpublish", "delete"])
def test_withdrawing_a_page_that_a_text_links_to_is_refused(
    editor: Editor, town: Municipality, linked: ProductPage, view: str
) -> None:
    releases = Releases()
    editor.on_page(view, linked)
    assert (releases.made, bool(told(key="rijbewijs")), ProductPage.objects.get(pk=linked.pk).live) == (0, True, True)
    assert "“Paspoort” heeft een link naar het product “Rijbewijs”" in editor.messages()


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_withdrawing_in_bulk_is_refused_as_a_whole(
    editor: Editor, town: Municipality, linked: ProductPage, action: str
) -> None:
    with one_release(author="maker"):
        third = publish(new_product(town.theme, "uittreksel", "Een uittreksel."))
    releases = Releases()
    editor.in_bulk("wagtailcore", "page", action, third.pk, linked.pk)
    assert (releases.made, Page.objects.filter(pk__in=[third.pk, linked.pk], live=True).count()) == (0, 2)
    assert "Niet uitgevoerd" in editor.messages()


def test_publishing_in_bulk_is_refused_as_a_whole(editor: Editor, town: Municipality) -> None:
    good = new_product(town.theme, "rijbewijs", "Een rijbewijs.")
    wrong = new_product(town.theme, "uittreksel", WRONG_TEXT)
    releases = Releases()
    editor.in_bulk("wagtailcore", "page", "publish", good.pk, wrong.pk)
    assert (releases.made, Page.objects.filter(pk__in=[good.pk, wrong.pk], live=True).count()) == (0, 0)
    assert f"“Uittreksel” verwijst naar het feit “{UNKNOWN}”" in editor.messages()


def test_moving_a_page_is_refused(
    editor: Editor, town: Municipality, other_theme: ThemePage, releases: Releases, broken: None
) -> None:
    releases = Releases()
    editor.on_page("move_confirm", town.product, None, other_theme.pk)
    assert (releases.made, Page.objects.get(pk=town.product.pk).get_parent().pk) == (0, town.theme.pk)
    assert "maar dat feit is niet gepubliceerd" in editor.messages()


def test_moving_in_bulk_is_refused(editor: Editor, town: Municipality, other_theme: ThemePage, broken: None) -> None:
    releases = Releases()
    editor.in_bulk("wagtailcore", "page", "move", town.product.pk, chooser=other_theme.pk)
    assert (releases.made, Page.objects.get(pk=town.product.pk).get_parent().pk) == (0, town.theme.pk)


def test_copying_with_publication_is_refused(
    editor: Editor, town: Municipality, releases: Releases, broken: None
) -> None:
    copy = {"new_title": "Spoed", "new_slug": "spoed", "new_parent_page": town.theme.pk, "publish_copies": "on"}
    editor.on_page("copy", town.product, copy)
    assert (releases.made, ProductPage.objects.filter(slug="spoed").exists()) == (0, False)
    assert "maar dat feit is niet gepubliceerd" in editor.messages()


def test_what_you_did_not_touch_does_not_block_you(
    editor: Editor, town: Municipality, other_theme: ThemePage, broken: None
) -> None:
    releases = Releases()
    editor.post(reverse("wagtailadmin_pages:set_page_position", args=[other_theme.pk]) + "?position=0")
    editor.edit_page(town.theme, title="Burgerzaken en reizen", **PUBLISH)
    assert (releases.made, told_fee()) == (2, "83.87")


def test_the_admin_api_answers_a_refusal_in_json(editor: Editor, town: Municipality, releases: Releases) -> None:
    draft = new_product(town.theme, "rijbewijs", WRONG_TEXT)
    draft.save_revision()
    response = editor.by_admin_api(draft, "publish")
    assert (response.status_code, response.json()["error_code"], releases.made) == (409, "publish_refused", 0)
    assert UNKNOWN in response.json()["error_message"]
    assert Page.objects.get(pk=draft.pk).live is False


def test_a_server_error_undoes_everything(
    editor: Editor, town: Municipality, releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("releases.store.publish", lambda *_, **__: 1 / 0)
    editor.client.raise_request_exception = False
    response = editor.edit_product(town.product, f"Nu {fact_mark(FEE)}.", **PUBLISH)
    assert (response.status_code, releases.made, town.product.revisions.count()) == (500, 0, 1)
