"""The site, the home pages and the tree of themes, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from products.content_languages import source_language
from products.models import HomePage, ThemePage
from products.sample.files import Data
from products.sample.records import add_page, publish_values


def locales() -> dict[str, Locale]:
    """Every content language; the source first."""
    codes = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in codes}


def load_homes(titles: Data) -> Iterator[bool]:
    """The page that a new Wagtail shows makes room for ours."""
    found = locales()
    source = _page(HomePage, source_language())
    if source is None:
        _remove_welcome_page()
        source = add_page(Page.get_first_root_node(), HomePage(title=titles["nl"], slug="nl", locale=found["nl"]))
    for code in titles:
        home = source if code == source_language() else translation_of(source, found[code])
        yield publish_values(home, {"title": titles[code], "slug": code})
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": source, "hostname": "localhost", "site_name": titles["nl"]}
    )


def load_themes(themes: Data, parent: Page | None = None) -> Iterator[bool]:
    for key, theme in themes.items():
        titles: dict[str, str] = theme["title"]
        source = _page(ThemePage, source_language(), key=key)
        if source is None:
            above = parent or _page(HomePage, source_language())
            source = add_page(above, ThemePage(key=key, title=titles["nl"], slug=key, locale=locales()["nl"]))
        for code, title in titles.items():
            page = source if code == source_language() else translation_of(source, locales()[code])
            yield publish_values(page, {"title": title})
        yield from load_themes(theme.get("children", {}), source)


def translation_of(source: Page, locale: Locale) -> Any:
    """Made as an editor makes it, with “Translate”."""
    return source.get_translation_or_none(locale) or source.copy_for_translation(locale)


def _page(model: type[Page], language: str, **key: str) -> Any:
    return model.objects.filter(locale__language_code=language, **key).first()


def _remove_welcome_page() -> None:
    for page in Page.get_first_root_node().get_children().type(Page).exact_type(Page):
        page.delete()
