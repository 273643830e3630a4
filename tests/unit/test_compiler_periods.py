"""Periods of a document: values, dated passages and the house style divide it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Document
from releases.facts.values import Fact
from releases.snapshot import Passage, ProductFact, Section, Snapshot
from tests.unit.snapshots import FEE, HOURS, fact_mark, facts, house_style, money, passport, snapshot, texts

LATE = "paspoort.later"


def product_of(sections: tuple[Section, ...] = (), listed: tuple[str, ...] = (), **known: Fact) -> Snapshot:
    """The passport with only these sections and facts; `known` are facts by any name."""
    text = replace(passport().texts["nl"], sections=sections, contact_moments=(), desk_notes="", phone_steps=())
    product = replace(passport(), texts={"nl": text}, facts=tuple(map(ProductFact, listed)), routes=())
    found = facts() | {fact.key: fact for fact in known.values()}
    return snapshot(products={"paspoort": product}, facts=found, subjects=(("product", "paspoort"),))


def costs(*passages: Passage) -> tuple[Section, ...]:
    return (Section("costs", passages),)


def website(content: Snapshot, kind: str = "product") -> Document:
    compiled = compile_snapshot(content)
    assert compiled.problems == ()
    return next(each for each in compiled.documents if (each.channel, each.kind) == ("website", kind))


def starts(document: Document) -> list[datetime | None]:
    return [period.starts for period in document.periods]


def bodies(document: Document) -> list[dict[str, Any]]:
    return [json.loads(period.body) for period in document.periods]


def new_year(year: int) -> datetime:
    """00:00 in Amsterdam."""
    return datetime(year - 1, 12, 31, 23, tzinfo=UTC)


def test_a_document_without_dates_has_one_period_from_the_beginning():
    assert starts(website(product_of(costs(Passage("<p>Gratis</p>"))))) == [None]


def test_each_value_of_a_fact_starts_a_period_at_midnight_in_amsterdam():
    document = website(product_of(costs(Passage(f"<p>{fact_mark(FEE)}</p>"))))

    assert starts(document) == [new_year(2023), new_year(2024), new_year(2027)]
    assert [body["facts"][FEE]["value"]["amount"] for body in bodies(document)] == ["77.85", "83.87", "90.00"]


def test_a_document_starts_when_all_facts_in_its_texts_have_a_value():
    later = Fact(LATE, "amount", texts("Later"), (money("1.00", date(2025, 1, 1)),))
    document = website(product_of(costs(Passage(f"<p>{fact_mark(FEE)} {fact_mark(LATE)}</p>")), later=later))

    assert starts(document) == [new_year(2025), new_year(2027)]


def test_a_listed_fact_waits_for_its_first_day_and_the_page_does_not():
    later = Fact(LATE, "amount", texts("Later"), (money("1.00", date(2027, 1, 1)),))
    now, then = bodies(website(product_of(costs(Passage("<p>Zie de tabel.</p>")), (LATE,), later=later)))

    assert (now["everywhere"], now["tariffs"]) == ([], [])
    assert (then["everywhere"], then["tariffs"][0]["key"]) == ([LATE], LATE)


def test_a_route_waits_for_its_opening_hours_too():
    later = replace(facts()[HOURS], values=(replace(facts()[HOURS].values[0], valid_from=date(2027, 1, 1)),))
    content = replace(product_of(), products={"paspoort": passport()})

    document = website(replace(content, facts=facts() | {HOURS: later}))

    assert [body["routes"][0]["hours"] for body in bodies(document)] == [None, None, HOURS]


def test_a_passage_shows_only_inside_its_dates():
    document = website(
        product_of(costs(Passage("<p>Actie</p>", valid_from=date(2026, 7, 1), valid_until=date(2026, 9, 1))))
    )

    assert [bool(body["sections"]) for body in bodies(document)] == [False, True, False]
    assert starts(document)[1:] == [datetime(2026, 6, 30, 22, tzinfo=UTC), datetime(2026, 8, 31, 22, tzinfo=UTC)]


def test_a_passage_about_the_next_value_goes_when_that_value_comes():
    words = f"<p>Vanaf {fact_mark(FEE, 'nextDate')} betaalt u {fact_mark(FEE, 'next')}.</p>"
    passages = (Passage(f"<p>{fact_mark(FEE)}</p>"), Passage(words, condition="hasNext", fact=FEE))

    shown = [body["sections"][-1]["plain"] for body in bodies(website(product_of(costs(*passages))))]

    assert shown == [
        "77,85 euro\n\nVanaf 1 januari 2024 betaalt u 83,87 euro.",
        "83,87 euro\n\nVanaf 1 januari 2027 betaalt u 90 euro.",
        "90 euro",
    ]


def test_a_passage_about_what_is_free_follows_the_amount():
    free = Fact(
        LATE, "amount", texts("Later"), (money("0.00", until=date(2027, 1, 1)), money("5.00", date(2027, 1, 1)))
    )
    passage = Passage("<p>U betaalt niets.</p>", condition="isFree", fact=LATE)

    document = website(product_of(costs(passage), later=free))

    assert [bool(body["sections"]) for body in bodies(document)] == [True, False]
    assert document.uses == {}


def test_days_that_change_nothing_in_a_channel_make_no_period_there():
    content = product_of(costs(Passage("<p>Zie balie.</p>")))
    product = content.products["paspoort"]
    noted = replace(product, texts={"nl": replace(product.texts["nl"], desk_notes=f"<p>{fact_mark(FEE)}</p>")})

    documents = compile_snapshot(replace(content, products={"paspoort": noted})).documents

    assert {each.channel: len(each.periods) for each in documents} == dict.fromkeys(CHANNELS, 1) | {"desk": 3}


def test_a_house_style_starts_a_period_and_there_is_none_before_the_first():
    styles = (house_style("Nieuw", date(2027, 1, 1)), house_style("Oud", date(2020, 1, 1)))

    document = website(snapshot(house_styles=styles), "branding")

    assert starts(document) == [new_year(2020), new_year(2027)]
    assert [body["name"] for body in bodies(document)] == ["Oud", "Nieuw"]
