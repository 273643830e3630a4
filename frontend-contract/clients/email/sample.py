"""A sample case for the merge fields, of their own examples: the hub itself never sees a person's data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from markupsafe import Markup, escape

from clients.shared.hub.reader import Document
from clients.shared.languages.dates import long_date
from clients.shared.languages.interface_texts import interface_texts

_FIELD = re.compile(r"\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}")


@dataclass(frozen=True)
class Filled:
    """One merge field with its sample value in the words of the language."""

    name: str
    label: str
    kind: str
    text: str
    required: bool = True


Case = Mapping[str, Filled]


def addressee() -> Sequence[str]:
    """The lines in the window of the envelope, invented too."""
    return ("J. de Vries", "Voorbeeldstraat 12", "1234 AB VOORBEELD")


def sample_case(document: Document) -> Case:
    """Each merge field of the document with its example, in the language of the text."""
    return {field["name"]: _filled(field, document["contentLocale"]) for field in document["mergeFields"]}


def filled(text: str, case: Case) -> str:
    return _FIELD.sub(lambda field: case[field[1]].text if field[1] in case else field[0], text)


def filled_html(html: str, case: Case) -> Markup:
    """The document's own HTML with every value escaped."""
    return Markup(_FIELD.sub(lambda field: str(escape(case[field[1]].text)) if field[1] in case else field[0], html))  # noqa: S704


def blanks(text: str) -> str:
    """A subject where no case is at hand: "Klaar, …"."""
    return _FIELD.sub("…", text)


def _filled(field: Mapping[str, Any], locale: str) -> Filled:
    words = _worded(field["kind"], field["example"], locale)
    return Filled(field["name"], field["label"], field["kind"], words, field["required"])


def _worded(kind: str, value: str | bool, locale: str) -> str:
    """A value as a reader of that language sees it."""
    if isinstance(value, bool):
        words = interface_texts(locale)
        return str(words["yes"] if value else words["no"])
    if kind == "date":
        return long_date(value, locale)
    if kind == "money":
        return format_currency(Decimal(value), "EUR", locale=locale)
    return value
