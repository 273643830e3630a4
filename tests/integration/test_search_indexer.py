"""A node keeps its own indexes, alone, and whatever is wrong with one engine hinders no other."""

from __future__ import annotations

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from releases.channels import CHANNELS
from releases.models.instances import Instance
from search.engines.registry import embedded_index, places
from search.index.indexer import PATIENCE, SPEAKS_EVERY, Keeper, acknowledge, node_name, only_writer
from search.query.interface import VERSION
from tests.integration.published import position_of
from tests.integration.search_documents import NOW, WEBSITE, found, product, publish
from tests.process_state import forget_indexes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(replica):
    publish(product("boom", "Boom kappen"))


def test_one_round_fills_every_index():
    Keeper().round(NOW)
    assert {embedded_index(place).state().position.release for place in places()} == {1}


def test_search_acknowledges_each_position_once():
    told = []
    keeper = Keeper(lambda *each: told.append(each))
    keeper.round(NOW)
    keeper.round(NOW)
    assert [(engine, channel, position) for engine, channel, position, _ in told] == [
        ("embedded", channel, position_of(1)) for channel in CHANNELS
    ]


def test_search_goes_on_saying_what_it_shows():
    told = []
    keeper = Keeper(lambda *each: told.append(each))
    for moment in (NOW, NOW + SPEAKS_EVERY):
        keeper.round(moment)
    assert len(told) == 2 * len(CHANNELS)


def test_the_board_hears_of_search_as_of_any_instance():
    Keeper().round(NOW)
    instances = Instance.objects.filter(name=f"search-embedded-{node_name()}")
    assert {(each.channel, each.displayed) for each in instances} == {
        (channel, str(position_of(1))) for channel in CHANNELS
    }


def test_what_is_normal_gives_no_line(caplog, monkeypatch):
    """A channel that was never on; an engine that other nodes share; a release that came while the round went on."""
    publish(product("fiets", "Fiets kwijt"), now=NOW + timedelta(seconds=30))
    monkeypatch.setitem(CHANNELS, "never-on", CHANNELS["chat"])
    Keeper().round(NOW)
    acknowledge("elasticsearch", "website", position_of(2), NOW)
    acknowledge("elasticsearch", "website", position_of(1), NOW)
    assert caplog.messages == []


def test_only_one_process_of_a_node_writes(search_dir: Path):
    with only_writer(search_dir) as alone:
        Keeper().round(NOW)
        assert alone
    assert embedded_index(WEBSITE).state() is None


def test_an_index_that_was_wiped_comes_back_in_the_next_round(search_dir: Path):
    keeper = Keeper()
    keeper.round(NOW)
    for file in (search_dir / f"v{VERSION}" / "website-nl").iterdir():
        file.unlink()
    keeper.round(NOW)
    assert found("boom") == ["boom"]


def test_an_index_that_is_damaged_is_made_anew(search_dir: Path):
    keeper = Keeper()
    keeper.round(NOW)
    (search_dir / f"v{VERSION}" / "website-nl" / "meta.json").write_text("{")
    keeper.round(NOW)
    assert found("boom") == ["boom"]


def segments(search_dir: Path) -> list[Path]:
    """The files of an index that have its entries."""
    return [file for file in (search_dir / f"v{VERSION}" / "website-nl").glob("*.*") if len(file.stem) == 32]


def cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def flip_a_byte(file: Path) -> None:
    before = file.read_bytes()
    file.write_bytes(before[:-5] + bytes([before[-5] ^ 1]) + before[-4:])


@pytest.mark.parametrize("harm", [Path.unlink, cut_off, flip_a_byte])
def test_an_index_of_which_a_file_is_lost_or_damaged_is_made_anew(search_dir: Path, caplog, harm):
    """Also when this process has it open, and would go on reading what is not there for others."""
    keeper = Keeper()
    keeper.round(NOW)
    assert found("boom") == ["boom"]
    for file in segments(search_dir):
        harm(file)
    keeper._check_from = 0.0
    keeper.round(NOW)
    forget_indexes()
    assert "is damaged, and is made anew" in caplog.text
    assert (found("boom"), [file for file in segments(search_dir) if not file.stat().st_size]) == (["boom"], [])


def test_entries_of_an_index_that_is_deleted_come_back(search_dir: Path):
    keeper = Keeper()
    keeper.round(NOW)
    shutil.rmtree(search_dir)
    keeper.round(NOW)
    assert found("boom") == ["boom"]


@pytest.mark.parametrize(("days", "stays"), [(0, True), (2, False)])
def test_an_index_of_another_version_goes_when_no_older_code_keeps_it(search_dir: Path, days: int, stays: bool):
    old = search_dir / f"v{VERSION - 1}"
    (old / "website-nl").mkdir(parents=True)
    os.utime(old, (time.time() - days * 86400,) * 2)
    Keeper().round(NOW)
    assert old.exists() == stays


def test_an_operator_may_make_all_anew_and_sees_how_far_it_is(capsys):
    call_command("rebuild_search")
    assert "embedded website nl: 2 of 2 documents" in capsys.readouterr().out
    assert found("boom") == ["boom"]


def test_an_operator_hears_which_engine_could_not_be_made_anew(settings, capsys):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(CommandError, match="Not made anew: elasticsearch"):
        call_command("rebuild_search")
    assert found("boom") == ["boom"]


def test_an_engine_that_does_not_answer_rests_and_hinders_no_other(settings, caplog):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    keeper = Keeper()
    keeper.round(NOW)
    keeper.round(NOW + PATIENCE / 2)
    assert found("boom") == ["boom"]
    assert caplog.text.count("elasticsearch cannot be kept up to date") == 1
