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
    found, first = locales(), source_language()
    source = _page(HomePage, first)
    if source is None:
        _remove_welcome_page()
        source = add_page(Page.get_first_root_node(), HomePage(title=titles[first], slug=first, locale=found[first]))
    for code in filter(titles.__contains__, found):
        home = source if code == first else translation_of(source, found[code])
        yield publish_values(home, {"title": titles[code], "slug": code})
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": source, "hostname": "localhost", "site_name": titles[first]}
    )


def load_themes(themes: Data, parent: Page | None = None) -> Iterator[bool]:
    found, first = locales(), source_language()
    for key, theme in themes.items():
        titles: dict[str, str] = theme["title"]
        source = _page(ThemePage, first, key=key)
        if source is None:
            above = parent or _page(HomePage, first)
            source = add_page(above, ThemePage(key=key, title=titles[first], slug=key, locale=found[first]))
        for code in filter(titles.__contains__, found):
            page = source if code == first else translation_of(source, found[code])
            yield publish_values(page, {"title": titles[code]})
        yield from load_themes(theme.get("children", {}), source)


def translation_of(source: Page, locale: Locale) -> Any:
    """Made as an editor makes it, with “Translate”."""
    return source.get_translation_or_none(locale) or source.copy_for_translation(locale)


def _page(model: type[Page], language: str, **key: str) -> Any:
    return model.objects.filter(locale__language_code=language, **key).first()


def _remove_welcome_page() -> None:
    for page in Page.get_first_root_node().get_children().type(Page).exact_type(Page):
        page.delete()
