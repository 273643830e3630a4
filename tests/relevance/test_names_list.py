"""A list of names narrows down to the products whose name has every word that was typed."""

from __future__ import annotations

import pytest

from tests.relevance.names_list import NamesList

PRODUCTS = {
    "paspoort": {
        "upl": ["paspoort", "identiteitskaart"],
        "nl": {"title": "Paspoort of identiteitskaart", "names": {"everyday": ["id-kaart"]}},
        "en": {"title": "Passport or identity card"},
    },
    "rijbewijs": {"upl": ["rijbewijs"], "nl": {"title": "Rijbewijs", "names": {"former": ["roze papiertje"]}}},
    "omwisselen": {"upl": ["rijbewijs buitenlands omwisseling"], "nl": {"title": "Buitenlands rijbewijs omwisselen"}},
}


@pytest.mark.parametrize(
    ("query", "locale", "found"),
    [
        ("Paspoort", "nl", ["paspoort"]),
        ("kaart ID", "nl", ["paspoort"]),
        ("roze papiertje", "nl", ["rijbewijs"]),
        ("rijbewijs", "nl", ["rijbewijs", "omwisselen"]),
        ("rijbewijs aanvragen", "nl", []),
        ("passport", "en", ["paspoort"]),
        ("roze", "en", ["rijbewijs"]),
    ],
)
def test_a_product_is_found_by_a_name_with_every_word(query, locale, found):
    assert NamesList(PRODUCTS).search(query, locale) == found
