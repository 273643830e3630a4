"""Facts as of any release: which ones some channels tell, their values, and where they are told."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

import orjson

from releases.replica.layout import SHORT_BYTES, address_of, channel_prefix, fact_name, told_name, use_name
from releases.replica.transaction import ReadTransaction


class Use(NamedTuple):
    channel: str
    kind: str
    key: str
    locale: str
    section: str


def fact_keys(reading: ReadTransaction, channels: Collection[str], release: int, after: str = "") -> Iterator[str]:
    """The facts that documents in `channels` tell in `release`, in order, beyond the key `after`."""
    told = (_told_in(reading, channel, release, after) for channel in channels)
    return (key for key, _ in groupby(heapq.merge(*told)))


def fact(reading: ReadTransaction, key: str, release: int) -> bytes | None:
    """All its values in canonical JSON, whoever tells it."""
    return reading.newest(reading.databases.facts, fact_name(key), release)


def uses(reading: ReadTransaction, key: str, channels: Collection[str], release: int) -> list[Use]:
    """Where documents in `channels` tell the fact, in order."""
    return sorted(use for channel in channels for use in _uses_in(reading, key, channel, release))


def _told_in(reading: ReadTransaction, channel: str, release: int, after: str) -> Iterator[str]:
    prefix = channel_prefix(channel)
    beyond = told_name(channel, after) if after else b""
    for name, is_told in reading.walk(reading.databases.told, prefix, release, beyond):
        if is_told:
            yield name[len(prefix) :].decode()


def _uses_in(reading: ReadTransaction, key: str, channel: str, release: int) -> Iterator[Use]:
    for name, sections in reading.walk(reading.databases.uses, use_name(key, channel_prefix(channel)), release):
        if sections:
            where = address_of(name[SHORT_BYTES:])
            for section in orjson.loads(sections) or [""]:
                yield Use(where.channel, where.kind, where.key, where.locale, section)
