"""Reads a copy of which one byte is damaged, again and again: each time in a process of its own, which that may end.

`python -m tests.integration.damaged_copies FOLDER SEED COUNT` prints as JSON how often each outcome came.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import lmdb

from releases.replica.checked import DAMAGES
from releases.replica.documents import documents
from releases.replica.replica import Replica
from releases.replica.scrub import scrub

# Of one reader; longer is for ever.
LONGEST_SECONDS = 2
RIGHT, DAMAGED, WRONG, MISSING, BEHIND = 0, 3, 4, 5, 6
NAMES = {RIGHT: "right", DAMAGED: "refused", WRONG: "wrong", MISSING: "not found", BEHIND: "behind"}
# What each document says in each release.
Said = dict[tuple[bytes, int], bytes]


def said(replica: Replica) -> Said:
    with replica.read() as reading:
        every = range(1, reading.position().number + 1)
        listed = [(each, release) for release in every for each in documents(reading, "website", None, release)]
        return {
            (each.address.name, release): b"".join(reading.content(digest) for _, digest in each.version.periods)
            for each, release in listed
        }


def said_apart(folder: Path) -> Said:
    """LMDB must not be open here when other processes begin."""
    replica = Replica(folder)
    try:
        return said(replica)
    finally:
        replica.close()


def reading_of(folder: Path, expected: Said) -> int:
    """Each document by its name, as a reader asks."""
    try:
        with Replica(folder).read() as reading:
            if reading.position().number < max(release for _, release in expected):
                return BEHIND
            for (name, release), body in expected.items():
                version = reading.version(name, release)
                if version is None:
                    return MISSING
                if b"".join(reading.content(digest) for _, digest in version.periods) != body:
                    return WRONG
    except (*DAMAGES, lmdb.Error):
        return DAMAGED
    return RIGHT


def scrubbing_of(folder: Path) -> int:
    try:
        scrub(folder)
    except (*DAMAGES, lmdb.Error):
        return DAMAGED
    return RIGHT


def apart(task: Callable[[], int]) -> int:
    """How a process of its own ends that does this; negative when it is ended."""
    if not (child := os.fork()):
        os.close(2)
        signal.alarm(LONGEST_SECONDS)
        code = 1
        try:
            code = task()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def damaged(file: Path, place: int, mask: int) -> Iterator[None]:
    whole = file.read_bytes()
    file.write_bytes(whole[:place] + bytes([whole[place] ^ mask]) + whole[place + 1 :])
    yield
    file.write_bytes(whole)


def outcomes(folder: Path, seed: int, count: int) -> Counter[str]:
    file, chance, found = folder / "data.mdb", random.Random(seed), Counter[str]()
    expected = said_apart(folder)
    places = [place for place, byte in enumerate(file.read_bytes()) if byte]
    for _ in range(count):
        with damaged(file, chance.choice(places), 1 << chance.randrange(8)):
            read = apart(lambda: reading_of(folder, expected))
            if read not in (RIGHT, BEHIND, DAMAGED) and apart(lambda: scrubbing_of(folder)) == RIGHT:
                found["not noticed"] += 1
            found[NAMES.get(read, "ended")] += 1
    return found


if __name__ == "__main__":
    print(json.dumps(outcomes(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
