"""Signatures: what one says, and that it says nothing else."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from releases.proof.signing import Key, SignedStatement, is_signed, key_id_of, new_private_key, public_key_of, sign

EPOCH = "6f1c1f0e-0000-4000-8000-000000000000"
STATEMENT = SignedStatement(EPOCH, 7, "website", "ab" * 32)
# RFC 8032, section 7.1, test 1; the name of its public key is in RFC 8037, appendix A.3.
RFC_PRIVATE = base64.urlsafe_b64encode(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
).decode()
RFC_PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"


def test_a_statement_is_canonical_json_that_names_its_purpose():
    assert (
        STATEMENT.to_sign()
        == (
            f'{{"channel":"website","digest":"{"ab" * 32}","epoch":"{EPOCH}","number":7,'
            '"purpose":"een-antwoord/channel/1"}'
        ).encode()
    )


def test_keys_and_their_names_are_those_of_the_standards():
    assert public_key_of(RFC_PRIVATE) == RFC_PUBLIC
    assert key_id_of(RFC_PUBLIC) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_signature_holds_for_its_statement():
    assert is_signed(RFC_PUBLIC, STATEMENT, sign(RFC_PRIVATE, STATEMENT))


@pytest.mark.parametrize(
    "other",
    [{"epoch": "another"}, {"number": 8}, {"channel": "desk"}, {"channel": None}, {"digest": "cd" * 32}],
    ids=str,
)
def test_a_signature_holds_for_no_other_statement(other):
    assert not is_signed(RFC_PUBLIC, STATEMENT._replace(**other), sign(RFC_PRIVATE, STATEMENT))


def test_a_signature_of_another_key_is_none():
    assert not is_signed(public_key_of(new_private_key()), STATEMENT, sign(RFC_PRIVATE, STATEMENT))


@pytest.mark.parametrize("nonsense", ["", "é", "AAAA", "!" * 86])
def test_nonsense_is_no_signature_and_no_key(nonsense):
    assert not is_signed(RFC_PUBLIC, STATEMENT, nonsense)
    assert not is_signed(nonsense, STATEMENT, sign(RFC_PRIVATE, STATEMENT))


def test_a_private_key_may_be_written_as_openssl_writes_base64():
    assert public_key_of(base64.b64encode(base64.urlsafe_b64decode(RFC_PRIVATE)).decode() + "\n") == RFC_PUBLIC


def test_what_is_no_private_key_says_how_to_make_one():
    with pytest.raises(ValueError, match="openssl rand -base64 32"):
        public_key_of("secret")


def test_a_key_signs_until_it_is_replaced():
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    key = Key("id", "key", start, end)
    assert key.signs_at(start)
    assert not key.signs_at(end)
