"""Planned publications: one release per moment; what is refused stays planned and its owner hears once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from products.models import ProductPage
from products.publishing.release import one_release
from releases.storage import reader
from tests.integration.editorial import (
    FEE,
    Municipality,
    amount,
    fact_mark,
    in_short,
    new_product,
    publish,
    told,
    told_fee,
)
from tests.integration.publish_ways import PUBLISH, UNKNOWN, Editor, Releases

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def planned(instance: Any, moment: datetime) -> Any:
    """As if an editor planned it before that moment came."""
    instance.go_live_at = moment
    instance.save_revision(approved_go_live_at=moment)
    return instance


@pytest.fixture
def noon() -> datetime:
    return timezone.now() - timedelta(minutes=5)


def test_planning_a_page_in_the_admin_makes_no_release(editor: Editor, town: Municipality, releases: Releases) -> None:
    later = timezone.localtime() + timedelta(days=1)
    editor.create_product(town.theme, "Een rijbewijs.", go_live_at=f"{later:%Y-%m-%d %H:%M}", **PUBLISH)
    page = ProductPage.objects.get(key="rijbewijs")
    assert (releases.made, page.live, page.approved_schedule) == (0, False, True)


def test_what_is_not_due_yet_waits(town: Municipality, releases: Releases) -> None:
    planned(new_product(town.theme, "rijbewijs", "Tekst."), timezone.now() + timedelta(minutes=5))
    call_command("publish_scheduled")
    assert releases.made == 0


def test_what_is_due_at_one_moment_becomes_one_release(town: Municipality, releases: Releases, noon: datetime) -> None:
    for key in ("rijbewijs", "uittreksel"):
        planned(new_product(town.theme, key, "Tekst."), noon)
    call_command("publish_scheduled")
    assert (releases.made, bool(told(key="rijbewijs")), bool(told(key="uittreksel"))) == (1, True, True)


def test_each_moment_is_a_release_of_its_own(town: Municipality, releases: Releases, noon: datetime) -> None:
    planned(new_product(town.theme, "rijbewijs", "Tekst."), noon)
    planned(new_product(town.theme, "uittreksel", "Tekst."), noon + timedelta(minutes=1))
    call_command("publish_scheduled")
    assert releases.made == 2


def test_a_second_run_does_nothing(town: Municipality, noon: datetime) -> None:
    planned(new_product(town.theme, "rijbewijs", "Tekst."), noon)
    call_command("publish_scheduled")
    releases = Releases()
    call_command("publish_scheduled")
    assert releases.made == 0


def test_what_expires_is_withdrawn_in_one_release(town: Municipality, noon: datetime) -> None:
    with one_release(author="maker"):
        page = new_product(town.theme, "rijbewijs", "Tekst.")
        page.expire_at = noon
        publish(page)
    releases = Releases()
    call_command("publish_scheduled")
    assert (releases.made, told(key="rijbewijs"), Page.objects.get(pk=page.pk).expired) == (1, {}, True)


def test_a_fact_and_the_text_that_tells_it_go_live_together(
    town: Municipality, releases: Releases, noon: datetime
) -> None:
    town.product.sections = in_short(f"{fact_mark(FEE)}, met spoed {fact_mark('spoed')}.")
    planned(town.product, noon)
    planned(amount("spoed", "50.00"), noon)
    call_command("publish_scheduled")
    assert (releases.made, "spoed" in told()["facts"]) == (1, True)


def test_what_is_refused_stays_planned_and_the_others_go(
    town: Municipality, releases: Releases, noon: datetime
) -> None:
    wrong = planned(new_product(town.theme, "uittreksel", f"Kost {fact_mark(UNKNOWN)}."), noon)
    planned(new_product(town.theme, "rijbewijs", "Tekst."), noon)
    call_command("publish_scheduled")
    wrong.refresh_from_db()
    assert (releases.made, bool(told(key="rijbewijs")), wrong.live, wrong.approved_schedule) == (1, True, False, True)


def test_once_it_is_mended_it_goes(town: Municipality, releases: Releases, noon: datetime) -> None:
    town.product.sections = in_short(f"{fact_mark(FEE)}, met spoed {fact_mark('spoed')}.")
    planned(town.product, noon)
    call_command("publish_scheduled")
    with one_release(author="editor"):
        publish(amount("spoed", "50.00"))
    call_command("publish_scheduled")
    assert (releases.made, "spoed" in told()["facts"]) == (1, True)


def test_an_expiry_that_a_text_forbids_is_refused(town: Municipality, releases: Releases, noon: datetime) -> None:
    type(town.fee).objects.filter(pk=town.fee.pk).update(expire_at=noon)
    call_command("publish_scheduled")
    town.fee.refresh_from_db()
    assert (releases.made, told_fee(), town.fee.live) == (0, "83.87", True)


@pytest.fixture
def refused(town: Municipality, noon: datetime) -> ProductPage:
    team = Group.objects.create(name="Team Burgerzaken")
    team.user_set.add(User.objects.create(username="anna", email="anna@example.org"))
    page = new_product(town.theme, "uittreksel", f"Kost {fact_mark(UNKNOWN)}.")
    page.team = team
    page.save()
    return planned(page, noon)


def test_the_owner_hears_what_to_mend_and_where(refused: ProductPage) -> None:
    call_command("publish_scheduled")
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["anna@example.org"], "Gepland, maar niet gepubliceerd: Uittreksel")
    assert f"verwijst naar het feit “{UNKNOWN}”" in sent.body
    assert f"/admin/pages/{refused.pk}/edit/" in sent.body


def test_the_owner_hears_it_once(refused: ProductPage) -> None:
    call_command("publish_scheduled")
    call_command("publish_scheduled")
    assert len(mail.outbox) == 1


def test_the_release_says_for_when_it_was_planned(town: Municipality, noon: datetime) -> None:
    planned(new_product(town.theme, "rijbewijs", "Tekst."), noon)
    call_command("publish_scheduled")
    assert reader.releases()[0].cause.startswith("Gepland voor ")
