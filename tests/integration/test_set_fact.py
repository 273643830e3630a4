"""`manage.py set_fact KEY VALUE` gives a fact a new value by the rules and the publish of an editor."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from products.models import (
    EDITORIAL_KINDS,
    Amount,
    AmountValue,
    ContactPoint,
    ContactValue,
    Fact,
    LinkFact,
    LinkValue,
    OpeningHoursFact,
    Organisation,
    TermFact,
    TermValue,
)
from products.publishing.release import one_release
from releases import store
from releases.core.intervals import in_order
from tests.integration.published import changes_of

KEY = "paspoort.leges.volwassene"
NEW_YEAR = date(2027, 1, 1)

pytestmark = pytest.mark.django_db


def publish(fact: Fact, *values) -> Fact:
    if values:
        fact.values = values
    with one_release(author="an editor"):
        fact.save()
        fact.save_revision().publish()
    return fact


@pytest.fixture
def fee() -> Amount:
    value = AmountValue(amount=Decimal("83.87"), valid_from=date(2026, 1, 1), legal_article="artikel 1")
    return publish(Amount(key=KEY, label={"nl": "Paspoort"}), value)


def set_fact(*arguments: str) -> str:
    output = StringIO()
    call_command("set_fact", *arguments, stdout=output)
    return output.getvalue().strip()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as refused:
        set_fact(*arguments)
    return str(refused.value)


def amounts(key: str = KEY) -> list[tuple[str, date | None, date | None]]:
    rows = in_order(Amount.objects.get(key=key).values.all())
    return [(str(row.amount), row.valid_from, row.valid_until) for row in rows]


def test_the_new_value_starts_where_the_previous_one_ends(fee):
    set_fact(KEY, "90.00", "--from", "2027-01-01")
    assert amounts() == [("83.87", date(2026, 1, 1), NEW_YEAR), ("90.00", NEW_YEAR, None)]


def test_without_a_date_the_value_starts_today(fee):
    Amount.objects.get(key=KEY).values.update(valid_from=None)
    set_fact(KEY, "90,00")
    today = timezone.localdate()
    assert amounts() == [("83.87", None, today), ("90.00", today, None)]


def test_a_value_that_starts_on_the_same_day_is_replaced(fee):
    set_fact(KEY, "90.00", "--from", "2027-01-01")
    set_fact(KEY, "91.00", "--from", "2027-01-01")
    assert amounts() == [("83.87", date(2026, 1, 1), NEW_YEAR), ("91.00", NEW_YEAR, None)]


def test_a_value_before_a_known_change_ends_at_that_change(fee):
    set_fact(KEY, "90.00", "--from", "2027-01-01")
    set_fact(KEY, "85.00", "--from", "2026-07-01")
    assert amounts() == [
        ("83.87", date(2026, 1, 1), date(2026, 7, 1)),
        ("85.00", date(2026, 7, 1), NEW_YEAR),
        ("90.00", NEW_YEAR, None),
    ]


def test_a_value_in_the_past_before_all_others_ends_where_they_start(fee):
    set_fact(KEY, "80.00", "--from", "2025-01-01")
    assert amounts()[0] == ("80.00", date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize("name", [name for name, kind in EDITORIAL_KINDS.items() if kind.parse])
def test_the_example_of_each_kind_can_be_set(name):
    kind = EDITORIAL_KINDS[name]
    fact = publish(kind.model(key="feit.nieuw", label={"nl": "Feit"}))
    set_fact(fact.key, kind.example)
    assert fact.values.count() == 1


@pytest.mark.parametrize("text", ["83.87", "83,87", "€ 83,87", "€83.87"])
def test_an_amount_may_be_written_with_a_point_or_a_comma(fee, text):
    set_fact(KEY, text, "--from", "2027-01-01")
    assert amounts()[1][0] == "83.87"


@pytest.mark.parametrize("text", ["0", "0,00"])
def test_free_of_charge_is_an_amount(fee, text):
    set_fact(KEY, text, "--from", "2027-01-01")
    assert amounts()[1][0] == "0.00"


def test_the_legal_article_of_the_old_value_is_not_told_of_the_new_one(fee):
    set_fact(KEY, "90.00", "--from", "2027-01-01")
    articles = Amount.objects.get(key=KEY).values.order_by("valid_from").values_list("legal_article", flat=True)
    assert list(articles) == ["artikel 1", ""]


def test_an_amount_above_the_national_maximum_is_refused_by_its_rule(fee):
    fee.values.update(national_cap=Decimal("88.00"))
    assert "88,00" in refusal(KEY, "90.00", "--from", "2027-01-01")
    assert len(amounts()) == 1


def test_a_term_is_a_number_and_a_unit_and_keeps_the_rest(fee):
    term = publish(TermFact(key="paspoort.levertijd", label={"nl": "Klaar"}), TermValue(quantity=5, basis="legal"))
    set_fact(term.key, "2 week", "--from", "2027-01-01")
    latest = in_order(term.values.all())[-1]
    assert (latest.quantity, latest.unit, latest.basis) == (2, "week", "legal")


def test_one_part_of_a_contact_point_can_be_set():
    values = ContactValue(telephone="0342 495 911", email="info@example.org")
    contact = publish(ContactPoint(key="contact.algemeen", label={"nl": "Gemeente"}), values)
    set_fact(contact.key, "telephone=14 0342")
    latest = in_order(contact.values.all())[-1]
    assert (latest.telephone, latest.email) == ("14 0342", "info@example.org")


def test_a_text_in_two_languages_is_left_to_editors():
    link = LinkFact(key="paspoort.afspraak", label={"nl": "Afspraak"})
    publish(link, LinkValue(url={"nl": "https://x.nl/a", "en": "https://x.nl/en/a"}))
    assert "in English too" in refusal(link.key, "https://x.nl/b")


def test_an_address_that_is_none_is_refused_by_its_field():
    link = publish(LinkFact(key="paspoort.afspraak", label={"nl": "Afspraak"}), LinkValue(url={"nl": "https://x.nl/a"}))
    assert refusal(link.key, "not an address").startswith("values: ")


def test_opening_hours_are_left_to_editors():
    hours = publish(OpeningHoursFact(key="balie.tijden", label={"nl": "Balie"}))
    assert "is of kind openingHours" in refusal(hours.key, "9-17")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("paspoort.leges.kind", "90", f"there is no fact 'paspoort.leges.kind'; there are {KEY}"),
        ("zwembad", "90", "there is no fact 'zwembad'"),
        (KEY, "1e3", "'1e3' is not an amount; write it like 83.87 or 83,87"),
        (KEY, "1.250", "'1.250' may mean 1250.00 or 1.25; write which"),
        (KEY, "8,3333", "'8,3333' is not an amount"),
        (KEY, "veel", "'veel' is not an amount"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_remedy(fee, key, value, told):
    assert told in refusal(key, value)
    assert len(amounts()) == 1


def test_an_unknown_unit_is_refused_with_the_units_there_are():
    term = publish(TermFact(key="paspoort.levertijd", label={"nl": "Klaar"}), TermValue(quantity=5))
    assert "workingDay, calendarDay, week, month, year" in refusal(term.key, "5 dagen")


def test_a_fact_with_an_unpublished_draft_is_left_alone(fee):
    fee.label = {"nl": "Paspoort (nieuw)"}
    with one_release(author="an editor"):
        fee.save_revision()
    assert "not published yet" in refusal(KEY, "90.00")


def test_a_fact_that_is_not_published_is_refused(fee):
    with one_release(author="an editor"):
        fee.unpublish()
    assert "is not published" in refusal(KEY, "90.00")


def test_history_shows_the_new_value_as_a_published_revision(fee):
    set_fact(KEY, "90.00", "--from", "2027-01-01")
    fact = Amount.objects.get(key=KEY)
    assert fact.live_revision_id == fact.latest_revision_id
    assert fact.live_revision.as_object().values.count() == 2


def test_a_day_that_is_no_date_is_refused(fee):
    assert "--from" in refusal(KEY, "90.00", "--from", "tomorrow")


def test_a_fact_that_no_text_uses_makes_no_release(fee):
    before = store.head().number
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert set_fact(KEY, "90.00", "--from", later).endswith("no reader sees a difference")
    assert store.head().number == before


def test_a_fact_that_is_told_makes_one_release_with_its_author_and_cause():
    contact = ContactPoint(key="contact.algemeen", label={"nl": "Gemeente"})
    publish(contact, ContactValue(telephone="0342 495 911"))
    publish(Organisation(key="gemeente", name={"nl": "Gemeente"}, contact=contact))
    before = store.head().number
    output = set_fact(contact.key, "telephone=14 0342", "--cause", "Nieuw nummer")
    assert output.endswith(f"release {before + 1}")
    release = store.release(before + 1)
    assert (release.author, release.cause) == ("manage.py set_fact", "Nieuw nummer")


def test_a_new_telephone_number_reaches_every_channel():
    contact = ContactPoint(key="contact.algemeen", label={"nl": "Gemeente"})
    publish(contact, ContactValue(telephone="0342 495 911"))
    publish(Organisation(key="gemeente", name={"nl": "Gemeente"}, contact=contact))
    set_fact(contact.key, "telephone=14 0342")
    changed = {change["channel"] for change in changes_of(store.head().number)}
    assert changed == {"website", "email", "desk", "phone"}
