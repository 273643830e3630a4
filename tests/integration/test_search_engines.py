"""Duties of every engine: the same tests on the embedded one and on a real Elasticsearch."""

from __future__ import annotations

import pytest

from search.engines.registry import elasticsearch_index, embedded_index
from search.language.segmentation import LONGEST
from search.query.addresses import IndexScope
from search.query.interface import Alternative, Clause, Index, QueryRefused
from search.query.query_analysis import MOST_WAYS
from tests.integration.indexes import LATER, NOW_MS, addresses, change, clause, entry, fill, query, state

PLACE = IndexScope("website", "nl")


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def index(request: pytest.FixtureRequest) -> Index:
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
        return elasticsearch_index(PLACE)
    return embedded_index(PLACE)


class TestKeeping:
    def test_an_index_that_is_not_there_has_no_state(self, index: Index):
        assert index.state() is None

    def test_a_new_index_is_at_the_state_it_was_made_for(self, index: Index):
        fill(index, entry(), release=3)
        assert (index.state(), index.dictionary()) == (state(3), {"paspoort"})
        assert index.search(query("paspoort")).state == state(3)

    def test_a_write_takes_the_place_of_all_that_an_address_had(self, index: Index):
        fill(index, entry(title="oud"), entry(slot=1, title="ook oud"), entry("product/rijbewijs"))
        change(index, entry(title="nieuw"))
        assert addresses(index.search(query("oud"))) == []
        assert addresses(index.search(query("nieuw"))) == ["product/paspoort"]
        assert addresses(index.search(query("rijbewijs"))) == ["product/rijbewijs"]
        assert index.state() == state(2)

    def test_what_is_withdrawn_is_not_found(self, index: Index):
        fill(index, entry(), entry("product/rijbewijs", title="ook paspoort"))
        change(index, gone=("product/paspoort",))
        assert addresses(index.search(query("paspoort"))) == ["product/rijbewijs"]

    def test_what_was_withdrawn_can_come_back(self, index: Index):
        fill(index, entry())
        change(index, gone=("product/paspoort",))
        change(index, entry(), release=3)
        assert addresses(index.search(query("paspoort"))) == ["product/paspoort"]

    def test_making_an_index_anew_leaves_nothing_of_the_old_one(self, index: Index):
        fill(index, entry(), release=1)
        fill(index, entry("product/rijbewijs"), release=1)
        assert addresses(index.search(query("paspoort"))) == []
        assert addresses(index.search(query("rijbewijs"))) == ["product/rijbewijs"]

    def test_entries_are_known_by_the_words_in_them(self, index: Index):
        fill(index, entry(text="grofvuil"), entry("product/b", text="grofvuil ophalen"), entry("product/c"))
        assert index.holding(["ophalen"]) == {"product/b"}
        assert index.holding(["grofvuil"]) == {"product/paspoort", "product/b"}
        assert index.holding(["niets"]) == set()


class TestRanking:
    def test_a_title_says_more_than_a_text(self, index: Index):
        fill(index, entry("product/a", text="boom"), entry("product/b", title="boom"))
        assert addresses(index.search(query("boom"))) == ["product/b", "product/a"]

    def test_a_question_without_words_finds_nothing(self, index: Index):
        fill(index, entry("product/a", title="boom"))
        assert index.search(query()).total == 0

    def test_a_whole_name_says_most(self, index: Index):
        fill(index, entry("product/a", title="pas", exact="pas"), entry("product/b", title="pas", text="pas pas"))
        assert addresses(index.search(query("pas", names={"pas": 1.0})))[0] == "product/a"

    def test_words_may_stand_in_several_fields(self, index: Index):
        fill(index, entry("product/a", title="boom", text="kap"), entry("product/b", title="boom"))
        assert addresses(index.search(query("boom", "kap", needed=2))) == ["product/a"]

    def test_more_words_found_say_more(self, index: Index):
        fill(index, entry("product/a", title="boom kap"), entry("product/b", title="boom water"))
        assert addresses(index.search(query("boom", "kap"))) == ["product/a", "product/b"]

    def test_the_best_way_to_find_a_word_counts(self, index: Index):
        fill(index, entry("product/a", title="kliko"), entry("product/b", title="container"))
        ways = Clause("kliko", (Alternative((("kliko",),)), Alternative((("container",),), 0.3)))
        assert addresses(index.search(query(clauses=(ways,)))) == ["product/a", "product/b"]

    def test_a_way_of_several_words_needs_them_all(self, index: Index):
        fill(index, entry("product/a", title="vergunning parkeren"), entry("product/b", title="vergunning"))
        apart = Clause("parkeervergunning", (Alternative((("parkeren",), ("vergunning",))),))
        assert addresses(index.search(query(clauses=(apart,)))) == ["product/a"]

    def test_a_part_of_a_word_says_less_than_the_word(self, index: Index):
        fill(index, entry("product/a", title="kapvergunning ~vergunning"), entry("product/b", title="vergunning"))
        either = Clause("vergunning", (Alternative((("vergunning", "~vergunning"),)),))
        assert addresses(index.search(query(clauses=(either,)))) == ["product/b", "product/a"]

    def test_a_word_that_only_asks_finds_nothing_by_itself(self, index: Index):
        fill(index, entry("product/a", title="paspoort"), entry("product/b", text="kost"))
        asked = (clause("paspoort"), clause("kost", optional=True))
        assert addresses(index.search(query(clauses=asked))) == ["product/a"]

    def test_boosting_multiplies_a_score(self, index: Index):
        fill(index, entry("product/a", title="boom"), entry("product/b", text="boom"))
        plain = {hit.address: hit.score for hit in index.search(query("boom")).hits}
        found = index.search(query("boom", boosted={"product/b": 100.0})).hits
        assert [hit.address for hit in found] == ["product/b", "product/a"]
        assert found[0].score == pytest.approx(100 * plain["product/b"], rel=1e-3)
        assert found[1].score == pytest.approx(plain["product/a"], rel=1e-3)

    def test_weights_decide_which_field_counts(self, index: Index):
        fill(index, entry("product/a", text="boom"), entry("product/b", title="boom"))
        assert addresses(index.search(query("boom", weights={"text": 1.0, "exact": 1.0}))) == ["product/a"]

    def test_words_that_mean_something_to_an_engine_are_just_words(self, index: Index):
        fill(index, entry())
        hostile = ("*", "paspoort*", "title:paspoort", "a AND (b", '"', "\\", "/x/", "{}", "state", "a" * 5000)
        assert addresses(index.search(query(*hostile))) == []

    def test_the_largest_question_that_understanding_makes_is_answered(self, index: Index):
        fill(index, entry())
        ways = [Clause(f"w{word}", tuple(Alternative(((f"w{word}{way}", f"~w{word}{way}"),)) for way in range(MOST_WAYS)))
                for word in range(LONGEST)]  # fmt: skip
        names = {f"name{number}": 1.0 for number in range(700)}
        asked = query(clauses=(*ways, clause("paspoort")), names=names)
        assert addresses(index.search(asked)) == ["product/paspoort"]


