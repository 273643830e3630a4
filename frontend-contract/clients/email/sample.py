"""A sample case for the merge fields, of their own examples: the hub itself never sees a person's data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from babel.numbers import format_currency
from markupsafe import Markup, escape

from clients.email.mail_merge import FIELD, Value, is_required, merge
from clients.shared.hub.reader import Document
from clients.shared.languages.dates import long_date
from clients.shared.languages.interface_texts import interface_texts


@dataclass(frozen=True)
class Filled:
    """One merge field with its sample value in the words of the language."""

    name: str
    label: str
    kind: str
    text: str
    required: bool = True
    value: Value = ""


class Option(NamedTuple):
    value: Value
    words: str


Case = Mapping[str, Filled]


def addressee() -> Sequence[str]:
    """The lines in the window of the envelope, invented too."""
    return ("J. de Vries", "Voorbeeldstraat 12", "1234 AB VOORBEELD")


def sample_case(document: Document, chosen: Mapping[str, str] | None = None) -> Case:
    """Each merge field of the document with its example, or with what was `chosen` of its `options`."""
    return {field["name"]: _filled(field, document, chosen or {}) for field in document["mergeFields"]}


def conditions_of(document: Document) -> Sequence[Document]:
    """None in a document of a release from before there were any."""
    return document.get("conditions", ())


def options(document: Document) -> Mapping[str, Mapping[str, Option]]:
    """The values that may be chosen of each field that a text depends on, by how an address has them."""
    deciding = {condition["field"] for condition in conditions_of(document)}
    fields = [field for field in document["mergeFields"] if field["name"] in deciding]
    return {field["name"]: _options(field, document["contentLocale"]) for field in fields}


def filled(text: str, case: Case, conditions: Sequence[Document] = ()) -> str:
    return merge(text, conditions, _values(case), _words(case))


def filled_html(html: str, case: Case, conditions: Sequence[Document] = ()) -> Markup:
    """The document's own HTML with every value escaped."""
    merged = merge(html, conditions, _values(case), _words(case), lambda text: str(escape(text)))
    return Markup(merged)  # noqa: S704 - the hub's own HTML, with escaped values


def blanks(text: str) -> str:
    """A subject where no case is at hand: "Klaar, …"."""
    return FIELD.sub("…", text)


def _options(field: Mapping[str, Any], locale: str) -> Mapping[str, Option]:
    if field["kind"] == "yesNo":
        given: Mapping[str, Value] = {"yes": True, "no": False}
    else:
        offered = field.get("choices") or ([field["example"]] if "example" in field else [])
        given = {word: word for word in (*offered, *(() if is_required(field) else ("",)))}
    return {name: Option(value, _worded(field["kind"], value, locale)) for name, value in given.items()}


def _values(case: Case) -> Mapping[str, Value]:
    return {name: field.value for name, field in case.items()}


def _words(case: Case) -> Mapping[str, str]:
    return {name: field.text for name, field in case.items()}


def _filled(field: Mapping[str, Any], document: Document, chosen: Mapping[str, str]) -> Filled:
    """In a document of a release from before there were examples, the label stands for one."""
    if "example" not in field:
        return Filled(field["name"], field["label"], field["kind"], field["label"])
    offered, asked = options(document).get(field["name"], {}), chosen.get(field["name"])
    value = offered[asked].value if asked in offered else field["example"]
    words = _worded(field["kind"], value, document["contentLocale"])
    return Filled(field["name"], field["label"], field["kind"], words, is_required(field), value)


def _worded(kind: str, value: Value, locale: str) -> str:
    """A value as a reader of that language sees it; nothing stays nothing."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        words = interface_texts(locale)
        return str(words["yes"] if value else words["no"])
    if kind == "date":
        return long_date(value, locale)
    if kind == "money":
        return format_currency(Decimal(value), "EUR", locale=locale)
    return value
