"""Compares the head with a compile of all that is live: the same bytes, or something is wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from products.publishing.compilation import horizon_of
from products.publishing.consistent_reads import consistent_reads
from products.snapshot import all_subjects, read_snapshot
from releases import store
from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Compiled, Document

logger = logging.getLogger(__name__)
Address = tuple[str, str, str, str]
CHUNK = 500


@dataclass(frozen=True)
class Verified:
    """What of the head differs from all that is live, one line each."""

    release: int
    differences: tuple[str, ...]


def verify_head() -> Verified:
    """Of one moment, while others go on publishing."""
    with consistent_reads():
        return Verified(store.head().number, tuple(differences()))


def report_head() -> None:
    """For the log, which has nothing to say while they are the same."""
    verified = verify_head()
    for difference in verified.differences:
        logger.error("Release %s is not what all live content compiles to: %s", verified.release, difference)


def differences() -> Iterator[str]:
    """One line each."""
    head = store.release(store.head().number)
    if head is None:
        return
    published = {_address(document): document for document in store.documents(tuple(CHANNELS))}
    for compiled in _compiled(horizon_of(head.created_at)):
        yield from (f"cannot be compiled: {problem}" for problem in compiled.problems if not problem.left_out)
        for document in compiled.documents:
            if document.periods:
                yield from _document_difference(document, published.pop(_address(document), None))
        yield from _fact_differences(compiled)
    yield from (f"published, but not live: {_named(address)}" for address in published)


def _compiled(horizon: int) -> Iterator[Compiled]:
    subjects = iter(all_subjects())
    while part := tuple(islice(subjects, CHUNK)):
        yield compile_snapshot(read_snapshot(part, horizon=horizon))


def _document_difference(document: Document, published: store.StoredDocument | None) -> Iterator[str]:
    if published is None:
        yield f"live, but not published: {_named(_address(document))}"
        return
    expected = [(period.starts, period.digest) for period in document.periods]
    if expected != [tuple(period) for period in published.periods]:
        yield f"differs: {_named(_address(document))}"


def _fact_differences(compiled: Compiled) -> Iterator[str]:
    published = store.facts(compiled.facts)
    for key, body in compiled.facts.items():
        if key not in published:
            yield f"live, but not published: fact {key}"
        elif published[key] != body:
            yield f"differs: fact {key}"


def _address(document: Document | store.StoredDocument) -> Address:
    return document.channel, document.kind, document.key, document.locale


def _named(address: Sequence[str]) -> str:
    return "/".join(address)
