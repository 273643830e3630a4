"""A release's digest can be recomputed from what it covers, and differs as soon as any of that differs."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.proof.digests import channel_link, digest_of, release_link

CREATED = "2026-11-24T10:00:00.000000Z"
FEE = {"kind": "product", "key": "paspoort", "locale": "nl", "digests": ["aa"]}
VOG = {"kind": "product", "key": "vog", "locale": "nl", "digests": ["bb"]}
LINK = {"number": 7, "parent": "p", "created_at": CREATED, "channel": "website", "changes": [FEE, VOG]}
RELEASE = {"number": 7, "parent": "p", "created_at": CREATED, "channel_digests": {"website": "w", "desk": "d"}}


def channel_digest(**link) -> str:
    return digest_of(channel_link(**link))


def release_digest(**link) -> str:
    return digest_of(release_link(**link))


def test_a_channel_s_link_is_the_digest_of_its_canonical_form():
    written = json.dumps(
        {"changes": [FEE, VOG], "channel": "website", "createdAt": CREATED, "number": 7, "parent": "p"},
        sort_keys=True,
        separators=(",", ":"),
    )

    assert channel_digest(**LINK) == sha256(written.encode()).hexdigest()


def test_a_release_s_digest_covers_its_channels():
    written = json.dumps(
        {"channels": {"desk": "d", "website": "w"}, "createdAt": CREATED, "number": 7, "parent": "p"},
        sort_keys=True,
        separators=(",", ":"),
    )

    assert release_digest(**RELEASE) == sha256(written.encode()).hexdigest()


@given(st.permutations([FEE, VOG, FEE | {"locale": "en"}]))
def test_the_order_of_changes_does_not_matter(changes):
    assert channel_digest(**LINK | {"changes": changes}) == channel_digest(
        **LINK | {"changes": sorted(changes, key=str)}
    )


@pytest.mark.parametrize(
    "other",
    [
        {"number": 8},
        {"parent": "q"},
        {"created_at": "2026-11-24T10:00:00.000001Z"},
        {"channel": "desk"},
        {"changes": [FEE]},
        {"changes": [FEE, VOG, VOG]},
        {"changes": [FEE | {"digests": ["ab"]}, VOG]},
        {"changes": []},
    ],
)
def test_a_link_differs_when_anything_in_it_differs(other):
    assert channel_digest(**LINK | other) != channel_digest(**LINK)


@pytest.mark.parametrize(
    "other",
    [{"number": 8}, {"parent": "q"}, {"created_at": ""}, {"channel_digests": {"website": "w"}},
     {"channel_digests": {"website": "d", "desk": "w"}}],
)  # fmt: skip
def test_a_release_differs_when_anything_in_it_differs(other):
    assert release_digest(**RELEASE | other) != release_digest(**RELEASE)
