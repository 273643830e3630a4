"""All values of a fact, for those who ask for the fact itself."""

from __future__ import annotations

from collections.abc import Iterable

from releases.core import canonical
from releases.core.intervals import in_order
from releases.facts.dated_values import value_object
from releases.snapshot import Snapshot


def fact_bodies(snapshot: Snapshot, keys: Iterable[str]) -> dict[str, bytes]:
    """Per key the canonical bytes of its kind, labels and values, oldest first, in every locale."""
    locales = [setting.code for setting in snapshot.locales]
    return {key: _body(snapshot, key, locales) for key in sorted(keys)}


def _body(snapshot: Snapshot, key: str, locales: list[str]) -> bytes:
    fact = snapshot.facts[key]
    return canonical.dumps(
        {
            "key": key,
            "kind": fact.kind,
            "label": dict(fact.label),
            "values": {
                locale: [value_object(fact, value, locale) for value in in_order(fact.values)] for locale in locales
            },
        }
    )
