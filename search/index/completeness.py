"""Comparison of what an index that others keep holds with what it should, so that a loss does not go unseen."""

from __future__ import annotations

import logging

from search.index import document_source, incremental
from search.query.addresses import IndexScope
from search.query.interface import SharedIndex

logger = logging.getLogger(__name__)
SHOWN = 3


def mend(index: SharedIndex, place: IndexScope) -> bool:
    """Makes the index anew when a document or a period of one is missing, or one too many; whether it could compare."""
    before = index.state()
    if before is None or not incremental.is_current(before):
        return False
    held, expected = index.complete(), document_source.addresses(place, before.position.release)
    if index.state() != before:
        return False
    if differing := sorted(held ^ expected):
        shown = ", ".join(differing[:SHOWN]) + (" …" if len(differing) > SHOWN else "")
        logger.error(
            "The index of %s in %s does not hold what it should, and is made anew: %s of %s documents differ: %s",
            place.channel, place.locale, len(differing), len(expected), shown,
        )  # fmt: skip
        incremental.rebuild(index, place)
    return True
