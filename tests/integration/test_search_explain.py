"""Released search rules change the answers, and trying a question explains the score of every result."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from django.conf import settings

from releases import store
from releases.compiling.compiler import compile_snapshot
from releases.core.search_rules import BestBet, SearchRules, Synonym
from releases.replica import follower
from releases.replica.replica import shared_replica
from search.engines.registry import elasticsearch_index
from search.explain import Trial, try_question
from search.index import incremental
from search.query.addresses import IndexScope
from search.query.interface import MatchReason
from search.query.rules import BestBet as Bet
from search.query.rules import Rules
from search.query.rules import Synonym as Means
from search.released_documents import Shelf
from search.service import SearchRequest
from tests.elasticsearch_server import Server
from tests.integration.search_documents import DESK, NOW, WEBSITE, ask, follow, found, product, publish
from tests.unit.snapshots import snapshot

pytestmark = pytest.mark.django_db

PRODUCTS = (
    product("boom", "Boom kappen", "Vraag een vergunning aan om een boom te kappen.", names=["kapvergunning"]),
    product("parkeren", "Parkeervergunning", "Een vergunning om te parkeren in uw straat."),
    product("container", "Afvalcontainer", "Is uw container kapot? Dan komen wij.", internal="Vraag naar de chip."),
    product("grofvuil", "Grofvuil", "Wij halen grof afval op. Zet het niet in de container."),
)


@pytest.fixture
def catalogue(replica: Any) -> None:
    publish(*PRODUCTS)
    for place in (WEBSITE, DESK):
        follow(place)


def release(*synonyms: Synonym, bets: tuple[BestBet, ...] = ()) -> None:
    shown = {each.key: each for each in PRODUCTS}
    rules = SearchRules(synonyms, bets)
    made = snapshot(subjects=(("searchRules", "search-rules"),), products=shown, search_rules=rules)
    store.publish(compile_snapshot(made), author="Anna", cause="test", now=NOW, sources={})
    follower.follow(shared_replica())


def trial(text: str, rules: Rules | None = None, place: IndexScope = WEBSITE) -> Trial:
    with shared_replica().read() as reading:
        return try_question(SearchRequest(text, place, NOW), Shelf(reading, place, NOW), rules or Rules())


def reasons(text: str, key: str, rules: Rules | None = None, place: IndexScope = WEBSITE) -> dict[str, Any]:
    (result,) = (each for each in trial(text, rules, place).results if each.address == f"product/{key}")
    return {reason.word: reason for reason in result.explanation.reasons}


def test_a_released_synonym_finds_what_the_texts_do_not_say(catalogue):
    assert found("kliko") == []

    release(Synonym("synonym:1", "nl", "kliko", ("afvalcontainer",)))
    follow()

    assert found("kliko") == ["container"]


@pytest.mark.elasticsearch
def test_released_rules_hold_on_elasticsearch_without_a_new_index(catalogue, elasticsearch):
    index = elasticsearch_index(WEBSITE)
    list(incremental.follow_to_end(index, WEBSITE, NOW))
    before = elasticsearch_names(elasticsearch)

    release(
        Synonym("synonym:1", "nl", "kliko", ("afvalcontainer",)),
        bets=(BestBet("bestBet:1", "nl", ("vergunning",), ("grofvuil",)),),
    )
    follow()
    list(incremental.follow_to_end(index, WEBSITE, NOW))

    assert (ask("zwiefkiep").engine, ask("zwiefkiep").release) == ("elasticsearch", 2)
    assert (found("kliko")[0], found("vergunning")[0]) == ("container", "grofvuil")
    assert elasticsearch_names(elasticsearch) == before


def elasticsearch_names(server: Server) -> set[str]:
    return set(httpx.get(f"{server.url}/{settings.ELASTICSEARCH_PREFIX}-*", timeout=60).json())


def test_the_rules_are_those_of_the_release_that_the_index_is_at(catalogue):
    """Pages of one release fit together, also while the index has yet to follow."""
    release(Synonym("synonym:1", "nl", "kliko", ("afvalcontainer",)))

    assert (ask("kliko").release, found("kliko")) == (1, [])


def test_a_released_best_bet_stands_first(catalogue):
    release(bets=(BestBet("bestBet:1", "nl", ("vergunning",), ("grofvuil",)),))
    follow()

    assert found("vergunning")[0] == "grofvuil"


@pytest.mark.parametrize(
    "question",
    ["boom kappen", "kapvergunning", "parkeervergunning", "vergunningen", "wat kost een vergunning", "contianer kapot",
     "afval container", "parkeer", "container chip", "kliko", "containervergunning"],
)  # fmt: skip
@pytest.mark.parametrize("place", [WEBSITE, DESK], ids=["website", "desk"])
def test_the_explanation_adds_up_to_the_score(catalogue, question, place):
    rules = Rules((Means("kliko", ("afvalcontainer", "grof vuil")),), boosted={"product/boom": 0.5})

    results = trial(question, rules, place).results

    assert results
    for result in results:
        told = result.explanation
        assert told.score == pytest.approx(result.score, rel=1e-4)
        assert sum(reason.score for reason in told.reasons) * told.factor == pytest.approx(told.score, rel=1e-6)


def test_a_reason_tells_how_a_word_was_found_and_where(catalogue):
    found = reasons("vergunningen", "parkeren")["vergunningen"]

    assert (found.way, found.where[0].field, found.where[0].is_part) == (MatchReason(), "title", True)
    assert "text" in [where.field for where in found.where]


def test_a_typing_error_and_a_synonym_tell_what_they_stand_for(catalogue):
    rules = Rules((Means("kliko", ("afvalcontainer",)),))

    assert reasons("contianer", "container")["contianer"].way == MatchReason("mistake", "container")
    assert reasons("kliko", "container", rules)["kliko"].way == MatchReason("synonym", "afvalcontainer")


def test_a_whole_name_is_a_reason_of_its_own(catalogue):
    assert reasons("kapvergunning", "boom")[""].way == MatchReason("name")


def test_internal_notes_explain_nothing_on_the_website(catalogue):
    assert reasons("container chip", "container", place=DESK)["chip"].where[0].field == "notes"
    assert "chip" not in reasons("container chip", "container")


def test_a_best_bet_has_no_score_and_is_counted(catalogue):
    rules = Rules(best_bets=(Bet(("container",), ("product/grofvuil",)),))
    tried = trial("container", rules)

    assert (tried.results[0].address, tried.results[0].score, tried.total) == ("product/grofvuil", None, 2)


def test_nothing_found_is_a_trial_without_results(catalogue):
    assert (trial("xyzzy").total, trial("xyzzy").results) == (0, ())
