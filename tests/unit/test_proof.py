"""Each way to tamper with a chain has its name, and an honest chain has no fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from releases.proof.digests import channel_link, digest_of, release_link
from releases.proof.key_document import FirstSigned, KeyDocument, trust
from releases.proof.rules import ChainLink, Replay
from releases.proof.signing import Key, SignedStatement, key_id_of, new_private_key, public_key_of, sign

START = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PRIVATE, OTHER = new_private_key(), new_private_key()
FIRST, SECOND = "epoch-1", "epoch-2"


def key(private: str = PRIVATE, **fields: object) -> Key:
    return Key(key_id_of(public_key_of(private)), public_key_of(private), START)._replace(**fields)


def link(
    number: int, parent: ChainLink | None, channel: str | None = "website", epoch: str = FIRST, private: str = PRIVATE
) -> ChainLink:
    created_at, before = START + number * HOUR, parent.digest if parent else ""
    body = (
        channel_link(number, before, created_at.isoformat(), channel, [])
        if channel
        else release_link(number, before, created_at.isoformat(), {})
    )
    digest = digest_of(body)
    signature = sign(private, SignedStatement(epoch, number, channel, digest)) if epoch else ""
    return ChainLink(
        number, channel, before, created_at, digest, digest, epoch, key(private).key_id if epoch else "", signature
    )


def chain(*numbers: int, channel: str | None = "website") -> list[ChainLink]:
    links: list[ChainLink] = []
    for number in numbers:
        links.append(link(number, links[-1] if links else None, channel))
    return links


def codes(links: list[ChainLink], *keys: Key) -> list[tuple[str, int]]:
    replay = Replay({each.key_id: each for each in keys or (key(),)})
    return [(fault.code, fault.number) for each in links for fault in replay.follow(each)]


def without(links: list[ChainLink], number: int) -> list[ChainLink]:
    return [each for each in links if each.number != number]


def test_an_honest_chain_has_no_fault():
    assert codes(chain(1, 2, 5)) == []
    assert codes(chain(1, 2, 3, channel=None)) == []


def test_an_altered_link_is_named():
    links = chain(1, 2, 3)
    links[1] = replace(links[1], covered="0" * 64)
    assert codes(links) == [("altered", 2)]


def test_a_missing_link_shows_at_the_next_one():
    assert codes(without(chain(1, 2, 3), 2)) == [("missing", 3)]


def test_missing_releases_are_named_by_their_numbers():
    [fault] = Replay({key().key_id: key()}, last=chain(1, channel=None)[0]).follow(chain(1, 2, 3, 4, channel=None)[3])
    assert fault.what == "releases 2 to 3 are missing."


def test_a_missing_beginning_is_named():
    assert codes(without(chain(1, 2), 1)) == [("missing", 2)]


def test_two_links_in_the_wrong_order_are_named():
    first, second, third = chain(1, 2, 3)
    assert ("reordered", 2) in codes([first, third, second])


def test_a_signature_of_another_link_is_named():
    first, second = chain(1, 2)
    assert codes([first, replace(second, signature=first.signature)]) == [("wrongSignature", 2)]


def test_a_signature_from_another_epoch_does_not_count():
    [first] = chain(1)
    assert codes([replace(first, epoch=SECOND)]) == [("wrongSignature", 1)]


def test_an_unknown_key_is_named():
    assert codes([link(1, None, private=OTHER)]) == [("unknownKey", 1)]


def test_a_key_under_a_name_that_is_not_its_own_is_named():
    changed = key(public_key=public_key_of(OTHER))
    assert codes(chain(1), changed) == [("wrongKey", 1), ("wrongSignature", 1)]


@pytest.mark.parametrize("period", [{"valid_until": START + HOUR}, {"valid_from": START + 2 * HOUR}], ids=str)
def test_a_key_that_was_not_in_use_then_is_named(period):
    assert codes(chain(1), key(**period)) == [("keyPeriod", 1)]


def test_a_link_without_signature_is_named():
    unsigned = link(1, None, epoch="")
    assert codes([unsigned, link(2, unsigned)]) == [("unsigned", 1)]


def replay_of_a_hub_of_today(first_signed: ChainLink) -> Replay:
    return Replay({key().key_id: key()}, FirstSigned(first_signed.number, first_signed.digest))


def test_links_before_the_first_signed_release_that_is_named_are_counted_and_no_fault():
    unsigned = link(1, None, None, epoch="")
    signed = link(2, unsigned, None)
    replay = replay_of_a_hub_of_today(signed)
    assert [replay.follow(unsigned), replay.follow(signed), replay.unproven()] == [[], [], []]
    assert replay.unsigned == 1


def test_links_before_a_first_signed_release_that_is_not_there_are_proven_by_nothing():
    unsigned = link(1, None, None, epoch="")
    replay = replay_of_a_hub_of_today(link(2, unsigned, None))
    replay.follow(unsigned)
    assert [fault.code for fault in replay.unproven()] == ["unsigned"]


def test_another_release_than_the_first_signed_one_that_is_named_is_found():
    unsigned = link(1, None, None, epoch="")
    replay = replay_of_a_hub_of_today(link(2, unsigned, None))
    replay.follow(unsigned)
    other = replace(link(2, unsigned, None), digest="0" * 64, covered="0" * 64)
    assert "firstSigned" in [fault.code for fault in replay.follow(other)]


def test_a_link_that_lost_its_signature_is_named():
    first = chain(1)[0]
    assert codes([first, link(2, first, epoch="")]) == [("unsigned", 2)]


def test_a_new_epoch_may_skip_numbers_and_never_ends_in_an_old_one():
    first = link(1, None, None)
    second = link(9, first, None, epoch=SECOND)
    assert codes([first, second]) == []
    assert codes([first, second, link(10, second, None, epoch=FIRST)]) == [("epoch", 10)]


@pytest.mark.parametrize(
    "tampering",
    [
        lambda it: replace(it, number=3),
        lambda it: replace(it, parent="0" * 64),
        lambda it: replace(it, digest="0" * 64, covered="0" * 64),
        lambda it: replace(it, channel="desk"),
        lambda it: replace(it, created_at=START),
        lambda it: replace(it, key_id="A" * 43),
    ],
)
def test_no_field_of_a_link_can_be_changed_unseen(tampering: Callable[[ChainLink], ChainLink]):
    first, second = chain(1, 2)
    assert codes([first, tampering(second)]) != []


def vouched(*keys: Key, by: str = PRIVATE) -> KeyDocument:
    document = KeyDocument(keys)
    return document._replace(signatures={key_id_of(public_key_of(by)): sign(by, document)})


def test_a_key_that_the_key_of_this_node_vouches_for_counts():
    document = vouched(key(), key(OTHER))
    assert (len(trust(document, key().key_id).keys), trust(document, key().key_id).vouched) == (2, True)


def test_a_key_that_only_vouches_for_itself_does_not_count():
    document = vouched(key(), key(OTHER), by=OTHER)
    assert (list(trust(document, key().key_id).keys), trust(document, key().key_id).vouched) == ([key().key_id], False)


def test_the_only_key_needs_nobody_to_vouch_for_it():
    assert trust(KeyDocument([key()]), key().key_id).vouched


def test_only_keys_that_are_named_count():
    assert list(trust(vouched(key(), key(OTHER)), None, [key().key_id]).keys) == [key().key_id]


def test_a_first_signed_release_counts_when_a_key_vouches_for_it():
    document = vouched(key())._replace(first_signed=FirstSigned(2, "0" * 64))
    assert trust(document, key().key_id).first_signed is None
    signed = document._replace(signatures={key().key_id: sign(PRIVATE, document)})
    assert trust(signed, key().key_id).first_signed == (2, "0" * 64)
