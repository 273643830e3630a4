"""Sync libraries: a channel follows a hub, one thing at a time."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta

import pytest

from een_antwoord_sync import Damaged
from tests.integration.published import NEW_YEAR, NOW, document, period, publish
from tests.integration.sync_clients import Client, PythonClient, TypeScriptClient, forget
from tests.integration.sync_hub import SyncHub, sync_hub

pytestmark = pytest.mark.django_db
BEFORE, AFTER = period("83.87"), period("86.00", NEW_YEAR)
PASSPORT = ("product", "paspoort", "nl")


@pytest.fixture
def hub(tmp_path):
    with sync_hub(tmp_path / "hub") as hub:
        yield hub


@pytest.fixture(params=["python", "typescript"])
def client(request, hub, tmp_path) -> Client:
    if request.param == "python":
        return PythonClient(hub, tmp_path / "client")
    return TypeScriptClient(request.getfixturevalue("node"), hub, tmp_path / "client")


def released(hub: SyncHub, *documents, **options) -> None:
    publish(*documents, now=hub.now, **options)
    hub.follow()


def asked(hub: SyncHub) -> list[str]:
    """What the client asked for since the last time, without parameters."""
    paths, hub.asked = [url.partition("?")[0].partition("/v1")[2] for url in hub.asked], []
    return paths


def test_a_client_that_holds_nothing_takes_the_bundle(hub, client):
    released(hub, document(BEFORE, AFTER), document(key="rijbewijs"))
    assert client.read(*PASSPORT) is None
    assert client.sync()
    assert asked(hub) == ["/channels/website/bundle"]
    assert client.read(*PASSPORT) == BEFORE.body
    assert client.keys("product", "nl") == ["paspoort", "rijbewijs"]
    assert client.changed() == {"product/paspoort/nl", "product/rijbewijs/nl"}


def test_a_client_fetches_what_changed_and_nothing_else(hub, client):
    released(hub, document(BEFORE), document(key="rijbewijs"))
    client.sync()
    asked(hub)
    released(hub, document(period("85.00")))
    client.sync()
    assert asked(hub)[1:] == ["/changes", "/channels/website/documents/product/paspoort"]
    assert client.read(*PASSPORT) == period("85.00").body
    assert client.changed() == {"product/paspoort/nl"}


def test_a_coming_value_is_there_before_it_starts_and_switches_without_the_hub(hub, client):
    client.sync()
    released(hub, document(BEFORE, AFTER))
    client.sync()
    hub.now = NEW_YEAR - timedelta(milliseconds=1)
    assert client.read(*PASSPORT) == BEFORE.body
    hub.now = NEW_YEAR
    hub.faults = ["lost"]
    assert client.read(*PASSPORT) == AFTER.body
    assert not client.sync()


def test_a_switch_is_told_once(hub, client):
    released(hub, document(BEFORE, AFTER))
    client.sync()
    hub.now = NEW_YEAR
    hub.follow()
    client.sync()
    assert client.changed() == {"product/paspoort/nl"}
    client.sync()
    assert client.changed() == set()


def test_a_clock_that_is_behind_hides_nothing(hub, client):
    client.sync()
    released(hub, document(BEFORE))
    client.sync()
    hub.now = NOW - timedelta(hours=2)
    assert client.read(*PASSPORT) == BEFORE.body


def test_a_withdrawn_document_is_gone(hub, client):
    released(hub, document())
    client.sync()
    released(hub, removed=[("product", "paspoort")])
    client.sync()
    assert client.read(*PASSPORT) is None
    assert client.keys("product", "nl") == []


def test_a_process_that_is_killed_goes_on_where_it_was(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    asked(hub)
    client.restart()
    assert client.read(*PASSPORT) == BEFORE.body
    client.sync()
    assert "/channels/website/bundle" not in asked(hub)


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("write", range(4))
def test_a_kill_at_any_write_leaves_the_release_before_or_the_whole_one_after(hub, tmp_path, monkeypatch, write):
    client, writes = PythonClient(hub, tmp_path / "client"), []
    released(hub, document(BEFORE), document(period("51.00"), key="rijbewijs"))
    client.sync()
    released(hub, document(period("85.00")), document(period("52.00"), key="rijbewijs"))

    def replace(source, target):
        if len(writes) == write:
            raise Killed
        writes.append(os.rename(source, target))

    with monkeypatch.context() as mortal, suppress(Killed):
        mortal.setattr("een_antwoord_sync.storage.os.replace", replace)
        client.sync()
    client.restart()
    shown = [client.read("product", key, "nl") for key in ("paspoort", "rijbewijs")]
    before, after = [BEFORE.body, period("51.00").body], [period("85.00").body, period("52.00").body]
    assert shown == (after if write == 3 else before)
    client.sync()
    assert [client.read("product", key, "nl") for key in ("paspoort", "rijbewijs")] == after


def test_a_state_that_was_half_written_is_not_taken(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    (client.path / "state.json").write_text('{"epoch": "')
    client.restart()
    assert client.position() == ""
    assert client.sync()
    assert client.read(*PASSPORT) == BEFORE.body


def test_content_that_the_disk_lost_is_fetched_anew(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    (client.path / "contents" / BEFORE.digest).write_bytes(b"")
    with pytest.raises(Damaged):
        client.read(*PASSPORT)
    client.sync()
    assert client.read(*PASSPORT) == BEFORE.body


def test_content_that_is_no_longer_shown_is_thrown_away(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    released(hub, document(period("85.00")))
    client.sync()
    assert [path.name for path in (client.path / "contents").iterdir()] == [period("85.00").digest]


def test_a_new_epoch_starts_anew_and_keeps_what_there_was_until_then(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    hub.new_epoch()
    hub.faults = ["none", "none", "cut"]
    assert not client.sync()
    assert client.read(*PASSPORT) == BEFORE.body
    asked(hub)
    assert client.sync()
    assert asked(hub) == ["/channels/website/bundle"]


def test_a_history_that_was_replaced_without_a_word_is_noticed(hub, client):
    released(hub, document(BEFORE), document(key="rijbewijs"))
    released(hub, document(period("85.00")))
    client.sync()
    hub.restore(new_epoch=False)
    released(hub, document(period("52.00"), key="rijbewijs"))
    client.sync()
    assert client.read(*PASSPORT) == BEFORE.body


@pytest.mark.parametrize("fault", ["lost", "cut", "unavailable", "early"])
def test_an_answer_that_comes_to_grief_leaves_what_there_was(hub, client, fault):
    released(hub, document(BEFORE))
    client.sync()
    released(hub, document(period("85.00")))
    hub.faults = ["none", "none", fault]
    assert not client.sync()
    assert client.read(*PASSPORT) == BEFORE.body
    assert client.sync()
    assert client.read(*PASSPORT) == period("85.00").body
    assert client.changed() == {"product/paspoort/nl"}


def test_a_client_that_was_away_for_a_year_takes_over_all_of_it_at_once(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    for fee in range(20):
        hub.pass_hours(438)
        released(hub, document(period(f"{fee}.00")))
    asked(hub)
    client.sync()
    assert asked(hub)[1:] == ["/changes", "/channels/website/documents/product/paspoort"]
    assert client.read(*PASSPORT) == period("19.00").body


def test_a_client_may_start_from_nothing_at_any_time(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    forget(client)
    assert client.read(*PASSPORT) is None
    assert client.sync()
    assert client.read(*PASSPORT) == BEFORE.body


def test_a_release_that_the_channel_refuses_is_not_shown_at_all(hub, client):
    released(hub, document(BEFORE), document(period("51.00"), key="rijbewijs"))
    client.sync()
    client.refuse("52.00")
    released(hub, document(period("85.00")), document(period("52.00"), key="rijbewijs"))
    assert not client.sync()
    assert client.rejected().startswith("2@")
    assert client.position().startswith("1@")
    assert client.read(*PASSPORT) == BEFORE.body


def test_a_coming_value_that_the_channel_refuses_is_refused_before_it_starts(hub, client):
    client.sync()
    client.refuse("86.00")
    released(hub, document(BEFORE, AFTER))
    assert not client.sync()
    assert client.rejected().startswith("1@")


def test_what_mends_a_refused_release_is_taken_over_with_the_rest_of_it(hub, client):
    released(hub, document(BEFORE), document(period("51.00"), key="rijbewijs"))
    client.sync()
    client.refuse("52.00")
    released(hub, document(period("85.00")), document(period("52.00"), key="rijbewijs"))
    client.sync()
    released(hub, document(period("53.00"), key="rijbewijs"))
    assert client.sync()
    assert client.read(*PASSPORT) == period("85.00").body
    assert client.changed() == {"product/paspoort/nl", "product/rijbewijs/nl"}


def test_a_client_that_refused_a_release_waits_for_the_next_one(hub, tmp_path):
    client = PythonClient(hub, tmp_path / "client")
    client.refuse(BEFORE.body.decode())
    released(hub, document(BEFORE))
    client.sync()
    asked(hub)
    assert client.sync(wait=1)
    assert asked(hub) == ["/channels/website", "/changes"]


def test_a_client_that_is_to_sync_anew_fetches_everything(hub, client):
    released(hub, document(BEFORE))
    client.sync()
    asked(hub)
    client.resync()
    client.sync()
    assert asked(hub) == ["/channels/website/bundle"]
