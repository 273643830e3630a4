"""Facts and tariffs, from the short form of the fixtures to the fields of their models."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model

from products.models import (
    Amount,
    ContactPoint,
    LinkFact,
    OpeningHoursFact,
    Organisation,
    StatementFact,
    Tariff,
    TermFact,
    ValidityFact,
)
from products.sample.files import Data
from products.sample.hours import hours_values
from products.sample.records import Row, find, localised

COMPARISON = re.compile(r"(>=|<)?(.+)")
OPERATORS = {">=": "gte", "<": "lt", None: "eq"}
PARTS = {"amount": "amount", "municipal": "municipal_part", "national": "national_part", "cap": "national_cap"}
CONTACT = ("telephone", "email", "url", "address")


def tariff_values(entry: Data, _: int) -> dict[str, Any]:
    dimensions = entry.get("dimensions", {})
    rows = [
        {"key": key, "kind": dimension["kind"], "question": localised(dimension)}
        for key, dimension in dimensions.items()
    ]
    return {**_shared(entry), "dimensions": rows}


def amount_values(entry: Data, place: int) -> dict[str, Any]:
    return {
        **_shared(entry),
        "tariff": find(Tariff, entry.get("tariff")),
        "position": place,
        "condition_label": localised(entry.get("applies")),
        "nature": entry.get("nature", "leges"),
        "payee": find(Organisation, entry.get("payee")),
        "per": localised(entry.get("per")),
        "route": entry.get("route", ""),
        "conditions": [_condition(name, value) for name, value in entry.get("when", {}).items()],
        "values": dated(entry, lambda row: {field: row.get(part) for part, field in PARTS.items()}),
    }


def term_values(entry: Data, _: int) -> dict[str, Any]:
    return {
        **_shared(entry),
        "role": entry.get("role", "produce"),
        "direction": entry.get("direction", "after"),
        "event": localised(entry.get("event")),
        "exceeded": localised(entry.get("exceeded")),
        "values": dated(entry, _term),
    }


def validity_values(entry: Data, _: int) -> dict[str, Any]:
    return {**_shared(entry), "values": dated(entry, lambda row: _duration(row["is"]))}


def contact_values(entry: Data, _: int) -> dict[str, Any]:
    return {**_shared(entry), "values": dated(entry, lambda row: {name: row.get(name, "") for name in CONTACT})}


def link_values(entry: Data, _: int) -> dict[str, Any]:
    return {**_shared(entry), "values": dated(entry, lambda row: {"url": localised(row["url"])})}


def statement_values(entry: Data, _: int) -> dict[str, Any]:
    return {
        **_shared({"label": entry.get("short") or entry["text"], **entry}),
        "role": entry["role"],
        "values": dated(entry, lambda row: {"text": localised(row["text"]), "short": localised(row.get("short"))}),
    }


def opening_hours_values(entry: Data, _: int) -> dict[str, Any]:
    return _shared(entry) | hours_values(entry)


# In an order in which each refers only to what comes before it.
MODELS: Mapping[str, tuple[type[Model], Callable[[Data, int], dict[str, Any]]]] = {
    "contacts": (ContactPoint, contact_values),
    "openingHours": (OpeningHoursFact, opening_hours_values),
    "tariffs": (Tariff, tariff_values),
    "terms": (TermFact, term_values),
    "validities": (ValidityFact, validity_values),
    "links": (LinkFact, link_values),
    "statements": (StatementFact, statement_values),
    "amounts": (Amount, amount_values),
}


def dated(entry: Data, fields: Callable[[Data], Row]) -> list[Row]:
    """A value ends where the next begins; an entry with one value may give it without `values`."""
    rows: Sequence[Data] = entry.get("values") or [entry]
    return [
        {
            **fields(row),
            "valid_from": row.get("from"),
            "valid_until": row.get("until") or (following or {}).get("from"),
            "decided_on": row.get("decided"),
            "legal_article": row.get("article", ""),
            "source": row.get("source", ""),
        }
        for row, following in zip_longest(rows, rows[1:])
    ]


def _shared(entry: Data) -> dict[str, Any]:
    return {"label": localised(entry["label"]), "owner": find(Group, entry.get("team"), "name")}


def _condition(dimension: str, value: object) -> Row:
    if isinstance(value, list):
        return {"dimension": dimension, "operator": "in", "value": ",".join(value)}
    text = str(value).lower() if isinstance(value, bool) else str(value)
    comparison = COMPARISON.fullmatch(text)
    assert comparison  # noqa: S101
    return {"dimension": dimension, "operator": OPERATORS[comparison[1]], "value": comparison[2]}


def _term(row: Data) -> Row:
    return {
        **_duration(row["is"]),
        "basis": row.get("basis", "service"),
        "cut_off": row.get("cut_off"),
        "ready_from": row.get("ready_from"),
        **_extension(row.get("extension")),
    }


def _extension(text: str | None) -> Row:
    extension = _duration(text) if text else {"quantity": None, "unit": ""}
    return {f"extension_{name}": value for name, value in extension.items()}


def _duration(text: str) -> dict[str, Any]:
    quantity, unit = text.split()
    return {"quantity": int(quantity), "unit": unit}


def in_order(groups: Mapping[str, Mapping[str, Data]]) -> Iterator[tuple[str, str, Data, int]]:
    """Group, key, entry and place of every fact and tariff; an amount's place is that in its tariff."""
    for group in MODELS:
        places: Counter[str] = Counter()
        for key, entry in groups.get(group, {}).items():
            places[tariff := entry.get("tariff", "")] += 1
            yield group, key, entry, places[tariff]
