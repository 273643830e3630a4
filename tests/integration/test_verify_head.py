"""The nightly proof that the head is what is live: of one moment, in nobody's way, naming every difference."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction

from cms.management.commands import work
from products.models import Amount, ProductPage
from products.publishing import verification
from products.publishing.consistent_reads import consistent_reads
from products.publishing.release import one_release
from products.publishing.verification import verify_head
from tests.integration.editorial import (
    FEE,
    Municipality,
    amount,
    fact_mark,
    give_value,
    head_number,
    new_product,
    publish,
    stored_municipality,
)

pytestmark = [pytest.mark.engine]


@pytest.mark.django_db
def test_every_difference_is_named(town: Municipality) -> None:
    with one_release(author="editor"):
        fee = publish(amount("rijbewijs.leges", "50.00"))
        publish(new_product(town.theme, "rijbewijs", f"Een rijbewijs kost {fact_mark(fee.key)}."))
    Amount.objects.filter(key=FEE).update(label={"nl": "Iets anders"})
    Amount.objects.filter(key=fee.key).update(live=False)
    ProductPage.objects.filter(key="rijbewijs").update(live=False)
    assert {
        f"differs: fact {FEE}",
        "differs: website/product/paspoort/nl",
        "published, but not live: website/product/rijbewijs/nl",
    } <= set(verify_head().differences)


@pytest.mark.django_db
def test_at_night_the_log_has_a_line_for_each(town: Municipality, monkeypatch, caplog) -> None:
    ProductPage.objects.update(summary="Iets anders")
    monkeypatch.setattr(work.timezone, "localtime", lambda: datetime(2026, 1, 1, work.NIGHT, tzinfo=UTC))
    work.verify_head_at_night()
    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert "Release 1 is not what all live content compiles to: differs: website/product/paspoort/nl" in lines


@pytest.mark.django_db
def test_the_log_has_nothing_to_say_while_they_are_the_same(town: Municipality, caplog) -> None:
    verification.report_head()
    assert caplog.records == []


def publish_elsewhere() -> int:
    try:
        with one_release(author="editor"):
            publish(give_value(Amount.objects.get(key=FEE), "90.00"))
        return head_number()
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_publish_goes_on_meanwhile_and_is_not_seen(town_database: None) -> None:
    stored_municipality()
    with consistent_reads():
        before = head_number()
        with ThreadPoolExecutor(1) as other:
            published = other.submit(publish_elsewhere).result(timeout=20)
        seen = (verify_head().release, verify_head().differences)
    assert (before, published, seen) == (1, 2, (1, ()))
    assert (verify_head().release, verify_head().differences) == (2, ())


@pytest.mark.django_db(transaction=True)
def test_a_save_after_it_begins_as_usual(town_database: None) -> None:
    with consistent_reads():
        head_number()
    with transaction.atomic():
        assert Amount.objects.filter(key=FEE).update(position=1) == 1
    assert getattr(connection, "transaction_mode", "IMMEDIATE") == "IMMEDIATE"
