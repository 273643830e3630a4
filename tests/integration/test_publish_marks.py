"""Every model that channels are told from marks a release when it changes; a change outside one is an error."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from products.models import Amount, HomePage, Location, NoticeCheck, Team
from products.publishing.release import MarkOutsideRelease, PublishRefused, one_release, unreleased
from products.publishing.verification import differences
from products.signal_handlers import owner_of
from products.snapshot import source_of
from tests.integration.editorial import FEE, Municipality, amount, give_value, publish, told_fee
from tests.integration.publish_ways import Releases
from tests.integration.rows_of_all import one_of_each

pytestmark = pytest.mark.django_db

# What no channel tells: the top of the tree, who keeps something right, and who looked at a notice afterwards.
UNTOLD = (HomePage, NoticeCheck, Team)
TOLD = [model for model in apps.get_app_config("products").get_models() if model not in UNTOLD]


@pytest.fixture
def everything(town: Municipality) -> dict[type[Model], Any]:
    with unreleased():
        return one_of_each(town)


@pytest.mark.parametrize("model", TOLD, ids=lambda model: model.__name__)
def test_saving_it_marks_a_release(everything: dict[type[Model], Any], model: type[Model]) -> None:
    instance = model._base_manager.get(pk=everything[model].pk)
    with unreleased() as collected:
        instance.save()
    assert collected.changes.sources == {source_of(owner_of(instance))}


@pytest.mark.parametrize("model", TOLD, ids=lambda model: model.__name__)
def test_changing_it_outside_a_release_is_an_error(everything: dict[type[Model], Any], model: type[Model]) -> None:
    instance = model._base_manager.get(pk=everything[model].pk)
    with pytest.raises(MarkOutsideRelease):
        instance.save()


def test_a_change_outside_a_release_is_not_written(town: Municipality) -> None:
    for change in (
        lambda: town.product.move(town.home),
        town.fee.unpublish,
        lambda: publish(give_value(town.fee, "9")),
    ):
        with pytest.raises(MarkOutsideRelease):
            change()
    fee = Amount.objects.get(key=FEE)
    assert (fee.live, str(fee.values.first().amount)) == (True, "83.87")
    assert list(differences()) == []


def test_a_draft_does_not_mark(town: Municipality) -> None:
    with unreleased() as collected:
        give_value(town.fee, "90.00").save_revision()
        new = Location(
            key="nieuw", name={"nl": "Nieuw"}, street="A 1", postcode="3771 ER", place="Barneveld", live=False
        )
        new.save()
        new.save_revision()
    assert collected.changes.sources == set()


def test_a_release_inside_a_release_joins_it(town: Municipality, releases: Releases) -> None:
    with one_release(author="outer"):
        with one_release(author="inner"):
            publish(give_value(town.fee, "90.00"))
        publish(give_value(town.fee, "91.00"))
    assert (releases.made, told_fee()) == (1, "91.00")


def test_an_error_undoes_all_changes(town: Municipality, releases: Releases) -> None:
    with pytest.raises(ZeroDivisionError), one_release(author="editor"):  # noqa: PT012
        publish(give_value(town.fee, "90.00"))
        _ = 1 / 0
    fee = Amount.objects.get(key=FEE)
    assert (releases.made, str(fee.values.first().amount), told_fee()) == (0, "83.87", "83.87")


def test_a_refusal_undoes_all_changes(town: Municipality, releases: Releases) -> None:
    with pytest.raises(PublishRefused), one_release(author="editor"):  # noqa: PT012
        publish(amount("spoed", "50.00"))
        town.fee.unpublish()
    assert (releases.made, Amount.objects.filter(live=True).count()) == (0, 1)


def test_a_refusal_says_what_is_wrong(town: Municipality) -> None:
    with pytest.raises(PublishRefused) as refused, one_release(author="editor"):
        town.fee.unpublish()
    assert str(refused.value).startswith("“Paspoort” verwijst naar “Leges paspoort.leges (paspoort.leges)”")


def test_what_was_published_cannot_be_deleted_for_good(town: Municipality) -> None:
    with pytest.raises(PublishRefused, match="blijft daarom altijd bewaard"), one_release(author="editor"):
        town.style.delete()


def test_without_a_cause_the_release_names_what_changed(town: Municipality) -> None:
    with one_release(author="editor") as collected:
        publish(give_value(town.fee, "90.00"))
    assert collected.release.cause == "Leges paspoort.leges (paspoort.leges)"
