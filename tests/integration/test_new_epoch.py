"""A database comes back older: it is noticed, nothing is published, and a new epoch tells everybody."""

from __future__ import annotations

import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from api import tokens
from cms.management.commands import work
from cms.running.shown_releases import call_witnesses
from products.models import ProductPage
from releases import epochs, store
from releases.chain.backup_detection import remember
from releases.core.position import Position
from releases.core.problems import CameBackOlder
from releases.core.replica_state import ReplicaState
from releases.export.targets import keep_up
from releases.instances.record_acknowledgement import report
from releases.models import Release
from releases.replica.follower import follow
from releases.replica.layout import LAYOUT
from releases.replica.replica import Replica, shared_replica
from search.engines.registry import embedded_index
from search.query.addresses import IndexScope
from search.query.interface import State
from tests.integration.acknowledgement_reports import Desk, publish_fee
from tests.integration.publish_ways import PUBLISH
from tests.integration.published import NOW, changes_of, document, period, position_of, publish
from tests.integration.test_replica import ADDRESS, content, go_back_to, version
from tests.process_state import close_shared_replica

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def restored(replica):
    """Three releases were shown; a backup of the first one is put back, and the worker sees it."""
    for fee in ("83.87", "85.00", "86.00"):
        publish(document(period(fee)), document(period(fee), channel="desk"))
    follow(replica)
    go_back_to(1)
    follow(replica)
    return replica


def new_epoch(*arguments: str) -> str:
    out = StringIO()
    call_command("new_epoch", "--yes", *arguments, stdout=out)
    follow(shared_replica())
    return out.getvalue()


def publish_again() -> Release | None:
    return publish(document(period("87.00")), document(channel="desk"))


def verified() -> str:
    out = StringIO()
    call_command("verify_releases", stdout=out)
    return out.getvalue()


def test_the_node_shows_what_came_back(restored):
    assert b"83.87" in content(restored, restored.number())


def test_nothing_is_published_over_numbers_that_were_shown(restored):
    with pytest.raises(CameBackOlder, match=r"release 3 has been shown.*newest release is 1.*new_epoch"):
        publish_again()


def index_of_the_newest_release() -> None:
    head, place = store.head(), IndexScope("website", "nl")
    embedded_index(place).rebuild(State(str(head.hub), Position(head.number, NOW), head.digest), frozenset(), [])


@pytest.fixture
def empty(settings, tmp_path):
    """A node without anything of its own, after a backup of the first of three releases was put back."""
    settings.EXPORT_DIR = str(tmp_path / "export")
    for fee in ("83.87", "85.00", "86.00"):
        publish(document(period(fee)))
        follow(shared_replica())
    keep_up(timezone.now())
    index_of_the_newest_release()
    close_shared_replica()
    shutil.rmtree(settings.REPLICA_DIR / f"v{LAYOUT}")
    go_back_to(1)
    return settings


def test_another_node_that_showed_a_release_stops_one_that_remembers_nothing(empty):
    remember(str(store.head().hub), 3)
    with pytest.raises(CameBackOlder, match="release 3 has been shown"):
        publish_again()


def test_an_export_that_has_a_release_stops_a_node_that_remembers_nothing(empty, caplog):
    empty.SEARCH_DIR = empty.REPLICA_DIR / "none"
    keep_up(timezone.now())
    call_witnesses()
    assert "An export has release 3" in caplog.text
    with pytest.raises(CameBackOlder):
        publish_again()


def test_an_index_that_has_a_release_stops_a_node_that_remembers_nothing(empty, client):
    empty.EXPORT_DIR = ""
    call_witnesses()
    follow(shared_replica())
    assert client.get("/api/v1/health/ready").json()["code"] == "came-back-older"
    with pytest.raises(CameBackOlder):
        publish_again()


def test_a_new_epoch_goes_on_past_what_others_remember(empty):
    call_witnesses()
    assert "Release 4 begins epoch" in new_epoch()
    assert publish_again().number == 5


def test_without_a_restore_no_witness_stops_anything(replica, settings, tmp_path):
    settings.EXPORT_DIR = str(tmp_path / "export")
    publish(document())
    follow(replica)
    keep_up(timezone.now())
    index_of_the_newest_release()
    call_witnesses()
    assert publish_again().number == 2


def test_an_editor_is_told_to_call_the_keeper_and_keeps_the_draft(town, editor, monkeypatch):
    lost = ReplicaState(str(store.head().hub), 99, "0" * 64)
    monkeypatch.setattr(Replica, "shown", lambda _: lost)
    editor.edit_product(town.product, "Nieuwe tekst", **PUBLISH)
    assert "Er kan niets worden gepubliceerd totdat de beheerder" in editor.messages()
    draft = ProductPage.objects.get(pk=town.product.pk).get_latest_revision_as_object()
    assert "Nieuwe tekst" in str(draft.sections)


def test_the_node_is_not_ready_and_names_the_command(restored, client):
    answer = client.get("/api/v1/health/ready")
    assert (answer.status_code, answer.json()["code"]) == (503, "came-back-older")
    assert "manage.py new_epoch" in answer.json()["detail"]


def test_the_worker_says_so(restored, caplog):
    work.warn_of_older_database()
    assert "manage.py new_epoch" in caplog.text


def test_a_release_that_comes_and_is_acknowledged_while_the_worker_looks_is_well(replica, caplog, monkeypatch):
    publish(document(channel="desk"))
    before = store.head()
    publish(document(period("90.00"), channel="desk"))
    report("desk", "balie-1", "displayed", position_of(2), NOW + timedelta(hours=1))
    monkeypatch.setattr(store, "head", lambda: before)
    work.warn_of_older_database()
    assert caplog.messages == []


