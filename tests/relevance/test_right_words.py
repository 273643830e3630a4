"""Right words of which the municipality has no text are not taken for typing errors, nor for another subject."""

from __future__ import annotations

import pytest

from tests.relevance.engines import found

pytestmark = [pytest.mark.engine, pytest.mark.slow]

RIGHT = {
    "nl": (
        "werkloos geworden, kerst, pasen, pinksteren, alimentatie, testament, hypotheek, zwembad, bibliotheek, huisarts, tandarts, "
        "voedselbank, inbraak, burenruzie, stage, lente, zomervakantie, peuter, kleuter, weduwe, notaris, advocaat, politie, brandweer, "
        "ambulance, apotheek, ziekenhuis, verzekering, energie, gasrekening, internet, glasvezel, postzegel, pakket, vliegtuig, trein, "
        "bommen, botten, zakken, koppen, woorden, kransen"
    ),
    "en": (
        "christmas, easter, alimony, mortgage, swimming pool, library, dentist, burglary, internship, widow, lawyer, solicitor, police, "
        "fire brigade, ambulance, pharmacy, hospital, insurance, energy bill, internet, parcel, aeroplane, train, spring, kindergarten"
    ),
}


@pytest.mark.parametrize("locale", RIGHT)
def test_a_right_word_is_not_corrected(hub, locale):
    words = RIGHT[locale].split(", ")
    assert {word: said for word, answer in found(hub, words, locale) if (said := answer["didYouMean"])} == {}


def test_a_feast_is_no_pass(hub):
    [(_, answer)] = found(hub, ["pasen"], "nl")
    assert answer["results"] == []
