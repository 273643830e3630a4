"""Sources of a product's documents: its facts, its texts, and everything whose change may change them."""

from __future__ import annotations

from collections.abc import Iterator

from releases.rendering.availability import all_rows
from releases.rendering.routes import route_keys
from releases.rendering.stops import locations_of_hours
from releases.snapshot import Passage, Product, ProductText, Snapshot
from releases.texts.markup import MarkupError
from releases.texts.parsed import text_of
from releases.texts.references import references


def fact_keys(product: Product) -> list[str]:
    """Every fact that the product's own list, its routes, its texts or their conditions name."""
    named = [fact.key for fact in product.facts]
    named += route_keys(product)
    for text in product.texts.values():
        named += [key for markup in markups(text) for key, _ in references(markup)]
        named += [passage.fact for passage in passages(text) if passage.fact]
    return list(dict.fromkeys(named))


def sources_of(product: Product, snapshot: Snapshot) -> set[str]:
    """The source ids whose change may change the product's documents."""
    facts = fact_keys(product)
    tariffs = (snapshot.facts[key].tariff for key in facts if key in snapshot.facts)
    organisations = (product.decided_by, product.carried_out_by, *(each.organisation for each in product.referrals))
    texts, successors = product.texts.values(), (row.successor for row in all_rows(product))
    named = {
        "product": (product.key, *product.related, *successors, *(key for text in texts for key in _linked(text))),
        "fact": facts,
        "tariff": tariffs,
        "theme": product.themes,
        "organisation": organisations,
        "location": (
            *(key for route in product.routes for key in route.locations),
            *locations_of_hours(facts, snapshot),
        ),
        "contactMoment": (message.moment for text in texts for message in text.contact_moments),
    }
    return {f"{kind}:{key}" for kind, keys in named.items() for key in keys if key}


def markups(text: ProductText) -> Iterator[str]:
    """Every piece of source markup, of all channels."""
    yield from (passage.text for passage in passages(text))
    yield from (text.desk_notes, text.desk_bring, text.internal_notes)
    yield from (line for message in text.contact_moments for line in (message.subject, message.preheader))
    for step in text.phone_steps:
        yield from (step.text, *(choice.label for choice in step.choices))


def passages(text: ProductText) -> Iterator[Passage]:
    yield from (passage for section in text.sections for passage in section.passages)
    yield from (passage for message in text.contact_moments for passage in message.body)


def lasting_keys(text: ProductText) -> Iterator[str]:
    """The facts that the sections tell at all times: in passages without dates or a condition."""
    for section in text.sections:
        for passage in section.passages:
            if not (passage.valid_from or passage.valid_until or passage.condition):
                yield from (key for key, _ in references(passage.text))


def _linked(text: ProductText) -> Iterator[str]:
    for markup in markups(text):
        try:
            yield from text_of(markup).links
        except MarkupError:
            continue
