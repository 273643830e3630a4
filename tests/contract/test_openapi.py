"""The OpenAPI document means what it says: its own examples follow it, and other answers do not."""

from __future__ import annotations

import pytest

from tests.contract.openapi import document, errors

KEYS = document()["components"]["schemas"]["SigningKey"]["examples"]


def test_the_example_of_a_key_follows_the_document():
    assert errors("/keys", {"results": KEYS, "next": None}) == []


@pytest.mark.parametrize("change", [{"keyId": "short"}, {"algorithm": "RS256"}, {"validFrom": "yesterday"}], ids=str)
def test_another_answer_does_not(change):
    assert errors("/keys", {"results": [KEYS[0] | change], "next": None}) != []
