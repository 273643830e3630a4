"""Sync libraries keep the heads that a hub told, and say when its history has them no more."""

from __future__ import annotations

import json
import threading

import pytest

from een_antwoord_sync import Channel, Folder
from tests.integration import forgeries
from tests.integration.published import document, period, publish
from tests.integration.sync_clients import Client, PythonClient, TypeScriptClient
from tests.integration.sync_hub import SyncHub, sync_hub

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(tmp_path):
    with sync_hub(tmp_path / "hub") as hub:
        for fee in ("83.87", "85.00", "86.00"):
            publish(document(period(fee)), now=hub.now)
        hub.follow()
        yield hub


@pytest.fixture(params=["python", "typescript"])
def client(request, hub, tmp_path) -> Client:
    """That holds release 3."""
    made = (
        PythonClient(hub, tmp_path / "client")
        if request.param == "python"
        else TypeScriptClient(request.getfixturevalue("node"), hub, tmp_path / "client")
    )
    made.sync()
    return made


def kept(client: Client) -> list[dict[str, object]]:
    return json.loads((client.path / "heads.json").read_bytes())


def test_an_honest_hub_contradicts_nothing(hub, client):
    assert client.compare() == []
    publish(document(period("87.00")), now=hub.now)
    hub.follow()
    assert client.compare() == []


def test_the_newest_head_is_kept_with_its_signature(hub, client):
    client.compare()
    [head] = kept(client)
    assert head == json.loads(hub.respond("/api/v1/heads").body)["channels"]["website"]


def test_a_client_that_held_nothing_compares_nothing(hub, tmp_path):
    client = PythonClient(hub, tmp_path / "empty")
    assert client.compare() == []


def test_a_newest_release_that_was_dropped_is_said(hub, client):
    forgeries.drop_newest()
    hub.follow()
    assert client.compare() == [3]


def test_a_dropped_release_is_said_after_the_client_took_over_the_shorter_history(hub, client):
    forgeries.drop_newest()
    hub.follow()
    client.sync()
    assert client.position().startswith("2@")
    assert client.compare() == [3]


def test_a_dropped_release_is_said_by_a_client_that_was_restarted(hub, client):
    client.compare()
    forgeries.drop_newest()
    hub.follow()
    client.sync()
    client.restart()
    assert client.compare() == [3]


def test_a_release_in_the_place_of_one_that_was_dropped_is_said(hub, client):
    client.compare()
    forgeries.drop_newest()
    publish(document(period("99.00")), now=hub.now)
    hub.lose_copy()
    assert client.compare() == [3]


def test_a_history_that_was_signed_again_is_said(hub, client, settings):
    client.compare()
    forgeries.replace_text("83.87", "38.87")
    forgeries.link_anew(forgeries.key_of_this_node())
    hub.lose_copy()
    assert client.compare() == [3]


def test_a_head_that_is_contradicted_stays_as_evidence(hub, client):
    client.compare()
    forgeries.drop_newest()
    hub.follow()
    client.compare()
    publish(document(period("99.00")), document(key="rijbewijs"), now=hub.now)
    hub.lose_copy()
    assert client.compare() == [3]
    assert 3 in [head["number"] for head in kept(client)]


def test_a_release_that_a_new_epoch_lost_is_said(hub, client):
    hub.restore(new_epoch=True)
    client.sync()
    assert client.compare() == [3]


def test_a_hub_that_tells_no_heads_contradicts_nothing(hub, client):
    hub.tells_heads = False
    assert client.compare() == []


def followed(hub: SyncHub, client: PythonClient, rounds: int) -> list[str]:
    """So many rounds of a follower, between which hours pass."""
    channel, stop, said = Channel(client._http, "website", Folder(client.path), hub.clock), threading.Event(), []
    update = channel.update

    def round(wait: int = 0) -> set[str]:
        if len(said) == rounds - 1:
            stop.set()
        said.append("round")
        hub.pass_hours(2)
        return update()

    channel.update = round
    channel.follow(stop, on_change=lambda changed: None, on_contradiction=lambda found: said.append(str(found)))
    return [each for each in said if each != "round"]


def test_who_follows_hears_of_it_once(hub, tmp_path):
    client = PythonClient(hub, tmp_path / "client")
    client.sync()
    forgeries.drop_newest()
    hub.follow()
    [said] = followed(hub, client, rounds=3)
    assert said.endswith("and no longer has it.")


def test_who_follows_an_honest_hub_hears_nothing(hub, tmp_path):
    client = PythonClient(hub, tmp_path / "client")
    client.sync()
    assert followed(hub, client, rounds=3) == []


def test_a_follower_hears_of_changes_when_comparing_fails(hub, tmp_path):
    client, heard, stop = PythonClient(hub, tmp_path / "client"), [], threading.Event()
    channel = Channel(client._http, "website", Folder(client.path), hub.clock)
    hub.faults = ["none", "unavailable"]

    def hear(changed: set[str]) -> None:
        heard.append(changed)
        stop.set()

    channel.follow(stop, hear)
    assert (heard, hub.asked[-1]) == ([{"product/paspoort/nl"}], "http://hub/api/v1/heads")
