"""A small municipality as a snapshot: a passport in two languages, with every kind of fact. Tests replace parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from releases.channels import CHANNELS
from releases.core.contact_moments import ContactMoment, MergeField
from releases.facts.kinds.amount import Money
from releases.facts.kinds.contact import Contact
from releases.facts.kinds.link import Link
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term
from releases.facts.kinds.validity import Validity
from releases.facts.opening_hours import OpeningHours, OpenPeriod
from releases.facts.values import DatedValue, Duration, Fact, Tariff
from releases.snapshot import (
    ContactMomentText,
    ExternalCode,
    HouseStyle,
    LocaleSetting,
    Location,
    Logo,
    Notice,
    Organisation,
    Passage,
    PhoneChoice,
    PhoneStep,
    Product,
    ProductFact,
    ProductText,
    Referral,
    Route,
    Section,
    Snapshot,
    Theme,
    UplName,
)

FEE, CHILD_FEE = "paspoort.leges.volwassene", "paspoort.leges.jongere"
TERM, VALID, HOURS, PHONE = (
    "paspoort.termijn.klaar",
    "paspoort.geldigheid",
    "gemeentehuis.openingstijden",
    "contact.telefoon",
)
BRING, PAGE = "paspoort.meenemen.oud", "paspoort.online"
LOCALES = (
    LocaleSetting("nl", {}),
    LocaleSetting("en", dict.fromkeys(CHANNELS, "nl") | {"email": None}),
)


def fact_mark(key: str, aspect: str = "value") -> str:
    return f'<embed embedtype="fact" id="1" key="{key}" aspect="{aspect}"/>'


def money(amount: str, since: date | None = None, until: date | None = None, **extra: Any) -> DatedValue:
    return DatedValue(Money(Decimal(amount)), since, until, **extra)


def texts(nl: str, en: str = "") -> dict[str, str]:
    return {"nl": nl, "en": en or nl}


def facts() -> dict[str, Fact]:
    fee = (
        money("77.85", date(2023, 1, 1), date(2024, 1, 1)),
        money("83.87", date(2024, 1, 1), date(2027, 1, 1), legal_article="Legesverordening 1.2.1.1"),
        money("90.00", date(2027, 1, 1), provisional=True),
    )
    opening = OpeningHours(
        "desk", "gemeentehuis", tuple(OpenPeriod(day, time(9), time(17), "walkIn") for day in range(1, 6))
    )
    found = [
        Fact(FEE, "amount", texts("Paspoort, 18 jaar en ouder", "Passport, 18 and over"), fee, "paspoort.leges", 1,
             condition_label=texts("18 jaar en ouder", "18 and over")),
        Fact(CHILD_FEE, "amount", texts("Paspoort, jonger dan 18", "Passport, under 18"), (money("63.42"),), "paspoort.leges", 2),
        Fact(TERM, "term", texts("Klaar na", "Ready after"), (DatedValue(Term(Duration(5, "workingDay"), "produce")),)),
        Fact(VALID, "validity", texts("Geldig", "Valid"), (DatedValue(Validity(Duration(10, "year"))),)),
        Fact(HOURS, "openingHours", texts("Balie", "Desk"), (DatedValue(opening),)),
        Fact(PHONE, "contact", texts("Telefoon", "Telephone"), (DatedValue(Contact("14 0342")),)),
        Fact(BRING, "statement", texts("Oud paspoort", "Old passport"),
             (DatedValue(Statement(texts("Neem uw oude paspoort mee.", "Bring your old passport."), role="bring")),)),
        Fact(PAGE, "link", texts("Afspraak maken", "Make an appointment"), (DatedValue(Link(texts("https://gemeente.example/afspraak"))),)),
    ]  # fmt: skip
    return {fact.key: fact for fact in found}


def product_text(title: str, sentence: str) -> ProductText:
    costs = (
        Passage(f"<p>{sentence} {fact_mark(FEE)}.</p>"),
        Passage(f"<p>Vanaf {fact_mark(FEE, 'nextDate')}: {fact_mark(FEE, 'next')}.</p>", condition="hasNext", fact=FEE),
    )
    return ProductText(
        title,
        f"{title} in het kort",
        names=(("everyday", "pas"),),
        sections=(Section("inShort", (Passage(f"<p>{title}: {fact_mark(TERM)}.</p>"),)), Section("costs", costs)),
        contact_moments=(ContactMomentText("klaar", f"{title} klaar", "Haal op", (Passage(f"<p>{{{{ naam }}}} {fact_mark(FEE)}</p>"),)),),
        desk_notes=f"<p>Check {fact_mark(FEE)}</p>",
        phone_steps=(PhoneStep("1", "ask", "<p>Hoe oud?</p>", (PhoneChoice("18+", "2"),)), PhoneStep("2", "say", f"<p>{fact_mark(FEE)}</p>")),
        internal_notes=f"<p>Let op {fact_mark(TERM)}</p>",
    )  # fmt: skip


def passport() -> Product:
    return Product(
        "paspoort",
        {"nl": product_text("Paspoort", "Een paspoort kost"), "en": product_text("Passport", "A passport costs")},
        upl=(UplName("paspoort", "http://standaarden.overheid.nl/owms/terms/paspoort"),),
        audiences=("resident",),
        themes=("reizen",),
        external_codes=(ExternalCode("zaaktype", "B0237"),),
        routes=(
            Route("balie", "desk", texts("Aan de balie", "At the desk"), texts("U komt langs", "You visit us"),
                  hours=HOURS, contact=PHONE, locations=("gemeentehuis",)),
        ),
        decided_by="gemeente",
        carried_out_by="gemeente",
        referrals=(Referral("gemeente", texts("<p>Bel ons</p>")),),
        facts=tuple(ProductFact(key) for key in (FEE, CHILD_FEE, TERM, VALID, BRING, PAGE)),
    )  # fmt: skip


def house_style(name: str = "Gemeente Barneveld", since: date | None = None) -> HouseStyle:
    logo = Logo("primary", "/media/logos/ab.svg", "ab" * 32, texts("Logo"), 220, 56, "image/svg+xml")
    tokens = {
        "color": {
            "primary": {
                "$type": "color",
                "$value": {"colorSpace": "srgb", "components": ["0", "0.3", "0.5"], "hex": "#004c80"},
            }
        }
    }
    return HouseStyle(texts(name), (logo,), tokens, texts(name), "post@gemeente.example", texts("Goedemiddag"), since)


def notice(key: str = "storing", **fields: Any) -> Notice:
    """All through June 2026, for everybody."""
    made = Notice(
        key, texts("Storing", "Failure"), {"": texts("<p>DigiD werkt niet.</p>", "<p>DigiD does not work.</p>")},
        datetime(2026, 6, 1, 6, tzinfo=UTC), datetime(2026, 7, 1, 6, tzinfo=UTC),
    )  # fmt: skip
    return replace(made, **fields)


def snapshot(**changes: Any) -> Snapshot:
    made = Snapshot(
        subjects=(("product", "paspoort"), ("location", "gemeentehuis"), ("organisation", "gemeente"),
                  ("notice", "notices"), ("branding", "branding"), ("navigation", "navigation")),
        locales=LOCALES,
        facts=facts(),
        tariffs={"paspoort.leges": Tariff("paspoort.leges", texts("Leges paspoort", "Passport fees"))},
        products={"paspoort": passport()},
        organisations={"gemeente": Organisation("gemeente", texts("Gemeente"), PHONE, (HOURS,))},
        locations={"gemeentehuis": Location("gemeentehuis", texts("Gemeentehuis", "Town hall"), "Raadhuisplein 2", "3771 ER", "Barneveld", (HOURS,))},
        themes={"reizen": Theme("reizen", texts("Reizen", "Travel"), products=("paspoort",))},
        contact_moments={"klaar": ContactMoment("klaar", texts("Klaar"), (MergeField("naam", "text", texts("Naam")),))},
        house_styles=(house_style(),),
        notices=(notice(),),
        opened=frozenset(CHANNELS),
    )  # fmt: skip
    return replace(made, **changes)
