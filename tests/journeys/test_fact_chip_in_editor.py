"""In a real browser: an editor puts facts into a text and nothing that editors do with texts loses one."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Page as WagtailPage

from products.models import Amount, AmountValue, HomePage, ProductPage, ThemePage
from products.publishing.release import unreleased

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEY = "paspoort.leges.volwassene"
FACT = f'<embed embedtype="fact" key="{KEY}" aspect="value"/>'
CHIP = ".fact-chip"


@pytest.fixture
def fee() -> Amount:
    change = timezone.localdate() + timedelta(days=30)
    fee = Amount(key=KEY, label={"nl": "Paspoort, 18 jaar en ouder"})
    fee.values = [
        AmountValue(amount=Decimal("83.87"), valid_until=change),
        AmountValue(amount=Decimal("90.00"), valid_from=change),
    ]
    with unreleased():
        fee.save()
    return fee


@pytest.fixture
def product(fee: Amount) -> ProductPage:
    texts = {"desk_notes": "<p>Vraag om het oude paspoort.</p>", "desk_bring": "<p>Het oude paspoort.</p>"}
    with unreleased():
        home = WagtailPage.get_first_root_node().add_child(instance=HomePage(title="Start", slug="start"))
        theme = home.add_child(instance=ThemePage(title="Reizen", slug="reizen", key="reizen"))
        return theme.add_child(instance=ProductPage(title="Paspoort", slug="paspoort", key="paspoort", **texts))


def open_form(page: Page, product: ProductPage) -> Locator:
    """The text of the notes for the desk."""
    page.goto(reverse("wagtailadmin_pages:edit", args=[product.pk]))
    tab = page.locator("[role=tabpanel]:has([data-contentpath=desk_notes])").get_attribute("aria-labelledby")
    page.locator(f"#{tab}").click()
    return text_of(page, "desk_notes")


def text_of(page: Page, field: str) -> Locator:
    return page.locator(f"[data-contentpath={field}] .public-DraftEditor-content")


def at_the_end(text: Locator) -> None:
    text.click()
    text.press("Control+End")


def pick(page: Page, aspect: str = "value") -> None:
    page.locator(f"a[data-chooser-modal-choice][data-aspect={aspect}]").first.click()
    expect(page.locator(".modal-body")).to_have_count(0)


def insert_by_slash_command(page: Page, text: Locator, aspect: str = "value") -> None:
    at_the_end(text)
    text.press_sequentially(f" /{gettext('Fact').lower()}")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    pick(page, aspect)
    expect(text.locator(CHIP).last).to_be_visible()
    expect(page.locator(".modal-backdrop")).to_have_count(0)
    expect(text).to_be_focused()


def save_draft(page: Page, field: str = "desk_notes", holding: str = "FACT") -> None:
    """Draftail hands its text to the form a quarter of a second after the last change."""
    expect(page.locator(f"#id_{field}")).to_have_value(re.compile(holding))
    page.locator("footer button.action-save").click()
    page.locator(".messages .success").wait_for()


def stored(product: ProductPage, field: str = "desk_notes") -> str:
    return getattr(ProductPage.objects.get(pk=product.pk).get_latest_revision_as_object(), field)


def test_a_fact_inserted_by_slash_command_survives_saving(editor, product):
    text = open_form(editor, product)
    insert_by_slash_command(editor, text)
    expect(text.locator(CHIP)).to_contain_text("83,87")
    save_draft(editor)
    assert stored(product).count(FACT) == 1
    assert "83,87" not in stored(product)
    expect(text_of(editor, "desk_notes").locator(CHIP)).to_have_attribute("data-tag", KEY)


def test_a_chip_says_of_which_fact_it_is_the_value(editor, product):
    text = open_form(editor, product)
    insert_by_slash_command(editor, text)
    expect(text.get_by_role("img", name=re.compile(r"^Paspoort, 18 jaar en ouder: €.83,87$"))).to_be_visible()


def test_a_text_has_the_name_of_its_field(editor, product):
    text = open_form(editor, product)
    expect(text).to_have_accessible_name(re.compile(gettext("notes for the desk"), re.IGNORECASE))


def test_a_fact_is_inserted_by_the_button_of_the_toolbar(editor, product):
    editor.add_init_script("localStorage.setItem('wagtail:draftail-toolbar', 'sticky')")
    text = open_form(editor, product)
    at_the_end(text)
    editor.locator("[data-contentpath=desk_notes] button[name=FACT]").click()
    pick(editor, "next")
    expect(text.locator(CHIP)).to_contain_text("90,00")
    save_draft(editor)
    assert stored(product).count(FACT.replace('"value"', '"next"')) == 1


def test_a_fact_is_found_by_searching_in_the_window(editor, product):
    text = open_form(editor, product)
    at_the_end(text)
    text.press_sequentially(f" /{gettext('Fact').lower()}")
    editor.get_by_role("option").first.wait_for()
    editor.keyboard.press("Enter")
    editor.locator("#id_q").fill("zwembad")
    expect(editor.locator("#search-results a[data-chooser-modal-choice]")).to_have_count(0)
    editor.locator("#id_q").fill("volwassene")
    pick(editor)
    expect(text.locator(CHIP)).to_have_attribute("data-fact", KEY)


def test_undo_takes_back_the_fact_alone_and_redo_brings_it_back(editor, product):
    text = open_form(editor, product)
    at_the_end(text)
    text.press_sequentially(" Dat kost")
    insert_by_slash_command(editor, text)
    editor.keyboard.press("Control+z")
    expect(text.locator(CHIP)).to_have_count(0)
    expect(text).to_contain_text("Dat kost")
    editor.keyboard.press("Control+Shift+z")
    expect(text.locator(CHIP)).to_have_count(1)


def test_a_copied_fact_can_be_pasted_into_another_field(editor, product):
    text = open_form(editor, product)
    insert_by_slash_command(editor, text)
    text.press("Control+a")
    text.press("Control+c")
    other = text_of(editor, "desk_bring")
    at_the_end(other)
    other.press("Control+v")
    expect(other.locator(CHIP)).to_have_count(1)
    save_draft(editor, "desk_bring")
    assert FACT in stored(product, "desk_bring")


def test_backspace_takes_away_the_whole_fact(editor, product):
    text = open_form(editor, product)
    insert_by_slash_command(editor, text)
    editor.keyboard.press("Backspace")
    expect(text.locator(CHIP)).to_have_count(0)
    expect(text).not_to_contain_text("€")


def test_a_link_laid_over_a_fact_goes_around_it(editor, product):
    text = open_form(editor, product)
    insert_by_slash_command(editor, text)
    text.press("Control+a")
    text.press("Control+k")
    editor.get_by_role("link", name=gettext("External link")).click()
    editor.locator("#id_external-link-chooser-url").fill("https://example.org/")
    editor.locator(".modal-body form [type=submit]").first.click()
    expect(text.locator(".TooltipEntity")).to_have_count(1)
    expect(text.locator(CHIP)).to_have_count(1)
    save_draft(editor, holding="LINK")
    assert stored(product).count(FACT) == 1
    assert '<a href="https://example.org/">Vraag om het oude paspoort.' in stored(product)


def test_a_fact_that_is_gone_is_shown_as_such_and_stays_in_the_text(editor, product):
    product.desk_notes = '<p>Kost <embed embedtype="fact" key="is.weg" aspect="value"/> nu.</p>'
    product.save_revision()
    text = open_form(editor, product)
    expect(text.locator(f"{CHIP}--missing")).to_have_text("is.weg")
    save_draft(editor)
    assert 'key="is.weg"' in stored(product)


def test_the_usage_of_a_fact_leads_to_the_product_that_tells_it(editor, product, fee):
    product.desk_notes = f"<p>Kost {FACT}</p>"
    with unreleased():
        product.save()
    editor.goto(reverse(Amount.snippet_viewset.get_url_name("usage"), args=[fee.pk]))
    editor.get_by_role("link", name=product.title, exact=True).click()
    expect(editor.locator(CHIP)).to_have_count(1)
