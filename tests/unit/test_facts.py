"""Facts on a day, as compiling tells them: what is true, what comes next, and the object of both."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core import canonical
from releases.facts.dated_values import switch_days
from releases.facts.kinds.amount import Money
from releases.facts.values import DatedValue, Fact
from releases.rendering.fact_book import FactBook
from tests.unit.snapshots import snapshot

FIRST, SECOND, THIRD = date(2023, 1, 1), date(2024, 1, 1), date(2027, 1, 1)
LABEL = {"nl": "Paspoort", "en": "Passport"}


def worth(amount, since=None, until=None, **more):
    return DatedValue(Money(Decimal(amount)), since, until, **more)


def fee(*values, **more):
    return Fact("paspoort.leges", "amount", LABEL, values, **more)


def told(fact, day, locale="nl"):
    """The object that documents of that day have of the fact; None when they have none."""
    found = FactBook(snapshot(facts={fact.key: fact})).on(day, locale)[fact.key]
    return found.object if found else None


def amount_of(found):
    return found["value"]["amount"] if found else None


FULL = {
    "text": "€83.87 per item (18 and over)",
    "plain": "83.87 euros per item (18 and over)",
    "spoken": "eighty-three euros and eighty-seven cents per item, 18 and over",
}
PREDICATE = {
    "text": "costs €83.87 per item",
    "plain": "costs 83.87 euros per item",
    "spoken": "costs eighty-three euros and eighty-seven cents per item",
}
PASSPORT = fee(worth("77.85", FIRST, SECOND), worth("83.87", SECOND, THIRD), worth("90.00", THIRD, provisional=True))

chains = st.lists(st.integers(1, 400), min_size=1, max_size=6).map(
    lambda lengths: [FIRST + timedelta(days=sum(lengths[:end])) for end in range(len(lengths) + 1)]
)
days = st.dates(date(2020, 1, 1), date(2032, 1, 1))


def chained(bounds):
    return fee(*(worth(number, *bounds[number : number + 2]) for number in range(len(bounds) - 1)))


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2022, 12, 31), None),
        (FIRST, "77.85"),
        (date(2023, 12, 31), "77.85"),
        (SECOND, "83.87"),  # the end of one value is the beginning of the next
        (date(2026, 12, 31), "83.87"),
        (THIRD, "90.00"),
        (date(2999, 1, 1), "90.00"),
    ],
)
def test_a_value_holds_from_its_first_day_until_the_day_before_its_end(day, amount):
    assert amount_of(told(PASSPORT, day)) == amount


def test_a_value_without_dates_always_holds():
    assert amount_of(told(fee(worth("10.00")), date.min)) == "10.00"


@pytest.mark.parametrize(
    ("day", "amount", "starts"),
    [(FIRST, "83.87", "2024-01-01"), (SECOND, "90.00", "2027-01-01"), (THIRD, None, None)],
)
def test_what_comes_next_starts_after_the_day(day, amount, starts):
    following = told(PASSPORT, day)["next"]

    assert (amount_of(following), following and following["validFrom"]) == (amount, starts)


def test_the_object_has_everything_that_is_told():
    fact = fee(
        worth("83.87", SECOND, THIRD, legal_article="1.2.1.1"),
        worth("90.00", THIRD, provisional=True),
        tariff="paspoort",
        condition_label={"nl": "18 jaar en ouder", "en": "18 and over"},
        per={"nl": "per stuk", "en": "per item"},
    )

    assert told(fact, date(2026, 5, 1), "en") == {
        "kind": "amount",
        "label": "Passport",
        "value": {"amount": "83.87", "currency": "EUR"},
        "text": "€83.87",
        "plain": "83.87 euros",
        "spoken": "eighty-three euros and eighty-seven cents",
        "full": FULL,
        "predicate": PREDICATE,
        "validFrom": "2024-01-01",
        "validUntil": "2027-01-01",
        "legalArticle": "1.2.1.1",
        "provisional": False,
        "conditions": "18 and over",
        "per": "per item",
        "tariff": "paspoort",
        "next": {
            "value": {"amount": "90.00", "currency": "EUR"},
            "text": "€90.00",
            "plain": "90 euros",
            "spoken": "ninety euros",
            "full": {
                "text": "€90.00 per item (18 and over)",
                "plain": "90 euros per item (18 and over)",
                "spoken": "ninety euros per item, 18 and over",
            },
            "validFrom": "2027-01-01",
            "provisional": True,
        },
    }


def test_nothing_is_told_while_nothing_is_true():
    assert told(PASSPORT, date(2022, 12, 31), "nl") is None


@given(chains, days, st.sampled_from(["nl", "en"]))
def test_the_object_is_the_same_bytes_on_every_day_between_two_switches(bounds, day, locale):
    fact, tomorrow = chained(bounds), day + timedelta(days=1)
    today, later = (canonical.dumps(told(fact, on, locale)) for on in (day, tomorrow))

    assert today == later or tomorrow in switch_days(fact)
