"""A catalogue of thousands of products: one product by hand, and its rows copied in bulk, in both languages."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from wagtail.models import Locale, Page, Site

from products.models import Amount, AmountValue, HomePage, ProductFact, ProductPage, TermFact, TermValue, ThemePage
from products.publishing.release import unreleased

SHARED, OTHER, TERM = "bench.leges.gedeeld", "bench.leges.anders", "bench.termijn"
BATCH = 500


def build(products: int, sharing: int) -> None:
    """Of so many products, `sharing` tell the fact SHARED and the rest OTHER."""
    with transaction.atomic(), unreleased():
        facts = {key: _amount(key) for key in (SHARED, OTHER)} | {TERM: _term()}
        themes = [_theme(locale) for locale in _locales()]
        for key, count, name in ((SHARED, sharing, "gedeeld"), (OTHER, products - sharing, "anders")):
            pages = _template(name, themes, [facts[key], facts[TERM]])
            _copy(pages, name, count - 1)
        for theme in themes:
            Page.objects.filter(pk=theme.pk).update(numchild=products)


def _locales() -> Iterator[Locale]:
    for code in ("nl", "en"):
        yield Locale.objects.get_or_create(language_code=code)[0]


def _amount(key: str) -> Amount:
    fact = Amount(key=key, label={"nl": key, "en": key})
    fact.values = [
        AmountValue(amount=Decimal("83.87"), valid_from=date(2024, 1, 1), valid_until=date(2027, 1, 1)),
        AmountValue(amount=Decimal("90.00"), valid_from=date(2027, 1, 1)),
    ]
    fact.save()
    return fact


def _term() -> TermFact:
    fact = TermFact(key=TERM, label={"nl": "Klaar na", "en": "Ready after"})
    fact.values = [TermValue(quantity=5, unit="workingDay")]
    fact.save()
    return fact


def _theme(locale: Locale) -> ThemePage:
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Home", slug=f"bench-{locale.language_code}", locale=locale))
    Site.objects.filter(is_default_site=True).update(root_page=home)
    family = uuid.uuid5(uuid.NAMESPACE_URL, "bench-theme")
    return home.add_child(
        instance=ThemePage(title="Thema", slug="thema", key="thema", locale=locale, translation_key=family)
    )


def _template(name: str, themes: Iterable[ThemePage], facts: list[Any]) -> list[ProductPage]:
    family, pages = uuid.uuid4(), []
    for theme in themes:
        page = ProductPage(
            title=f"Product {name}", slug=name, key=name, locale=theme.locale, translation_key=family,
            summary="Een product om mee te meten.", sections=_sections(name, facts),
            desk_notes="<p>Let op de datum.</p>",
        )  # fmt: skip
        if theme.locale.language_code == "nl":
            page.product_facts = [ProductFact(fact=fact) for fact in facts]
        pages.append(theme.add_child(instance=page))
    return pages


def _sections(name: str, facts: list[Any]) -> list[tuple[str, Any]]:
    """Each text names its product, so that no two products have the same."""
    amount, term = facts
    short = f"<p>Product {name} kost {_chip(amount)}.</p>"
    costs = f"<p>Voor Product {name} betaalt u {_chip(amount)}. {_change(amount)}</p>"
    steps = f"<p>Vraag Product {name} aan.</p><ul><li>Wacht {_chip(term)}.</li><li>Haal het op.</li></ul>"
    passage = {"type": "occasional", "value": {"text": costs, "condition": "hasNext", "fact": amount.pk}}
    return [
        ("inShort", {"title": "", "passages": [{"type": "text", "value": short}]}),
        ("steps", {"title": "", "passages": [{"type": "text", "value": steps}]}),
        ("costs", {"title": "", "passages": [passage]}),
    ]


def _change(amount: Any) -> str:
    return f"Vanaf {_chip(amount, 'nextDate')} is dat {_chip(amount, 'next')}."


def _chip(fact: Any, aspect: str = "value") -> str:
    return f'<embed embedtype="fact" id="{fact.pk}" key="{fact.key}" aspect="{aspect}"/>'


def _copy(templates: list[ProductPage], name: str, count: int) -> None:
    families = [uuid.uuid4() for _ in range(count)]
    first = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    for position, template in enumerate(templates):
        _copy_pages(template, name, families, first + position * count)


def _copy_pages(template: ProductPage, name: str, families: list[uuid.UUID], first: int) -> None:
    """Rows of Page, of ProductPage and of its facts, all beside the template in the tree."""
    parent = template.path[: -Page.steplen]
    last = Page.objects.filter(path__startswith=parent, depth=template.depth).order_by("-path")[0]
    step = Page._str2int(last.path[-Page.steplen :])
    pages, details, told = [], [], []
    page, detail = _row(template.page_ptr), _row(template)
    facts = [_row(row) for row in ProductFact.objects.filter(page=template)]
    for number, family in enumerate(families):
        key, pk = f"{name}-{number}", first + number
        sections = detail["sections"].replace(f"Product {name} ", f"Product {key} ")
        path = Page._get_path(parent, template.depth, step + 1 + number)
        pages.append(page | {"id": pk, "path": path, "slug": key, "title": f"Product {key}", "translation_key": family.hex,
                             "url_path": f"{page['url_path'].rsplit('/', 2)[0]}/{key}/"})  # fmt: skip
        details.append(detail | {"page_ptr_id": pk, "key": key, "sections": sections})
        told += [{name: value for name, value in (fact | {"page_id": pk}).items() if name != "id"} for fact in facts]
    for model, rows in ((Page, pages), (ProductPage, details), (ProductFact, told)):
        _insert(model, rows)


def _row(instance: Model) -> dict[str, Any]:
    """The stored columns of one row, as the database gives them."""
    table, key = instance._meta.db_table, instance._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE "{key}" = %s', [instance.pk])
        return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _insert(model: type[Model], rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        sql = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})'
        cursor.executemany(sql, [[row[name] for name in names] for row in rows])
