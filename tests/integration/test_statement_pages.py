"""Decisions of editors as readers can ask for them on both axes: a fee, a passage, the house style."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from products.models import Amount, AmountValue, HouseStyle, ProductPage
from products.publishing.release import one_release
from releases.replica.follower import follow
from releases.replica.replica import Replica
from tests.integration.editorial import FEE, Municipality, publish, small_municipality
from tests.integration.released_documents import fact_mark, occasional, section, stream, text

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

JANUARY, MARCH, MAY = (datetime(2026, month, 3, 9, tzinfo=UTC) for month in (1, 3, 5))


@pytest.fixture
def town(replica: Replica) -> Municipality:
    with one_release(author="maker", now=JANUARY):
        return small_municipality()


def told(client: Client, replica: Replica, query: str, document: str = "product/paspoort"):
    follow(replica)
    answer = client.get(f"/api/v1/channels/website/documents/{document}?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def decide(town: Municipality, now: datetime, *values: tuple[str, date | None, date | None]) -> None:
    with one_release(author="anna", cause="Raadsbesluit", now=now):
        fee = Amount.objects.get(pk=town.fee.pk)
        fee.values = [
            AmountValue(amount=Decimal(euros), valid_from=since, valid_until=until) for euros, since, until in values
        ]
        fee.save()
        publish(fee)


def test_a_decision_with_retroactive_effect_changes_the_past_in_the_new_release_only(client, replica, town):
    february = date(2026, 2, 1)
    decide(town, MARCH, ("83.87", None, february), ("80.00", february, None))

    def fee(query: str) -> str:
        return told(client, replica, query)["facts"][FEE]["value"]["amount"]

    assert fee("at=2026-02-15&known=2026-03-02") == "83.87"
    assert fee("at=2026-02-15&known=2026-03-04") == "80.00"
    assert fee("at=2026-01-15&known=2026-03-04") == "83.87"
    assert fee("at=2026-02-15&release=1") == "83.87"


def test_a_dated_passage_switches_like_a_fact(client, replica, town):
    with one_release(author="anna", now=MARCH):
        page = ProductPage.objects.get(pk=town.product.pk)
        summer = occasional("<p>In de zomer duurt het langer.</p>", valid_from="2026-07-01", valid_until="2026-09-01")
        page.sections = stream(section("inShort", text(f"<p>Het kost {fact_mark(FEE)}.</p>"), summer))
        publish(page)

    def says_longer(query: str) -> bool:
        return "duurt het langer" in json.dumps(told(client, replica, query)["sections"])

    assert [says_longer(f"known=2026-03-04&at={day}") for day in ("2026-06-30", "2026-07-01", "2026-09-01")] == [
        False,
        True,
        False,
    ]
    assert not says_longer("known=2026-03-02&at=2026-07-01")


def test_a_dated_house_style_switches_like_a_fact(client, replica, town):
    with one_release(author="anna", now=MARCH):
        publish(
            HouseStyle.objects.create(
                name={"nl": "Gemeente Nieuwbarneveld"}, valid_from=date(2027, 1, 1), email_sender_name={"nl": "Gemeente"},
                email_sender_address="info@example.org", phone_greeting={"nl": "Hallo"}, live=False,
            )
        )  # fmt: skip

    def name(query: str) -> str:
        return told(client, replica, query, "branding/branding")["name"]

    assert name("known=2026-03-04&at=2026-12-31") == "Gemeente Barneveld"
    assert name("known=2026-03-04&at=2027-01-01") == "Gemeente Nieuwbarneveld"
    assert name("known=2026-03-02&at=2027-01-01") == "Gemeente Barneveld"
