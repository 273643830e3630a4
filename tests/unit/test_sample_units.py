"""The sentences of the sample tell facts whole: units and directions once, and of nothing free that it costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from products.sample.markdown import to_markup
from releases.facts.sentence_advice import sentence_advice
from tests.unit.sample_facts import measured_facts
from tests.unit.sample_references import AnyProduct
from tests.unit.test_sample_content import FIXTURE, LANGUAGES, texts

DAY = date(2026, 12, 1)


def advised(language: str) -> Iterator[tuple[str, str, str, str]]:
    for product, told in FIXTURE.products.items():
        for text in texts(told.get(language, {})):
            for advice in sentence_advice(to_markup(text, AnyProduct()), measured_facts(), language, DAY):
                yield product, advice.code, advice.reference.key, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_advised_on_the_sentences_of_the_sample(language):
    assert list(advised(language)) == []
