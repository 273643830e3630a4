"""Facts of every kind, from their fixture entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from decimal import Decimal
from typing import Any

from products.models import (
    Amount,
    AmountCondition,
    AmountValue,
    ContactPoint,
    ContactValue,
    Fact,
    LinkFact,
    LinkValue,
    Organisation,
    StatementFact,
    StatementValue,
    Tariff,
    TariffDimension,
    TermFact,
    TermValue,
    ValidityFact,
    ValidityValue,
)
from products.models.dated import DatedValue
from products.sample.saving import Tally, save
from products.sample.source import Entries, Entry

Make = Callable[[Entry, Entry], tuple[dict[str, Any], DatedValue]]


def both(name: str, texts: Entry | None) -> dict[str, str]:
    """`{name}_nl` and `{name}_en`."""
    return {f"{name}_{locale}": str((texts or {}).get(locale, "")).strip() for locale in ("nl", "en")}


def dated(entry: Entry) -> dict[str, Any]:
    return {
        "valid_from": entry.get("from"),
        "valid_until": entry.get("until"),
        "provisional": entry.get("provisional", False),
        "decided_on": entry.get("decided"),
        "legal_article": entry.get("legal_article", ""),
        "source": entry.get("source", ""),
    }


def load_tariffs(entries: Entries, tally: Tally) -> None:
    for key, entry in entries.items():
        questions = [
            TariffDimension(key=name, kind=question["kind"], **both("question", question))
            for name, question in entry.get("dimensions", {}).items()
        ]
        tariff = Tariff.objects.filter(key=key).first() or Tariff(key=key)
        save(tariff, both("label", entry["label"]), {"dimensions": questions}, tally)


def load_facts(facts: dict[str, Entries], tally: Tally) -> None:
    """All kinds but opening hours, which need locations."""
    for kind, load in LOADERS.items():
        for position, (key, entry) in enumerate(facts.get(kind, {}).items()):
            load(key, entry, position, tally)


def values_of(entry: Entry) -> Iterator[Entry]:
    """The dated values; an entry with one value says it in place. What they do not say is said by the entry."""
    shared = {name: entry[name] for name in ("legal_article", "source") if name in entry}
    until = None
    for value in reversed(list(entry.get("values", [entry]))):
        yield shared | ({"until": until} if until else {}) | value
        until = value.get("from")


def _load_amount(key: str, entry: Entry, position: int, tally: Tally) -> None:
    tariff = entry.get("tariff")
    fields = (
        both("label", entry["label"]) | both("condition_label", entry.get("applies")) | both("per", entry.get("per"))
    )
    fields |= {
        "tariff": Tariff.objects.get(key=tariff) if tariff else None,
        "position": position,
        "nature": entry.get("nature", "leges"),
        "payee": Organisation.objects.filter(key=entry.get("payee")).first(),
        "route": entry.get("route", ""),
    }
    values = [
        AmountValue(
            amount=Decimal(str(value["amount"])),
            **{name: _decimal(value.get(name)) for name in ("municipal_part", "national_part", "national_cap")},
            **dated(value),
        )
        for value in values_of(entry)
    ]
    conditions = [condition for name, value in entry.get("when", {}).items() for condition in _conditions(name, value)]
    _save(Amount, key, fields, {"values": values, "conditions": conditions}, tally)


def _conditions(name: str, value: Any) -> Iterator[AmountCondition]:
    """`{leeftijd: {lt: 18}}`, `{route: online}`, `{moment: [zaterdag, avond]}`."""
    if isinstance(value, dict):
        for operator, bound in value.items():
            yield AmountCondition(dimension=name, operator=operator, value=str(bound))
    elif isinstance(value, list):
        yield AmountCondition(dimension=name, operator="in", value=",".join(map(str, value)))
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield AmountCondition(dimension=name, operator="eq", value=text)


def _load_term(key: str, entry: Entry, position: int, tally: Tally) -> None:
    fields = both("label", entry["label"]) | both("event", entry.get("event")) | both("exceeded", entry.get("exceeded"))
    fields |= {"role": entry.get("role", "produce"), "direction": entry.get("direction", "after")}
    values = [_term_value(entry | value) for value in values_of(entry)]
    _save(TermFact, key, fields, {"values": values}, tally)


def _term_value(entry: Entry) -> TermValue:
    quantity, unit = _duration(entry["is"])
    extension = _duration(entry["extension"]) if "extension" in entry else (None, "")
    return TermValue(
        quantity=quantity,
        unit=unit,
        basis=entry.get("basis", "service"),
        cut_off=_time(entry.get("cut_off")),
        ready_from=_time(entry.get("ready_from")),
        extension_quantity=extension[0],
        extension_unit=extension[1],
        **dated(entry),
    )


def _load_validity(key: str, entry: Entry, position: int, tally: Tally) -> None:
    values = [
        ValidityValue(quantity=_duration(value["is"])[0], unit=_duration(value["is"])[1], **dated(value))
        for value in values_of(entry)
    ]
    _save(ValidityFact, key, both("label", entry["label"]), {"values": values}, tally)


def _load_statement(key: str, entry: Entry, position: int, tally: Tally) -> None:
    label = both("label", entry.get("label") or entry.get("short") or entry["text"])
    values = [
        StatementValue(**both("text", value["text"]), **both("short", value.get("short")), **dated(value))
        for value in values_of(entry)
    ]
    _save(StatementFact, key, label | {"role": entry.get("role", "condition")}, {"values": values}, tally)


def _load_contact(key: str, entry: Entry, position: int, tally: Tally) -> None:
    names = ("telephone", "email", "url", "address")
    values = [
        ContactValue(**{name: value.get(name, "") for name in names}, **dated(value)) for value in values_of(entry)
    ]
    _save(ContactPoint, key, both("label", entry["label"]), {"values": values}, tally)


def _load_link(key: str, entry: Entry, position: int, tally: Tally) -> None:
    values = [LinkValue(**both("url", value["url"]), **dated(value)) for value in values_of(entry)]
    _save(LinkFact, key, both("label", entry["label"]), {"values": values}, tally)


LOADERS = {
    "contacts": _load_contact,
    "amounts": _load_amount,
    "terms": _load_term,
    "validities": _load_validity,
    "statements": _load_statement,
    "links": _load_link,
}


def _save(model: type[Fact], key: str, fields: dict[str, Any], rows: dict[str, Any], tally: Tally) -> None:
    rows = rows | {"values": sorted(rows["values"], key=lambda value: str(value.valid_from or ""))}
    save(model.objects.filter(key=key).first() or model(key=key), fields, rows, tally)


def _duration(text: str) -> tuple[int, str]:
    quantity, unit = text.split()
    return int(quantity), unit


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _time(value: Any) -> time | None:
    return None if value is None else time.fromisoformat(str(value))
