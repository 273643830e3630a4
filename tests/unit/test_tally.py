"""Counts add up, whoever adds them and whenever they are written."""

from __future__ import annotations

from threading import Thread

from hypothesis import given
from hypothesis import strategies as st

from search.analytics import tally as module
from search.analytics.tally import CountedSearch, Tally

PAS, BOOM = CountedSearch("website", "nl", "pas"), CountedSearch("website", "nl", "boom")


def test_searches_are_added_up_with_what_came_of_them():
    tally = Tally()
    tally.searched(PAS, 3)
    tally.searched(PAS, 0)
    tally.acted(PAS, "product/paspoort", "clicked")

    count = tally.take()[PAS]

    assert (count.asked, count.in_vain, count.found) == (2, 1, 0)
    assert count.actions == {("product/paspoort", "clicked"): 1}
    assert tally.take() == {}


def test_an_action_does_not_change_the_number_of_results():
    tally = Tally()
    tally.searched(PAS, 3)
    tally.acted(PAS, "product/paspoort", "useful")

    assert tally.take()[PAS].found == 3


@given(st.lists(st.tuples(st.sampled_from([PAS, BOOM]), st.integers(0, 3)), max_size=20), st.integers(0, 20))
def test_what_is_given_back_is_as_if_it_had_never_been_taken(searches, when):
    plain, disturbed = Tally(), Tally()
    for number, (asked, found) in enumerate(searches):
        if number == when:
            disturbed.give_back(disturbed.take())
        plain.searched(asked, found)
        disturbed.searched(asked, found)

    assert disturbed.take() == plain.take()


def test_nothing_is_lost_when_many_count_at_once():
    tally = Tally()
    threads = [Thread(target=lambda: [tally.searched(PAS, 1) for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert tally.take()[PAS].asked == 2000


def test_it_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(module, "MOST", 1)
    tally = Tally()
    for asked in (PAS, BOOM, PAS):
        tally.searched(asked, 1)

    assert {asked: count.asked for asked, count in tally.take().items()} == {PAS: 2}