class TestAsking:
    def test_each_entry_is_found_in_its_own_period_only(self, index: Index):
        fill(index, entry(title="paspoort nu", until=LATER), entry(slot=1, title="paspoort straks", since=LATER))
        assert addresses(index.search(query("paspoort"))) == ["product/paspoort"]
        assert addresses(index.search(query("straks"))) == []
        assert addresses(index.search(query("straks", at=LATER))) == ["product/paspoort"]
        assert addresses(index.search(query("nu", at=LATER - 1))) == ["product/paspoort"]
        assert addresses(index.search(query("nu", at=LATER))) == []

    def test_pages_follow_each_other(self, index: Index):
        fill(index, *(entry(f"product/{letter}", title="boom") for letter in "abcde"))
        pages = [index.search(query("boom", offset=start, limit=2)) for start in (0, 2, 4)]
        assert [page.total for page in pages] == [5, 5, 5]
        assert [address for page in pages for address in addresses(page)] == [f"product/{letter}" for letter in "abcde"]

    def test_a_page_beyond_all_there_can_be_costs_no_memory(self, index: Index):
        fill(index, entry(title="boom"))
        try:
            found = index.search(query("boom", offset=9_999_999_999))
        except QueryRefused:
            return
        assert (found.total, found.hits) == (1, ())

    def test_hidden_products_are_neither_found_nor_counted(self, index: Index):
        fill(index, entry("product/a", title="boom", themes=("t",)), entry("product/b", title="boom", themes=("t",)))
        found = index.search(query("boom", hidden=frozenset({"product/a"})))
        assert (addresses(found), found.total, found.themes) == (["product/b"], 1, {"t": 1})

    def test_only_some_addresses_may_be_asked_for(self, index: Index):
        fill(index, entry("product/a", title="boom"), entry("product/b", title="boom"))
        assert addresses(index.search(query("boom", only=frozenset({"product/b"})))) == ["product/b"]

    def test_facets_count_what_is_found_at_the_moment(self, index: Index):
        fill(
            index,
            entry("product/a", title="boom", themes=("natuur", "bos"), audiences=("resident",)),
            entry("product/b", title="boom", themes=("natuur",), audiences=("resident", "business")),
            entry("product/c", title="boom", themes=("natuur",), audiences=("business",), until=NOW_MS),
            entry("product/d", title="water", themes=("natuur",)),
        )
        found = index.search(query("boom"))
        assert found.themes == {"natuur": 2, "bos": 1}
        assert found.audiences == {"resident": 2, "business": 1}

    def test_a_facet_leaves_its_own_filter_aside(self, index: Index):
        fill(
            index,
            entry("product/a", title="boom", themes=("natuur",), audiences=("resident",)),
            entry("product/b", title="boom", themes=("wonen",), audiences=("resident",)),
            entry("product/c", title="boom", themes=("natuur",), audiences=("business",)),
        )
        found = index.search(query("boom", theme="natuur", audience="resident"))
        assert (addresses(found), found.total) == (["product/a"], 1)
        assert found.themes == {"natuur": 1, "wonen": 1}
        assert found.audiences == {"resident": 1, "business": 1}
