"""Values as programs read them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core import canonical
from releases.facts.kinds.amount import Money
from releases.facts.kinds.contact import Contact
from releases.facts.kinds.link import Link
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term, term_detail
from releases.facts.kinds.validity import Validity
from releases.facts.opening_hours import DatedException, Holiday, OpeningHours, OpenPeriod, Season
from releases.facts.values import Duration
from tests.unit.kinds import attribute, machine

URGENT = Term(
    Duration(1, "workingDay"),
    "produce",
    event={"nl": "uw aanvraag", "en": "your application"},
    basis="legal",
    cut_off=time(14),
    ready_from=time(10),
    extension=Duration(2, "week"),
    exceeded={"nl": "Bel ons.", "en": "Call us."},
)
MOVE = {"nl": "uw verhuizing", "en": "your move"}
NINE_TO_FIVE = (OpenPeriod(1, time(9), time(17), "walkIn"),)
HOURS = OpeningHours(
    "desk",
    "gemeentehuis",
    NINE_TO_FIVE,
    (Season(date(2026, 7, 6), date(2026, 8, 28), {"nl": "zomer", "en": "summer"}, NINE_TO_FIVE),),
    (DatedException(date(2026, 11, 27), {"nl": "opleiding"}, ((time(9, 30), time(10), "collection"),)),),
    (Holiday(date(2026, 12, 25), {"nl": "Eerste kerstdag", "en": "Christmas Day"}),),
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Money(Decimal("83.87")), {"amount": "83.87", "currency": "EUR"}),
        (Money(Decimal(90)), {"amount": "90.00", "currency": "EUR"}),
        (Money(Decimal("-0.00")), {"amount": "0.00", "currency": "EUR"}),
        (
            Money(Decimal("77.85"), "EUR", Decimal("34.23"), Decimal("43.62"), Decimal("77.87")),
            {
                "amount": "77.85",
                "currency": "EUR",
                "municipalPart": "34.23",
                "nationalPart": "43.62",
                "nationalCap": "77.87",
            },
        ),
        (
            URGENT,
            {
                "quantity": 1,
                "unit": "workingDay",
                "role": "produce",
                "direction": "after",
                "bound": "exact",
                "event": "your application",
                "basis": "legal",
                "cutOff": "14:00",
                "readyFrom": "10:00",
                "extension": {"quantity": 2, "unit": "week"},
                "exceeded": "Call us.",
                "detail": "after your application, ready on the next working day from 10:00 if you apply before 14:00, "
                "can be extended by 2 weeks",
            },
        ),
        (Validity(Duration(10, "year")), {"quantity": 10, "unit": "year"}),
        (Contact("14 0342"), {"telephone": "14 0342", "email": "", "url": "", "address": ""}),
        (Link({"nl": "https://dorp.nl", "en": "https://dorp.nl/en"}), {"url": "https://dorp.nl/en"}),
        (Statement({"en": "Bring it."}, {"nl": "Kort"}), {"text": "Bring it.", "short": "Kort"}),
        (
            HOURS,
            {
                "channel": "desk",
                "location": "gemeentehuis",
                "alwaysOpen": False,
                "pattern": [{"weekday": 1, "opens": "09:00", "closes": "17:00", "access": "walkIn"}],
                "weeks": [],
                "rules": [],
                "seasons": [
                    {
                        "first": "2026-07-06",
                        "last": "2026-08-28",
                        "label": "summer",
                        "replacesWeek": True,
                        "pattern": [{"weekday": 1, "opens": "09:00", "closes": "17:00", "access": "walkIn"}],
                    }
                ],
                "closures": [],
                "exceptions": [
                    {
                        "date": "2026-11-27",
                        "reason": "opleiding",
                        "times": [{"opens": "09:30", "closes": "10:00", "access": "collection"}],
                    }
                ],
                "holidays": [{"date": "2026-12-25", "name": "Christmas Day"}],
                "whenClosed": "",
            },
        ),
    ],
)
def test_a_value_is_written_for_programs(value, written):
    assert machine(value, "en") == written


@pytest.mark.parametrize(
    ("value", "marked"),
    [
        (Money(Decimal("83.87")), "83.87"),
        (Money(Decimal(0)), "0.00"),
        (URGENT, "1 workingDay"),
        (Validity(Duration(10, "year")), "10 year"),
        (Contact("14 0342", "a@b.nl"), "14 0342"),
        (Contact(email="a@b.nl"), "a@b.nl"),
        (Link({"nl": "https://dorp.nl"}), "https://dorp.nl"),
    ],
)
def test_a_mark_has_the_value_for_programs(value, marked):
    assert attribute(value, "nl") == marked


@pytest.mark.parametrize("value", [HOURS, Statement({"nl": "Neem mee."})])
def test_a_long_value_is_marked_by_the_start_of_its_digest(value):
    assert attribute(value, "nl") == canonical.digest(canonical.dumps(machine(value, "nl")))[:16]


@given(st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_for_programs_reads_back_exactly(amount):
    assert Decimal(machine(Money(amount), "nl")["amount"]) == amount


@pytest.mark.parametrize(
    ("term", "locale", "detail"),
    [
        (Term(Duration(5, "workingDay"), "produce"), "nl", ""),
        (URGENT, "nl", "na uw aanvraag, klaar op de volgende werkdag vanaf 10.00 uur als u voor 14.00 uur aanvraagt, "
         "te verlengen met 2 weken"),
        (Term(Duration(4, "week"), "apply", "before", MOVE), "nl", "voor uw verhuizing"),
        (Term(Duration(4, "week"), "apply", "before", MOVE), "en", "before your move"),
        (Term(Duration(2, "workingDay"), "produce", ready_from=time(16, 30)), "nl", "klaar vanaf 16.30 uur"),
        (Term(Duration(0, "workingDay"), "produce", cut_off=time(12)), "en", "if you apply before 12:00"),
        (Term(Duration(6, "week"), "object", event={"nl": "het besluit"}), "en", "after het besluit"),
        (Term(Duration(4, "week"), "decide", extension=Duration(1, "week")), "en", "can be extended by 1 week"),
    ],
)  # fmt: skip
def test_a_term_says_what_follows_its_duration(term, locale, detail):
    assert term_detail(term, locale) == detail
