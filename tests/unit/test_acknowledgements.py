"""Acknowledgements of an instance, and why the hub does not believe one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core.acknowledgements import (
    DETAILS,
    NAME,
    AcknowledgementReport,
    Known,
    Malformed,
    Refused,
    judge,
    looks_like_a_person,
    parse,
)
from releases.core.position import Position

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DIGEST, OTHER = "a" * 64, "b" * 64
MEMBERS = {"instance": "balie-1", "state": "displayed", "epoch": "e", "position": f"12@{NOON:%Y-%m-%dT%H:%M:%S.000Z}"}
MEMBERS |= {"digest": DIGEST}
KNOWN = Known("e", 14, NOON, DIGEST, None, NOON + 2 * HOUR)


def faults(**changes: Any) -> list[str]:
    """The members that are refused when the acknowledgement is changed so."""
    with pytest.raises(Malformed) as caught:
        parse(MEMBERS | changes)
    return [fault.member for fault in caught.value.faults]


def said(release: int = 12, instant: datetime = NOON, **changes: Any) -> AcknowledgementReport:
    return AcknowledgementReport("balie-1", "displayed", "e", Position(release, instant), DIGEST)._replace(**changes)


def refusal(said: AcknowledgementReport, **known: Any) -> Refused:
    refused = judge(said, KNOWN._replace(**known))
    assert refused is not None
    return refused


def test_an_acknowledgement_is_read_as_it_was_written():
    assert parse(MEMBERS) == said()


@pytest.mark.parametrize(
    ("member", "value"),
    [("instance", ""), ("instance", "Balie 1"), ("instance", "-balie"), ("instance", "x" * 65), ("instance", None), ("instance", 7),
     ("state", "shown"), ("state", None), ("epoch", ""), ("epoch", 1), ("epoch", "x" * 65), ("position", 12), ("position", "12"),
     ("position", "12@2026-02-30T00:00:00.000Z"), ("digest", "A" * 64), ("digest", ""), ("reason", None), ("reason", "x" * 501),
     ("reason", "twee\nregels"), ("colour", "red")],
)  # fmt: skip
def test_a_member_that_cannot_be_used_is_named(member, value):
    assert faults(**{member: value}) == [member]


def test_every_member_that_is_wrong_is_named_at_once():
    assert faults(instance="", digest="", colour="red") == ["colour", "instance", "digest"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_rejection_needs_a_reason(reason):
    assert faults(state="rejected", reason=reason) == ["reason"]


@pytest.mark.parametrize("name", ["jan@gemeente.example", "123456782", "balie-123.456.782", "balie_111222333"])
def test_an_instance_is_no_person(name):
    assert looks_like_a_person(name)
    assert faults(instance=name) == ["instance"]


@pytest.mark.parametrize("name", ["balie-1", "123456789", "node-20261125", "1234567821", "000000000"])
def test_a_number_that_cannot_be_a_bsn_may_name_a_machine(name):
    assert parse(MEMBERS | {"instance": name}).instance == name


@given(st.text(max_size=80))
def test_any_name_is_taken_or_refused_by_name(name):
    if NAME.fullmatch(name) and not looks_like_a_person(name):
        assert parse(MEMBERS | {"instance": name}).instance == name
    else:
        assert faults(instance=name) == ["instance"]


def test_what_is_right_is_believed():
    assert judge(said(), KNOWN) is None


@pytest.mark.parametrize("held", [None, Position(11, NOON + HOUR), Position(12, NOON)])
def test_the_same_or_a_later_position_than_before_is_believed(held):
    assert judge(said(), KNOWN._replace(held=held)) is None


def test_an_older_position_than_before_is_refused_with_both():
    refused = refusal(said(), held=Position(13, NOON))

    assert (refused.code, refused.member) == ("position-older", "position")
    assert str(Position(12, NOON)) in refused.detail
    assert str(Position(13, NOON)) in refused.detail


def test_another_digest_is_refused_with_both():
    refused = refusal(said(digest=OTHER))

    assert (refused.code, refused.member) == ("digest-differs", "digest")
    assert DIGEST in refused.detail
    assert OTHER in refused.detail


def test_another_epoch_is_refused_before_all_else():
    assert refusal(said(epoch="old", release=99, digest=OTHER)).code == "sync-anew"


@pytest.mark.parametrize(
    ("release", "instant", "published_at", "expected"),
    [
        (99, NOON, None, Position(14, NOON + 2 * HOUR)),
        (12, NOON + 3 * HOUR, NOON, Position(14, NOON + 2 * HOUR)),
        (12, NOON - HOUR, NOON, Position(12, NOON)),
        (0, NOON, None, Position(14, NOON + 2 * HOUR)),
    ],
)
def test_a_position_that_does_not_exist_is_refused_with_what_does(release, instant, published_at, expected):
    refused = refusal(said(release, instant), published_at=published_at)

    assert refused.code == "position-unknown"
    assert str(expected) in refused.detail
    assert str(Position(release, instant)) in refused.detail


def test_a_release_in_which_the_channel_has_nothing_yet_is_no_position_of_it():
    assert refusal(said(), digest="").code == "position-unknown"


def test_the_clocks_of_two_nodes_may_differ_a_little():
    assert judge(said(instant=KNOWN.now + timedelta(seconds=4)), KNOWN) is None


@pytest.mark.parametrize("code", DETAILS)
def test_every_refusal_tells_what_the_hub_has(code):
    assert "WHAT-THE-HUB-HAS" in Refused(code, "member", "WHAT-THE-HUB-HAS", "that").detail
