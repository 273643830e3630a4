"""An upgrade brings a hub to this version, can be repeated and undone; a node that does not fit its hub does not start."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from cms.running.start_checks import NotReady, refuse_unprepared
from releases import store
from releases.chain import key_document
from releases.proof.signing import new_private_key
from tests.integration.published import document, period, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def manage(command: str, *arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def signing_key(settings, tmp_path):
    settings.SIGNING_KEY, settings.SIGNING_KEY_FILE = "", tmp_path / "secrets" / "signing_key"
    return settings.SIGNING_KEY_FILE


def test_an_upgrade_without_a_difference_makes_no_release_however_often(town):
    before = store.head().number
    assert "Nothing differs" in manage("upgrade")
    assert "Nothing differs" in manage("upgrade")
    assert store.head().number == before


def test_an_empty_hub_is_upgraded_too():
    assert "ready for" in manage("upgrade")


def test_a_node_does_not_start_on_a_database_of_an_earlier_version(signing_key):
    MigrationRecorder.Migration.objects.filter(app="products").order_by("-pk").first().delete()
    with pytest.raises(NotReady, match=r"manage\.py upgrade"):
        refuse_unprepared()


@pytest.mark.parametrize("command", ["serve", "work"])
def test_who_starts_it_is_told(signing_key, command):
    MigrationRecorder.Migration.objects.filter(app="products").order_by("-pk").first().delete()
    with pytest.raises(CommandError, match=r"manage\.py upgrade"):
        manage(command)


def test_a_new_hub_starts_without_a_key(signing_key):
    refuse_unprepared()


def test_the_node_that_signed_starts(signing_key):
    publish(document(period("83.87")))
    refuse_unprepared()


def test_a_second_node_without_the_key_does_not_start_and_makes_none(signing_key):
    publish(document(period("83.87")))
    signing_key.unlink()
    with pytest.raises(NotReady, match=key_document.published().keys[0].key_id):
        refuse_unprepared()
    assert not signing_key.exists()


def test_a_second_node_with_another_key_does_not_start(signing_key, settings):
    publish(document(period("83.87")))
    settings.SIGNING_KEY = new_private_key()
    with pytest.raises(NotReady, match="unknown here"):
        refuse_unprepared()


def test_a_second_node_with_a_key_that_was_replaced_does_not_start(signing_key):
    publish(document(period("83.87")))
    old = signing_key.read_text()
    manage("rotate_key")
    signing_key.write_text(old)
    with pytest.raises(NotReady, match="was replaced"):
        refuse_unprepared()


def test_a_key_that_an_operator_publishes_first_may_sign(signing_key, settings):
    publish(document(period("83.87")))
    settings.SIGNING_KEY = new_private_key()
    assert "signs from" in manage("rotate_key", "--begin")
    refuse_unprepared()
