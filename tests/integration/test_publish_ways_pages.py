"""Every way to publish or withdraw a page in the admin makes one release, or none."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Page

from products.models import ProductPage, ThemePage
from products.publishing.release import one_release
from tests.integration.editorial import (
    FEE,
    Municipality,
    fact_mark,
    in_short,
    new_product,
    publish,
    told,
)
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = pytest.mark.django_db

NEW_TEXT = f"Nu kost het {fact_mark(FEE)}."


@pytest.fixture
def other_theme(town: Municipality) -> ThemePage:
    with one_release(author="maker"):
        return publish(town.home.add_child(instance=ThemePage(title="Reizen", slug="reizen", key="reizen", live=False)))


def website_text() -> str:
    return told()["sections"][0]["plain"]


def navigation(channel: str = "website") -> list[dict]:
    return told(channel, "navigation", "navigation")["themes"]


def test_editing_and_publishing_a_page_makes_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.edit_product(town.product, NEW_TEXT, **PUBLISH)
    assert (releases.made, website_text()) == (1, "Nu kost het 83,87 euro.")


def test_the_editor_reads_which_release_it_became(editor: Editor, town: Municipality) -> None:
    editor.edit_product(town.product, NEW_TEXT, **PUBLISH)
    assert "Publicatie 2: 7 documenten gewijzigd." in editor.messages()


def test_saving_a_draft_makes_no_release(editor: Editor, town: Municipality, releases: Releases) -> None:
    editor.edit_product(town.product, NEW_TEXT)
    assert (releases.made, town.product.revisions.count()) == (0, 2)


def test_publishing_what_no_reader_sees_makes_no_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.edit_page(town.home, title="Welkom", **PUBLISH)
    assert (releases.made, Page.objects.get(pk=town.home.pk).title) == (0, "Welkom")


def test_creating_and_publishing_a_page_makes_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.create_product(town.theme, "Een rijbewijs.", **PUBLISH)
    assert (releases.made, told(key="rijbewijs")["title"]) == (1, "Rijbewijs")


def test_creating_a_draft_makes_no_release(editor: Editor, town: Municipality, releases: Releases) -> None:
    editor.create_product(town.theme, "Een rijbewijs.")
    assert (releases.made, ProductPage.objects.get(key="rijbewijs").live) == (0, False)


def test_unpublishing_a_page_withdraws_it_in_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.on_page("unpublish", town.product)
    assert (releases.made, told()) == (1, {})


def test_deleting_a_published_page_withdraws_it_in_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.on_page("delete", town.product)
    assert (releases.made, told()) == (1, {})


def test_a_deleted_page_that_readers_knew_is_kept(editor: Editor, town: Municipality) -> None:
    editor.on_page("delete", town.product)
    assert ProductPage.objects.get(key="paspoort").live is False


def test_deleting_a_page_that_was_never_published_makes_no_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    draft = new_product(town.theme, "rijbewijs", "Een rijbewijs.")
    editor.on_page("delete", draft)
    assert (releases.made, ProductPage.objects.filter(key="rijbewijs").exists()) == (0, False)


def test_a_key_that_readers_knew_cannot_be_used_again(editor: Editor, town: Municipality, releases: Releases) -> None:
    editor.on_page("delete", town.product)
    editor.create_product(town.theme, "Nieuw.", key="paspoort", **PUBLISH)
    assert (releases.made, "key" in editor.responses[-1].context["form"].errors) == (1, True)


def test_moving_a_page_makes_one_release(editor: Editor, town: Municipality, other_theme: ThemePage) -> None:
    releases = Releases()
    editor.on_page("move_confirm", town.product, None, other_theme.pk)
    assert (releases.made, [theme["key"] for theme in told()["themes"]]) == (1, ["reizen"])


def test_moving_a_draft_makes_no_release(editor: Editor, town: Municipality, other_theme: ThemePage) -> None:
    draft, releases = new_product(town.theme, "rijbewijs", "Een rijbewijs."), Releases()
    editor.on_page("move_confirm", draft, None, other_theme.pk)
    assert (releases.made, Page.objects.get(pk=draft.pk).get_parent().pk) == (0, other_theme.pk)


def test_reordering_pages_makes_one_release_of_the_navigation(
    editor: Editor, town: Municipality, other_theme: ThemePage
) -> None:
    releases = Releases()
    editor.post(reverse("wagtailadmin_pages:set_page_position", args=[other_theme.pk]) + "?position=0")
    assert (releases.made, [theme["key"] for theme in navigation()]) == (1, ["reizen", "burgerzaken"])


def test_copying_a_page_with_its_publication_makes_one_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    copy = {"new_title": "Spoed", "new_slug": "spoed", "new_parent_page": town.theme.pk, "publish_copies": "on"}
    editor.on_page("copy", town.product, copy)
    key = ProductPage.objects.get(slug="spoed").key
    assert (releases.made, told(key=key)["title"]) == (1, "Spoed")


def test_copying_a_page_as_a_draft_makes_no_release(editor: Editor, town: Municipality, releases: Releases) -> None:
    copy = {"new_title": "Spoed", "new_slug": "spoed", "new_parent_page": town.theme.pk}
    editor.on_page("copy", town.product, copy)
    assert (releases.made, ProductPage.objects.filter(slug="spoed").exists()) == (0, True)


def test_an_alias_says_nothing_of_its_own(editor: Editor, town: Municipality, releases: Releases) -> None:
    copy = {"new_title": "Spoed", "new_slug": "spoed", "new_parent_page": town.theme.pk, "alias": "on"}
    editor.on_page("copy", town.product, copy)
    editor.edit_product(town.product, NEW_TEXT, **PUBLISH)
    assert (releases.made, Page.objects.get(slug="spoed").alias_of_id) == (1, town.product.pk)


def test_going_back_to_an_older_version_of_a_page_makes_one_release(editor: Editor, town: Municipality) -> None:
    first = town.product.live_revision
    with one_release(author="editor"):
        town.product.sections = in_short("Anders.")
        publish(town.product)
    releases = Releases()
    text = f"Een paspoort kost {fact_mark(FEE)}."
    editor.edit_product(town.product, text, revision=first.pk, **PUBLISH)
    assert (releases.made, website_text()) == (1, "Een paspoort kost 83,87 euro.")


def test_publishing_pages_in_bulk_makes_one_release(editor: Editor, town: Municipality) -> None:
    drafts = [new_product(town.theme, key, "Tekst.") for key in ("rijbewijs", "uittreksel")]
    releases = Releases()
    editor.in_bulk("wagtailcore", "page", "publish", *(draft.pk for draft in drafts))
    assert (releases.made, [bool(told(key=key)) for key in ("rijbewijs", "uittreksel")]) == (1, [True, True])


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_withdrawing_pages_in_bulk_makes_one_release(editor: Editor, town: Municipality, action: str) -> None:
    with one_release(author="maker"):
        other = publish(new_product(town.theme, "rijbewijs", "Een rijbewijs."))
    releases = Releases()
    editor.in_bulk("wagtailcore", "page", action, town.product.pk, other.pk)
    assert (releases.made, told(), told(key="rijbewijs")) == (1, {}, {})


def test_moving_pages_in_bulk_makes_one_release(editor: Editor, town: Municipality, other_theme: ThemePage) -> None:
    with one_release(author="maker"):
        other = publish(new_product(town.theme, "rijbewijs", "Een rijbewijs."))
    releases = Releases()
    editor.in_bulk("wagtailcore", "page", "move", town.product.pk, other.pk, chooser=other_theme.pk)
    assert (releases.made, {theme["key"] for theme in told(key="rijbewijs")["themes"]}) == (1, {"reizen"})


def test_the_admin_api_publishes_in_one_release(editor: Editor, town: Municipality) -> None:
    draft, releases = new_product(town.theme, "rijbewijs", "Een rijbewijs."), Releases()
    draft.save_revision()
    response = editor.by_admin_api(draft, "publish")
    assert (response.status_code, releases.made, bool(told(key="rijbewijs"))) == (200, 1, True)


def test_the_admin_api_withdraws_in_one_release(editor: Editor, town: Municipality, releases: Releases) -> None:
    response = editor.by_admin_api(town.product, "unpublish", recursive=False)
    assert (response.status_code, releases.made, told()) == (200, 1, {})
