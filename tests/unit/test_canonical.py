"""The same content is the same bytes, and what has no exact bytes is refused."""

from __future__ import annotations

import json
import random
from datetime import date
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core.canonical import LARGEST, digest, dumps

texts = st.text(st.characters(codec="utf-8"))
keys = st.text(st.characters(codec="ascii"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


def shuffled(value, chance):
    if isinstance(value, list):
        return [shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    items = list(value.items())
    chance.shuffle(items)
    return {key: shuffled(item, chance) for key, item in items}


@given(values)
def test_what_was_written_reads_back_the_same(value):
    assert json.loads(dumps(value)) == value


@given(values, st.integers())
def test_the_order_of_keys_does_not_matter(value, seed):
    assert dumps(shuffled(value, random.Random(seed))) == dumps(value)


@given(values)
def test_reading_and_writing_again_changes_no_byte(value):
    assert dumps(json.loads(dumps(value))) == dumps(value)


@given(values)
def test_a_canonical_part_can_stand_in_for_its_value(value):
    assert dumps({"part": orjson.Fragment(dumps(value))}) == dumps({"part": value})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, b'{"a":[true,null],"b":1}'),
        ("€ 83,87", '"€ 83,87"'.encode()),
        ("\x1f\b\n\"\\/", b'"\\u001f\\b\\n\\"\\\\/"'),
        ({}, b"{}"),
        ((1, 2), b"[1,2]"),
    ],
)  # fmt: skip
def test_the_bytes_are_those_of_rfc_8785(value, written):
    assert dumps(value) == written


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (83.87, "83.87"),
        ([{"amount": float("nan")}], "nan"),
        (Decimal("83.87"), "83.87"),
        (date(2027, 1, 1), "2027"),
        (LARGEST + 1, str(LARGEST + 1)),
        ({"deep": [-LARGEST - 1]}, str(-LARGEST - 1)),
        ({"euro€": 1}, "euro€"),
        ({1: "one"}, "1"),
        ({"a", "b"}, "'a'"),
        (b"bytes", "bytes"),
    ],
)
def test_a_value_without_exact_bytes_is_refused_by_name(value, named):
    with pytest.raises(ValueError, match=named):
        dumps(value)


def test_a_digest_is_sha_256_in_hex():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
