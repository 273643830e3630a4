"""A node's copy that is deleted, cut off or damaged: nobody is told what is wrong, and it is whole again by itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from api import tokens
from cms.environment import ROOT
from releases.node_lock import node_lock
from releases.replica import generations, replica
from releases.replica.checked import CopyDamaged
from releases.replica.follower import follow
from releases.replica.healing import Scrubber
from releases.replica.replica import Replica, shared_replica
from tests.integration.hot_path import PATH
from tests.integration.published import document, period, publish
from tests.integration.test_replica import content
from tests.process_state import close_shared_replica

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def looks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replica, "LOOK_SECONDS", 0)


@pytest.fixture
def folder(replica_dir: Path) -> Path:
    """Of a copy with two releases."""
    publish(document(period("83.87")), document(key="rijbewijs"))
    publish(document(period("85.00")))
    follow(shared_replica())
    return shared_replica().folder


def cut_off(folder: Path) -> None:
    os.truncate(folder / "data.mdb", (folder / "data.mdb").stat().st_size // 2)


def damage_bodies(folder: Path) -> None:
    file = folder / "data.mdb"
    file.write_bytes(file.read_bytes().replace(b'"fee":"85.00"', b'"fee":"86.00"'))


def test_a_copy_that_is_deleted_while_it_is_read_is_begun_anew(folder, replica_dir):
    shutil.rmtree(replica_dir)
    assert shared_replica().position().hub == ""
    follow(shared_replica())
    assert b"85.00" in content(shared_replica(), 2)


def test_a_copy_that_is_cut_off_while_it_is_read_is_begun_anew(folder):
    cut_off(folder)
    follow(shared_replica())
    assert b"85.00" in content(shared_replica(), 2)


@pytest.mark.parametrize("size", [0, 100, 4096, 20_000])
def test_a_process_that_starts_with_a_copy_that_is_cut_off_begins_it_anew(folder, size):
    close_shared_replica()
    os.truncate(folder / "data.mdb", size)
    follow(shared_replica())
    assert b"85.00" in content(shared_replica(), 2)


def test_a_damaged_body_is_never_told_and_the_copy_is_begun_anew(folder):
    close_shared_replica()
    damage_bodies(folder)
    with pytest.raises(CopyDamaged):
        content(shared_replica(), 2)
    follow(shared_replica())
    assert b"85.00" in content(shared_replica(), 2)


def test_a_reader_of_a_damaged_copy_waits_until_it_is_whole(folder, client: Client, monkeypatch):
    close_shared_replica()
    damage_bodies(folder)
    monkeypatch.setattr("api.catching_up.sleep", lambda _: tokens.follow())
    answer = client.get(f"{PATH}?release=2")
    assert (answer.status_code, b"85.00" in answer.content) == (200, True)


def test_a_list_of_a_damaged_copy_is_not_told_either(folder, client: Client, monkeypatch):
    monkeypatch.setattr("api.catching_up.PATIENCE_SECONDS", 0)
    versions = shared_replica().databases.versions
    with shared_replica().env.begin(write=True) as txn, txn.cursor(versions) as rows:
        rows.first()
        txn.put(rows.key(), rows.value().replace(b"null", b"9999"), db=versions)
    answer = client.get("/api/v1/channels/website/documents")
    assert (answer.status_code, answer.json()["code"]) == (503, "behind")


def test_a_version_that_is_lost_is_not_answered_with_the_one_before(folder):
    versions = shared_replica().databases.versions
    with shared_replica().env.begin(write=True) as txn, txn.cursor(versions) as rows:
        newest = next(key for key, row in rows if b"paspoort" in key and row.startswith(b"[2,"))
        txn.delete(newest, db=versions)
    with pytest.raises(CopyDamaged):
        content(shared_replica(), 2)


def test_whatever_byte_is_damaged_no_reader_is_told_what_is_wrong_and_the_scrub_finds_it(folder):
    close_shared_replica()
    command = [
        sys.executable,
        "-m",
        "tests.integration.damaged_copies",
        str(folder),
        "1",
        "300",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(done.stdout)
    assert found.keys() <= {"right", "refused", "not found", "behind", "ended"}
    assert found["refused"] > 10


def test_the_scrub_begins_a_damaged_copy_anew_and_says_so(folder, caplog):
    close_shared_replica()
    damage_bodies(folder)
    Scrubber().heal()
    assert "damaged, and is made anew" in caplog.text
    assert not folder.exists()
    assert shared_replica().position().hub == ""


def test_the_scrub_leaves_a_copy_that_is_whole(folder, caplog):
    Scrubber().heal()
    assert (shared_replica().folder, caplog.messages) == (folder, [])


def test_another_process_that_began_anew_is_followed(folder, replica_dir):
    with node_lock(generations.lock_of(replica_dir)):
        made = generations.begin(replica_dir)
    assert shared_replica().folder == made


def test_old_and_new_code_keep_a_copy_of_their_own(folder, replica_dir, monkeypatch):
    monkeypatch.setattr(generations, "LAYOUT", generations.LAYOUT + 1)
    newer = Replica(generations.begin(replica_dir))
    follow(newer)
    newer.close()
    monkeypatch.undo()
    assert b"85.00" in content(shared_replica(), 2)
    assert shared_replica().folder == folder
