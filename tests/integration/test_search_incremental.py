"""An index follows the releases: whole ones, changed documents only, and it makes itself anew when it must."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
import tantivy

from releases.models import Head
from releases.replica import follower
from search.engines.registry import elasticsearch_index, embedded_index
from search.index import incremental
from search.language.compounds import Dictionary
from search.query.interface import VERSION, EngineUnavailable, Index
from search.query.rules import FIELDS
from tests.integration.indexes import state
from tests.integration.published import position_of
from tests.integration.search_documents import NEW_YEAR, NOW, WEBSITE, dated, product, publish
from tests.integration.test_replica import go_back_to
from tests.unit.snapshots import passport

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def index(request: pytest.FixtureRequest) -> Index:
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
        return elasticsearch_index(WEBSITE)
    return embedded_index(WEBSITE)


def follow(index: Index, now=NOW) -> None:
    for _ in incremental.follow_to_end(index, WEBSITE, now):
        pass


def contents(index: Index) -> set[str]:
    return index.holding(["kappen", "snoeien", "paspoort", "gemeentehuis", "carnaval"])


def tokens_of(index) -> dict[str, dict[str, int]]:
    """In how many entries each token stands, per field."""
    searcher, everything = index.view().searcher, tantivy.Query.all_query()
    return {name: dict(searcher.terms_with_prefix(name, "", everything)) for name in (*FIELDS, "exact", "words")}


def test_a_publish_is_taken_over(index: Index, replica):
    publish(product("boom", "Boom kappen"))
    follow(index)
    assert contents(index) == {"product/boom", "location/gemeentehuis"}
    assert index.state().position == position_of(1)


def test_nothing_is_done_when_nothing_came(index: Index, replica):
    publish(product("boom", "Boom kappen"))
    follow(index)
    assert incremental.follow(index, WEBSITE, NOW) is None


def test_what_changed_is_made_again_and_the_rest_is_left(index: Index, replica, monkeypatch):
    publish(product("boom", "Boom kappen"), product("struik", "Struik snoeien"))
    follow(index)
    written = []
    monkeypatch.setattr(index, "write", lambda *given: written.append({each.address for each in given[2]}))
    publish(product("boom", "Boom kappen", "Nu anders."))
    incremental.follow(index, WEBSITE, NOW)
    assert written == [{"product/boom"}]


def test_a_withdrawal_is_taken_over(index: Index, replica):
    publish(product("boom", "Boom kappen"), product("struik", "Struik snoeien"))
    follow(index)
    publish(removed=["boom"])
    follow(index)
    assert contents(index) == {"product/struik", "location/gemeentehuis"}


def test_several_releases_are_taken_over_at_once(index: Index, replica):
    publish(product("boom", "Boom kappen"))
    follow(index)
    publish(product("struik", "Struik snoeien"))
    publish(passport())
    assert incremental.follow(index, WEBSITE, NOW).position.release == 3
    assert contents(index) == {"product/boom", "product/struik", "product/paspoort", "location/gemeentehuis"}


def test_a_switch_moves_the_position_and_writes_no_entry(index: Index, replica, monkeypatch):
    publish(product("feest", "Feest", passages=(dated("Carnaval", since=date(2027, 1, 1)), dated("Altijd"))))
    follow(index)
    reached = incremental.follow(index, WEBSITE, NEW_YEAR + HOUR)
    assert reached.position == (1, NEW_YEAR)
    assert contents(index) == {"product/feest", "location/gemeentehuis"}


def test_a_new_word_takes_compounds_apart_that_were_there_before(replica):
    index = embedded_index(WEBSITE)
    publish(product("boom", "Boomkapwerk"))
    follow(index)
    assert Dictionary(index.dictionary()).parts("boomkapwerk") == ()
    publish(product("kap", "Kap een boom, of ander werk"))
    follow(index)
    assert {"~bom", "~kap", "~werk"} <= set(tokens_of(index)["title"])


def test_following_step_by_step_gives_the_same_index_as_making_it_anew(replica):
    index = embedded_index(WEBSITE)
    for made in (product("boom", "Boomkapwerk"), product("kap", "Kap een boom"), product("werk", "Werk"), passport()):
        publish(made)
        follow(index)
    step_by_step, kept = tokens_of(index), index.dictionary()
    incremental.rebuild(index, WEBSITE)
    assert (step_by_step, kept) == (tokens_of(index), index.dictionary())


class TestMakingAnew:
    @pytest.fixture(autouse=True)
    def published(self, replica):
        publish(product("boom", "Boom kappen"))

    def test_an_index_of_an_older_version(self, index: Index):
        index.rebuild(state(1, version=VERSION - 1), frozenset(), [])
        follow(index)
        assert (contents(index), index.state().version) == ({"product/boom", "location/gemeentehuis"}, VERSION)

    def test_an_index_of_another_hub(self, index: Index, replica):
        follow(index)
        Head.objects.update(hub=uuid.uuid4())
        follower.follow(replica)
        assert incremental.follow(index, WEBSITE, NOW).epoch == str(Head.objects.get().hub)

    def test_an_index_of_a_release_that_a_restored_database_does_not_have(self, index: Index, replica):
        publish(product("struik", "Struik snoeien"))
        follow(index)
        go_back_to(1)
        follower.follow(replica)
        follow(index)
        assert (contents(index), index.state().position.release) == ({"product/boom", "location/gemeentehuis"}, 1)

    def test_not_an_index_that_another_node_brought_further(self, index: Index, settings, tmp_path, monkeypatch):
        follow(index)
        settings.REPLICA_DIR = tmp_path / "another node"
        monkeypatch.setattr(incremental, "rebuild", lambda *_: pytest.fail("made anew what was right"))
        assert incremental.follow(index, WEBSITE, NOW) is None

    def test_not_an_index_of_a_newer_version_of_the_hub(self, index: Index):
        index.rebuild(state(1, version=VERSION + 1), frozenset(), [])
        with pytest.raises(EngineUnavailable, match="newer version"):
            incremental.follow(index, WEBSITE, NOW)

    def test_progress_is_told_for_each_document(self, index: Index):
        told = []
        incremental.rebuild(index, WEBSITE, lambda: told.append(1))
        assert len(told) == 2
