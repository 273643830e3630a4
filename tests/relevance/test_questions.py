"""The judged questions for a fact are a yardstick: enough of each kind, true to the fixtures, split by nobody's choice."""

from __future__ import annotations

from collections import Counter

import pytest

from products.sample.files import Fixture
from tests.relevance.engines import SAMPLE
from tests.relevance.questions import judged_questions

QUESTIONS = judged_questions()
GROUPS = {"costs", "duration", "opening", "bring", "silent"}
FACTS = {key for group in Fixture(SAMPLE).facts.values() for key in group}


@pytest.mark.parametrize(("locale", "least"), [("nl", 200), ("en", 60)])
def test_there_are_enough_questions_in_each_language(locale, least):
    assert sum(question.locale == locale for question in QUESTIONS) >= least


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_about_a_third_has_no_direct_answer(locale):
    silent = [not question.facts for question in QUESTIONS if question.locale == locale]
    assert sum(silent) / len(silent) == pytest.approx(1 / 3, abs=0.04)


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_about_a_third_is_held_out(locale):
    held_out = [question.held_out for question in QUESTIONS if question.locale == locale]
    assert sum(held_out) / len(held_out) == pytest.approx(1 / 3, abs=0.08)


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_each_language_has_its_groups(locale):
    assert {question.group for question in QUESTIONS if question.locale == locale} == GROUPS


def test_only_the_group_for_it_has_questions_without_an_answer():
    assert {question.group for question in QUESTIONS if not question.facts} == {"silent"}


def test_every_fact_that_is_named_is_there():
    assert {key for question in QUESTIONS for key in question.facts | question.also} <= FACTS


def test_a_day_is_that_of_opening_hours():
    assert {question.group for question in QUESTIONS if question.day} == {"opening"}


def test_a_locale_judges_a_question_once():
    times = Counter((question.locale, question.text.casefold()) for question in QUESTIONS)
    assert [key for key, count in times.items() if count > 1] == []