def test_a_restart_does_not_make_the_node_forget(restored):
    close_shared_replica()
    follow(shared_replica())
    with pytest.raises(CameBackOlder):
        publish_again()


def test_a_newer_backup_that_has_all_that_was_shown_is_well(replica, client):
    publish(document(period("83.87")))
    follow(replica)
    shown = replica.shown()
    Release.objects.filter(number=1).update(digest="0" * 64)
    follow(replica)
    Release.objects.filter(number=1).update(digest=shown.digest)
    follow(replica)
    assert client.get("/api/v1/health/ready").status_code == 200


def test_a_new_epoch_goes_on_past_all_numbers_that_were_shown(restored, client):
    before = store.head().hub
    said = new_epoch()
    assert "Release 4 begins epoch" in said
    assert (store.head().number, store.head().hub == before) == (4, False)
    assert client.get("/api/v1/health/ready").json()["release"] == 4
    assert publish_again().number == 5


def test_a_number_that_a_client_has_seen_is_passed_as_well(restored):
    new_epoch("--after", "17")
    assert store.head().number == 18


def test_without_a_restore_no_number_is_skipped(replica):
    publish(document())
    new_epoch()
    assert store.head().number == 2


def test_a_new_epoch_changes_no_document(restored):
    before = content(restored, 1)
    new_epoch()
    assert content(restored, 4) == before
    assert changes_of(4) == []


def test_a_reader_of_the_old_epoch_is_told_to_sync_anew(restored, client, worker):
    since = {"epoch": str(store.head().hub), "since": "1"}
    assert client.get("/api/v1/changes", since).status_code == 200
    new_epoch()
    answer = client.get("/api/v1/changes", since)
    assert (answer.status_code, answer.json()["code"]) == (409, "sync-anew")


def test_what_is_published_from_then_on_is_signed_in_the_new_epoch(restored, client):
    before = client.get("/api/v1/releases/1").json()["signatures"]["website"]
    new_epoch()
    publish_again()
    follow(shared_replica())
    after = client.get("/api/v1/releases/current").json()["signatures"]["website"]
    assert (before["release"], after["release"]) == (1, 5)
    assert after["epoch"] == str(store.head().hub) != before["epoch"]


def test_the_chain_holds_over_the_epochs(restored):
    new_epoch()
    publish_again()
    assert "Nothing was altered" in verified()


@pytest.mark.parametrize("path", ["/releases/2", "/channels/website/documents?release=2"])
def test_a_lost_number_is_gone(restored, client, path):
    new_epoch()
    answer = client.get(f"/api/v1{path}")
    assert (answer.status_code, answer.json()["code"]) == (410, "release-lost")


@pytest.mark.parametrize(("release", "status"), [(1, 200), (2, 410), (3, 410), (4, 200)])
def test_a_document_of_a_lost_number_is_gone(restored, client, release, status):
    new_epoch()
    address = f"/api/v1/channels/website/documents/product/paspoort?release={release}"
    assert client.get(address).status_code == status


def test_a_reader_of_a_channel_sees_one_chain_on_both_sides_of_the_gap(restored, client):
    new_epoch()
    fourth, first = client.get("/api/v1/releases").json()["results"]
    assert fourth["parent"] == first["digest"]


def test_tokens_work_again_once_the_worker_followed(restored, client):
    token = tokens.issue("desk", ["desk"], False, timezone.now())
    new_epoch()
    tokens.follow()
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/channels/desk/documents/product/paspoort", headers=headers).status_code == 200


def test_the_command_asks_first(restored, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(CommandError, match="Nothing was done"):
        call_command("new_epoch", stdout=StringIO())
    assert store.head().number == 1


@pytest.fixture
def another_node(settings, tmp_path) -> None:
    """From here on nobody on this node has seen anything."""
    publish_fee("83.87")
    publish_fee("85.00")
    settings.REPLICA_DIR = tmp_path / "another node"


def test_an_acknowledgement_of_a_lost_release_is_noticed(another_node, client):
    Desk(client).says(2)
    go_back_to(1)
    tokens.follow()
    assert client.get("/api/v1/health/ready").json()["code"] == "came-back-older"
    assert epochs.first_number(store.head()) == 3


def test_an_unproven_claim_is_told_and_stops_nobody(another_node, client, caplog):
    Desk(client).says(2, position="7@2026-03-03T12:00:00.000Z", digest="0" * 64)
    tokens.follow()
    work.warn_of_older_database()
    assert "claims to hold release 7" in caplog.text
    assert client.get("/api/v1/health/ready").status_code == 200
    assert "use --after 7" in new_epoch()


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_is_put_back_is_noticed_and_healed(replica, client, tmp_path: Path):
    """A real dump of the store, more releases, and the dump put back over them."""
    dump = tmp_path / "backup.json"
    publish(document(period("83.87")))
    call_command("dumpdata", "releases", output=str(dump))
    publish(document(period("85.00")))
    assert (replica.number(), b"85.00" in content(replica, 2)) == (2, True)

    for model in (*reversed(list(Release._meta.apps.get_app_config("releases").get_models())),):
        model.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    tokens.follow()

    address = "/api/v1/channels/website/documents/product/paspoort"
    assert b"83.87" in client.get(address).content
    assert client.get("/api/v1/health/ready").json()["code"] == "came-back-older"
    new_epoch()
    assert client.get("/api/v1/health/ready").json() == {"status": "ok", "release": 3}
    assert version(replica, 3, ADDRESS).release == 1
    assert epochs.first_number(store.head()) == 4
    assert publish(document(period("86.00")), now=NOW).number == 4
