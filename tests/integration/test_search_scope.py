"""Scope of search: what a caller may not read is in no result, count, suggestion, correction or score."""

from __future__ import annotations

import pytest
from django.utils import timezone

from api import tokens
from search.engines.registry import embedded_index
from search.index.incremental import rebuild
from tests.integration.search_documents import DESK, WEBSITE, follow, product, publish

pytestmark = pytest.mark.django_db
SECRET = "leidinggevende"


@pytest.fixture
def ask(client, replica):
    publish(product("boom", "Boom kappen", internal=f"Overleg met de {SECRET}."), product("struik", "Struik snoeien"))
    follow(WEBSITE)
    follow(DESK)
    token = tokens.issue("desk", ["desk"], False, timezone.now())
    tokens.follow()

    def ask(path: str, *, scoped: bool = False, **parameters: str):
        headers = {"Authorization": f"Bearer {token}"} if scoped else {}
        return client.get(f"/api/v1/{path}", parameters, headers=headers)

    return ask


def test_internal_notes_are_found_by_who_may_read_them(ask):
    [result] = ask("search", q=SECRET, channel="desk", scoped=True).json()["results"]
    assert (result["key"], result["snippet"]) == ("boom", f"Overleg met de <mark>{SECRET}</mark>.")
    assert result["internal"]


@pytest.mark.parametrize("scoped", [False, True])
def test_the_website_does_not_know_internal_notes(ask, scoped):
    answer = ask("search", q=SECRET, scoped=scoped).json()
    assert (answer["results"], answer["total"], answer["facets"]["themes"]) == ([], 0, [])


def test_the_website_corrects_nothing_to_a_word_of_internal_notes(ask):
    assert ask("search", q="leidingevende").json()["didYouMean"] is None
    assert ask("search", q="leidingevende", channel="desk", scoped=True).json()["didYouMean"] == SECRET


def test_internal_notes_change_no_score_on_the_website(ask):
    before = ask("search", q="boom").json()["results"]
    publish(product("boom", "Boom kappen", internal="boom " * 50))
    rebuild(embedded_index(WEBSITE), WEBSITE)
    assert ask("search", q="boom").json()["results"][0]["score"] == before[0]["score"]


@pytest.mark.parametrize("path", ["search", "suggestions"])
def test_another_channel_needs_its_token(ask, path):
    assert ask(path, q="boom", channel="desk").status_code == 401
    assert ask(path, q="boom", channel="phone", scoped=True).status_code == 403
    assert ask(path, q="boom", channel="fax").status_code == 404


def test_a_scoped_answer_is_kept_by_nobody(ask):
    assert ask("search", q="boom", channel="desk", scoped=True)["Cache-Control"] == "private, no-store"
