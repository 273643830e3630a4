"""The tree of themes, and the products in it in short, as lists and links show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Model, Q

from products.content_languages import source_language
from products.models import ProductPage, ThemePage
from products.models.records import Record, is_draft, is_told, records, records_where, with_drafts
from releases import snapshot as told

STEP = ThemePage.steplen
PAGE = ("id", "path", "key", "title", "live", "alias_of_id", "translation_key", "locale__language_code")
SHORT = (*PAGE, "summary")


class Translations:
    """Pages that say the same in several languages, by their translation key. Only told ones; no aliases."""

    def __init__(self, pages: Iterable[Record]) -> None:
        self.pages: dict[object, dict[str, Record]] = {}
        for page in pages:
            if is_told(page) and page.alias_of_id is None:
                self.pages.setdefault(page.translation_key, {})[language_of(page)] = page

    def sources(self) -> list[Record]:
        """Pages in the source language, in the order of the tree."""
        found = (group[source_language()] for group in self.pages.values() if source_language() in group)
        return sorted(found, key=lambda page: page.path or "")

    def of(self, page: Record) -> Mapping[str, Record]:
        return self.pages[page.translation_key]


def language_of(page: Record) -> str:
    return page.locale.language_code if is_draft(page) else page.locale__language_code


class ThemeTree:
    """All themes: there are few, and every product stands under some."""

    def __init__(self, drafts: Sequence[Model]) -> None:
        self._pages = Translations(with_drafts(records(ThemePage, fields=PAGE), drafts, ThemePage))
        self._keys = {page.path: page.key for page in self._pages.sources() if page.path}

    def above(self, path: str | None) -> tuple[str, ...]:
        """The themes from the root down to the page at `path`."""
        paths = (path[:end] for end in range(STEP, len(path or ""), STEP)) if path else ()
        return tuple(self._keys[each] for each in paths if each in self._keys)

    def read(self, products: Sequence[Record] = ()) -> dict[str, told.Theme]:
        """`products` only matter to the navigation."""
        themes = {page.key: self._theme(page) for page in self._pages.sources()}
        for key, theme in list(themes.items()):
            if theme.parent:
                parent = themes[theme.parent]
                themes[theme.parent] = replace(parent, children=(*parent.children, key))
        for product in products:
            if above := self.above(product.path):
                parent = themes[above[-1]]
                themes[parent.key] = replace(parent, products=(*parent.products, product.key))
        return themes

    def _theme(self, page: Record) -> told.Theme:
        titles = {language: each.title for language, each in self._pages.of(page).items()}
        return told.Theme(page.key, titles, next(reversed(self.above(page.path)), None))


def short_products(ids: Iterable[int], drafts: Sequence[Model]) -> Translations:
    """What the products of these pages, in any language, are called."""
    chosen = records_where(ProductPage, "id", ids, fields=("id", "translation_key"))
    pages = records_where(ProductPage, "translation_key", (page.translation_key for page in chosen), fields=SHORT)
    return Translations(with_drafts(pages, drafts, ProductPage))


def all_short_products(drafts: Sequence[Model]) -> Translations:
    return Translations(with_drafts(records(ProductPage, Q(live=True), SHORT), drafts, ProductPage))


def short_product(pages: Mapping[str, Record]) -> told.Product:
    texts = {language: told.ProductText(page.title, page.summary) for language, page in sorted(pages.items())}
    return told.Product(pages[source_language()].key, texts)
