"""A backup of a running hub is put back, and channels that follow show what it holds, under numbers nobody has seen."""

from __future__ import annotations

import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from releases import store
from releases.models import Release
from tests.integration.channel_copies import Instance, publish_fee
from tests.integration.sync_hub import SyncHub, sync_hub

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def hub(tmp_path, replica):
    with sync_hub(tmp_path / "hub") as hub:
        publish_fee(hub, "83.87")
        yield hub


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "backup"


def manage(command: str, folder: Path, *options: str) -> str:
    out = StringIO()
    call_command(command, str(folder), *options, stdout=out)
    return out.getvalue()


def restore(hub: SyncHub, folder: Path) -> None:
    manage("restore", folder, "--yes")
    hub.follow()


def test_channels_that_follow_go_back_and_on_without_a_number_that_means_two_things(hub, folder, tmp_path, client):
    channel = Instance(hub, tmp_path / "website", client)
    manage("backup", folder)
    publish_fee(hub, "85.00")
    channel.take_over()
    assert channel.fee() == "€ 85,00"

    restore(hub, folder)
    channel.take_over()
    assert (channel.fee(), store.head().number) == ("€ 83,87", 3)

    publish_fee(hub, "86.00")
    channel.take_over()
    assert (channel.fee(), store.head().number) == ("€ 86,00", 4)


def test_a_node_with_nothing_of_its_own_still_skips_the_numbers_that_this_database_had(hub, folder, settings, tmp_path):
    manage("backup", folder)
    publish_fee(hub, "85.00")
    settings.REPLICA_DIR = tmp_path / "another node"
    restore(hub, folder)
    assert store.head().number == 3


def test_what_was_signed_before_and_after_holds(hub, folder):
    manage("backup", folder)
    restore(hub, folder)
    out = StringIO()
    call_command("verify_releases", stdout=out)
    assert "Nothing was altered" in out.getvalue()


def test_a_backup_is_of_one_moment_while_others_publish(hub, folder):
    stop, failures = threading.Event(), []

    def publish_on() -> None:
        try:
            for cents in range(20):
                if not stop.is_set():
                    publish_fee(hub, f"90.{cents:02}")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=publish_on)
    thread.start()
    manage("backup", folder)
    stop.set()
    thread.join()
    restore(hub, folder)
    assert failures == []
    numbers = list(Release.objects.order_by("number").values_list("number", flat=True))
    assert numbers[:-1] == list(range(1, len(numbers)))


def test_uploaded_files_come_back_and_newer_ones_stay(hub, folder, media):
    default_storage.save("logos/a.png", ContentFile(b"a"))
    manage("backup", folder)
    default_storage.delete("logos/a.png")
    default_storage.save("logos/b.png", ContentFile(b"b"))
    restore(hub, folder)
    assert {path.name: path.read_bytes() for path in (media / "logos").iterdir()} == {"a.png": b"a", "b.png": b"b"}


def test_no_key_is_in_it_and_only_its_owner_may_read_it(hub, folder, settings):
    manage("backup", folder)
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert names == {"backup.json", *(name for name in names if name.startswith("database."))}
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_a_damaged_backup_is_refused_and_changes_nothing(hub, folder, damage):
    manage("backup", folder)
    publish_fee(hub, "85.00")
    damage(next(folder.glob("database.*")))
    with pytest.raises(CommandError, match=r"database\."):
        restore(hub, folder)
    assert store.head().number == 2


def test_a_backup_of_newer_software_is_refused(hub, folder):
    manage("backup", folder)
    manifest = folder / "backup.json"
    manifest.write_text(manifest.read_text().replace("products.0001_initial", "products.9999_later"))
    with pytest.raises(CommandError, match=r"newer version.*products\.9999_later"):
        restore(hub, folder)


def test_a_folder_that_is_there_is_never_written_over(hub, folder):
    folder.mkdir()
    with pytest.raises(CommandError, match="there already"):
        manage("backup", folder)


def test_restoring_asks_first(hub, folder, monkeypatch):
    manage("backup", folder)
    monkeypatch.setattr("builtins.input", lambda _: "nee")
    with pytest.raises(CommandError, match="Nothing was done"):
        manage("restore", folder)
    assert store.head().number == 1
