"""Tokens that change make older indexes wrong: then the version must be raised, so that they are made anew."""

from __future__ import annotations

from hashlib import sha256

from languages.registry import analysis_of
from search.language.dictionaries import Dictionaries
from search.language.tokens import Tokens, name_token
from search.query.interface import VERSION
from search.query.rule_matching import phrase_of
from search.query.rules import FIELDS

TEXT = (
    "Vraag een parkeervergunning, ID-kaart of auto's aan: W.O.Z., café, rijbewijzen, verhuisd, gemeld, huizen, bomen, "
    "waarde, melden, kapvergunningen. Apply for the licences, houses, children's passports."
)
DICTIONARIES = Dictionaries(frozenset("parkeren vergunning kap kappen kaart".split()))
# The digest of each version. A new one gets a line of its own; those before it stay as they are.
DIGESTS = {1: "a1beb8f7e1df0eeb", 2: "a1beb8f7e1df0eeb", 3: "a1beb8f7e1df0eeb"}


def test_tokens_are_those_of_the_version():
    made = [
        part
        for language in map(analysis_of, ("nl", "en"))
        for part in (Tokens(DICTIONARIES.of(language)).of(TEXT), name_token(phrase_of(TEXT, language)))
    ]
    digest = sha256("\n".join((*made, *FIELDS)).encode()).hexdigest()[:16]
    assert digest == DIGESTS[VERSION], "Raise VERSION in search/query/interface.py, and add its digest here."
