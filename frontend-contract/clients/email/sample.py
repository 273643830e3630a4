"""A sample case for the merge fields, invented: the hub itself never sees a person's data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.numbers import format_currency
from markupsafe import Markup, escape

from clients.shared.hub.reader import Document
from clients.shared.hub.visit import Visit
from clients.shared.languages.dates import long_date

_FIELD = re.compile(r"\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}")


@dataclass(frozen=True)
class Filled:
    """One merge field with its sample value in the words of the language."""

    name: str
    label: str
    kind: str
    text: str


Case = Mapping[str, Filled]


@cache
def _samples() -> Mapping[str, Any]:
    return json.loads(Path(__file__).with_name("sample_case.json").read_text("utf-8"))


def addressee() -> Sequence[str]:
    """The lines in the window of the envelope."""
    return _samples()["addressee"]


def sample_case(document: Document, visit: Visit) -> Case:
    """A value for each merge field of the document: by its name, else by its kind."""
    return {
        field["name"]: Filled(field["name"], field["label"], field["kind"], _value(field, visit))
        for field in document["mergeFields"]
    }


def filled(text: str, case: Case) -> str:
    return _FIELD.sub(lambda field: case[field[1]].text if field[1] in case else field[0], text)


def filled_html(html: str, case: Case) -> Markup:
    """The document's own HTML with every value escaped."""
    return Markup(_FIELD.sub(lambda field: str(escape(case[field[1]].text)) if field[1] in case else field[0], html))  # noqa: S704


def blanks(text: str) -> str:
    """A subject where no case is at hand: "Klaar, …"."""
    return _FIELD.sub("…", text)


def _value(field: Mapping[str, str], visit: Visit) -> str:
    samples, kind = _samples(), field["kind"]
    given = samples["names"].get(field["name"]) or samples["kinds"][kind]
    if kind == "date":
        return long_date(given, visit.locale)
    if kind == "money":
        return format_currency(Decimal(given), "EUR", locale=visit.locale)
    return given
