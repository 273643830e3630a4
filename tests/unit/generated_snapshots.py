"""Any small municipality: products with any mix of facts, texts, routes and languages, for property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from releases.facts.kinds.amount import Money
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term
from releases.facts.kinds.validity import Validity
from releases.facts.values import DatedValue, Duration, Fact, Value
from releases.snapshot import (
    Availability,
    Passage,
    PhoneStep,
    Product,
    ProductFact,
    ProductText,
    Route,
    Section,
    Snapshot,
)
from tests.unit import snapshots
from tests.unit.snapshots import HOURS, PHONE, fact_mark, texts

KEYS = tuple(f"feit.{number}" for number in range(6))
# Facts begin before the first dated passage, so that no text has to wait for its facts.
FIRST_DAYS = (None, date(2024, 1, 1))
LATER_DAYS = (date(2025, 7, 1), date(2026, 1, 1), date(2027, 1, 1))
SECTIONS = ("inShort", "conditions", "bring", "costs", "duration", "contact")
WORDS = st.text(st.sampled_from("aé €<&'\"0"), min_size=1, max_size=6).map(lambda text: text.replace("<", "&lt;"))


def values(kind: str) -> st.SearchStrategy[Value]:
    if kind == "amount":
        return st.integers(0, 999_99).map(lambda cents: Money(Decimal(cents) / 100))
    durations = st.builds(Duration, st.integers(1, 60), st.sampled_from(("workingDay", "week", "month")))
    if kind == "term":
        return st.builds(Term, durations, st.sampled_from(("produce", "decide")))
    if kind == "validity":
        return st.builds(Validity, durations)
    roles = st.sampled_from(("condition", "bring", "step"))
    return st.builds(lambda words, role: Statement(texts(words), role=role), WORDS, roles)


@st.composite
def facts(draw: st.DrawFn, key: str) -> Fact:
    """Values that follow each other without a gap, the last for ever."""
    kind: str = draw(st.sampled_from(("amount", "term", "validity", "statement")))
    starts = [draw(st.sampled_from(FIRST_DAYS)), *sorted(draw(st.sets(st.sampled_from(LATER_DAYS), max_size=2)))]
    dated = [
        DatedValue(draw(values(kind)), start, until) for start, until in zip(starts, [*starts[1:], None], strict=True)
    ]
    tariff = "leges" if kind == "amount" and draw(st.booleans()) else None
    return Fact(key, kind, texts(f"Feit {key}"), tuple(dated), tariff, draw(st.integers(0, 3)))


@st.composite
def markup(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.one_of(WORDS, st.sampled_from(KEYS).map(fact_mark)), max_size=4))
    return f"<p>{''.join(parts)}</p>"


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    since = draw(st.sampled_from((None, *LATER_DAYS)))
    condition = draw(st.sampled_from(("", "hasNext", "isFree")))
    return Passage(draw(markup()), since, None, condition, draw(st.sampled_from(KEYS)) if condition else None)


@st.composite
def product_texts(draw: st.DrawFn, title: str) -> ProductText:
    kinds = draw(st.lists(st.sampled_from(SECTIONS), max_size=4))
    sections = tuple(Section(kind, tuple(draw(st.lists(passages(), min_size=1, max_size=2)))) for kind in kinds)
    steps = tuple(PhoneStep(str(number), "say", draw(markup())) for number in range(draw(st.integers(0, 2))))
    return ProductText(title, title, sections=sections, phone_steps=steps, internal_notes=draw(markup()))


@st.composite
def availability(draw: st.DrawFn) -> tuple[Availability, ...]:
    """Rows that follow each other, or none."""
    starts = sorted(draw(st.sets(st.sampled_from(LATER_DAYS), max_size=2)))
    statuses = st.sampled_from(("open", "stopped", "ended"))
    return tuple(
        Availability(draw(statuses), draw(WORDS.map(texts)), draw(st.sampled_from((None, "twee"))), start, until)
        for start, until in zip(starts, [*starts[1:], None], strict=False)
    )


@st.composite
def products(draw: st.DrawFn, key: str) -> Product:
    locales = draw(st.sampled_from((("nl",), ("nl", "en"))))
    listed = draw(st.lists(st.sampled_from(KEYS), unique=True))
    route = Route("balie", "desk", texts("Balie"), texts("Langs"), hours=HOURS, contact=PHONE)
    return Product(
        key,
        {locale: draw(product_texts(f"Product {key} {locale}")) for locale in locales},
        routes=(
            replace(
                route,
                facts=tuple(draw(st.lists(st.sampled_from(KEYS), max_size=2))),
                availability=draw(availability()),
            ),
        ),
        availability=draw(availability()),
        facts=tuple(ProductFact(name, draw(st.booleans())) for name in listed),
    )


@st.composite
def any_snapshot(draw: st.DrawFn) -> Snapshot:
    known = {key: draw(facts(key)) for key in KEYS}
    made = {key: draw(products(key)) for key in ("een", "twee")}
    subjects = (*(("product", key) for key in made), ("location", "gemeentehuis"), ("organisation", "gemeente"))
    return snapshots.snapshot(facts=snapshots.facts() | known, products=made, subjects=subjects, themes={})
