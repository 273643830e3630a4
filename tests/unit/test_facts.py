"""Facts on a day, and the object that tells each."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases import canonical
from releases.facts.dated_values import fact_object, gaps, next_after, overlaps, switch_days, value_at
from releases.facts.kinds.amount import Money
from releases.facts.values import DatedValue, Fact

FIRST, SECOND, THIRD = date(2023, 1, 1), date(2024, 1, 1), date(2027, 1, 1)
LABEL = {"nl": "Paspoort", "en": "Passport"}


def worth(amount, since=None, until=None, **more):
    return DatedValue(Money(Decimal(amount)), since, until, **more)


def fee(*values, **more):
    return Fact("paspoort.leges", "amount", LABEL, values, **more)


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
    found = value_at(PASSPORT, day)

    assert (str(found.value.amount) if found else None) == amount


def test_a_value_without_dates_always_holds():
    assert value_at(fee(worth("10.00")), date.min).value == Money(Decimal("10.00"))


@given(chains, days)
def test_of_values_in_a_row_exactly_one_holds_on_each_day_between_the_ends(bounds, day):
    fact = chained(bounds)
    holding = [value for value in fact.values if value.valid_from <= day < value.valid_until]

    assert value_at(fact, day) == (holding[0] if holding else None)
    assert bool(holding) == (bounds[0] <= day < bounds[-1])


@given(chains)
def test_values_in_a_row_neither_overlap_nor_leave_a_gap(bounds):
    values = chained(bounds).values

    assert (overlaps(values), gaps(values)) == ([], [(bounds[-1], date.max)])


@given(chains, st.randoms())
def test_the_order_in_which_values_are_given_does_not_matter(bounds, chance):
    values = list(chained(bounds).values)
    chance.shuffle(values)

    assert (overlaps(values), gaps(values)) == ([], [(bounds[-1], date.max)])
    assert next_after(fee(*values), bounds[0]) == next_after(chained(bounds), bounds[0])


@given(chains, days)
def test_nothing_changes_but_on_a_switch_day(bounds, day):
    fact = chained(bounds)
    same = value_at(fact, day) == value_at(fact, day + timedelta(days=1))

    assert same or day + timedelta(days=1) in switch_days(fact)


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        ((worth(1, None, SECOND), worth(2, SECOND)), 0),
        ((worth(1, FIRST), worth(2, SECOND)), 1),
        ((worth(1), worth(2)), 1),
        ((worth(1, FIRST, SECOND + timedelta(days=1)), worth(2, SECOND, THIRD)), 1),
    ],
)
def test_values_that_are_both_true_on_a_day_overlap(values, pairs):
    assert len(overlaps(values)) == pairs


def test_a_value_overlaps_every_later_one_that_it_covers():
    long, early, late = worth(1, FIRST), worth(2, SECOND, THIRD), worth(3, THIRD)

    assert overlaps([late, early, long]) == [(long, early), (long, late)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((), []),
        ((worth(1),), []),
        ((worth(1, FIRST),), []),
        ((worth(1, FIRST, SECOND), worth(2, THIRD)), [(SECOND, THIRD)]),
        ((worth(1, FIRST, SECOND),), [(SECOND, date.max)]),
    ],
)
def test_a_gap_is_a_time_without_a_value_after_the_first(values, found):
    assert gaps(values) == found


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2000, 1, 1), "77.85"), (FIRST, "83.87"), (SECOND, "90.00"), (THIRD, None)]
)
def test_what_comes_next_starts_after_the_day(day, amount):
    following = next_after(PASSPORT, day)

    assert (str(following.value.amount) if following else None) == amount


def test_the_object_has_everything_that_is_told():
    fact = fee(
        worth("83.87", SECOND, THIRD, legal_article="1.2.1.1"),
        worth("90.00", THIRD, provisional=True),
        tariff="paspoort",
        condition_label={"nl": "18 jaar en ouder", "en": "18 and over"},
        per={"nl": "stuk", "en": "item"},
    )

    assert fact_object(fact, date(2026, 5, 1), "en") == {
        "kind": "amount",
        "label": "Passport",
        "value": {"amount": "83.87", "currency": "EUR"},
        "text": "€83.87",
        "plain": "83.87 euros",
        "spoken": "eighty-three euros and eighty-seven cents",
        "validFrom": "2024-01-01",
        "validUntil": "2027-01-01",
        "legalArticle": "1.2.1.1",
        "provisional": False,
        "conditions": "18 and over",
        "per": "item",
        "tariff": "paspoort",
        "next": {
            "value": {"amount": "90.00", "currency": "EUR"},
            "text": "€90.00",
            "plain": "90 euros",
            "spoken": "ninety euros",
            "validFrom": "2027-01-01",
            "provisional": True,
        },
    }


def test_nothing_is_told_while_nothing_is_true():
    assert fact_object(PASSPORT, date(2022, 12, 31), "nl") is None


@given(chains, days, st.sampled_from(["nl", "en"]))
def test_the_object_is_the_same_bytes_on_every_day_between_two_switches(bounds, day, locale):
    fact, tomorrow = chained(bounds), day + timedelta(days=1)
    today, later = (canonical.dumps(fact_object(fact, on, locale)) for on in (day, tomorrow))

    assert today == later or tomorrow in switch_days(fact)
