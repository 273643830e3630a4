"""Facts and tariffs, from the short form of the fixtures to the fields of their models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model

from products.models import EDITORIAL_KINDS, Tariff
from products.sample.files import Data
from products.sample.records import find

TARIFFS = "tariffs"
Values = dict[str, Any]


def facts_and_tariffs(groups: Mapping[str, Mapping[str, Data]]) -> Iterator[tuple[type[Model], str, Values]]:
    """Model, key and fields of each; tariffs before the amounts that name them."""
    for key, entry in groups.get(TARIFFS, {}).items():
        yield Tariff, key, _shared(entry) | _tariff_fields(entry)
    for kind in EDITORIAL_KINDS.values():
        places: Counter[str] = Counter()
        for key, entry in groups.get(kind.group, {}).items():
            places[tariff := entry.get("tariff", "")] += 1
            yield kind.model, key, _shared(entry) | kind.fields(entry, places[tariff])


def _shared(entry: Data) -> Values:
    return {"label": entry.get("label"), "owner": find(Group, entry.get("team"), "name")}


def _tariff_fields(entry: Data) -> Values:
    dimensions = entry.get("dimensions", {})
    return {
        "dimensions": [
            {"key": key, "kind": dimension["kind"], "question": dimension} for key, dimension in dimensions.items()
        ]
    }
