"""The OpenAPI document describes the keys: its own example follows it, and other answers do not."""

from __future__ import annotations

import pytest

from tests.contract.described import document, errors

[KEY] = document()["components"]["schemas"]["SigningKey"]["examples"]


def test_the_example_of_a_key_follows_the_document():
    assert errors("SigningKey", KEY) == []


@pytest.mark.parametrize("change", [{"keyId": "short"}, {"algorithm": "RS256"}, {"validFrom": "yesterday"}], ids=str)
def test_another_answer_does_not(change):
    assert errors("SigningKey", KEY | change) != []
