"""Compares the head with a compile of all that is live: the same bytes, or something is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from products.publishing.compilation import horizon_of
from products.snapshot import all_subjects, read_snapshot
from releases import store
from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Compiled, Document

Address = tuple[str, str, str, str]
CHUNK = 500


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
        if published.get(key) != body:
            yield f"differs: fact {key}"


def _address(document: Document | store.StoredDocument) -> Address:
    return document.channel, document.kind, document.key, document.locale


def _named(address: Sequence[str]) -> str:
    return "/".join(address)
