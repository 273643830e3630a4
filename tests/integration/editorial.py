"""A very small municipality as editors made it, published: one of each thing that channels tell."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_type_hints

from django.test import override_settings
from wagtail.models import Page

from products.indexing import indexed_once
from products.models import (
    Amount,
    AmountValue,
    ContactMoment,
    HomePage,
    HouseStyle,
    Location,
    OpeningHoursFact,
    OpenPeriod,
    Organisation,
    ProductFact,
    ProductPage,
    ProductUplName,
    Route,
    Tariff,
    ThemePage,
    UplName,
)
from products.publishing.release import one_release
from releases import store
from tests.process_state import close_shared_replica

FEE = "paspoort.leges"
CHANNELS = ("website", "email", "desk", "phone")


def fact_mark(key: str, aspect: str = "value") -> str:
    return f'<embed embedtype="fact" key="{key}" aspect="{aspect}"/>'


def in_short(text: str) -> str:
    """The sections of a product with one text in it."""
    passage = {"type": "text", "value": f"<p>{text}</p>"}
    return json.dumps([{"type": "inShort", "value": {"title": "", "passages": [passage]}}])


@dataclass
class Municipality:
    home: HomePage
    theme: ThemePage
    product: ProductPage
    fee: Amount
    tariff: Tariff
    hours: OpeningHoursFact
    location: Location
    organisation: Organisation
    moment: ContactMoment
    style: HouseStyle
    upl: UplName


def publish(instance: Any) -> Any:
    instance.save_revision().publish()
    instance.refresh_from_db()
    return instance


def amount(key: str, euros: str, **fields: Any) -> Amount:
    fact = Amount(key=key, label={"nl": f"Leges {key}"}, live=False, **fields)
    fact.values = [AmountValue(amount=Decimal(euros))]
    fact.save()
    return fact


def new_product(theme: ThemePage, key: str, text: str, title: str = "") -> ProductPage:
    return theme.add_child(
        instance=ProductPage(title=title or key.capitalize(), slug=key, key=key, sections=in_short(text), live=False)
    )


def small_municipality() -> Municipality:
    with one_release(author="maker", cause="the beginning") as collected, indexed_once(collected):
        return _make()


def publish_small_municipality() -> None:
    """Once, for all tests that start with it: with a copy of what it released that no test sees."""
    with TemporaryDirectory() as folder, override_settings(REPLICA_DIR=Path(folder)):
        small_municipality()
        close_shared_replica()


def stored_municipality() -> Municipality:
    """The one that is in the database, which has one of each."""
    return Municipality(**{name: model.objects.get() for name, model in get_type_hints(Municipality).items()})


def _make() -> Municipality:
    tariff = publish(Tariff.objects.create(key="reisdocumenten", label={"nl": "Reisdocumenten"}, live=False))
    fee = publish(amount(FEE, "83.87", tariff=tariff))
    location = publish(_location())
    organisation = publish(Organisation.objects.create(key="gemeente", name={"nl": "Gemeente"}, live=False))
    home = publish(Page.get_first_root_node().add_child(instance=HomePage(title="Start", slug="start", live=False)))
    theme = home.add_child(instance=ThemePage(title="Burgerzaken", slug="burgerzaken", key="burgerzaken", live=False))
    moment = publish(ContactMoment.objects.create(key="ontvangen", label={"nl": "Aanvraag ontvangen"}, live=False))
    hours, upl = publish(_hours(location)), UplName.objects.create(name="paspoort", uri="http://example.org/paspoort")
    product = new_product(publish(theme), "paspoort", f"Een paspoort kost {fact_mark(FEE)}.")
    product.product_facts.add(ProductFact(fact=fee, everywhere=True))
    product.upl_names.add(ProductUplName(upl=upl))
    product.decided_by = organisation
    product.routes.add(Route(key="balie", kind="desk", label={"nl": "Aan de balie"}, hours=hours))
    product.save()
    desk = Route.objects.get(page=product)
    desk.locations.set([location])
    desk.save()
    product = ProductPage.objects.get(pk=product.pk)
    style = publish(_style())
    return Municipality(
        home, theme, publish(product), fee, tariff, hours, location, organisation, moment, style, upl
    )  # fmt: skip


def _location() -> Location:
    return Location.objects.create(
        key="gemeentehuis", name={"nl": "Gemeentehuis"}, street="Raadhuisplein 2", postcode="3771 ER", place="Barneveld",
        live=False,
    )  # fmt: skip


def _hours(location: Location) -> OpeningHoursFact:
    hours = OpeningHoursFact(
        key="openingstijden.balie", label={"nl": "Balie"}, channel="desk", location=location, live=False
    )
    hours.pattern = [OpenPeriod(weekday=1, opens=time(9), closes=time(12), access="walkIn")]
    hours.save()
    return hours


def _style() -> HouseStyle:
    return HouseStyle.objects.create(
        name={"nl": "Gemeente Barneveld"}, email_sender_name={"nl": "Gemeente"}, email_sender_address="info@example.org",
        phone_greeting={"nl": "Goedemorgen"}, live=False,
    )  # fmt: skip


def head_number() -> int:
    return store.head().number


def told(channel: str = "website", kind: str = "product", key: str = "paspoort", locale: str = "nl") -> dict[str, Any]:
    """What a reader gets from today on; nothing when it was withdrawn."""
    found = store.document(channel, kind, key, locale)
    if not isinstance(found, store.StoredDocument):
        return {}
    return json.loads(store.body(found.periods[-1].digest))


def told_fee(channel: str = "website") -> str:
    return told(channel)["facts"][FEE]["value"]["amount"]


def give_value(fact: Amount, euros: str, starts: date | None = None) -> Amount:
    """The fact with another value, as a form would hand it over: not saved."""
    value = fact.values.first()
    value.amount = Decimal(euros)
    value.valid_from = starts
    fact.values = [value]
    return fact
