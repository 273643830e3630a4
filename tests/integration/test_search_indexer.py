"""A node keeps its own indexes, alone, and whatever is wrong with one engine hinders no other."""

from __future__ import annotations

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


def test_indexes_of_older_versions_are_cleared_away(search_dir: Path):
    old = search_dir / f"v{VERSION - 1}" / "website-nl"
    old.mkdir(parents=True)
    Keeper().round(NOW)
    assert not old.parent.exists()


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
