"""Several editors at the same moment: each lands, one after the other, and what would clash is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from products.models import Amount
from products.publishing.release import PublishRefused, one_release
from products.publishing.verification import differences
from releases.storage import reader
from tests.integration.editorial import (
    FEE,
    Municipality,
    amount,
    fact_mark,
    give_value,
    in_short,
    publish,
    small_municipality,
    told,
    told_fee,
)
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.engine]


@pytest.fixture
def town(transactional_db: None) -> Municipality:
    town = small_municipality()
    with one_release(author="maker"):
        publish(amount("spoed", "50.00"))
        town.product.sections = in_short(f"{fact_mark(FEE)}, met spoed {fact_mark('spoed')}.")
        publish(town.product)
    return town


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Each in its own thread with its own connection; what a task raises is its outcome."""
    barrier = threading.Barrier(len(tasks), timeout=10)

    def run(task: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return task()
        except PublishRefused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def change(key: str, euros: str) -> None:
    with one_release(author=f"editor of {key}"):
        publish(give_value(Amount.objects.get(key=key), euros))


def signed_in(user: User) -> Editor:
    client = Client()
    client.force_login(user)
    return Editor(client)


def test_two_editors_both_land(town: Municipality) -> None:
    releases = Releases()
    at_once(lambda: change(FEE, "90.00"), lambda: change("spoed", "60.00"))
    facts = told()["facts"]
    assert releases.made == 2
    assert (facts[FEE]["value"]["amount"], facts["spoed"]["value"]["amount"]) == ("90.00", "60.00")


def test_their_releases_form_one_chain(town: Municipality) -> None:
    at_once(lambda: change(FEE, "90.00"), lambda: change("spoed", "60.00"))
    newest, earlier = reader.releases()[:2]
    assert (newest.parent, newest.number) == (earlier.digest, earlier.number + 1)


def test_two_editors_in_the_admin_both_land(town: Municipality, admin_user: User) -> None:
    editors = [signed_in(admin_user), signed_in(admin_user)]
    facts, releases = [town.fee, Amount.objects.get(key="spoed")], Releases()
    forms = zip(editors, facts, ("90.00", "60.00"), strict=True)
    posts = [lambda e=e, f=f, v=v: e.edit_snippet(f, **{"values-0-amount": v}, **PUBLISH) for e, f, v in forms]
    assert [response.status_code for response in at_once(*posts)] == [302, 302]
    assert (releases.made, told_fee()) == (2, "90.00")


def test_one_who_withdraws_and_one_who_starts_to_use_a_fact_cannot_both_land(town: Municipality) -> None:
    with one_release(author="maker"):
        spare = publish(amount("leeg", "1.00"))

    def withdraw() -> None:
        with one_release(author="one"):
            Amount.objects.get(pk=spare.pk).unpublish()

    def use() -> None:
        with one_release(author="other"):
            town.product.sections = in_short(f"{fact_mark('leeg')}.")
            publish(town.product)

    outcomes = at_once(withdraw, use)
    assert [isinstance(outcome, PublishRefused) for outcome in outcomes].count(True) == 1
    assert list(differences()) == []
